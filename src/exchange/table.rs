//! Bytes into rows: which alphabet, which separator, which line is the heading.

use super::heading::{Headings, recognise};

/// A file's rows under its headings.
pub(super) struct Table {
    /// What kind of file, and which column is what.
    pub(super) headings: Headings,
    /// The headings as written.
    pub(super) titles: Vec<String>,
    /// Line number and cells.
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

/// Reads a file. A heading may have a title or a "sep=" line above it.
pub(super) fn read(bytes: &[u8]) -> Result<Table, String> {
    let text = decode(bytes);
    let mut found = None;
    for separator in separators(&text) {
        let records = records(&text, separator)?;
        if let Some((at, headings)) =
            records.iter().take(6).enumerate().find_map(|(at, (_, cells))| recognise(cells).map(|h| (at, h)))
        {
            found = Some((records, at, headings));
            break;
        }
    }
    let Some((mut records, at, headings)) = found else {
        return Err(
            "the headings are none that Thrice knows: pupils, contacts, staff, term dates, closures or bank holidays"
                .to_owned(),
        );
    };
    let rows: Vec<_> =
        records.split_off(at + 1).into_iter().filter(|(_, cells)| cells.iter().any(|c| !c.is_empty())).collect();
    let titles = records.pop().map(|(_, cells)| cells).unwrap_or_default();
    Ok(Table { headings, titles, rows })
}

/// UTF-8 (or UTF-16 by its mark) where it is, and Windows-1252 where it cannot be UTF-8.
fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// The separators to try, the likeliest first.
fn separators(text: &str) -> Vec<u8> {
    let head: String = text.lines().take(6).collect::<Vec<_>>().join("\n");
    let mut all = vec![b',', b';', b'\t'];
    all.sort_by_key(|s| std::cmp::Reverse(head.bytes().filter(|b| b == s).count()));
    all
}

fn records(text: &str, separator: u8) -> Result<Vec<(u64, Vec<String>)>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let bytes = text.as_bytes();
    let (mut line, mut counted) = (1, 0);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| format!("cannot be read as a table: {e}"))?;
        // The reader says where it stood before the line ends it skipped: the row begins after them.
        let from = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
        let begins = from + bytes[from..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        line += bytes[counted..begins].iter().map(|b| u64::from(*b == b'\n')).sum::<u64>();
        counted = begins;
        rows.push((line, record.iter().map(clean).collect()));
    }
    Ok(rows)
}

/// No-break spaces and control characters never belong to a value.
fn clean(cell: &str) -> String {
    let plain: String = cell.chars().map(|c| if c == '\u{a0}' || c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_alphabet_and_any_separator_reads_alike() {
        let plain = "UPN;Forename;Surname;DOB\r\n;Siân;\"O'Neil;l\";01/02/2018\r\n";
        let mut with_mark = b"\xef\xbb\xbf".to_vec();
        with_mark.extend(plain.as_bytes());
        let windows = encoding_rs::WINDOWS_1252.encode(plain).0.into_owned();
        for bytes in [plain.as_bytes(), &with_mark, &windows] {
            let table = read(bytes).unwrap();
            assert_eq!(table.rows, [(2, vec![String::new(), "Siân".into(), "O'Neil;l".into(), "01/02/2018".into()])]);
        }
    }

    #[test]
    fn a_title_above_the_heading_is_passed_over_and_lines_still_count() {
        let table = read(b"sep=\t\nAll pupils\nDate of Birth\tName\n\n01/02/2018\tOkafor, Temi\n").unwrap();
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].0, 5);
    }

    #[test]
    fn a_file_of_something_else_is_refused() {
        assert!(read(b"Item,Price\nChalk,3\n").is_err());
        assert!(read(b"").is_err());
    }
}
