//! Reports on the school's record: each is a sentence, bars, a table and three files; what is kept of one never changes; and whoever sees only
//! their own pupils sees none.

use axum::http::StatusCode;
use thrice::{documents::MAKES_PDF, domain::report::ReportKind};

use super::{count, run};
use crate::support::TestApp;

/// Amira's five reviewed targets, four of them met, served by a group that was given and lost; how she attends and is; and what her mother said.
const RECORD: &str = "
    UPDATE pupil SET sex = 'F', pupil_premium = 1 WHERE id = 1;
    UPDATE cycle SET number = 2, started_on = '2026-11-02' WHERE id = 1;
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (60, 1, 1, '2026-09-10', '2026-11-02');
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
      SELECT 60 + value, 60, 1, 1 + value, 'Target ' || value, 'Words', 'words', 'higher', 0, 400, 0 FROM json_each('[0,1,2,3,4]');
    INSERT INTO review (id, cycle_id, held_on, decision, entered_at) VALUES (60, 60, '2026-11-02', 'continue', 0);
    INSERT INTO target_result (review_id, target_id, actual, progress) VALUES
      (60, 60, 400, 'met'), (60, 61, 400, 'met'), (60, 62, 500, 'exceeded'), (60, 63, 400, 'met'), (60, 64, 100, 'partly');
    INSERT INTO provision (id, school_id, name) VALUES (90, 1, '=Talking partners');
    INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, resources_pence, entered_at) VALUES
      (60, 60, 90, 1, 'ta', 60, 1, 6, 1, 0, 0), (61, 1, 90, 1, 'ta', 60, 2, 6, 1, 0, 0);
    INSERT INTO placement_target (placement_id, target_id) SELECT 60, id FROM target WHERE cycle_id = 60;
    INSERT INTO support_group (id, school_id, entered_at) VALUES (60, 1, 0);
    INSERT INTO support_group_terms (group_id, name, provision_id, entered_at) VALUES (60, 'Talkers', 90, 0);
    INSERT INTO support_group_member (group_id, pupil_id, from_on, entered_at) VALUES (60, 1, '2026-11-02', 0);
    INSERT INTO support_group_adult (group_id, staff_id, from_on, entered_at) VALUES (60, 4, '2026-11-02', 0);
    INSERT INTO support_group_time (group_id, weekday, begins, minutes, from_on, entered_at) VALUES (60, 3, 600, 60, '2026-11-02', 0);
    INSERT INTO session_record (id, group_id, held_on, begins, minutes, key, entered_at) VALUES (60, 60, '2026-11-04', 600, 60, 'a', 0), (61, 60, '2026-11-11', 600, 60, 'b', 0);
    INSERT INTO session_note (record_id, pupil_id, how) VALUES (60, 1, 'got_it');
    INSERT INTO session_note (record_id, pupil_id, lost) VALUES (61, 1, 'cover');
    INSERT INTO support_hours (staff_id, minutes, from_on, entered_at) VALUES (4, 90, '2026-09-01', 0);
    INSERT INTO attendance (pupil_id, year, reported_on, possible, attended) VALUES (1, 2026, '2026-10-01', 50, 40);
    INSERT INTO wellbeing (pupil_id, said_on, source, confidence, peers, entered_at) VALUES (1, '2026-07-02', 'pupil', 2, 4, 0), (1, '2026-11-03', 'pupil', 4, 3, 0);
    INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) VALUES (60, 1, 1, 2, 1794128400, 1, '2026-11-08');
    INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (60, 60, 1, 1794128400), (61, 60, 2, 1794128400);
    INSERT INTO conversation_record (conversation_id, held_on, mode, agreement, entered_at) VALUES (60, '2026-11-10', 'school', 'agree', 1794324600);
    INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (60, 1, 'attended'), (60, 2, 'phoned_later');
    INSERT INTO feedback (invitation_id, listened, comment, given_at) VALUES (60, 'yes', 'A secret word', 1794324600);";

#[tokio::test]
async fn each_report_begins_with_its_main_fact_and_names_no_child() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    let senco = app.sign_in("senco").await;
    for (asked, words) in [
        ("reviews", "1 of 1 review that was due was held on time (100%)."),
        ("targets?by=provision", "4 of 5 (80%) targets that were reviewed were met or exceeded, of 1 pupil."),
        ("targets?by=groups", "Pupil premium"),
        ("targets?by=need", "Speech, language and communication needs"),
        ("attendance", "0 of 1 pupils with SEN whose attendance is known miss a tenth or more of their sessions."),
        ("wellbeing?by=class", "of 2 answers that can be compared 1 rose and 1 fell."),
        ("satisfaction", "1 of 2 parents who met us answered. Of their answers, 1 are yes, 0 partly and 0 no."),
        ("not_delivered", "1 of 2 planned sessions were given (50%), 1 hour; 1 lost and 0 not noted."),
        ("staffing", "A week of the plans needs 2 hours. There for it: 1 hour 30 minutes; on the timetable: 1 hour."),
        ("staffing", "Teaching assistant: 30 minutes short."),
        ("effect", "1 of 1 line has five or more reviewed targets behind it: only those are ranked."),
    ] {
        let page = senco.get(&format!("/reports/of/{asked}")).await;
        assert_eq!(page.status, StatusCode::OK, "{asked}");
        assert!(page.body.contains(words), "{asked}: {words}: {}", page.body);
        for never in ["Amira", "Khan", "A secret word"] {
            assert!(!page.body.contains(never), "{asked}: {never}");
        }
    }
    let targets = senco.get("/reports/of/targets?by=class").await.body;
    assert!(
        targets.contains("<figure class=\"bars\">") && targets.contains("Exceeded: 1, Met: 3, Partly met: 1"),
        "{targets}"
    );
    let list = senco.get("/reports/list").await.body;
    for kind in ReportKind::ALL {
        assert!(list.contains(&format!("href=\"/reports/of/{}\"", kind.as_code())), "{kind:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_makes_no_file() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    let senco = app.sign_in("senco").await;
    let odd = senco.get("/reports/of/targets?by=%3Cb%3E&year=1999").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        odd.body.contains("“&lt;b&gt;” is not a way to gather this report") && odd.body.contains("4 of 5"),
        "{}",
        odd.body
    );
    let other = senco.get("/reports/of/effect?by=groups").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "a way of another report");
    assert_eq!(senco.get("/reports/of/targets/files/report.csv?by=zzz").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(senco.post("/reports/of/targets/snapshots", &[("by", "zzz")]).await.status, StatusCode::BAD_REQUEST);
    for nothing in ["/reports/of/zzz", "/reports/of/targets/files/report.doc", "/reports/snapshots/9"] {
        assert_eq!(senco.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM report_snapshot").await, 0);
    let last = senco.get("/reports/of/targets?year=2025").await.body;
    assert!(last.contains("Targets 2025/26") && last.contains("No target has been reviewed yet."), "{last}");
}

#[tokio::test]
async fn the_files_hold_what_the_page_does_and_no_formula() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    let senco = app.sign_in("senco").await;
    let file = senco.get("/reports/of/targets/files/report.csv?by=provision").await;
    let name = file.headers["content-disposition"].to_str().unwrap();
    assert_eq!(name, "attachment; filename=\"targets-2026-11-18.csv\"");
    assert!(
        file.body.contains("Met or exceeded (%)") && file.body.contains("'=Talking partners,1,5,1,3,1,0,0,0,80"),
        "{}",
        file.body
    );
    let cost = senco.get("/reports/of/effect/files/report.csv").await.body;
    assert!(cost.contains("'=Talking partners,1,1,5,80,1,3,1,0,0,0,333.00,"), "{cost}");
    for kind in ReportKind::ALL {
        let there = format!("/reports/of/{}/files", kind.as_code());
        assert_eq!(senco.get(&format!("{there}/report.xlsx")).await.status, StatusCode::OK, "{kind:?}");
        let pdf = senco.get(&format!("{there}/report.pdf")).await;
        if MAKES_PDF {
            assert_eq!(pdf.status, StatusCode::OK, "{kind:?}: {}", pdf.body.chars().take(300).collect::<String>());
            assert!(pdf.body.starts_with("%PDF-") && pdf.body.contains("pdfuaid:part"), "{kind:?}");
        } else {
            assert_eq!(pdf.status, StatusCode::CONFLICT);
        }
    }
}

#[tokio::test]
async fn what_is_kept_says_for_ever_what_it_said_that_day() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    let senco = app.sign_in("senco").await;
    let kept = senco.post("/reports/of/targets/snapshots", &[("by", "class"), ("year", "2026")]).await;
    assert_eq!((kept.status, kept.location.as_deref()), (StatusCode::SEE_OTHER, Some("/reports/snapshots/1")));
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'report_snapshot' AND verb = 'recorded'").await,
        1
    );
    run(&app, "UPDATE target_result SET progress = 'declined'").await;
    let today = senco.get("/reports/of/targets?by=class").await.body;
    assert!(today.contains("0 of 5 (0%) targets"), "{today}");
    let page = senco.get("/reports/snapshots/1").await.body;
    for words in [
        "4 of 5 (80%) targets",
        "Exceeded: 1, Met: 3, Partly met: 1",
        "Kept on Wednesday 18 November 2026 by Mrs Anand",
        "As it stands today",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let file = senco.get("/reports/snapshots/1/files/report.csv").await.body;
    assert!(file.contains("4A,1,5,1,3,1,0,0,0,80"), "{file}");
    assert!(senco.get("/reports/list").await.body.contains("/reports/snapshots/1"));
    let mut tx =
        app.app.store.begin(thrice::store::Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let changed = sqlx::raw_sql("UPDATE report_snapshot SET body = '{}'").execute(tx.conn()).await;
    assert!(changed.unwrap_err().to_string().contains("a report that was kept never changes"));
}

#[tokio::test]
async fn reports_are_for_whoever_sees_all_records_and_costs_for_whoever_sees_costs() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    app.sign_in("senco").await.post("/reports/of/effect/snapshots", &[]).await;
    let head = app.sign_in("head").await;
    let page = head.get("/reports/of/effect").await;
    assert!(page.status == StatusCode::OK && !page.body.contains("Keep it as it stands"), "the SENCO keeps reports");
    assert_eq!(head.post("/reports/of/effect/snapshots", &[]).await.status, StatusCode::FORBIDDEN);
    for who in ["teacher", "other_teacher", "ta", "governor", "office", "admin"] {
        let session = app.sign_in(who).await;
        for path in [
            "/reports/list",
            "/reports/of/targets",
            "/reports/of/effect",
            "/reports/of/targets/files/report.csv",
            "/reports/snapshots/1",
        ] {
            assert_eq!(session.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
}

#[tokio::test]
async fn what_the_school_publishes_and_accounts_for_is_one_pdf_each() {
    let app = TestApp::new().await;
    run(&app, include_str!("access/world.sql")).await;
    let senco = app.sign_in("senco").await;
    for path in [
        "/funding.pdf",
        "/inclusion-strategy/1/strategy.pdf",
        "/inclusion-strategy/2/strategy.pdf",
        "/information-report/preview.pdf",
        "/information-report/versions/1/report.pdf",
        "/self-evaluation/frameworks/send-in-our-school/pack.pdf",
    ] {
        let file = senco.get(path).await;
        if MAKES_PDF {
            assert_eq!(file.status, StatusCode::OK, "{path}: {}", file.body.chars().take(300).collect::<String>());
            assert!(file.body.starts_with("%PDF-") && file.body.contains("pdfuaid:part"), "{path}");
        } else {
            assert_eq!(file.status, StatusCode::CONFLICT, "{path}");
        }
    }
    assert_eq!(senco.get("/inclusion-strategy/99/strategy.pdf").await.status, StatusCode::NOT_FOUND);
    assert_eq!(senco.get("/information-report/versions/99/report.pdf").await.status, StatusCode::NOT_FOUND);
    assert_eq!(senco.get("/funding.pdf?year=zzz").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_pack_for_an_annual_review_is_one_file_for_whoever_runs_the_record() {
    let app = TestApp::new().await;
    run(&app, RECORD).await;
    run(
        &app,
        "UPDATE sen_status SET code = 'E' WHERE pupil_id = 1;
         INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, ehc_anchor_on, created_at) VALUES (70, 1, 'ehc_delivery', '2026-09-10', 2, '2026-01-15', 0);
         INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (70, 70, 1, '2026-09-10', '2026-12-10');",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/plans/70/annual-review").await.body;
    assert_eq!(page.contains("/plans/70/annual-review/pack.pdf"), MAKES_PDF, "{page}");
    let file = senco.get("/plans/70/annual-review/pack.pdf").await;
    if MAKES_PDF {
        assert_eq!(file.status, StatusCode::OK, "{}", file.body.chars().take(300).collect::<String>());
        assert!(file.body.starts_with("%PDF-") && file.body.contains("pdfuaid:part"));
        assert!(!file.headers["content-disposition"].to_str().unwrap().contains("Amira"), "no child in the name");
    } else {
        assert_eq!(file.status, StatusCode::CONFLICT);
    }
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'evidence' AND pupil_id = 1 AND verb = 'viewed'").await,
        1
    );
    let teacher = app.sign_in("teacher").await;
    assert!(!teacher.get("/plans/70/annual-review").await.body.contains("pack.pdf"));
    assert_eq!(teacher.get("/plans/70/annual-review/pack.pdf").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        app.sign_in("other_teacher").await.get("/plans/70/annual-review/pack.pdf").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(senco.get("/plans/1/annual-review/pack.pdf").await.status, StatusCode::NOT_FOUND, "no EHC plan");
}
