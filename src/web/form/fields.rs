//! Fields, their errors, and the summary of errors at the top. Labels are always visible; an error stands beside its field in the same
//! words as in the summary; what was typed is kept.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::texts::Words;

/// The errors of one form: field names and sentences, in the order in which they were found. A form is read in the order in which it
/// stands on the page, so that the summary leads down the page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::web) struct FormErrors {
    list: Vec<(Cow<'static, str>, String)>,
    said: Option<ErrorWords>,
}

/// How a form in another language says that something is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
struct ErrorWords {
    problem: String,
    error: String,
}

impl FormErrors {
    /// None so far, of a form that a parent reads in their language.
    pub(in crate::web) fn in_words(words: &Words) -> Self {
        let said = ErrorWords { problem: words.say("problem"), error: words.say("error") };
        Self { list: Vec::new(), said: (!words.language().is_english()).then_some(said) }
    }

    fn problem(&self) -> &str {
        self.said.as_ref().map_or("There is a problem", |said| &said.problem)
    }

    fn error(&self) -> &str {
        self.said.as_ref().map_or("Error:", |said| &said.error)
    }

    /// Adds an error to a field; the first one stays.
    pub(in crate::web) fn add(&mut self, field: impl Into<Cow<'static, str>>, sentence: impl Into<String>) {
        let field = field.into();
        if self.get(&field).is_none() {
            self.list.push((field, sentence.into()));
        }
    }

    /// Whether there are none.
    #[must_use]
    pub(in crate::web) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The error of a field.
    #[must_use]
    pub(in crate::web) fn get(&self, field: &str) -> Option<&str> {
        self.list.iter().find(|(name, _)| name == field).map(|(_, sentence)| sentence.as_str())
    }
}

impl<'a> IntoIterator for &'a FormErrors {
    type Item = &'a (Cow<'static, str>, String);
    type IntoIter = std::slice::Iter<'a, (Cow<'static, str>, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// One field: what it is called, and what was typed.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Field<'a> {
    /// Its name in the form; also its id.
    pub(in crate::web) name: &'a str,
    /// The visible label.
    pub(in crate::web) label: &'a str,
    /// More help, under the label; may be empty.
    pub(in crate::web) hint: &'a str,
    /// What was typed, or is known.
    pub(in crate::web) value: &'a str,
    /// The form's errors.
    pub(in crate::web) errors: &'a FormErrors,
}

/// The ids that describe a field: its hint and its error.
fn described(field: &Field<'_>) -> Option<String> {
    let mut ids = Vec::new();
    if !field.hint.is_empty() {
        ids.push(format!("{}-hint", field.name));
    }
    if field.errors.get(field.name).is_some() {
        ids.push(format!("{}-error", field.name));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn hint_and_error(field: &Field<'_>) -> Markup {
    html! {
        @if !field.hint.is_empty() { p.hint id=(format!("{}-hint", field.name)) { (field.hint) } }
        @if let Some(error) = field.errors.get(field.name) {
            p.field-error id=(format!("{}-error", field.name)) { span.hidden { (field.errors.error()) " " } (error) }
        }
    }
}

fn wrong(field: &Field<'_>) -> Option<&'static str> {
    field.errors.get(field.name).map(|_| "true")
}

/// A one-line field. `kind` is the input's type ("text", "email", "password", "tel"), `autocomplete` its purpose or "off". A password can be
/// shown while it is typed, by a button that a script adds.
#[must_use]
pub(in crate::web) fn text_input(field: &Field<'_>, kind: &str, autocomplete: &str) -> Markup {
    let input = html! {
        input type=(kind) id=(field.name) name=(field.name) value=(field.value) autocomplete=(autocomplete)
            aria-describedby=[described(field)] aria-invalid=[wrong(field)];
    };
    html! {
        div.field.field-wrong[wrong(field).is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_error(field))
            @if kind == "password" { show-password { (input) } } @else { (input) }
        }
    }
}

/// A field for a code of digits that was sent or is shown elsewhere: short, with digits to press on phones, and filled in by those that can.
#[must_use]
pub(in crate::web) fn code_input(field: &Field<'_>) -> Markup {
    html! {
        div.field.field-wrong[wrong(field).is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_error(field))
            input.short type="text" inputmode="numeric" id=(field.name) name=(field.name) value=(field.value)
                autocomplete="one-time-code" aria-describedby=[described(field)] aria-invalid=[wrong(field)];
        }
    }
}

/// A field for a number or an amount: short, with the right keyboard on phones. `prefix` ("£") and `suffix` ("minutes") may be empty.
#[must_use]
pub(in crate::web) fn number_input(field: &Field<'_>, prefix: &str, suffix: &str) -> Markup {
    html! {
        div.field.field-wrong[wrong(field).is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_error(field))
            span.with-unit {
                @if !prefix.is_empty() { span.unit aria-hidden="true" { (prefix) } }
                input.short type="text" inputmode="decimal" id=(field.name) name=(field.name) value=(field.value)
                    autocomplete="off" aria-describedby=[described(field)] aria-invalid=[wrong(field)];
                @if !suffix.is_empty() { span.unit aria-hidden="true" { (suffix) } }
            }
        }
    }
}

/// Files to send. `accept` only helps the browser's picker: what a file is is told by its contents.
#[must_use]
pub(in crate::web) fn file_input(field: &Field<'_>, accept: &str, several: bool) -> Markup {
    html! {
        div.field.field-wrong[wrong(field).is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_error(field))
            input type="file" id=(field.name) name=(field.name) accept=(accept) multiple[several]
                aria-describedby=[described(field)] aria-invalid=[wrong(field)];
        }
    }
}

/// A field of several lines.
#[must_use]
pub(in crate::web) fn textarea(field: &Field<'_>, rows: u8) -> Markup {
    html! {
        div.field.field-wrong[wrong(field).is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_error(field))
            textarea id=(field.name) name=(field.name) rows=(rows) aria-describedby=[described(field)] aria-invalid=[wrong(field)] { (field.value) }
        }
    }
}

/// One choice out of a few, all visible. `options` are value and label; the value of `field` is the chosen one.
#[must_use]
pub(in crate::web) fn radios(field: &Field<'_>, options: &[(&str, &str)]) -> Markup {
    choices(field, options, "radio", &[field.value])
}

/// Any number of choices. `chosen` are the values that are ticked.
#[must_use]
pub(in crate::web) fn checkboxes(field: &Field<'_>, options: &[(&str, &str)], chosen: &[&str]) -> Markup {
    choices(field, options, "checkbox", chosen)
}

fn choices(field: &Field<'_>, options: &[(&str, &str)], kind: &str, chosen: &[&str]) -> Markup {
    html! {
        fieldset.field.field-wrong[wrong(field).is_some()] id=(field.name) tabindex="-1" aria-describedby=[described(field)] {
            legend { (field.label) }
            (hint_and_error(field))
            @for (n, (value, label)) in options.iter().enumerate() {
                @let id = format!("{}-{}", field.name, n + 1);
                div.choice {
                    input type=(kind) id=(id) name=(field.name) value=(value) checked[chosen.contains(value)];
                    label for=(id) { (label) }
                }
            }
        }
    }
}

/// One choice out of a few that are drawn. `options` are value and what stands on each: a drawing with its words.
#[must_use]
pub(in crate::web) fn drawn_radios(field: &Field<'_>, options: &[(&str, Markup)]) -> Markup {
    html! {
        fieldset.field.field-wrong[wrong(field).is_some()] id=(field.name) tabindex="-1" aria-describedby=[described(field)] {
            legend { (field.label) }
            (hint_and_error(field))
            div.drawings {
                @for (value, shown) in options {
                    @let id = format!("{}-{value}", field.name);
                    div.press {
                        input type="radio" id=(id) name=(field.name) value=(value) checked[field.value == *value];
                        label for=(id) { (shown) }
                    }
                }
            }
        }
    }
}

/// One choice out of many. `options` are value and label.
#[must_use]
pub(in crate::web) fn select(field: &Field<'_>, options: &[(&str, &str)]) -> Markup {
    html! {
        div.field.field-wrong[wrong(field).is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_error(field))
            select id=(field.name) name=(field.name) aria-describedby=[described(field)] aria-invalid=[wrong(field)] {
                @for (value, label) in options { option value=(value) selected[*value == field.value] { (label) } }
            }
        }
    }
}

/// A date. Browsers offer their own picker; typed as 2026-11-24 it works everywhere.
#[must_use]
pub(in crate::web) fn date_input(field: &Field<'_>) -> Markup {
    html! {
        div.field.field-wrong[wrong(field).is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_error(field))
            input.short type="date" id=(field.name) name=(field.name) value=(field.value) autocomplete="off"
                aria-describedby=[described(field)] aria-invalid=[wrong(field)];
        }
    }
}

/// The list of what is wrong, at the top of the page; each leads to its field. Nothing where nothing is wrong.
#[must_use]
pub(in crate::web) fn error_summary(errors: &FormErrors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { (errors.problem()) }
                ul { @for (field, error) in errors { li { a href=(format!("#{field}")) { (error) } } } }
            }
        }
    }
}

/// A button for the second choice.
#[must_use]
pub(in crate::web) fn second_button(words: &str) -> Markup {
    html! { button.second type="submit" { (words) } }
}
