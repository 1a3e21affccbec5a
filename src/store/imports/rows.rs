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
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid")
            .bind(name)
            .fetch_all(&mut *conn)
            .await?;
        let pairs = columns.iter().map(|c| format!("'{c}', \"{c}\"")).collect::<Vec<_>>().join(", ");
        let asked = format!("SELECT CAST({key} AS TEXT), json_object({pairs}) FROM \"{name}\" WHERE {of_school}");
        let rows: Vec<(String, String)> =
            sqlx::query_as(AssertSqlSafe(asked)).bind(school.0).fetch_all(&mut *conn).await?;
        all.extend(rows.into_iter().map(|(key, row)| ((*name, key), row)));
    }
    Ok(all)
}

/// Writes down the rows that differ.
pub(super) async fn keep(
    conn: &mut SqliteConnection,
    import: ImportId,
    before: &Images,
    after: &Images,
) -> anyhow::Result<()> {
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key)).map(|(key, was)| (key, Some(was), None));
    let there = after.iter().map(|(key, row)| (key, before.get(key), Some(row)));
    let differing: Vec<_> = gone
        .chain(there)
        .filter(|(_, was, became)| was != became)
        .map(|((table, key), was, became)| (table, key, was, became))
        .collect();
    let list = serde_json::to_string(&differing)?;
    sqlx::query!(
        "INSERT INTO import_row (import_id, thing, row_key, was, became)
         SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
        import.0,
        list
    )
    .execute(conn)
    .await?;
    Ok(())
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
