//! A workbook (XLSX) as tables of text: each sheet becomes what the spreadsheet would have saved as CSV, without what is lost by that. Days
//! are ISO, numbers are as the sheet shows them, what was text stays text, and a formula is the value that it had. Row numbers stay line
//! numbers, so that whatever is told of a line is found in the sheet.

mod shown;

use std::{fmt::Write, io::Cursor};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use serde::{Deserialize, Serialize};

use shown::Shown;

/// One sheet that has something in it, as text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TextSheet {
    /// Its name.
    pub name: String,
    /// Its cells as CSV in UTF-8; empty where the sheet is hidden, since nobody who chose the file has seen it.
    pub text: String,
    /// Whether it is hidden in the workbook.
    pub is_hidden: bool,
}

/// The most rows of a sheet.
const MOST_ROWS: u32 = 100_000;
/// The most columns of a sheet.
const MOST_COLUMNS: u32 = 200;
/// The most text of all sheets together, in bytes.
const MOST_TEXT: usize = 32 * 1024 * 1024;
/// The most sheets.
const MOST_SHEETS: usize = 50;
/// A line break in a cell. It is none that counts as a line of the file, and a cell is read with it as with any other.
const BREAK: &str = "\u{2028}";

/// What is said of a workbook that cannot be read as one.
pub(super) const DAMAGED: &str = "it cannot be read as a workbook. Open it in the spreadsheet, save it again as Excel workbook (.xlsx), and choose it again";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The sheets of a workbook that have something in them, in their order.
///
/// # Errors
/// A sentence on why nothing of it can be read.
pub fn read(bytes: &[u8]) -> Result<Vec<TextSheet>, String> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED.to_owned())?;
    let all: Vec<_> =
        book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    let mut found = Vec::new();
    let mut left = MOST_TEXT;
    for sheet in all {
        if sheet.visible != SheetVisible::Visible {
            found.push(TextSheet { name: sheet.name, text: String::new(), is_hidden: true });
            continue;
        }
        let text = text(&mut book, &sheet.name, left)?;
        left -= text.len();
        if !text.is_empty() {
            found.push(TextSheet { name: sheet.name, text, is_hidden: false });
        }
    }
    match found.iter().filter(|sheet| !sheet.is_hidden).count() {
        0 if found.is_empty() => Err("there is nothing in it".to_owned()),
        0 => {
            Err("there is nothing in it but hidden sheets. In the spreadsheet, show the sheet with the list".to_owned())
        }
        n if n > MOST_SHEETS => Err(format!("it has {n} sheets: {MOST_SHEETS} is the most")),
        _ => Ok(found),
    }
}

/// A cell that holds something: row and column from 0, and its words.
type Cell = (u32, u32, String);

fn text(book: &mut Book<'_>, name: &str, most: usize) -> Result<String, String> {
    let mut cells = cells(book, name, most)?;
    // Every spreadsheet writes them in this order; what another program wrote may stand in any.
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    let (mut out, mut at) = (String::new(), (0, 0));
    for (row, column, words) in &cells {
        while at.0 < *row {
            out.push('\n');
            at = (at.0 + 1, 0);
        }
        while at.1 < *column {
            out.push(',');
            at.1 += 1;
        }
        quoted(&mut out, words);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    if out.len() > most { Err(too_much()) } else { Ok(out) }
}

fn too_much() -> String {
    format!("it holds more than {} MB of text: leave out what is not needed", MOST_TEXT / 1024 / 1024)
}

/// The cells of a sheet that hold something. What is only coloured or bordered holds nothing, wherever it stands.
fn cells(book: &mut Book<'_>, name: &str, most: usize) -> Result<Vec<Cell>, String> {
    let cannot = |why: XlsxError| match why {
        XlsxError::CellError(word) => {
            format!("its sheet “{name}” has “{word}” in a cell: put that right in the spreadsheet")
        }
        _ => DAMAGED.to_owned(),
    };
    let mut reader = book.worksheet_cells_reader(name).map_err(cannot)?;
    let formats: Vec<Shown> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map_or(Shown::Plain, |format| Shown::of(&format.format_code)))
        .collect();
    let (mut found, mut bytes) = (Vec::new(), 0);
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(cannot)? {
        let words = words(cell.get_value(), formats.get(style).copied().unwrap_or(Shown::Plain));
        if words.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(far_off(name, row, column));
        }
        bytes += words.len();
        if bytes > most {
            return Err(too_much());
        }
        found.push((row, column, words));
    }
    Ok(found)
}

fn far_off(name: &str, row: u32, column: u32) -> String {
    format!(
        "its sheet “{name}” has something in row {}, column {}, and {MOST_ROWS} rows and {MOST_COLUMNS} columns are the most: \
         delete what stands far from the list",
        u64::from(row) + 1,
        u64::from(column) + 1
    )
}

/// What stands in a cell.
fn words(value: &DataRef<'_>, shown: Shown) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => written(text),
        DataRef::SharedString(text) => written(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown.number(*number),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(at) => shown.moment(at),
        DataRef::DateTimeIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        // The row is told by its word: what the spreadsheet could not work out, nobody reads.
        DataRef::Error(what) => what.to_string(),
    }
}

/// Text as it was typed. Characters that XML cannot hold stand in it as `_x000D_` (ECMA-376 part 1, 22.9.2.19).
fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_'));
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let letter = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        out.push_str(&rest[..at]);
        match letter {
            Some(letter) => out.push(letter),
            None => out.push_str("_x"),
        }
        rest = &rest[at + if letter.is_some() { 7 } else { 2 }..];
    }
    out.push_str(rest);
    let lines = out.replace("\r\n", "\n").replace(['\n', '\r'], BREAK);
    lines.chars().filter(|c| *c == '\t' || !c.is_control()).collect()
}

/// A cell of CSV: within marks where it has what could be taken for the end of a cell.
fn quoted(out: &mut String, words: &str) {
    match words.contains([',', '"', ';', '\t', '|']) {
        true => _ = write!(out, "\"{}\"", words.replace('"', "\"\"")),
        false => out.push_str(words),
    }
}

#[cfg(test)]
mod tests;
