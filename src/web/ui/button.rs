//! The button that sends a form.

use maud::{Markup, html};

/// The button that does it: a verb and its object.
#[must_use]
pub fn button(words: &str) -> Markup {
    html! { button.primary type="submit" { (words) } }
}
