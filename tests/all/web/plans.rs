//! Making, reading and changing plans, as each of the cast.

use axum::http::StatusCode;
use chrono::NaiveDate;
use thrice::{
    domain::{
        access::Viewer,
        calendar::ClosureKind,
        ids::{PlanId, SchoolId, StaffId},
        people::Role,
        strategy::Way,
        target::Score,
    },
    store::{
        Actor, calendar,
        plans::{self, PlanView},
    },
};

use super::{carried, run};
use crate::support::{Session, TestApp};

/// A whole plan as the form sends it.
const WHOLE: &[(&str, &str)] = &[
    ("kind", "pastoral"),
    ("lead", "2"),
    ("review_on", "2026-12-10"),
    ("outcome-0-wording", "Amira joins in at playtime"),
    ("outcome-0-area", "semh"),
    ("target-0-outcome", "1"),
    ("target-0-wording", "Asks to join a game"),
    ("target-0-measure", "Times in five playtimes, counted on Fridays"),
    ("target-0-unit", "times"),
    ("target-0-direction", "higher"),
    ("target-0-baseline", "0"),
    ("target-0-predicted", "2.5"),
    ("target-0-challenge", "4"),
    ("target-1-wording", ""),
    ("provision-0-name", "Circle of friends"),
    ("provision-0-role", "ta"),
    ("provision-0-minutes", "20"),
    ("provision-0-times", "3"),
    ("provision-0-weeks", "12"),
    ("provision-0-staff", "1"),
    ("provision-0-group", "4"),
    ("provision-0-share", "per_group"),
    ("provision-0-funding", "notional_sen"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

async fn plan(app: &TestApp, id: i64) -> PlanView {
    let viewer = Viewer::new(StaffId(1), SchoolId(1), Role::Senco);
    let mut conn = app.app.store.read().await.unwrap();
    let today = app.app.clock.now().today();
    plans::visible_to(&mut conn, &viewer, PlanId(id), today).await.unwrap().expect("the plan")
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    let mut conn = app.app.store.read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn a_plan_without_a_target_is_not_written_cannot_be_reviewed_and_can_be_discarded() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(&app, "UPDATE sen_status SET code = 'K' WHERE pupil_id = 2").await;
    let made =
        senco.post("/pupils/2/plans", &[("kind", "sen_support"), ("review_on", "2026-12-10"), ("lead", "2")]).await;
    let plan = made.location.as_deref().unwrap().split('?').next().unwrap().to_owned();
    let page = senco.get(&plan).await.body;
    assert!(page.contains("This plan is not written yet.") && page.contains("Write the plan"), "{page}");
    assert!(!page.contains("Record the review"), "{page}");
    let review = senco.get(&format!("{plan}/review/new")).await;
    assert_eq!(review.status, StatusCode::CONFLICT);
    assert!(review.body.contains("not written yet"), "{}", review.body);
    assert_eq!(senco.post("/plans/1/discard", &[]).await.status, StatusCode::CONFLICT, "what is written stays");
    assert_eq!(senco.post(&format!("{plan}/discard"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post(&format!("{plan}/discard"), &[]).await.status, StatusCode::CONFLICT, "once");
    let again =
        senco.post("/pupils/2/plans", &[("kind", "sen_support"), ("review_on", "2026-12-10"), ("lead", "2")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "and another may be begun");
}

#[tokio::test]
async fn a_row_that_is_added_is_where_the_page_opens() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let sent: Vec<(&str, &str)> = WHOLE.iter().copied().chain([("add", "target")]).collect();
    let page = senco.post("/pupils/2/plans", &sent).await.body;
    assert_eq!(page.matches(" autofocus").count(), 1, "{page}");
    let at = page.find(" autofocus").unwrap();
    assert!(page[..at].rsplit('<').next().unwrap().contains("id=\"target-2\""), "{}", &page[at - 200..at]);
}

#[tokio::test]
async fn a_pupil_has_one_open_sen_support_plan() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let again = [("kind", "sen_support"), ("review_on", "2026-12-10"), ("lead", "2")];
    let said = senco.post("/pupils/1/plans", &again).await;
    assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said.body);
    assert!(said.body.contains("Amira has an SEN support plan that is open"), "{}", said.body);
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 1);
}

#[tokio::test]
async fn the_senco_makes_a_plan_and_its_cost_is_shown_as_working() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/plans/new").await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains("value=\"2026-12-18\""), "the next window closes on 18 December");
    let saved = senco.post("/pupils/1/plans", WHOLE).await;
    assert_eq!(saved.location.as_deref(), Some("/plans/2?saved=plan"), "{}", saved.body);
    let page = senco.get("/plans/2").await.body;
    for words in [
        "Thursday 10 December 2026",
        "Asks to join a game",
        "£18.50 an hour × 20 min × 3 a week × 12 weeks ÷ 4 pupils = £55.50",
        "Teaching assistant",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert_eq!(plan(&app, 2).await.content.targets.len(), 1, "the blank row is passed over");
    let entries =
        "SELECT count(*) FROM audit WHERE thing = 'plan' AND thing_id = 2 AND verb = 'created' AND pupil_id = 1";
    assert_eq!(count(&app, entries).await, 1);
}

#[tokio::test]
async fn a_day_without_school_is_refused_with_its_reason_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let inset = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
    calendar::put_closure(&mut tx, inset, ClosureKind::Inset, "Staff training").await.unwrap();
    tx.commit().await.unwrap();
    let senco = app.sign_in("senco").await;
    for (day, sentence) in [
        ("2026-11-27", "Friday 27 November 2026 is an INSET day (Staff training)"),
        ("2026-12-25", "Friday 25 December 2026 is a bank holiday (Christmas Day)"),
        ("2026-12-05", "Saturday 5 December 2026 is at a weekend"),
        ("2027-02-16", "Tuesday 16 February 2027 is in the spring half term"),
        ("2026-11-17", "Tuesday 17 November 2026 has gone by"),
        ("2027-12-01", "is more than a year away"),
        ("31 Feb", "must be a real date"),
        ("", "Enter the date of the next review"),
    ] {
        let answer = senco.post("/pupils/1/plans", &with(WHOLE, &[("review_on", day)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert_eq!(answer.body.matches(sentence).count(), 2, "{sentence}: in the summary and beside the field");
        assert!(answer.body.contains("Asks to join a game") && answer.body.contains("value=\"2.5\""));
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 1);
}

#[tokio::test]
async fn every_mistake_stands_beside_its_field() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let wrong = [
        ("target-0-predicted", "-1"),
        ("target-0-measure", ""),
        ("outcome-0-area", ""),
        ("provision-0-minutes", "a few"),
        ("provision-0-resources", "lots"),
        ("lead", "99"),
    ];
    let answer = senco.post("/pupils/1/plans", &with(WHOLE, &wrong)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (field, _) in wrong {
        assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{field}");
        assert!(answer.body.contains(&format!("id=\"{field}\"")), "{field}");
    }
    super::summary_follows_the_form(&answer.body);
    assert!(answer.body.contains("must not be worse than now (0)"));
    assert!(answer.body.contains("<title>Error: "));
}

#[tokio::test]
async fn another_row_is_added_without_losing_a_word() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let answer = senco.post("/pupils/1/plans", &with(WHOLE, &[("add", "target"), ("review_on", "")])).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("Target 3") && answer.body.contains("Asks to join a game"));
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 1);
}

#[tokio::test]
async fn a_changed_target_is_withdrawn_and_replaced_and_an_unchanged_one_is_left_alone() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", WHOLE).await;
    let before = plan(&app, 2).await;
    let id = |n: Option<i64>| n.unwrap().to_string();
    let ids = [
        id(before.content.outcomes[0].id.map(|i| i.0)),
        id(before.content.targets[0].id.map(|i| i.0)),
        id(before.content.placements[0].id.map(|i| i.0)),
    ];
    let known = [("version", "1"), ("outcome-0-id", &ids[0]), ("target-0-id", &ids[1]), ("provision-0-id", &ids[2])];
    let same = with(WHOLE, &known);
    let changed = with(&same, &[("target-0-predicted", "3")]);
    assert_eq!(senco.post("/plans/2", &changed).await.status, StatusCode::SEE_OTHER);
    let after = plan(&app, 2).await;
    assert_eq!(after.version, 2);
    assert_eq!(after.content.outcomes, before.content.outcomes);
    assert_eq!(after.content.placements, before.content.placements);
    assert_eq!(after.content.targets[0].aim.predicted, Score(300));
    let kept = "SELECT count(*) FROM target t JOIN target n ON n.replaces_id = t.id WHERE t.predicted = 250 AND t.withdrawn_by = 1 AND n.predicted = 300";
    assert_eq!(count(&app, kept).await, 1, "the old row stays as it was said");
    let entry = "SELECT count(*) FROM audit WHERE verb = 'changed' AND thing_id = 2 AND detail = 'targets'";
    assert_eq!(count(&app, entry).await, 1);
}

#[tokio::test]
async fn two_people_never_overwrite_each_other_unawares() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", WHOLE).await;
    let first = with(WHOLE, &[("version", "1"), ("target-0-wording", "Their words")]);
    assert_eq!(senco.post("/plans/2", &first).await.status, StatusCode::SEE_OTHER);
    let second = with(WHOLE, &[("version", "1"), ("target-0-wording", "My words")]);
    let answer = senco.post("/plans/2", &second).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("Their words") && answer.body.contains("My words"));
    assert!(answer.body.contains("name=\"version\" value=\"2\""));
    assert_eq!(plan(&app, 2).await.content.targets[0].wording, "Their words");
}

/// The plan of the cast as its form sends it, with these changes.
fn amira<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    const AMIRA: &[(&str, &str)] = &[
        ("version", "1"),
        ("lead", "2"),
        ("review_on", "2026-12-04"),
        ("outcome-0-id", "1"),
        ("outcome-0-wording", "Amira is understood by new people"),
        ("outcome-0-area", "communication"),
        ("target-0-id", "1"),
        ("target-0-outcome", "1"),
        ("target-0-wording", "Says sentences of five words or more"),
        ("target-0-measure", "Sentences in ten minutes of play"),
        ("target-0-unit", "sentences"),
        ("target-0-direction", "higher"),
        ("target-0-baseline", "4"),
        ("target-0-predicted", "12"),
        ("target-0-challenge", "16"),
        ("target-0-strategy_0", "Model the sentence back, then wait"),
        ("target-0-avoid_0", "Do not finish it for her"),
    ];
    with(AMIRA, changes)
}

#[tokio::test]
async fn of_two_texts_each_part_that_differs_is_chosen_or_put_together() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let theirs = [("target-0-strategy_0", "Wait ten seconds"), ("target-0-avoid_0", "Guessing"), ("lead", "1")];
    assert_eq!(senco.post("/plans/1", &amira(&theirs)).await.status, StatusCode::SEE_OTHER);
    let mine = [("target-0-strategy_0", "Use the picture cards"), ("review_on", "2026-12-11")];
    let both = senco.post("/plans/1", &amira(&mine)).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    for words in ["Wait ten seconds", "Use the picture cards", "Target 1: what adults do", "Mrs Anand", "Mr Shah"] {
        assert!(both.body.contains(words), "{words}: {}", both.body);
    }
    assert!(!both.body.contains("Target 1: the step"), "what is the same is not asked about");
    assert_eq!(plan(&app, 1).await.content.targets[0].told(Way::Do), "Wait ten seconds", "nothing is overwritten");
    let carried = carried(&both.body, &["asked", "opened"]);
    let mut again = amira(&[mine[0], mine[1], ("version", "2"), ("take-lead", "theirs")]);
    again.extend(carried.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let unsure = senco.post("/plans/1", &again).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.body.contains("Target 1: what adults do: choose which text stays"), "{}", unsure.body);
    again.extend([
        ("take-review_on", "mine"),
        ("take-target-0-strategy_0", "both"),
        ("both-target-0-strategy_0", "Use the picture cards, and wait ten seconds"),
        ("take-target-0-avoid_0", "theirs"),
    ]);
    let saved = senco.post("/plans/1", &again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let after = plan(&app, 1).await.content;
    let target = &after.targets[0];
    assert_eq!((after.lead, after.review_on.to_string().as_str()), (StaffId(1), "2026-12-11"));
    assert_eq!(target.told(Way::Do), "Use the picture cards, and wait ten seconds");
    assert_eq!((target.told(Way::Avoid).as_str(), after.targets.len()), ("Guessing", 1));
}

/// The form of the cast's plan as it is opened now, with these changes.
async fn opened(session: &Session, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = session.get("/plans/1/edit").await.body;
    let mut fields: Vec<(String, String)> =
        amira(changes).iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    fields.extend(carried(&page, &["opened"]));
    fields
}

fn lent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn only_what_both_have_written_since_they_opened_the_plan_is_asked_about() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let first =
        opened(&senco, &[("target-0-strategy_0", "Use the picture cards"), ("target-0-at_home", "Read together")])
            .await;
    let second = opened(&senco, &[("target-0-strategy_0", "Wait ten seconds"), ("target-0-avoid_0", "Guessing")]).await;
    assert_eq!(senco.post("/plans/1", &lent(&second)).await.status, StatusCode::SEE_OTHER);
    let both = senco.post("/plans/1", &lent(&first)).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.body.contains("Target 1: what adults do"), "{}", both.body);
    for words in ["Target 1: what does not help", "Target 1: what helps at home"] {
        assert!(!both.body.contains(words), "only one of them has written {words}: {}", both.body);
    }
    let again =
        carried(&both.body, &["asked", "opened", "version", "target-0-avoid_0", "target-0-at_home", "target-0-id"]);
    let mut again: Vec<(String, String)> = again;
    let rest = amira(&[("target-0-strategy_0", "Use the picture cards"), ("take-target-0-strategy_0", "mine")]);
    let rest = rest.iter().filter(|(name, _)| !again.iter().any(|(known, _)| known == name));
    let rest: Vec<_> = rest.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    again.extend(rest);
    let saved = senco.post("/plans/1", &lent(&again)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let target = plan(&app, 1).await.content.targets[0].clone();
    assert_eq!(
        (target.told(Way::Do).as_str(), target.told(Way::Avoid).as_str(), target.at_home.as_str()),
        ("Use the picture cards", "Guessing", "Read together")
    );
}

#[tokio::test]
async fn two_who_write_in_different_places_of_a_plan_are_asked_nothing_and_lose_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let first = opened(&senco, &[("target-0-at_home", "Read together")]).await;
    let second = opened(&senco, &[("target-0-avoid_0", "Guessing"), ("lead", "1")]).await;
    assert_eq!(senco.post("/plans/1", &lent(&second)).await.status, StatusCode::SEE_OTHER);
    let saved = senco.post("/plans/1", &lent(&first)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let content = plan(&app, 1).await.content;
    assert_eq!(
        (content.targets[0].told(Way::Avoid).as_str(), content.targets[0].at_home.as_str(), content.lead),
        ("Guessing", "Read together", StaffId(1))
    );
    // Who takes a target out in which somebody else wrote meanwhile is asked about all of it.
    let blank =
        ["wording", "measure", "unit", "baseline", "predicted", "challenge", "strategy_0", "avoid_0", "at_home"];
    let id = content.targets[0].id.unwrap().to_string();
    let mut out = opened(&senco, &[("version", "3"), ("target-0-id", &id)]).await;
    out.iter_mut()
        .filter(|(name, _)| blank.iter().any(|f| *name == format!("target-0-{f}")))
        .for_each(|(_, v)| v.clear());
    let changed = [
        ("version", "3"),
        ("target-0-id", id.as_str()),
        ("target-0-avoid_0", "Guessing"),
        ("target-0-at_home", "Sing"),
        ("lead", "1"),
    ];
    let other = opened(&senco, &changed).await;
    assert_eq!(senco.post("/plans/1", &lent(&other)).await.status, StatusCode::SEE_OTHER);
    let both = senco.post("/plans/1", &lent(&out)).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    for words in ["Target 1: the step", "Target 1: how it is measured", "Target 1: what helps at home"] {
        assert!(both.body.contains(words), "{words}: {}", both.body);
    }
}

#[tokio::test]
async fn a_teacher_changes_the_plan_they_lead_and_the_costs_they_cannot_see_stay() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Small group');
         INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'helper', 1720, '2026-09-01');
         INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, cost_share, resources_pence, funding, entered_at)
           VALUES (90, 1, 90, 1, 'helper', 20, 3, 12, 1, 4, 'whole_to_pupil', 4250, 'top_up', 0);
         UPDATE plan SET ehc_anchor_on = NULL WHERE id = 1;",
    )
    .await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/plans/1/edit").await;
    assert_eq!(page.status, StatusCode::OK);
    for hidden in ["42.50", "17.20", "£", "resources", "whole_to_pupil", "top_up", "Who leads it"] {
        assert!(!page.body.contains(hidden), "{hidden}: {}", page.body);
    }
    assert!(
        teacher
            .get("/my-pupils")
            .await
            .body
            .contains("Small group: 20 minutes, 3 times a week for 12 weeks, in a group of 4")
    );
    let changes = [
        ("provision-0-id", "90"),
        ("provision-0-name", "Small group"),
        ("provision-0-role", "helper"),
        ("provision-0-minutes", "25"),
        ("provision-0-times", "3"),
        ("provision-0-weeks", "12"),
        ("provision-0-staff", "1"),
        ("provision-0-group", "4"),
        // What somebody sends who knows the fields.
        ("provision-0-resources", "1"),
        ("provision-0-funding", "notional_sen"),
        ("lead", "3"),
        ("target-0-avoid_0", "Guessing"),
    ];
    let saved = teacher.post("/plans/1", &amira(&changes)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let after = plan(&app, 1).await.content;
    assert_eq!((after.lead, after.targets[0].told(Way::Avoid).as_str()), (StaffId(2), "Guessing"));
    let kept = "SELECT count(*) FROM placement WHERE minutes = 25 AND resources_pence = 4250 AND cost_share = 'whole_to_pupil' AND funding = 'top_up' AND replaces_id = 90 AND withdrawn_at IS NULL";
    assert_eq!(count(&app, kept).await, 1);
    for (who, status) in [("ta", 403), ("other_teacher", 404), ("head", 403)] {
        assert_eq!(app.sign_in(who).await.get("/plans/1/edit").await.status, status, "{who}");
    }
    // Who leads the plan and supports the pupil by name writes it too.
    run(&app, "UPDATE plan SET lead_id = 3 WHERE id = 1; INSERT INTO pupil_support (pupil_id, staff_id, from_on) VALUES (1, 3, '2026-09-01')").await;
    assert_eq!(app.sign_in("other_teacher").await.get("/plans/1/edit").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_row_that_somebody_added_meanwhile_is_asked_about_too() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let added = [
        ("target-1-outcome", "1"),
        ("target-1-wording", "Asks for help"),
        ("target-1-measure", "Times in a morning"),
        ("target-1-baseline", "0"),
        ("target-1-predicted", "3"),
    ];
    assert_eq!(senco.post("/plans/1", &amira(&added)).await.status, StatusCode::SEE_OTHER);
    let both = senco.post("/plans/1", &amira(&[])).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.body.contains("Asks for help") && both.body.contains("Target 2: the step"), "{}", both.body);
    let fields = ["wording", "measure", "baseline", "predicted", "outcome", "direction"];
    let takes: Vec<String> = fields.iter().map(|f| format!("take-target-1-{f}")).collect();
    let carried = carried(&both.body, &["asked", "opened"]);
    let mut again = amira(&[("version", "2")]);
    again.extend(carried.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    again.extend(takes.iter().map(|take| (take.as_str(), "theirs")));
    let saved = senco.post("/plans/1", &again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(plan(&app, 1).await.content.targets[1].wording, "Asks for help");
}

#[tokio::test]
async fn a_plan_that_was_left_half_written_is_offered_again() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let words = [("target-0-strategy_0", "Half a sen"), ("draft", "0"), ("page", "a")];
    assert_eq!(senco.post("/plans/1/draft", &amira(&words)).await.location.as_deref(), Some("/plans/1/edit"));
    assert!(senco.get("/plans/1/edit").await.body.contains("Half a sen"));
    assert_eq!(plan(&app, 1).await.content.targets[0].told(Way::Do), "Model the sentence back, then wait");
    // Saved elsewhere meanwhile: the draft comes back beside it.
    assert_eq!(senco.post("/plans/1", &amira(&[("lead", "1")])).await.status, StatusCode::SEE_OTHER);
    assert!(!senco.get("/plans/1/edit").await.body.contains("Half a sen"), "saving ends one's own draft");
    senco.post("/plans/1/draft", &amira(&words)).await;
    let both = senco.get("/plans/1/edit").await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.body.contains("Half a sen") && both.body.contains("Model the sentence back"), "{}", both.body);
    let new = [("kind", "pastoral"), ("outcome-0-wording", "Ben comes to school"), ("draft", "0")];
    assert_eq!(senco.post("/pupils/2/plans/draft", &new).await.location.as_deref(), Some("/pupils/2/plans/new"));
    assert!(senco.get("/pupils/2/plans/new").await.body.contains("Ben comes to school"));
}

#[tokio::test]
async fn a_right_shows_what_provision_costs_and_to_whom_it_was_not_given_it_stays_hidden() {
    let app = TestApp::new().await;
    app.sign_in("senco").await.post("/pupils/1/plans", WHOLE).await;
    run(&app, "INSERT INTO staff_right (staff_id, code, reason, from_on, given_at) VALUES (4, 'costs', 'Plans provision', '2026-11-02', 0)").await;
    for (who, costs) in [("ta", true), ("teacher", false)] {
        assert_eq!(app.sign_in(who).await.get("/plans/2").await.body.contains('£'), costs, "{who}");
    }
}

#[tokio::test]
async fn who_sees_a_plan_and_who_does_not() {
    let app = TestApp::new().await;
    app.sign_in("senco").await.post("/pupils/1/plans", WHOLE).await;
    for (who, see, change, costs) in [
        ("senco", 200, 200, true),
        ("head", 200, 403, true),
        ("ta", 200, 403, false),
        ("other_teacher", 404, 404, false),
        ("governor", 404, 404, false),
        ("office", 404, 404, false),
        ("admin", 404, 404, false),
    ] {
        let session = app.sign_in(who).await;
        let page = session.get("/plans/2").await;
        assert_eq!(page.status.as_u16(), see, "{who}");
        assert_eq!(page.body.contains('£'), costs, "{who}");
        assert_eq!(session.get("/plans/2/edit").await.status.as_u16(), change, "{who}");
        assert_eq!(session.get("/pupils/1/plans/new").await.status.as_u16(), change, "{who}");
        if change != 200 {
            let known = with(WHOLE, &[("version", "1")]);
            assert_eq!(session.post("/plans/2", &known).await.status.as_u16(), change, "{who}");
            assert_eq!(session.post("/pupils/1/plans", WHOLE).await.status.as_u16(), change, "{who}");
        }
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE verb = 'viewed' AND thing = 'plan'").await, 4);
    assert!(app.stranger().get("/plans/2").await.location.is_some_and(|l| l.starts_with("/sign-in")));
}

#[tokio::test]
async fn an_ehc_plan_shows_the_clocks_of_its_annual_review() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let fields = with(WHOLE, &[("kind", "ehc_delivery"), ("ehc_anchor_on", "2025-11-25")]);
    senco.post("/pupils/1/plans", &fields).await;
    let page = senco.get("/plans/2").await.body;
    for words in ["Tuesday 24 November 2026", "Tuesday 27 October 2026", "calendar days", "s.44"] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn what_stays_and_what_is_new_keep_the_order_of_the_form() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let target = |n: usize, words: &'static str| {
        let field = |name: &str, value: &str| (format!("target-{n}-{name}"), value.to_owned());
        vec![field("wording", words), field("measure", "Count"), field("baseline", "1"), field("predicted", "2")]
    };
    let post = |path: &'static str, extra: Vec<(String, String)>| {
        let fields: Vec<(String, String)> = WHOLE
            .iter()
            .filter(|f| !f.0.starts_with("target-"))
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .chain(extra)
            .collect();
        let senco = &senco;
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assert_eq!(senco.post(path, &fields).await.status, StatusCode::SEE_OTHER);
        }
    };
    post("/pupils/1/plans", [target(0, "One"), target(1, "Two"), target(2, "Three")].concat()).await;
    let outcome = plan(&app, 2).await.content.outcomes[0].id.unwrap().to_string();
    let third = plan(&app, 2).await.content.targets[2].id.unwrap();
    let known = vec![
        ("version".to_owned(), "1".to_owned()),
        ("outcome-0-id".to_owned(), outcome),
        ("target-2-id".to_owned(), third.to_string()),
    ];
    post("/plans/2", [known, target(2, "Three"), target(3, "Four")].concat()).await;
    let after = plan(&app, 2).await.content.targets;
    assert_eq!(after.iter().map(|t| t.wording.as_str()).collect::<Vec<_>>(), ["Three", "Four"]);
    assert_eq!(after[0].id, Some(third));
}

#[tokio::test]
async fn a_plan_for_a_pupil_with_an_ehc_plan_begins_as_its_delivery() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let chosen = r#"value="ehc_delivery" selected"#;
    assert!(!senco.get("/pupils/1/plans/new").await.body.contains(chosen));
    super::messages::sql(&app, "UPDATE sen_status SET code = 'E' WHERE pupil_id = 1").await;
    assert!(senco.get("/pupils/1/plans/new").await.body.contains(chosen));
}
