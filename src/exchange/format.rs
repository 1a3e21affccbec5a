//! What a file is, told by what is in it and not by its name: tables of text and workbooks are read, everything else is refused in plain
//! words that say what to do instead.

use crate::domain::archive::{self, Entry};

/// What is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A table of text.
    Text,
    /// A workbook (XLSX), of which each sheet is a table.
    Workbook,
}

/// The most that a workbook may say to become when it is unpacked, in bytes.
const MOST_UNPACKED: u64 = 400 * 1024 * 1024;
/// What an old workbook, or one with a password, begins with (MS-CFB 2.2).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// What a file is.
///
/// # Errors
/// Why it is not read, and what to do.
pub fn of(bytes: &[u8]) -> Result<Format, &'static str> {
    let starts = |front: &[u8]| bytes.starts_with(front);
    let wide = starts(b"\xff\xfe") || starts(b"\xfe\xff");
    match () {
        () if bytes.is_empty() => Err("the file is empty"),
        () if starts(archive::BEGINS) => archived(bytes),
        () if starts(COMPOUND) => Err(compound(bytes)),
        () if starts(b"%PDF") => Err("this is a PDF. Export the list as CSV or Excel (.xlsx) instead"),
        () if starts(b"<") || starts(b"\xef\xbb\xbf<") => {
            Err("this is a web page or XML. Export the list as CSV or Excel (.xlsx) instead")
        }
        () if starts(b"{\\rtf") => Err("this is a text document. Export the list as CSV or Excel (.xlsx) instead"),
        () if !wide && bytes.contains(&0) => {
            Err("this is no table of text. Export the list as CSV or Excel (.xlsx) instead")
        }
        () => Ok(Format::Text),
    }
}

/// What a zip archive is: several programs keep their files in one.
fn archived(bytes: &[u8]) -> Result<Format, &'static str> {
    let Some(entries) = archive::contents(bytes) else {
        return Err("this is a workbook or a zip that is not whole. Save or export it again, and choose it again");
    };
    let has = |name: &str| entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name.as_bytes()));
    let has_folder = |name: &str| entries.iter().any(|entry| begins(entry, name));
    match () {
        () if has("xl/workbook.bin") => {
            Err("this is a binary workbook (.xlsb). In the spreadsheet, save it as Excel workbook (.xlsx) or CSV")
        }
        () if has_folder("xl/") && archive::unpacked(&entries) > MOST_UNPACKED => {
            Err("this workbook is too large to be opened. Save the sheet with the list as CSV")
        }
        () if has_folder("xl/") => Ok(Format::Workbook),
        () if has_folder("word/") => Err(
            "this is a Word document. Copy the list into a spreadsheet, and save that as Excel workbook (.xlsx) or CSV",
        ),
        () if has("content.xml") && has("mimetype") => Err(
            "this is an OpenDocument file (.ods or .odt). In the spreadsheet, save it as Excel workbook (.xlsx) or CSV",
        ),
        () => Err("this is a zip and no workbook. Unpack it, and choose the files that are in it"),
    }
}

fn begins(entry: &Entry<'_>, folder: &str) -> bool {
    entry.name.get(..folder.len()).is_some_and(|front| front.eq_ignore_ascii_case(folder.as_bytes()))
}

/// A workbook with a password is kept in a container that old workbooks were kept in, too, under a name of its own (MS-OFFCRYPTO 1.3.3).
fn compound(bytes: &[u8]) -> &'static str {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|part| part == name) {
        "this file is protected with a password. In the spreadsheet, take the password off, save it, and choose it again"
    } else {
        "this is an old workbook (.xls) or document. In the spreadsheet, save it as Excel workbook (.xlsx) or CSV"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::archive::of_contents;

    #[test]
    fn a_file_is_told_by_what_is_in_it() {
        let bad: [&[u8]; 7] =
            [b"", b"PK\x03\x04..", b"\xd0\xcf\x11\xe0..", b"%PDF-1.7", b"<html>", b"\x89PNG\r\n\x1a\n\0", b"a\0b"];
        for bytes in bad {
            assert!(of(bytes).is_err(), "{bytes:?}");
        }
        let good: [&[u8]; 4] = [b"UPN,Forename\n", b"\xef\xbb\xbfUPN;Forename", b"\xff\xfeU\0P\0N\0", b"Si\xe2n,\xa3"];
        for bytes in good {
            assert_eq!(of(bytes), Ok(Format::Text), "{bytes:?}");
        }
    }

    #[test]
    fn what_other_programs_keep_in_a_zip_is_told_apart() {
        let types = ("[Content_Types].xml", 10);
        assert_eq!(of(&of_contents(&[types, ("xl/workbook.xml", 500)])), Ok(Format::Workbook));
        for (entries, said) in [
            (&[types, ("word/document.xml", 500)][..], "Word document"),
            (&[("mimetype", 46), ("content.xml", 500)], ".ods"),
            (&[types, ("xl/workbook.bin", 500)], ".xlsb"),
            (&[types, ("xl/workbook.xml", 500), ("xl/sharedStrings.xml", u32::MAX)], "too large"),
            (&[("pupils.csv", 500)], "Unpack it"),
        ] {
            assert!(of(&of_contents(entries)).unwrap_err().contains(said), "{said}");
        }
        let mut torn = of_contents(&[types, ("xl/workbook.xml", 500)]);
        torn.truncate(40);
        assert!(of(&torn).unwrap_err().contains("not whole"));
    }

    #[test]
    fn a_workbook_with_a_password_is_told_from_an_old_one() {
        let mut old = COMPOUND.to_vec();
        assert!(of(&old).unwrap_err().contains(".xls"));
        old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(of(&old).unwrap_err().contains("password"));
    }
}
