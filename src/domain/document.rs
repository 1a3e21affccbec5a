//! Files that people upload: what they are is told by their first bytes, never by their name or by what the browser says.

use super::archive;

/// The most one file may be: 10 MB.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The most files that a Word document may hold.
const MOST_PARTS: usize = 2_000;
/// The most that a Word document may be once it is unpacked.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;

coded! {
    /// What a file is.
    Kind {
        /// Portable document.
        Pdf = "pdf", "PDF";
        /// Picture.
        Png = "png", "Picture (PNG)";
        /// Photograph.
        Jpg = "jpg", "Picture (JPEG)";
        /// Word document without macros.
        Docx = "docx", "Word document";
    }
}

coded! {
    /// What a document is about.
    Sort {
        /// What a professional found.
        Report = "report", "Report of a professional";
        /// From a doctor or a hospital.
        Medical = "medical", "Medical letter or report";
        /// From the authority.
        Ehc = "ehc", "EHC plan or another paper of the authority";
        /// To or from the family or a service.
        Letter = "letter", "Letter";
        /// From a court or about a family.
        Court = "court", "Court or family document";
        /// None of these.
        Other = "other", "Something else";
    }
}

impl Sort {
    /// Whether it always has named readers: what a court orders about a family is for as few as need to know.
    #[must_use]
    pub fn is_confidential(self) -> bool {
        self == Self::Court
    }
}

coded! {
    /// Who reads a document.
    Circle {
        /// As the rest of the record.
        Record = "record", "Everybody who sees the record";
        /// For everybody else it does not exist.
        Named = "named", "Only the named readers";
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// Nothing in it.
    #[error("The file is empty: choose another")]
    Empty,
    /// Too large.
    #[error("The file is larger than 10 MB: choose a smaller one")]
    TooLarge,
    /// None of the four.
    #[error("The file is not a PDF, a PNG or JPEG picture, or a Word document (.docx): choose another")]
    Unknown,
    /// A Word document with programs in it.
    #[error("The Word document holds macros: save it without them (.docx)")]
    Macros,
    /// An archive made to fill a disk.
    #[error("The Word document is packed in a way that is not safe to open: save it anew")]
    Bomb,
}

impl Kind {
    /// The media type under which it is served.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// What a file is.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn of(bytes: &[u8]) -> Result<Self, Refused> {
        match bytes {
            [] => Err(Refused::Empty),
            _ if bytes.len() > MOST_BYTES => Err(Refused::TooLarge),
            _ if bytes.starts_with(b"%PDF-") => Ok(Self::Pdf),
            _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Ok(Self::Png),
            _ if bytes.starts_with(b"\xff\xd8\xff") => Ok(Self::Jpg),
            _ if bytes.starts_with(archive::BEGINS) => word(bytes),
            _ => Err(Refused::Unknown),
        }
    }
}

/// A Word document is an archive with these two parts in it. Only its table of contents is read: nothing is unpacked.
fn word(bytes: &[u8]) -> Result<Kind, Refused> {
    let parts = archive::contents(bytes).ok_or(Refused::Unknown)?;
    let has = |name: &[u8]| parts.iter().any(|part| part.name.eq_ignore_ascii_case(name));
    if !has(b"[Content_Types].xml") || !has(b"word/document.xml") {
        return Err(Refused::Unknown);
    }
    if parts.iter().any(|part| part.name.to_ascii_lowercase().ends_with(b"vbaproject.bin")) {
        return Err(Refused::Macros);
    }
    if parts.len() > MOST_PARTS || archive::unpacked(&parts) > MOST_UNPACKED {
        Err(Refused::Bomb)
    } else {
        Ok(Kind::Docx)
    }
}

/// A title out of the name under which a file was chosen: no path, no ending, nothing that turns the reading round or steers a terminal.
#[must_use]
pub fn title_of(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let words: String = stem.chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect()
}

/// "48 KB", "2.3 MB".
#[must_use]
pub fn size_words(bytes: u64) -> String {
    match bytes {
        0..1024 => "under 1 KB".to_owned(),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => {
            let tenths = (bytes * 10 + 524_288) / 1_048_576;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_what_a_file_is() {
        assert_eq!(Kind::of(b"%PDF-1.7 and so on"), Ok(Kind::Pdf));
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\nIHDR"), Ok(Kind::Png));
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0JFIF"), Ok(Kind::Jpg));
        for active in ["<svg onload=alert(1)>", "<html>", "MZ\u{90}", "#!/bin/sh", "GIF89a", " %PDF-1.7"] {
            assert_eq!(Kind::of(active.as_bytes()), Err(Refused::Unknown), "{active}");
        }
        assert_eq!(Kind::of(b""), Err(Refused::Empty));
        assert_eq!(Kind::of(&vec![b'x'; MOST_BYTES + 1]), Err(Refused::TooLarge));
    }

    #[test]
    fn only_a_word_document_without_macros_and_without_tricks_is_one() {
        let word = [("[Content_Types].xml", 10), ("word/document.xml", 500)];
        assert_eq!(Kind::of(&archive::of_contents(&word)), Ok(Kind::Docx));
        assert_eq!(Kind::of(&archive::of_contents(&word[..1])), Err(Refused::Unknown), "some other archive");
        let macros = [word[0], word[1], ("word/vbaProject.bin", 5)];
        assert_eq!(Kind::of(&archive::of_contents(&macros)), Err(Refused::Macros));
        let bomb = [word[0], word[1], ("word/media/1.xml", u32::MAX)];
        assert_eq!(Kind::of(&archive::of_contents(&bomb)), Err(Refused::Bomb));
        let mut torn = archive::of_contents(&word);
        torn.truncate(40);
        assert_eq!(Kind::of(&torn), Err(Refused::Unknown));
    }

    #[test]
    fn a_title_keeps_words_only() {
        for (name, title) in [
            ("Report of 12 May.pdf", "Report of 12 May"),
            ("../../etc/passwd", "passwd"),
            ("C:\\files\\EP_report.final.docx", "EP report final"),
            ("\u{202e}fdp.exe", "fdp"),
            ("a\0b\r\nc.png", "a b c"),
            ("", ""),
        ] {
            assert_eq!(title_of(name), title, "{name:?}");
        }
        assert_eq!(title_of(&"x".repeat(300)).len(), 100);
    }

    #[test]
    fn sizes_read_as_people_say_them() {
        assert_eq!([10, 2048, 2_411_724].map(size_words), ["under 1 KB", "2 KB", "2.3 MB"]);
    }
}
