//! Meetings from the staff's side: offered on days that can be, booked, called off, recorded.

use super::{count, run};
use crate::support::TestApp;
use axum::http::StatusCode;

const OFFER: &[(&str, &str)] = &[
    ("slot-0-day", "2026-11-26"),
    ("slot-0-time", "15:30"),
    ("mode", "school"),
    ("minutes", "30"),
    ("place", "Room 3"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = OFFER.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

#[tokio::test]
async fn a_meeting_is_offered_booked_and_recorded_as_missed() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let form = teacher.get("/plans/1/conversations/new").await;
    assert!(form.body.contains("Not invited: the SENCO can tell you more"), "{}", form.body);
    assert!(!form.body.contains("restriction"), "why is for those who may know");
    let made = teacher.post("/plans/1/conversations", OFFER).await;
    assert_eq!(made.location.as_deref(), Some("/conversations/1"), "{}", made.body);
    assert_eq!(count(&app, "SELECT count(*) FROM invitation").await, 2, "never the barred");
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'invite'").await, 2);
    let booked = teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.body);
    assert!(teacher.get("/conversations/1").await.body.contains("Booked: Thursday 26 November 2026, 3:30pm"));
    let record = [("held_on", "2026-11-18"), ("took-1", "did_not_come"), ("took-2", "apologies")];
    let early = teacher.post("/conversations/1/record", &record).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("nobody has missed it on Wednesday 18 November 2026"), "{}", early.body);
    run(&app, "UPDATE slot SET starts_at = 1794990000").await;
    let half = teacher.post("/conversations/1/record", &[record[0], record[1], ("worries", "Keep me")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("Choose how Mr Khan took part") && half.body.contains("Keep me"));
    let saved = teacher.post("/conversations/1/record", &record).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(teacher.get("/conversations/1").await.body.contains("does not count as a meeting"));
    assert_eq!(teacher.post("/conversations/1/record", &record).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn days_that_cannot_be_are_refused_with_the_reason() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (day, why) in [
        ("2026-11-17", "has passed"),
        ("2026-11-28", "the school is closed"),
        ("soon", "enter a day"),
        ("2028-01-12", "more than a year away"),
    ] {
        let answer = senco.post("/plans/1/conversations", &with(&[("slot-0-day", day)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(answer.body.contains(why) && answer.body.contains("Room 3"), "{day}: {}", answer.body);
    }
    run(&app, "UPDATE plan SET kind = 'ehc_delivery'").await;
    let short =
        senco.post("/plans/1/conversations", &with(&[("slot-0-day", "2026-12-01"), ("ehc_annual", "yes")])).await;
    assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.body.contains("SEND Regulations 2014 reg 20"));
    let long =
        senco.post("/plans/1/conversations", &with(&[("slot-0-day", "2026-12-02"), ("ehc_annual", "yes")])).await;
    assert_eq!(long.status, StatusCode::SEE_OTHER, "{}", long.body);
}

#[tokio::test]
async fn calling_off_asks_why_and_nobody_else_sees_the_meeting() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/plans/1/conversations", OFFER).await;
    for who in ["other_teacher", "ta", "office", "governor"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/conversations/1").await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(session.post("/plans/1/conversations", OFFER).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    let head = app.sign_in("head").await;
    assert_eq!(head.get("/conversations/1").await.status, StatusCode::OK);
    assert_eq!(head.post("/conversations/1/cancellation", &[("reason", "x")]).await.status, StatusCode::NOT_FOUND);
    let blank = teacher.post("/conversations/1/cancellation", &[("reason", " ")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let off = teacher.post("/conversations/1/cancellation", &[("reason", "Snow")]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.body);
    assert!(teacher.get("/conversations/1").await.body.contains("Cancelled on Wednesday 18 November 2026: Snow"));
}

#[tokio::test]
async fn the_lead_and_those_left_out_are_chosen_and_the_reasons_are_for_those_who_may_know() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/plans/1/conversations/new").await.body;
    assert!(form.contains("Not invited: a restriction is in force") && form.contains("Mrs Anand"), "{form}");
    let all = senco.post("/plans/1/conversations", &with(&[("leave_out", "1"), ("leave_out", "2")])).await;
    assert_eq!(all.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(all.body.matches("Everybody is left out").count(), 2, "{}", all.body);
    let nobody = senco.post("/plans/1/conversations", &with(&[("lead", "4")])).await;
    assert!(nobody.body.contains("Choose who leads the meeting"), "a TA leads no meeting");
    let made = senco.post("/plans/1/conversations", &with(&[("leave_out", "2"), ("lead", "1")])).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let page = senco.get("/conversations/1").await.body;
    assert!(page.contains("<dd>Mrs Anand</dd>") && page.contains("Mrs Khan") && !page.contains("Mr Khan"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'invite'").await, 1, "and no mail to the other");
    // Ticking the barred changes nothing: they were never to be invited.
    senco.post("/plans/1/conversations", &with(&[("leave_out", "3"), ("slot-0-time", "16:00")])).await;
    assert_eq!(count(&app, "SELECT count(*) FROM invitation WHERE conversation_id = 2").await, 2);
}

#[tokio::test]
async fn mistakes_are_listed_in_the_order_of_the_form() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let wrong = [("lead", "99"), ("slot-0-day", ""), ("slot-1-day", "x"), ("mode", ""), ("minutes", "0")];
    let answer = senco.post("/plans/1/conversations", &with(&wrong)).await;
    super::summary_follows_the_form(&answer.body);
    assert_eq!(answer.body.matches("href=\"#").count(), 7, "the skip link, and six mistakes: {}", answer.body);
    for form in ["/conversations/1/booking", "/conversations/1/record"] {
        senco.post("/plans/1/conversations", OFFER).await;
        let answer = senco.post(form, &[("slot", "other"), ("took-1", "attended")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        super::summary_follows_the_form(&answer.body);
    }
}

#[tokio::test]
async fn a_missed_meeting_is_offered_again_and_every_try_is_kept() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let missed = [("held_on", "2026-11-18"), ("took-1", "did_not_come"), ("took-2", "did_not_come")];
    senco.post("/plans/1/conversations", OFFER).await;
    senco.post("/conversations/1/record", &missed).await;
    assert!(senco.get("/conversations/1").await.body.contains("/plans/1/conversations/new?replaces=1"));
    assert!(senco.get("/plans/1/conversations/new").await.body.contains("Offer that one again"));
    let form = senco.get("/plans/1/conversations/new?replaces=1").await.body;
    assert!(form.contains("Try 2.") && form.contains("Nobody could come on Wednesday 18 November 2026"), "{form}");
    let second = senco.post("/plans/1/conversations", &with(&[("replaces", "1")])).await;
    assert_eq!(second.location.as_deref(), Some("/conversations/2"), "{}", second.body);
    let twice = senco.post("/plans/1/conversations", &with(&[("replaces", "1")])).await;
    assert!(twice.status == StatusCode::CONFLICT && twice.body.contains("offered again already"), "{}", twice.body);
    let first = senco.get("/conversations/1").await.body;
    assert!(first.contains("href=\"/conversations/2\"") && !first.contains("Offer it again"), "{first}");
    assert!(senco.get("/conversations/2").await.body.contains("href=\"/conversations/1\""));
    senco.post("/conversations/2/cancellation", &[("reason", "Snow")]).await;
    senco.post("/plans/1/conversations", &with(&[("replaces", "2")])).await;
    senco.post("/conversations/3/record", &missed).await;
    let third = senco.get("/conversations/3").await.body;
    assert!(third.contains("Try 3 (this one)") && third.contains("3 tries are on record"), "{third}");
    assert!(third.contains("Cancelled") && third.contains("Offer it again"));
    let held = [("took-1", "attended"), ("mode", "phone"), ("minutes", "20"), ("agree-1", "agree")];
    senco.post("/plans/1/conversations", &with(&[("replaces", "3")])).await;
    senco.post("/conversations/4/record", &[&missed[..1], &missed[2..], &held].concat()).await;
    let fourth = senco.get("/conversations/4").await.body;
    assert!(
        fourth.contains("Held on Wednesday 18 November 2026") && !fourth.contains("tries are on record"),
        "{fourth}"
    );
    assert_eq!(senco.get("/plans/1/conversations/new?replaces=4").await.status, StatusCode::CONFLICT, "it was held");
    assert_eq!(senco.get("/plans/1/conversations/new?replaces=99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn when_a_parent_cannot_come_other_times_take_the_place_of_the_first() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/plans/1/conversations", OFFER).await;
    assert!(!senco.get("/conversations/1").await.body.contains("Offer other times"), "nobody has said no");
    senco.post("/conversations/1/answers/1", &[("answer", "cannot")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'offer_again' AND done_at IS NULL").await, 1);
    assert!(senco.get("/conversations/1").await.body.contains("Offer other times"));
    let again = senco.post("/plans/1/conversations", &with(&[("replaces", "1"), ("slot-0-time", "08:15")])).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert!(senco.get("/conversations/1").await.body.contains("Offered again at other times"));
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE done_at IS NULL").await, 0, "nothing is left to do");
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'invite' AND conversation_id = 2").await, 2);
    senco.post("/conversations/2/booking", &[("slot", "2")]).await;
    assert!(senco.get("/plans/1/conversations/new").await.body.contains("A meeting is offered already"));
    let agreed = senco.post("/plans/1/conversations", &with(&[("replaces", "2")])).await;
    assert!(agreed.status == StatusCode::CONFLICT && agreed.body.contains("A time is agreed"), "{}", agreed.body);
    for invitation in [3, 4] {
        senco.post(&format!("/conversations/2/answers/{invitation}"), &[("answer", "cannot")]).await;
    }
    assert!(senco.get("/conversations/2").await.body.contains("Offer other times"), "nobody comes at the time agreed");
    let third = senco.post("/plans/1/conversations", &with(&[("replaces", "2")])).await;
    assert_eq!(third.location.as_deref(), Some("/conversations/3"), "{}", third.body);
}

#[tokio::test]
async fn a_meeting_is_not_five_hundred_minutes_long() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/plans/1/conversations", OFFER).await;
    let held = [("held_on", "2026-11-18"), ("took-1", "attended"), ("took-2", "apologies"), ("agree-1", "agree")];
    for (minutes, status) in [("500", StatusCode::UNPROCESSABLE_ENTITY), ("240", StatusCode::SEE_OTHER)] {
        let how = [("mode", "school"), ("minutes", minutes)];
        let answer = senco.post("/conversations/1/record", &[&held[..], &how].concat()).await;
        assert_eq!(answer.status, status, "{minutes}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_review_is_not_tied_to_a_meeting_of_the_turn_before() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/plans/1/conversations", OFFER).await;
    let held = [("held_on", "2026-11-18"), ("took-1", "attended"), ("took-2", "apologies"), ("agree-1", "agree")];
    let how = [("mode", "school"), ("minutes", "30")];
    senco.post("/conversations/1/record", &[&held[..], &how].concat()).await;
    let tied = "option value=\"1\"";
    assert!(senco.get("/plans/1/review/new").await.body.contains(tied));
    run(&app, "UPDATE cycle SET number = 2, started_on = '2026-11-18'").await;
    let form = senco.get("/plans/1/review/new").await.body;
    assert!(!form.contains(tied), "it belongs to the turn that ended that day: {form}");
    assert!(!senco.get("/conversations/1").await.body.contains("Record its review"));
}

#[tokio::test]
async fn a_meeting_on_another_day_than_the_review_says_so_and_one_press_brings_them_together() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    let late = with(&[("slot-0-day", "2026-12-15")]);
    senco.post("/plans/1/conversations", &late).await;
    let offered = senco.get("/conversations/1").await.body;
    assert!(offered.contains("These times are all after the day agreed for the plan’s review"), "{offered}");
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    for (who, button) in [(&senco, true), (&teacher, false)] {
        let page = who.get("/conversations/1").await.body;
        assert!(
            page.contains("This meeting is on Tuesday 15 December 2026, and the plan’s review is agreed for"),
            "{page}"
        );
        assert!(page.contains("Friday 4 December 2026"), "{page}");
        assert_eq!(page.contains("Agree the review for Tuesday 15 December 2026"), button, "{page}");
    }
    assert_eq!(teacher.post("/conversations/1/review-day", &[]).await.status, StatusCode::FORBIDDEN);
    let agreed = senco.post("/conversations/1/review-day", &[]).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    assert_eq!(count(&app, "SELECT count(*) FROM cycle WHERE plan_id = 1 AND review_on = '2026-12-15'").await, 1);
    assert!(!senco.get("/conversations/1").await.body.contains("and the plan’s review is agreed for"));
}
