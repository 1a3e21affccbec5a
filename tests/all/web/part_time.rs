//! Part-time timetables: one at a time, agreed, told, reviewed and ended, with what is not attended counted on school days.

use axum::http::StatusCode;

use super::{count, run, summary_follows_the_form};
use crate::support::{Session, TestApp};

/// Mornings from Monday to Friday, from Monday 2 November to Friday 18 December.
const MORNINGS: &[(&str, &str)] = &[
    ("from_on", "2026-11-02"),
    ("until_on", "2026-12-18"),
    ("full_week", "32.5"),
    ("mon-part", "morning"),
    ("mon-begins", "09:00"),
    ("mon-ends", "12:00"),
    ("tue-part", "morning"),
    ("tue-begins", "09:00"),
    ("tue-ends", "12:00"),
    ("wed-part", "morning"),
    ("wed-begins", "09:00"),
    ("wed-ends", "12:00"),
    ("thu-part", "morning"),
    ("thu-begins", "09:00"),
    ("thu-ends", "12:00"),
    ("fri-part", "morning"),
    ("fri-begins", "09:00"),
    ("fri-ends", "12:00"),
    ("reason", "After an operation <she> tires"),
    ("review_on", "2026-11-27"),
];

/// Every row of what belongs to a timetable.
const ALL: &str = "SELECT (SELECT count(*) FROM part_time_timetable) + (SELECT count(*) FROM part_time_terms) +
    (SELECT count(*) FROM part_time_week) + (SELECT count(*) FROM part_time_day) + (SELECT count(*) FROM part_time_review)
    + (SELECT count(*) FROM part_time_agreement) + (SELECT count(*) FROM part_time_told) + (SELECT count(*) FROM part_time_end)";

const ONE: &str = "/pupils/1/part-time/1";

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = MORNINGS.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

async fn make(senco: &Session, changes: &[(&str, &str)]) -> String {
    let made = senco.post("/pupils/1/part-time", &with(changes)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.location.unwrap()
}

async fn send(senco: &Session, path: &str, fields: &[(&str, &str)]) {
    let sent = senco.post(path, fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path} {fields:?}: {}", sent.body);
}

fn says(body: &str, all: &[&str]) {
    for words in all {
        assert!(body.contains(words), "{words}: {body}");
    }
}

#[tokio::test]
async fn what_is_entered_stands_on_its_page_and_what_is_not_attended_is_counted_on_school_days() {
    let app = TestApp::new().await;
    run(&app, "INSERT INTO closure (school_id, closed_on, kind, note) VALUES (1, '2026-11-13', 'inset', 'Training')")
        .await;
    let senco = app.sign_in("senco").await;
    says(&senco.get("/pupils/1/part-time").await.body, &["No part-time timetable: full time."]);
    says(&senco.get("/pupils/1/part-time/new").await.body, &["right to full-time education", "value=\"32.5\""]);
    assert_eq!(make(&senco, &[]).await, ONE);
    let page = senco.get(ONE).await.body;
    says(
        &page,
        &[
            "Monday 2 November 2026 to Friday 18 December 2026",
            "Back to full time on Tuesday 5 January 2027",
            "After an operation &lt;she&gt; tires",
            "5 of 10 sessions, 15 hours a week",
            "9:00am to 12:00pm",
            // Thirteen weekdays up to Wednesday 18 November, one of them INSET: 12 afternoons, and 12 times 3.5 hours.
            "<strong>12 sessions</strong> of 24, 42 hours, in 12 school days",
            // Seven weeks less that day.
            "<strong>34 sessions</strong> of 68, 119 hours, in 34 school days",
            "More than 6 school weeks",
            "Friday 27 November 2026",
        ],
    );
    says(&senco.get("/pupils/1/part-time").await.body, &["12 of 24 sessions", "Running"]);
    says(&senco.get("/pupils/1").await.body, &["Part-time timetable</strong> from Monday 2 November 2026"]);
    says(&senco.get("/pupils/1/timeline").await.body, &["Part-time timetable: first day"]);
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'part_time_timetable' AND verb = 'created'").await,
        1
    );
    assert!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'part_time_timetable' AND verb = 'viewed'").await >= 3
    );
}

#[tokio::test]
async fn two_at_once_are_refused_with_the_rule_and_the_others_days() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, &[]).await;
    let before = count(&app, ALL).await;
    let second = with(&[("from_on", "2026-12-18"), ("until_on", "2027-01-29"), ("review_on", "2027-01-15")]);
    let refused = senco.post("/pupils/1/part-time", &second).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = "A pupil has one part-time timetable at a time: another runs from Monday 2 November 2026 to Friday 18 December 2026";
    assert_eq!(refused.body.matches(why).count(), 2, "in the summary and beside the field: {}", refused.body);
    says(&refused.body, &["value=\"2026-12-18\"", "value=\"09:00\"", "&lt;she&gt; tires"]);
    assert_eq!(count(&app, ALL).await, before);
    // Once the first has ended, the days after it are free.
    send(&senco, &format!("{ONE}/end"), &[("kind", "early"), ("ended_on", "2026-11-17"), ("reason", "Well again")])
        .await;
    make(&senco, &[("from_on", "2026-11-18")]).await;
    let moved = senco.post("/pupils/1/part-time/2/edit", &with(&[("from_on", "2026-11-17")])).await;
    assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY, "nor by a change");
    says(&moved.body, &["to Tuesday 17 November 2026"]);
}

#[tokio::test]
async fn bad_input_gets_its_reason_keeps_what_was_typed_and_changes_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (field, typed, why) in [
        ("from_on", "", "Enter the first day"),
        ("from_on", "2026-02-30", "Enter the first day"),
        ("from_on", "2020-01-06", "Amira is not on roll"),
        ("until_on", "", "it is for a while only"),
        ("until_on", "2026-10-30", "before the first"),
        ("until_on", "2029-10-30", "more than two years"),
        ("full_week", "lots", "from 10 to 50"),
        ("full_week", "60", "from 10 to 50"),
        ("tue-begins", "", "Enter when the pupil comes on Tuesday"),
        ("wed-ends", "25:00", "Enter when the pupil goes on Wednesday"),
        ("thu-ends", "08:00", "On Thursday the pupil goes after coming"),
        ("fri-part", "", "Choose what is attended on Friday"),
        ("fri-part", "night", "Choose what is attended on Friday"),
        ("reason", " ", "Write down why"),
        ("review_on", "", "Enter the day of the first review"),
        ("review_on", "2026-12-19", "between the first day and the last"),
        ("review_on", "2026-11-28", "is no school day (weekend): choose one"),
    ] {
        let wrong = senco.post("/pupils/1/part-time", &with(&[(field, typed)])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {typed}");
        assert_eq!(wrong.body.matches(why).count(), 2, "{field} {typed}, {why}: {}", wrong.body);
        assert!(field == "tue-begins" || wrong.body.contains("name=\"tue-begins\" value=\"09:00\""), "{field}");
    }
    let full = ["mon", "tue", "wed", "thu", "fri"].map(|day| format!("{day}-part"));
    let whole: Vec<(&str, &str)> = full.iter().map(|name| (name.as_str(), "whole")).collect();
    let short = with(&whole);
    assert_eq!(
        senco.post("/pupils/1/part-time", &short).await.status,
        StatusCode::SEE_OTHER,
        "ten short sessions are part-time"
    );
    run(
        &app,
        "DELETE FROM part_time_review; DELETE FROM part_time_day; DELETE FROM part_time_week; DELETE FROM part_time_terms;
         DELETE FROM part_time_timetable",
    )
    .await;
    let all = [&short[..], &[("full_week", "15")]].concat();
    let all: Vec<_> = all.into_iter().filter(|field| *field != ("full_week", "32.5")).collect();
    says(&senco.post("/pupils/1/part-time", &all).await.body, &["That is the full week"]);
    let none = senco.post("/pupils/1/part-time", &[("review_on", "2026-11-28")]).await;
    summary_follows_the_form(&none.body);
    says(&none.body, &["at least one half day"]);
    assert_eq!(count(&app, ALL).await, 0);
}

#[tokio::test]
async fn what_it_needs_is_a_thing_to_do_on_every_list_until_it_is_done() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, &[("review_on", "2026-11-17")]).await;
    let needs = ["no parent has agreed", "the authority is not told", "the review is late"];
    let (today, board, page) = (senco.get("/").await.body, senco.get("/round").await.body, senco.get(ONE).await.body);
    says(&today, &needs);
    says(&today, &["href=\"/pupils/1/part-time\""]);
    says(&board, &needs);
    says(
        &page,
        &[
            "To do (3)",
            "1 calendar day late",
            "16 calendar days late",
            "no law asks it of every school",
            "DfE, August 2024",
        ],
    );
    for (fields, wrong) in [
        (
            &[("do", "answer"), ("adult", "4"), ("answer", "writing"), ("answered_on", "2026-11-02")][..],
            "Choose who answered",
        ),
        (
            &[("do", "answer"), ("adult", "3"), ("answer", "writing"), ("answered_on", "2026-11-02")],
            "Choose who answered",
        ),
        (
            &[("do", "answer"), ("adult", "1"), ("answer", ""), ("answered_on", "2026-11-02")],
            "Choose what they answered",
        ),
        (&[("do", "answer"), ("adult", "1"), ("answer", "refused"), ("answered_on", "2026-11-19")], "is still to come"),
        (&[("do", "tell"), ("told_on", ""), ("how", "By phone")], "Enter the day on which the authority was told"),
        (&[("do", "review"), ("another_on", "2026-12-25")], "A review is between"),
        (&[("do", "step"), ("step", "1")], "Choose the step"),
        (&[("do", "zzz")], "Choose what to enter"),
    ] {
        let refused = senco.post(ONE, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        says(&refused.body, &[wrong]);
    }
    says(&senco.post(ONE, &[("do", "tell"), ("told_on", ""), ("how", "By phone")]).await.body, &["value=\"By phone\""]);
    assert!(!page.contains("Voss"), "who is kept away is not asked");
    send(&senco, ONE, &[("do", "answer"), ("adult", "1"), ("answer", "refused"), ("answered_on", "2026-11-16")]).await;
    says(&senco.get("/").await.body, &["no parent has agreed"]);
    send(&senco, ONE, &[("do", "answer"), ("adult", "1"), ("answer", "meeting"), ("answered_on", "2026-11-17")]).await;
    send(&senco, ONE, &[("do", "tell"), ("told_on", "2026-11-17"), ("how", "By its form")]).await;
    let review = format!("{ONE}/reviews/1");
    send(&senco, &review, &[("held_on", "2026-11-17"), ("decision", "continue"), ("next_on", "2026-12-04")]).await;
    let today = senco.get("/").await.body;
    assert!(needs.iter().all(|words| !today.contains(words)), "{today}");
    let page = senco.get(ONE).await.body;
    says(
        &page,
        &["Sana Khan", "Did not agree", "Agreed at a meeting", "Told on Tuesday 17 November 2026: By its form"],
    );
    assert!(!page.contains("To do ("), "{page}");
}

#[tokio::test]
async fn a_pupil_without_a_plan_is_not_forgotten_either() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(!senco.get("/round").await.body.contains("Ben O."));
    send(&senco, "/pupils/2/part-time", MORNINGS).await;
    for path in ["/", "/round"] {
        says(&senco.get(path).await.body, &["Ben O.", "no parent has agreed"]);
    }
    let kind = [("kind", "never_began"), ("ended_on", ""), ("reason", "Entered for the wrong pupil")];
    send(&senco, "/pupils/2/part-time/1/end", &kind).await;
    for path in ["/", "/round"] {
        assert!(!senco.get(path).await.body.contains("Ben O."), "{path}");
    }
    says(
        &senco.get("/pupils/2/part-time/1").await.body,
        &["<strong>0 sessions</strong> of 0", "Entered for the wrong pupil"],
    );
}

#[tokio::test]
async fn steps_and_reviews_lead_back_to_full_time_and_the_end_is_recorded() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, &[]).await;
    let steps = format!("{ONE}/steps/new");
    says(&senco.get(&steps).await.body, &["value=\"09:00\""]);
    let step = |on: &'static str| {
        [("step_on", on), ("mon-part", "whole"), ("mon-begins", "09:00"), ("mon-ends", "15:15"), ("tue-part", "")]
    };
    for (on, why) in
        [("", "Enter the day of the step"), ("2026-11-02", "after the first day"), ("2026-12-19", "not after the last")]
    {
        let wrong = senco.post(&steps, &step(on)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{on}");
        says(&wrong.body, &[why, "value=\"15:15\""]);
    }
    send(&senco, &steps, &step("2026-11-30")).await;
    says(&senco.post(&steps, &step("2026-11-30")).await.body, &["already: take that away first"]);
    says(&senco.get(ONE).await.body, &["From Monday 30 November 2026: 2 of 10 sessions, 6 hours 15 minutes a week"]);
    send(&senco, ONE, &[("do", "step"), ("step", "2")]).await;
    assert!(!senco.get(ONE).await.body.contains("From Monday 30 November 2026"));
    assert_eq!(count(&app, "SELECT count(*) FROM part_time_week").await, 2, "nothing is deleted");
    let review = format!("{ONE}/reviews/1");
    for (fields, why) in [
        (&[("held_on", "2026-11-18"), ("decision", ""), ("next_on", "2026-12-04")][..], "Choose what was decided"),
        (&[("held_on", "2026-11-19"), ("decision", "continue"), ("next_on", "2026-12-04")], "is still to come"),
        (&[("held_on", "2026-11-18"), ("decision", "continue"), ("next_on", "")], "Enter the day of the next review"),
        (&[("held_on", "2026-11-18"), ("decision", "continue"), ("next_on", "2027-01-08")], "not after the last day"),
        (&[("held_on", "2026-11-18"), ("decision", "increase"), ("next_on", "2026-12-05")], "is no school day"),
        (
            &[
                ("held_on", "2026-11-18"),
                ("decision", "continue"),
                ("next_on", "2026-12-04"),
                ("until_on", "2026-11-01"),
            ],
            "before the review",
        ),
    ] {
        let wrong = senco.post(&review, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        says(&wrong.body, &[why]);
    }
    let longer = [
        ("held_on", "2026-11-18"),
        ("decision", "increase"),
        ("note", "She asks for lunch in school"),
        ("until_on", "2027-01-15"),
        ("next_on", "2027-01-08"),
    ];
    let held = senco.post(&review, &longer).await;
    assert_eq!(held.location.as_deref(), Some("/pupils/1/part-time/1/steps/new"), "{}", held.body);
    assert_eq!(senco.post(&review, &longer).await.status, StatusCode::CONFLICT, "held once");
    let page = senco.get(ONE).await.body;
    says(&page, &["to Friday 15 January 2027", "to Friday 18 December 2026", "More sessions", "lunch in school"]);
    let last = [("held_on", "2026-11-18"), ("decision", "full_time")];
    let held = senco.post(&format!("{ONE}/reviews/2"), &last).await;
    assert_eq!(held.location.as_deref(), Some("/pupils/1/part-time/1/end"), "{}", held.body);
    says(&senco.get("/").await.body, &["to be ended"]);
    let end = format!("{ONE}/end");
    for (fields, why) in [
        (&[("kind", ""), ("ended_on", "2026-11-18")][..], "Choose how it ended"),
        (&[("kind", "full_time"), ("ended_on", "2026-11-01")], "choose a day from then on"),
        (&[("kind", "left"), ("ended_on", "2026-11-19")], "is still to come"),
        (&[("kind", "early"), ("ended_on", "2026-11-18"), ("reason", "")], "Write down why"),
    ] {
        let wrong = senco.post(&end, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        says(&wrong.body, &[why]);
    }
    send(&senco, &end, &[("kind", "full_time"), ("ended_on", "2026-11-18")]).await;
    says(&senco.get(ONE).await.body, &["Back to full time, Wednesday 18 November 2026"]);
    assert!(!senco.get("/").await.body.contains("to be ended"));
    for path in [&end, &steps, &format!("{ONE}/edit")] {
        assert_eq!(senco.get(path).await.status, StatusCode::CONFLICT, "{path}");
    }
    let line = senco.get("/pupils/1/timeline").await.body;
    says(&line, &["Part-time timetable reviewed: more sessions", "Part-time timetable ended: back to full time"]);
}

#[tokio::test]
async fn the_last_day_without_an_end_and_a_change_of_days() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, &[("review_on", "2026-11-20")]).await;
    let change: Vec<_> = with(&[("until_on", "2026-11-18"), ("mon-ends", "12:30")]);
    send(&senco, &format!("{ONE}/edit"), &change).await;
    says(&senco.get("/").await.body, &["to be ended"]);
    let page = senco.get(ONE).await.body;
    says(&page, &["9:00am to 12:30pm", "15 hours 30 minutes a week", "to Friday 18 December 2026", "To be ended"]);
    says(&senco.get(&format!("{ONE}/edit")).await.body, &["value=\"12:30\"", "value=\"2026-11-18\""]);
}

#[tokio::test]
async fn teachers_see_days_and_hours_and_neither_the_reason_nor_what_parents_said() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, &[]).await;
    send(&senco, ONE, &[("do", "answer"), ("adult", "1"), ("answer", "refused"), ("answered_on", "2026-11-16")]).await;
    let early = [("kind", "early"), ("ended_on", "2026-11-17"), ("reason", "A private matter")];
    let read = ["9:00am to 12:00pm", "Friday 27 November 2026"];
    let kept = ["After an operation", "Sana Khan", "Did not agree", "authority", "A private matter"];
    for ended in [false, true] {
        if ended {
            send(&senco, &format!("{ONE}/end"), &early).await;
        }
        for (who, whole) in [("teacher", false), ("ta", false), ("head", true)] {
            let session = app.sign_in(who).await;
            let page = session.get(ONE).await;
            assert_eq!(page.status, StatusCode::OK, "{who}");
            says(&page.body, &read);
            let all = kept.iter().filter(|words| ended || **words != "A private matter");
            assert!(all.into_iter().all(|words| page.body.contains(words) == whole), "{who}: {}", page.body);
            assert!(!page.body.contains("method=\"post\" action=\"/pupils/1/part-time"), "{who} enters nothing");
            for path in ["/pupils/1/timeline", "/pupils/1"] {
                let body = session.get(path).await.body;
                assert!(kept.iter().take(1).chain(&kept[4..]).all(|words| !body.contains(words)), "{who} {path}");
            }
        }
    }
    let other = app.sign_in("other_teacher").await;
    assert_eq!(other.get(ONE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(senco.get("/pupils/2/part-time/1").await.status, StatusCode::NOT_FOUND, "another pupil's");
}

#[tokio::test]
async fn a_plan_of_this_kind_leads_to_the_timetable_and_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, &[]).await;
    let plan = [
        ("kind", "part_time_timetable"),
        ("lead", "2"),
        ("review_on", "2026-12-01"),
        ("ends_on", "2026-12-11"),
        ("issue-anxiety", "yes"),
    ];
    send(&senco, "/pupils/1/plans", &plan).await;
    says(&senco.get("/plans/2").await.body, &["href=\"/pupils/1/part-time\""]);
    for path in ["/pupils/1/part-time", ONE] {
        says(&senco.get(path).await.body, &["href=\"/plans/2\""]);
    }
    assert!(!senco.get("/plans/1").await.body.contains("/part-time"), "other plans lead nowhere");
}
