//! Cells as they really are, thrown at every column: whatever stands beside what is certain, the child comes in as who they are, and nothing
//! that could not be read passes without a word.

use thrice::{
    domain::roll::Ticked,
    exchange::{File, diff::compare, read, unknown::Answers},
};

use super::Held;

/// Rows that are read, each with one odd cell.
const ROWS: usize = 4_800;
const COLUMNS: [&str; 12] = [
    "UPN",
    "Forename",
    "Surname",
    "DOB",
    "Year",
    "Reg",
    "SEN Status",
    "SEN Need Ranking 1",
    "SEN Start Date",
    "First Language",
    "% Attendance",
    "Pupil Premium",
];
/// A child of whom everything is certain.
const CERTAIN: [&str; 12] =
    ["P207000016049", "Temi", "Okafor", "11/02/2018", "4", "4A", "K", "SLCN", "01/09/2025", "English", "95.3", "T"];
/// What people, spreadsheets and other systems leave in cells.
const ODD: [&str; 40] = [
    "",
    " ",
    "-",
    "N/A",
    "n/k",
    "?",
    "Yes",
    "No",
    "TRUE",
    "0",
    "1",
    "999999999999",
    "-3",
    "4.477E+11",
    "43145",
    "14/02/18",
    "31/02/2018",
    "02/14/2018",
    "3rd May 2018",
    "yesterday",
    "'4A",
    "=\"4A\"",
    "=A1&B1",
    "#REF!",
    "#N/A",
    "mailto:a@b.example",
    "a@b.example; c@d.example",
    "Zoe\u{308}",
    "ZoÃ«",
    "Zo\u{fffd}",
    "محمد",
    "李小龙",
    "🙂",
    "\u{200e}4A\u{feff}",
    "4A\n4B",
    "6A 6B",
    "5/6B",
    "\"quoted\"",
    "a, b; c | d",
    "Monitoring since the autumn, see the file in the cupboard of the SENCO, ask Jo first",
];

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// A file of one child with an odd cell in a column, perhaps with something more before or behind it.
fn file(column: usize, odd: &str, beside: &str) -> File {
    let mut cells = CERTAIN.map(str::to_owned);
    cells[column] = format!("{odd}{beside}");
    let row: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    File::new("export.csv", format!("{}\n{}\n", COLUMNS.join(","), row.join(",")).into_bytes())
}

#[test]
fn whatever_stands_in_one_cell_the_child_comes_in_or_the_refusal_is_true() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
    let (mut came, mut refused, mut told) = (0, 0, 0);
    for n in 0..ROWS {
        let (column, odd) = (n % COLUMNS.len(), ODD[(n / COLUMNS.len()) % ODD.len()]);
        let beside = ["", " ", "  x", ODD[(n / 480) % ODD.len()]][(n / 7) % 4];
        let parsed = read::files(&[file(column, odd, beside)], &Answers::default());
        let what = format!("{} = {odd:?} + {beside:?}", COLUMNS[column]);
        let (steps, report) = compare(parsed, &Held::default(), &Ticked::new(), today);
        assert_eq!(report.pupils.new + report.pupils.refused, 1, "one child, {what}: {:?}", report.problems);
        for problem in &report.problems {
            assert!(!problem.message.is_empty() && problem.line <= 4, "{what}: {problem:?}");
            assert!(!problem.refused || !problem.column.is_empty() || problem.line > 0, "{what}: {problem:?}");
        }
        told += usize::from(!report.problems.is_empty());
        if report.pupils.refused == 1 {
            refused += 1;
            // Who somebody is and when they were born may be missing; nothing else keeps a child out.
            assert!(["Forename", "Surname", "DOB"].contains(&COLUMNS[column]), "{what}: {:?}", report.problems);
            assert!(
                report.problems.iter().any(|p| p.refused && p.who.contains("Okafor") | p.who.contains("Temi")),
                "{what}: {:?}",
                report.problems
            );
            continue;
        }
        came += 1;
        let text = format!("{steps:?}");
        for (at, certain) in ["P207000016049", "Temi", "Okafor"].iter().enumerate().filter(|(at, _)| *at != column) {
            assert!(text.contains(certain), "{what}: {at} {text}");
        }
    }
    println!(
        "{} import cells looked at in {ROWS} rows: {came} children came in, {told} with a word, {refused} refused with the reason",
        ROWS * COLUMNS.len()
    );
    assert!(came > ROWS * 3 / 4 && refused > 0);
}
