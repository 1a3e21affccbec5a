//! How the school judges itself: ratings by term and by two raters, evidence, actions, live figures, frameworks of one's own, and who sees it.

use axum::http::StatusCode;
use thrice::domain::time::Moment;

use super::{count, run, words};
use crate::support::{Session, TestApp};

const OURS: &str = "/self-evaluation/frameworks/send-in-our-school";

const OWN: &str = "key = \"our-own\"\ntitle = \"Our own\"\n[[scale]]\nkey = \"yes\"\nwords = \"Yes\"\n[[scale]]\nkey = \"no\"\n\
    words = \"No\"\n[[section]]\nkey = \"a\"\ntitle = \"Leadership\"\n[[section.statement]]\nkey = \"a1\"\n\
    words = \"Governors visit.\"\n[[section.statement]]\nkey = \"a2\"\nwords = \"Money is known.\"\nfigure = \"at_home\"\n";

fn at(app: &TestApp, year: i32, month: u32, day: u32) {
    let day = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
    app.app.clock.set(Moment::at(day, chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap()));
}

async fn rate(who: &Session, place: &str, fields: &[(&str, &str)]) {
    let answer = who.post(&format!("{place}/ratings"), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn a_statement_is_rated_by_two_and_each_term_keeps_what_was_said_last() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let place = format!("{OURS}/places/1c");
    for (fields, why) in [
        (&[("rater", "school")][..], "Choose a step of the scale"),
        (&[("step", "yes")], "Choose who rates"),
        (&[("step", "maybe"), ("rater", "school")], "Choose a step of the scale"),
        (&[("step", "yes"), ("rater", "second")], "Enter who the second rater is"),
        (&[("step", "yes"), ("rater", "school"), ("reason", "As Amira says")], "“Amira” is a pupil’s name"),
    ] {
        let wrong = senco.post(&format!("{place}/ratings"), fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.matches(why).count() == 2, "{why}, at the top and beside its field: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM self_evaluation_rating").await, 0);
    rate(&senco, &place, &[("step", "no"), ("rater", "school"), ("reason", "Two a year so far")]).await;
    rate(&senco, &place, &[("step", "some"), ("rater", "school"), ("reason", "Third round booked")]).await;
    at(&app, 2027, 2, 1);
    let head = app.sign_in("head").await;
    rate(&head, &place, &[("step", "yes"), ("rater", "school")]).await;
    rate(&head, &place, &[("step", "no"), ("rater", "second"), ("second_rater", "Elm <School>")]).await;
    let page = head.get(&place).await.body;
    assert!(page.contains("Autumn 2026/27") && page.contains("Spring 2026/27"), "{page}");
    assert!(page.contains("2 steps apart") && page.contains("Elm &lt;School&gt;"), "{page}");
    assert!(page.contains("Third round booked") && page.contains("Every rating (4)"), "{page}");
    let whole = head.get(OURS).await.body;
    assert!(whole.contains("2 steps apart") && whole.contains("Not rated yet"), "{whole}");
    assert!(whole.contains("rated 1 statement of these, and agrees on 0"), "{whole}");
    assert!(whole.contains("as they stood at the end of each term"), "{whole}");
    assert!(head.get("/self-evaluation").await.body.contains("1 of 69"));
    assert_eq!(count(&app, "SELECT count(*) FROM self_evaluation_rating").await, 4, "none is overwritten");
    let audit = "SELECT group_concat(DISTINCT verb || ' ' || detail) FROM audit WHERE thing = 'self_evaluation'";
    assert_eq!(words(&app, audit).await, "recorded send-in-our-school 1c");
    assert_eq!(head.post(&format!("{OURS}/places/1/ratings"), &[("step", "yes")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(head.get(&format!("{OURS}/places/9z")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn evidence_and_comments_stand_at_any_level_and_only_a_web_page_is_linked() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let place = format!("{OURS}/places/5f");
    let to = format!("{place}/evidence");
    for (fields, why) in [
        ([("evidence", ""), ("link", "")], "Write down what shows it"),
        ([("evidence", "The list"), ("link", "javascript:alert(1)")], "Enter the whole address of a web page"),
    ] {
        let wrong = senco.post(&to, &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains(why), "{}", wrong.body);
    }
    senco.post(&to, &[("evidence", "The <list> of needs"), ("link", "https://oakfield.example.org/needs")]).await;
    for level in ["5f", "5", "whole", "context"] {
        let said = format!("About {level}, by hand");
        let answer = senco.post(&format!("{OURS}/places/{level}/comments"), &[("comment", &said)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{level}");
    }
    let page = senco.get(&place).await.body;
    assert!(
        page.contains("The &lt;list&gt; of needs") && page.contains("href=\"https://oakfield.example.org/needs\""),
        "{page}"
    );
    let whole = senco.get(OURS).await.body;
    assert!(
        ["About 5, by hand", "About whole, by hand", "About context, by hand"].iter().all(|w| whole.contains(w)),
        "{whole}"
    );
    // A word that is a name is asked about, and what was typed stays.
    let named = [("comment", "Ben is a clock tower, too")];
    let asked = senco.post(&format!("{place}/comments"), &named).await;
    assert!(asked.status == StatusCode::UNPROCESSABLE_ENTITY && asked.body.contains("Ben is a clock tower, too"));
    let sure = senco.post(&format!("{place}/comments"), &[named[0], ("no_name", "yes")]).await;
    assert_eq!(sure.status, StatusCode::SEE_OTHER);
    let note = "/self-evaluation/notes/1/withdrawal";
    assert_eq!(senco.post(note, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post(note, &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert!(!senco.get(&place).await.body.contains("of needs"));
}

#[tokio::test]
async fn an_action_stands_with_its_owner_until_it_is_done() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let place = format!("{OURS}/places/2a");
    let to = format!("{place}/actions");
    for (fields, why) in [
        ([("action", ""), ("owner", "2"), ("due_on", "2026-12-01")], "Enter what is to be done"),
        ([("action", "Describe each"), ("owner", "99"), ("due_on", "2026-12-01")], "Choose who does it"),
        ([("action", "Describe each"), ("owner", "2"), ("due_on", "2026-11-17")], "has gone by"),
        ([("action", "Describe each"), ("owner", "2"), ("due_on", "soon")], "Enter by when as a date"),
        ([("action", "Describe each"), ("owner", "2"), ("due_on", "2036-11-17")], "more than 3 years away"),
    ] {
        let wrong = senco.post(&to, &fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    senco.post(&to, &[("action", "Describe each provision"), ("owner", "2"), ("due_on", "2026-11-20")]).await;
    at(&app, 2026, 11, 23);
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/my-pupils").await.body;
    assert!(page.contains("Yours from the self-evaluation (1)") && page.contains("Describe each provision"), "{page}");
    assert!(app.sign_in("senco").await.get("/self-evaluation").await.body.contains("1 late"));
    let one = "/self-evaluation/actions/1";
    for who in ["other_teacher", "ta", "office", "governor", "admin"] {
        assert_eq!(app.sign_in(who).await.get(one).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    let wrong = teacher.post(one, &[("done_on", "2026-12-24"), ("note", "All")]).await;
    assert!(wrong.body.contains("still to come") && wrong.body.contains("value=\"All\""), "{}", wrong.body);
    let done = teacher.post(one, &[("done_on", "2026-11-22"), ("note", "All twelve")]).await;
    assert_eq!(done.location.as_deref(), Some("/"), "{}", done.body);
    assert!(!teacher.get("/my-pupils").await.body.contains("Yours from the self-evaluation"));
    assert_eq!(teacher.get(one).await.status, StatusCode::NOT_FOUND, "it is done");
    let page = app.sign_in("head").await.get(&place).await.body;
    assert!(page.contains("All twelve") && page.contains("Sunday 22 November 2026"), "{page}");
}

/// Twelve pupils on SEN support, seven of them assessed this autumn.
const ASSESSED: &str = "
WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 111)
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) SELECT i, 1, 'Pip' || i, 'Quill', '2017-01-01', 0 FROM n;
INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id >= 100;
INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 2, '5', '2026-09-01' FROM pupil WHERE id >= 100;
INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2026-09-01', 0 FROM pupil WHERE id >= 100;
INSERT INTO assessment (pupil_id, assessed_on, judgement, assessor, entered_at)
  SELECT id, CASE WHEN id = 106 THEN '2025-11-17' ELSE '2026-10-01' END, 'Reads on', 'Mr Shah', 0 FROM pupil WHERE id BETWEEN 100 AND 106;";

#[tokio::test]
async fn a_live_figure_leads_to_its_pupils_those_who_may_see_them() {
    let app = TestApp::new().await;
    run(&app, ASSESSED).await;
    let senco = app.sign_in("senco").await;
    let page = senco.get(&format!("{OURS}/places/1a")).await.body;
    // Amira is on SEN support, too; an assessment of more than a year ago does not count.
    assert!(page.contains("Pupils with SEN: 6 of 13 were assessed within the last twelve months (46%)"), "{page}");
    assert!(page.contains("On Wednesday 18 November") && page.contains("/self-evaluation/figures/assessed"), "{page}");
    let pupils = senco.get("/self-evaluation/figures/assessed").await.body;
    assert!(pupils.contains("Pip106 Quill") && pupils.contains("Not yet") && pupils.contains("Amira"), "{pupils}");
    let seen = "SELECT count(DISTINCT pupil_id) FROM audit WHERE verb = 'viewed' AND thing = 'report'";
    assert_eq!(count(&app, seen).await, 13, "who looked at whom is kept");
    let governor = app.sign_in("governor").await;
    let page = governor.get(&format!("{OURS}/places/1a")).await.body;
    assert!(page.contains("Pupils with SEN: 6 of 13 were") && !page.contains("/self-evaluation/figures/"), "{page}");
    assert_eq!(governor.get("/self-evaluation/figures/assessed").await.status, StatusCode::NOT_FOUND);
    run(
        &app,
        "INSERT INTO assessment (pupil_id, assessed_on, judgement, assessor, entered_at)
        SELECT id, '2026-11-18', 'Reads on', 'Mr Shah', 0 FROM pupil WHERE id BETWEEN 107 AND 109",
    )
    .await;
    let page = governor.get(&format!("{OURS}/places/1a")).await.body;
    assert!(page.contains("Not shown") && !page.contains(" of 13 "), "four are left: {page}");
    assert_eq!(senco.get("/self-evaluation/figures/provision_described").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_figure_of_reviews_is_the_one_that_the_report_gives() {
    let app = TestApp::new().await;
    at(&app, 2027, 1, 11);
    let head = app.sign_in("head").await;
    let report = head.get("/reports/reviews").await.body;
    assert!(report.contains("0 of 1 review that was due"), "{report}");
    let page = head.get(&format!("{OURS}/places/1b")).await.body;
    assert!(page.contains("Reviews that were due this school year: 0 of 1 were held on time (0%)"), "{page}");
    assert!(page.contains("href=\"/reports/reviews\""), "{page}");
    for figure in thrice::domain::self_evaluation::Figure::ALL {
        let expected = if figure.as_code() == "provision_described" { 404 } else { 200 };
        assert_eq!(
            head.get(&format!("/self-evaluation/figures/{}", figure.as_code())).await.status,
            expected,
            "{figure:?}"
        );
    }
}

#[tokio::test]
async fn governors_read_and_everybody_else_finds_nothing() {
    let app = TestApp::new().await;
    let governor = app.sign_in("governor").await;
    assert!(governor.get("/").await.body.contains("href=\"/self-evaluation\""));
    let page = governor.get(OURS).await.body;
    assert!(page.contains("Every pupil with special educational needs") && !page.contains(">Rate<"), "{page}");
    assert!(!governor.get(&format!("{OURS}/places/1a")).await.body.contains("Save the rating"));
    let sent = governor.post(&format!("{OURS}/places/1a/ratings"), &[("step", "yes"), ("rater", "school")]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    assert_eq!(governor.get("/self-evaluation/new").await.status, StatusCode::NOT_FOUND);
    for who in ["teacher", "ta", "office", "admin"] {
        let session = app.sign_in(who).await;
        for path in ["/self-evaluation", OURS, &format!("{OURS}/pack"), &format!("{OURS}/file")] {
            assert_eq!(session.get(path).await.status, StatusCode::NOT_FOUND, "{who} {path}");
        }
    }
}

#[tokio::test]
async fn a_file_with_mistakes_names_them_all_and_changes_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let broken = OWN.replace("\"Yes\"", "\"\"").replace("\"a2\"", "\"a1\"").replace("at_home", "homework");
    let wrong = senco.upload("/self-evaluation", &[], &broken).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "3 mistakes",
        "Line 5: “words” is empty.",
        "Line 16: The key “a1” was given away on line 13.",
        "Line 18: “homework” is no figure",
    ] {
        assert!(wrong.body.contains(said), "{said}: {}", wrong.body);
    }
    assert!(wrong.body.contains("Governors visit."), "what was pasted is still there: {}", wrong.body);
    for (bytes, why) in
        [(&b"\xff\xfe\x00"[..], "no text in UTF-8"), (b"", "Choose a file, or paste"), (b"a = [", "This is not TOML")]
    {
        let wrong = senco.attach("/self-evaluation", "own.toml", bytes, &[("pasted", "")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM framework").await, 0);
}

#[tokio::test]
async fn a_new_version_keeps_what_was_written_where_the_statement_stays_and_shows_the_rest() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let added = senco.attach("/self-evaluation", "own.toml", OWN.as_bytes(), &[]).await;
    assert_eq!(added.location.as_deref(), Some("/self-evaluation/frameworks/our-own"), "{}", added.body);
    let there = "/self-evaluation/frameworks/our-own";
    rate(&senco, &format!("{there}/places/a1"), &[("step", "yes"), ("rater", "school"), ("reason", "Twice")]).await;
    rate(&senco, &format!("{there}/places/a2"), &[("step", "no"), ("rater", "school"), ("reason", "Not by pupil")])
        .await;
    let again = senco.upload("/self-evaluation", &[], OWN).await;
    assert!(again.body.contains("is the version that you have already"), "{}", again.body);
    let second = OWN
        .replace("Governors visit.", "Governors visit each term.")
        .replace("\"a2\"", "\"a3\"")
        .replace("\"yes\"", "\"full\"");
    assert_eq!(senco.upload("/self-evaluation", &[], &second).await.status, StatusCode::SEE_OTHER);
    let page = senco.get(there).await.body;
    assert!(page.contains("Version 2") && page.contains("1 statement new, 1 gone, 1 worded anew"), "{page}");
    assert!(page.contains("Governors visit each term.") && page.contains("No longer in this framework"), "{page}");
    assert!(page.contains("Money is known.") && page.contains("No. Not by pupil"), "what went stays readable: {page}");
    let stays = senco.get(&format!("{there}/places/a1")).await.body;
    assert!(stays.contains("Twice") && stays.contains("tag-quiet"), "its step is no longer on the scale: {stays}");
    assert!(senco.get(&format!("{there}/file")).await.body == second, "the file as it came");
    assert_eq!(senco.get(&format!("{there}/places/a2")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_shipped_framework_can_be_made_ones_own() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let file = senco.get(&format!("{OURS}/file")).await;
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("send-in-our-school.toml"));
    let own = file.body.replace("How we teach", "How all of us teach");
    senco.upload("/self-evaluation", &[], &own).await;
    let page = senco.get(OURS).await.body;
    assert!(page.contains("How all of us teach") && page.contains("0 statements new, 0 gone, 0 worded anew"), "{page}");
    assert_eq!(senco.get("/self-evaluation").await.body.matches("SEND in our school").count(), 1);
}

#[tokio::test]
async fn the_pack_has_everything_and_no_child() {
    let app = TestApp::new().await;
    run(&app, ASSESSED).await;
    run(&app, "DELETE FROM assessment WHERE pupil_id > 102").await;
    let senco = app.sign_in("senco").await;
    let place = format!("{OURS}/places/1a");
    rate(&senco, &place, &[("step", "some"), ("rater", "school"), ("reason", "Reading only")]).await;
    senco
        .post(&format!("{place}/evidence"), &[("evidence", "Test results"), ("link", "https://a.example.org/x")])
        .await;
    senco.post(&format!("{place}/comments"), &[("comment", "Better than last year")]).await;
    senco
        .post(&format!("{place}/actions"), &[("action", "Test spelling"), ("owner", "2"), ("due_on", "2026-12-01")])
        .await;
    let pack = senco.get(&format!("{OURS}/pack")).await.body;
    for said in [
        "To some extent",
        "Reading only",
        "Test results",
        "https://a.example.org/x",
        "Better than last year",
        "Test spelling, Mr Shah",
    ] {
        assert!(pack.contains(said), "{said}: {pack}");
    }
    assert_eq!(pack.matches("<article").count(), 69);
    assert!(
        pack.contains("Not shown") && !pack.contains("3 of 13"),
        "few pupils are not told of, whoever prints it: {pack}"
    );
    assert!(!pack.contains("Amira") && !pack.contains("Pip10"), "{pack}");
}
