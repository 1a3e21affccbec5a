//! Taking an import back: every row it wrote stands again as it was, in one act, unless people have built on one of them since. Two
//! things stay. A restriction stays, with the contact it is on, until somebody decides: undoing never makes a contact freer. And of a
//! pupil whom the import brought the name stays, off roll, because the audit says who was looked at and changed, and keeps it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::{
    Tx, history,
    rows::{self, Images, TABLES, Written},
};
use crate::domain::{
    audit::{Deed, Subject},
    ids::{ImportId, PupilId},
    time::Moment,
};

/// What stands in the way, each in a sentence.
pub type Obstacles = Vec<String>;

/// A row by table and key.
type Place = (&'static str, String);

/// Takes an import back. With obstacles the act must be dropped.
pub async fn undo(tx: &mut Tx, id: ImportId) -> anyhow::Result<Result<(), Obstacles>> {
    let school = tx.school()?;
    let made = history::list(tx.conn(), school).await?;
    let Some(this) = made.iter().find(|m| m.id == id && m.undo_until(tx.now).is_some()) else {
        return Ok(Err(vec!["This import cannot be undone any more.".to_owned()]));
    };
    if made.iter().any(|m| m.id > id && m.undone.is_none()) {
        return Ok(Err(vec!["A later import stands on this one. Undo that first.".to_owned()]));
    }
    let written = rows::kept(tx.conn(), id).await?;
    let present = rows::images(tx.conn(), school).await?;
    let spared = spared(tx.conn(), &written).await?;
    let taken: Vec<&Written> = written.iter().filter(|w| !spared.contains(&place(w))).collect();
    let mut obstacles = changed_since(&taken, &present);
    obstacles.extend(built_since(tx.conn(), this.at, (&written, &taken), &present).await?);
    if obstacles.is_empty() {
        put_back(tx.conn(), &taken).await?;
        obstacles.extend(dangling(tx.conn()).await?);
    }
    if !obstacles.is_empty() {
        return Ok(Err(obstacles.into_iter().collect()));
    }
    write_down(tx, id, &taken).await?;
    Ok(Ok(()))
}

fn place(written: &Written) -> Place {
    (written.table, written.key.clone())
}

/// Restrictions that the import brought, and what they hang on.
async fn spared(conn: &mut SqliteConnection, written: &[Written]) -> anyhow::Result<BTreeSet<Place>> {
    let restricted: BTreeSet<String> = sqlx::query_scalar!("SELECT DISTINCT guardianship_id FROM restriction")
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(|id| id.to_string())
        .collect();
    let mut spared = BTreeSet::new();
    for new in written.iter().filter(|w| w.is_new()) {
        match new.table {
            "guardianship" if restricted.contains(&new.key) => {
                spared.extend(new.get("adult_id").map(|adult| ("adult", adult.to_string())));
                spared.insert(place(new));
            }
            "restriction" => _ = spared.insert(place(new)),
            "task" if new.get("kind").is_some_and(|kind| kind == "check_restriction") => _ = spared.insert(place(new)),
            _ => {}
        }
    }
    Ok(spared)
}

/// Rows that are not any more as the import left them, in the columns that it wrote.
fn changed_since(taken: &[&Written], present: &Images) -> BTreeSet<String> {
    let mut obstacles = BTreeSet::new();
    for one in taken {
        let now: Option<Value> = present.get(&place(one)).and_then(|row| serde_json::from_str(row).ok());
        let as_left = match (&one.became, &now) {
            (Some(_), Some(now)) => one.columns().iter().all(|(column, left)| now.get(column) == Some(*left)),
            (None, None) => true,
            _ => false,
        };
        if !as_left {
            obstacles.insert(format!("{}: {} changed since.", whose(one, present), what(one.table)));
        }
    }
    obstacles
}

impl Written {
    /// The columns that the import wrote, with what it left there.
    fn columns(&self) -> BTreeMap<&str, &Value> {
        let was = self.was.as_ref();
        let all = self.became.as_ref().and_then(Value::as_object).into_iter().flatten();
        let wrote = all.filter(|(column, left)| was.is_none_or(|w| w.get(column.as_str()) != Some(*left)));
        wrote.map(|(column, left)| (column.as_str(), left)).collect()
    }
}

/// What people have entered since about pupils whom the import brought, or on the strength of a status that it set.
async fn built_since(
    conn: &mut SqliteConnection,
    since: Moment,
    (written, taken): (&[Written], &[&Written]),
    present: &Images,
) -> anyhow::Result<BTreeSet<String>> {
    let brought: BTreeSet<i64> =
        taken.iter().filter(|w| w.table == "pupil" && w.is_new()).filter_map(|w| w.pupil()).collect();
    let list = serde_json::to_string(&brought)?;
    let mut found: Vec<(i64, String)> = Vec::new();
    for (table, column) in tables_of_pupils(conn).await? {
        // What stays of the import is its own all the same: nobody has entered it.
        let own: Vec<Value> = written.iter().filter(|w| w.table == table).map(|w| as_key(&w.key)).collect();
        let others = match TABLES.iter().find(|t| t.name == table) {
            Some(known) => format!("AND {} NOT IN (SELECT value FROM json_each(?2))", known.key),
            None => "AND ?2 = ?2".to_owned(),
        };
        let asked = format!(
            "SELECT DISTINCT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IN (SELECT value FROM json_each(?1)) {others}"
        );
        let pupils: Vec<i64> = sqlx::query_scalar(AssertSqlSafe(asked))
            .bind(&list)
            .bind(serde_json::to_string(&own)?)
            .fetch_all(&mut *conn)
            .await?;
        found.extend(pupils.into_iter().map(|pupil| (pupil, table.clone())));
    }
    let restated: BTreeSet<i64> = taken
        .iter()
        .filter(|w| ["sen_status", "enrolment"].contains(&w.table))
        .filter_map(|w| w.pupil())
        .filter(|pupil| !brought.contains(pupil))
        .collect();
    found.extend(plans_and_meetings(conn, since, &serde_json::to_string(&restated)?).await?);
    let sentence = |(pupil, table): (i64, String)| format!("{}: {} entered since.", name(pupil, present), what(&table));
    Ok(found.into_iter().map(sentence).collect())
}

/// Every table and column that refers to a pupil, but the audit, which only tells.
async fn tables_of_pupils(conn: &mut SqliteConnection) -> anyhow::Result<Vec<(String, String)>> {
    let asked = "SELECT s.name, f.\"from\" FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f
         ON f.\"table\" = 'pupil' WHERE s.type = 'table' AND s.name <> 'audit' ORDER BY s.name";
    Ok(sqlx::query_as(asked).fetch_all(conn).await?)
}

async fn plans_and_meetings(
    conn: &mut SqliteConnection,
    since: Moment,
    pupils: &str,
) -> anyhow::Result<Vec<(i64, String)>> {
    let since = since.unix();
    let rows = sqlx::query!(
        r#"SELECT pupil_id AS "pupil_id!: i64", 'plan' AS "what!: String" FROM plan
             WHERE created_at >= ?1 AND pupil_id IN (SELECT value FROM json_each(?2))
           UNION SELECT pupil_id, 'conversation' FROM conversation
             WHERE offered_at >= ?1 AND pupil_id IN (SELECT value FROM json_each(?2))"#,
        since,
        pupils
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.pupil_id, r.what)).collect())
}

/// Takes out what the import brought, the last first; brings back what it took out; and sets right what it changed.
async fn put_back(conn: &mut SqliteConnection, taken: &[&Written]) -> anyhow::Result<()> {
    sqlx::query("PRAGMA defer_foreign_keys = ON").execute(&mut *conn).await?;
    for table in TABLES.iter().rev() {
        let of_table = |w: &&&Written| w.table == table.name;
        let new: Vec<Value> = taken.iter().filter(of_table).filter(|w| w.is_new()).map(|w| as_key(&w.key)).collect();
        let list = serde_json::to_string(&new)?;
        sqlx::query(AssertSqlSafe(taking_out(table.name, table.key))).bind(list).execute(&mut *conn).await?;
        for gone in taken.iter().filter(of_table).filter(|w| w.became.is_none()) {
            bring_back(conn, gone).await?;
        }
        for changed in taken.iter().filter(of_table).filter(|w| w.was.is_some() && w.became.is_some()) {
            set_right(conn, table.key, changed).await?;
        }
    }
    Ok(())
}

/// The statement that takes new rows out. Pupils stay, as names; a class stays where people have put somebody in it.
fn taking_out(table: &str, key: &str) -> String {
    let these = format!("{key} IN (SELECT value FROM json_each(?1))");
    match table {
        "pupil" => format!(
            "UPDATE pupil SET sex = '', first_language = '', pupil_premium = 0, free_meals = 0, eal = 0, in_care = 0 WHERE {these}"
        ),
        "class" => format!(
            "DELETE FROM class WHERE {these} AND id NOT IN (SELECT class_id FROM class_membership)
               AND id NOT IN (SELECT class_id FROM class_staff)"
        ),
        _ => format!("DELETE FROM \"{table}\" WHERE {these}"),
    }
}

async fn bring_back(conn: &mut SqliteConnection, gone: &Written) -> anyhow::Result<()> {
    let Some(was) = gone.was.as_ref().and_then(Value::as_object) else { return Ok(()) };
    let columns = was.keys().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
    let values = was.keys().map(|c| format!("?1 ->> '{c}'")).collect::<Vec<_>>().join(", ");
    let asked = format!("INSERT INTO \"{}\" ({columns}) SELECT {values}", gone.table);
    sqlx::query(AssertSqlSafe(asked)).bind(serde_json::to_string(was)?).execute(conn).await?;
    Ok(())
}

async fn set_right(conn: &mut SqliteConnection, key: &str, changed: &Written) -> anyhow::Result<()> {
    let columns = changed.columns();
    let set = columns.keys().map(|c| format!("\"{c}\" = ?1 ->> '{c}'")).collect::<Vec<_>>().join(", ");
    let asked = format!("UPDATE \"{}\" SET {set} WHERE {key} = ?2", changed.table);
    let was = serde_json::to_string(&changed.was)?;
    let query = sqlx::query(AssertSqlSafe(asked)).bind(was);
    match as_key(&changed.key) {
        Value::Number(id) => query.bind(id.as_i64()).execute(conn).await?,
        _ => query.bind(&changed.key).execute(conn).await?,
    };
    Ok(())
}

/// A key as the table has it: a number, or a day.
fn as_key(key: &str) -> Value {
    key.parse::<i64>().map_or_else(|_| Value::from(key), Value::from)
}

/// Rows that now refer to nothing: people entered them on what the import brought.
async fn dangling(conn: &mut SqliteConnection) -> anyhow::Result<BTreeSet<String>> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check").fetch_all(conn).await?;
    let sentence = |(table, parent): (String, String)| {
        let of = match parent.as_str() {
            "staff" => "somebody on the staff whom it brought",
            "adult" | "guardianship" => "a contact whom it brought",
            _ => "something that it brought",
        };
        format!("{} entered since for {of}.", sentence_case(what(&table)))
    };
    Ok(rows.into_iter().map(sentence).collect())
}

fn sentence_case(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What a row of a table is, as the beginning of "… changed since".
fn what(table: &str) -> &'static str {
    match table {
        "account" | "password_link" | "session" => "an account was",
        "adult" => "what is known of them was",
        "attendance" => "the attendance was",
        "bank_holiday" | "closure" | "term" | "review_window" => "the school’s year was",
        "class" | "class_membership" | "class_staff" => "the class was",
        "conversation" | "invitation" | "slot" => "a meeting was",
        "enrolment" => "being on roll was",
        "guardianship" => "a contact was",
        "need" => "the needs were",
        "notice" => "a message was",
        "plan" => "a plan was",
        "postal_address" => "a postal address was",
        "pupil" => "the pupil’s own facts were",
        "pupil_support" => "who supports them was",
        "sen_status" => "the SEN status was",
        "staff" => "their name, address or role was",
        "task" => "a task was",
        _ => "something was",
    }
}

/// Whose row it is, by name.
fn whose(one: &Written, present: &Images) -> String {
    let own = |column: &str| one.get(column).and_then(Value::as_str).unwrap_or_default().to_owned();
    match (one.pupil(), one.table) {
        (Some(pupil), _) => name(pupil, present),
        (None, "staff" | "adult") => format!("{} {}", own("forename"), own("surname")).trim().to_owned(),
        (None, "class") => own("name"),
        _ => "Term dates".to_owned(),
    }
}

fn name(pupil: i64, present: &Images) -> String {
    let row = present.get(&("pupil", pupil.to_string())).and_then(|row| serde_json::from_str::<Value>(row).ok());
    let text = |column: &str| row.as_ref().and_then(|r| r.get(column)?.as_str().map(str::to_owned)).unwrap_or_default();
    format!("{} {}", text("forename"), text("surname"))
}

async fn write_down(tx: &mut Tx, id: ImportId, taken: &[&Written]) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!("INSERT INTO import_reversal (import_id, made_at, made_by) VALUES (?, ?, ?)", id.0, now, by)
        .execute(tx.conn())
        .await?;
    sqlx::query!("DELETE FROM import_row WHERE import_id = ?", id.0).execute(tx.conn()).await?;
    let pupils: BTreeSet<i64> = taken.iter().filter_map(|w| w.pupil()).collect();
    let seen: Vec<_> = pupils.into_iter().map(|pupil| (Some(id.0), PupilId(pupil))).collect();
    tx.audit_each(Deed::Undone, Subject::Import, &seen).await
}
