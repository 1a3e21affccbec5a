//! Sheets of paper for reviews: only of pupils whose reviews one may see, without costs and without what parents said.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

/// Amira's plan with a first review and a price; Ben's plan in the other class; one plan that has ended.
const PLANS: &str = "
    UPDATE cycle SET number = 2, started_on = '2026-10-01' WHERE id = 1;
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (21, 1, 1, '2026-09-10', '2026-10-01');
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at) VALUES
      (21, 21, 1, 1, 'Says sentences of four words', 'Sentences', 'sentences', 'higher', 200, 800, 0);
    INSERT INTO review (id, cycle_id, held_on, parent_view, pupil_view, summary, decision, entered_at) VALUES
      (21, 21, '2026-10-01', 'Pick-up is hard', 'I like it', 'Small groups', 'continue', 0);
    INSERT INTO review_correction (review_id, field, words, entered_at, entered_by) VALUES (21, 'summary', 'Small groups work', 0, 1);
    INSERT INTO target_result (review_id, target_id, actual, progress, note) VALUES (21, 21, 400, 'partly', 'Mornings');
    INSERT INTO provision (id, school_id, name) VALUES (11, 1, 'Precision teaching');
    INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at) VALUES (1, 11, 1, 'ta', 10, 5, 6, 0);
    INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (2, 2, 'sen_support', '2026-09-10', 3, 0), (3, 1, 'pastoral', '2026-09-10', 2, 0);
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (2, 2, 1, '2026-09-10', '2026-12-04'), (3, 3, 1, '2026-09-10', '2026-12-04');
    INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at) VALUES (3, '2026-10-01', 'Not needed', 0);";

#[tokio::test]
async fn a_pack_has_one_sheet_for_each_plan_one_may_see_and_each_is_in_the_audit() {
    let app = TestApp::new().await;
    run(&app, PLANS).await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/round").await.body.contains("formaction=\"/packs\""), "a way to it");
    let pack = senco.get("/packs?season=autumn&plan=1&plan=2&plan=3&plan=99").await.body;
    assert_eq!(pack.matches("<article class=\"pack\"").count(), 2, "{pack}");
    for words in [
        "Amira Khan",
        "Says sentences of five words or more",
        "Do: </strong>Model the sentence back, then wait",
        "Avoid: </strong>Do not finish it for her",
        "Last review, Thursday 1 October 2026: continue",
        "partly met</strong> (4 sentences). Mornings",
        "Small groups work",
        "Printed by Mrs Anand, Wednesday 18 November 2026, 9:00am",
        "This will be the plan’s first review.",
    ] {
        assert!(pack.contains(words), "{words}: {pack}");
    }
    for private in ["Pick-up is hard", "£", "Precision teaching"] {
        assert!(!pack.contains(private), "{private}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'print pack' AND staff_id = 1").await, 2);
    let teacher = app.sign_in("teacher").await;
    assert!(teacher.get("/my-pupils").await.body.contains("href=\"/packs\""), "a way to it");
    for path in ["/packs", "/packs?plan=1&plan=2"] {
        let pack = teacher.get(path).await.body;
        assert!(pack.contains("Amira Khan") && !pack.contains("Ben"), "{path}: {pack}");
    }
    let none = senco.get("/packs").await;
    assert!(none.status == StatusCode::OK && none.body.contains("Tick pupils on the review round first"));
    for who in ["ta", "governor", "office"] {
        assert_eq!(app.sign_in(who).await.get("/packs?plan=1").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test]
async fn a_class_is_printed_with_its_class_sheet_before_its_sheets_for_reviews() {
    let app = TestApp::new().await;
    run(&app, PLANS).await;
    let teacher = app.sign_in("teacher").await;
    for (content, words, printed, looked_at) in [
        ("class_sheets", "Class 4A: class sheets, asked for", "1 sheet.", [1, 0]),
        ("both", "Class 4A: class sheets and sheets for reviews, asked for", "2 sheets.", [2, 1]),
    ] {
        let asked = teacher.post("/packs/many", &[("class", "1"), ("content", content)]).await;
        assert_eq!(asked.location.as_deref(), Some("/packs/many"), "{content}");
        let page = until_made(&app, &teacher).await;
        let made = page.contains(printed) || !thrice::documents::MAKES_PDF;
        assert!(page.contains(words) && made, "{content}: {page}");
        for (thing, looks) in ["class sheet", "print pack"].iter().zip(looked_at) {
            let asked = format!("SELECT count(*) FROM audit WHERE thing = '{thing}' AND staff_id = 2").leak();
            assert_eq!(count(&app, asked).await, looks, "{content}: {thing}");
        }
    }
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE staff_id = 2 AND pupil_id <> 1").await, 0, "nobody else");
    let nothing = teacher.post("/packs/many", &[("class", "1")]).await;
    assert!(
        nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("Choose what goes into the file")
    );
    assert!(nothing.body.contains("<option value=\"1\" selected"), "what was chosen stays: {}", nothing.body);
}

/// Looks again whenever there is more of the file, until it is made, or is not to be.
async fn until_made(app: &TestApp, session: &crate::support::Session) -> String {
    loop {
        let moved = app.app.prints.moved();
        let page = session.get("/packs/many").await.body;
        if !page.contains("Look again") {
            return page;
        }
        moved.await;
    }
}

#[tokio::test]
async fn a_whole_class_or_everybody_is_printed_in_one_file_that_only_who_asked_may_fetch() {
    let app = TestApp::new().await;
    run(&app, PLANS).await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/packs").await.body.contains("href=\"/packs/many\""), "a way to it");
    assert_eq!(senco.get("/packs/many.pdf").await.status, StatusCode::NOT_FOUND, "nothing was asked for");
    let wrong = senco.post("/packs/many", &[("class", "77"), ("content", "both")]).await;
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Choose a class"),
        "{}",
        wrong.body
    );
    let asked = senco.post("/packs/many", &[("class", "all"), ("content", "review_sheets")]).await;
    assert_eq!(asked.location.as_deref(), Some("/packs/many"));
    let page = until_made(&app, &senco).await;
    if thrice::documents::MAKES_PDF {
        assert!(
            page.contains("The file is ready: 2 sheets.")
                && page.contains("Every open plan: sheets for reviews, asked for at 9:00am"),
            "{page}"
        );
        assert!(senco.get("/packs/many.pdf").await.body.starts_with("%PDF"));
    } else {
        assert!(page.contains("The file could not be made. Everything is as it was"), "{page}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'print pack' AND staff_id = 1").await, 2);
    assert_eq!(app.sign_in("head").await.get("/packs/many.pdf").await.status, StatusCode::NOT_FOUND, "it is another’s");
    // A teacher gets those whom they teach, and is not told that there are others.
    let teacher = app.sign_in("teacher").await;
    assert!(!teacher.get("/packs/many").await.body.contains("5A"), "no class of others");
    assert_eq!(
        teacher.post("/packs/many", &[("class", "2"), ("content", "both")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'print pack' AND staff_id = 2").await, 0);
    teacher.post("/packs/many", &[("class", "all"), ("content", "review_sheets")]).await;
    let page = until_made(&app, &teacher).await;
    assert!(page.contains("1 sheet.") || !thrice::documents::MAKES_PDF, "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'print pack' AND staff_id = 2").await, 1);
    for who in ["ta", "governor", "office"] {
        assert_eq!(
            app.sign_in(who).await.post("/packs/many", &[("class", "all"), ("content", "review_sheets")]).await.status,
            StatusCode::FORBIDDEN,
            "{who}"
        );
    }
    app.app.clock.set(app.app.clock.now().plus_seconds(86_400));
    assert_eq!(
        app.sign_in("senco").await.get("/packs/many.pdf").await.status,
        StatusCode::NOT_FOUND,
        "after a day it is gone"
    );
}
