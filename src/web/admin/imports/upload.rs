//! What was uploaded or pasted, told apart by what is in it: tables of text are taken, workbooks are opened, everything else is refused in
//! plain words.

use std::time::Duration;

use axum::extract::{Multipart, multipart::Field};
use tokio::time::timeout;

use crate::{
    exchange::{Aside, File, unpacker::Unpacker},
    web::{
        form::fields::FormErrors,
        frame::error::{Error, Result},
    },
};

/// The most that all files together may be, in bytes. A list of 2,000 pupils with everything is less than one.
pub(super) const MOST: usize = 8 * 1024 * 1024;
/// The most that a browser may send before it is cut off: up to here it is read to its end, so that it hears why it was refused.
pub(in crate::web) const MOST_SENT: usize = 64 * 1024 * 1024;
/// The most files at once.
const MOST_FILES: usize = 20;
/// How long the workbooks of one form may take to open, all together: less than a page may take.
const OPEN_WITHIN: Duration = Duration::from_secs(30);
/// What pasted cells are called where lines are named.
const PASTED: &str = "Pasted cells";

/// The endings that a browser offers to choose from.
pub(in crate::web) const ACCEPTED: &str = ".csv,.txt,.tsv,.tab,.xlsx";

/// A form as it came: the files, or what is wrong with them, and the pasted text.
#[derive(Default)]
pub(in crate::web) struct Upload {
    pub(in crate::web) files: Vec<File>,
    pub(in crate::web) pasted: String,
    pub(in crate::web) errors: FormErrors,
}

/// Reads the form; of a workbook its sheets.
pub(in crate::web) async fn read(mut form: Multipart, unpacker: &Unpacker) -> Result<Upload> {
    let mut upload = Upload::default();
    let mut left = MOST;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let (name, file) = (field.name().unwrap_or_default().to_owned(), file_name(field.file_name()));
        let bytes = take(field, &mut left).await?;
        match name.as_str() {
            "pasted" => upload.pasted = String::from_utf8_lossy(&bytes).into_owned(),
            "files" if !bytes.is_empty() || !file.is_empty() => upload.files.push(File::new(file, bytes)),
            _ => {}
        }
    }
    if left == 0 {
        upload.files.clear();
        upload.errors.add("files", format!("The files must be smaller than {} MB together", MOST / 1024 / 1024));
        return Ok(upload);
    }
    if upload.files.len() > MOST_FILES {
        upload.errors.add("files", format!("Choose at most {MOST_FILES} files at once"));
    }
    if upload.errors.is_empty() {
        upload.open(unpacker).await;
    }
    if !upload.pasted.trim().is_empty() {
        upload.files.push(File::new(PASTED, upload.pasted.clone().into_bytes()));
    }
    if upload.files.is_empty() && upload.errors.is_empty() {
        upload.errors.add("files", "Choose at least one file, or paste cells below");
    }
    Ok(upload)
}

impl Upload {
    /// Puts the sheets of workbooks in their place, and says what cannot be read.
    async fn open(&mut self, unpacker: &Unpacker) {
        let files = std::mem::take(&mut self.files);
        let Ok(opened) = timeout(OPEN_WITHIN, unpacker.open_all(files)).await else {
            self.errors
                .add("files", "The workbooks took too long to open. Choose fewer at once, or save the lists as CSV");
            return;
        };
        for file in &opened {
            if let Some(Aside::Refused(why)) = &file.aside {
                self.errors.add("files", format!("{}: {why}", file.name));
            }
        }
        if opened.iter().map(|file| file.bytes.len()).sum::<usize>() > MOST {
            let most = MOST / 1024 / 1024;
            self.errors.add(
                "files",
                format!("The sheets hold more than {most} MB of text together: leave out what is not needed"),
            );
        }
        self.files = opened;
    }
}

fn unreadable(_: axum::extract::multipart::MultipartError) -> Error {
    Error::BadRequest("The files did not arrive whole. Please try again, with fewer of them at a time.".to_owned())
}

/// The bytes of a field, as long as there is room; what is beyond that is passed over.
async fn take(mut field: Field<'_>, left: &mut usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        *left = left.saturating_sub(chunk.len());
        if *left > 0 {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(bytes)
}

/// The last part of what the browser calls the file, and not too much of it.
fn file_name(given: Option<&str>) -> String {
    let last = given.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(file_name(Some("C:\\Users\\me\\pupils.csv")), "pupils.csv");
        assert_eq!(file_name(Some("../../etc/passwd")), "passwd");
        assert_eq!(file_name(Some("a\r\nb.csv")), "ab.csv");
        assert_eq!(file_name(None), "");
    }
}
