//! The pages of one record, each with an address of its own, so that it can be printed and kept.

use maud::{Markup, html};

/// Links to the pages that belong together: address, words, and whether it is the one being read. On paper there are none.
#[must_use]
pub fn sub_nav(label: &str, links: &[(String, &str, bool)]) -> Markup {
    html! {
        nav.sub-nav aria-label=(label) {
            ul { @for (href, words, here) in links { li { a href=(href) aria-current=[here.then_some("page")] { (words) } } } }
        }
    }
}
