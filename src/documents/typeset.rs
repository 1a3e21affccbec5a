//! The typesetting itself. Only this file knows the library. What is said goes in as data, never as markup; no file, no package and no
//! network is within reach.

use std::sync::LazyLock;

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::Document;

/// How parts look.
const LOOK: &str = include_str!("look.typ");
/// What stands for a character that no typeface here has.
const MISSING: char = '\u{FFFD}';

/// The typefaces that documents are set in, as `build/typefaces.rs` picked them.
const TYPEFACES: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/typefaces.rs"));

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| TYPEFACES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect());

struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    look: Source,
    data: (FileId, Bytes),
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.look.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.look.id() { Ok(self.look.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn at(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|why| format!("{why:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One PDF of all of them.
///
/// # Errors
/// What the library says, for the log.
pub fn pdf(all: &[Document]) -> Result<Vec<u8>, String> {
    let data = readable(&serde_json::to_string(all).map_err(|why| why.to_string())?);
    let desk = Desk {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
        look: Source::new(at("/look.typ")?, LOOK.to_owned()),
        data: (at("/data.json")?, Bytes::from_string(data)),
    };
    let said = |all: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
        all.iter().map(|one| one.message.to_string()).collect::<Vec<_>>().join("; ")
    };
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(said)?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|why| why.message().to_string())?;
    let options = PdfOptions { standards, ident: Smart::Auto, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(said)
}

/// The same with what no typeface here has marked as missing: a name must not stop a letter.
fn readable(text: &str) -> String {
    let has = |c: char| FONTS.iter().any(|font| font.info().coverage.contains(u32::from(c)));
    text.chars().filter(|c| !c.is_control()).map(|c| if c.is_ascii() || has(c) { c } else { MISSING }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Layout, Part};

    fn document(words: &str) -> Document {
        Document {
            title: "SEN register".to_owned(),
            school: "Oakfield Primary".to_owned(),
            about: words.to_owned(),
            on: chrono::NaiveDate::from_ymd_opt(2026, 11, 18).unwrap(),
            layout: Layout::Upright,
            parts: vec![
                Part::Lead("18 pupils.".to_owned()),
                Part::Heading("Who".to_owned()),
                Part::Text(format!("{words}\n\nA second paragraph.")),
                Part::Facts(vec![("Led by".to_owned(), words.to_owned())]),
                Part::List(vec![words.to_owned(), "Two".to_owned()]),
                Part::table("Pupils", &["Pupil", "Class"], vec![vec![words.to_owned(), "4A".to_owned()]; 90]),
                Part::Note("Counted on the day.".to_owned()),
            ],
        }
    }

    #[test]
    fn it_is_a_tagged_pdf_for_ears_and_archives_whatever_the_words_are() {
        for words in ["Amira Khan", "#let x = 1 *bold* _it_ \"quotes\" @ref $math$ \\ <label> [x]", "زینب 你好 🙂", ""]
        {
            let file = pdf(&[document(words), document("Two")]).unwrap_or_else(|why| panic!("{words}: {why}"));
            assert!(file.starts_with(b"%PDF-"), "{words}");
            let text = String::from_utf8_lossy(&file);
            for mark in ["pdfuaid:part", "pdfaid:part", "/StructTreeRoot", "/Lang"] {
                assert!(text.contains(mark), "{words}: {mark}");
            }
        }
    }

    #[test]
    fn each_typeface_that_the_look_names_is_there() {
        let has = |family: &str| FONTS.iter().any(|font| font.info().family == family);
        let named = LOOK.lines().find_map(|line| line.split_once("font: (")?.1.split_once(')')).unwrap().0;
        for family in named.split(", ") {
            assert!(has(family.trim_matches('"')), "{family}");
        }
        let is_bold = |font: &&Font| font.info().variant.weight.to_number() == 700;
        assert_eq!(FONTS.iter().filter(is_bold).count(), 1, "what is strong is bold in fact");
    }

    #[test]
    fn what_is_written_twice_is_the_same_file() {
        assert_eq!(pdf(&[document("Amira")]), pdf(&[document("Amira")]));
    }
}
