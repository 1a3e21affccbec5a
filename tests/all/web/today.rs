//! The first page of the SENCO: each row leads to the one thing to do next.

use thrice::{
    domain::{
        notice::Recipient,
        reminder::{self, Matter, Section},
    },
    store::reminders,
};

use super::run;
use crate::support::{TestApp, roll::Pupil};

#[tokio::test]
async fn a_row_leads_to_the_meeting_once_there_is_one() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/").await.body;
    assert!(page.contains("Good morning, Priya.") && page.contains("/plans/1/conversations/new"), "{page}");
    let times = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    senco.post("/plans/1/conversations", &times).await;
    let page = senco.get("/").await.body;
    assert!(page.contains("a meeting is offered") && page.contains("href=\"/conversations/1\""), "{page}");
    assert!(!page.contains("/plans/1/conversations/new"), "not a second one");
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    let page = senco.get("/").await.body;
    assert!(page.contains("booked Thu 26 Nov") && page.contains("href=\"/conversations/1\""), "{page}");
}

#[tokio::test]
async fn what_comes_today_and_on_the_next_school_day_stands_first() {
    let app = TestApp::new().await;
    let meeting = "INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (7, 1, 1, 2, 0, '2026-11-18');
        INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode, place) VALUES (7, 7, 1, unixepoch('2026-11-19 15:30'), 30, 'school', 'Room 3');
        INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (7, 0, 7, 0);
        INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (7, 7, 1, 0);
        INSERT INTO answer (invitation_id, kind, slot_id, message, interpreter_language, answered_at) VALUES (7, 'accept', 7, 'She likes to read now', 'Urdu', 0);
        INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, due_on, created_at) VALUES (1, 'i', 'book_interpreter', 'office', 1, 1, 7, '2026-11-18', 0);";
    run(&app, meeting).await;
    let page = app.sign_in("senco").await.get("/").await.body;
    let next = page.split_once("id=\"next\"").expect("a list of what comes next").1.split_once("</section>").unwrap().0;
    for part in [
        "Thursday 19 November, 3:30pm",
        "Amira K.",
        "Room 3",
        "with Mr Shah",
        "still to be booked",
        "sent their views",
        "/conversations/7",
    ] {
        assert!(next.contains(part), "{part}: {next}");
    }
    assert!(!next.contains("likes to read"), "the words themselves stand on the meeting's page");
    run(&app, "UPDATE slot SET starts_at = starts_at + 86400").await;
    assert!(!app.sign_in("senco").await.get("/").await.body.contains("id=\"next\""));
}

#[tokio::test]
async fn what_is_to_be_done_is_said_in_words_and_leads_there() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, detail, due_on, created_at)
         VALUES (1, 'a', 'check_restriction', 'senco', 1, 2, 'An import brought it.', '2026-11-18', 0)",
    )
    .await;
    let page = app.sign_in("senco").await.get("/").await.body;
    assert!(page.contains("Check a restriction: Mr Bilal Khan") && page.contains("href=\"/restrictions\""), "{page}");
    assert!(!page.contains("check_restriction") && !page.contains("check restriction"), "{page}");
}

#[tokio::test]
async fn what_is_missing_comes_first_and_page_board_and_digest_count_the_same() {
    let app = TestApp::new().await;
    let new = |id, forename| Pupil::named(id, forename, "Moor").in_class(1);
    new(9, "Zain").on_sen_support("2026-09-01").joins(&app).await;
    new(10, "Lea").with_an_ehc_plan("2026-09-01").with_plan(2, "2026-12-11").joins(&app).await;
    new(11, "Max").on_sen_support("2026-09-01").with_plan(2, "2026-11-03").joins(&app).await;
    run(
        &app,
        "UPDATE plan SET kind = 'ehc_delivery' WHERE pupil_id = 10;
         DELETE FROM target WHERE cycle_id = 10;
         UPDATE sen_status SET until_on = '2026-11-01' WHERE pupil_id = 11;
         INSERT INTO sen_status (pupil_id, code, from_on, entered_at) VALUES (11, 'E', '2026-11-02', 0)",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/").await.body;
    let (_, listed) = page.split_once("To complete (3)").expect("what is missing");
    let (listed, after) = listed.split_once("</section>").unwrap();
    for said in [
        "1 pupil has no plan yet",
        "Lea M.",
        "The plan is not written yet",
        "No date of the authority’s last decision",
        "edit#ehc_anchor_on",
        "Max M.",
        "No plan yet for how the school delivers the EHC plan",
    ] {
        assert!(listed.contains(said), "{said}: {listed}");
    }
    assert!(after.contains("Late (1)") && page.contains("<strong>1</strong><span>late</span>"), "{page}");
    assert!(!page.contains("on track"), "{page}");
    let board = senco.get("/round").await.body;
    assert!(board.contains(". Late: 1") && board.contains(". To complete: 3"), "{board}");
    let narrow = senco.get("/round?status=missing").await.body;
    assert!(!narrow.contains("Amira K.") && narrow.contains("Max M.") && narrow.contains("Zain M."), "{narrow}");
    let (now, mut conn) = (app.app.clock.now(), app.app.store.read().await.unwrap());
    let register = app.app.store.register(&mut conn, app.cast.school, now.today()).await.unwrap();
    let picture = reminders::of_school(&mut conn, &register, now).await.unwrap();
    let planned = reminder::plan(&picture, now, now.today());
    let digest = planned.iter().find(|p| p.to == Recipient::Staff(app.cast.senco)).map(|p| p.matter.clone());
    let Some(Matter::Digest(digest)) = digest else { panic!("no digest") };
    let count = |of| digest.sections.iter().find(|(section, ..)| *section == of).map(|(_, count, _)| *count);
    assert_eq!((count(Section::Overdue), count(Section::Missing)), (Some(1), Some(3)));
}
