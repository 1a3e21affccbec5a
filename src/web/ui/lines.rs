//! What stands on several lines: each on its own.

use maud::{Markup, html};

/// Each line of a text on a line of its own.
#[must_use]
pub fn lines(text: &str) -> Markup {
    html! { @for (n, line) in text.lines().enumerate() { @if n > 0 { br; } (line) } }
}
