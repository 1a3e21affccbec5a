//! The way from a parent's page to the same page in another language or in easy read: links, or where a form is open its own buttons, so that
//! what was typed and chosen goes along. Neither needs a script.

use maud::{Markup, html};

use crate::{domain::language::Language, texts::Words};

/// The field, and the part of an address, by which a language is asked for.
pub(super) const LANGUAGE: &str = "lang";

/// Where the way leads.
pub(super) struct Switch<'a> {
    /// The page; empty for the one that is open.
    pub(super) here: &'a str,
    /// The form that goes along, if any.
    pub(super) form: Option<&'a str>,
}

/// The languages to choose from, folded away under their own names.
pub(super) fn switch(words: &Words, to: &Switch<'_>) -> Markup {
    let now = words.language();
    html! {
        nav.languages.no-print aria-label=(words.say("language-switch")) {
            // Enter in a field presses a form's first button, wherever it stands: that must send the form.
            @if let Some(form) = to.form { button type="submit" form=(form) hidden { (words.say("send")) } }
            details {
                summary {
                    (words.say("language-switch")) ": "
                    @for one in [Language::English, Language::Urdu, Language::Polish, Language::Bengali] {
                        bdi lang=(one.tag()) { (one.own_name()) } " · "
                    }
                    "…"
                }
                ul {
                    @for one in Language::ALL {
                        li lang=(one.tag()) {
                            @if *one == now { strong { bdi { (one.own_name()) } } } @else { (way(*one, to)) }
                        }
                    }
                }
            }
        }
    }
}

fn way(one: Language, to: &Switch<'_>) -> Markup {
    html! {
        @match to.form {
            Some(form) => button.quiet type="submit" form=(form) name=(LANGUAGE) value=(one.as_code()) formnovalidate { bdi { (one.own_name()) } },
            None => a href=(format!("{}?{LANGUAGE}={}", to.here, one.as_code())) hreflang=(one.tag()) { bdi { (one.own_name()) } },
        }
    }
}

/// What people wrote in English, on a page in another language: it stays in their words, and says in which language they are.
pub(in crate::web) fn in_their_words(words: &Words, said: &Markup) -> Markup {
    html! {
        @if words.language().is_english() { (said) }
        @else {
            p.hint { (words.say("written-in-english")) }
            div lang="en-GB" dir="ltr" { (said) }
        }
    }
}
