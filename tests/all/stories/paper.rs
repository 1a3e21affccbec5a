//! Who wants paper gets paper: letters and calls instead of mail, each once, and to nobody who is barred.

use axum::http::StatusCode;

use super::Story;

const MOTHER_WANTS_PAPER: &str = "UPDATE adult SET format = 'paper' WHERE id = 1;
    INSERT INTO postal_address (adult_id, lines, postcode, entered_at) VALUES (1, '14 Oak Road', 'LS1 4AB', 0);";

impl Story {
    /// Every letter and call that was ever asked for, in order: "Wed 18 Nov letter to 1: invite", and what became of it.
    async fn on_paper(&self) -> Vec<String> {
        let mut conn = self.app.app.store.read().await.unwrap();
        let rows: Vec<(i64, String, i64, Option<String>, String)> = sqlx::query_as(
            "SELECT created_at, replace(replace(kind, 'print_letter', 'letter'), 'phone_parent', 'call'), adult_id, message, done_note
             FROM task WHERE kind IN ('print_letter', 'phone_parent') AND adult_id = 1 ORDER BY id",
        )
        .fetch_all(&mut *conn)
        .await
        .unwrap();
        let line = |(at, kind, adult, message, note): (i64, String, i64, Option<String>, String)| {
            let at = thrice::domain::time::Moment::from_unix(at).local().format("%a %-d %b").to_string();
            format!("{at} {kind} to {adult}: {} {note}", message.unwrap_or_default()).trim_end().to_owned()
        };
        rows.into_iter().map(line).collect()
    }

    /// Somebody prints all letters that are theirs to print, reads them, and posts them.
    async fn posts_letters(&mut self, who: &str) -> String {
        let session = self.app.sign_in(who).await;
        let page = session.get("/tasks/letters").await.body;
        let ids = page.split_once("name=\"letters\" value=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap());
        let ids = ids.to_owned();
        assert_eq!(session.post("/tasks/letters/done", &[("letters", &ids)]).await.status, StatusCode::SEE_OTHER);
        page
    }
}

#[tokio::test]
async fn a_mother_who_wants_paper_has_every_letter_once_and_no_mail() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.learns(MOTHER_WANTS_PAPER).await.teacher().offers_meeting(&["2026-12-10 15:30"]).await;
    let invitation = school.posts_letters("office").await;
    assert!(invitation.contains("14 Oak Road") && invitation.contains("Thursday 10 December"), "{invitation}");

    // Nobody answers: his chaser comes by mail, hers when the post has had its days.
    school.on("2026-11-30").await.father().accepts().await;
    let chaser = school.posts_letters("office").await;
    assert!(
        chaser.contains("is booked") && !chaser.contains("We wrote to you"),
        "what is newer is posted alone: {chaser}"
    );
    school.on("2026-12-01").await.teacher().moves_it_to("2026-12-11 15:30").await;
    school.on("2026-12-02").await.teacher().moves_it_to("2026-12-11 16:00").await;
    let changed = school.posts_letters("office").await;
    assert!(changed.contains("It is now:") && changed.contains("4:00pm") && !changed.contains("3:30pm"), "{changed}");
    assert_eq!(changed.matches("<article").count(), 1, "{changed}");
    assert!(changed.contains("phone the school office on 020 7946 0100") && !changed.contains("/i/"), "{changed}");
    school.at("2026-12-11 16:40").await;
    school.posts_letters("office").await;
    school.teacher().records(&[("mother", "attended"), ("father", "attended")]).await;
    school.on("2026-12-18").await;
    assert!(!school.posts_letters("office").await.contains("What we agreed"), "what was said is not for the office");
    let agreed = school.posts_letters("senco").await;
    for words in ["What we agreed", "14 Oak Road", "you and Mr Shah", "You agreed"] {
        assert!(agreed.contains(words), "{words}: {agreed}");
    }
    assert_eq!(
        school.on_paper().await,
        [
            "Wed 18 Nov letter to 1:  Printed and posted",
            "Fri 27 Nov letter to 1: invite_reminder Not needed any more: what is newer says it",
            "Mon 30 Nov letter to 1: booked Printed and posted",
            "Tue 1 Dec letter to 1: changed Not needed any more: what is newer says it",
            "Wed 2 Dec letter to 1: changed Printed and posted",
            "Fri 4 Dec letter to 1: before The meeting is over",
            "Fri 11 Dec letter to 1: summary Printed and posted",
        ]
    );
    school.then_only(&["mother"], &[]);
    let sent = school.app.sign_in("senco").await.get(&format!("/conversations/{}", school.meeting)).await.body;
    assert!(!sent.contains("not asked on paper"), "{sent}");
    let log = school.app.sign_in("senco").await.get("/messages").await.body;
    assert!(log.contains("Not sent: it is one question on a screen, and not asked on paper"), "{log}");
}

#[tokio::test]
async fn what_is_too_near_for_the_post_is_said_on_the_phone() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.learns(MOTHER_WANTS_PAPER).await.teacher().offers_meeting(&["2026-11-26 15:30"]).await;
    school.posts_letters("office").await;
    school.father().accepts().await;
    school.posts_letters("office").await;
    school.on("2026-11-25").await.teacher().cancels("Mr Shah is ill").await;
    let tasks = school.app.sign_in("office").await.get("/tasks").await.body;
    assert!(
        tasks.contains("Please tell them by phone: the meeting on Thursday 26 November, 3:30pm is called off."),
        "{tasks}"
    );
    school.on("2026-12-01").await;
    assert_eq!(
        school.on_paper().await,
        [
            "Wed 18 Nov letter to 1:  Printed and posted",
            "Wed 18 Nov letter to 1: booked Printed and posted",
            "Thu 19 Nov letter to 1: before The meeting is over",
            "Wed 25 Nov call to 1: cancelled Not needed any more: no longer useful after Thursday 26 November",
        ]
    );
    school.then_only(&["mother"], &[]);
}

#[tokio::test]
async fn a_mailbox_that_fails_is_a_letter_and_one_that_works_again_is_mail() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.refuses_the_next_address();
    school.teacher().offers_meeting(&["2026-12-10 15:30"]).await;
    school.at("2026-11-18 09:30").await;
    assert_eq!(school.on_paper().await, ["Wed 18 Nov letter to 1: invite"], "asked for once");
    school.father().accepts().await;
    assert_eq!(
        school.on_paper().await,
        ["Wed 18 Nov letter to 1: invite Not needed any more: what is newer says it", "Wed 18 Nov letter to 1: booked"]
    );
    let sql = "SELECT id FROM task WHERE kind = 'fix_address'";
    let mut conn = school.app.app.store.read().await.unwrap();
    let fix: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
    drop(conn);
    let office = school.app.sign_in("office").await;
    let answer = office.post(&format!("/tasks/{fix}/address"), &[("email", "olu@family.example.org")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    school.at("2026-11-18 10:00").await;
    school.then_only(
        &["other mother"],
        &["Wed 18 Nov 10:00 other mother: A time is agreed: Thursday 10 December, 3:30pm"],
    );
    assert!(school.on_paper().await[1].ends_with("it goes by mail"), "{:?}", school.on_paper().await);
}

#[tokio::test]
async fn nobody_is_written_to_on_paper_who_may_not_be() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.learns(MOTHER_WANTS_PAPER).await.teacher().offers_meeting(&["2026-12-10 15:30"]).await;
    school.posts_letters("office").await;
    school.learns("INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'court_order', 'Order', 'import', 0);").await;
    school.father().accepts().await;
    school.on("2026-12-01").await.teacher().moves_it_to("2026-12-11 16:00").await;
    school.at("2026-12-11 16:40").await.teacher().records(&[("mother", "did_not_come"), ("father", "attended")]).await;
    school.on("2026-12-18").await;
    assert_eq!(school.on_paper().await, ["Wed 18 Nov letter to 1:  Printed and posted"]);
    school.then_only(&["mother"], &[]);
}
