//! Strategies as rows, what was tried first, and what an outcome prepares for.

use axum::http::StatusCode;

use super::{carried, count, run, words};
use crate::support::{Response, Session, TestApp};

/// The form of the cast's plan as it is opened now, without its strategies.
pub(super) async fn form(session: &Session) -> Vec<(String, String)> {
    let mut kept =
        carried(&session.get("/plans/1/edit").await.body, &["version", "opened", "outcome-0-id", "target-0-id"]);
    let written = [
        ("lead", "2"),
        ("review_on", "2026-12-04"),
        ("outcome-0-wording", "Amira is understood by new people"),
        ("outcome-0-area", "communication"),
        ("target-0-outcome", "1"),
        ("target-0-wording", "Says sentences of five words or more"),
        ("target-0-measure", "Sentences in ten minutes of play"),
        ("target-0-unit", "sentences"),
        ("target-0-direction", "higher"),
        ("target-0-baseline", "4"),
        ("target-0-predicted", "12"),
        ("target-0-challenge", "16"),
    ];
    kept.extend(written.map(|(name, value)| (name.to_owned(), value.to_owned())));
    kept
}

/// Saves the cast's plan with these fields, from the page as it is opened now.
async fn writes(session: &Session, changes: &[(&str, &str)]) -> Response {
    let form = form(session).await;
    let stays = |name: &str| !changes.iter().any(|change| change.0 == name);
    let mut fields: Vec<(&str, &str)> =
        form.iter().filter(|(name, _)| stays(name)).map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend(changes);
    session.post("/plans/1", &fields).await
}

const ROWS: &[(&str, &str)] = &[
    ("target-0-strategy_0", "Says the sentence back"),
    ("target-0-by_0", "Ms Bates"),
    ("target-0-strategy_1", "Waits ten seconds"),
    ("target-0-avoid_0", "Finishing it for her"),
    ("target-0-avoid_1", "Asking twice"),
];

#[tokio::test]
async fn each_strategy_is_a_row_with_who_does_it_and_stands_wherever_the_target_is_read() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let saved = writes(&teacher, ROWS).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let kept =
        "SELECT group_concat(way || ': ' || words || iif(by_whom = '', '', ', ' || by_whom), ' | ' ORDER BY s.position)
                FROM target_strategy s JOIN target t ON t.id = s.target_id WHERE t.withdrawn_at IS NULL";
    assert_eq!(
        words(&app, kept).await,
        "do: Says the sentence back, Ms Bates | do: Waits ten seconds | avoid: Finishing it for her | avoid: Asking twice"
    );
    for path in ["/plans/1", "/my-pupils", "/my-pupils/sheet", "/plans/1/review/new", "/plans/1/input"] {
        let page = teacher.get(path).await.body;
        assert!(page.contains("Says the sentence back (Ms Bates)"), "{path}: {page}");
    }
    let ta = app.sign_in("ta").await.get("/my-pupils").await.body;
    assert!(ta.contains("Waits ten seconds") && ta.contains("Asking twice"), "{ta}");
    // The form opens with the same rows, and saving it again makes no other target.
    let page = teacher.get("/plans/1/edit").await.body;
    assert!(page.contains("name=\"target-0-by_0\" value=\"Ms Bates\""), "{page}");
    writes(&teacher, ROWS).await;
    assert_eq!(count(&app, "SELECT count(*) FROM target").await, 2);
}

#[tokio::test]
async fn a_row_is_added_without_losing_anything_and_a_name_without_a_deed_is_asked_about() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let more = [ROWS, &[("add", "strategy-0")]].concat();
    let page = writes(&teacher, &more).await.body;
    for held in ["name=\"target-0-strategy_2\"", "value=\"Waits ten seconds\"", "value=\"Asking twice\""] {
        assert!(page.contains(held), "{held}: {page}");
    }
    let page = writes(&teacher, &[ROWS, &[("add", "avoid-0")]].concat()).await.body;
    assert!(page.contains("name=\"target-0-avoid_2\"") && !page.contains("target-0-strategy_2"), "{page}");
    let wrong = writes(&teacher, &[ROWS, &[("target-0-by_2", "Mr Shah")]].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Target 1: enter what Mr Shah does, or clear the name"), "{}", wrong.body);
    assert!(wrong.body.contains("href=\"#target-0-strategy_2\"") && wrong.body.contains("value=\"Ms Bates\""));
    for odd in ["strategy-99", "avoid-", "strategy-x"] {
        let answer = writes(&teacher, &[ROWS, &[("add", odd)]].concat()).await;
        assert!(answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
    }
}

#[tokio::test]
async fn from_year_nine_on_an_outcome_says_what_it_prepares_for_and_a_plan_what_was_tried_first() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    assert!(!teacher.get("/plans/1/edit").await.body.contains("What it prepares for"), "Year 4");
    run(&app, "UPDATE class_membership SET nc_year = '9' WHERE pupil_id = 1").await;
    assert!(teacher.get("/plans/1/edit").await.body.contains("What it prepares for"));
    let said = [("outcome-0-adulthood", "community"), ("tried_first", "A seat at the front for six weeks: no change")];
    let saved = writes(&teacher, &[ROWS, &said].concat()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = teacher.get("/plans/1").await.body;
    assert!(page.contains("Prepares for: Friends, relationships and community"), "{page}");
    assert!(page.contains("Tried first, for everybody in class") && page.contains("A seat at the front for six weeks"));
    // What is written stays where a pupil moves to a younger class.
    run(&app, "UPDATE class_membership SET nc_year = '8' WHERE pupil_id = 1").await;
    assert!(teacher.get("/plans/1/edit").await.body.contains("What it prepares for"));
}
