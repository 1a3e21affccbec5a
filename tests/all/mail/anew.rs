//! What was withdrawn before it left is written anew once nothing holds it any more, if it is still of use; and never to an old address.

use axum::http::StatusCode;
use thrice::{
    command,
    store::{Actor, people::accounts},
};

use super::office::Office;

const MOTHER: &str = "sana@family.example.org";
const FATHER: &str = "bilal@family.example.org";

#[tokio::test]
async fn a_new_address_gets_the_message_that_was_on_its_way_to_the_old_one() {
    let mut office = Office::new().await;
    assert_eq!(office.queue().await, 2);
    office.sql("UPDATE adult SET email = 'new@family.example.org' WHERE id = 1").await;
    assert_eq!(office.send().await, [FATHER], "nothing goes to the old address");
    assert_eq!(office.queue().await, 1);
    assert_eq!(office.queue().await, 0, "once");
    assert_eq!(office.send().await, ["new@family.example.org"]);
    assert_eq!(
        office.one("SELECT group_concat(key || ' ' || state || ' ' || reason, '; ') FROM (SELECT * FROM notice WHERE adult_id = 1 ORDER BY id)").await,
        "invite/c1/a1~1 cancelled the address has changed: written anew to the new one; invite/c1/a1 accepted "
    );
    let ids = office.one("SELECT count(DISTINCT message_id) FROM notice").await;
    assert_eq!(ids, "3", "other bytes, another Message-ID");
    office.wait_days(1);
    assert_eq!((office.queue().await, office.send().await.len()), (0, 0));
}

#[tokio::test]
async fn a_decision_that_they_may_be_contacted_brings_back_what_is_still_of_use() {
    let mut office = Office::new().await;
    office.queue().await;
    office.sql("INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', 'See file', 'import', 0)").await;
    let senco = office.app.sign_in("senco").await;
    let decide = async |does: &str| {
        let fields = [("does", does), ("seen", "The papers"), ("note", "Seen the papers")];
        assert_eq!(senco.post("/restrictions/2/decision", &fields).await.status, StatusCode::SEE_OTHER);
    };
    assert_eq!(office.send().await, [FATHER], "to be checked: it blocks");
    assert_eq!(office.queue().await, 0, "and is not written again while it does");
    decide("no_contact").await;
    assert_eq!((office.queue().await, office.send().await.len()), (0, 0));
    decide("none").await;
    assert_eq!(office.queue().await, 1);
    decide("no_contact").await;
    assert_eq!((office.queue().await, office.send().await.len()), (0, 0), "barred while it waited");
    decide("none").await;
    assert_eq!(office.queue().await, 1);
    assert_eq!(office.send().await, [MOTHER]);
    let link = office.one("SELECT count(*) FROM invitation_link l JOIN invitation i ON i.id = l.invitation_id WHERE i.adult_id = 1 AND l.expires_at > 1795684500").await;
    assert_eq!(link, "1", "only the link in the message that went is alive");
}

#[tokio::test]
async fn a_decision_after_the_meeting_brings_nothing_back() {
    let mut office = Office::new().await;
    office.queue().await;
    office.sql("INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', '', 'import', 0)").await;
    assert_eq!(office.send().await, [FATHER]);
    office.wait_days(14);
    office.sql("INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (2, 'may_contact', '', 0, 1)").await;
    office.queue().await;
    assert!(!office.send().await.contains(&MOTHER.to_owned()));
    assert_eq!(
        office.one("SELECT state || ' ' || reason FROM notice WHERE key = 'invite/c1/a1'").await,
        "stale no longer useful after Thursday 26 November"
    );
}

#[tokio::test]
async fn what_was_set_aside_is_written_anew_when_somebody_asks_for_it() {
    let mut office = Office::new().await;
    office.queue().await;
    office.sql("UPDATE notice SET state = 'set_aside', raw = NULL, settled_at = 0 WHERE adult_id = 1").await;
    assert_eq!(office.send().await, [FATHER]);
    assert_eq!(office.queue().await, 0, "not of its own accord");
    let app = &office.app.app;
    for expected in ["still of use: 1.", "still of use: 0."] {
        let said = command::mail::retry(&app.store, &app.clock).await.unwrap();
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(office.queue().await, 1);
    assert_eq!(office.send().await, [MOTHER]);
}

#[tokio::test]
async fn whoever_leaves_and_comes_back_is_written_to_again() {
    let mut office = Office::new().await;
    office.queue().await;
    office.sql("UPDATE guardianship SET until_on = '2026-11-17' WHERE adult_id = 1").await;
    assert_eq!(office.send().await, [FATHER]);
    office.sql("UPDATE guardianship SET until_on = NULL WHERE adult_id = 1").await;
    assert_eq!(office.queue().await, 1);
    assert_eq!(office.send().await, [MOTHER]);
}

/// Chooses the teacher's password by a link, through the real form.
async fn choose(office: &Office, password: &str) {
    let app = &office.app.app;
    let mut tx = app.store.begin(Actor::Command, office.app.cast.school, app.clock.now()).await.unwrap();
    let token = accounts::new_link(&mut tx, Some(office.app.cast.teacher)).await.unwrap();
    tx.commit().await.unwrap();
    let answer = office.app.stranger().post(&format!("/password/{token}"), &[("password", password)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_changed_password_is_told_at_once_to_its_owner_and_a_first_one_is_not() {
    let mut office = Office::without_a_meeting().await;
    office.wait_days(3); // a Saturday
    office.sql("UPDATE account SET password_hash = NULL WHERE staff_id = 2").await;
    choose(&office, "four small words here").await;
    assert_eq!(office.send().await, [""; 0]);
    choose(&office, "four other words here").await;
    office.sql("UPDATE staff SET email = 'omar@oakfield.example.org' WHERE id = 2").await;
    assert_eq!(office.send().await, ["omar@oakfield.example.org"], "at the address they have now, at any hour");
    let (_, message) = office.sent().remove(0);
    assert_eq!(message.header("Subject"), "Your password was changed");
    let text = message.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("changed on Saturday 21 November at 9:00am."), "{text}");
    assert!(!text.contains("four") && !text.contains("/password/"), "{text}");
}
