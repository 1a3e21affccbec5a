//! Words that stand in Ben's record alone, looked for in everything that leaves the program: pages, headers, answers to forms, exports,
//! messages and the log. Everybody walks through every door, about Amira and about Ben.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use thrice::{
    jobs,
    mail::{Parcel, Transport, read},
};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, layer::SubscriberExt};

use super::{super::run, PEOPLE, Row, browser, fresh, knock, said, table};
use crate::support::{Response, TestApp};

/// What each person may read of a child whom they do not teach, by the beginnings of the words; the other teacher teaches Ben.
fn may_read(who: &str) -> &'static [&'static str] {
    match who {
        "senco" | "head" => &["zq", "987.65"],
        "other_teacher" => &["zqname", "zqneed", "zqplan", "zqreview", "zqtalk", "zqmeet", "zqadult", "zqconcern"],
        "office" => &["zqname", "zqadult", "zqcontact", "zqmeet", "zqorder", "zqstreet"],
        _ => &[],
    }
}

/// How the words of Ben's record begin. Long enough that no random token holds one.
const WORDS: &[&str] = &[
    "zqname",
    "zqneed",
    "zqplan",
    "zqreview",
    "zqtalk",
    "zqmeet",
    "zqadult",
    "zqcontact",
    "zqstreet",
    "zqorder",
    "zqconcern",
    "zqforce",
    "987.65",
];

/// The words of Ben's record in a text that somebody may not read.
fn leaks(text: &str, who: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let starts = WORDS.iter().flat_map(|word| text.match_indices(word)).map(|(at, _)| at);
    let words =
        starts.map(|at| text[at..].split(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default());
    let found =
        words.filter(|word| word.len() > 2 && !may_read(who).iter().any(|beginning| word.starts_with(beginning)));
    found.map(str::to_owned).collect()
}

fn whole(answer: &Response) -> String {
    format!("{:?}\n{}", answer.headers, answer.body)
}

/// The log as it is written where nothing else is asked for.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Lets the worker do its turn; what it sent.
async fn post(app: &TestApp) -> Vec<Parcel> {
    let sent = Arc::default();
    let mut transport = Transport::Memory(Arc::clone(&sent));
    let app = &app.app;
    jobs::queue_due(&app.store, &app.clock, &app.post).await.unwrap();
    jobs::drain(&app.store, &app.clock, &app.post, &mut transport, &AtomicBool::new(false)).await.unwrap();
    sent.lock().unwrap().drain(..).collect()
}

/// What may not be in the messages: to Ben's mother her own name and address may stand, to everybody else nothing of his.
fn told(parcels: &[Parcel]) -> Vec<String> {
    let mut out = Vec::new();
    for parcel in parcels {
        let message = read(&parcel.raw);
        let text = format!("{:?}\n{}\n{}\n{}", message.headers, message.text, message.html, message.calendar);
        let mut words = leaks(&text, "nobody");
        if parcel.to.starts_with("zqcontact") {
            words.retain(|word| !word.starts_with("zqadult") && !word.starts_with("zqcontact"));
        }
        out.extend(words.into_iter().map(|word| format!("a message to {} says {word}", parcel.to)));
    }
    out
}

/// One person goes everywhere, twice where a path can be about Ben too.
async fn walk(app: &TestApp, who: &str, rows: &[Row]) -> Vec<String> {
    let mut session = browser(app, who).await;
    let mut out = Vec::new();
    for row in rows {
        for asked in std::iter::once(row.asked.clone()).chain(row.of_ben()) {
            let answer = knock(&session, row, &asked).await;
            out.extend(
                leaks(&whole(&answer), who).into_iter().map(|word| format!("{} {asked}: {who} reads {word}", row.verb)),
            );
            // Some forms end the session that sends them.
            if who != "nobody" && said(&session.get("/").await) == "in" {
                session = browser(app, who).await;
            }
        }
    }
    out
}

#[tokio::test]
async fn nothing_of_a_child_gets_to_whom_it_is_no_business_of() {
    let log = Log::default();
    let logged = tracing_subscriber::fmt::layer().with_writer(log.clone()).with_ansi(false);
    let _here =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(EnvFilter::new("info")).with(logged));
    // The doors that change a password come last, so that the walk can go on.
    let (last, mut rows): (Vec<Row>, Vec<Row>) = table().into_iter().partition(|row| row.asked.contains("password"));
    rows.extend(last);
    assert!(rows.len() > 40, "the table is too short to be believed");
    let mut wrong = Vec::new();
    for who in PEOPLE {
        let app = fresh().await;
        wrong.extend(walk(&app, who, &rows).await);
        wrong.extend(told(&post(&app).await));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap().to_lowercase();
    for word in WORDS.iter().chain(&["amira", "sana@", "07700", "poppyfield"]) {
        let line = log.lines().find(|line| line.contains(word));
        assert_eq!(line, None, "the log names {word}");
    }
}

/// How the icon begins that stands in a parent's page itself.
const OUR_ICON: &str =
    "data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 viewBox=%270 0 24 24%27%3E%3Crect ";

/// The addresses of a page that lead anywhere but to this site or a web page, a mailbox or a telephone.
fn astray(body: &str) -> Vec<&str> {
    let attributes = [" href=\"", " src=\"", " action=\"", " formaction=\""];
    let values = attributes.iter().flat_map(|name| body.split(name).skip(1)).filter_map(|rest| rest.split('"').next());
    let good = ["/", "#", "?", "https://", "http://", "mailto:", "tel:", OUR_ICON];
    values.filter(|to| to.starts_with("//") || !good.iter().any(|begin| to.starts_with(begin))).collect()
}

#[tokio::test]
async fn no_address_on_any_page_runs_what_somebody_typed() {
    assert_eq!(
        astray("<a href=\"javascript:x\"><a href=\"/ok\"><form action=\"//evil.example\">"),
        ["javascript:x", "//evil.example"]
    );
    let app = fresh().await;
    for typed in [
        "UPDATE school SET local_offer = 'javascript:alert(1)', sendiass = 'javascript:alert(1)', phone = 'javascript:alert(1)', address = 'javascript:alert(1)'",
        "UPDATE adult SET phone = 'javascript:alert(1)', access_needs = 'javascript:alert(1)'",
        "UPDATE document SET title = 'javascript:alert(1)'",
        "UPDATE slot SET place = 'javascript:alert(1)'",
    ] {
        run(&app, typed).await;
    }
    let (senco, mut read, mut wrong) = (app.sign_in("senco").await, 0, Vec::new());
    for row in table().iter().filter(|row| row.is_get()) {
        let page = knock(&senco, row, &row.asked).await.body;
        read += page.matches("javascript:alert(1)").count();
        wrong.extend(astray(&page).into_iter().map(|to| format!("{}: {to}", row.asked)));
    }
    assert!(read > 10, "what was typed is read on {read} pages only: this proves nothing");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_words_are_there_to_be_found() {
    let app = fresh().await;
    let senco = app.sign_in("senco").await;
    let mut read = String::new();
    for row in table().iter().filter(|row| row.is_get()) {
        if let Some(asked) = row.of_ben() {
            read.push_str(&knock(&senco, row, &asked).await.body.to_lowercase());
        }
    }
    // What is written down about an order is shown while it is to be decided, and at no other time.
    let missing: Vec<_> = WORDS.iter().filter(|word| **word != "zqorder" && !read.contains(**word)).collect();
    assert!(missing.is_empty(), "{missing:?} stand on no page: the walk that looks for them proves nothing");
    let rows = std::fs::read_to_string(super::here("world.sql")).unwrap().to_lowercase();
    let planted = rows.match_indices("'zq").map(|(at, _)| &rows[at + 1..]);
    let unknown: Vec<_> = planted.filter(|text| !WORDS.iter().any(|word| text.starts_with(word))).collect();
    assert!(unknown.is_empty(), "words that nobody looks for: {unknown:?}");
}

#[tokio::test]
async fn a_parents_pages_have_nothing_of_the_other_parent_and_nothing_that_is_for_staff() {
    let app = fresh().await;
    let parent = app.stranger();
    for row in table().iter().filter(|row| row.asked.starts_with("/i/")) {
        let page = whole(&knock(&parent, row, &row.asked).await);
        for word in [
            "bilal",
            "poppyfield",
            "cloverdale",
            "07700 900002",
            "carl@",
            "Order of 2024",
            "A word of the father alone",
            "Speech, language",
            "SLCN",
            "18.50",
        ] {
            assert!(!page.contains(word), "{} {} says {word}", row.verb, row.asked);
        }
    }
    for parcel in post(&app).await {
        assert!(!parcel.to.starts_with("carl@"), "a barred adult was written to");
        let message = format!("{:?}", read(&parcel.raw)).to_lowercase();
        assert!(!message.contains("poppyfield"), "where somebody lives stands in no message: {message}");
    }
}
