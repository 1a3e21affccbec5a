//! Tables as CSV for a spreadsheet, which must never take a cell for a formula.

use std::borrow::Cow;

use super::spreadsheet::{Sheet, SheetCell};

/// Characters with which a spreadsheet may begin a formula, their full-width forms among them.
const DANGEROUS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet runs: an apostrophe stands before what could begin a formula.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    let first = text.trim_start_matches(' ').chars().next();
    if first.is_some_and(|c| DANGEROUS.contains(&c)) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A table with its headings, in UTF-8 with the mark by which spreadsheets know it.
///
/// # Errors
/// When a row has another number of cells than there are headings.
pub fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> anyhow::Result<String> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    out.write_record(heads)?;
    for row in rows {
        out.write_record(row.iter().map(|text| cell(text).into_owned()))?;
    }
    Ok(format!("\u{feff}{}", String::from_utf8(out.into_inner()?)?))
}

/// A sheet as CSV: money in pounds, days as 2026-11-18.
///
/// # Errors
/// When a row has another number of cells than there are headings.
pub fn of_sheet(sheet: &Sheet) -> anyhow::Result<String> {
    let heads: Vec<&str> = sheet.heads.iter().map(String::as_str).collect();
    let words = |cell: &SheetCell| match cell {
        SheetCell::Text(text) => text.clone(),
        SheetCell::Number(number) => number.to_string(),
        SheetCell::Money(pence) => pence.plain(),
        SheetCell::Day(day) => day.to_string(),
        SheetCell::Empty => String::new(),
    };
    table(&heads, sheet.rows.iter().map(|row| row.iter().map(words).collect()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_begin_a_formula_is_text() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "=HYPERLINK(\"http://x\")"] {
            assert_eq!(cell(bad), format!("'{bad}"), "{bad}");
        }
        for good in ["", "Amira Khan", "4A", "O'Neill", "2026-11-18", "a=b"] {
            assert_eq!(cell(good), good);
        }
    }

    proptest! {
        #[test]
        fn a_reader_gets_back_every_cell_and_none_begins_a_formula(rows in prop::collection::vec(prop::collection::vec(".{0,12}", 3), 0..8)) {
            let file = table(&["a", "b", "c"], rows.clone()).unwrap();
            let mut read = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
            let back: Vec<Vec<String>> = read.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(back.len(), rows.len());
            for (was, is) in rows.iter().flatten().zip(back.iter().flatten()) {
                prop_assert!(is.strip_prefix('\'').unwrap_or(is) == was || is == was);
                prop_assert!(!is.starts_with(DANGEROUS));
            }
        }
    }
}
