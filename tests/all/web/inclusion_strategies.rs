//! The inclusion strategy: written, approved, published and never changed again; with no child in it, and open to everybody behind a switch.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::{Session, TestApp};

const HOME: &str = "/inclusion-strategy";
const OPEN: &str = "/open/1/inclusion-strategy";

const TEXTS: [(&str, &str); 7] = [
    ("year", "2026"),
    ("years", "3"),
    ("review_on", "2027-09-01"),
    ("grant", "14,000"),
    ("intent", "Everybody <takes> part."),
    ("barriers", "Noise in the hall."),
    ("outcomes", "More pupils stay."),
];

fn activity<'a>(what: &'a str, budget: &'a str, pupils: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("principle", "teaching"),
        ("what", what),
        ("budget", budget),
        ("pupils", pupils),
        ("funding", "inclusive_mainstream"),
        ("from_on", "2026-09-07"),
        ("until_on", "2027-07-16"),
        ("lead", "Phase leader"),
    ]
}

/// Sends a form that is taken.
async fn done(session: &Session, path: &str, fields: &[(&str, &str)]) {
    let answer = session.post(path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
}

/// Sends a form that is refused for this reason.
async fn wrong(session: &Session, path: &str, fields: &[(&str, &str)], why: &str) {
    let answer = session.post(path, fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {why}");
    assert!(answer.body.contains(why), "{why}: {}", answer.body);
}

/// The first version, written, approved and published.
async fn published(session: &Session) {
    done(session, HOME, &[]).await;
    done(session, "/inclusion-strategy/1/texts", &TEXTS).await;
    done(session, "/inclusion-strategy/1/activities", &activity("Reading together", "15000", "3")).await;
    let approved = [("approved_by", "Governing board"), ("approved_on", "2026-11-10")];
    done(session, "/inclusion-strategy/1/approval", &approved).await;
    done(session, "/inclusion-strategy/1/publication", &[]).await;
}

#[tokio::test]
async fn a_version_is_written_approved_and_published_and_the_next_begins_from_it() {
    let app = TestApp::new().await;
    let head = app.sign_in("head").await;
    published(&head).await;
    let page = head.get("/inclusion-strategy/1").await.body;
    for said in [
        "Governing board, Tuesday 10 November 2026",
        "2026/27 to 2028/29",
        "Everybody &lt;takes&gt; part.",
        "fewer than 5 pupils",
        "£15,000.00",
        "£1,000.00 more than the grant",
        "Led by Phase leader",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for path in ["texts", "activities"] {
        assert_eq!(head.get(&format!("{HOME}/1/{path}")).await.status, StatusCode::CONFLICT, "{path}");
    }
    for path in ["texts", "activities", "figures", "approval", "approval/withdrawal", "publication"] {
        assert_eq!(head.post(&format!("{HOME}/1/{path}"), &TEXTS).await.status, StatusCode::CONFLICT, "{path}");
    }
    let noted = [("reviewed_on", "2026-11-17"), ("words", "It goes on."), ("next_on", "2027-11-01")];
    wrong(&head, "/inclusion-strategy/1/reviews", &[("next_on", "2028-11-01")], "within twelve months").await;
    done(&head, "/inclusion-strategy/1/reviews", &noted).await;
    let page = head.get("/inclusion-strategy/1").await.body;
    assert!(
        page.contains("Tuesday 17 November 2026: It goes on.") && page.contains("Monday 1 November 2027"),
        "{page}"
    );
    done(&head, HOME, &[]).await;
    assert_eq!(head.post(HOME, &[]).await.status, StatusCode::CONFLICT, "one at a time");
    assert!(head.get("/inclusion-strategy/2").await.body.contains("Reading together"), "it begins from the one before");
    assert_eq!(count(&app, "SELECT count(*) FROM inclusion_activity").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'inclusion_strategy'").await, 7);
}

#[tokio::test]
async fn bad_input_is_said_beside_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    done(&senco, HOME, &[]).await;
    let texts = "/inclusion-strategy/1/texts";
    for (field, value, why) in [
        ("years", "6", "from 1 to 5"),
        ("review_on", "2028-01-01", "within twelve months"),
        ("review_on", "2026-11-18", "is not to come"),
        ("review_on", "soon", "as a date"),
        ("grant", "much", "pounds and pence"),
        ("intent", &"long ".repeat(1700), "at most 8000"),
    ] {
        let mut typed = TEXTS.to_vec();
        typed.retain(|(name, _)| *name != field);
        typed.push((field, value));
        wrong(&senco, texts, &typed, why).await;
    }
    let activities = "/inclusion-strategy/1/activities";
    for (field, value, why) in [
        ("principle", "kindness", "Choose the principle"),
        ("what", "", "Say what is done"),
        ("budget", "", "The budget must be an amount"),
        ("actual", "12.345", "What was spent must be an amount"),
        ("pupils", "-1", "whole number"),
        ("funding", "nobody", "Choose who pays"),
        ("until_on", "2026-09-01", "must not come before"),
    ] {
        let mut typed = activity("Reading <together>", "100", "12");
        typed.retain(|(name, _)| *name != field);
        typed.push((field, value));
        wrong(&senco, activities, &typed, why).await;
    }
    let approval = "/inclusion-strategy/1/approval";
    let by = [("approved_by", "Governing board"), ("approved_on", "2026-11-10")];
    wrong(&senco, approval, &by, "Intent: nothing is written yet").await;
    done(&senco, texts, &TEXTS).await;
    done(&senco, activities, &activity("Reading", "100", "12")).await;
    wrong(&senco, approval, &[("approved_on", "2026-11-19")], "is still to come").await;
    wrong(&senco, approval, &[("approved_on", "2026-11-10")], "Say who approved it").await;
    assert_eq!(senco.post("/inclusion-strategy/1/publication", &[]).await.status, StatusCode::CONFLICT, "a draft");
    assert_eq!(count(&app, "SELECT count(*) FROM inclusion_activity").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM inclusion_strategy_approval").await, 0);
    assert_eq!(senco.get("/inclusion-strategy/9").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_two_people_write_at_once_is_brought_together() {
    let app = TestApp::new().await;
    let (senco, head) = (app.sign_in("senco").await, app.sign_in("head").await);
    done(&senco, HOME, &[]).await;
    let opened = (
        "opened",
        r#"[["year","2026"],["years","1"],["review_on",""],["grant",""],["intent",""],["barriers",""],["outcomes",""],["further",""]]"#,
    );
    let texts = "/inclusion-strategy/1/texts";
    let start =
        [("year", "2026"), ("years", "1"), ("review_on", ""), ("grant", ""), ("barriers", ""), ("outcomes", "")];
    done(&senco, texts, &[&start[..], &[("intent", "Ours"), opened]].concat()).await;
    let both = head.post(texts, &[&start[..], &[("intent", "Mine"), opened]].concat()).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.body.contains("Ours") && both.body.contains("Mine"), "{}", both.body);
    assert_eq!(words(&app, "SELECT intent FROM inclusion_strategy_text ORDER BY id DESC LIMIT 1").await, "Ours");
}

#[tokio::test]
async fn no_childs_name_is_published_and_it_is_said_where_it_stands() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    done(&senco, HOME, &[]).await;
    let mut texts = TEXTS.to_vec();
    let name = words(&app, "SELECT forename || ' ' || surname FROM pupil WHERE id = 1").await;
    let told = format!("Last year {name} joined the choir.");
    texts.push(("further", &told));
    done(&senco, "/inclusion-strategy/1/texts", &texts).await;
    done(&senco, "/inclusion-strategy/1/activities", &activity("Reading", "0", "")).await;
    let approval = "/inclusion-strategy/1/approval";
    done(&senco, approval, &[("approved_by", "Governors"), ("approved_on", "2026-11-10")]).await;
    let why = format!("Further information names “{name}”");
    wrong(&senco, "/inclusion-strategy/1/publication", &[], &why).await;
    assert_eq!(count(&app, "SELECT count(*) FROM inclusion_strategy_publication").await, 0);
    done(&senco, &format!("{approval}/withdrawal"), &[]).await;
    done(&senco, "/inclusion-strategy/1/texts", &TEXTS).await;
    assert_eq!(count(&app, "SELECT count(*) FROM inclusion_strategy_approval WHERE withdrawn_at IS NOT NULL").await, 1);
}

#[tokio::test]
async fn the_open_page_needs_no_sign_in_and_is_there_only_while_it_is_switched_on() {
    let app = TestApp::new().await;
    let (senco, stranger) = (app.sign_in("senco").await, app.stranger());
    assert_eq!(stranger.get(OPEN).await.status, StatusCode::NOT_FOUND);
    let switch = "/open-pages/inclusion_strategy";
    wrong(&senco, switch, &[("open", "yes")], "Nothing is published yet").await;
    published(&senco).await;
    assert_eq!(stranger.get(OPEN).await.status, StatusCode::NOT_FOUND, "published, and still shut");
    wrong(&senco, switch, &[], "Choose who may open it").await;
    done(&senco, switch, &[("open", "yes")]).await;
    let page = stranger.get(OPEN).await;
    assert_eq!((page.status, page.cookie.as_deref()), (StatusCode::OK, None));
    let kept = page.headers.get("cache-control").and_then(|value| value.to_str().ok());
    assert_eq!(kept, Some("public, max-age=300"));
    assert!(page.body.contains("Reading together") && !page.body.contains("<form"), "{}", page.body);
    assert!(!page.body.contains("noindex") && page.body.contains("fewer than 5 pupils"), "{}", page.body);
    done(&senco, HOME, &[]).await;
    run(&app, "UPDATE inclusion_strategy_text SET intent = 'Drafted' WHERE strategy_id = 2").await;
    assert!(!stranger.get(OPEN).await.body.contains("Drafted"), "a draft is nobody else's");
    done(&senco, switch, &[("open", "no")]).await;
    assert_eq!(stranger.get(OPEN).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get("/open/7/inclusion-strategy").await.status, StatusCode::NOT_FOUND);
    assert_eq!(senco.get("/open-pages/anything").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn principles_are_a_file_and_one_that_cannot_be_read_changes_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let there = "/inclusion-strategy/principles";
    assert!(senco.get(there).await.body.contains("High-quality, adaptive teaching"));
    let twice = "title = \"Ours\"\n[[principle]]\ncode = \"a\"\ntitle = \"A <b>\"\nwords = \"All.\"\n[[principle]]\ncode = \"a\"\n";
    wrong(&senco, there, &[("file", twice)], "Line 6: missing field `title`").await;
    wrong(&senco, there, &[("file", "")], "Line 1").await;
    assert_eq!(count(&app, "SELECT count(*) FROM principle_file").await, 0);
    let ours = "title = \"Ours\"\n[[principle]]\ncode = \"a\"\ntitle = \"A <b>\"\nwords = \"All.\"\n";
    done(&senco, there, &[("file", ours)]).await;
    let page = senco.get(there).await.body;
    assert!(page.contains("A &lt;b&gt;") && !page.contains("<td>High-quality"), "{page}");
    done(&senco, HOME, &[]).await;
    run(&app, "INSERT INTO inclusion_activity (strategy_id, principle, what, pupil_group, budget_pence, funding, led_by, entered_at)
               VALUES (1, 'teaching', 'Reading', '', 0, 'other', '', 0)").await;
    done(&senco, "/inclusion-strategy/1/texts", &TEXTS).await;
    let by = [("approved_by", "Governors"), ("approved_on", "2026-11-10")];
    wrong(&senco, "/inclusion-strategy/1/approval", &by, "serves a principle that the file does not have").await;
}

#[tokio::test]
async fn what_thrice_knows_is_taken_over_with_one_press_and_never_by_itself() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(&app, "INSERT INTO provision (id, school_id, name) VALUES (1, 1, 'Small group');
               INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, resources_pence, entered_at)
                 SELECT min(id), 1, 1, 'ta', 20, 3, 12, 0, 0 FROM cycle").await;
    done(&senco, HOME, &[]).await;
    let page = senco.get("/inclusion-strategy/1").await.body;
    assert!(page.contains("Small group") && page.contains("£222.00"), "{page}");
    assert!(!words(&app, "SELECT barriers FROM inclusion_strategy_text").await.contains("By status"));
    let form = senco.get("/inclusion-strategy/1/activities?provision=1").await.body;
    assert!(form.contains("value=\"222.00\"") && form.contains("name=\"provision\" value=\"1\""), "{form}");
    let mut typed = activity("Small group", "100", "12");
    typed.push(("provision", "1"));
    done(&senco, "/inclusion-strategy/1/activities", &typed).await;
    assert!(senco.get("/inclusion-strategy/1").await.body.contains("Take these over"));
    done(&senco, "/inclusion-strategy/1/activities/1/figures", &[]).await;
    assert!(!senco.get("/inclusion-strategy/1").await.body.contains("Take these over"));
    let held =
        words(&app, "SELECT budget_pence || ' ' || pupils FROM inclusion_activity WHERE withdrawn_at IS NULL").await;
    assert_eq!(held, "22200 1");
    assert_eq!(senco.get("/inclusion-strategy/1/activities?provision=9").await.status, StatusCode::NOT_FOUND);
    done(&senco, "/inclusion-strategy/1/figures", &[]).await;
    let barriers = words(&app, "SELECT barriers FROM inclusion_strategy_text ORDER BY id DESC LIMIT 1").await;
    assert!(
        barriers.contains("By status on Wednesday 18 November 2026") && barriers.contains("fewer than 5"),
        "{barriers}"
    );
}

#[tokio::test]
async fn the_end_of_the_year_is_a_thing_to_do_for_senco_and_head_until_it_is_published() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(!senco.get("/").await.body.contains("Publish the inclusion strategy"), "six weeks and a day ahead");
    app.app.clock.set(app.app.clock.now().plus_minutes(24 * 60));
    for who in ["senco", "head"] {
        let page = app.sign_in(who).await.get("/").await.body;
        assert!(
            page.contains("Publish the inclusion strategy") && page.contains("Thursday 31 December 2026"),
            "{page}"
        );
        assert!(page.contains("conditions of the Inclusive Mainstream Fund"), "{page}");
    }
    let senco = app.sign_in("senco").await;
    done(&senco, "/open-pages/inclusion_strategy/elsewhere", &[("place", "Our trust’s site")]).await;
    assert!(!senco.get("/").await.body.contains("Publish the inclusion strategy"));
    wrong(&senco, "/open-pages/inclusion_strategy/elsewhere", &[("place", &"x".repeat(201))], "at most 200").await;
    done(&senco, "/open-pages/inclusion_strategy/elsewhere", &[("place", "")]).await;
    published(&senco).await;
    assert!(!senco.get("/").await.body.contains("inclusion strategy"), "its review is far away");
}

#[tokio::test]
async fn nobody_but_senco_and_head_writes_it() {
    let app = TestApp::new().await;
    published(&app.sign_in("senco").await).await;
    for who in ["teacher", "ta", "governor", "office", "admin"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/inclusion-strategy/1").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(session.post("/inclusion-strategy/1/publication", &[]).await.status, StatusCode::FORBIDDEN, "{who}");
    }
}
