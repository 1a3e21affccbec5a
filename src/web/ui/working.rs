//! A figure that opens its working: the sum in words, so that anybody can check it.

use std::fmt::Display;

use maud::{Markup, html};

/// A figure of `what`, with the sums from which it comes; without any it is only the figure. On paper a sum stands only where it was opened: a
/// school's would take sixty pages.
#[must_use]
pub fn working(figure: impl Display, what: &str, sums: &[String]) -> Markup {
    html! {
        @if sums.is_empty() { (figure) } @else {
            details.working {
                summary { (figure) span.hidden { ", " (what) ": how it comes about" } }
                @if let [one] = sums { p { (one) } } @else { ul { @for sum in sums { li { (sum) } } } }
            }
        }
    }
}
