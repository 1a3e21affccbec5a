//! How a page that is meant for paper is printed: in words, and by a button that the script adds.

use maud::{Markup, html};

/// How to print this page. `paper` says how it is to lie: "on A4 across".
#[must_use]
pub fn print(paper: &str) -> Markup {
    html! { print-button.no-print { span { "Print this page with your browser" @if !paper.is_empty() { ", " (paper) } "." } } }
}
