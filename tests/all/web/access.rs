//! Who gets in where, by every door: each route and verb, asked for as each person, in `access/routes.txt`. The paths come from the sources
//! and the verbs from the router itself, so that a route without a row fails.
//!
//! **To add a route**, add a line to `access/routes.txt` (read while the tests run: no new build):
//!
//! ```text
//! POST  /pupils/{id}/plans  -  303 403 404 403 403 404 404 404 in  kind=pastoral&review_on=2026-12-10
//! ```
//!
//! - The verb, the route as in `.route(…)`, then the path to ask for: `-` is the route with 1 for each part in braces. `{invited}`,
//!   `{met}`, `{surveyed}`, `{password}` in it become links that work: of Amira's mother before a meeting, after one, and of the teacher; `{asset}` is
//!   the name of a file.
//! - What each answers: senco, teacher (teaches Amira), other_teacher (does not), ta (supports her), head, governor, office, admin, and
//!   nobody (not signed in). `in` is "sent to sign in". A line with wrong answers is printed as it would be right: **judge it** by
//!   `reliability.md` 4.2 before you copy it. A route may have several lines.
//! - For a form, fields whole enough that whoever may send it succeeds (`+` is a space): only then does it prove something that the others
//!   change nothing. Where it leaves nothing in the database, write `303=`. A form that takes files begins with `@pasted=`, and `%0A` ends a
//!   line in it; one that takes one file begins with `@file=` and what is in it. More rows that a route needs go into `access/world.sql`, Amira's with the number 1, Ben's with 2 and `zq` words.
//!
//! From the same lines: `matrix` has the answers and what they change, `canaries` what may stand in them, `forms` the headers and what
//! forms of other sites get; `ways` that no page leads to a refusal; `rights`, with a file of its own, what is opened to one person beside their role.

mod canaries;
mod forms;
mod matrix;
mod rights;
mod ways;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use axum::{
    body::Body,
    http::{Method, Request},
};
use sqlx::{AssertSqlSafe, Row as _};
use thrice::{
    domain::{
        ids::{AdultId, InvitationId, PupilId, SurveyId},
        time::Moment,
    },
    store::{Actor, conversations::links, people::accounts, surveys},
};
use tokio::sync::OnceCell;
use tower::ServiceExt;

use crate::support::{Beginning, Response, Session, TestApp};

/// The columns of the table.
const PEOPLE: [&str; 9] = ["senco", "teacher", "other_teacher", "ta", "head", "governor", "office", "admin", "nobody"];

/// One line of the table.
#[derive(Clone)]
struct Row {
    verb: String,
    route: String,
    asked: String,
    expected: Vec<String>,
    fields: Vec<(String, String)>,
}

impl Row {
    fn parse(line: &str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!((12..=13).contains(&words.len()), "three words, nine answers, and perhaps fields: {line}");
        let asked = if words[2] == "-" { numbered(words[1]) } else { words[2].to_owned() };
        let expected = words[3..12].iter().map(|w| (*w).to_owned()).collect();
        let text = |typed: &str| typed.replace('+', " ").replace("%0A", "\n");
        let pair = |field: &str| field.split_once('=').map(|(k, v)| (k.to_owned(), text(v)));
        let fields = words.get(12).map(|f| f.split('&').filter_map(pair).collect()).unwrap_or_default();
        Self { verb: words[0].to_owned(), route: words[1].to_owned(), asked, expected, fields }
    }

    fn door(&self) -> String {
        format!("{} {}", self.verb, self.route)
    }

    fn is_get(&self) -> bool {
        self.verb == "GET"
    }

    /// The same with one more field.
    fn with(&self, field: Option<(String, String)>) -> Self {
        let mut row = self.clone();
        row.fields.extend(field);
        row
    }

    /// What somebody is to get.
    fn expects(&self, who: &str) -> &str {
        match self.column(who).trim_end_matches('=') {
            // Built without PDF, the program says so to whoever may have one.
            "200"
                if self.asked.split('?').next().is_some_and(|path| path.ends_with(".pdf"))
                    && !thrice::documents::MAKES_PDF =>
            {
                "409"
            }
            said => said,
        }
    }

    /// Whether what succeeds has to leave something in the database.
    fn is_to_change(&self, who: &str) -> bool {
        self.column(who) == "303"
    }

    fn column(&self, who: &str) -> &str {
        &self.expected[PEOPLE.iter().position(|p| *p == who).unwrap()]
    }

    /// Whether an answer is a refusal.
    fn refuses(answer: &str) -> bool {
        matches!(answer, "in" | "403" | "404" | "405")
    }

    /// The same asked about Ben, where the path has a number at all.
    fn of_ben(&self) -> Option<String> {
        let (path, query) = self.asked.split_once('?').unwrap_or((&self.asked, ""));
        let parts: Vec<&str> = path.split('/').map(|part| if part == "1" { "2" } else { part }).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        let asked = format!("{}{query}", parts.join("/"));
        (asked != self.asked).then_some(asked)
    }

    /// Whether the answer depends on who teaches the pupil.
    fn is_about_a_pupil(&self) -> bool {
        self.expects("teacher") != self.expects("other_teacher")
    }
}

/// A route with 1 for each part in braces.
fn numbered(route: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "1".to_owned() } else { part.to_owned() };
    route.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// A file beside this one. Read while the tests run, so that a new row needs no new build.
fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/web/access").join(name)
}

fn table() -> Vec<Row> {
    let text = fs::read_to_string(here("routes.txt")).unwrap();
    text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(Row::parse).collect()
}

/// The school in which every door is tried, and links into it.
struct World {
    beginning: Beginning,
    links: Vec<(&'static str, String)>,
}

static WORLD: OnceCell<World> = OnceCell::const_new();

async fn world() -> &'static World {
    WORLD.get_or_init(make).await
}

async fn make() -> World {
    let app = TestApp::new().await;
    let now = app.app.clock.now();
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, now).await.unwrap();
    let rows = fs::read_to_string(here("world.sql")).unwrap();
    sqlx::raw_sql(AssertSqlSafe(rows)).execute(tx.conn()).await.unwrap();
    let page = app.stranger().get("/sign-in").await.body;
    let asset = page.split_once("href=\"/assets/").unwrap().1.split('"').next().unwrap().to_owned();
    let later = Moment::from_unix(now.unix() + 30 * 86_400);
    let surveyed = surveys::ask(&mut tx, SurveyId(1), Some((AdultId(1), PupilId(1)))).await.unwrap();
    let links = vec![
        ("{invited}", links::mint(&mut tx, InvitationId(1), later).await.unwrap()),
        ("{met}", links::mint(&mut tx, InvitationId(3), later).await.unwrap()),
        ("{surveyed}", surveyed),
        ("{asset}", asset),
        ("{password}", accounts::new_link(&mut tx, Some(app.cast.teacher)).await.unwrap()),
    ];
    tx.commit().await.unwrap();
    World { beginning: app.into_beginning().await, links }
}

/// A fresh copy of that school.
async fn fresh() -> TestApp {
    TestApp::begun(&world().await.beginning).await
}

/// Somebody's browser.
async fn browser(app: &TestApp, who: &str) -> Session {
    if who == "nobody" { app.stranger() } else { app.sign_in(who).await }
}

/// Knocks at a door, in the words of a row.
async fn knock(session: &Session, row: &Row, asked: &str) -> Response {
    let links = &world().await.links;
    let path = links.iter().fold(asked.to_owned(), |path, (name, token)| path.replace(name, token));
    let fields: Vec<_> = row.fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    match row.verb.as_str() {
        "GET" => session.get(&path).await,
        "POST" => match fields.first() {
            Some(("@pasted", cells)) => session.upload(&path, &[], cells).await,
            Some(("@file", text)) => session.attach(&path, "file.pdf", text.as_bytes(), &fields[1..]).await,
            _ => session.post(&path, &fields).await,
        },
        other => panic!("no page of ours uses {other}"),
    }
}

/// An answer in the words of the table.
fn said(answer: &Response) -> String {
    match answer.location.as_deref() {
        // Signing out leads there too, but takes the cookie away.
        Some("/sign-in") if answer.cookie.is_none() => "in".to_owned(),
        Some(there) if there.starts_with("/sign-in?next=") => "in".to_owned(),
        _ => answer.status.as_u16().to_string(),
    }
}

/// Every row of every table but the audit.
async fn everything(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut conn = app.app.store.read().await.unwrap();
    let asked = "SELECT m.name, group_concat('quote(\"' || c.name || '\")', ' || '' '' || ')
                 FROM sqlite_master m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'audit' GROUP BY m.name";
    let mut all = BTreeMap::new();
    for table in sqlx::query(asked).fetch_all(&mut *conn).await.unwrap() {
        let (name, columns): (String, String) = (table.get(0), table.get(1));
        let rows = sqlx::query(AssertSqlSafe(format!("SELECT {columns} FROM \"{name}\""))).fetch_all(&mut *conn).await;
        all.insert(name, rows.unwrap().iter().map(|row| row.get(0)).collect());
    }
    all
}

/// The tables in which two states of a school differ.
fn changed(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    before.iter().filter(|(name, rows)| after.get(*name) != Some(*rows)).map(|(name, _)| name.clone()).collect()
}

/// The tables that signing in does not change.
fn but_for_signing_in(tables: Vec<String>) -> Vec<String> {
    let of_signing_in = ["session", "sign_in_attempt", "second_factor", "sign_in_step", "device", "school_version"];
    tables.into_iter().filter(|table| !of_signing_in.contains(&table.as_str())).collect()
}

/// The paths given to `.route(…)` anywhere in the pages' sources.
fn paths() -> BTreeSet<String> {
    fn walk(folder: &Path, out: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                read(&fs::read_to_string(&path).unwrap(), &path, out);
            }
        }
    }
    fn read(text: &str, file: &Path, out: &mut BTreeSet<String>) {
        for other in [".nest(", ".nest_service(", ".route_service(", ".fallback_service("] {
            assert!(!text.contains(other), "{}: {other} hides routes from this test", file.display());
        }
        for rest in text.split(".route(").skip(1) {
            let literal = rest.trim_start().strip_prefix('"').and_then(|r| r.split_once('"'));
            let (path, _) = literal.unwrap_or_else(|| panic!("{}: a route that is no literal", file.display()));
            out.insert(path.to_owned());
        }
    }
    let mut out = BTreeSet::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut out);
    out
}

/// What the router itself says it takes at a path. Every GET is also a HEAD.
async fn verbs(app: &TestApp, path: &str) -> Vec<String> {
    let question = Request::builder().method(Method::TRACE).uri(numbered(path)).body(Body::empty()).unwrap();
    let answer = app.router.clone().oneshot(question).await.unwrap();
    let allow = answer.headers().get("allow").map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
    allow.split(',').map(str::trim).filter(|v| !v.is_empty() && *v != "HEAD").map(str::to_owned).collect()
}

#[tokio::test]
async fn every_route_of_the_router_has_its_row_and_every_row_its_route() {
    let app = TestApp::new().await;
    let mut doors = BTreeSet::new();
    for path in paths() {
        let verbs = verbs(&app, &path).await;
        assert!(!verbs.is_empty(), "{path} stands in the sources, but the router does not know it");
        doors.extend(verbs.into_iter().map(|verb| format!("{verb} {path}")));
    }
    assert!(doors.len() > 40, "too few routes were found to be believed: {doors:?}");
    let rows: BTreeSet<String> = table().iter().map(Row::door).collect();
    let without: Vec<_> = doors.difference(&rows).collect();
    assert!(without.is_empty(), "add these to tests/all/web/access/routes.txt (its how-to: access.rs): {without:?}");
    let gone: Vec<_> = rows.difference(&doors).collect();
    assert!(gone.is_empty(), "no longer routes: {gone:?}");
}
