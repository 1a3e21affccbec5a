//! What a document says, part by part, without a word of how it is typeset.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// In whose name it is written.
    pub school: String,
    /// A line under the title: whom or what it is about. May be empty.
    pub about: String,
    /// The day on which it was written.
    pub on: NaiveDate,
    /// How its pages lie.
    pub layout: Layout,
    /// In order.
    pub parts: Vec<Part>,
}

/// How the pages of a document lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Upright.
    Upright,
    /// On their side, for wide tables.
    Across,
    /// On their side and set close, so that a class stands on one of them.
    AcrossAndClose,
}

/// A part of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "holds", rename_all = "snake_case")]
pub enum Part {
    /// The main fact first.
    Lead(String),
    /// A heading of a section.
    Heading(String),
    /// A heading that an index leads to: its key, of letters and underscores, and its words.
    Section(String, String),
    /// What is asked, and on which page it is answered.
    Index(Vec<IndexLine>),
    /// A heading within a section.
    Subheading(String),
    /// Words; an empty line begins a paragraph.
    Text(String),
    /// Words in a smaller type: how something is counted, where it comes from.
    Note(String),
    /// One line each.
    List(Vec<String>),
    /// Names of facts with what they are.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(TableOf),
    /// Bars, each of them a whole and its segments. The figures themselves stand in a table.
    Bars(BarsOf),
    /// Room to write by hand, each under its words.
    Room(Vec<String>),
    /// What follows begins on a page of its own.
    NewPage,
}

/// A line of an index.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IndexLine {
    /// What is asked.
    pub asks: String,
    /// The sections that answer it: key and words.
    pub answers: Vec<(String, String)>,
    /// What is said where none does, or beside those that do. May be empty.
    pub note: String,
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TableOf {
    /// What it is a table of.
    pub caption: String,
    /// One for each column.
    pub heads: Vec<String>,
    /// How wide each column is, as parts of the whole.
    pub widths: Vec<u32>,
    /// Each as long as there are headings.
    pub rows: Vec<Vec<String>>,
}

/// Bars beside one another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BarsOf {
    /// What they are of.
    pub caption: String,
    /// What each segment stands for, at most six.
    pub segments: Vec<String>,
    /// In order.
    pub rows: Vec<BarOf>,
}

/// One bar.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BarOf {
    /// Of what.
    pub name: String,
    /// How much of each segment; whatever the unit, the bar is as wide as all of them.
    pub segments: Vec<u32>,
    /// The same in words.
    pub said: String,
}

impl Part {
    /// A table whose columns are as wide as what stands in them asks for.
    #[must_use]
    pub fn table(caption: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Self {
        let longest = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            // A heading may break between its words, and never within one.
            let words = heads
                .get(column)
                .into_iter()
                .flat_map(|head| head.split_whitespace())
                .map(|word| word.chars().count() + 2);
            let least = words.max().unwrap_or(0).max(6);
            u32::try_from(cells.max().unwrap_or(0).clamp(least, 40.max(least))).unwrap_or(40)
        };
        let widths = (0..heads.len()).map(longest).collect();
        let heads = heads.iter().map(|head| (*head).to_owned()).collect();
        Self::Table(TableOf { caption: caption.to_owned(), heads, widths, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_words_within_reason() {
        let rows = vec![vec!["A".to_owned(), "x".repeat(200)], vec!["Amira Khan".to_owned(), String::new()]];
        let Part::Table(table) = Part::table("Pupils", &["Name", "What was said"], rows) else { panic!("a table") };
        assert_eq!(table.widths, [10, 40]);
        let Part::Table(narrow) = Part::table("Targets", &["Expected by then"], vec![vec!["1".to_owned()]]) else {
            panic!("a table")
        };
        assert_eq!(narrow.widths, [10], "the longest word of a heading fits");
    }
}
