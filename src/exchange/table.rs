//! Bytes into rows: which alphabet, which separator, which line is the heading.

use super::{
    cell, furniture,
    heading::{Headings, recognise},
};

/// A file's rows under its headings.
pub(super) struct Table<H = Headings> {
    /// What kind of file, and which column is what.
    pub(super) headings: H,
    /// The headings as written.
    pub(super) titles: Vec<String>,
    /// Line number and cells.
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

/// Lines below which no heading is looked for: a printed report may have a page of titles.
const HEAD: usize = 60;

/// Rows, each with its line.
pub(super) type Records = Vec<(u64, Vec<String>)>;
/// The rows below a heading.
pub(super) type Below = [(u64, Vec<String>)];
/// What tells a line of headings, with the rows below it.
pub(super) trait Known: Fn(&[String], &Below) -> Option<Headings> {}
impl<F: Fn(&[String], &Below) -> Option<Headings>> Known for F {}

/// Reads a file under the first line that is known as its headings. A heading may have a title or a "sep=" line above it.
pub(super) fn read(bytes: &[u8], known: impl Known) -> Result<Table, String> {
    find(bytes, known)?.ok_or_else(|| {
        "the headings are none that Thrice knows: pupils, contacts, staff, term dates, closures or bank holidays"
            .to_owned()
    })
}

/// Reads a file whose headings may not be known: then they are taken to be the fullest of the first lines.
pub(super) fn likely(bytes: &[u8]) -> Result<Table<Option<Headings>>, String> {
    if let Some(Table { headings, titles, rows }) = find(bytes, recognise)? {
        return Ok(Table { headings: Some(headings), titles, rows });
    }
    let text = decode(bytes);
    let mut best: Option<(usize, usize, Records)> = None;
    for separator in separators(&text) {
        let records = records(&text, separator)?;
        let filled = |cells: &[String]| cells.iter().filter(|c| !c.is_empty()).count();
        let many = records.iter().take(HEAD).map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        let at =
            records.iter().position(|(_, cells)| filled(cells) * 10 >= many * 7 && cells.iter().all(|c| is_word(c)));
        let at = at.or_else(|| records.iter().position(|(_, cells)| filled(cells) == many)).unwrap_or(0);
        if many > best.as_ref().map_or(1, |(_, most, _)| *most) {
            best = Some((at, many, records));
        }
    }
    let (at, _, records) = best.ok_or("it is no table: a row of headings and rows of cells below it")?;
    let (titles, rows) = under(records, at);
    Ok(Table { headings: None, titles, rows })
}

/// The table under the first line that can be read as headings, if there is one.
fn find(bytes: &[u8], known: impl Known) -> Result<Option<Table>, String> {
    let text = decode(bytes);
    for separator in separators(&text) {
        let records = records(&text, separator)?;
        let found = (0..records.len().min(HEAD)).find_map(|at| {
            let titles = &records[at].1;
            // A line of one cell heads no table: most lines of a title cost nothing.
            (titles.iter().filter(|t| !t.is_empty()).count() > 1)
                .then(|| Some((at, known(titles, &records[at + 1..])?)))?
        });
        if let Some((at, headings)) = found {
            let (titles, mut rows) = under(records, at);
            rows.retain(|(_, cells)| !furniture::is_furniture(cells, &titles, &headings));
            let of_address: Vec<usize> = headings.at.iter().filter(|(c, _)| c.has_lines()).map(|(_, at)| *at).collect();
            for (place, cell) in rows.iter_mut().flat_map(|(_, cells)| cells.iter_mut().enumerate()) {
                if !of_address.contains(&place) {
                    *cell = cell::flat(cell);
                }
            }
            return Ok(Some(Table { headings, titles, rows }));
        }
    }
    Ok(None)
}

/// The rows under the first line that somebody knows as headings, each with its line: for tables that are none of an import's.
pub(super) fn under_headings<H>(
    bytes: &[u8],
    known: impl Fn(&[String]) -> Option<H>,
) -> Result<Option<(H, Records)>, String> {
    let text = decode(bytes);
    for separator in separators(&text) {
        let records = records(&text, separator)?;
        let found = records.iter().take(HEAD).enumerate().find_map(|(at, (_, titles))| Some((at, known(titles)?)));
        if let Some((at, headings)) = found {
            return Ok(Some((headings, under(records, at).1)));
        }
    }
    Ok(None)
}

/// Whether a cell may be a heading: a word, or nothing.
fn is_word(cell: &str) -> bool {
    cell.is_empty() || (cell.contains(char::is_alphabetic) && super::value::date::date(cell).is_none())
}

/// The headings at a place, and the rows below them that are not empty.
fn under(mut records: Records, at: usize) -> (Vec<String>, Records) {
    let rows = records.split_off(at + 1).into_iter().filter(|(_, cells)| cells.iter().any(|c| !c.is_empty())).collect();
    let titles = records.pop().map(|(_, cells)| cells.iter().map(|c| cell::flat(c)).collect()).unwrap_or_default();
    (titles, rows)
}

/// UTF-8 (or UTF-16 by its mark) where it is, and Windows-1252 where it cannot be UTF-8.
pub(super) fn decode(bytes: &[u8]) -> String {
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
    let head: String = text.lines().take(HEAD).collect::<Vec<_>>().join("\n");
    let mut all = vec![b',', b';', b'\t', b'|'];
    all.sort_by_key(|s| std::cmp::Reverse(head.bytes().filter(|b| b == s).count()));
    all
}

fn records(text: &str, separator: u8) -> Result<Records, String> {
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
        rows.push((line, record.iter().map(cell::meant).collect()));
    }
    Ok(rows)
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
            let table = read(bytes, recognise).unwrap();
            assert_eq!(table.rows, [(2, vec![String::new(), "Siân".into(), "O'Neil;l".into(), "01/02/2018".into()])]);
        }
    }

    #[test]
    fn a_title_above_the_heading_is_passed_over_and_lines_still_count() {
        let table = read(b"sep=\t\nAll pupils\nDate of Birth\tName\n\n01/02/2018\tOkafor, Temi\n", recognise).unwrap();
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].0, 5);
    }

    #[test]
    fn what_is_printed_beside_the_rows_is_passed_over_quietly() {
        let title = "SEN register\n".repeat(20);
        let text = format!(
            "{title}UPN,Forename,Surname,DOB\n,Ada,Bell,01/02/2018\nPage 1 of 2,,,\nUPN,Forename,Surname,DOB\n\
             ,Max,Page,02/02/2018\nTotal:,2,,\nReport printed on 12/11/2026 08:41 by J Clerk,,,\n"
        );
        let table = read(text.as_bytes(), recognise).unwrap();
        assert_eq!(table.rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [22, 25]);
    }

    #[test]
    fn a_file_of_something_else_is_refused() {
        assert!(read(b"Item,Price\nChalk,3\n", recognise).is_err());
        assert!(read(b"", recognise).is_err());
    }
}
