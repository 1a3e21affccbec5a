//! What the tables take is what the rules know: a code that stands in one of the two only would be refused, or could not be read.

use thrice::domain::{
    report::{ReportBy, ReportKind},
    task::TaskKind,
};

use crate::support::TestApp;

/// The codes that a table's named CHECK allows.
async fn allowed(app: &TestApp, table: &str, check: &str) -> Vec<String> {
    let sql: String = sqlx::query_scalar("SELECT sql FROM sqlite_master WHERE name = ?")
        .bind(table)
        .fetch_one(&mut *app.app.store.read().await.unwrap())
        .await
        .unwrap();
    let (_, rest) = sql.split_once(&format!("CONSTRAINT {check} CHECK")).unwrap();
    let (list, _) = rest.split_once("))").unwrap();
    let mut codes: Vec<String> = list.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
    codes.sort();
    codes
}

#[tokio::test]
async fn the_tables_take_the_codes_of_the_rules_and_no_others() {
    let app = TestApp::new().await;
    let mut kinds: Vec<&str> = TaskKind::ALL.iter().map(|kind| kind.as_code()).collect();
    kinds.sort_unstable();
    assert_eq!(allowed(&app, "task", "task_kind").await, kinds);
    let mut reports: Vec<&str> = ReportKind::ALL.iter().map(|kind| kind.as_code()).collect();
    reports.sort_unstable();
    assert_eq!(allowed(&app, "report_snapshot", "report_snapshot_kind").await, reports);
    let mut ways: Vec<&str> = ReportBy::ALL.iter().map(|by| by.as_code()).collect();
    ways.sort_unstable();
    assert_eq!(allowed(&app, "report_snapshot", "report_snapshot_gathered").await, ways);
}
