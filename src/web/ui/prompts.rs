//! Reasons to look at a plan before its day, as a box on a page.

use maud::{Markup, html};

use crate::domain::early::Prompt;

/// Each reason with what to do about it. Nothing where there is none.
#[must_use]
pub fn prompt_box(prompts: &[Prompt]) -> Markup {
    html! {
        @if !prompts.is_empty() {
            section.panel.prompts aria-label="To think of" {
                ul.bare { @for one in prompts { li { strong { (one.words()) } " " (one.advice()) } } }
            }
        }
    }
}
