//! The rows that an import writes, as they are before and after it.

use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::domain::ids::{ImportId, SchoolId};

/// A table that imports write.
pub(super) struct Table {
    /// Its name.
    pub(super) name: &'static str,
    /// The column that names a row.
    pub(super) key: &'static str,
    /// Which of its rows belong to school `?1`.
    of_school: &'static str,
}

const BY_PUPIL: &str = "pupil_id IN (SELECT id FROM pupil WHERE school_id = ?1)";

/// Every table that an import writes, each behind those it refers to.
pub(super) const TABLES: &[Table] = &[
    Table { name: "class", key: "id", of_school: "school_id = ?1" },
    Table { name: "staff", key: "id", of_school: "school_id = ?1" },
    Table { name: "pupil", key: "id", of_school: "school_id = ?1" },
    Table { name: "adult", key: "id", of_school: "school_id = ?1" },
    Table { name: "term", key: "id", of_school: "school_id = ?1" },
    Table { name: "closure", key: "id", of_school: "school_id = ?1" },
    Table { name: "bank_holiday", key: "held_on", of_school: "?1 = ?1" },
    Table { name: "class_staff", key: "id", of_school: "class_id IN (SELECT id FROM class WHERE school_id = ?1)" },
    Table { name: "enrolment", key: "id", of_school: BY_PUPIL },
    Table { name: "class_membership", key: "id", of_school: BY_PUPIL },
    Table { name: "pupil_support", key: "id", of_school: BY_PUPIL },
    Table { name: "sen_status", key: "id", of_school: BY_PUPIL },
    Table { name: "need", key: "id", of_school: BY_PUPIL },
    Table { name: "attendance", key: "id", of_school: BY_PUPIL },
    Table { name: "guardianship", key: "id", of_school: BY_PUPIL },
    Table {
        name: "restriction",
        key: "id",
        of_school: "guardianship_id IN (SELECT g.id FROM guardianship g JOIN pupil p ON p.id = g.pupil_id WHERE p.school_id = ?1)",
    },
    Table { name: "postal_address", key: "id", of_school: "adult_id IN (SELECT id FROM adult WHERE school_id = ?1)" },
    Table { name: "plan", key: "id", of_school: BY_PUPIL },
    Table { name: "conversation", key: "id", of_school: BY_PUPIL },
    Table {
        name: "plan_handover",
        key: "id",
        of_school: "plan_id IN (SELECT l.id FROM plan l JOIN pupil p ON p.id = l.pupil_id WHERE p.school_id = ?1)",
    },
    Table { name: "import_said", key: "id", of_school: BY_PUPIL },
    Table { name: "task", key: "id", of_school: "school_id = ?1" },
];

/// Rows as JSON, by table and key.
pub(super) type Images = BTreeMap<(&'static str, String), String>;

/// One row that an import wrote.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Written {
    /// Its table.
    pub(super) table: &'static str,
    /// Its key.
    pub(super) key: String,
    /// As it was; `None`: it was not there.
    pub(super) was: Option<Value>,
    /// As it became; `None`: it was there no more.
    pub(super) became: Option<Value>,
}

impl Written {
    /// The row's columns of whichever image there is: the later one first.
    pub(super) fn get(&self, column: &str) -> Option<&Value> {
        self.became.as_ref().or(self.was.as_ref())?.get(column)
    }

    /// The pupil it belongs to, if it belongs to one.
    pub(super) fn pupil(&self) -> Option<i64> {
        self.get(if self.table == "pupil" { "id" } else { "pupil_id" })?.as_i64()
    }

    /// Whether the import brought it.
    pub(super) fn is_new(&self) -> bool {
        self.was.is_none()
    }
}

/// Every row of a school that an import could write.
pub(super) async fn images(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Images> {
    let mut all = Images::new();
    for Table { name, key, of_school } in TABLES {
        let pairs = pairs(conn, name, "").await?;
        let asked = format!("SELECT CAST({key} AS TEXT), json_object({pairs}) FROM \"{name}\" WHERE {of_school}");
        let rows: Vec<(String, String)> =
            sqlx::query_as(AssertSqlSafe(asked)).bind(school.0).fetch_all(&mut *conn).await?;
        all.extend(rows.into_iter().map(|(key, row)| ((*name, key), row)));
    }
    Ok(all)
}

/// Notes from now on, until this act [keeps](keep) them or is dropped, how rows were before they are written: triggers of this connection
/// alone do it.
pub(super) async fn watch(conn: &mut SqliteConnection) -> anyhow::Result<()> {
    let note =
        "CREATE TEMP TABLE written (thing TEXT, row_key TEXT, was TEXT, PRIMARY KEY (thing, row_key)) WITHOUT ROWID";
    sqlx::raw_sql(note).execute(&mut *conn).await?;
    for Table { name, key, .. } in TABLES {
        let was = pairs(conn, name, "old.").await?;
        let triggers = format!(
            "CREATE TEMP TRIGGER written_new_{name} AFTER INSERT ON main.{name} BEGIN
                 INSERT INTO written VALUES ('{name}', CAST(new.{key} AS TEXT), NULL) ON CONFLICT DO NOTHING;
             END;
             CREATE TEMP TRIGGER written_over_{name} AFTER UPDATE ON main.{name} BEGIN
                 INSERT INTO written VALUES ('{name}', CAST(old.{key} AS TEXT), json_object({was})) ON CONFLICT DO NOTHING;
             END;
             CREATE TEMP TRIGGER written_off_{name} AFTER DELETE ON main.{name} BEGIN
                 INSERT INTO written VALUES ('{name}', CAST(old.{key} AS TEXT), json_object({was})) ON CONFLICT DO NOTHING;
             END;"
        );
        sqlx::raw_sql(AssertSqlSafe(triggers)).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Writes down the rows that were written since [`watch`] and differ from what they were. What an earlier slice wrote down stays as it
/// was before that, unless somebody has changed it in between.
pub(super) async fn keep(conn: &mut SqliteConnection, import: ImportId) -> anyhow::Result<()> {
    for Table { name, key, .. } in TABLES {
        let is = pairs(conn, name, "t.").await?;
        let kept = format!(
            "INSERT INTO import_row (import_id, thing, row_key, was, became)
             SELECT ?1, w.thing, w.row_key, w.was, iif(t.{key} IS NULL, NULL, json_object({is})) AS became
             FROM temp.written w LEFT JOIN main.{name} t ON CAST(t.{key} AS TEXT) = w.row_key
             WHERE w.thing = '{name}' AND w.was IS NOT iif(t.{key} IS NULL, NULL, json_object({is}))
             ON CONFLICT (import_id, thing, row_key) DO UPDATE SET
                 was = iif(import_row.became IS excluded.was, import_row.was, excluded.was), became = excluded.became"
        );
        sqlx::query(AssertSqlSafe(kept)).bind(import.0).execute(&mut *conn).await?;
        for what in ["new", "over", "off"] {
            sqlx::raw_sql(AssertSqlSafe(format!("DROP TRIGGER temp.written_{what}_{name}")))
                .execute(&mut *conn)
                .await?;
        }
    }
    sqlx::raw_sql("DROP TABLE temp.written").execute(conn).await?;
    Ok(())
}

/// The columns of a table as the arguments of an object, each behind a prefix.
async fn pairs(conn: &mut SqliteConnection, table: &str, of: &str) -> anyhow::Result<String> {
    let columns: Vec<String> =
        sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid").bind(table).fetch_all(conn).await?;
    Ok(columns.iter().map(|c| format!("'{c}', {of}\"{c}\"")).collect::<Vec<_>>().join(", "))
}

/// The rows that an import wrote.
pub(super) async fn kept(conn: &mut SqliteConnection, import: ImportId) -> anyhow::Result<Vec<Written>> {
    let rows = sqlx::query!("SELECT thing, row_key, was, became FROM import_row WHERE import_id = ?", import.0)
        .fetch_all(conn)
        .await?;
    let image = |text: Option<String>| text.map(|t| serde_json::from_str(&t)).transpose();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(table) = TABLES.iter().find(|t| t.name == row.thing) else { continue };
        all.push(Written { table: table.name, key: row.row_key, was: image(row.was)?, became: image(row.became)? });
    }
    Ok(all)
}
