//! Before others read what was typed, it is asked whether a word in it is a pupil's name.

use maud::{Markup, html};

use super::{fields::FormErrors, typed::Typed};
use crate::domain::bank::named;

/// The tick that says that a word which is a pupil's name, too, is none here.
const NO_NAME: &str = "no_name";

/// Adds an error where one of these names stands in a field, unless the tick says that it is none.
pub(in crate::web) fn nameless(typed: &Typed, field: &'static str, names: &[String], errors: &mut FormErrors) {
    if typed.get(NO_NAME) == "yes" {
        return;
    }
    if let Some(name) = named(typed.get(field), names.iter().map(String::as_str)) {
        errors.add(field, format!("“{name}” is a pupil’s name: take it out, or tick below that it is no name here"));
    }
}

/// The tick, where somebody is asked for it.
#[must_use]
pub(in crate::web) fn no_name(typed: &Typed, errors: &FormErrors) -> Markup {
    let ticked = typed.get(NO_NAME) == "yes";
    html! {
        @if ticked || errors.into_iter().any(|(_, said)| said.contains("pupil’s name")) {
            div.choice {
                input type="checkbox" id=(NO_NAME) name=(NO_NAME) value="yes" checked[ticked];
                label for=(NO_NAME) { "I have looked: no pupil’s name is in it" }
            }
        }
    }
}
