//! Facts as a list of keys and values.

use maud::{Markup, html};

/// Facts. An empty value is written as "Not provided" by the caller's own words, never left blank.
#[must_use]
pub fn summary_list(facts: &[(&str, Markup)]) -> Markup {
    html! {
        dl.summary {
            @for (key, value) in facts { div { dt { (key) } dd { (value) } } }
        }
    }
}
