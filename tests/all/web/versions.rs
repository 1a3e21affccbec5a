//! A plan from draft to agreement and to the next version: the class works with what was agreed, and what was agreed never changes.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::{Response, Session, TestApp};

/// The form of the plan as it stands, with one more word for the step.
const FORM: &[(&str, &str)] = &[
    ("lead", "2"),
    ("review_on", "2026-12-04"),
    ("outcome-0-wording", "Amira joins in at playtime"),
    ("outcome-0-area", "communication"),
    ("target-0-wording", "Asks to join a game"),
    ("target-0-measure", "Times in five playtimes"),
    ("target-0-unit", "times"),
    ("target-0-outcome", "1"),
    ("target-0-direction", "higher"),
    ("target-0-baseline", "0"),
    ("target-0-predicted", "2"),
    ("provision-0-name", "Circle of friends"),
    ("provision-0-role", "ta"),
    ("provision-0-minutes", "20"),
    ("provision-0-times", "2"),
    ("provision-0-weeks", "3"),
    ("provision-0-staff", "1"),
    ("provision-0-group", "1"),
    ("provision-0-serves_0", "yes"),
];

/// What both parents and Amira say.
const SAID: &[(&str, &str)] = &[
    ("agreed_on", "2026-11-18"),
    ("answer-1", "agree"),
    ("how-1", "meeting"),
    ("words-1", "She tells us about playtime every day"),
    ("answer-2", "not_reached"),
    ("answer-pupil", "in_part"),
    ("how-pupil", "in_person"),
    ("words-pupil", "Not every day"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

/// What stands in a field of a page.
fn held(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name} is not in {page}"));
    page[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap().replace("&quot;", "\"")
}

/// Saves the plan's form with the numbers and the version of the page as it is opened now.
async fn writes(session: &Session, changes: &[(&str, &str)]) -> Response {
    let page = session.get("/plans/1/edit").await.body;
    let names = ["version", "opened", "outcome-0-id", "target-0-id", "provision-0-id"];
    let stands = |name: &&str| page.contains(&format!("name=\"{name}\" value="));
    let names: Vec<(&str, String)> = names.into_iter().filter(stands).map(|name| (name, held(&page, name))).collect();
    let kept: Vec<(&str, &str)> = names.iter().map(|(name, value)| (*name, value.as_str())).collect();
    session.post("/plans/1", &with(&with(FORM, &kept), changes)).await
}

async fn agrees(session: &Session, changes: &[(&str, &str)]) -> Response {
    let lock = held(&session.get("/plans/1/agreement").await.body, "lock");
    session.post("/plans/1/agreement", &with(&with(SAID, &[("lock", lock.as_str())]), changes)).await
}

const STEP: &str = "SELECT group_concat(wording, ' | ') FROM target WHERE cycle_id = 1 AND withdrawn_at IS NULL";

/// A school in which the first version was agreed.
async fn agreed(app: &TestApp) -> Session {
    let teacher = app.sign_in("teacher").await;
    assert_eq!(writes(&teacher, &[]).await.location.as_deref(), Some("/plans/1?saved=plan"));
    let done = agrees(&teacher, &[]).await;
    assert_eq!(done.location.as_deref(), Some("/plans/1?saved=plan"), "{}", done.body);
    teacher
}

#[tokio::test]
async fn silence_is_never_agreement_and_a_plan_without_measure_or_who_is_not_agreed() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    writes(&teacher, &[("provision-0-role", "")]).await;
    let page = teacher.get("/plans/1/agreement").await.body;
    assert!(page.contains("Before it can be agreed") && page.contains("/plans/1/edit#provision-0-role"), "{page}");
    let refused = agrees(&teacher, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("or by whom") && refused.body.contains("She tells us about playtime every day"));
    writes(&teacher, &[]).await;
    for (change, why) in [
        (("answer-1", ""), "Choose what Sana Khan, Mother says, or that they were not reached"),
        (("answer-pupil", ""), "Choose what Amira says"),
        (("how-1", ""), "Choose how Sana Khan, Mother answered"),
        (("agreed_on", "2026-11-19"), "is still to come"),
        (("agreed_on", ""), "Enter the day"),
        (("agreed_on", "2026-09-09"), "before the plan was begun"),
    ] {
        let refused = agrees(&teacher, &[change]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{change:?}");
        assert!(refused.body.contains(why) && refused.body.contains("Not every day"), "{why}: {}", refused.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan_version").await, 0);
    // Whoever is barred or does not decide is not asked.
    assert!(!page.contains("Carl"), "{page}");
    for who in ["head", "ta"] {
        assert_eq!(app.sign_in(who).await.get("/plans/1/agreement").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test]
async fn a_change_after_the_agreement_is_a_draft_that_the_class_does_not_see_until_it_is_agreed() {
    let app = TestApp::new().await;
    let teacher = agreed(&app).await;
    let page = teacher.get("/plans/1").await.body;
    assert!(page.contains("Version 1, in force since") && page.contains("Wednesday 18 November 2026"), "{page}");
    let saved = writes(&teacher, &[("target-0-predicted", "4"), ("review_on", "2026-12-07")]).await;
    assert_eq!(saved.location.as_deref(), Some("/plans/1?saved=plan"), "{}", saved.body);
    let page = teacher.get("/plans/1").await.body;
    for said in ["Draft of version 2", "Target 1 now aims at 4 times; it was 2 times.", "Agree version 2"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(words(&app, "SELECT review_on FROM cycle WHERE id = 1").await, "2026-12-07", "a day is the plan's own");
    assert_eq!(count(&app, "SELECT predicted FROM target WHERE cycle_id = 1 AND withdrawn_at IS NULL").await, 200);
    for who in ["ta", "head"] {
        let seen = app.sign_in(who).await;
        for path in ["/plans/1", "/plans/1/versions", "/my-pupils"] {
            assert!(!seen.get(path).await.body.contains("4 times"), "{who} sees a draft on {path}");
        }
    }
    // Somebody else goes on with the same draft, and opens what was written.
    let senco = app.sign_in("senco").await;
    assert_eq!(held(&senco.get("/plans/1/edit").await.body, "target-0-predicted"), "4");
    writes(&senco, &[("target-0-predicted", "5"), ("review_on", "2026-12-07")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM plan_version").await, 2);

    let done = agrees(&senco, &[]).await;
    assert_eq!(done.location.as_deref(), Some("/plans/1?saved=plan"), "{}", done.body);
    assert_eq!(count(&app, "SELECT predicted FROM target WHERE cycle_id = 1 AND withdrawn_at IS NULL").await, 500);
    let seen = app.sign_in("ta").await.get("/plans/1").await.body;
    assert!(
        seen.contains("Version 2, in force") && seen.contains("Target 1 now aims at 5 times; it was 2 times."),
        "{seen}"
    );
    let versions = teacher.get("/plans/1/versions").await.body;
    assert!(
        versions.contains("She tells us about playtime every day") && versions.contains("Not every day"),
        "{versions}"
    );
    let kept = "SELECT count(*) FROM plan_version WHERE id = 1 AND content LIKE '%\"predicted\":200%'";
    assert_eq!(count(&app, kept).await, 1, "what was agreed first is as it was");
}

#[tokio::test]
async fn two_people_who_edit_one_draft_overwrite_nothing() {
    let app = TestApp::new().await;
    let teacher = agreed(&app).await;
    let senco = app.sign_in("senco").await;
    let opened = senco.get("/plans/1/edit").await.body;
    writes(&teacher, &[("target-0-predicted", "4")]).await;
    let names = ["version", "opened", "outcome-0-id", "target-0-id", "provision-0-id"];
    let names = names.map(|name| (name, held(&opened, name)));
    let kept: Vec<(&str, &str)> = names.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let both = senco.post("/plans/1", &with(&with(FORM, &kept), &[("target-0-predicted", "6")])).await;
    assert_eq!(both.status, StatusCode::CONFLICT, "{}", both.body);
    assert!(both.body.contains("Somebody else saved this plan"), "{}", both.body);
    let other = senco.post("/plans/1", &with(&with(FORM, &kept), &[("target-0-strategy_0", "Waits beside her")])).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "another field is another field: {}", other.body);
    let draft = "SELECT count(*) FROM plan_version WHERE number = 2 AND content LIKE '%\"predicted\":400%' AND content LIKE '%Waits beside her%'";
    assert_eq!(count(&app, draft).await, 1);
}

#[tokio::test]
async fn a_draft_can_be_discarded_and_one_that_says_the_same_is_none() {
    let app = TestApp::new().await;
    let teacher = agreed(&app).await;
    writes(&teacher, &[("target-0-wording", "Asks a friend to play")]).await;
    assert_eq!(teacher.post("/plans/1/versions/discard", &[]).await.location.as_deref(), Some("/plans/1"));
    assert!(!teacher.get("/plans/1").await.body.contains("Draft of version"));
    assert_eq!(teacher.post("/plans/1/versions/discard", &[]).await.status, StatusCode::CONFLICT);
    writes(&teacher, &[("target-0-wording", "Asks a friend to play")]).await;
    writes(&teacher, &[]).await;
    assert!(!teacher.get("/plans/1").await.body.contains("Draft of version"), "typed back");
    assert_eq!(words(&app, STEP).await, "Asks to join a game");
    // What somebody says later is added to the version in force.
    let later = [
        ("answer-2", "agree"),
        ("how-2", "phone"),
        ("answer-1", ""),
        ("words-1", ""),
        ("answer-pupil", ""),
        ("words-pupil", ""),
    ];
    let added = agrees(&teacher, &later).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let says = "SELECT count(*) FROM plan_answer WHERE adult_id = 2 AND version_id = 1 AND answer = 'agree'";
    assert_eq!(count(&app, says).await, 1);
    let rewritten = sqlx::query("UPDATE plan_version SET content = '{}' WHERE id = 1");
    let mut tx = app.app.store.begin_for_all(thrice::store::Actor::System, app.app.clock.now()).await.unwrap();
    let refused = rewritten.execute(tx.conn()).await.unwrap_err().to_string();
    assert!(refused.contains("an agreed version never changes"), "{refused}");
}

#[tokio::test]
async fn a_review_drafts_the_next_version_from_what_is_carried_forward() {
    let app = TestApp::new().await;
    let teacher = agreed(&app).await;
    run(&app, "UPDATE cycle SET started_on = '2026-09-10' WHERE id = 1").await;
    let page = teacher.get("/plans/1/review/new").await.body;
    let (target, version) = (count(&app, "SELECT max(id) FROM target").await, held(&page, "version"));
    let (actual, carry) = (format!("target-{target}-actual"), format!("target-{target}-carry"));
    let cycle = held(&page, "cycle");
    let fields = [
        ("cycle", cycle.as_str()),
        ("version", version.as_str()),
        ("held_on", "2026-11-18"),
        ("same_for_all", "partly"),
        ("decision", "continue"),
        ("next_on", "2027-03-25"),
        (actual.as_str(), "1"),
        (carry.as_str(), "yes"),
        ("summary", "Go on"),
    ];
    let held_it = teacher.post("/plans/1/review", &fields).await;
    assert_eq!(held_it.status, StatusCode::SEE_OTHER, "{}", held_it.body);
    let page = teacher.get("/plans/1").await.body;
    assert!(page.contains("Draft of version 2") && page.contains("Version 1, in force"), "{page}");
    // What was carried forward was never agreed: discarding what is written leads back to it, and it still waits.
    teacher.post("/plans/1/versions/discard", &[]).await;
    let page = teacher.get("/plans/1").await.body;
    assert!(page.contains("Draft of version 2") && page.contains("Agree version 2"), "{page}");
}
