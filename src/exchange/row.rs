//! One row of a file under its headings, why it may be refused, and what is to be said of one that is taken.

use std::collections::BTreeMap;

use super::{
    heading::Column,
    unknown::{About, Answers},
    value,
};

/// One row under its headings.
pub(super) struct Row<'a> {
    pub(super) cells: &'a [String],
    pub(super) at: &'a BTreeMap<Column, usize>,
    pub(super) titles: &'a [String],
    pub(super) line: u64,
    pub(super) answers: &'a Answers,
}

/// Why a row is refused: the column, if it is one, and a sentence.
pub(super) type Refusal = (Option<Column>, String);

/// What is to be said of a row that is taken.
#[derive(Default)]
pub(super) struct Notes {
    /// What was passed over, and how something was read that is not certain.
    pub(super) said: Vec<Refusal>,
    /// What is said once, however many rows it stands on.
    pub(super) once: Vec<Refusal>,
    /// Words that nobody has explained.
    pub(super) unknown: Vec<(About, Column, String)>,
}

impl Notes {
    pub(super) fn say(&mut self, column: Column, message: impl Into<String>) {
        self.said.push((Some(column), message.into()));
    }

    /// A value if it could be read; else it is left as it was, and that is said.
    pub(super) fn left<T>(&mut self, read: Result<Option<T>, Refusal>) -> Option<T> {
        read.unwrap_or_else(|(column, message)| {
            self.said.push((column, format!("{message}: left as it was")));
            None
        })
    }
}

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

    /// The value of a column that is there, read; what cannot be read is told.
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

    /// The day of a column; nothing where the cell is empty.
    pub(super) fn day(&self, column: Column) -> Result<Option<chrono::NaiveDate>, Refusal> {
        match self.get(column) {
            "" => Ok(None),
            text => value::date::date(text).map(Some).ok_or_else(|| (Some(column), value::date::why_not(text))),
        }
    }

    /// A name as it is meant: a formula is none, and letters that were read in the wrong alphabet are read again.
    pub(super) fn name(&self, column: Column, notes: &mut Notes) -> Result<String, Refusal> {
        let text = self.get(column);
        // A dash or a question mark stands where nobody knew the name.
        if !text.chars().any(char::is_alphanumeric) {
            return Ok(String::new());
        }
        if value::name::is_none(text) {
            return Err((Some(column), format!("\"{text}\" is no name")));
        }
        if super::cell::is_formula(text) {
            return Err((Some(column), format!("\"{text}\" is a formula of a spreadsheet and no name")));
        }
        if super::cell::is_spoilt(text) {
            notes.say(
                column,
                format!("letters of \"{text}\" are lost: put it right, or export the file again as UTF-8"),
            );
        }
        let Some(right) = super::cell::unspoilt(text) else { return Ok(text.to_owned()) };
        notes.say(column, format!("\"{text}\" was written in another alphabet: read as {right}"));
        Ok(right)
    }
}
