//! Where the demo lives: a folder with its database, its mail, and a note that says it is a demo and how far its clock is moved.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::{clock::Clock, store::files::private_folder};

const NOTE: &str = "demo.txt";

/// The demo's folder.
#[derive(Debug)]
pub(super) struct House {
    folder: PathBuf,
    /// Goes away with the demo.
    passing: Option<TempDir>,
}

impl House {
    /// A folder of the system's own for passing things, or the one that is to be kept.
    pub(super) fn open(keep: Option<&Path>) -> anyhow::Result<Self> {
        let Some(folder) = keep else {
            let passing = TempDir::with_prefix("thrice-demo-").context("could not make a folder for the demo")?;
            return Ok(Self { folder: passing.path().to_owned(), passing: Some(passing) });
        };
        private_folder(folder)?;
        let strange = fs::read_dir(folder)?.next().is_some() && !folder.join(NOTE).exists();
        if strange {
            bail!(
                "{} holds something that is no demo: name an empty folder, or one that a demo made",
                folder.display()
            );
        }
        Ok(Self { folder: folder.to_owned(), passing: None })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it is there after the demo has stopped.
    pub(super) fn stays(&self) -> bool {
        self.passing.is_none()
    }

    pub(super) fn database(&self) -> PathBuf {
        self.folder.join("demo.sqlite")
    }

    pub(super) fn mail(&self) -> PathBuf {
        self.folder.join("mail")
    }

    /// The clock of the demo that was finished here before, if one was.
    pub(super) fn clock(&self) -> anyhow::Result<Option<Clock>> {
        let path = self.folder.join(NOTE);
        if !path.exists() {
            return Ok(None);
        }
        let note = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        let moved_by = note.lines().last().and_then(|line| line.trim().parse().ok());
        Ok(Some(Clock::Moved(
            moved_by.with_context(|| format!("{} does not say how far the clock is moved", path.display()))?,
        )))
    }

    /// Writes down that the demo here is finished, and its clock.
    pub(super) fn sign(&self, clock: &Clock) -> anyhow::Result<()> {
        let Clock::Moved(by) = clock else { bail!("the demo's clock must go on from its day") };
        let note = format!("A demo of Thrice with a made-up school. Seconds by which its clock is moved:\n{by}\n");
        fs::write(self.folder.join(NOTE), note).context("could not write into the demo's folder")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_anything_else_in_it_is_refused() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("thrice.sqlite"), "a real school").unwrap();
        let why = House::open(Some(folder.path())).unwrap_err().to_string();
        assert!(why.contains("no demo"), "{why}");
    }

    #[test]
    fn a_kept_demo_goes_on_with_its_clock() {
        let folder = TempDir::new().unwrap();
        let house = House::open(Some(folder.path())).unwrap();
        assert!(house.clock().unwrap().is_none());
        house.sign(&Clock::Moved(-77)).unwrap();
        fs::write(house.database(), "").unwrap();
        let again = House::open(Some(folder.path())).unwrap();
        assert!(matches!(again.clock().unwrap(), Some(Clock::Moved(-77))));
    }

    #[test]
    fn a_passing_demo_leaves_nothing_behind() {
        let house = House::open(None).unwrap();
        let folder = house.folder().to_owned();
        assert!(folder.is_dir() && !house.stays());
        drop(house);
        assert!(!folder.exists());
    }
}
