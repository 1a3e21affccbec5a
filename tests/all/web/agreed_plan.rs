//! The agreed plan behind a parent's link: read with a code, answered in their words, and never shown to whom it does not concern.

use axum::http::StatusCode;

use super::{
    count, run,
    summaries::{held, reader, wait},
    words,
};
use crate::support::TestApp;

/// A first version without a word of costs in it, agreed a month ago, and one that says something else, agreed today.
pub(super) const TWO_VERSIONS: &str = r#"
    INSERT INTO plan_version (id, plan_id, number, content, opened_at) VALUES
      (1, 1, 1, '{"outcomes":[],"targets":[{"id":1,"root":1,"outcome":0,"wording":"Asks to join a game","measure":"Times in five playtimes","unit":"times","direction":"higher","baseline":0,"predicted":200,"challenge":null,"strategies":[["do","Practise the words","Ms Bates"]],"at_home":"Play a board game","carried":0}],"lines":[]}', 0),
      (2, 1, 2, '{"outcomes":[],"targets":[{"id":1,"root":1,"outcome":0,"wording":"Asks to join a game","measure":"Times in five playtimes","unit":"times","direction":"higher","baseline":0,"predicted":400,"challenge":null,"strategies":[["do","Practise the words","Ms Bates"]],"at_home":"Play a board game","carried":0}],"lines":[{"id":1,"root":1,"provision":"Circle of friends","role":"ta","minutes":20,"times_a_week":2,"weeks":3,"staff":1,"group_size":1,"share":"per_group","resources":4321,"bought_for":"group","funding":"notional_sen","serves":[0],"reference":""}]}', 0);
    INSERT INTO plan_version_agreed (version_id, agreed_on, entered_at) VALUES (1, '2026-10-18', 0), (2, '2026-11-18', 0);"#;

#[tokio::test]
async fn a_parent_reads_the_agreed_plan_with_a_code_and_answers_in_their_words() {
    let app = TestApp::new().await;
    run(&app, TWO_VERSIONS).await;
    let (teacher, path) = held(&app).await;
    wait(&app, 11);
    let closed = app.stranger().get(&path).await.body;
    assert!(!closed.contains("join a game") && !closed.contains("Circle of friends"), "behind the code: {closed}");
    let mother = reader(&app, &path).await;
    let page = mother.get(&path).await.body;
    for said in [
        "The plan we agreed on Wednesday 18 November 2026",
        "Target 1 now aims at 4 times; it was 2 times.",
        "Practise the words (Ms Bates)",
        "Play a board game",
        "Circle of friends: 20 minutes, twice a week for 3 weeks. Given by: Teaching assistant",
        "Do you agree with this plan?",
        "We have talked once this school year.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("43.21") && !page.contains("Notional"), "nothing of costs");
    // Mended where it is wrong, with nothing lost.
    let to = format!("{path}/plan");
    for (fields, why) in [
        (&[("version", "2"), ("plan_words", "More often")][..], "Choose one of the three answers"),
        (
            &[("version", "2"), ("plan_answer", "not_reached"), ("plan_words", "More often")],
            "Choose one of the three answers",
        ),
        (&[("version", "2"), ("plan_answer", "in_part")], "Tell us with what you do not agree"),
        (&[("version", "1"), ("plan_answer", "agree"), ("plan_words", "More often")], "has changed since you opened"),
    ] {
        let wrong = mother.post(&to, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why) && (fields.len() < 3 || wrong.body.contains("More often")), "{}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan_answer").await, 0);
    let told = mother.post(&to, &[("version", "2"), ("plan_answer", "in_part"), ("plan_words", "More <often>")]).await;
    assert_eq!(told.location.as_deref(), Some(format!("{path}#plan").as_str()), "{}", told.body);
    let kept = "SELECT adult_id || answer || words || how || said_on FROM plan_answer WHERE version_id = 2";
    assert_eq!(words(&app, kept).await, "1in_partMore <often>link2026-11-18");
    let task = "SELECT for_role || detail FROM task WHERE detail LIKE '%with the plan%'";
    assert_eq!(words(&app, task).await, "teacherAgrees in part with the plan: More <often>");
    assert!(mother.get(&path).await.body.contains("I agree with part of it"), "it is shown to her");
    let versions = teacher.get("/plans/1/versions").await.body;
    assert!(versions.contains("More &lt;often&gt;") && versions.contains("behind their link"), "{versions}");
    mother.post(&to, &[("version", "2"), ("plan_answer", "agree")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM plan_answer").await, 2, "what was said before stays");
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE detail LIKE '%with the plan%'").await, 1);
}

#[tokio::test]
async fn who_does_not_decide_or_holds_the_link_alone_neither_reads_nor_answers() {
    let app = TestApp::new().await;
    run(&app, TWO_VERSIONS).await;
    let (_, path) = held(&app).await;
    wait(&app, 11);
    let to = format!("{path}/plan");
    let agree = [("version", "2"), ("plan_answer", "agree")];
    assert_eq!(app.stranger().post(&to, &agree).await.location.as_deref(), Some(path.as_str()));
    let mother = reader(&app, &path).await;
    let order = [
        ("contact", "1"),
        ("order", "child_arrangements"),
        ("note", "Order of 2 November"),
        ("said_by", "The family court"),
        ("said_on", "2026-11-02"),
        ("seen", "The sealed order"),
        ("does", "does_not_decide"),
    ];
    assert_eq!(app.sign_in("senco").await.post("/pupils/1/restrictions", &order).await.status, StatusCode::SEE_OTHER);
    let page = mother.get(&path).await.body;
    assert!(page.contains("What we agreed on") && !page.contains("Circle of friends"), "{page}");
    mother.post(&to, &agree).await;
    assert_eq!(count(&app, "SELECT count(*) FROM plan_answer").await, 0);
}

#[tokio::test]
async fn whoever_works_with_the_class_reads_what_is_new_on_the_sheet_and_on_the_phone() {
    let app = TestApp::new().await;
    run(&app, TWO_VERSIONS).await;
    let new = "Target 1 now aims at 4 times; it was 2 times.";
    for (who, path) in [
        ("teacher", "/my-pupils"),
        ("ta", "/my-pupils"),
        ("teacher", "/my-pupils/sheet"),
        ("senco", "/my-pupils/sheet?class=4A"),
    ] {
        let page = app.sign_in(who).await.get(path).await.body;
        assert!(page.contains(new) && page.contains("Wed 18 Nov"), "{who} {path}: {page}");
    }
    app.app.clock.set(app.app.clock.now().plus_minutes(32 * 24 * 60));
    assert!(!app.sign_in("teacher").await.get("/my-pupils").await.body.contains(new), "a month later it is not new");
}
