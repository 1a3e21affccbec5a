//! What the tables take is what the rules know: a code that stands in one of the two only would be refused, or could not be read.

use thrice::domain::task::TaskKind;

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
}
