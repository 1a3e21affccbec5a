//! Reading a table in one answer: the driver pays for each row, so that a table comes as one list.

use anyhow::Context;
use serde::de::DeserializeOwned;

/// The rows of a list as the database gave it.
pub(super) fn rows<T: DeserializeOwned>(list: &str) -> anyhow::Result<Vec<T>> {
    serde_json::from_str(list).context("the database gave a list that cannot be read")
}
