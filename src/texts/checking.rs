//! Whether a line that somebody types can stand in for the English one: that it can be read, that nothing is put into it that the code does
//! not bring, and that nothing is left out.

use std::collections::BTreeSet;

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use super::shipped::{as_entry, line};
use crate::domain::language::Language;

/// What is wrong with a line, in words.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WrongLine {
    /// There is no such line in English.
    #[error("There is no text of this name")]
    NoSuchText,
    /// Nothing is said.
    #[error("Write something, or put the words back that come with Thrice")]
    Empty,
    /// It cannot be read. The number is that of its line, from 1.
    #[error("Line {0} cannot be read: look at its braces, and whether something follows each [ ]")]
    Unreadable(usize),
    /// It asks for something that is not there.
    #[error("There is no {{ ${0} }} for this text")]
    Unknown(String),
    /// It leaves something out that has to be said.
    #[error("{{ ${0} }} is missing: keep it where it belongs in the sentence")]
    Missing(String),
    /// It calls for what texts do not have: another text, or a function.
    #[error("Only words, {{ $names }} and choices can stand here")]
    TooClever,
    /// Families would be shown it as it stands.
    #[error("Use less than {0} letters")]
    TooLong(usize),
}

/// The most letters of a line, in characters.
const MOST: usize = 2000;

/// Whether a pattern may stand for the text of this name.
///
/// # Errors
/// What is wrong with it.
pub fn check(id: &str, pattern: &str) -> Result<(), WrongLine> {
    let english = line(Language::English, id).ok_or(WrongLine::NoSuchText)?;
    if pattern.trim().is_empty() {
        return Err(WrongLine::Empty);
    }
    if pattern.chars().count() >= MOST {
        return Err(WrongLine::TooLong(MOST));
    }
    let (wanted, found) = (variables(id, english.pattern)?, variables(id, pattern)?);
    if let Some(unknown) = found.difference(&wanted).next() {
        return Err(WrongLine::Unknown(unknown.clone()));
    }
    match wanted.difference(&found).next() {
        Some(missing) => Err(WrongLine::Missing(missing.clone())),
        None => Ok(()),
    }
}

/// The variables of a pattern.
fn variables(id: &str, pattern: &str) -> Result<BTreeSet<String>, WrongLine> {
    let entry = as_entry(id, pattern);
    let resource = parser::parse(entry.as_str()).map_err(|(_, errors)| {
        let at = errors.first().map_or(0, |error| error.pos.start.min(entry.len()));
        WrongLine::Unreadable(entry.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1)
    })?;
    // A line that is not set in would begin a second text.
    let [Entry::Message(message)] = resource.body.as_slice() else { return Err(WrongLine::TooClever) };
    let Some(pattern) = message.value.as_ref().filter(|_| message.attributes.is_empty()) else {
        return Err(WrongLine::TooClever);
    };
    let mut found = BTreeSet::new();
    of_pattern(pattern, &mut found)?;
    Ok(found)
}

fn of_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) -> Result<(), WrongLine> {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, found)?;
        }
    }
    Ok(())
}

fn of_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) -> Result<(), WrongLine> {
    match expression {
        Expression::Inline(inline) => of_inline(inline, found),
        Expression::Select { selector, variants } => {
            of_inline(selector, found)?;
            variants.iter().try_for_each(|variant| of_pattern(&variant.value, found))
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) -> Result<(), WrongLine> {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
            Ok(())
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => Ok(()),
        InlineExpression::Placeable { expression } => of_expression(expression, found),
        InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => Err(WrongLine::TooClever),
    }
}
