//! Contacts entered, corrected and ended by hand; and a barred parent at every door.

use axum::http::StatusCode;
use thrice::{
    dispatch::{self, Scope},
    domain::ids::ConversationId,
    store::Actor,
};

use super::{count, invitations::offered, run};
use crate::support::TestApp;

const GRAN: &[(&str, &str)] = &[
    ("title", "Mrs"),
    ("forename", "Noor"),
    ("surname", "Khan"),
    ("relationship", "Grandmother"),
    ("email", "noor@family.example.org"),
    ("postal", "14 Oak Road"),
    ("postcode", "LS1 4AA"),
    ("responsibility", "no"),
    ("priority", "3"),
];

const ORDER: &[(&str, &str)] = &[
    ("order", "other"),
    ("note", "No contact with the child"),
    ("said_by", "The family court"),
    ("said_on", "2026-11-02"),
    ("does", "no_contact"),
    ("seen", "The order"),
];

async fn queue(app: &TestApp, id: ConversationId) -> usize {
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    let queued = dispatch::queue_due(&mut tx, &app.app.post, Scope::Conversation(id)).await.unwrap();
    tx.commit().await.unwrap();
    queued
}

#[tokio::test]
async fn a_contact_is_added_corrected_and_ended() {
    let app = TestApp::new().await;
    let office = app.sign_in("office").await;
    assert!(office.get("/pupils/1").await.body.contains("/pupils/1/contacts/new"));
    let wrong = office.post("/pupils/1/contacts", &[("email", "nonsense"), ("phone", "07700 900100")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("07700 900100"), "what was typed is kept");
    super::summary_follows_the_form(&wrong.body);
    assert_eq!(office.post("/pupils/1/contacts", GRAN).await.status, StatusCode::SEE_OTHER);
    let link = "SELECT count(*) FROM guardianship WHERE adult_id = 5 AND pupil_id = 1 AND relationship = 'Grandmother' AND until_on IS NULL";
    assert_eq!(count(&app, link).await, 1);
    let (_, token) = offered(&app, thrice::domain::ids::AdultId(5)).await;
    assert_eq!(app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::OK, "invited like everybody");

    let again = office.post("/pupils/2/contacts", GRAN).await;
    assert!(
        again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("Grandmother of Amira Khan"),
        "{}",
        again.body
    );
    let same: Vec<_> = GRAN.iter().copied().chain([("same", "5")]).collect();
    assert_eq!(office.post("/pupils/2/contacts", &same).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM adult").await, 5, "one person, two pupils");
    assert_eq!(office.post("/pupils/2/contacts", &same).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not twice");

    let card = office.get("/pupils/1/contacts/5").await.body;
    let seen = card.split_once("name=\"seen\" value=\"").unwrap().1.split('"').next().unwrap();
    let right: Vec<_> = GRAN
        .iter()
        .copied()
        .chain([("seen", seen)])
        .map(|(k, v)| (k, if k == "surname" { "Malik" } else { v }))
        .collect();
    assert_eq!(office.post("/pupils/1/contacts/5", &right).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'contact' AND detail = 'name'").await,
        1,
        "and nothing else: the address is as it was"
    );

    let card = office.get("/pupils/1/contacts/5").await.body;
    let seen = card.split_once("name=\"seen\" value=\"").unwrap().1.split('"').next().unwrap();
    let moved = |to: &'static str| -> Vec<(&'static str, &'static str)> {
        let but = GRAN.iter().copied().filter(|(name, _)| !["postal", "postcode"].contains(name));
        but.chain([("postal", to), ("postcode", "LS1 4AB")]).collect()
    };
    let mut fields = moved("3 Elm Row\r\nLeeds");
    fields.push(("seen", seen));
    assert_eq!(office.post("/pupils/1/contacts/5", &fields).await.status, StatusCode::SEE_OTHER);
    let card = office.get("/pupils/1/contacts/5").await.body;
    assert!(card.contains("Addresses before (1)") && card.contains("14 Oak Road, LS1 4AA"), "{card}");
    let mut fields = moved("");
    fields.push(("seen", "an older card"));
    let older = office.post("/pupils/1/contacts/5", &fields).await;
    assert!(older.status == StatusCode::CONFLICT && older.body.contains("Postal address: 3 Elm Row"), "{}", older.body);
    for (who, sees) in [("senco", true), ("office", true), ("head", true), ("teacher", false), ("ta", false)] {
        let page = app.sign_in(who).await.get("/pupils/1").await.body;
        assert_eq!(page.contains("3 Elm Row, Leeds, LS1 4AB"), sees, "{who}");
    }

    let end = "/pupils/1/contacts/5/end";
    assert_eq!(
        office.post(end, &[("from_on", "2026-11-19"), ("why", "Moved")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not in the future"
    );
    assert_eq!(
        office.post(end, &[("from_on", "2026-11-18"), ("why", "Moved abroad")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::NOT_FOUND, "their link has ended");
    assert_eq!(count(&app, "SELECT count(*) FROM guardianship WHERE adult_id = 5 AND pupil_id = 1 AND ended_why = 'Moved abroad' AND ended_by = 7").await, 1);
    assert_eq!(office.get(end).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_barred_from_the_first_second_is_never_invited() {
    let app = TestApp::new().await;
    let fields: Vec<_> = GRAN.iter().chain(ORDER).copied().chain([("restricted", "yes")]).collect();
    let senco = app.sign_in("senco").await;
    let missing: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "said_by").collect();
    assert_eq!(
        senco.post("/pupils/1/contacts", &missing).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "whose word it is"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM adult").await, 4, "nothing by halves");
    assert_eq!(senco.post("/pupils/1/contacts", &fields).await.status, StatusCode::SEE_OTHER);
    offered(&app, app.cast.mother).await;
    assert_eq!(count(&app, "SELECT count(*) FROM invitation WHERE adult_id = 5").await, 0);
    let page = senco.get("/restrictions").await.body;
    assert!(page.contains("The family court") && page.contains("Monday 2 November 2026"), "{page}");

    // The office cannot decide: what it has heard blocks until the SENCO has.
    let heard: Vec<_> = fields
        .iter()
        .map(|(k, v)| {
            (
                *k,
                if *k == "forename" {
                    "Zara"
                } else if *k == "email" {
                    ""
                } else {
                    *v
                },
            )
        })
        .collect();
    assert_eq!(app.sign_in("office").await.post("/pupils/1/contacts", &heard).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM restriction_decision WHERE restriction_id = 3").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'check_restriction' AND adult_id = 6").await, 1);
}

#[tokio::test]
async fn barring_shuts_every_door_in_the_same_second() {
    let app = TestApp::new().await;
    let (id, token) = offered(&app, app.cast.mother).await;
    let father = "SELECT count(*) FROM notice WHERE adult_id = 2 AND state = 'waiting'";
    assert_eq!(queue(&app, id).await, 2);
    let invitation = count(&app, "SELECT id FROM invitation WHERE adult_id = 1").await;
    run(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, due_on, created_at)
               VALUES (1, 'letter', 'print_letter', 'office', 1, 1, 1, '2026-11-18', 0)",
    )
    .await;
    let parent = app.stranger();
    assert_eq!(parent.get(&format!("/i/{token}/views")).await.status, StatusCode::OK);
    let senco = app.sign_in("senco").await;
    let fields: Vec<_> = ORDER.iter().copied().chain([("contact", "1")]).collect();
    assert_eq!(senco.post("/pupils/1/restrictions", &fields).await.status, StatusCode::SEE_OTHER);

    assert_eq!(
        count(&app, "SELECT count(*) FROM notice WHERE adult_id = 1 AND state = 'cancelled' AND raw IS NULL").await,
        1
    );
    assert_eq!(count(&app, father).await, 1, "nobody else is touched");
    let before = count(&app, "SELECT (SELECT count(*) FROM answer) + (SELECT count(*) FROM booking) + (SELECT count(*) FROM task) + (SELECT count(*) FROM adult_need)").await;
    for door in ["", "/views", "/needs", "/ask", "/summary", "/feedback", "/calendar.ics"] {
        let answer = parent.get(&format!("/i/{token}{door}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "GET {door}");
    }
    for (door, fields) in [
        ("", &[("answer", "1")][..]),
        ("/views", &[("hard", "Mornings")]),
        ("/views/draft", &[("hard", "Mornings"), ("draft", "0")]),
        ("/needs", &[("format", "")]),
        ("/ask", &[("words", "Now")]),
        ("/summary", &[("right", "yes")]),
        ("/feedback", &[("listened", "yes")]),
        ("/paper", &[]),
    ] {
        let answer = parent.post(&format!("/i/{token}{door}"), fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "POST {door}");
    }
    let after = count(&app, "SELECT (SELECT count(*) FROM answer) + (SELECT count(*) FROM booking) + (SELECT count(*) FROM task) + (SELECT count(*) FROM adult_need)").await;
    assert_eq!(before, after, "nothing was left behind");
    let by_phone = senco.post(&format!("/conversations/{id}/answers/{invitation}"), &[("answer", "1")]).await;
    assert_eq!(by_phone.status, StatusCode::CONFLICT, "nor by somebody for them");
    assert_eq!(app.sign_in("office").await.get("/tasks/1/letter").await.status, StatusCode::NOT_FOUND, "nor on paper");
    assert!(senco.get(&format!("/conversations/{id}")).await.body.contains("May not take part"));
    run(&app, "INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (1, 0, 1, 1795000000)").await;
    queue(&app, id).await;
    assert_eq!(
        count(&app, "SELECT count(*) FROM notice WHERE adult_id = 1 AND state = 'waiting'").await,
        0,
        "nor when a time is agreed"
    );
    let (next, _) = offered(&app, app.cast.father).await;
    assert_eq!(
        count(&app, "SELECT count(*) FROM invitation WHERE adult_id = 1").await,
        1,
        "nor to another meeting, {next}"
    );
    queue(&app, next).await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE adult_id = 1 AND state = 'waiting'").await, 0);
}

const CARD: &[(&str, &str)] = &[
    ("title", "Mrs"),
    ("forename", "Sana"),
    ("surname", "Khan"),
    ("relationship", "Mother"),
    ("email", "new@family.example.org"),
    ("phone", "07700 900009"),
    ("language", "Urdu"),
    ("written", "English"),
    ("interpreter", "Urdu"),
    ("format", "large_print"),
    ("needs", "No stairs"),
    ("hours", "After 4pm"),
    ("asked_on", "2026-11-18"),
    ("responsibility", "yes"),
    ("priority", "1"),
];

/// The value of a hidden field.
fn hidden(body: &str, name: &str) -> String {
    let rest = body.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_office_keeps_a_parents_card_and_two_who_write_do_not_overwrite_each_other() {
    let app = TestApp::new().await;
    let (office, senco) = (app.sign_in("office").await, app.sign_in("senco").await);
    run(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, due_on, created_at) VALUES (1, 'f', 'fix_address', 'office', 1, 1, '2026-11-18', 0)",
    )
    .await;
    let seen = hidden(&office.get("/pupils/1/contacts/1").await.body, "seen");
    let fields: Vec<_> = CARD.iter().copied().chain([("seen", seen.as_str())]).collect();
    let saved = office.post("/pupils/1/contacts/1", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = senco.get("/pupils/1").await.body;
    for part in ["new@family.example.org", "07700 900009", "Interpreter: Urdu", "Large print", "No stairs", "After 4pm"]
    {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(
        count(&app, "SELECT count(*) FROM task WHERE key = 'f' AND done_at IS NULL").await,
        0,
        "that task is done"
    );
    let details = "SELECT count(*) FROM audit WHERE thing = 'contact' AND verb = 'changed' AND detail LIKE '%e-mail address, phone%' AND detail NOT LIKE '%07700%'";
    assert_eq!(count(&app, details).await, 1, "names of fields, never what is in them");

    let late: Vec<_> =
        fields.iter().map(|(n, v)| if *n == "phone" { (*n, "01632 960000") } else { (*n, *v) }).collect();
    let refused = senco.post("/pupils/1/contacts/1", &late).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.body.contains("Phone: 07700 900009") && refused.body.contains("01632 960000"),
        "both: {}",
        refused.body
    );
    for (who, status) in [("teacher", 404), ("ta", 404), ("head", 403)] {
        assert_eq!(app.sign_in(who).await.get("/pupils/1/contacts/1").await.status.as_u16(), status, "{who}");
    }
    assert_eq!(office.get("/pupils/1/contacts/4").await.status, StatusCode::NOT_FOUND, "another child's parent");
}
