//! An EHC plan's annual review: the day it runs from is entered, and its dates are shown with their unit and source.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{TestApp, nine_o_clock};

/// An EHC delivery plan, decided on by the authority on 15 January 2026.
const EHC: &[(&str, &str)] =
    &[("kind", "ehc_delivery"), ("ehc_anchor_on", "2026-01-15"), ("lead", "2"), ("review_on", "2026-12-10")];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = EHC.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

#[tokio::test]
async fn the_dates_run_from_the_authoritys_decision_with_their_unit_and_source() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/plans/new").await.body;
    assert!(form.contains("name=\"ehc_anchor_on\"") && form.contains("value=\"sen_support\" selected"), "{form}");
    run(&app, "UPDATE sen_status SET code = 'E' WHERE pupil_id = 1").await;
    let form = senco.get("/pupils/1/plans/new").await.body;
    assert!(form.contains("value=\"ehc_delivery\" selected"), "the kind that goes with an EHC plan");
    let made = senco.post("/pupils/1/plans", EHC).await;
    assert_eq!(made.location.as_deref(), Some("/plans/2?saved=plan"), "{}", made.body);
    let page = senco.get("/plans/2").await.body;
    for words in [
        "No meeting is booked. If it is held on its latest day, Thursday 17 December 2026:",
        "Thursday 3 December 2026",
        "Thursday 14 January 2027",
        "in 57 days",
        "calendar days",
        "SEND Regulations 2014 reg 20",
        "Children and Families Act 2014 s.44",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("reg 18"), "Year 4 moves nowhere");
    let pupil = senco.get("/pupils/1").await.body;
    assert!(
        pupil.contains("Ask for advice and views by <strong>Thursday 19 November 2026</strong> (in 1 day;"),
        "{pupil}"
    );
    let ta = app.sign_in("ta").await;
    assert!(!ta.get("/plans/2").await.body.contains("Annual review"), "not a part of what a TA may see");
}

#[tokio::test]
async fn a_pupil_who_moves_on_has_the_day_of_the_transfer() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", &with(&[("ehc_anchor_on", "")])).await;
    assert!(senco.get("/plans/2").await.body.contains("Neither is entered yet"));
    run(&app, "UPDATE class_membership SET nc_year = '6' WHERE pupil_id = 1").await;
    let page = senco.get("/plans/2").await.body;
    assert!(page.contains("Monday 15 February 2027") && page.contains("SEND Regulations 2014 reg 18"), "{page}");
    run(&app, "UPDATE class_membership SET nc_year = '11' WHERE pupil_id = 1").await;
    assert!(senco.get("/plans/2").await.body.contains("Wednesday 31 March 2027"));
}

/// An offer of the annual review meeting on one day.
fn offer(day: &str) -> Vec<(&str, &str)> {
    let when = [("slot-0-day", day), ("slot-0-time", "09:15"), ("mode", "school"), ("minutes", "90")];
    [&when[..], &[("ehc_annual", "yes"), ("lead", "2")]].concat()
}

#[tokio::test]
async fn a_meeting_after_the_limit_is_refused_with_the_rule() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    let form = senco.get("/plans/2/conversations/new").await.body;
    assert!(form.contains("name=\"minutes\" value=\"90\"") || form.contains("value=\"90\""), "{form}");
    let late = senco.post("/plans/2/conversations", &offer("2026-12-18")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("Friday 18 December 2026 is after Thursday 17 December 2026"), "{}", late.body);
    assert!(late.body.contains("within twelve months, by Thursday 14 January 2027"), "{}", late.body);
    // Who moves to another school at the end of the year is met in time for the final plan.
    run(&app, "UPDATE class_membership SET nc_year = '6' WHERE pupil_id = 1").await;
    let moves = senco.post("/plans/2/conversations", &offer("2026-12-10")).await;
    assert!(
        moves.body.contains("after Monday 23 November 2026") || moves.status == StatusCode::SEE_OTHER,
        "{}",
        moves.body
    );
    let page = senco.get("/plans/2/annual-review").await.body;
    assert!(page.contains("the final plan must name it by Monday 15 February 2027"), "{page}");
}

#[tokio::test]
async fn a_booked_meeting_moves_the_dates_and_one_that_is_late_says_so() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    let made = senco.post("/plans/2/conversations", &offer("2026-12-17")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    let page = senco.get("/plans/2").await.body;
    assert!(page.contains("The meeting is booked for Thursday 17 December 2026."), "{page}");
    run(&app, "UPDATE plan SET ehc_anchor_on = '2026-01-05' WHERE id = 2").await;
    let page = senco.get("/plans/2").await.body;
    assert!(page.contains("That is late.") && page.contains("Monday 7 December 2026"), "{page}");
}

const REVIEW: &str = "/plans/2/annual-review";

/// A plan whose annual review was held on 3 November, recorded as a review of the plan's.
async fn held(app: &TestApp) -> crate::support::Session {
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    run(
        app,
        "INSERT INTO review (cycle_id, held_on, ehc_annual, summary, decision, entered_at, entered_by)
         SELECT id, '2026-11-03', 1, 'Held', 'continue', 0, 1 FROM cycle WHERE plan_id = 2;
         INSERT INTO cycle (plan_id, number, started_on, review_on) VALUES (2, 2, '2026-11-03', '2027-03-10')",
    )
    .await;
    senco
}

#[tokio::test]
async fn a_step_that_is_not_done_stays_on_the_first_page_until_it_is_ticked_with_its_day() {
    let app = TestApp::new().await;
    let senco = held(&app).await;
    let page = senco.get(REVIEW).await.body;
    assert!(page.contains("Held on Tuesday 3 November 2026. The authority’s decision is to come."), "{page}");
    assert!(page.contains("1 day late"), "the report was due yesterday: {page}");
    let today = senco.get("/").await.body;
    assert!(today.contains("Send the report to everybody who was invited, by Tue 17 Nov"), "{today}");

    let wrong = senco.post(REVIEW, &[("do", "tick"), ("step", "report"), ("on-report", "2026-12-24")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a day ahead: {}", wrong.body);
    let done = senco.post(REVIEW, &[("do", "tick"), ("step", "report"), ("on-report", "2026-11-18")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!senco.get("/").await.body.contains("Send the report to everybody"), "ticked");
    assert!(senco.get(REVIEW).await.body.contains("Wednesday 18 November 2026"));
    senco.post(REVIEW, &[("do", "tick"), ("step", "report"), ("undo", "yes")]).await;
    assert!(senco.get("/").await.body.contains("Send the report to everybody"), "taken back");
}

#[tokio::test]
async fn what_is_late_or_due_stands_on_the_board_and_in_the_week_for_those_who_may_see_the_record() {
    let app = TestApp::new().await;
    let senco = held(&app).await;
    let line = "Annual review 1 day late: Send the report to everybody who was invited";
    let board = senco.get("/round").await.body;
    assert!(board.contains(&format!("href=\"{REVIEW}\">{line}</a>")), "{board}");
    let head = app.sign_in("head").await;
    for page in ["/round", "/reports"] {
        assert!(head.get(page).await.body.contains("Send the report to everybody who was invited"), "{page}");
    }
    app.app.clock.set(nine_o_clock().plus_minutes(20 * 24 * 60));
    let senco = app.sign_in("senco").await;
    let board = senco.get("/round").await.body;
    assert!(
        board.contains("Annual review 21 days late: ") && board.contains("invited, and 1 more"),
        "until it is ticked: {board}"
    );
    senco.post(REVIEW, &[("do", "tick"), ("step", "report"), ("on-report", "2026-12-08")]).await;
    let board = senco.get("/round").await.body;
    assert!(
        board.contains("Annual review 7 days late: The authority decides: maintain, amend or cease</a>"),
        "{board}"
    );
}

#[tokio::test]
async fn a_plan_that_ceases_leaves_the_status_to_be_entered_and_is_followed_by_no_review() {
    let app = TestApp::new().await;
    let senco = held(&app).await;
    run(&app, "UPDATE sen_status SET code = 'E' WHERE pupil_id = 1").await;
    let decided = [("do", "decide"), ("decision", "cease"), ("decided_on", "2026-11-18")];
    assert_eq!(senco.post(REVIEW, &decided).await.status, StatusCode::SEE_OTHER);
    let page = senco.get(REVIEW).await.body;
    for words in [
        "The plan ceases by the authority’s decision of Wednesday 18 November 2026.",
        "stays in force until the time for an appeal is over",
        "Children and Families Act 2014 s.45(4)",
        "/pupils/1/status/new?from=2027-01-18",
        "Monday 18 January 2027",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("What rules"), "no review follows: {page}");
    let refused = senco.post(REVIEW, &[("do", "interim"), ("reason", "Moved house")]).await;
    assert!(refused.body.contains("no review follows"), "{}", refused.body);
    assert_eq!(
        count(&app, "SELECT count(*) FROM sen_status WHERE pupil_id = 1 AND code = 'E' AND until_on IS NULL").await,
        1
    );
    assert!(!senco.get("/").await.body.contains("The plan ceases on"), "two months ahead nothing can be entered");

    app.app.clock.set(nine_o_clock().plus_minutes(62 * 24 * 60));
    let senco = app.sign_in("senco").await;
    let today = senco.get("/").await.body;
    assert!(
        today.contains("The plan ceases on Monday 18 January 2027 at the earliest: enter the SEN status from then on"),
        "{today}"
    );
    let form = senco.get("/pupils/1/status/new?from=2027-01-18").await.body;
    assert!(form.contains("value=\"2027-01-18\""), "{form}");
    run(
        &app,
        "UPDATE sen_status SET until_on = '2027-01-17' WHERE pupil_id = 1;
         INSERT INTO sen_status (pupil_id, code, from_on, entered_at) VALUES (1, 'K', '2027-01-18', 0)",
    )
    .await;
    assert!(!senco.get("/").await.body.contains("The plan ceases on"), "entered");
    assert!(senco.get(REVIEW).await.body.contains("SEN status is another one since Monday 18 January 2027"));
}

#[tokio::test]
async fn who_is_asked_and_comes_is_kept_and_whom_the_law_names_is_missed() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    let page = senco.get(REVIEW).await.body;
    assert!(page.contains("The authority’s officer, Health, Social care"), "{page}");
    let added = senco.post(REVIEW, &[("do", "ask"), ("party", "health"), ("name", "Dr Amin")]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let who = count(&app, "SELECT id FROM annual_review_party").await.to_string();
    for (deed, on) in [("asked", "2026-11-16"), ("received", "2026-11-18")] {
        let fields = [("do", "did"), ("who", who.as_str()), ("deed", deed), ("deed_on", on)];
        assert_eq!(senco.post(REVIEW, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let page = senco.get(REVIEW).await.body;
    assert!(page.contains("Report asked for, Mon 16 Nov") && page.contains("Report came, Wed 18 Nov"), "{page}");
    assert!(page.contains("The authority’s officer, Social care"), "{page}");
    let nobody = senco.post(REVIEW, &[("do", "ask"), ("party", "health"), ("name", " ")]).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.body.contains("Enter their name"));
}

#[tokio::test]
async fn the_report_recommends_and_the_decision_starts_the_next_year() {
    let app = TestApp::new().await;
    let senco = held(&app).await;
    let early = [("do", "decide"), ("decision", "amend"), ("decided_on", "2026-11-02")];
    let refused = senco.post(REVIEW, &early).await;
    assert!(refused.body.contains("is before the meeting on Tuesday 3 November 2026"), "{}", refused.body);
    let report = [
        ("do", "report"),
        ("recommendation", "amend"),
        ("sections", "F: a named adult for reading"),
        ("disagreement", "Mr Khan asks for another school"),
        ("sent_to", "Everybody invited"),
        ("sent_on", "2026-11-17"),
    ];
    assert_eq!(senco.post(REVIEW, &report).await.status, StatusCode::SEE_OTHER);
    let page = senco.get(REVIEW).await.body;
    assert!(page.contains("Change the plan") && page.contains("Mr Khan asks for another school"), "{page}");

    let decided = [("do", "decide"), ("decision", "amend"), ("decided_on", "2026-11-18")];
    assert_eq!(senco.post(REVIEW, &decided).await.status, StatusCode::SEE_OTHER);
    let page = senco.get(REVIEW).await.body;
    for words in [
        "The plan is amended on Wednesday 18 November 2026.",
        "Wednesday 13 January 2027", // eight weeks from the notice
        "Thursday 3 December 2026",  // fifteen days for the parents
        "by Wednesday 17 November 2027",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan WHERE id = 2 AND ehc_anchor_on = '2026-11-18'").await, 1);
    // Nobody decides the same review twice.
    let again = senco.post(REVIEW, &decided).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.body);
}

#[tokio::test]
async fn what_is_overdue_with_the_authority_makes_a_log_and_a_letter() {
    let app = TestApp::new().await;
    held(&app).await;
    app.app.clock.set(nine_o_clock().plus_minutes(20 * 24 * 60));
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/").await.body.contains("The authority decides: maintain, amend or cease"));
    let chased = [("do", "chase"), ("chased_on", "2026-12-04"), ("how", "By phone with Mrs Price")];
    assert_eq!(senco.post(REVIEW, &chased).await.status, StatusCode::SEE_OTHER);
    let letter = senco.get(&format!("{REVIEW}/letter")).await.body;
    for words in
        ["held on Tuesday 3 November 2026", "due by <strong>Tuesday 1 December 2026", "reg 20(10)", "Mrs Price"]
    {
        assert!(letter.contains(words), "{words}: {letter}");
    }
}

#[tokio::test]
async fn an_annual_review_is_the_record_and_shut_to_whom_that_is_shut() {
    let app = TestApp::new().await;
    app.sign_in("senco").await.post("/pupils/1/plans", EHC).await;
    for (who, sees, changes) in
        [("teacher", 200, 403), ("head", 200, 403), ("other_teacher", 404, 404), ("ta", 404, 404), ("office", 404, 404)]
    {
        let person = app.sign_in(who).await;
        assert_eq!(person.get(REVIEW).await.status.as_u16(), sees, "{who}");
        let answer = person.post(REVIEW, &[("do", "interim"), ("reason", "Moved house")]).await;
        assert_eq!(answer.status.as_u16(), changes, "{who}: {}", answer.body);
    }
    let senco = app.sign_in("senco").await;
    assert_eq!(
        senco.get("/plans/1/annual-review").await.status,
        StatusCode::NOT_FOUND,
        "no EHC plan, no annual review"
    );
    senco.post(REVIEW, &[("do", "interim"), ("reason", "Moved house")]).await;
    assert!(senco.get(REVIEW).await.body.contains("An interim review: Moved house."));
}

#[tokio::test]
async fn a_day_that_cannot_be_is_refused_and_kept() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (changes, sentence) in [
        (&[("ehc_anchor_on", "2027-01-01")][..], "and not in the future"),
        (&[("ehc_anchor_on", "last spring")], "must be a real date"),
        (&[("kind", "sen_support")], "Only an EHC delivery plan has this day"),
    ] {
        let answer = senco.post("/pupils/1/plans", &with(changes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        assert_eq!(answer.body.matches(sentence).count(), 2, "{sentence}: in the summary and beside the field");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 1);
}

#[tokio::test]
async fn the_offer_proposes_whom_the_law_names_and_enters_who_is_ticked() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    let form = senco.get("/plans/2/conversations/new").await.body;
    for party in ["authority", "health", "social_care"] {
        assert!(form.contains(&format!("name=\"party\" value=\"{party}\" checked")), "{party}: {form}");
    }
    assert!(!form.contains("value=\"young_person\""), "asked themselves from Year 9 on");
    let ticked = [&offer("2026-12-10")[..], &[("party", "authority"), ("party", "health")]].concat();
    assert_eq!(senco.post("/plans/2/conversations", &ticked).await.status, StatusCode::SEE_OTHER);
    let page = senco.get(REVIEW).await.body;
    assert!(page.contains("SEN officer") && page.contains("Health services"), "{page}");
    assert!(page.contains("Must be invited, and is not entered: </strong>Social care"), "{page}");
    // Another kind of meeting asks nobody.
    let other: Vec<_> = ticked.iter().filter(|field| field.0 != "ehc_annual").copied().collect();
    let other: Vec<_> =
        other.into_iter().map(|(n, v)| if n == "slot-0-day" { (n, "2026-12-11") } else { (n, v) }).collect();
    assert_eq!(senco.post("/plans/2/conversations", &other).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM annual_review_party").await, 2);
    let form = senco.get("/plans/2/conversations/new").await.body;
    assert!(
        form.contains("value=\"social_care\"") && !form.contains("value=\"health\""),
        "who is entered is not asked again"
    );
}

#[tokio::test]
async fn the_meetings_page_says_what_it_is_to_whoever_may_see_the_record() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    senco.post("/plans/2/conversations", &offer("2026-12-10")).await;
    let page = senco.get("/conversations/1").await.body;
    for words in [
        "EHC plan: annual review",
        "Thursday 17 December 2026",
        "within twelve months, by Thursday 14 January 2027",
        "href=\"/plans/2/annual-review#steps\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let office = app.sign_in("office").await.get("/conversations/1").await;
    assert!(!office.body.contains("EHC plan"), "{}", office.body);
}

#[tokio::test]
async fn a_parent_reads_behind_the_code_what_the_meeting_is_and_never_in_front_of_it() {
    let app = TestApp::new().await;
    let (_, token) = super::invitations::offered(&app, app.cast.mother).await;
    run(&app, "UPDATE conversation SET ehc_annual = 1; UPDATE slot SET starts_at = starts_at + 14 * 86400").await;
    let path = format!("/i/{token}");
    let bare = app.stranger().get(&path).await.body;
    for word in ["EHC", "annual", "authority", "appeal"] {
        assert!(!bare.contains(word), "the link alone says “{word}”: {bare}");
    }
    assert!(bare.contains("There is more to read about this meeting"), "{bare}");
    let page = super::summaries::reader(&app, &path).await.get(&path).await.body;
    for words in [
        "This meeting is the annual review of the EHC plan",
        "by Thursday 26 November 2026",
        "The local authority decides, and not the school",
        "right to appeal",
        "/views",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn a_review_recorded_after_the_meeting_is_ticked_as_the_annual_one() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    senco.post("/plans/2/conversations", &offer("2026-12-10")).await;
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    app.app.clock.set(nine_o_clock().plus_minutes(22 * 24 * 60 + 60));
    let senco = app.sign_in("senco").await;
    let took = [
        ("held_on", "2026-12-10"),
        ("mode", "school"),
        ("minutes", "90"),
        ("took-1", "attended"),
        ("agree-1", "agree"),
    ];
    let also = [("took-2", "apologies"), ("other-0-name", "Dr Amin"), ("other-0-role", "agency")];
    let saved = senco.post("/conversations/1/record", &[&took[..], &also[..]].concat()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    run(
        &app,
        "INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) VALUES (60, 2, 1, 'W', 'other', 0);
         INSERT INTO target (cycle_id, outcome_id, position, wording, measure, direction, baseline, predicted, entered_at)
           SELECT id, 60, 1, 'W', 'M', 'higher', 0, 100, 0 FROM cycle WHERE plan_id = 2",
    )
    .await;
    let form = senco.get("/plans/2/review/new").await.body;
    assert!(form.contains("name=\"ehc_annual\" value=\"yes\" checked"), "{form}");
    let page = senco.get(REVIEW).await.body;
    assert!(page.contains("Held on Thursday 10 December 2026"), "{page}");
    assert!(page.contains("Dr Amin") && page.contains("Came, Thu 10 Dec"), "{page}");
    assert!(senco.get("/conversations/1").await.body.contains("EHC plan: annual review"));
    // What is undone never happened.
    assert_eq!(senco.post("/conversations/1/undo", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!senco.get(REVIEW).await.body.contains("Dr Amin"));
}
