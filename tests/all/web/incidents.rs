//! Incidents of force, restraint and seclusion: recorded on the day, told to the parents in writing on the same day, read by few.

use axum::http::StatusCode;

use super::{count, on, run, summary_follows_the_form};
use crate::support::TestApp;

const FORCE: &[(&str, &str)] = &[
    ("kinds", "force"),
    ("kinds", "seclusion"),
    ("on", "2026-11-18"),
    ("began", "08:40"),
    ("minutes", "4"),
    ("place", "Hall <door>"),
    ("staff", "Mr Shah, Miss Bell"),
    ("needs", "Speech and language"),
    ("why", "Ben Ode would have been hurt"),
    ("triggers", "The fire bell"),
    ("tried", "Moving the others away"),
    ("degree", "A guiding hold by one adult"),
    ("injuries", "None"),
    ("support", "A quiet hour with Miss Bell"),
];

/// The same with one field otherwise.
fn with(change: (&'static str, &'static str)) -> Vec<(&'static str, &'static str)> {
    FORCE.iter().filter(|(name, _)| *name != change.0).chain([&change]).copied().collect()
}

const TOLD: &[(&str, &str)] =
    &[("told_on", "2026-11-18"), ("way", "by_hand"), ("words", "The letter of today"), ("who", "1"), ("who", "2")];

#[tokio::test]
async fn parents_untold_are_a_thing_to_do_for_the_senco_and_the_head_until_each_of_them_is_told_in_writing() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let saved = teacher.post("/pupils/1/incidents", FORCE).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/incidents/1"), "{}", saved.body);
    let page = teacher.get("/pupils/1/incidents/1").await.body;
    assert!(page.contains("Hall &lt;door&gt;") && page.contains("Parents not told yet: due today"), "{page}");
    assert!(page.contains("section 93A") && page.contains("Mrs Khan, Mr Khan"), "{page}");
    assert!(!page.contains("Voss"), "whoever is barred is not offered");
    for who in ["senco", "head"] {
        let today = app.sign_in(who).await.get("/").await.body;
        assert!(today.contains("Parents to tell of force, restraint or seclusion (1)"), "{who}: {today}");
    }
    // A call to both, and a letter to one, are not enough.
    let spoken: Vec<_> =
        TOLD.iter().map(|(name, value)| (*name, if *name == "way" { "spoken" } else { *value })).collect();
    assert_eq!(teacher.post("/pupils/1/incidents/1/tellings", &spoken).await.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.post("/pupils/1/incidents/1/tellings", &TOLD[..4]).await.status, StatusCode::SEE_OTHER);
    let page = teacher.get("/pupils/1/incidents/1").await.body;
    assert!(page.contains("Still to be told in writing: Mr Khan."), "{page}");
    on(&app, "2026-11-20");
    let head = app.sign_in("head").await;
    assert!(head.get("/").await.body.contains("Parents not told yet: 2 calendar days late"));
    let second = [TOLD[0], TOLD[1], TOLD[2], TOLD[4]];
    assert_eq!(head.post("/pupils/1/incidents/1/tellings", &second).await.status, StatusCode::SEE_OTHER);
    assert!(!head.get("/").await.body.contains("Parents to tell"));
    assert!(head.get("/pupils/1/incidents/1").await.body.contains("Told on the same day"));
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'incident' AND verb = 'recorded' AND pupil_id = 1").await,
        3
    );
}

#[tokio::test]
async fn it_is_read_by_the_senco_the_head_and_whoever_wrote_it_and_stands_in_no_plan() {
    let app = TestApp::new().await;
    let ta = app.sign_in("ta").await;
    assert_eq!(ta.post("/pupils/1/incidents", FORCE).await.status, StatusCode::SEE_OTHER);
    let own = ta.get("/pupils/1/incidents/1").await.body;
    assert!(own.contains("The fire bell") && own.contains("The SENCO or the head tells the parents"), "{own}");
    assert!(!own.contains("Sana") && !own.contains("Mrs Khan"), "an assistant does not learn who the parents are");
    assert_eq!(ta.post("/pupils/1/incidents/1/tellings", TOLD).await.status, StatusCode::FORBIDDEN);
    for (who, status) in [
        ("senco", StatusCode::OK),
        ("head", StatusCode::OK),
        ("teacher", StatusCode::NOT_FOUND),
        ("other_teacher", StatusCode::NOT_FOUND),
        ("office", StatusCode::NOT_FOUND),
        ("governor", StatusCode::NOT_FOUND),
        ("admin", StatusCode::NOT_FOUND),
    ] {
        let session = app.sign_in(who).await;
        for path in ["/pupils/1/incidents/1", "/pupils/1/incidents/1/tellings", "/pupils/1/incidents/1/letters/1"] {
            assert_eq!(session.get(path).await.status, status, "{who} {path}");
        }
    }
    let senco = app.sign_in("senco").await;
    let teacher = app.sign_in("teacher").await;
    for (session, path) in [
        (&teacher, "/my-pupils"),
        (&teacher, "/my-pupils/sheet"),
        (&teacher, "/plans/1"),
        (&teacher, "/plans/1/review/new"),
        (&teacher, "/pupils/1/timeline"),
        (&senco, "/packs?plan=1"),
        (&senco, "/cover?class=4A"),
    ] {
        let body = session.get(path).await.body;
        assert!(!body.contains("fire bell") && !body.contains("eclusion"), "{path}: {body}");
    }
    assert!(!teacher.get("/pupils/1/incidents").await.body.contains("eclusion;"), "the list has none of another's");
    run(&app, "UPDATE class_staff SET until_on = '2026-11-17' WHERE staff_id = 4").await;
    run(&app, "UPDATE pupil_support SET until_on = '2026-11-17' WHERE staff_id = 4").await;
    assert_eq!(ta.get("/pupils/1/incidents/1").await.status, StatusCode::NOT_FOUND, "they work with her no longer");
}

#[tokio::test]
async fn a_correction_is_written_beside_what_was_written_before() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/pupils/1/incidents", FORCE).await;
    let form = teacher.get("/pupils/1/incidents/1/correction").await.body;
    assert!(form.contains("value=\"08:40\"") && form.contains("A guiding hold"), "{form}");
    let mut right = with(("minutes", "14"));
    let without_why = teacher.post("/pupils/1/incidents/1/correction", &right).await;
    assert!(without_why.body.contains("Say why the record is written anew"), "{}", without_why.body);
    right.push(("corrects", "The clock was read wrongly"));
    let saved = teacher.post("/pupils/1/incidents/1/correction", &right).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = teacher.get("/pupils/1/incidents/1").await.body;
    assert!(page.contains("14 minutes") && page.contains("The clock was read wrongly"), "{page}");
    assert!(page.contains("4 minutes") && page.contains("As it was recorded on"), "what was written stays");
    assert_eq!(count(&app, "SELECT count(*) FROM incident_account").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'incident' AND verb = 'corrected'").await, 1);
}

#[tokio::test]
async fn what_is_missing_is_said_beside_its_field_and_nothing_is_kept() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    for (change, why) in [
        (("kinds", "zzz"), "Tick what was used"),
        (("on", "2026-11-19"), "still to come"),
        (("began", "25:00"), "as a time of day"),
        (("minutes", "0"), "whole minutes, from 1 to 600"),
        (("place", " "), "Say where it was"),
        (("staff", ""), "Name the staff"),
        (("needs", ""), "which needs matter"),
        (("why", ""), "Say why it was used"),
        (("triggers", ""), "Say what led up to it"),
        (("tried", ""), "what was tried before"),
        (("degree", ""), "of what degree"),
        (("injuries", ""), "or that there were none"),
        (("support", ""), "supported afterwards"),
    ] {
        let wrong = teacher.post("/pupils/1/incidents", &with(change)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(
            wrong.body.contains(why) && wrong.body.contains("Ben Ode would have been hurt") == (change.0 != "why"),
            "{why}"
        );
    }
    summary_follows_the_form(&teacher.post("/pupils/1/incidents", &[]).await.body);
    assert_eq!(count(&app, "SELECT count(*) FROM incident").await, 0);
    // Seclusion alone needs no word on force.
    let alone: Vec<_> = FORCE
        .iter()
        .copied()
        .filter(|(name, value)| !matches!(*name, "triggers" | "tried" | "degree") && *value != "force")
        .collect();
    assert_eq!(teacher.post("/pupils/1/incidents", &alone).await.status, StatusCode::SEE_OTHER);
    for (change, why) in [
        (("who", "3"), "Tick who was told"),
        (("told_on", "2026-11-17"), "The incident was on"),
        (("told_on", "x"), "Enter the day on which they were told"),
        (("way", "email"), "Choose how they were told"),
        (("words", ""), "what they were told"),
    ] {
        let fields: Vec<_> = TOLD.iter().filter(|(name, _)| *name != change.0).chain([&change]).copied().collect();
        let wrong = teacher.post("/pupils/1/incidents/1/tellings", &fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM incident_telling").await, 0, "nobody who is barred was ever told");
}

#[tokio::test]
async fn the_letter_goes_to_who_may_be_told_and_names_no_other_child() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/pupils/1/incidents", FORCE).await;
    let letter = teacher.get("/pupils/1/incidents/1/letters/1").await.body;
    assert!(letter.contains("Dear Mrs Khan") && letter.contains("Wednesday 18 November 2026"), "{letter}");
    assert!(letter.contains("Another child would have been hurt") && !letter.contains("Ben Ode"), "{letter}");
    assert!(letter.contains("class=\"letter posted\"") && letter.contains("Why:</strong>"), "{letter}");
    assert!(!letter.contains("Bilal"), "one parent is not told of the other");
    for adult in [3, 4, 99] {
        let path = format!("/pupils/1/incidents/1/letters/{adult}");
        assert_eq!(teacher.get(&path).await.status, StatusCode::NOT_FOUND, "{adult}");
    }
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'other', 'New', 'import', 0)").await;
    assert_eq!(teacher.get("/pupils/1/incidents/1/letters/2").await.status, StatusCode::NOT_FOUND, "not checked yet");
    assert!(!teacher.get("/pupils/1/incidents/1").await.body.contains("Mr Khan"));
}

#[tokio::test]
async fn the_letter_is_in_the_language_that_a_parent_reads_with_the_english_below_and_what_was_written_stays() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET language = 'URD' WHERE id = 1").await;
    run(&app, "UPDATE adult SET language = 'Tamil' WHERE id = 2").await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/pupils/1/incidents", FORCE).await;
    let letter = teacher.get("/pupils/1/incidents/1/letters/1").await.body;
    let (urdu, english) = letter.split_once("The same in English:").unwrap_or_else(|| panic!("{letter}"));
    for words in [
        "<div lang=\"ur\" dir=\"rtl\">",
        "ایک واقعہ پیش آیا",
        "طاقت کا استعمال: جسمانی طور پر قابو کرنا",
        "اکیلے رکھنا",
        "انگریزی میں ہے",
        "یہ ترجمہ ابھی کسی اردو بولنے والے نے",
        "<span lang=\"en-GB\" dir=\"ltr\">A guiding hold by one adult</span>",
    ] {
        assert!(urdu.contains(words), "{words}: {urdu}");
    }
    for of_english in ["What was used:", "How long:", "Yours sincerely"] {
        assert!(!urdu.contains(of_english), "{of_english}: {urdu}");
    }
    for words in ["Dear Mrs Khan", "Force: physical intervention", "4 minutes", "A guiding hold by one adult"] {
        assert!(english.contains(words), "{words}: {english}");
    }
    assert!(!letter.contains("Ben Ode"), "another child is named in neither: {letter}");
    let letter = teacher.get("/pupils/1/incidents/1/letters/2").await.body;
    assert!(letter.contains("If you would like it in Tamil") && !letter.contains("The same in English"), "{letter}");
    run(&app, "UPDATE adult SET language = '', format = 'easy_read' WHERE id = 2").await;
    let letter = teacher.get("/pupils/1/incidents/1/letters/2").await.body;
    assert!(letter.contains("Seclusion: your child was alone and could not leave"), "{letter}");
}

#[tokio::test]
async fn where_no_parent_may_be_told_it_is_the_authority() {
    let app = TestApp::new().await;
    run(&app, "UPDATE guardianship SET until_on = '2026-11-17' WHERE pupil_id = 1 AND adult_id IN (1, 2)").await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/incidents", FORCE).await;
    assert!(senco.get("/pupils/1/incidents/1").await.body.contains("No parent may be told"));
    let authority = [("who", "authority"), ("told_on", "2026-11-18"), ("way", "message"), ("words", "By its portal")];
    assert_eq!(senco.post("/pupils/1/incidents/1/tellings", &authority).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/pupils/1/incidents/1").await.body;
    assert!(page.contains("Told on the same day") && page.contains("The local authority"), "{page}");
    assert!(!senco.get("/").await.body.contains("Parents to tell"));
}

/// Six pupils of 4A with SEN in the term before, one incident each, all told on the day by the authority.
const MANY: &str = "INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at)
      SELECT 200 + value, 1, 'P', 'Q' || value, '2018-01-02', 0 FROM json_each('[1,2,3,4,5,6]');
    INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id > 200;
    INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 1, '4', '2025-09-01' FROM pupil WHERE id > 200;
    INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2025-09-01', 0 FROM pupil WHERE id > 200;
    INSERT INTO incident (id, pupil_id) SELECT id, id FROM pupil WHERE id > 200;
    INSERT INTO incident_account (incident_id, kinds, happened_on, began, minutes, place, staff, needs, why, injuries, support, entered_at, entered_by)
      SELECT id, 'force', '2026-09-21', '10:00', 2, 'Hall', 'Mr Shah', 'None', 'Safety', 'None', 'Rest', 0, 1 FROM pupil WHERE id > 200;
    INSERT INTO incident_telling (incident_id, told_on, way, words, entered_at, entered_by)
      SELECT id, '2026-09-21', 'post', 'All', 0, 1 FROM incident WHERE id > 200;";

#[tokio::test]
async fn the_head_sees_every_figure_and_governors_only_what_shows_no_child_of_terms_that_are_over() {
    let app = TestApp::new().await;
    app.sign_in("teacher").await.post("/pupils/1/incidents", FORCE).await;
    let head = app.sign_in("head").await;
    let page = head.get("/reports/incidents").await.body;
    assert!(page.contains("1 incident</strong> with 1 pupil") && page.contains("Still to be told"), "{page}");
    assert!(
        page.contains("1 of 1 pupil had SEN on the day (100%)") && page.contains("Communication and interaction"),
        "{page}"
    );
    assert!(!page.contains("Amira"), "counts, and nobody's name");
    let governor = app.sign_in("governor").await;
    assert!(governor.get("/reports/incidents").await.body.contains("fewer than 5 pupils, or none"));
    run(&app, MANY).await;
    assert!(head.get("/reports/incidents").await.body.contains("7 incidents</strong> with 7 pupils"));
    assert!(
        governor.get("/reports/incidents").await.body.contains("fewer than 5 pupils, or none"),
        "the term is under way"
    );
    on(&app, "2027-01-12");
    let page = app.sign_in("governor").await.get("/reports/incidents").await.body;
    assert!(page.contains("7 incidents</strong> with 7 pupils") && page.contains("By term"), "{page}");
    assert!(page.contains("By kind: not shown") && page.contains("By main area of need: not shown"), "{page}");
    let wrong = app.sign_in("head").await.get("/reports/incidents?year=1999").await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("is not a year"), "{}", wrong.body);
    assert_eq!(app.sign_in("teacher").await.get("/reports/incidents").await.status, StatusCode::FORBIDDEN);
}
