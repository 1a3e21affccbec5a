//! Messages as files: what the demo shows instead of sending. A file is named after its Message-ID, so that a message that is written
//! twice is one file.

use std::{
    fs,
    io::Write,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use super::parcel::{Outcome, Parcel};

/// A folder into which each message is written as one .eml file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// Writes one message: whole or not at all, and on the disk when this returns.
    pub(super) fn send(&self, parcel: &Parcel) -> Outcome {
        match self.write(parcel) {
            Ok(path) => Outcome::Accepted(format!("written to {}", path.display())),
            Err(error) => Outcome::Retry(format!("could not write to {}: {error}", self.0.display())),
        }
    }

    fn write(&self, parcel: &Parcel) -> std::io::Result<PathBuf> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let name: String = parcel
            .message_id
            .chars()
            .filter(|c| !matches!(c, '<' | '>'))
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '@') { c } else { '_' })
            .collect();
        let path = self.0.join(format!("{name}.eml"));
        let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
        file.write_all(&parcel.raw)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        sync_folder(&self.0)?;
        Ok(path)
    }
}

/// Makes the new name last, too: a rename is only on the disk when its folder is.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}
