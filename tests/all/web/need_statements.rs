//! The library of need statements: kept by the SENCO, and chosen while evidence is written, with nothing typed lost.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::TestApp;

const HOME: &str = "/settings/need-statements";

#[tokio::test]
async fn the_senco_words_statements_anew_and_takes_them_out_and_a_name_is_asked_about() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = senco.get(&format!("{HOME}?words=instruction&area=communication")).await.body;
    assert!(page.contains("1 statement") && page.contains("loses the second of two"), "{page}");
    for (wording, why) in [
        ("", "Write down what is seen"),
        ("Amira hides in the coats", "is a pupil’s name"),
        ("follows one instruction at a time,  and loses the second of two", "in the library already"),
    ] {
        let wrong = senco.post(HOME, &[("wording", wording), ("area", "semh")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    let added = senco.post(HOME, &[("wording", "Hides among the <coats>"), ("area", "semh")]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let edit = format!("{HOME}/c01/edit");
    senco.post(&edit, &[("wording", "Follows one step at a time"), ("area", "communication")]).await;
    senco.post(&format!("{HOME}/l01/withdrawal"), &[]).await;
    let page = senco.get(HOME).await.body;
    assert!(page.contains("Hides among the &lt;coats&gt;") && page.contains("Follows one step at a time"), "{page}");
    assert!(!page.contains("loses the second of two") && !page.contains("Reads single words slowly"), "{page}");
    assert_eq!(senco.get(&edit).await.status, StatusCode::NOT_FOUND, "it is the school's own now");
    assert_eq!(senco.post(&format!("{HOME}/l01/withdrawal"), &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert_eq!(count(&app, "SELECT count(*) FROM need_statement").await, 3);
}

#[tokio::test]
async fn a_statement_is_chosen_into_the_evidence_and_what_was_typed_comes_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let to = "/pupils/1/needs/statements";
    let typed = [
        ("code", "SEMH"),
        ("from_on", "2026-11-02"),
        ("evidence", "Seen <twice>"),
        ("said_by", "Mr Shah"),
        ("found_on", "2026-11-17"),
    ];
    let page = senco.post(to, &typed).await.body;
    assert!(
        page.contains("Leaves the room or hides") && !page.contains("Reads single words slowly"),
        "its area first: {page}"
    );
    assert!(page.contains("value=\"Seen &lt;twice&gt;\"") && page.contains("value=\"Mr Shah\""), "{page}");
    let chosen = senco.post(to, &[&typed[..], &[("put", "s01")]].concat()).await.body;
    for kept in ["Seen &lt;twice&gt;\nLeaves the room or hides", "Mr Shah", "2026-11-17", "Nothing is saved yet"] {
        assert!(chosen.contains(kept), "{kept}: {chosen}");
    }
    let back = senco.post(to, &[&typed[..], &[("back", "yes")]].concat()).await.body;
    assert!(back.contains("Seen &lt;twice&gt;") && !back.contains("Leaves the room"), "{back}");
    let held = senco.post(to, &[("need", "1"), ("evidence", "Heard"), ("put", "c03")]).await.body;
    assert!(
        held.contains("action=\"/pupils/1/needs/1/evidence\"") && held.contains("Heard\nIs hard to understand"),
        "{held}"
    );
    assert_eq!(senco.post(to, &[("put", "s99")]).await.status, StatusCode::CONFLICT);
    assert_eq!(count(&app, "SELECT count(*) FROM need").await, 1, "nothing is saved on the way");
    run(
        &app,
        "INSERT INTO need_statement (id, school_id, area, wording, entered_at) VALUES (7, 1, 'other', 'Our own', 0)",
    )
    .await;
    assert!(senco.post(to, &[("need", "1"), ("put", "7")]).await.body.contains("Our own"));
    assert_eq!(words(&app, "SELECT group_concat(code) FROM need").await, "SLCN");
    for (who, status) in [("teacher", StatusCode::FORBIDDEN), ("other_teacher", StatusCode::NOT_FOUND)] {
        assert_eq!(app.sign_in(who).await.post(to, &typed).await.status, status, "{who}");
    }
}
