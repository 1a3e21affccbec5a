//! Evidence for an authority: what its form asks, what of the record answers it, and one file of it all.

use axum::http::StatusCode;
use thrice::documents::MAKES_PDF;

use super::{count, run};
use crate::support::TestApp;

/// Two reviewed cycles and an open one, with provision, a price, and a report that is thirteen months old.
const RECORD: &str = "
    UPDATE cycle SET number = 3, started_on = '2026-07-08' WHERE id = 1;
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (21, 1, 1, '2025-09-10', '2026-03-20'), (22, 1, 2, '2026-03-20', '2026-07-08');
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at) VALUES
      (21, 21, 1, 1, 'Says sentences of <four> words', 'Sentences', 'sentences', 'higher', 200, 800, 0),
      (22, 22, 1, 1, 'Says sentences of five words', 'Sentences', 'sentences', 'higher', 300, 800, 0);
    INSERT INTO review (id, cycle_id, held_on, decision, decision_reason, pupil_view, pupil_view_how, parent_view, summary, entered_at) VALUES
      (21, 21, '2026-03-20', 'change', 'Pictures in place of words', 'I like the cards', 'talk', 'She talks at home', 'Slow but steady', 0),
      (22, 22, '2026-07-08', 'continue', '', '', '', '', '', 0);
    INSERT INTO target_result (review_id, target_id, actual, progress, note) VALUES (21, 21, 300, 'partly', 'Mornings'), (22, 22, 400, 'partly', '');
    INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Talking partners');
    INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, entered_at) VALUES
      (22, 90, 1, 'ta', 20, 3, 12, 4, 0), (1, 90, 1, 'ta', 20, 3, 12, 4, 0);
    INSERT INTO advice (id, pupil_id, name, profession, service, about, asked_on, parents_agreed, entered_at) VALUES
      (1, 1, '', 'Educational psychologist', 'Oakshire', 'Her memory', '2025-09-01', 'By phone', 0);
    INSERT INTO advice_report (advice_id, received_on, summary, entered_at) VALUES (1, '2025-10-10', 'Short steps', 0);";

#[tokio::test]
async fn the_index_says_what_answers_each_criterion_and_what_is_not_there_and_the_cycles_follow_in_order() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/pupils/1").await.body.contains("/pupils/1/evidence"));
    let page = senco.get("/pupils/1/evidence").await.body;
    for words in [
        "A3 What the school has already done",
        "href=\"#cycles\"",
        "Not in the record: ",
        "Says sentences of &lt;four&gt; words",
        "Pictures in place of words",
        "“I like the cards”",
        "13 months old, older than a year",
        "20 minutes, 3 times a week for 12 weeks, in a group of 4",
        "it is no condition for a request",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(
        at("Cycle 1: ") < at("Cycle 2: ")
            && at("Cycle 2: ") < at("Cycle 3: ")
            && at("Still to be reviewed") > at("Cycle 3: ")
    );
    let odd = senco.get("/pupils/1/evidence?cycles=many").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.body.contains("“many” is not two, three or four"), "{}", odd.body);
    assert_eq!(senco.get("/pupils/1/evidence.pdf?cycles=many").await.status, StatusCode::BAD_REQUEST);
    let two = senco.get("/pupils/1/evidence?cycles=2").await.body;
    assert!(!two.contains("Says sentences of &lt;four&gt; words") && two.contains("Says sentences of five words"));
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'evidence' AND pupil_id = 1").await, 3);
    let head = app.sign_in("head").await.get("/pupils/1/evidence").await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1/evidence").await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.sign_in("other_teacher").await.get("/pupils/1/evidence").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_of_an_authority_is_a_file_whose_mistakes_are_named_and_change_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let wrong = "name = \"Oak <shire>\"\n[[criteria]]\nkey = \"1\"\nwords = \"Two cycles\"\nevidence = [\"gossip\", \"hearsay\"]\n";
    let back = senco.post("/evidence-forms", &[("file", wrong)]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("Line 5: “gossip”") && back.body.contains("Line 5: “hearsay”"), "{}", back.body);
    assert!(back.body.contains("Oak &lt;shire&gt;"), "what was pasted is still there");
    assert_eq!(count(&app, "SELECT count(*) FROM evidence_form").await, 0);
    let right = wrong.replace("\"gossip\", \"hearsay\"", "\"cycles\", \"advice\"");
    assert_eq!(senco.post("/evidence-forms", &[("file", right.as_str())]).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/pupils/1/evidence?form=1").await.body;
    assert!(
        page.contains("Oak &lt;shire&gt;")
            && page.contains("1 Two cycles")
            && page.contains("Not in the record: Advice"),
        "{page}"
    );
    assert_eq!(senco.post("/evidence-forms/1/withdrawal", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.get("/pupils/1/evidence?form=1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(senco.post("/evidence-forms/1/withdrawal", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_file_holds_it_all_or_the_page_says_why_there_is_none_and_the_server_is_as_it_was() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    let senco = app.sign_in("senco").await;
    let file = senco.get("/pupils/1/evidence.pdf").await;
    if MAKES_PDF {
        assert_eq!((file.status, &file.headers["content-type"]), (StatusCode::OK, &"application/pdf".parse().unwrap()));
        assert!(file.body.starts_with("%PDF-") && file.body.contains("pdfuaid:part"));
        assert!(
            !file.headers["content-disposition"].to_str().unwrap().contains("Amira"),
            "no child in the name of a file"
        );
    } else {
        assert_eq!(file.status, StatusCode::CONFLICT);
        assert!(file.body.contains("print the page with your browser"), "{}", file.body);
    }
    for path in ["/provision-map.pdf", "/sen-register.pdf"] {
        assert_eq!(senco.get(path).await.status, file.status, "{path}");
    }
}
