//! What the database says of each query, asked once. sqlx's macros ask it of every query whenever anything is compiled, and a few of ours take
//! them longer than the rest of the crate takes the compiler. So it is asked here, of the queries that are new, and noted where the macros
//! look it up.

use std::{collections::BTreeSet, error::Error, fs, path::Path};

use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr, SqliteConnection};

/// Where SQL stands; a test holds that it stands nowhere else.
const ROOM: &str = "src/store";

/// Notes in `folder` what the database says of every query, and forgets those that are gone. Returns whether all could be read: otherwise
/// the macros have to ask for themselves.
pub(crate) async fn note(conn: &mut SqliteConnection, folder: &Path) -> Result<bool, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={ROOM}");
    begin_anew_where_the_schema_changed(conn, folder).await?;
    let Some(queries) = of_folder(Path::new(ROOM))? else { return Ok(false) };
    let mut kept = BTreeSet::new();
    for query in queries {
        let hash: String = Sha256::digest(query.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = format!("query-{hash}.json");
        let file = folder.join(&name);
        if !file.exists() {
            // A query that is wrong is left to the macro, which says so where it stands.
            let Ok(describe) = (&mut *conn).describe(AssertSqlSafe(query.clone()).into_sql_str()).await else {
                return Ok(false);
            };
            let note = json!({ "db_name": "SQLite", "query": query, "describe": describe, "hash": hash });
            fs::write(&file, note.to_string())?;
        }
        kept.insert(name);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(true)
}

/// What was noted is true of one schema only.
async fn begin_anew_where_the_schema_changed(conn: &mut SqliteConnection, folder: &Path) -> Result<(), Box<dyn Error>> {
    let schema = "SELECT coalesce(group_concat(sql, char(10)), '') FROM sqlite_schema";
    let schema: String = sqlx::query_scalar(schema).fetch_one(conn).await?;
    let noted = folder.with_extension("sql");
    if fs::read_to_string(&noted).is_ok_and(|before| before == schema) && folder.exists() {
        return Ok(());
    }
    let _ = fs::remove_dir_all(folder); // not there the first time
    fs::create_dir_all(folder)?;
    fs::write(noted, schema)?;
    Ok(())
}

/// The queries in a folder's files; none where one of them cannot be read.
fn of_folder(folder: &Path) -> Result<Option<BTreeSet<String>>, Box<dyn Error>> {
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let found = match path.is_dir() {
            true => of_folder(&path)?,
            false => of_text(&fs::read_to_string(&path)?),
        };
        let Some(found) = found else { return Ok(None) };
        all.extend(found);
    }
    Ok(Some(all))
}

/// The queries in a file's text.
fn of_text(text: &str) -> Option<BTreeSet<String>> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let calls = ["query!(", "query_as!(", "query_scalar!("].into_iter().flat_map(|call| code.match_indices(call));
    let query = |(at, call): (usize, &str)| {
        let mut rest = &code[at + call.len()..];
        if call == "query_as!(" {
            rest = rest.split_once(',')?.1;
        }
        literals(rest)
    };
    calls.map(query).collect()
}

/// The string with which the text begins, and those that are added to it.
fn literals(text: &str) -> Option<String> {
    let text = text.trim_start();
    let (mut sql, rest) = match text.strip_prefix('r') {
        Some(raw) => {
            let marks = raw.bytes().take_while(|byte| *byte == b'#').count();
            let close = format!("\"{}", "#".repeat(marks));
            let (sql, rest) = raw[marks..].strip_prefix('"')?.split_once(&close)?;
            (sql.to_owned(), rest)
        }
        None => escaped(text.strip_prefix('"')?)?,
    };
    if let Some(more) = rest.trim_start().strip_prefix('+') {
        sql.push_str(&literals(more)?);
    }
    Some(sql)
}

/// A string up to its closing mark, and what follows.
fn escaped(text: &str) -> Option<(String, &str)> {
    let (mut sql, mut rest) = (String::new(), text);
    loop {
        let at = rest.find(['"', '\\'])?;
        sql.push_str(&rest[..at]);
        let (mark, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        if mark == b'"' {
            return Some((sql, after));
        }
        rest = match after.chars().next()? {
            '\n' => after.trim_start(),
            c @ ('"' | '\\') => {
                sql.push(c);
                &after[1..]
            }
            'n' => {
                sql.push('\n');
                &after[1..]
            }
            _ => return None,
        };
    }
}
