//! The five faces from which a pupil chooses: our own lines in the colour of the text, with words beside each.

use maud::{Markup, html};

use crate::domain::wellbeing::Rating;

/// The face of a step.
#[must_use]
pub(in crate::web) fn face(one: Rating) -> Markup {
    html! {
        svg.drawing.face viewBox="0 0 48 48" width="64" height="64" aria-hidden="true" focusable="false" {
            path d="M4 24a20 20 0 1 0 40 0a20 20 0 1 0-40 0" {}
            path d="M17 18v3M31 18v3" {}
            path d=(mouth(one)) {}
        }
    }
}

/// From the corners down to the corners up.
fn mouth(one: Rating) -> &'static str {
    match one {
        Rating::One => "M14 36q10-12 20 0",
        Rating::Two => "M15 34q9-6 18 0",
        Rating::Three => "M15 32h18",
        Rating::Four => "M15 30q9 6 18 0",
        Rating::Five => "M13 28q11 14 22 0",
    }
}
