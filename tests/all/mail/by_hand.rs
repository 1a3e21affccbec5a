//! One message by a person's hand: looked at before it goes, held, sent on another day, sent once more, and found among what came back.

use axum::http::StatusCode;

use super::office::Office;
use crate::support::{Response, Session};

const MOTHER: &str = "sana@family.example.org";
const FATHER: &str = "bilal@family.example.org";

impl Office {
    async fn senco(&self) -> Session {
        self.app.sign_in("senco").await
    }

    /// The text of the newest message to somebody, on one line.
    fn last_to(&self, whom: &str) -> String {
        let (_, read) = self.sent().into_iter().rfind(|(to, _)| to == whom).unwrap();
        read.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A text without the tokens in its addresses.
fn without_tokens(text: &str) -> String {
    let mut parts = text.split("/i/");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + "/i/…" + part.trim_start_matches(|c: char| c.is_ascii_hexdigit() || c == '…'))
}

/// What a page shows of a message, on one line.
fn shown(page: &Response) -> String {
    let text = page.body.split_once("<pre>").unwrap().1.split_once("</pre>").unwrap().0;
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_message_is_looked_at_before_it_goes_and_says_then_what_it_said_there() {
    let mut office = Office::new().await;
    let senco = office.senco().await;
    let list = senco.get("/messages").await.body;
    assert!(list.contains("about Amira Khan") && list.contains("Sana Khan"), "what about and to whom: {list}");
    let page = senco.get("/messages/planned?key=invite/c1/a1").await;
    assert_eq!(page.status, StatusCode::OK);
    office.queue().await;
    office.send().await;
    assert_eq!(without_tokens(&shown(&page)), without_tokens(&office.last_to(MOTHER)));
    assert_eq!(senco.get("/messages/planned?key=invite/c1/a1").await.status, StatusCode::CONFLICT, "it has left");
    assert_eq!(
        office.one("SELECT count(*) FROM audit WHERE thing = 'notice' AND verb = 'viewed' AND pupil_id = 1").await,
        "1"
    );
}

#[tokio::test]
async fn who_held_a_message_and_who_let_it_go_stands_beside_it() {
    let mut office = Office::new().await;
    let senco = office.senco().await;
    let there = "/messages/planned?key=invite/c1/a1";
    let press = async |action: &str| {
        let done = senco.post("/messages/holds", &[("key", "invite/c1/a1"), ("action", action)]).await;
        assert_eq!(done.location.as_deref(), Some("/messages/planned?key=invite/c1/a1"), "{}", done.body);
    };
    press("hold").await;
    office.queue().await;
    assert_eq!(office.send().await, [FATHER]);
    let page = senco.get(there).await.body;
    assert!(
        page.contains("Wednesday 18 November 2026, 9:00am: Mrs Anand held it back.") && page.contains("Let it go"),
        "{page}"
    );
    press("release").await;
    assert!(senco.get(there).await.body.contains("Mrs Anand let it go."));
    office.queue().await;
    assert_eq!(office.send().await, [MOTHER]);
}

#[tokio::test]
async fn a_message_goes_on_the_day_that_was_chosen_and_on_no_day_on_which_it_may_not() {
    let mut office = Office::new().await;
    let senco = office.senco().await;
    let choose = async |day: &str| senco.post("/messages/days", &[("key", "invite/c1/a1"), ("on", day)]).await;
    for (day, why) in [
        ("", "Enter the day on which it goes"),
        ("2026-11-17", "Choose today or a later day"),
        ("2026-11-21", "Saturday 21 November 2026 is no school day (weekend)"),
        ("2026-11-27", "On Friday 27 November 2026 it would be too late"),
    ] {
        let wrong = choose(day).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(wrong.body.contains(why) && wrong.body.contains(&format!("value=\"{day}\"")), "{day}: {}", wrong.body);
    }
    assert_eq!(office.one("SELECT count(*) FROM notice_day").await, "0");
    assert_eq!(choose("2026-11-19").await.status, StatusCode::SEE_OTHER);
    assert_eq!(choose("2026-11-20").await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/messages/planned?key=invite/c1/a1").await.body;
    assert!(page.contains("Mrs Anand chose Friday 20 November 2026 for it."), "{page}");
    for (to, days) in [(vec![FATHER], 1), (vec![], 1), (vec![MOTHER], 0)] {
        office.queue().await;
        let mut sent = office.send().await;
        sent.retain(|address| address.ends_with("@family.example.org"));
        assert_eq!(sent, to);
        office.wait_days(days);
    }
    assert_eq!(
        office.one("SELECT group_concat(goes_on || ' ' || (ended_at IS NULL)) FROM notice_day").await,
        "2026-11-19 0,2026-11-20 1"
    );
    assert_eq!(office.one("SELECT count(*) FROM audit WHERE thing = 'notice' AND verb = 'changed'").await, "2");
}

#[tokio::test]
async fn its_own_day_is_given_back_to_a_message() {
    let mut office = Office::new().await;
    let senco = office.senco().await;
    let key = ("key", "invite/c1/a1");
    senco.post("/messages/days", &[key, ("on", "2026-11-20")]).await;
    assert_eq!(senco.post("/messages/days", &[key, ("action", "own")]).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/messages/planned?key=invite/c1/a1").await.body;
    assert!(page.contains("Mrs Anand gave it its own day again."), "{page}");
    office.queue().await;
    assert_eq!(office.send().await, [FATHER, MOTHER]);
}

#[tokio::test]
async fn a_message_is_sent_again_once_however_often_somebody_presses_and_says_so() {
    let mut office = Office::new().await;
    office.queue().await;
    office.send().await;
    let first = office.last_to(MOTHER);
    office.wait_days(1);
    let senco = office.senco().await;
    let id = office.one("SELECT id FROM notice WHERE adult_id = 1").await;
    let again = format!("/messages/{id}/again");
    let (one, two) = (senco.post(&again, &[]).await, senco.post(&again, &[]).await);
    assert_eq!(one.status, StatusCode::SEE_OTHER, "{}", one.body);
    assert_eq!(one.location, two.location);
    assert_eq!(office.send().await, [MOTHER], "one copy");
    let second = office.last_to(MOTHER);
    assert!(second.contains("We wrote this to you on Wednesday 18 November, and send it again."), "{second}");
    for text in [&first, &second] {
        let token: String = text.split_once("/i/").unwrap().1.chars().take_while(char::is_ascii_hexdigit).collect();
        assert_eq!(office.app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::OK, "both links work");
    }
    assert_eq!(office.queue().await, 0, "the rules write nothing because of it");
    assert_eq!(
        office.one("SELECT group_concat(verb) FROM audit WHERE thing = 'notice' AND verb = 'repeated'").await,
        "repeated"
    );
    assert!(senco.get(&format!("/messages/{id}")).await.body.contains("It was sent again: see the copy"));
    assert!(senco.get(one.location.as_deref().unwrap()).await.body.contains("This is a copy of an earlier message"));
}

#[tokio::test]
async fn nothing_is_sent_again_to_whoever_may_not_be_written_to_nor_what_is_of_no_use() {
    let mut office = Office::new().await;
    office.queue().await;
    office.send().await;
    let senco = office.senco().await;
    let again = async |senco: &Session, adult: i64| {
        let id = office.one(&format!("SELECT id FROM notice WHERE adult_id = {adult}")).await;
        senco.post(&format!("/messages/{id}/again"), &[]).await
    };
    office.sql("INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', '', 'person', 0)").await;
    office.sql("UPDATE guardianship SET until_on = '2026-11-17' WHERE adult_id = 2").await;
    for (adult, why) in [(1, "restriction must be checked first"), (2, "no longer a contact")] {
        let refused = again(&senco, adult).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(why), "{}", refused.body);
    }
    office.sql("DELETE FROM restriction WHERE guardianship_id = 1; UPDATE guardianship SET until_on = NULL").await;
    office.sql("INSERT INTO answer (invitation_id, kind, answered_at) VALUES (1, 'cannot', 1794992500)").await;
    let answered = again(&senco, 1).await;
    assert!(answered.body.contains("what it says has changed since"), "{}", answered.body);
    office.wait_days(9);
    let over = again(&office.senco().await, 2).await;
    assert!(over.body.contains("no longer useful after Thursday 26 November"), "{}", over.body);
    assert_eq!(office.one("SELECT count(*) FROM notice").await, "2");
}

#[tokio::test]
async fn what_was_agreed_is_sent_again_weeks_later_with_a_link_that_works() {
    let mut office = Office::new().await;
    office.wait_days(8);
    office
        .sql("INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (1, 0, 1, 1794992400);
              INSERT INTO conversation_record (conversation_id, held_on, mode, agreement, entered_at, entered_by) VALUES (1, '2026-11-26', 'school', 'agree', 1795684500, 2);
              INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (1, 1, 'attended')")
        .await;
    office.wait_days(1);
    office.queue().await;
    office.send().await;
    assert!(office.last_to(MOTHER).contains("What we agreed"));
    office.wait_days(45);
    let id = office.one("SELECT id FROM notice WHERE adult_id = 1 AND kind = 'summary'").await;
    let sent = office.senco().await.post(&format!("/messages/{id}/again"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(office.send().await, [MOTHER]);
    let text = office.last_to(MOTHER);
    let token: String = text.split_once("/i/").unwrap().1.chars().take_while(char::is_ascii_hexdigit).collect();
    assert_eq!(office.app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_came_back_later_is_entered_by_hand_and_no_more_mail_goes_there() {
    let mut office = Office::new().await;
    office.queue().await;
    office.send().await;
    let senco = office.senco().await;
    let id = office.one("SELECT id FROM notice WHERE adult_id = 1").await;
    for _ in 0..2 {
        let entered = senco.post(&format!("/messages/{id}/return"), &[]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    }
    let page = senco.get(&format!("/messages/{id}")).await.body;
    assert!(
        page.contains("It came back") && page.contains("Written down by Mrs Anand, Wednesday 18 November 2026"),
        "{page}"
    );
    assert!(senco.get("/messages").await.body.contains("Addresses that were refused"));
    let tasks = "SELECT group_concat(kind || ' ' || adult_id) FROM (SELECT * FROM task ORDER BY kind)";
    assert_eq!(office.one(tasks).await, "fix_address 1");
    office.queue().await;
    assert_eq!(office.send().await, [""; 0]);
    assert_eq!(office.one(tasks).await, "fix_address 1,print_letter 1", "the rules ask for a letter instead");
    assert_eq!(
        office.one("SELECT count(*) FROM audit WHERE verb = 'returned' AND thing = 'notice' AND pupil_id = 1").await,
        "1"
    );
    let refused = senco.post(&format!("/messages/{id}/again"), &[]).await;
    assert!(refused.body.contains("told by letter or by phone, not by e-mail"), "{}", refused.body);
}

const COME: &str = "The side gate, it opens at 3.30pm";
const BRING: &str = "The blue book";
const PLANNED: &str = "/messages/planned?key=invite/c1/a1";

#[tokio::test]
async fn where_to_come_and_what_to_bring_are_added_to_one_message_and_stand_in_it_as_it_was_shown() {
    let mut office = Office::new().await;
    let senco = office.senco().await;
    let fields = [("key", "invite/c1/a1"), ("come", COME), ("bring", BRING)];
    for _ in 0..2 {
        assert_eq!(senco.post("/messages/additions", &fields).await.location.as_deref(), Some(PLANNED));
    }
    let page = senco.get(PLANNED).await;
    assert!(page.body.contains("Mrs Anand added to it: Where to come: The side gate"), "{}", page.body);
    assert!(page.body.contains(&format!("value=\"{COME}\"")), "it can be worded anew: {}", page.body);
    office.queue().await;
    office.send().await;
    let said = office.last_to(MOTHER);
    assert_eq!(without_tokens(&shown(&page)), without_tokens(&said));
    assert!(said.contains(&format!("Where to come: {COME} What to bring: {BRING}")), "{said}");
    assert!(!office.last_to(FATHER).contains("side gate"), "one message, one person");
    let id = office.one("SELECT id FROM notice WHERE adult_id = 1").await;
    let page = senco.get(&format!("/messages/{id}")).await.body;
    assert!(page.contains("Added to it") && page.contains(COME) && page.contains(BRING), "it is remembered: {page}");
    assert_eq!(office.one("SELECT count(*) FROM notice_addition").await, "1");
    assert_eq!(office.one("SELECT count(*) FROM audit WHERE thing = 'notice' AND verb = 'changed'").await, "1");
}

#[tokio::test]
async fn nothing_stands_in_a_mail_that_names_a_child_or_tells_why_or_leads_anywhere() {
    let office = Office::new().await;
    let senco = office.senco().await;
    let long = "x".repeat(151);
    for (line, why) in [
        ("Bring Amira", "Leave out “Amira”"),
        ("Ask for the SENCO", "Leave out “SENCO”"),
        ("About her plan", "Leave out “plan”"),
        ("See www.oakfield.sch.uk", "Leave out “www.oakfield.sch.uk”"),
        (&long, "Use at most 150 letters"),
    ] {
        let key = ("key", "invite/c1/a1");
        let wrong = senco.post("/messages/additions", &[key, ("come", line), ("bring", BRING)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{line}");
        let kept = format!("value=\"{line}\"");
        assert!(wrong.body.contains(why) && wrong.body.contains(&kept) && wrong.body.contains(BRING), "{}", wrong.body);
    }
    assert_eq!(office.one("SELECT count(*) FROM notice_addition").await, "0");
    for who in ["teacher", "office", "head"] {
        let refused = office.app.sign_in(who).await.post("/messages/additions", &[("key", "invite/c1/a1")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test]
async fn a_message_that_waits_is_written_anew_with_what_is_added_and_goes_once() {
    let mut office = Office::new().await;
    office.queue().await;
    let senco = office.senco().await;
    let id = office.one("SELECT id FROM notice WHERE adult_id = 1").await;
    let wrong = senco.post(&format!("/messages/{id}/addition"), &[("come", "With Amira")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("“Amira”"), "{}", wrong.body);
    let added = senco.post(&format!("/messages/{id}/addition"), &[("come", COME)]).await;
    let there = added.location.unwrap();
    assert_ne!(there, format!("/messages/{id}"), "another edition");
    assert!(senco.get(&there).await.body.contains(COME));
    let mut sent = office.send().await;
    sent.sort_unstable();
    assert_eq!(sent, [FATHER, MOTHER]);
    assert!(office.last_to(MOTHER).contains(COME));
    assert_eq!(office.queue().await, 0);
    let late = senco.post(&format!("{there}/addition"), &[("come", "x")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it has left");
}

#[tokio::test]
async fn what_is_sent_again_may_say_where_to_come() {
    let mut office = Office::new().await;
    office.queue().await;
    office.send().await;
    let senco = office.senco().await;
    let again = format!("/messages/{}/again", office.one("SELECT id FROM notice WHERE adult_id = 1").await);
    let wrong = senco.post(&again, &[("come", "Amira’s class")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(office.one("SELECT count(*) FROM notice").await, "2");
    let copy = senco.post(&again, &[("come", COME)]).await.location.unwrap();
    assert_eq!(office.send().await, [MOTHER]);
    assert!(office.last_to(MOTHER).contains(COME));
    assert!(senco.get(&copy).await.body.contains(COME));
}
