//! Importing what schools export, as somebody at the command line does it: files in a folder, a real database, what is printed.

mod again;
mod cells;
mod contacts;
mod field;
mod refused;
mod september;
mod shapes;
mod slices;
mod uncertain;
mod workbooks;

use serde_json::Value;
use tempfile::TempDir;
use thrice::{
    command::import::{Wish, run},
    config::Settings,
    domain::{ids::SchoolId, roll::Held},
    store::{Store, imports, schools},
};

use crate::support::unpacker;

/// The sample school's own files.
const OAKFIELD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/exchange/data/oakfield");
/// Two children of one class, one on SEN support.
const TWO: &str = "UPN,Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1,SEN Start Date\n\
    P207000016049,Temi,Okafor,11/02/2018,4,4A,K,SLCN,01/09/2025\n\
    B801200005001,Wren,Singh,05/05/2018,4,4A,N,,\n";

/// A school's server and its database.
struct School {
    folder: TempDir,
    store: Store,
    day: &'static str,
}

impl School {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("thrice.sqlite")).await.unwrap();
        Self { folder, store, day: "2026-11-18" }
    }

    fn settings(&self) -> Settings {
        Settings::read(None, [("THRICE_TODAY".to_owned(), self.day.to_owned())]).unwrap()
    }

    /// Puts files into a folder of their own and runs the command on it.
    async fn run(&self, files: &[(&str, &[u8])], dry_run: bool) -> Value {
        let from = TempDir::new_in(self.folder.path()).unwrap();
        for (name, bytes) in files {
            std::fs::write(from.path().join(name), bytes).unwrap();
        }
        self.run_on(from.path(), dry_run).await
    }

    async fn run_on(&self, path: &std::path::Path, dry_run: bool) -> Value {
        let said = run(&self.store, &self.settings(), &unpacker(), path, Wish { dry_run, json: true }).await.unwrap();
        serde_json::from_str(&said.text).unwrap()
    }

    async fn brings(&self, text: &str) -> Value {
        self.run(&[("export.csv", text.as_bytes())], false).await
    }

    async fn would_bring(&self, text: &str) -> Value {
        self.run(&[("export.csv", text.as_bytes())], true).await
    }

    /// Everything that is held now.
    async fn held(&self) -> Held {
        let mut conn = self.store.read().await.unwrap();
        let school = schools::only(&mut conn).await.unwrap().unwrap_or(SchoolId(1));
        imports::held(&mut conn, school, self.settings().today.unwrap()).await.unwrap()
    }

    /// A single number, asked of the database.
    async fn count(&self, sql: &'static str) -> i64 {
        let mut conn = self.store.read().await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
    }
}

/// New, changed, unchanged, leaving, refused.
fn tally(report: &Value, kind: &str) -> [u64; 5] {
    ["new", "changed", "unchanged", "leaving", "refused"].map(|what| report[kind][what].as_u64().unwrap())
}

/// Line and message of each problem.
fn problems(report: &Value) -> Vec<(u64, String)> {
    let all = report["problems"].as_array().unwrap();
    all.iter().map(|p| (p["line"].as_u64().unwrap(), p["message"].as_str().unwrap().to_owned())).collect()
}
