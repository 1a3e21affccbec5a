//! A report as it is shown and taken away: the parts of a document, for the page and for PDF, and sheets for a spreadsheet.

use chrono::NaiveDate;

use crate::{
    documents::{BarOf, BarsOf, Document, Layout, Part},
    domain::{
        costing::Pence,
        part_time::hours,
        report::{FEWEST, Report, ReportCell, ReportRow, ReportTable},
        share::percent,
        time::LongDay,
    },
    exchange::spreadsheet::{Sheet, SheetCell},
    store::report_snapshots::DrawnReport,
};

/// The most rows that are drawn: beyond that a table is quicker to read.
const MOST_BARS: usize = 14;
/// The longest name that a sheet may have, in characters.
const LONGEST_NAME: usize = 31;

/// What the report is called.
pub(super) fn title(of: &DrawnReport) -> String {
    if of.kind.is_of_a_day() { of.kind.words().to_owned() } else { format!("{} {}", of.kind.words(), of.year) }
}

/// What stands under its sentence: bars, tables and notes.
pub(super) fn parts(report: &Report) -> Vec<Part> {
    let tables = report.tables.iter().filter(|table| !table.is_empty());
    let mut all: Vec<Part> = tables.flat_map(|of| bars(of).into_iter().chain([table(of)])).collect();
    all.extend(report.notes.iter().cloned().map(Part::Note));
    all
}

/// The report as a document.
pub(super) fn document(of: &DrawnReport, school: String, about: String, on: NaiveDate) -> Document {
    let mut all = vec![Part::Lead(of.report.lead.clone())];
    all.extend(parts(&of.report));
    let note = "No child is named here, but small numbers are: it is for staff who see the whole school’s records.";
    all.push(Part::Note(note.to_owned()));
    Document { title: title(of), school, about, on, layout: Layout::Across, parts: all }
}

/// "By class, as it stood on Wednesday 18 November 2026".
pub(super) fn about(of: &DrawnReport) -> String {
    format!("{}, as it stood on {}", of.by.words(), LongDay(of.as_of))
}

fn bars(of: &ReportTable) -> Option<Part> {
    let drawn = of.rows.iter().filter(|row| row.bar.iter().any(|n| *n > 0));
    let rows: Vec<BarOf> = drawn.take(MOST_BARS).map(|row| bar(of, row)).collect();
    let caption =
        if rows.len() == MOST_BARS { format!("{}: the first {MOST_BARS}", of.caption) } else { of.caption.clone() };
    (!rows.is_empty()).then(|| Part::Bars(BarsOf { caption, segments: of.segments.clone(), rows }))
}

fn bar(of: &ReportTable, row: &ReportRow) -> BarOf {
    let said = |n: u32| if of.in_minutes { hours(n) } else { n.to_string() };
    let segments = row.bar.iter().zip(&of.segments).filter(|(n, _)| **n > 0);
    let said: Vec<String> = segments.map(|(n, what)| format!("{}: {}", what, said(*n))).collect();
    BarOf {
        name: row.cells.first().map(ReportCell::words).unwrap_or_default(),
        segments: row.bar.clone(),
        said: said.join(", "),
    }
}

/// All rows, the sum last.
fn rows(of: &ReportTable) -> impl Iterator<Item = &ReportRow> {
    of.rows.iter().chain(&of.together)
}

fn table(of: &ReportTable) -> Part {
    let heads: Vec<&str> = of.heads.iter().map(String::as_str).collect();
    Part::table(&of.caption, &heads, rows(of).map(|row| row.cells.iter().map(ReportCell::words).collect()).collect())
}

/// Each table as a sheet.
pub(super) fn sheets(report: &Report) -> Vec<Sheet> {
    report.tables.iter().map(sheet).collect()
}

fn sheet(of: &ReportTable) -> Sheet {
    let unit = |column: usize| {
        let mut cells = rows(of).filter_map(|row| row.cells.get(column));
        cells.find_map(|cell| match cell {
            ReportCell::Minutes(_) => Some(" (minutes)"),
            ReportCell::Share(..) => Some(" (%)"),
            _ => None,
        })
    };
    let heads = of.heads.iter().enumerate().map(|(n, head)| format!("{head}{}", unit(n).unwrap_or_default()));
    Sheet {
        name: of.caption.chars().take(LONGEST_NAME).collect(),
        heads: heads.collect(),
        rows: rows(of).map(|row| row.cells.iter().map(cell).collect()).collect(),
    }
}

/// A share is a whole number of per cent, and nothing where there are too few for one.
fn cell(of: &ReportCell) -> SheetCell {
    match of {
        ReportCell::Words(words) => SheetCell::text(words.as_str()),
        ReportCell::Count(n) | ReportCell::Minutes(n) => SheetCell::number(*n),
        ReportCell::Pence(pence) => SheetCell::Money(Pence(*pence)),
        ReportCell::Share(part, of) if *of >= FEWEST => percent(*part, *of).map_or(SheetCell::Empty, SheetCell::number),
        ReportCell::Share(..) | ReportCell::None => SheetCell::Empty,
    }
}
