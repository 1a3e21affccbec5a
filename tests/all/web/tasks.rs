//! Tasks, letters, and deciding about a restriction.

use axum::http::StatusCode;

use super::messages::{MEETING, one, queue, sql};
use crate::support::TestApp;

const TASKS: &str = "
INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at) VALUES
  (1, 'a', 'phone_parent', 'office', 1, 1, 1, 'Two messages and no answer.', '2026-11-18', 0),
  (1, 'b', 'print_letter', 'office', 1, 2, 1, 'Please print the letter.', '2026-11-19', 0),
  (1, 'c', 'offer_again', 'senco', 1, 1, 1, 'For the SENCO alone.', '2026-11-20', 0),
  (1, 'd', 'print_letter', 'office', 1, 3, 1, 'To somebody barred.', '2026-11-20', 0);";

#[tokio::test]
async fn the_office_phones_prints_and_writes_down_what_came_of_it() {
    let app = TestApp::new().await;
    sql(&app, MEETING).await;
    sql(&app, TASKS).await;
    let office = app.sign_in("office").await;
    let page = office.get("/tasks").await.body;
    assert!(page.contains("07700 900001") && page.contains("Two messages and no answer."), "{page}");
    assert!(
        !page.contains("For the SENCO alone.") && !page.contains("To somebody barred."),
        "nobody has to do it: {page}"
    );
    let letter = office.get("/tasks/2/letter").await;
    assert_eq!(letter.status, StatusCode::OK);
    assert!(
        letter.body.contains("1 Oak Lane") && letter.body.contains("Dear Mr Khan") && letter.body.contains("Room 4")
    );
    assert!(!letter.body.contains("Amira") && !letter.body.contains("SEN "), "{}", letter.body);
    assert_eq!(office.get("/tasks/4/letter").await.status, StatusCode::NOT_FOUND, "barred");
    assert_eq!(office.get("/tasks/1/letter").await.status, StatusCode::NOT_FOUND, "no letter");
    assert_eq!(office.post("/tasks/1/done", &[("note", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(office.post("/tasks/3/done", &[("note", "x")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.post("/tasks/1/done", &[("note", "Comes on Tuesday")]).await.status, StatusCode::SEE_OTHER);
    assert!(!office.get("/tasks").await.body.contains("Two messages"));
    assert_eq!(one(&app, "SELECT done_note FROM task WHERE id = 1").await, "Comes on Tuesday");
    let head = app.sign_in("head").await;
    assert!(head.get("/tasks").await.body.contains("For the SENCO alone."));
    assert_eq!(head.post("/tasks/2/done", &[("note", "x")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.sign_in("teacher").await.get("/tasks").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_restriction_that_is_learned_of_holds_from_the_same_second() {
    let app = TestApp::new().await;
    sql(&app, MEETING).await;
    assert_eq!(queue(&app).await, 1, "the mother's invitation waits");
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/pupils/1").await.body.contains("/pupils/1/restrictions/new?contact=1"));
    for who in ["head", "office", "teacher", "ta"] {
        let other = app.sign_in(who).await;
        let refused = if who == "office" { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        assert_eq!(other.get("/pupils/1/restrictions/new?contact=1").await.status, refused, "{who}");
        assert!(!other.get("/pupils/1").await.body.contains("restrictions/new"), "{who}");
    }
    assert_eq!(
        senco.get("/pupils/1/restrictions/new?contact=4").await.status,
        StatusCode::NOT_FOUND,
        "no contact of hers"
    );
    let path = "/pupils/1/restrictions";
    let wrong = senco
        .post(
            path,
            &[("contact", "1"), ("order", ""), ("note", "Rang today"), ("does", "no_contact"), ("seen", "The order")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Rang today"), "what was typed is kept");
    assert_eq!(one(&app, "SELECT state FROM notice").await, "waiting");
    let fields = [
        ("contact", "1"),
        ("order", "other"),
        ("note", "Order of today"),
        ("said_by", "The court"),
        ("said_on", "2026-11-18"),
        ("does", "no_contact"),
        ("seen", "The order"),
    ];
    assert_eq!(senco.post(path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(one(&app, "SELECT state FROM notice").await, "cancelled");
    assert!(senco.get("/pupils/1").await.body.contains("No contact"));
    assert_eq!(one(&app, "SELECT source FROM restriction ORDER BY id DESC LIMIT 1").await, "person");

    let unsure = [
        ("contact", "2"),
        ("order", "none"),
        ("note", "Heard of it"),
        ("said_by", "The mother"),
        ("said_on", "2026-11-17"),
        ("does", "check"),
    ];
    senco.post(path, &unsure).await;
    assert!(senco.get("/").await.body.contains("Check a restriction"));
    assert!(senco.get("/restrictions").await.body.contains("Heard of it"));
}

#[tokio::test]
async fn barring_cancels_what_waits_and_ends_the_links() {
    let app = TestApp::new().await;
    sql(&app, MEETING).await;
    assert_eq!(queue(&app).await, 1, "the mother's invitation waits");
    sql(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', 'See file', 'import', 0)").await;
    sql(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, detail, due_on, created_at)
         VALUES (1, 'check_restriction:2', 'check_restriction', 'senco', 1, 1, '', '2026-11-18', 0)",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/restrictions").await.body;
    assert!(page.contains("See file") && page.find("See file") < page.find("Order of 2024"), "to be checked first");
    let path = "/restrictions/2/decision";
    let asked = senco.get("/tasks").await.body;
    assert!(
        asked.contains("href=\"/restrictions\"") && !asked.contains("/tasks/1/done"),
        "decided where it stands: {asked}"
    );
    let wrong = senco.post(path, &[("does", "no_contact"), ("seen", "The order"), ("note", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for who in ["office", "head", "teacher"] {
        let answer =
            app.sign_in(who).await.post(path, &[("does", "none"), ("seen", "The papers"), ("note", "x")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who}");
    }
    assert_eq!(one(&app, "SELECT state FROM notice").await, "waiting");
    let fields = [("does", "no_contact"), ("seen", "The order"), ("note", "Seen the order of 2 November")];
    assert_eq!(senco.post(path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        one(&app, "SELECT state || ': ' || reason || coalesce(raw, '') FROM notice").await,
        "cancelled: a restriction is in force"
    );
    assert_eq!(
        one(
            &app,
            "SELECT CAST(count(*) AS TEXT) FROM invitation_link WHERE expires_at > unixepoch('2026-11-18 09:00')"
        )
        .await,
        "0"
    );
    assert_eq!(one(&app, "SELECT CAST(count(*) AS TEXT) FROM invitation_link").await, "1");
    assert_eq!(one(&app, "SELECT detail FROM audit WHERE verb = 'decided'").await, "no_contact");
    assert_eq!(one(&app, "SELECT done_note FROM task WHERE kind = 'check_restriction'").await, "Decided");
    assert!(senco.get("/restrictions").await.body.contains("Seen the order of 2 November"));
}

#[tokio::test]
async fn the_office_puts_an_address_right_where_the_task_stands_and_mail_follows() {
    let app = TestApp::new().await;
    sql(&app, MEETING).await;
    assert_eq!(queue(&app).await, 1, "the mother's invitation waits");
    sql(
        &app,
        "INSERT INTO dead_address (email, reply, marked_at) VALUES ('sana@family.example.org', '550 no such user', 0);
         INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at) VALUES
           (1, 'a', 'fix_address', 'office', 1, 1, 1, '', '2026-11-16', 0), (1, 'b', 'fix_address', 'office', 1, 3, 1, '', '2026-11-16', 0);",
    )
    .await;
    let office = app.sign_in("office").await;
    let page = office.get("/tasks").await.body;
    assert!(page.contains("Addresses that do not work (1)") && page.contains("2 school days late"), "{page}");
    assert!(!page.contains("/tasks/2/address"), "nothing is arranged with somebody barred");
    let fix = "/tasks/1/address";
    for (email, words) in [("", "Enter a new"), ("nowhere", "must look like"), ("Sana@family.example.org", "refuses")] {
        let wrong = office.post(fix, &[("email", email), ("phone", "")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(wrong.body.contains(words) && wrong.body.contains(&format!("value=\"{email}\"")), "{}", wrong.body);
    }
    assert_eq!(app.sign_in("head").await.post(fix, &[("email", "a@b.org")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.post("/tasks/2/address", &[("email", "a@b.org")]).await.status, StatusCode::NOT_FOUND);
    let six = office.post(fix, &[("postal", "a\nb\nc\nd\ne\nf"), ("postcode", "LS1")]).await;
    assert!(six.status == StatusCode::UNPROCESSABLE_ENTITY && six.body.contains("five lines"), "{}", six.body);
    assert!(
        six.body.contains(">a\nb\nc\nd\ne\nf</textarea>") && six.body.contains("value=\"LS1\""),
        "kept: {}",
        six.body
    );
    let fields = [
        ("email", "sana@new.example.org"),
        ("phone", "07700 900009"),
        ("postal", "14 Oak Road\r\nLeeds"),
        ("postcode", ""),
    ];
    assert_eq!(office.post(fix, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(one(&app, "SELECT email || phone FROM adult WHERE id = 1").await, "sana@new.example.org07700 900009");
    assert_eq!(
        one(&app, "SELECT done_note FROM task WHERE id = 1").await,
        "New e-mail address, phone number, postal address"
    );
    assert_eq!(
        one(&app, "SELECT detail FROM audit WHERE thing = 'adult' AND pupil_id = 1").await,
        "e-mail address, phone number, postal address"
    );
    assert_eq!(one(&app, "SELECT lines FROM postal_address WHERE adult_id = 1").await, "14 Oak Road\nLeeds");
    assert_eq!(office.post(fix, &fields).await.status, StatusCode::NOT_FOUND, "done");
}

#[tokio::test]
async fn an_interpreter_is_booked_and_all_letters_go_out_together() {
    let app = TestApp::new().await;
    sql(&app, MEETING).await;
    sql(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at) VALUES
           (1, 'a', 'book_interpreter', 'office', 1, 1, 1, 'Interpreter: Urdu', '2026-11-20', 0),
           (1, 'b', 'print_letter', 'office', 1, 1, 1, '', '2026-11-18', 0), (1, 'c', 'print_letter', 'office', 1, 2, 1, '', '2026-11-19', 0),
           (1, 'd', 'print_letter', 'office', 1, 3, 1, '', '2026-11-19', 0), (1, 'e', 'print_letter', 'senco', 1, 2, 1, '', '2026-11-19', 0);",
    )
    .await;
    sql(&app, "INSERT INTO postal_address (adult_id, lines, postcode, entered_at) VALUES (1, 'Flat 1', '', 0), (1, 'Flat 2' || char(10) || '14 Oak Road', 'LS1 4AB', 0)").await;
    let office = app.sign_in("office").await;
    let page = office.get("/tasks").await.body;
    assert!(page.contains("Print all 2 letters") && page.contains("In 2 school days"), "{page}");
    let path = "/tasks/1/interpreter";
    for fields in [[("who", ""), ("on", "2026-11-26")], [("who", "Language Line"), ("on", "2026-11-17")]] {
        assert_eq!(office.post(path, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    let booked = [("who", "Language Line"), ("on", "2026-11-26")];
    assert_eq!(office.post(path, &booked).await.status, StatusCode::SEE_OTHER);
    let note = one(&app, "SELECT done_note FROM task WHERE id = 1").await;
    assert_eq!(note, "Booked: Language Line, Thursday 26 November 2026");
    let letters = office.get("/tasks/letters").await.body;
    assert!(letters.contains("2 by letter") && letters.contains("Who gets a letter"), "{letters}");
    assert_eq!(
        letters.matches("<article class=\"letter posted").count(),
        2,
        "not to somebody barred, not the SENCO's: {letters}"
    );
    assert_eq!(letters.matches("<p class=\"window\">").count(), 2, "each has its window: {letters}");
    assert!(letters.contains("<bdi>Flat 2</bdi><br><bdi>14 Oak Road</bdi><br><bdi>LS1 4AB</bdi>"), "{letters}");
    assert_eq!(letters.matches("No postal address is known").count(), 1, "the father's: {letters}");
    assert!(letters.contains("href=\"/pupils/1/contacts/2\""), "and where it is entered: {letters}");
    assert!(letters.contains("value=\"2,3\"") && !letters.contains("Amira"), "{letters}");
    let posted = office.post("/tasks/letters/done", &[("letters", "2,3,4,5,99")]).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER);
    assert_eq!(one(&app, "SELECT group_concat(id) FROM task WHERE done_note = 'Printed and posted'").await, "2,3");
    assert!(office.get("/tasks/letters").await.body.contains("0 letters to print"));
    let head = app.sign_in("head").await;
    assert!(!head.get("/tasks/letters").await.body.contains("as posted"));
    assert_eq!(head.post("/tasks/letters/done", &[("letters", "5")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.sign_in("teacher").await.get("/tasks/letters").await.status, StatusCode::FORBIDDEN);
}
