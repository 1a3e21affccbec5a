//! The target bank: read from the plans without a name, ranked by what was met, and put into a plan in one press.

use axum::http::StatusCode;

use super::{count, run, summary_follows_the_form};
use crate::support::TestApp;

/// Three more pupils of 5A with plans that share a target, each reviewed, and one with words of their own.
const SHARED: &str = "
    INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES
      (11, 1, 'Ela', 'Stone', '2018-01-01', 0), (12, 1, 'Finn', 'Moor', '2018-01-01', 0), (13, 1, 'Gwen', 'Hill', '2018-01-01', 0);
    INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (11, '2025-09-01', 0), (12, '2025-09-01', 0), (13, '2025-09-01', 0);
    INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES
      (11, 11, 'sen_support', '2026-01-10', 3, 0), (12, 12, 'sen_support', '2026-01-10', 3, 0), (13, 13, 'sen_support', '2026-01-10', 3, 0);
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES
      (11, 11, 1, '2026-01-10', '2026-03-20'), (12, 12, 1, '2026-01-10', '2026-03-20'), (13, 13, 1, '2026-01-10', '2026-03-20');
    INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) VALUES
      (11, 11, 1, 'Is understood', 'communication', 0), (12, 12, 1, 'Is understood', 'communication', 0), (13, 13, 1, 'Is understood', 'communication', 0);
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at) VALUES
      (11, 11, 11, 1, 'Ela asks <two> questions', 'Questions in circle time', 'questions', 'higher', 0, 200, 0),
      (12, 12, 12, 1, 'Finn asks  <two> questions.', 'questions in Circle time', 'questions', 'higher', 0, 200, 0),
      (13, 13, 13, 1, 'Gwen asks <two> questions', 'Questions in circle time', 'questions', 'higher', 0, 200, 0),
      (14, 13, 13, 2, 'Gwen wears her new glasses', 'Lessons in five', 'lessons', 'higher', 0, 200, 0);
    INSERT INTO target_strategy (target_id, position, way, words) VALUES
      (11, 0, 'do', 'Wait ten seconds'), (12, 0, 'do', 'Wait ten seconds'), (13, 0, 'do', 'Only hers');
    INSERT INTO review (id, cycle_id, held_on, decision, entered_at) VALUES
      (11, 11, '2026-03-20', 'continue', 0), (12, 12, '2026-03-20', 'continue', 0), (13, 13, '2026-03-20', 'continue', 0);
    INSERT INTO target_result (review_id, target_id, actual, progress) VALUES
      (11, 11, 200, 'met'), (12, 12, 300, 'exceeded'), (13, 13, 100, 'partly'), (13, 14, 100, 'partly');";

const BY_HAND: &[(&str, &str)] = &[
    ("wording", "Reads forty words"),
    ("area", "cognition"),
    ("measure", "Words in one minute"),
    ("unit", "words"),
    ("direction", "higher"),
    ("strategy", "Five cards a day"),
];

#[tokio::test]
async fn what_the_plans_of_two_pupils_share_is_offered_without_a_name_and_with_how_often_it_was_met() {
    let app = TestApp::new().await;
    run(&app, SHARED).await;
    for who in ["senco", "teacher"] {
        let page = app.sign_in(who).await.get("/bank").await.body;
        assert!(page.contains("The pupil asks &lt;two&gt; questions"), "{page}");
        assert!(page.contains("2 of 3 met") && page.contains("in the plans of 3 pupils"), "{page}");
        assert!(page.contains("Wait ten seconds") && page.contains("1 target<"), "{page}");
        for never in ["Ela", "Finn", "Gwen", "Only hers", "glasses"] {
            assert!(!page.contains(never), "{who} reads {never}");
        }
    }
    let teacher = app.sign_in("teacher").await;
    let none = teacher.get("/bank?words=glasses&area=cognition").await.body;
    assert!(none.contains("No target has these words") && none.contains("value=\"glasses\""), "{none}");
    assert!(teacher.get("/bank?words=QUESTIONS+circle&area=communication").await.body.contains("The pupil asks"));
    let odd = teacher.get("/bank?area=zzz").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.body.contains("“zzz” is not an area of need") && odd.body.contains("The pupil asks"), "{}", odd.body);
}

#[tokio::test]
async fn a_target_of_the_bank_goes_into_what_is_being_written_and_only_its_numbers_are_left_to_type() {
    let app = TestApp::new().await;
    run(&app, SHARED).await;
    let teacher = app.sign_in("teacher").await;
    // What is typed is kept on the way to the bank, script or not.
    let edit = teacher.get("/plans/1/edit").await.body;
    assert!(edit.contains("formaction=\"/plans/1/draft\""), "{edit}");
    let typed = [
        ("version", "1"),
        ("lead", "2"),
        ("review_on", "2026-12-04"),
        ("outcome-0-wording", "Amira is understood by new people"),
        ("outcome-0-area", "communication"),
        ("target-0-wording", "Half a sen"),
        ("draft", "0"),
        ("then", "bank"),
    ];
    let on = teacher.post("/plans/1/draft", &typed).await;
    assert_eq!(on.location.as_deref(), Some("/plans/1/bank"), "{}", on.body);
    let page = teacher.get("/plans/1/bank").await.body;
    assert!(page.contains("Choose a target for Amira Khan") && page.contains("Put it into the plan"), "{page}");
    let chosen = [("wording", "The pupil asks <two> questions"), ("measure", "Questions in circle time")];
    let put = teacher.post("/plans/1/bank", &chosen).await;
    assert_eq!(put.location.as_deref(), Some("/plans/1/edit?added=target-1"), "{}", put.body);
    let edit = teacher.get("/plans/1/edit?added=target-1").await.body;
    let row = &edit[edit.find("id=\"target-1\"").unwrap()..];
    assert!(row.starts_with("id=\"target-1\" tabindex=\"-1\" autofocus"), "{row}");
    for words in ["The pupil asks &lt;two&gt; questions", "Wait ten seconds", "value=\"questions\""] {
        assert!(row.contains(words), "{words}: {row}");
    }
    assert!(row.contains("name=\"target-1-baseline\" value=\"\""), "{row}");
    assert!(edit.contains("Half a sen"), "what was typed is still there");
    assert!(!edit.contains("name=\"then\" value=\"\""));
    assert_eq!(count(&app, "SELECT count(*) FROM target WHERE cycle_id = 1").await, 1, "nothing is saved yet");
    // The same on the way to a plan that is not saved yet.
    let senco = app.sign_in("senco").await;
    let new = [("kind", "pastoral"), ("outcome-0-wording", "Ben <plays>"), ("draft", "0"), ("then", "bank")];
    let on = senco.post("/pupils/2/plans/draft", &new).await;
    assert_eq!(on.location.as_deref(), Some("/pupils/2/plans/bank"), "{}", on.body);
    assert!(senco.get("/pupils/2/plans/bank").await.body.contains("Choose a target for Ben"));
    let put = senco.post("/pupils/2/plans/bank", &chosen).await;
    assert_eq!(put.location.as_deref(), Some("/pupils/2/plans/new?added=target-0"), "{}", put.body);
    let form = senco.get("/pupils/2/plans/new?added=target-0").await.body;
    assert!(
        form.contains("id=\"target-0\" tabindex=\"-1\" autofocus")
            && form.contains("The pupil asks &lt;two&gt; questions")
    );
    assert!(form.contains("Ben &lt;plays&gt;") && form.contains("value=\"pastoral\" selected"), "{form}");
    assert_eq!(count(&app, "SELECT count(*) FROM plan WHERE pupil_id = 2").await, 0, "nothing is saved yet");
    let gone = teacher
        .post("/plans/1/bank", &[("wording", "Gwen wears her new glasses"), ("measure", "Lessons in five")])
        .await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_senco_puts_a_target_of_a_plan_in_by_one_press_and_is_asked_where_a_name_is_left() {
    let app = TestApp::new().await;
    run(&app, "UPDATE target_strategy SET words = 'Model it for Amira, then wait' WHERE target_id = 1 AND way = 'do'")
        .await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/plans/1").await.body.contains("/bank/targets/1"));
    assert!(!app.sign_in("teacher").await.get("/plans/1").await.body.contains("/bank/targets/1"));
    let added = senco.post("/bank/targets/1", &[]).await;
    assert_eq!(added.location.as_deref(), Some("/bank?done=added"), "{}", added.body);
    let page = senco.get("/bank?done=added").await.body;
    assert!(page.contains("Model it for the pupil, then wait") && page.contains("put in by hand"), "{page}");
    let twice = senco.post("/bank/targets/1", &[]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("This target is in the bank already"), "{}", twice.body);
    run(
        &app,
        "UPDATE bank_entry SET withdrawn_at = 1; UPDATE target SET wording = 'Plays with Ben at noon' WHERE id = 1",
    )
    .await;
    let asked = senco.post("/bank/targets/1", &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("“Ben” is a pupil’s name") && asked.body.contains("no pupil’s name is in it"));
    let both = senco.post("/bank", &[("wording", "Plays with Ben"), ("strategy", "Beside Khan")]).await;
    assert!(both.body.contains("“Khan” is a pupil’s name"), "{}", both.body);
    summary_follows_the_form(&both.body);
    let sure = [&[("wording", "Plays with Ben at noon"), ("no_name", "yes")], &BY_HAND[1..]].concat();
    assert_eq!(senco.post("/bank", &sure).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/bank/targets/999", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_entry_is_worded_anew_and_taken_out_and_what_it_was_stays_on_record() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let wrong = senco.post("/bank", &[("strategy", "Kept <words>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Enter the step", "Choose the area of need", "Enter how it is measured", "Kept &lt;words&gt;"] {
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    summary_follows_the_form(&wrong.body);
    assert_eq!(senco.post("/bank", BY_HAND).await.location.as_deref(), Some("/bank?done=added"));
    let edit = senco.get("/bank/1/edit").await.body;
    assert!(edit.contains("Reads forty words") && edit.contains("Five cards a day"), "{edit}");
    let new = [&[("wording", "Reads fifty words")], &BY_HAND[1..]].concat();
    assert_eq!(senco.post("/bank/1/edit", &new).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.get("/bank/1/edit").await.status, StatusCode::NOT_FOUND, "it is another row now");
    let page = senco.get("/bank").await.body;
    assert!(page.contains("Reads fifty words") && !page.contains("Reads forty words"), "{page}");
    assert_eq!(senco.post("/bank/2/withdrawal", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!senco.get("/bank").await.body.contains("Reads fifty words"));
    assert_eq!(senco.post("/bank/2/withdrawal", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, "SELECT count(*) FROM bank_entry").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'bank_entry'").await, 3);
}
