//! A telephone number: rung with one press where there is a phone, and never broken over two lines.

use maud::{Markup, html};

use super::safe_url::SafeUrl;

/// A number as a link, or as it was typed where it is more than a number.
#[must_use]
pub fn phone(number: &str) -> Markup {
    html! {
        @match SafeUrl::phone(number) {
            Some(rung) => a.phone href=(rung) { (number) },
            None => (number),
        }
    }
}
