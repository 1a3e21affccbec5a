//! Workbooks as people send them, and zips as nobody should.

use std::io::Write;

use chrono::NaiveDate;
use flate2::{Compress, Compression, Crc, FlushCompress, write::DeflateEncoder};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// A cell of a sheet.
pub(crate) enum Cell {
    Words(&'static str),
    Pounds(f64),
    Day(&'static str),
}

/// Words in a cell.
pub(crate) fn words(text: &'static str) -> Cell {
    Cell::Words(text)
}

/// A workbook with such sheets, each a name and its rows; a name that begins with a dot is that of a hidden sheet.
pub(crate) fn workbook(sheets: Vec<(&str, Vec<Vec<Cell>>)>) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name.trim_start_matches('.')).unwrap();
        sheet.set_hidden(name.starts_with('.'));
        fill(sheet, rows);
    }
    book.save_to_buffer().unwrap()
}

/// Lines of words with commas between.
pub(crate) fn lines(text: &'static str) -> Vec<Vec<Cell>> {
    text.lines().map(|line| line.split(',').map(words).collect()).collect()
}

fn fill(sheet: &mut Worksheet, rows: Vec<Vec<Cell>>) {
    let (money, day) = (Format::new().set_num_format("£#,##0.00"), Format::new().set_num_format("dd/mm/yyyy"));
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Words("") => &mut *sheet,
                Cell::Words(text) => sheet.write_string(row, column, text).unwrap(),
                Cell::Pounds(pounds) => sheet.write_number_with_format(row, column, pounds, &money).unwrap(),
                Cell::Day(text) => {
                    let date: NaiveDate = text.parse().unwrap();
                    sheet.write_datetime_with_format(row, column, date, &day).unwrap()
                }
            };
        }
    }
}

/// An entry of a zip: its path, its bytes as they are packed, and what it says to be.
pub(crate) struct Entry {
    name: &'static str,
    packed: Vec<u8>,
    crc: u32,
    says: u32,
}

/// Text, honestly packed.
pub(crate) fn honest(name: &'static str, text: &str) -> Entry {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    let mut crc = Crc::new();
    crc.update(text.as_bytes());
    Entry { name, packed: packer.finish().unwrap(), crc: crc.sum(), says: u32::try_from(text.len()).unwrap() }
}

/// `front`, and then a megabyte of `again` so many times; it says to be of `says` bytes.
pub(crate) fn bomb(name: &'static str, front: &str, again: &str, megabytes: usize, says: u32) -> Entry {
    let mut packer = Compress::new(Compression::best(), false);
    let mut flushed = |text: &[u8]| {
        let mut out = Vec::with_capacity(1 << 20);
        packer.compress_vec(text, &mut out, FlushCompress::Full).unwrap();
        out
    };
    let mut packed = flushed(front.as_bytes());
    // What follows a full flush looks at nothing before it, so that it can stand there again and again.
    let block = flushed(again.repeat((1 << 20) / again.len()).as_bytes());
    for _ in 0..megabytes {
        packed.extend(&block);
    }
    Entry { name, packed, crc: 0, says }
}

/// A zip of such entries (PKWARE APPNOTE 4.3).
pub(crate) fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut contents) = (Vec::new(), Vec::new());
    for Entry { name, packed, crc, says } in entries {
        let at = u32::try_from(bytes.len()).unwrap();
        let mut facts = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        for number in [*crc, u32::try_from(packed.len()).unwrap(), *says] {
            facts.extend(number.to_le_bytes());
        }
        facts.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        facts.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&facts);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
        contents.extend(b"PK\x01\x02\x14\x00");
        contents.extend(&facts);
        contents.extend([0; 10]);
        contents.extend(at.to_le_bytes());
        contents.extend(name.as_bytes());
    }
    let (start, many) = (u32::try_from(bytes.len()).unwrap(), u16::try_from(entries.len()).unwrap());
    bytes.extend(&contents);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(many.to_le_bytes());
    bytes.extend(many.to_le_bytes());
    bytes.extend(u32::try_from(contents.len()).unwrap().to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// What every workbook has besides its cells: one sheet, "Pupils".
pub(crate) fn frame() -> Vec<Entry> {
    let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    vec![
        honest(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        honest(
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{document}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        honest(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{document}\"><sheets><sheet name=\"Pupils\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        honest(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{document}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
    ]
}

/// The rows of the sheet of such a workbook.
pub(crate) const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A sheet with these rows.
pub(crate) fn sheet(before: &str, rows: &str) -> Entry {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    honest(SHEET, &format!("{before}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"))
}
