//! Whoever may be somebody barred is held, however that came about, until a person has decided; and deciding settles it.

use axum::http::StatusCode;
use thrice::{
    domain::{
        access::deliverable,
        ids::{AdultId, PupilId},
    },
    store::contacts,
};

use super::{count, invitations::offered, run};
use crate::support::TestApp;

/// Why nothing is sent to an adult about Amira; empty where it is.
async fn held(app: &TestApp, adult: i64) -> String {
    let (mut conn, today) = (app.app.store.read().await.unwrap(), app.app.clock.now().today());
    let facts = contacts::contact_facts(&mut conn, AdultId(adult), PupilId(1), today).await.unwrap().unwrap();
    deliverable(&facts).err().map(|why| why.words()).unwrap_or_default()
}

fn contact<'a>(forename: &'a str, surname: &'a str, email: &'a str, phone: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("forename", forename),
        ("surname", surname),
        ("relationship", "Uncle"),
        ("email", email),
        ("phone", phone),
        ("responsibility", "no"),
        ("priority", "4"),
        ("same", "new"),
    ]
}

#[tokio::test]
async fn a_mailbox_that_somebody_barred_had_before_stays_shut_to_another_name() {
    let app = TestApp::new().await;
    // Another system brings a new address for Mr Voss; his old one comes up with a new contact.
    run(&app, "UPDATE adult SET email = 'carl.new@family.example.org', phone = '07700 900009' WHERE id = 3").await;
    let office = app.sign_in("office").await;
    office.post("/pupils/1/contacts", &contact("Karl", "Foss", "carl@family.example.org", "")).await;
    assert!(held(&app, 5).await.contains("restriction"), "{}", held(&app, 5).await);
}

/// Mr Carl Voss is barred by an order; he writes himself in many ways.
#[tokio::test]
async fn a_new_contact_who_may_be_barred_is_held_and_the_senco_decides() {
    for (forename, surname, email, phone, held_for) in [
        ("CARL", "voss", "uncle@family.example.org", "", true),
        ("Carl Peter", "Voss", "", "", true),
        ("Voss", "Carl", "", "", true),
        ("Cárl", "Voss", "", "", true),
        ("Karl", "Foss", "Carl@Family.example.org", "", true),
        ("Karl", "Foss", "carl+school@family.example.org", "", true),
        ("Karl", "Foss", "karl@family.example.org", "+44 (0)7700 900003", true),
        ("Karl", "Foss", "karl@family.example.org", "07700 900004", false),
        ("Carla", "Voss", "carla@family.example.org", "", false),
    ] {
        let app = TestApp::new().await;
        run(&app, "UPDATE adult SET phone = '07700 900003' WHERE id = 3").await;
        let office = app.sign_in("office").await;
        let added = office.post("/pupils/1/contacts", &contact(forename, surname, email, phone)).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{forename} {surname} {email}: {}", added.body);
        let why = held(&app, 5).await;
        assert_eq!(why.contains("restriction"), held_for, "{forename} {surname} {email} {phone}: {why}");
        let asked = count(
            &app,
            "SELECT count(*) FROM task WHERE kind = 'check_restriction' AND adult_id = 5 AND done_at IS NULL",
        )
        .await;
        assert_eq!(asked, i64::from(held_for), "a person is asked: {forename} {surname} {email}");
        if held_for {
            let senco = app.sign_in("senco").await;
            assert!(
                senco.get("/restrictions").await.body.contains("May be somebody who is restricted about this pupil")
            );
            let decided = [("does", "none"), ("seen", "The papers"), ("note", "His brother: seen together")];
            assert_eq!(senco.post("/restrictions/2/decision", &decided).await.status, StatusCode::SEE_OTHER);
            assert!(!held(&app, 5).await.contains("restrict"), "decided: {}", held(&app, 5).await);
        }
    }
}

#[tokio::test]
async fn a_mothers_address_that_becomes_his_holds_her_and_ends_her_links() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    assert_eq!(app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::OK);
    let office = app.sign_in("office").await;
    let card = office.get("/pupils/1/contacts/1").await.body;
    let seen = card.split_once("name=\"seen\" value=\"").unwrap().1.split('"').next().unwrap();
    let fields = [
        ("seen", seen),
        ("forename", "Sana"),
        ("surname", "Khan"),
        ("relationship", "Mother"),
        ("responsibility", "yes"),
        ("priority", "1"),
        ("format", ""),
        ("email", "CARL@family.example.org"),
    ];
    let saved = office.post("/pupils/1/contacts/1", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(!held(&app, 1).await.is_empty());
    assert_eq!(app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::NOT_FOUND, "the old link is dead");
}

#[tokio::test]
async fn barring_one_of_two_with_one_mailbox_holds_the_other_and_ends_both_their_links() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET email = 'Family@home.example.org' WHERE id IN (1, 2)").await;
    let (_, hers) = offered(&app, app.cast.mother).await;
    assert_eq!(held(&app, 1).await, "");
    let order = [
        ("contact", "2"),
        ("order", "other"),
        ("note", "No contact with the child"),
        ("said_by", "The family court"),
        ("said_on", "2026-11-02"),
        ("does", "no_contact"),
        ("seen", "The order"),
    ];
    let senco = app.sign_in("senco").await;
    assert_eq!(senco.post("/pupils/1/restrictions", &order).await.status, StatusCode::SEE_OTHER);
    assert!(!held(&app, 1).await.is_empty(), "what goes to that mailbox he reads");
    assert_eq!(app.stranger().get(&format!("/i/{hers}")).await.status, StatusCode::NOT_FOUND);
    assert!(senco.get("/restrictions").await.body.contains("the same e-mail address"), "she is told of the other");
}

#[tokio::test]
async fn whatever_way_it_was_stored_it_is_asked_again_before_anything_is_sent() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET forename = 'Karl', email = 'mailto:carl@family.example.org' WHERE id = 2").await;
    assert_eq!(held(&app, 2).await, "may be somebody who is restricted: the same e-mail address");
}
