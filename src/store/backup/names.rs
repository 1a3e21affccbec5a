//! How the files of backups are named.

use chrono::NaiveDateTime;

use super::Recipient;
use crate::domain::time::Moment;

/// How a backup's file is named after the instant it was made.
const STAMP: &str = "%Y-%m-%dT%H%M%SZ";
/// What the name of an encrypted one ends in.
pub(super) const ENCRYPTED: &str = ".age";

/// The name of a backup that is made now.
#[must_use]
pub fn file_name(now: Moment, recipient: Option<&Recipient>) -> String {
    format!("thrice-{}.sqlite{}", now.utc().format(STAMP), if recipient.is_some() { ENCRYPTED } else { "" })
}

/// Whether a file's name is that of a backup.
pub(super) fn is_ours(name: &str) -> bool {
    stamped(name).is_some()
}

/// When the backup with this name was made; `None` where it is no backup's.
pub(super) fn stamped(name: &str) -> Option<Moment> {
    let name = name.strip_suffix(ENCRYPTED).unwrap_or(name);
    let stamp = name.strip_prefix("thrice-")?.strip_suffix(".sqlite")?;
    NaiveDateTime::parse_from_str(stamp, STAMP).ok().map(|at| Moment::from_unix(at.and_utc().timestamp()))
}
