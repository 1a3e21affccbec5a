//! Tables as a spreadsheet (XLSX), typed: money is a number in pounds, a day is a day, and what anybody wrote is text, never a formula.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet};

use crate::domain::costing::Pence;

/// A cell.
#[derive(Clone, PartialEq, Debug)]
pub enum SheetCell {
    /// Words, whatever they begin with.
    Text(String),
    /// A whole number.
    Number(i64),
    /// An amount, in pounds with two decimals.
    Money(Pence),
    /// A day.
    Day(NaiveDate),
    /// Nothing.
    Empty,
}

impl SheetCell {
    /// Words, or nothing where there are none.
    #[must_use]
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// A day, or nothing.
    #[must_use]
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// A number, or nothing where it is too great for a spreadsheet.
    #[must_use]
    pub fn number(number: impl TryInto<i64>) -> Self {
        number.try_into().map_or(Self::Empty, Self::Number)
    }
}

/// One sheet: its name, its headings, and its rows in their order.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// At most 31 characters, without `[ ] : * ? / \`.
    pub name: String,
    /// One for each column.
    pub heads: Vec<String>,
    /// Each as long as there are headings.
    pub rows: Vec<Vec<SheetCell>>,
}

/// The most characters that a cell of a spreadsheet holds.
const MOST: usize = 32_767;
/// Widest column, in characters: longer words are wrapped.
const WIDEST: usize = 48;

/// The file.
///
/// # Errors
/// When a sheet's name is none, or there are more rows than a sheet holds.
pub fn workbook(sheets: &[Sheet]) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name)?;
        fill(page, sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> anyhow::Result<()> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let money = Format::new().set_num_format("£#,##0.00").set_align(FormatAlign::Top);
    let day = Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Top);
    let plain = Format::new().set_align(FormatAlign::Top);
    for (column, words) in sheet.heads.iter().enumerate() {
        let column = u16::try_from(column)?;
        page.write_string_with_format(0, column, words, &head)?;
        page.set_column_width(column, width(sheet, usize::from(column)))?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        let row = u32::try_from(row + 1)?;
        for (column, cell) in cells.iter().enumerate() {
            let column = u16::try_from(column)?;
            match cell {
                SheetCell::Text(text) => {
                    let held: String = text.chars().take(MOST).collect();
                    page.write_string_with_format(row, column, held, &words)?
                }
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a spreadsheet's numbers are of this kind; counts are far below 2^53"
                )]
                SheetCell::Number(number) => page.write_number_with_format(row, column, *number as f64, &plain)?,
                #[expect(clippy::cast_precision_loss, reason = "pence of a school are far below 2^53")]
                SheetCell::Money(pence) => {
                    page.write_number_with_format(row, column, pence.0 as f64 / 100.0, &money)?
                }
                SheetCell::Day(date) => page.write_datetime_with_format(row, column, date, &day)?,
                SheetCell::Empty => page,
            };
        }
    }
    let last = (u32::try_from(sheet.rows.len())?, u16::try_from(sheet.heads.len().max(1) - 1)?);
    page.autofilter(0, 0, last.0, last.1)?;
    page.set_freeze_panes(1, 1)?;
    page.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// As wide as what is longest in it.
fn width(sheet: &Sheet, column: usize) -> f64 {
    let cells = sheet.rows.iter().filter_map(|row| match row.get(column) {
        Some(SheetCell::Text(text)) => Some(text.chars().count()),
        Some(SheetCell::Money(_) | SheetCell::Day(_)) => Some(11),
        _ => None,
    });
    let longest = cells.chain(sheet.heads.get(column).map(|head| head.chars().count())).max().unwrap_or(8);
    f64::from(u32::try_from(longest.clamp(8, WIDEST) + 2).unwrap_or(10))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use proptest::prelude::*;

    use super::*;

    fn read(file: Vec<u8>) -> calamine::Range<Data> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        assert!(book.worksheet_formula("Register").unwrap().is_empty(), "no formula in it");
        book.worksheet_range("Register").unwrap()
    }

    fn sheet(rows: Vec<Vec<SheetCell>>) -> Sheet {
        let heads = ["Pupil", "Reviews", "Cost", "Next review"].map(str::to_owned).to_vec();
        Sheet { name: "Register".to_owned(), heads, rows }
    }

    #[test]
    fn another_program_reads_numbers_as_numbers_days_as_days_and_words_as_words() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
        let row = vec![
            SheetCell::text("Amira Khan"),
            SheetCell::number(3_u32),
            SheetCell::Money(Pence(123_450)),
            SheetCell::Day(day),
        ];
        let found = read(workbook(&[sheet(vec![row, vec![SheetCell::text(""), SheetCell::day(None)]])]).unwrap());
        assert_eq!(found.get((0, 3)), Some(&Data::String("Next review".to_owned())));
        assert_eq!(found.get((1, 1)), Some(&Data::Float(3.0)));
        assert_eq!(found.get((1, 2)), Some(&Data::Float(1234.5)));
        let Some(Data::DateTime(read)) = found.get((1, 3)) else { panic!("{:?}", found.get((1, 3))) };
        assert_eq!(read.as_f64(), 46344.0, "18 November 2026 as a spreadsheet counts");
    }

    proptest! {
        #[test]
        fn whatever_anybody_wrote_is_text(words in "[=+@\\-]?.{0,20}") {
            // Control characters have no place in the file's XML: what reads them back may not have them.
            prop_assume!(!words.is_empty() && words.chars().all(|c| !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}'));
            let found = read(workbook(&[sheet(vec![vec![SheetCell::text(words.clone())]])]).unwrap());
            prop_assert_eq!(found.get((1, 0)), Some(&Data::String(words)));
        }
    }
}
