//! Documents: pages a second of PDF, the memory of the child process that typesets them and of the server meanwhile, and a spreadsheet of
//! ten thousand rows.

use std::{
    io::Write,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use thrice::{
    documents::{Document, Layout, MAKES_PDF, Part, typesetter::CHILD},
    domain::costing::Pence,
    exchange::spreadsheet::{Sheet, SheetCell, workbook},
};

use super::{client, client::Request, ms, seed::Tokens, server, server::Server};

/// Plans in one file of a class and more: two pages each.
const PLANS: usize = 60;

/// Rows of the spreadsheet.
const ROWS: usize = 10_000;

/// Prints what documents cost.
pub(crate) async fn measure(server: &Server, tokens: &Tokens) {
    spreadsheet();
    if !MAKES_PDF {
        println!("| PDF | this program was built without: `cargo bench --features pdf` |");
        return;
    }
    let one = typeset(1);
    let many = typeset(PLANS);
    let rate = many.pages as f64 / many.took.as_secs_f64();
    println!("| a PDF of {} pages, the child's start included | {} ms |", one.pages, ms(one.took));
    println!(
        "| a PDF of {} pages (aim 20 pages a second) | {rate:.0} pages a second, {} ms |",
        many.pages,
        ms(many.took)
    );
    println!("| the child's memory for it, at most | {:.0} MB |", many.most as f64 / 1e6);
    let before = server.memory();
    let request = Request::get("/sen-register.pdf", &tokens.senco);
    client::ask(server, &request, 3).await;
    println!("| the server's memory before and after three documents | {before}, {} |", server.memory());
}

fn spreadsheet() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 18);
    let row = |n: usize| {
        let mut cells =
            vec![SheetCell::text(format!("Forename Surname {n}")), SheetCell::text("7B"), SheetCell::day(day)];
        cells.extend((0..3).map(|k| SheetCell::number(n + k)));
        cells.extend((0..2).map(|k| SheetCell::Money(Pence(i64::try_from(n + k).unwrap() * 137))));
        cells
    };
    let heads = ["Pupil", "Class", "Since", "Planned", "Held", "Lost", "Cost", "Funding"].map(str::to_owned).to_vec();
    let sheet = Sheet { name: "Rows".to_owned(), heads, rows: (0..ROWS).map(row).collect() };
    let begun = Instant::now();
    let file = workbook(&[sheet]).unwrap();
    println!(
        "| a spreadsheet of {ROWS} rows of 8 cells, {} KB (aim 500 ms) | {} ms |",
        file.len() / 1000,
        ms(begun.elapsed())
    );
}

/// What one file came to.
struct Typeset {
    pages: usize,
    took: Duration,
    /// The most memory that the child held, in bytes.
    most: u64,
}

/// Has so many plans typeset by a child of the program, as the server does.
fn typeset(plans: usize) -> Typeset {
    let asked = serde_json::to_vec(&vec![plan(); plans]).unwrap();
    let begun = Instant::now();
    let mut child = Command::new(server::PROGRAM);
    child.arg(CHILD).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = child.spawn().unwrap();
    let (mut input, process) = (child.stdin.take().unwrap(), child.id());
    input.write_all(&asked).unwrap();
    drop(input);
    let waits = thread::spawn(move || child.wait_with_output().unwrap());
    let mut most = 0;
    while !waits.is_finished() {
        most = most.max(most_resident(process).unwrap_or(0));
        thread::sleep(Duration::from_millis(2));
    }
    let out = waits.join().unwrap();
    let took = begun.elapsed();
    assert!(out.status.success(), "the child failed");
    let text = String::from_utf8_lossy(&out.stdout);
    let pages = text.matches("/Type /Page\n").count() + text.matches("/Type/Page/").count();
    assert!(pages >= plans, "{plans} plans on {pages} pages: they are not counted");
    Typeset { pages, took, most }
}

/// The most memory that a process has held so far, in bytes, where the system tells it.
fn most_resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

/// A plan as a class teacher prints it.
fn plan() -> Document {
    let words = "Is understood by people who are new to them, in class and outside, and says so when they are not.";
    let rows = (0..24).map(|n| vec![format!("Target {n}"), words.to_owned(), "4 to 12 sentences".to_owned()]).collect();
    Document {
        title: "SEN support plan".to_owned(),
        school: "Oakfield".to_owned(),
        about: "Forename Surname".to_owned(),
        on: NaiveDate::from_ymd_opt(2026, 11, 18).unwrap(),
        layout: Layout::Upright,
        parts: vec![
            Part::Lead("Next review: Tuesday 8 December 2026.".to_owned()),
            Part::Facts(vec![("Led by".to_owned(), "Ms Surname".to_owned()), ("Started".to_owned(), words.to_owned())]),
            Part::Heading("Targets".to_owned()),
            Part::table("Targets", &["Target", "What it is", "From and to"], rows),
            Part::List(vec![words.to_owned(); 6]),
            Part::Text(words.repeat(6)),
        ],
    }
}
