//! A plain copy that is there only while it is worked with: before it is encrypted, or after it was decrypted. It lies beside the database,
//! where the same things lie in plain anyway, never in the folder of the backups, which may be on another machine's disk. It goes with the
//! value that holds it, however that ends; what a killed process left behind goes the next time.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use super::{super::files::with_suffix, private_file};

/// Behind the database's name, before what makes the name its own.
const MARK: &str = ".plain-";

/// A file that only its owner can read, and that is gone when this is.
#[derive(Debug)]
pub(super) struct Plain {
    path: PathBuf,
    /// Locked as long as it is in use: what is not locked was left behind.
    pub(super) file: File,
}

impl Plain {
    /// A new, empty one beside a database; those that were left behind there are taken away.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn beside(database: &Path) -> anyhow::Result<Self> {
        sweep(database);
        let path = with_suffix(database, &format!("{MARK}{:016x}", rand::random::<u64>()));
        let file = private_file(&path)?;
        Ok(Self { path, file })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

/// Takes away what killed processes left behind beside a database.
pub(super) fn sweep(database: &Path) {
    let folder = database.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = database.file_name().and_then(|n| n.to_str()) else { return };
    let front = format!("{name}{MARK}");
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(|n| n.starts_with(&front));
        if ours && is_left(&entry.path()) {
            remove(&entry.path());
        }
    }
}

/// Whether nobody works with a file any more: whoever does has its lock.
pub(super) fn is_left(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

pub(super) fn remove(path: &Path) {
    for old in [path, &with_suffix(path, "-journal")] {
        let _ = fs::remove_file(old); // mostly one of the two is not there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_with_its_value_and_what_was_left_behind_goes_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("thrice.sqlite");
        let names = || {
            let mut all: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
            all.sort();
            all
        };
        fs::write(folder.path().join("thrice.sqlite.plain-killed"), "a child's name").unwrap();
        fs::write(folder.path().join("thrice.sqlite.plain-killed-journal"), "").unwrap();
        fs::write(folder.path().join("other.sqlite.plain-1"), "not ours").unwrap();
        let one = Plain::beside(&database).unwrap();
        let two = Plain::beside(&database).unwrap();
        assert!(one.path().exists(), "one that is in use is left alone");
        assert_eq!(names().len(), 3, "{:?}", names());
        drop((one, two));
        assert_eq!(names(), ["other.sqlite.plain-1"]);
    }
}
