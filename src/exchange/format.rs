//! What a file is, told by its first bytes and not by its name: tables of text are read, everything else is refused in plain words.

/// Why a file is no table of text, if it is none: told by its first bytes, not by its name.
#[must_use]
pub fn refused(bytes: &[u8]) -> Option<&'static str> {
    let starts = |front: &[u8]| bytes.starts_with(front);
    let wide = starts(b"\xff\xfe") || starts(b"\xfe\xff");
    match () {
        () if bytes.is_empty() => Some("the file is empty"),
        () if starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") => Some(
            "this is a workbook or a zip. In the spreadsheet, save it as CSV, or copy its cells and paste them on the page Import",
        ),
        () if starts(b"%PDF") => Some("this is a PDF. Export the list as CSV instead"),
        () if starts(b"<") || starts(b"\xef\xbb\xbf<") => {
            Some("this is a web page or XML. Export the list as CSV instead")
        }
        () if starts(b"{\\rtf") => Some("this is a text document. Export the list as CSV instead"),
        () if !wide && bytes.contains(&0) => Some("this is no table of text. Export the list as CSV instead"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_what_is_in_it() {
        let bad: [&[u8]; 7] =
            [b"", b"PK\x03\x04..", b"\xd0\xcf\x11\xe0..", b"%PDF-1.7", b"<html>", b"\x89PNG\r\n\x1a\n\0", b"a\0b"];
        for bytes in bad {
            assert!(refused(bytes).is_some(), "{bytes:?}");
        }
        let good: [&[u8]; 4] = [b"UPN,Forename\n", b"\xef\xbb\xbfUPN;Forename", b"\xff\xfeU\0P\0N\0", b"Si\xe2n,\xa3"];
        for bytes in good {
            assert_eq!(refused(bytes), None, "{bytes:?}");
        }
    }
}
