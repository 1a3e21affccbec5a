//! The drawings on a pupil's card: our own lines, in the colour of the text, so that they print and hold in forced colours. The words
//! beside them say the same, so that nobody is read a drawing.

use maud::{Markup, html};

use crate::domain::my_target::Drawing;

/// A drawing.
#[must_use]
pub fn drawing(one: Drawing) -> Markup {
    html! {
        svg.drawing viewBox="0 0 48 48" width="64" height="64" aria-hidden="true" focusable="false" {
            @for line in lines(one) { path d=(line) {} }
        }
    }
}

fn lines(one: Drawing) -> &'static [&'static str] {
    match one {
        Drawing::Star => &["M24 5l6 13 14 2-10 10 2 14-12-7-12 7 2-14L4 20l14-2z"],
        Drawing::Book => &[
            "M24 12c-5-4-12-4-19-3v28c7-1 14-1 19 3 5-4 12-4 19-3V9c-7-1-14-1-19 3z",
            "M24 12v28",
            "M11 17h7M11 24h7M30 17h7M30 24h7",
        ],
        Drawing::Pencil => &["M6 42l3-11L33 7l8 8-24 24z", "M28 12l8 8", "M9 31l8 8"],
        Drawing::Numbers => {
            &["M7 14l5-4v14", "M19 13c1-4 9-4 9 1 0 4-9 6-9 10h9", "M35 11h7l-5 6c7-1 7 8-2 6", "M6 32h36M6 40h24"]
        }
        Drawing::Speech => &["M6 8h36v24H22l-10 9v-9H6z", "M14 17h20M14 24h12"],
        Drawing::Ear => &["M14 20C14 6 36 6 36 20c0 9-9 9-9 16 0 8-12 8-12 0", "M20 21c0-7 10-7 10 0 0 4-6 4-6 9"],
        Drawing::Friends => &[
            "M10 14a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
            "M27 14a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
            "M5 40c0-20 18-20 19-4 1-16 19-16 19 4",
        ],
        Drawing::Calm => &["M24 42C4 28 6 10 16 10c5 0 8 4 8 8 0-4 3-8 8-8 10 0 12 18-8 32z"],
        Drawing::Body => {
            &["M20 9a5 5 0 1 0 10 0a5 5 0 1 0-10 0", "M25 14l-3 14 10 14", "M22 28L11 42", "M8 22l15-4 15 6"]
        }
    }
}
