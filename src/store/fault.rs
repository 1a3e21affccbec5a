//! Why the database could not do something, as far as people must be told the truth about it.

use std::sync::atomic::{AtomicBool, Ordering};

/// What a failure says about what was to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No room is left on the disk: nothing was written, and what is there can be read.
    Full,
    /// The disk failed: nothing was written.
    Disk,
    /// The disk failed at the last step: whether it was written is known when it is read again.
    Unsure,
    /// Another writer was in the way for too long: nothing was written.
    Busy,
    /// Something else, most likely of our own.
    Other,
}

impl Fault {
    /// What this failure is.
    #[must_use]
    pub fn of(error: &anyhow::Error) -> Self {
        error.chain().find_map(|cause| cause.downcast_ref::<sqlx::Error>()).map_or(Self::Other, Self::of_database)
    }

    fn of_database(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Database(said) => {
                said.code().and_then(|code| code.parse().ok()).map_or(Self::Other, Self::coded)
            }
            _ => Self::Other,
        }
    }

    /// By SQLite's result codes: the lowest byte is the kind, what stands above it the step.
    fn coded(code: i32) -> Self {
        const FSYNC: i32 = 10 | (4 << 8);
        const DIRECTORY_FSYNC: i32 = 10 | (5 << 8);
        match (code, code & 0xff) {
            (FSYNC | DIRECTORY_FSYNC, _) => Self::Unsure,
            (_, 13) => Self::Full,
            (_, 8 | 10 | 14) => Self::Disk,
            (_, 5 | 6) => Self::Busy,
            _ => Self::Other,
        }
    }

    /// Whether it passes without anybody mending the program: then what was to be written is worth keeping until it can be.
    #[must_use]
    pub fn passes(self) -> bool {
        self != Self::Other
    }
}

/// Whether the disk took what was last to be written.
#[derive(Debug, Default)]
pub(super) struct LastWrite(AtomicBool);

impl LastWrite {
    /// Notes how a write went. What is refused for another reason says nothing about the disk.
    pub(super) fn note<T>(&self, done: &anyhow::Result<T>) {
        match done.as_ref().map_err(Fault::of) {
            Ok(_) => self.0.store(false, Ordering::Relaxed),
            Err(Fault::Full | Fault::Disk | Fault::Unsure) => self.0.store(true, Ordering::Relaxed),
            Err(Fault::Busy | Fault::Other) => {}
        }
    }

    pub(super) fn failed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_sqlite_tells_what_became_of_the_write() {
        for (code, fault) in [
            (13, Fault::Full),
            (10, Fault::Disk),
            (778, Fault::Disk),    // a write
            (1034, Fault::Unsure), // an fsync
            (1290, Fault::Unsure), // an fsync of the folder
            (5, Fault::Busy),
            (14, Fault::Disk),
            (19, Fault::Other), // a constraint
            (1, Fault::Other),
        ] {
            assert_eq!(Fault::coded(code), fault, "{code}");
        }
        assert!(!Fault::of(&anyhow::anyhow!("something of ours")).passes());
        assert_eq!(Fault::of(&anyhow::Error::from(sqlx::Error::PoolTimedOut).context("could not save")), Fault::Busy);
    }
}
