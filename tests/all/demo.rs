//! The demo: one command, a school that is alive on whatever day it is asked for, and anybody with one click.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::Router;
use chrono::NaiveDate;
use sqlx::Row;
use tempfile::TempDir;
use thrice::{
    clock::Clock,
    command::demo,
    dispatch::Post,
    domain::{ids::StaffId, people::EmailAddress},
    mail::{self, Route, Transport, folder::Folder},
    store::{Store, people::accounts, schools},
    web::{
        App, Desk, Parts, PrintDesk,
        frame::{gate::Gate, once::Sent},
        router,
    },
};
use tokio::sync::OnceCell;

use crate::support::{Session, TestApp};

/// A demo.
pub(crate) struct Demo {
    pub(crate) store: Store,
    clock: Clock,
    router: Router,
    mail: Arc<TempDir>,
    _folder: TempDir,
}

/// A demo as a file and the messages that left it: several tests begin with copies of one.
struct Made {
    day: NaiveDate,
    file: Vec<u8>,
    mail: Arc<TempDir>,
}

impl Made {
    /// As the command makes it.
    async fn on(day: &str) -> Self {
        let (folder, mail) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let path = folder.path().join("demo.sqlite");
        let (store, day) = (Store::open(&path).await.unwrap(), day.parse().unwrap());
        let mut transport = Transport::Folder(Folder(mail.path().to_owned()));
        demo::make(&store, &post(), &mut transport, demo::nine_o_clock(day)).await.unwrap();
        store.close().await;
        Self { day, file: std::fs::read(path).unwrap(), mail: Arc::new(mail) }
    }
}

fn post() -> Post {
    let from = EmailAddress::parse("thrice@oakfield.example.org").unwrap();
    Post { public_url: "http://127.0.0.1:8080".into(), from }
}

static WEDNESDAY: OnceCell<Made> = OnceCell::const_new();

impl Demo {
    /// On an ordinary Wednesday, 18 November 2026.
    pub(crate) async fn on_wednesday() -> Self {
        Self::of(WEDNESDAY.get_or_init(|| Made::on("2026-11-18")).await).await
    }

    async fn of(made: &Made) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("demo.sqlite");
        std::fs::write(&path, &made.file).unwrap();
        let store = Store::open(&path).await.unwrap();
        let clock = Clock::standing_at(demo::nine_o_clock(made.day));
        let demo = Some(made.mail.path().to_owned());
        let parts = Parts {
            store: store.clone(),
            clock: clock.clone(),
            post: post(),
            mail: Route::default(),
            demo,
            desk: Desk::default(),
            prints: PrintDesk::default(),
            backups: None,
            typesetter: crate::support::typesetter(),
            unpacker: crate::support::unpacker(),
            gate: Gate::default(),
            sent: Sent::default(),
        };
        Self { store, clock, router: router(App(Arc::new(parts))), mail: made.mail.clone(), _folder: folder }
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query(sql).fetch_one(&mut *self.store.read().await.unwrap()).await.unwrap().get(0)
    }

    async fn names(&self, sql: &'static str) -> BTreeSet<String> {
        let rows = sqlx::query(sql).fetch_all(&mut *self.store.read().await.unwrap()).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn everybody(&self) -> Vec<(StaffId, String)> {
        let mut conn = self.store.read().await.unwrap();
        let school = schools::only(&mut conn).await.unwrap().unwrap();
        let all = accounts::everybody(&mut conn, school, self.clock.now()).await.unwrap();
        all.into_iter().map(|(id, _, role)| (id, role)).collect()
    }

    async fn be(&self, id: StaffId) -> Session {
        let mut session = Session::of(self.router.clone());
        let answer = session.post("/demo/sign-in", &[("staff", &id.to_string())]).await;
        assert_eq!(answer.location.as_deref(), Some("/"), "{}", answer.body);
        session.keep(&answer);
        session
    }

    /// Every message in the folder, as its reader sees it.
    fn letters(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.mail.path()).into_iter().flatten();
        let read = files.map(|file| mail::read(&std::fs::read(file.unwrap().path()).unwrap()));
        read.map(|r| format!("{}\n{}\n{}\n{}", r.header("Subject"), r.text, r.html, r.calendar)).collect()
    }
}

/// The addresses on a page that lead on within the house, each once.
fn links(page: &str) -> BTreeSet<String> {
    let found = page.split(" href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    let found = found.map(|path| format!("/{}", path.replace("&amp;", "&")));
    found.filter(|path| !path.starts_with("/assets") && !path.starts_with("/sign-out")).collect()
}

/// A path without its numbers: what kind of page it is.
fn kind(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    path.chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect::<String>()
        .replace("00", "0")
        .replace("00", "0")
}

/// What is counted on pages and in messages: of one of them there is no plural.
const COUNTED: &[&str] = &[
    "actions",
    "addresses",
    "adults",
    "answers",
    "children",
    "classes",
    "codes",
    "columns",
    "concerns",
    "contacts",
    "copies",
    "dates",
    "days",
    "entries",
    "families",
    "files",
    "hours",
    "invitations",
    "letters",
    "lines",
    "meetings",
    "messages",
    "minutes",
    "months",
    "notes",
    "parents",
    "people",
    "pictures",
    "plans",
    "provisions",
    "pupils",
    "readings",
    "reviews",
    "rounds",
    "rows",
    "seconds",
    "sessions",
    "sheets",
    "staff",
    "targets",
    "tasks",
    "teachers",
    "terms",
    "things",
    "times",
    "tries",
    "views",
    "weeks",
    "words",
    "years",
];

/// The first "1 meetings" of a text, which may be a page: its tags are no words.
fn one_of_many(text: &str) -> Option<String> {
    let bare: String = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect();
    let words: Vec<&str> = bare.split_whitespace().collect();
    let alone = |word: &str| word.trim_start_matches(['(', '“']) == "1";
    let kinds = |words: &[&str]| {
        let noun = words[1].trim_end_matches(|c: char| !c.is_alphabetic());
        // "1 school days", "1 open plans": a word may stand between.
        let next = words.get(2).map(|word| word.trim_end_matches(|c: char| !c.is_alphabetic()));
        let adjective = ["school", "open", "calendar", "free"].contains(&noun);
        COUNTED.contains(&noun) || adjective && next.is_some_and(|next| COUNTED.contains(&next))
    };
    let found = (0..words.len().saturating_sub(1)).find(|n| alone(words[*n]) && kinds(&words[*n..]));
    found.map(|n| words[n..(n + 3).min(words.len())].join(" "))
}

#[test]
fn one_is_told_from_many_wherever_it_is_counted() {
    assert_eq!(one_of_many("<p>1 meetings</p>").as_deref(), Some("1 meetings"));
    assert_eq!(one_of_many("late by <b>1 school days</b>.").as_deref(), Some("1 school days."));
    assert_eq!(one_of_many("11 meetings, 1 meeting, 1 of 3 reviews, Class 1 Maths"), None);
}

/// Follows every link there is for somebody, `most` of each kind, and returns how many pages were seen.
async fn walk(session: &Session, who: &str, most: usize) -> usize {
    let (mut ahead, mut seen) = (vec!["/".to_owned()], BTreeSet::new());
    let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = ahead.pop() {
        let count = of_kind.entry(kind(&path)).or_default();
        if *count >= most || !seen.insert(path.clone()) {
            continue;
        }
        *count += 1;
        let answer = session.get(&path).await;
        if let Some(there) = answer.location {
            ahead.push(there);
            continue;
        }
        assert_eq!(answer.status, 200, "{who} at {path}: {}", answer.body);
        assert_eq!(one_of_many(&answer.body), None, "{who} at {path}");
        if answer.body.contains("<html") {
            assert!(answer.body.contains("banner-demo"), "{who} at {path}: nothing says that this is a demo");
        }
        ahead.extend(links(&answer.body));
    }
    seen.len()
}

#[tokio::test]
async fn on_an_ordinary_wednesday_a_meeting_in_every_state_can_be_seen() {
    let demo = Demo::on_wednesday().await;
    let open = "SELECT count(*) FROM plan p WHERE NOT EXISTS (SELECT 1 FROM plan_closure c WHERE c.plan_id = p.id)";
    let plans = demo.count(open).await;
    assert!((38..=48).contains(&plans), "{plans} plans");
    for (what, least, sql) in [
        ("reviews of last year", 90, "SELECT count(*) FROM review WHERE held_on BETWEEN '2025-09-01' AND '2026-08-31'"),
        ("reviews of this term", 5, "SELECT count(*) FROM review WHERE held_on >= '2026-09-01'"),
        ("no-shows", 5, "SELECT count(*) FROM conversation_attendance WHERE how = 'did_not_come'"),
        ("parents phoned later", 2, "SELECT count(*) FROM conversation_attendance WHERE how = 'phoned_later'"),
        (
            "booked ahead",
            6,
            "SELECT count(*) FROM booking b JOIN slot s ON s.id = b.slot_id WHERE s.starts_at > 1795165200",
        ),
        ("changed times", 1, "SELECT count(*) FROM booking WHERE sequence > 0"),
        ("cancelled", 3, "SELECT count(*) FROM conversation_cancellation"),
        ("offered again", 2, "SELECT count(*) FROM conversation WHERE replaces_id IS NOT NULL"),
        ("annual reviews", 1, "SELECT count(*) FROM conversation WHERE ehc_annual = 1"),
        ("asked for another time", 1, "SELECT count(*) FROM answer WHERE kind = 'other_time'"),
        ("asked for a call", 1, "SELECT count(*) FROM answer WHERE kind = 'phone'"),
        ("cannot come", 1, "SELECT count(*) FROM answer WHERE kind = 'cannot'"),
        ("reached somebody else", 1, "SELECT count(*) FROM answer WHERE kind = 'wrong_person'"),
        ("interpreters", 1, "SELECT count(*) FROM task WHERE kind = 'book_interpreter' AND done_at IS NULL"),
        ("phone calls to make", 2, "SELECT count(*) FROM task WHERE kind = 'phone_parent' AND done_at IS NULL"),
        ("letters to print", 1, "SELECT count(*) FROM task WHERE kind = 'print_letter' AND done_at IS NULL"),
        ("barred", 1, "SELECT count(*) FROM restriction_decision WHERE outcome = 'barred'"),
        ("left", 1, "SELECT count(*) FROM enrolment WHERE until_on IS NOT NULL"),
        ("joined", 1, "SELECT count(*) FROM enrolment WHERE from_on >= '2026-11-01'"),
        ("held by a person", 1, "SELECT count(*) FROM notice_hold WHERE released_at IS NULL"),
        ("invitations sent", 15, "SELECT count(*) FROM notice WHERE kind = 'invite' AND state = 'accepted'"),
        ("chasers sent", 3, "SELECT count(*) FROM notice WHERE kind = 'invite_reminder' AND state = 'accepted'"),
        ("digests sent", 5, "SELECT count(*) FROM notice WHERE kind = 'digest' AND state = 'accepted'"),
    ] {
        let found = demo.count(sql).await;
        assert!(found >= least, "{what}: {found}");
    }
    let undecided = "SELECT count(*) FROM restriction r WHERE NOT EXISTS (SELECT 1 FROM restriction_decision d WHERE d.restriction_id = r.id)";
    assert_eq!(demo.count(undecided).await, 1);
    assert_eq!(demo.count("SELECT count(*) FROM notice WHERE state = 'sending'").await, 0);
    let most_alike = "SELECT max(n) FROM (SELECT count(*) AS n FROM target t JOIN cycle c ON c.id = t.cycle_id
        WHERE NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id) GROUP BY t.wording)";
    assert!(demo.count(most_alike).await <= 6, "the same words in too many plans");
}

#[tokio::test]
async fn no_two_meetings_of_the_demo_share_a_room() {
    let demo = Demo::on_wednesday().await;
    let shared = "SELECT a.place || ': ' || datetime(a.starts_at, 'unixepoch') FROM slot a JOIN slot b ON a.id < b.id AND a.place = b.place AND a.place <> ''
          AND a.conversation_id <> b.conversation_id AND a.starts_at < b.starts_at + 60 * b.minutes AND b.starts_at < a.starts_at + 60 * a.minutes
        WHERE NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id IN (a.conversation_id, b.conversation_id))
          AND NOT EXISTS (SELECT 1 FROM booking o WHERE o.conversation_id = a.conversation_id AND o.slot_id <> a.id AND o.sequence = (SELECT max(sequence) FROM booking WHERE conversation_id = a.conversation_id))
          AND NOT EXISTS (SELECT 1 FROM booking o WHERE o.conversation_id = b.conversation_id AND o.slot_id <> b.id AND o.sequence = (SELECT max(sequence) FROM booking WHERE conversation_id = b.conversation_id))";
    assert_eq!(demo.names(shared).await, BTreeSet::new());
}

#[tokio::test]
async fn no_message_of_the_demo_names_a_child() {
    let demo = Demo::on_wednesday().await;
    let letters = demo.letters();
    assert!(letters.len() >= 60, "{} messages", letters.len());
    let children = demo.names("SELECT forename || ' ' || surname FROM pupil").await;
    let grown = "SELECT forename || ' ' || surname FROM adult UNION SELECT forename || ' ' || surname FROM staff";
    let grown = demo.names(grown).await;
    for letter in &letters {
        assert_eq!(one_of_many(letter), None, "{letter}");
        for child in children.difference(&grown) {
            assert!(!letter.contains(child.as_str()), "{child} is named in:\n{letter}");
        }
        for word in ["SEN ", "SEND ", "special educational", "£", "autis"] {
            let advice = letter.replace("SENDIASS", "");
            assert!(!advice.contains(word), "{word:?} stands in:\n{letter}");
        }
    }
}

/// Walks one of each role, who see all that the role sees, `most` pages of each kind.
async fn walk_each_role(demo: &Demo, most: usize) {
    let (day, mut roles) = (demo.clock.now().today(), BTreeSet::new());
    for (id, role) in demo.everybody().await {
        if roles.insert(role.clone()) {
            let pages = walk(&demo.be(id).await, &format!("{role} {id} on {day}"), most).await;
            assert!(pages >= if role == "governor" { 1 } else { 3 }, "{role} saw {pages} pages on {day}");
        }
    }
    assert!(roles.len() >= 6, "{roles:?}");
}

#[tokio::test]
async fn every_page_opens_for_each_role_on_an_ordinary_wednesday() {
    walk_each_role(&Demo::on_wednesday().await, 4).await;
}

#[tokio::test]
async fn every_page_opens_for_each_teacher() {
    let demo = Demo::on_wednesday().await;
    let teachers: Vec<_> = demo.everybody().await.into_iter().filter(|(_, role)| role == "teacher").collect();
    assert!(teachers.len() >= 6, "{} teachers", teachers.len());
    for (id, _) in teachers {
        walk(&demo.be(id).await, &format!("teacher {id}"), 2).await;
    }
}

/// One test for each of the days on which a year is unlike itself.
macro_rules! opens_on {
    ($($name:ident: $day:literal;)+) => {
        $(#[tokio::test]
        async fn $name() {
            walk_each_role(&Demo::of(&Made::on($day).await).await, 1).await;
        })+
    };
}

opens_on! {
    every_page_opens_on_the_first_day_of_a_year: "2026-09-02";
    every_page_opens_in_spring: "2027-03-10";
    every_page_opens_in_the_last_week_of_a_year: "2027-07-14";
    every_page_opens_in_the_holidays: "2026-12-26";
}

#[tokio::test]
async fn a_parents_link_in_a_message_opens_their_page() {
    let demo = Demo::on_wednesday().await;
    let letter = |letter: &&String| letter.contains("/i/");
    let letters = demo.letters();
    let stranger = Session::of(demo.router.clone());
    let mut opened = 0;
    for letter in letters.iter().filter(letter) {
        let token: String = letter.split("/i/").nth(1).unwrap().chars().take_while(char::is_ascii_hexdigit).collect();
        let page = stranger.get(&format!("/i/{token}")).await;
        opened += usize::from(page.status == 200);
        assert!(page.body.contains("banner-demo"));
    }
    assert!(opened >= 20, "{opened} links work");
}

#[tokio::test]
async fn without_a_demo_nobody_signs_in_with_one_click() {
    let app = TestApp::new().await;
    let session = app.stranger();
    assert_eq!(session.get("/demo/sign-in").await.status, 404);
    assert_eq!(session.get("/demo/mail").await.status, 404);
    let answer = session.post("/demo/sign-in", &[("staff", &app.cast.senco.to_string())]).await;
    assert_eq!((answer.status.as_u16(), answer.cookie), (404, None));
}

#[tokio::test]
async fn the_demo_is_not_made_where_there_is_a_school() {
    let app = TestApp::new().await;
    let mut nowhere = Transport::Memory(Arc::default());
    let made = demo::make(&app.app.store, &app.app.post, &mut nowhere, app.app.clock.now()).await;
    assert!(made.unwrap_err().to_string().contains("school"), "it must say why");
}
