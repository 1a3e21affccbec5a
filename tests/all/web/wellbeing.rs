//! Wellbeing once a term: by the pupil with faces, by an adult in steps, charted for those who see the targets.

use axum::http::StatusCode;
use thrice::domain::time::Moment;

use super::{count, run, summary_follows_the_form};
use crate::support::TestApp;

const PUPIL: &[(&str, &str)] = &[
    ("source", "pupil"),
    ("confidence", "4"),
    ("resilience", "2"),
    ("peers", "none"),
    ("adults", "5"),
    ("motivation", "3"),
    ("with_whom", "Miss <Bell>"),
    ("said_on", "2026-11-18"),
];

/// What was said in two terms before.
const BEFORE: &str = "INSERT INTO wellbeing (pupil_id, said_on, source, rater_id, confidence, resilience, peers, adults, motivation, entered_at, entered_by) VALUES
    (1, '2026-02-03', 'pupil', NULL, 2, 4, 3, 3, 3, 0, 2), (1, '2026-02-03', 'adult', 2, 1, 1, 1, 1, 1, 0, 2),
    (1, '2026-06-10', 'pupil', NULL, 2, 4, 3, 5, 3, 0, 2);";

fn on(app: &TestApp, day: &str) {
    let day = day.parse().unwrap();
    app.app.clock.set(Moment::at(day, chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap()));
}

#[tokio::test]
async fn the_pupil_fills_it_in_on_a_page_that_shows_nothing_else_and_staff_read_what_changed() {
    let app = TestApp::new().await;
    run(&app, BEFORE).await;
    let ta = app.sign_in("ta").await;
    let form = ta.get("/pupils/1/wellbeing/new?by=pupil").await.body;
    assert!(form.contains("How are you, Amira?") && form.contains("I keep trying when it is hard"), "{form}");
    assert_eq!(form.matches("<svg class=\"drawing face\"").count(), 25);
    for secret in ["Speech, language", "Plan", "My pupils", "Khan", "£", "SEN", "/pupils\"", "rose from"] {
        assert!(!form.contains(secret), "{secret} is nothing for the pupil's page: {form}");
    }
    let saved = ta.post("/pupils/1/wellbeing", PUPIL).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/wellbeing/thanks"), "{}", saved.body);
    let thanks = ta.get("/pupils/1/wellbeing/thanks").await.body;
    assert!(thanks.contains("Thank you, Amira!") && !thanks.contains("Confidence"), "{thanks}");
    for who in ["senco", "teacher", "ta", "head"] {
        let page = app.sign_in(who).await.get("/pupils/1/wellbeing").await.body;
        for words in [
            "Confidence rose from 2 to 4 since Summer 2026",
            "A steep fall</span> Resilience fell from 4 to 2 since Summer 2026",
            "with Miss &lt;Bell&gt;",
            "<desc id=\"chart-confidence-said\">The pupil: Confidence rose from 2 to 4 since Summer 2026. An adult: Confidence: 1",
            "Not said",
        ] {
            assert!(page.contains(words), "{who}: {words}: {page}");
        }
        assert!(!page.contains("Not yet this term"));
        assert_eq!(page.contains("Write down what you see"), who != "head", "{who}");
    }
    let timeline = app.sign_in("teacher").await.get("/pupils/1/timeline").await.body;
    assert!(timeline.contains("Wellbeing filled in by the pupil"), "{timeline}");
    let overview = app.sign_in("teacher").await.get("/pupils/1").await.body;
    assert!(overview.contains("last filled in on Wednesday 18 November 2026"), "{overview}");
    let seen = "SELECT count(*) FROM audit WHERE thing = 'wellbeing' AND verb = 'viewed' AND pupil_id = 1";
    assert_eq!(count(&app, seen).await, 6);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'wellbeing' AND verb = 'recorded'").await, 1);
}

#[tokio::test]
async fn the_same_day_and_the_same_source_put_it_right_and_every_row_stays() {
    let app = TestApp::new().await;
    let (teacher, ta) = (app.sign_in("teacher").await, app.sign_in("ta").await);
    teacher.post("/pupils/1/wellbeing", PUPIL).await;
    let with = |confidence: &'static str| [&[("confidence", confidence)], PUPIL].concat();
    ta.post("/pupils/1/wellbeing", &with("1")).await;
    let adult = |rater: &'static str| [&[("source", "adult"), ("rater", rater)], PUPIL].concat();
    for rater in ["2", "4", "4"] {
        let saved = ta.post("/pupils/1/wellbeing", &adult(rater)).await;
        assert_eq!(saved.location.as_deref(), Some("/pupils/1/wellbeing"), "{}", saved.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM wellbeing").await, 5);
    let page = teacher.get("/pupils/1/wellbeing").await.body;
    let list = page.split_once("Each time it was filled in").unwrap().1;
    assert_eq!(list.matches("data-label=\"Confidence\"").count(), 3, "one of the pupil, one of each adult: {list}");
    assert!(page.contains("Confidence: 1, said for the first time"), "{page}");
    let timeline = teacher.get("/pupils/1/timeline").await.body;
    assert_eq!(timeline.matches("Wellbeing filled in by").count(), 3);
}

#[tokio::test]
async fn whoever_writes_the_review_reads_it_folded() {
    let app = TestApp::new().await;
    run(&app, BEFORE).await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/plans/1/review/new").await.body;
    assert!(
        page.contains("Wellbeing: what has changed") && page.contains("Adult relationships rose from 3 to 5"),
        "{page}"
    );
    teacher.post("/pupils/1/wellbeing", PUPIL).await;
    let page = teacher.get("/plans/1/review/new").await.body;
    assert!(page.contains("Confidence rose from 2 to 4 since Summer 2026"), "it is read anew: {page}");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_chosen_stays() {
    let app = TestApp::new().await;
    let ta = app.sign_in("ta").await;
    let wrong = [
        ("source", "pupil"),
        ("peers", "2"),
        ("adults", "9"),
        ("with_whom", "Kept <words>"),
        ("said_on", "2026-11-19"),
    ];
    let answer = ta.post("/pupils/1/wellbeing", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Choose a face for “I can do things”",
        "id=\"adults-error\"",
        "still to come",
        "Kept &lt;words&gt;",
        "id=\"peers-2\" name=\"peers\" value=\"2\" checked",
    ] {
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    summary_follows_the_form(&answer.body);
    let adult =
        ta.post("/pupils/1/wellbeing", &[("source", "adult"), ("rater", "99"), ("said_on", "1990-01-01")]).await;
    for words in ["Confidence: choose a step", "Choose whose view this is", "before Amira came on roll"] {
        assert!(adult.body.contains(words), "{words}: {}", adult.body);
    }
    summary_follows_the_form(&adult.body);
    let none = |source| {
        ["confidence", "resilience", "peers", "adults", "motivation"]
            .map(|m| (m, "none"))
            .into_iter()
            .chain([("source", source), ("rater", "4"), ("said_on", "2026-11-18")])
            .collect::<Vec<_>>()
    };
    let silent = ta.post("/pupils/1/wellbeing", &none("adult")).await;
    assert!(silent.body.contains("nothing to keep"), "{}", silent.body);
    assert_eq!(ta.post("/pupils/1/wellbeing", &[("source", "parent")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(count(&app, "SELECT count(*) FROM wellbeing").await, 0);
    // A pupil who does not want to say anything has been asked.
    assert_eq!(ta.post("/pupils/1/wellbeing", &none("pupil")).await.status, StatusCode::SEE_OTHER);
    assert!(ta.get("/pupils/1/wellbeing").await.body.contains("Did not want to say."));
}

#[tokio::test]
async fn the_class_lists_who_has_none_this_term_and_says_so_nowhere_else() {
    let app = TestApp::new().await;
    run(&app, BEFORE).await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/classes/1/wellbeing").await.body;
    let missing = page.split_once("Not yet this term").unwrap().1;
    assert!(missing.contains("/pupils/1/wellbeing\">Amira") && missing.contains("Wednesday 10 June 2026"), "{page}");
    // My pupils has the way to the class's page, and nothing that is missing.
    for quiet in ["/", "/my-pupils"] {
        assert!(
            !teacher.get(quiet).await.body.replace(">Wellbeing of 4A<", "").contains("ellbeing"),
            "{quiet} does not nag"
        );
    }
    teacher.post("/pupils/1/wellbeing", PUPIL).await;
    let page = teacher.get("/classes/1/wellbeing").await.body;
    assert!(page.contains("Everybody with a plan has one this term") && page.contains("Filled in this term"), "{page}");
    on(&app, "2027-01-06");
    assert!(app.sign_in("teacher").await.get("/classes/1/wellbeing").await.body.contains("1 pupil"));
    for (who, class) in [("teacher", 2), ("office", 1), ("other_teacher", 1), ("senco", 99)] {
        let answer = app.sign_in(who).await.get(&format!("/classes/{class}/wellbeing")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}, {class}");
    }
}
