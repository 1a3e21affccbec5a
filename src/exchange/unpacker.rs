//! Workbooks are zips from outside, so they are opened by a child process: one that is made to fill the machine costs the child its life, and
//! the server nothing.

use std::{path::PathBuf, time::Duration};

use super::{
    File,
    format::{self, Format},
    mapping::Aside,
    workbook::{self, DAMAGED, TextSheet},
};
use crate::child::{Child, Limits, Unanswered};

/// The argument with which the program becomes the child.
pub const CHILD: &str = "unpack";
/// What the child may have.
pub const LIMITS: Limits = Limits { memory: 512 * 1024 * 1024, seconds: 10, answer: 128 * 1024 * 1024 };
/// How long somebody waits for their workbook, the ones before it included.
const WITHIN: Duration = Duration::from_secs(30);

/// What is said where the child wanted more than it may have.
const TOO_LARGE: &str = "it is too large to be opened. In the spreadsheet, save the sheet with the list as CSV, or copy its cells and paste them";
/// What is said where it took too long, or others' workbooks did.
const TOO_LONG: &str = "it took too long to open. Try again in a minute, or save the sheet with the list as CSV";

/// What opens workbooks.
#[derive(Debug)]
pub struct Unpacker(Child);

impl Unpacker {
    /// By the program at this path: this one.
    #[must_use]
    pub fn by(program: PathBuf) -> Self {
        Self(Child::of(program, CHILD, LIMITS))
    }

    /// A file as tables of text: itself, or the sheets of a workbook; or why it cannot be read, and what to do, in a sentence.
    async fn open(&self, file: File) -> Result<Vec<File>, String> {
        match format::of(&file.bytes)? {
            Format::Text => Ok(vec![file]),
            Format::Workbook => Ok(files(&file.name, self.sheets(file.bytes).await?)),
        }
    }

    /// Files as the tables of text that they are: in place of a workbook stand its sheets. What cannot be opened stays, with the reason.
    pub async fn open_all(&self, files: Vec<File>) -> Vec<File> {
        let mut all = Vec::new();
        for file in files {
            let name = file.name.clone();
            match self.open(file).await {
                Ok(tables) => all.extend(tables),
                Err(why) => all.push(File { aside: Some(Aside::Refused(why)), ..File::new(name, Vec::new()) }),
            }
        }
        all
    }

    async fn sheets(&self, bytes: Vec<u8>) -> Result<Vec<TextSheet>, String> {
        let why = match self.0.ask(bytes, WITHIN).await {
            Ok(answer) => return serde_json::from_slice(&answer).map_err(|_| DAMAGED.to_owned())?,
            Err(Unanswered::Failed(_)) => DAMAGED,
            Err(Unanswered::CutOff(_)) => TOO_LARGE,
            Err(Unanswered::TooLong) => TOO_LONG,
        };
        // What the child said may quote a cell: it stays out of the log.
        tracing::warn!("a workbook was not opened: {why}");
        Err(why.to_owned())
    }
}

/// What the child does: reads a workbook, and gives back its sheets, or why there are none.
///
/// # Errors
/// When the answer cannot be written as text.
pub fn work(bytes: &[u8]) -> Result<Vec<u8>, String> {
    serde_json::to_vec(&workbook::read(bytes)).map_err(|why| why.to_string())
}

/// The sheets as files: where there are several, each is called by its own name, too.
fn files(book: &str, sheets: Vec<TextSheet>) -> Vec<File> {
    let is_one = sheets.len() == 1;
    let file = |sheet: TextSheet| File {
        name: if is_one { book.to_owned() } else { format!("{book}, sheet {}", sheet.name) },
        bytes: sheet.text.into_bytes(),
        mapping: None,
        book: book.to_owned(),
        aside: sheet.is_hidden.then_some(Aside::Hidden),
    };
    sheets.into_iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_called_by_its_name_where_there_are_several() {
        let sheet = |name: &str, is_hidden| TextSheet { name: name.to_owned(), text: "UPN\n".to_owned(), is_hidden };
        let named = |sheets| files("june.xlsx", sheets).into_iter().map(|f| (f.name, f.aside)).collect::<Vec<_>>();
        assert_eq!(named(vec![sheet("Pupils", false)]), [("june.xlsx".to_owned(), None)]);
        assert_eq!(
            named(vec![sheet("Pupils", false), sheet("Codes", true)]),
            [("june.xlsx, sheet Pupils".to_owned(), None), ("june.xlsx, sheet Codes".to_owned(), Some(Aside::Hidden))]
        );
    }
}
