//! The fields of a parent's form: their labels and hints in the reader's language, by the names of the texts.

use maud::Markup;

use crate::{
    texts::Words,
    web::form::{
        fields::{Field, FormErrors, checkboxes, radios, text_input, textarea},
        typed::Typed,
    },
};

/// A form as it is read and was filled in.
#[derive(Clone, Copy)]
pub(super) struct ParentForm<'a> {
    /// The words of the reader.
    pub(super) words: &'a Words,
    /// What was typed, or is known.
    pub(super) typed: &'a Typed,
    /// What is wrong.
    pub(super) errors: &'a FormErrors,
}

impl ParentForm<'_> {
    /// A line of text. `label` and `hint` are names of texts; without a hint the second is empty.
    pub(super) fn line(&self, name: &str, label: &str, hint: &str) -> Markup {
        self.field(name, label, hint, |field| text_input(field, "text", "off"))
    }

    /// Several lines.
    pub(super) fn lines(&self, name: &str, label: &str, hint: &str, rows: u8) -> Markup {
        self.field(name, label, hint, |field| textarea(field, rows))
    }

    /// One of some answers, each with its code.
    pub(super) fn one_of(&self, name: &str, label: &str, hint: &str, answers: &[(String, String)]) -> Markup {
        self.field(name, label, hint, |field| radios(field, &borrowed(answers)))
    }

    /// Any of some answers; `ticked` are the codes of those that are.
    pub(super) fn any_of(
        &self,
        name: &str,
        (label, hint): (&str, &str),
        answers: &[(String, String)],
        ticked: &[&str],
    ) -> Markup {
        self.field(name, label, hint, |field| checkboxes(field, &borrowed(answers), ticked))
    }

    fn field(&self, name: &str, label: &str, hint: &str, shown: impl Fn(&Field<'_>) -> Markup) -> Markup {
        let said = |id: &str| if id.is_empty() { String::new() } else { self.words.say(id) };
        let (label, hint) = (said(label), said(hint));
        shown(&Field { name, label: &label, hint: &hint, value: self.typed.get(name), errors: self.errors })
    }
}

fn borrowed(answers: &[(String, String)]) -> Vec<(&str, &str)> {
    answers.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect()
}
