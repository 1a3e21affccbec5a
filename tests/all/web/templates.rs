//! Templates of plans, version by version, and what a class hands on at the end of the year.

use axum::http::StatusCode;
use thrice::domain::time::Moment;

use super::{count, words};
use crate::support::{Session, TestApp};

/// A template of pastoral plans in the school's own words, people first, without what helps at home.
const OWN: &[(&str, &str)] = &[
    ("seen", "0"),
    ("weeks", "3"),
    ("agencies-place", "1"),
    ("agencies-asked", "yes"),
    ("agencies-heading", "Our <team>"),
    ("tried_first-place", "2"),
    ("outcomes-place", "3"),
    ("outcomes-asked", "yes"),
    ("outcomes-help", "What would a good week look like?"),
    ("targets-place", "4"),
    ("targets-asked", "yes"),
    ("provision-place", "5"),
    ("questions-place", "6"),
    ("questions-asked", "yes"),
    ("ask-0-words", "Who is <the> person?"),
    ("ask-0-help", "Where and when."),
    ("ask-1-words", ""),
    ("ask-2-words", "What helps?"),
    ("target-avoid", "yes"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = OWN.iter().filter(|(name, _)| !changes.iter().any(|change| change.0 == *name));
    kept.chain(changes).copied().collect()
}

#[tokio::test]
async fn a_new_plan_asks_what_the_newest_version_says_and_one_that_was_begun_goes_on_with_its_own() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/templates").await.body.contains("As it comes with Thrice"));
    for (change, why) in [
        (("weeks", "40"), "from 1 to 39 weeks"),
        (("weeks", "soon"), "from 1 to 39 weeks"),
        (("targets-asked", ""), "they are always asked"),
        (("agencies-place", "9"), "the place must be a number from 1 to 6"),
        (("ask-2-words", "who is <THE> person!"), "Two questions are the same"),
    ] {
        let wrong = senco.post("/templates/pastoral", &with(&[change])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why) && wrong.body.contains("Our &lt;team&gt;"), "{why}: {}", wrong.body);
    }
    let saved = senco.post("/templates/pastoral", OWN).await;
    assert_eq!(saved.location.as_deref(), Some("/templates"), "{}", saved.body);
    let stale = senco.post("/templates/pastoral", OWN).await;
    assert!(stale.status == StatusCode::CONFLICT && stale.body.contains("meanwhile"), "{}", stale.body);
    let form = senco.get("/pupils/1/plans/new?kind=pastoral").await.body;
    let place = |text: &str| form.find(text).unwrap_or_else(|| panic!("{text} is not in {form}"));
    assert!(place("Our &lt;team&gt;") < place("What would a good week look like?"));
    for gone in ["<h2>Provision</h2>", "What helps at home", "Tried first", "Who does it"] {
        assert!(!form.contains(gone), "{gone}: {form}");
    }
    assert!(form.contains("What does not help") && form.contains("value=\"2026-12-09\""), "three weeks on: {form}");
    let sen = senco.get("/pupils/2/plans/new?kind=sen_support").await.body;
    assert!(sen.contains("<h2>Provision</h2>") && sen.contains("Tried first"), "another kind is as it was");
    let plan = plan_with("pastoral", &[]);
    let made = senco.post("/pupils/1/plans", &plan).await;
    assert_eq!(made.location.as_deref(), Some("/plans/2?saved=plan"), "{}", made.body);
    let next = with(&[("seen", "1"), ("agencies-heading", "Everybody"), ("target-at_home", "yes")]);
    assert_eq!(senco.post("/templates/pastoral", &next).await.status, StatusCode::SEE_OTHER);
    let begun = senco.get("/plans/2/edit").await.body;
    assert!(begun.contains("Our &lt;team&gt;") && !begun.contains("What helps at home"), "its own version: {begun}");
    assert!(begun.contains("What helps?"), "and its own questions: {begun}");
    assert!(senco.get("/pupils/2/plans/new?kind=pastoral").await.body.contains("Everybody"));
    assert!(senco.get("/plans/1/edit").await.body.contains("What helps at home"), "begun before there was one");
    assert_eq!(senco.get("/templates/nothing").await.status, StatusCode::NOT_FOUND);
}

/// A plan about one thing, with what is answered.
fn plan_with<'a>(kind: &'a str, answers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let plan = [
        ("kind", kind),
        ("lead", "2"),
        ("review_on", "2026-12-09"),
        ("outcome-0-wording", "Amira comes gladly"),
        ("outcome-0-area", "semh"),
        ("target-0-outcome", "1"),
        ("target-0-wording", "Talks with the mentor"),
        ("target-0-measure", "Talks in four weeks"),
        ("target-0-baseline", "1"),
        ("target-0-predicted", "4"),
    ];
    plan.iter().chain(answers).copied().collect()
}

#[tokio::test]
async fn a_template_asks_questions_of_its_own_and_what_is_answered_stands_on_the_plan_whatever_is_asked_later() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let shipped = senco.get("/pupils/1/plans/new?kind=behaviour").await.body;
    assert!(shipped.contains("What leads up to it?"), "{shipped}");
    assert_eq!(senco.post("/templates/pastoral", OWN).await.status, StatusCode::SEE_OTHER);
    let form = senco.get("/pupils/1/plans/new?kind=pastoral").await.body;
    assert!(form.contains("Who is &lt;the&gt; person?") && form.contains("Where and when."), "{form}");
    assert!(!senco.get("/pupils/1/plans/new?kind=behaviour").await.body.contains("Who is"), "another kind's");
    let (who, asked) = ("answer-who_is__the__person_", "question-who_is__the__person_");
    let answers = [(who, "Miss Bell,\nat <break>"), (asked, "Who is <the> person?"), ("answer-what_helps_", " ")];
    // What is wrong elsewhere keeps what was answered.
    let mut wrong = plan_with("pastoral", &answers);
    wrong.retain(|(name, _)| *name != "outcome-0-area");
    let again = senco.post("/pupils/1/plans", &wrong).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("Miss Bell,"), "{}", again.body);
    let made = senco.post("/pupils/1/plans", &plan_with("pastoral", &answers)).await;
    assert_eq!(made.location.as_deref(), Some("/plans/2?saved=plan"), "{}", made.body);
    let read = app.sign_in("teacher").await.get("/plans/2").await.body;
    assert!(read.contains("Who is &lt;the&gt; person?") && read.contains("Miss Bell,<br>at &lt;break&gt;"), "{read}");
    assert!(!read.contains("What helps?"), "what nobody answered is not shown: {read}");
    // Answered under another kind that asks something else: nothing that was typed is lost.
    let other = senco.post("/pupils/2/plans", &plan_with("behaviour", &answers)).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.body);
    assert_eq!(
        words(&app, "SELECT group_concat(question) FROM template_answer WHERE plan_id = 3").await,
        "Who is <the> person?"
    );
    let edit = senco.get("/plans/3/edit").await.body;
    assert!(edit.contains("What leads up to it?") && edit.contains("Miss Bell,"), "{edit}");
    let version = edit.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let changed = [("version", version.as_str()), (who, "Mr Shah"), (asked, "Who is <the> person?")];
    let mut changed = plan_with("behaviour", &changed);
    changed.push(("answer-what_leads_up_to_it_", "Maths"));
    assert_eq!(senco.post("/plans/3", &changed).await.status, StatusCode::SEE_OTHER);
    let now = "SELECT group_concat(words, '|') FROM (SELECT * FROM template_answer WHERE plan_id = 3 AND withdrawn_at IS NULL ORDER BY position)";
    assert_eq!(words(&app, now).await, "Maths|Mr Shah");
    assert_eq!(
        count(&app, "SELECT count(*) FROM template_answer WHERE withdrawn_at IS NOT NULL").await,
        1,
        "what it said stays"
    );
}

fn at(app: &TestApp, day: &str) {
    let nine = chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap();
    app.app.clock.set(Moment::at(day.parse().unwrap(), nine));
}

async fn hands_on(session: &Session, words: &str) -> crate::support::Response {
    session.post("/handover", &[("class", ""), ("note-1", words)]).await
}

#[tokio::test]
async fn what_a_class_hands_on_stands_with_the_targets_in_the_autumn_and_no_longer() {
    let app = TestApp::new().await;
    at(&app, "2026-11-18");
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/handover").await.body;
    assert!(page.contains("Says sentences of five words or more") && page.contains("name=\"note-1\""), "{page}");
    let long = hands_on(&teacher, &"x".repeat(601)).await;
    assert!(
        long.status == StatusCode::UNPROCESSABLE_ENTITY && long.body.contains("at most 600 letters"),
        "{}",
        long.body
    );
    assert_eq!(hands_on(&teacher, "Sits best <at the front>").await.status, StatusCode::SEE_OTHER);
    hands_on(&teacher, "Sits best <at the front>").await;
    assert_eq!(count(&app, "SELECT count(*) FROM handover_note").await, 1, "typed again it is no other note");
    let note = "From last year";
    assert!(!teacher.get("/my-pupils").await.body.contains(note), "this year's is not last year's");
    super::run(&app, "UPDATE handover_note SET year = 2025").await;
    let page = app.sign_in("ta").await.get("/my-pupils").await.body;
    assert!(
        page.contains(note) && page.contains("Sits best &lt;at the front&gt;") && page.contains("Mr Shah"),
        "{page}"
    );
    at(&app, "2027-01-06");
    assert!(!app.sign_in("ta").await.get("/my-pupils").await.body.contains(note), "the autumn is over");
    at(&app, "2026-11-18");
    let ta = app.sign_in("ta").await;
    assert_eq!(hands_on(&ta, "Mine").await.status, StatusCode::FORBIDDEN);
    let ben = app.sign_in("other_teacher").await;
    ben.post("/handover", &[("class", ""), ("note-1", "Not theirs")]).await;
    assert_eq!(words(&app, "SELECT group_concat(words) FROM handover_note").await, "Sits best <at the front>");
}
