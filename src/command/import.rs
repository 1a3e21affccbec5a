//! `thrice import PATH`: what a school's own system exports, shown beside what is held, then brought in.

use std::{fmt::Write, fs, path::Path, process::ExitCode};

use anyhow::{Context, ensure};

use crate::{
    config::Settings,
    domain::{ids::SchoolId, roll::field_names, time::Moment},
    exchange::{
        File, Problem,
        diff::{Report, Tally},
        finished::{facts_of_contact, facts_of_pupil},
        unpacker::Unpacker,
    },
    intake,
    store::{Actor, Store, schools},
};

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Only show.
    pub dry_run: bool,
    /// Print counts and problems as an object.
    pub json: bool,
}

/// What came of an import, for a person and for the program that runs it every night.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// What to print.
    pub text: String,
    /// Whether all, some or nothing of the files could be read.
    pub came_in: CameIn,
}

/// How much of the files could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CameIn {
    /// Everything: exit code 0.
    All,
    /// Not what was refused: exit code 3.
    Some,
    /// Nothing: exit code 1.
    Nothing,
}

impl CameIn {
    fn of(report: &Report) -> Self {
        match (report.is_empty(), report.has_refusals()) {
            (true, _) => Self::Nothing,
            (false, true) => Self::Some,
            (false, false) => Self::All,
        }
    }

    /// The exit code.
    #[must_use]
    pub fn code(self) -> ExitCode {
        match self {
            Self::All => ExitCode::SUCCESS,
            Self::Some => ExitCode::from(3),
            Self::Nothing => ExitCode::from(1),
        }
    }
}

/// Reads a file or a folder of them, applies what they say (unless only asked to show it), and returns what to print. Rows that are
/// refused are told with their lines; the others are taken.
///
/// # Errors
/// When there is nothing to read, or the database refuses: the slices before that stay.
pub async fn run(
    store: &Store,
    settings: &Settings,
    unpacker: &Unpacker,
    path: &Path,
    wish: Wish,
) -> anyhow::Result<Told> {
    let mut files = unpacker.open_all(files(path)?).await;
    let now = settings.clock().now();
    let mut conn = store.read().await?;
    if let Some(school) = schools::only(&mut conn).await? {
        intake::as_saved(&mut conn, school, &mut files).await?;
    }
    drop(conn);
    let report = match wish.dry_run {
        true => show(store, now, &files).await?,
        false => bring_in(store, school(store, settings, now).await?, now, files, how_far).await?,
    };
    let text = if wish.json { serde_json::to_string_pretty(&report)? } else { told(&report, wish.dry_run) };
    Ok(Told { text, came_in: CameIn::of(&report) })
}

/// Brings files in, slice by slice; after each it is said how many pieces are left.
///
/// # Errors
/// When the database refuses a slice: those before it stay, and the same files can be brought in again.
pub(super) async fn bring_in(
    store: &Store,
    school: SchoolId,
    now: Moment,
    files: Vec<File>,
    say: fn(usize),
) -> anyhow::Result<Report> {
    intake::bring_in(store, (Actor::Command, school), now, files, say).await
}

/// How far a long import is, for who waits for it.
fn how_far(left: usize) {
    eprintln!("{left} pupils and adults to go");
}

async fn show(store: &Store, now: Moment, files: &[File]) -> anyhow::Result<Report> {
    let mut conn = store.read().await?;
    let school = schools::only(&mut conn).await?;
    Ok(intake::look(&mut conn, school, now, files).await?.report)
}

/// The school, made from the settings where there is none yet.
async fn school(store: &Store, settings: &Settings, now: Moment) -> anyhow::Result<SchoolId> {
    let mut tx = store.begin_for_all(Actor::Command, now).await?;
    if let Some(school) = schools::only(tx.conn()).await? {
        return Ok(school);
    }
    let school = schools::create(&mut tx, &settings.school).await?;
    tx.commit().await?;
    Ok(school)
}

/// The file, or every table in the folder, by name.
fn files(path: &Path) -> anyhow::Result<Vec<File>> {
    let cannot = || format!("cannot read {}", path.display());
    let mut paths = vec![path.to_owned()];
    if path.is_dir() {
        paths = fs::read_dir(path).with_context(cannot)?.map(|e| Ok(e?.path())).collect::<std::io::Result<_>>()?;
        let is_table = |p: &Path| {
            let kind = p.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
            // Other workbooks are read, too, so far that it is said what to do with them.
            p.is_file() && ["csv", "txt", "tsv", "tab", "xlsx", "xlsm", "xls", "xlsb", "ods"].contains(&kind.as_str())
        };
        paths.retain(|p| is_table(p));
        paths.sort();
        ensure!(!paths.is_empty(), "there is no CSV or Excel file in {}", path.display());
    }
    let name = |p: &Path| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths
        .iter()
        .map(|p| Ok(File::new(name(p), fs::read(p).with_context(|| format!("cannot read {}", p.display()))?)))
        .collect()
}

fn told(report: &Report, dry_run: bool) -> String {
    let mut out = String::new();
    counts(&mut out, report);
    if dry_run {
        first(&mut out, report);
    }
    for unread in &report.unread {
        let why = if unread.why.is_empty() { String::new() } else { format!(": it {}", unread.why) };
        _ = writeln!(out, "{}: the column {} is not read{why}", unread.file, unread.column);
    }
    differences(&mut out, report, dry_run);
    handed_over(&mut out, report);
    by_hand(&mut out, report);
    problems(&mut out, "Refused", report.problems.iter().filter(|p| p.refused).collect());
    problems(&mut out, "To look at", report.problems.iter().filter(|p| !p.refused).collect());
    out.push_str(if dry_run { "\nNothing was changed: this was a dry run." } else { "\nDone." });
    out
}

fn counts(out: &mut String, report: &Report) {
    _ = writeln!(out, "{:<14}{:>8}{:>9}{:>11}{:>9}{:>9}", "", "new", "changed", "unchanged", "leaving", "refused");
    for (kind, t) in report.tallies().iter().filter(|(_, t)| *t != Tally::default()) {
        let name = kind.words();
        _ = writeln!(out, "{name:<14}{:>8}{:>9}{:>11}{:>9}{:>9}", t.new, t.changed, t.unchanged, t.leaving, t.refused);
    }
}

/// The first rows as they were understood.
fn first(out: &mut String, report: &Report) {
    for pupil in &report.first.pupils {
        _ = writeln!(out, "Read as pupil: {}", facts_of_pupil(pupil).join("; "));
    }
    for contact in &report.first.guardians {
        _ = writeln!(out, "Read as contact: {}", facts_of_contact(contact).join("; "));
    }
}

fn differences(out: &mut String, report: &Report, dry_run: bool) {
    for shown in report.shown.iter().filter(|s| dry_run || s.what != "new") {
        let place = shown.place.as_ref().map_or_else(|| "in no file".to_owned(), |(f, l)| format!("{f}, line {l}"));
        let fields =
            if shown.changes.is_empty() { String::new() } else { format!(" ({})", field_names(&shown.changes)) };
        _ = writeln!(out, "{place}: {} {}{fields}", shown.what, shown.who);
    }
}

/// Plans that go to other teachers with their classes.
fn handed_over(out: &mut String, report: &Report) {
    if !report.handovers.is_empty() {
        _ = writeln!(out, "\nPlans that go to other teachers ({}):", report.handovers.len());
    }
    for one in &report.handovers {
        _ = writeln!(out, "{}, {}: from {} to {}", one.pupil.full(), one.kind.words(), one.from.full(), one.to.full());
    }
}

/// What stays as people entered it here. The page for imports has a tick for each; the command has none.
fn by_hand(out: &mut String, report: &Report) {
    if !report.by_hand.is_empty() {
        _ = writeln!(out, "\nEntered by hand, and kept ({}):", report.by_hand.len());
    }
    for one in &report.by_hand {
        let place = one.place.as_ref().map_or_else(|| "in no file".to_owned(), |(f, l)| format!("{f}, line {l}"));
        _ = writeln!(out, "{place}: {} ({})", one.who, one.kept.change.field);
    }
}

fn problems(out: &mut String, title: &str, problems: Vec<&Problem>) {
    if !problems.is_empty() {
        _ = writeln!(out, "\n{title} ({}):", problems.len());
    }
    for problem in problems {
        let place = match (problem.file.as_str(), problem.line) {
            ("", _) => String::new(),
            (file, 0) => format!("{file}: "),
            (file, at) if problem.column.is_empty() => format!("{file}, line {at}: "),
            (file, at) => format!("{file}, line {at}, {}: ", problem.column),
        };
        let who = if problem.who.is_empty() { String::new() } else { format!("{}: ", problem.who) };
        _ = writeln!(out, "{place}{who}{}", problem.message);
    }
}
