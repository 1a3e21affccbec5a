//! What was typed into a form, kept as it came, so that nothing is lost when the form is shown again. Rows have numbers:
//! "target-0-wording", "target-1-wording" …

use super::fields::FormErrors;

/// The most rows of one kind that a form holds.
pub(in crate::web) const MOST_ROWS: usize = 40;

/// Names and values, as a browser sends them.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Typed(pub(in crate::web) Vec<(String, String)>);

impl Typed {
    /// What was typed, without the white space around it; empty if the field was not sent.
    pub(in crate::web) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// Puts a value in place of what was typed.
    pub(in crate::web) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// How many numbered rows of a kind there are.
    pub(in crate::web) fn rows(&self, kind: &str) -> usize {
        let number = |name: &str| name.strip_prefix(kind)?.strip_prefix('-')?.split('-').next()?.parse::<usize>().ok();
        self.0.iter().filter_map(|(name, _)| number(name)).max().map_or(0, |n| (n + 1).min(MOST_ROWS))
    }
}

/// Adds an error where nothing was written.
pub(in crate::web) fn given(typed: &Typed, field: &'static str, sentence: &str, errors: &mut FormErrors) {
    if typed.get(field).is_empty() {
        errors.add(field, sentence);
    }
}

/// The most characters that are kept of one field.
const MOST_KEPT: usize = 4000;

/// As much of a text as is kept.
pub(in crate::web) fn cut(text: &str) -> String {
    text.chars().take(MOST_KEPT).collect()
}
