//! No statement reads a whole table once for each row of another: such a page is quick in a new school and stands still in an old one.

use std::{fs, path::Path};

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::support::TestApp;

/// Tables that grow with every year.
const GROWING: &[&str] = &[
    "answer",
    "attendance",
    "audit",
    "booking",
    "class_membership",
    "conversation",
    "conversation_attendance",
    "conversation_record",
    "cycle",
    "enrolment",
    "guardianship",
    "invitation",
    "need",
    "notice",
    "outcome",
    "placement",
    "plan",
    "pupil",
    "review",
    "sen_status",
    "slot",
    "target",
    "target_result",
    "task",
];

/// A step of a statement as SQLite carries it out: its number, that of the step that it belongs to, and what is done.
type Step = (i64, i64, String);

/// How a statement is carried out; nothing of what is no statement by itself, since a macro puts it together.
async fn steps(conn: &mut SqliteConnection, sql: &str) -> Option<Vec<Step>> {
    let explained = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let rows = sqlx::query(explained).fetch_all(conn).await.ok()?;
    Some(rows.iter().map(|row| (row.get(0), row.get(1), row.get(3))).collect())
}

/// Every statement that the store checks at compile time and that only reads, with its file.
fn statements(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            statements(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("demo.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let all = text.split("sqlx::query").skip(1).filter_map(written);
            let reads = |sql: &String| ["SELECT", "WITH"].iter().any(|word| sql.trim_start().starts_with(word));
            found.extend(all.filter(reads).map(|sql| (path.display().to_string(), sql)));
        }
    }
}

/// The first string of a piece of source, raw or not.
fn written(source: &str) -> Option<String> {
    let (before, after) = source.split_once('"')?;
    if before.ends_with('#') {
        return after.split_once("\"#").map(|(sql, _)| sql.to_owned());
    }
    let end = after.char_indices().find(|(at, c)| *c == '"' && !after[..*at].ends_with('\\'))?.0;
    Some(after[..end].replace("\\\"", "\""))
}

/// The table that a scan reads, where its name is given in the statement as that of one table.
fn table<'a>(sql: &'a str, scanned: &str) -> Option<&'a str> {
    if sql.contains(&format!(") {scanned}")) {
        return None; // what another query made, which is as long as that is
    }
    let words: Vec<&str> = sql.split_whitespace().collect();
    let named = words
        .windows(3)
        .find(|three| ["FROM", "JOIN"].contains(&three[0]) && three[2].trim_end_matches([')', ',']) == scanned);
    named.map(|three| three[1]).or_else(|| GROWING.iter().find(|name| **name == scanned).copied())
}

#[tokio::test]
async fn no_statement_reads_a_whole_table_for_each_row_of_another() {
    let app = TestApp::new().await;
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"), &mut all);
    let mut conn = app.app.store.read().await.unwrap();
    let mut looked = 0;
    for (file, sql) in &all {
        let Some(steps) = steps(&mut conn, sql).await else { continue };
        looked += 1;
        let is_for_each = |mut parent: i64| loop {
            let Some(step) = steps.iter().find(|step| step.0 == parent) else { break false };
            if step.2.contains("CORRELATED") {
                break true;
            }
            parent = step.1;
        };
        for (_, parent, detail) in &steps {
            let scanned = detail.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            let grows = scanned.and_then(|name| table(sql, name)).is_some_and(|name| GROWING.contains(&name));
            if grows && is_for_each(*parent) {
                wrong.push(format!(
                    "{file}: {detail} in {}",
                    sql.split_whitespace().take(12).collect::<Vec<_>>().join(" ")
                ));
            }
        }
    }
    assert!(looked > 150, "only {looked} of {} statements were looked at", all.len());
    assert_eq!(wrong, [""; 0]);
}

#[tokio::test]
async fn what_a_school_has_given_away_is_found_by_when_it_begins() {
    let app = TestApp::new().await;
    let mut all = Vec::new();
    statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"), &mut all);
    let of_the_diary: Vec<_> = all.iter().filter(|(file, _)| file.ends_with("conversations/diary.rs")).collect();
    let [(_, sql)] = of_the_diary.as_slice() else { panic!("{of_the_diary:?}") };
    let steps = steps(&mut app.app.store.read().await.unwrap(), sql).await.unwrap();
    let done: Vec<&str> = steps.iter().map(|(.., done)| done.as_str()).collect();
    let range = "SEARCH t USING PRIMARY KEY (school_id=? AND booked=? AND starts_at>? AND starts_at<?)";
    assert!(done.contains(&range), "{done:?}");
    let short = ["SCAN q VIRTUAL TABLE", "SCAN n", "SCAN json_each VIRTUAL TABLE"];
    let scans = done.iter().filter(|done| done.starts_with("SCAN "));
    assert!(scans.into_iter().all(|scan| short.iter().any(|short| scan.starts_with(short))), "{done:?}");
}
