//! One row of a file under its headings, and why it may be refused.

use std::collections::BTreeMap;

use super::heading::Column;

/// One row under its headings.
pub(super) struct Row<'a> {
    pub(super) cells: &'a [String],
    pub(super) at: &'a BTreeMap<Column, usize>,
    pub(super) titles: &'a [String],
    pub(super) line: u64,
}

/// Why a row is refused: the column, if it is one, and a sentence.
pub(super) type Refusal = (Option<Column>, String);

impl Row<'_> {
    pub(super) fn get(&self, column: Column) -> &str {
        self.at.get(&column).and_then(|i| self.cells.get(*i)).map_or("", String::as_str)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.at.contains_key(&column)
    }

    pub(super) fn title(&self, column: Option<Column>) -> String {
        column.and_then(|c| self.at.get(&c)).and_then(|i| self.titles.get(*i)).cloned().unwrap_or_default()
    }

    /// The value of a column that is there, read; a value that cannot be read refuses the row.
    pub(super) fn read<T>(
        &self,
        column: Column,
        read: impl Fn(&str) -> Option<T>,
        what: &str,
    ) -> Result<Option<T>, Refusal> {
        if !self.has(column) {
            return Ok(None);
        }
        let text = self.get(column);
        read(text).map(Some).ok_or_else(|| (Some(column), format!("\"{text}\" is not {what}")))
    }
}
