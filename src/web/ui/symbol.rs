//! The symbols that a pupil may choose for their one-page profile: our own lines in the colour of the text, with words beside each.

use maud::{Markup, html};

use crate::domain::profile_picture::Symbol;

/// The drawing of a symbol.
#[must_use]
pub(in crate::web) fn symbol(one: Symbol) -> Markup {
    html! {
        svg.drawing.symbol viewBox="0 0 48 48" width="64" height="64" aria-hidden="true" focusable="false" {
            @for line in lines(one) { path d=(line) {} }
        }
    }
}

/// A circle of this radius round a point.
macro_rules! wheel {
    ($left:literal, $middle:literal, $wide:literal, $radius:literal) => {
        concat!(
            "M", $left, " ", $middle, "a", $radius, " ", $radius, " 0 1 0 ", $wide, " 0a", $radius, " ", $radius,
            " 0 1 0-", $wide, " 0"
        )
    };
}

fn lines(one: Symbol) -> &'static [&'static str] {
    match one {
        Symbol::Sun => {
            &[wheel!(15, 24, 18, 9), "M24 4v6M24 38v6M4 24h6M38 24h6M10 10l4 4M34 34l4 4M38 10l-4 4M14 34l-4 4"]
        }
        Symbol::Moon => &["M31 6a18 18 0 1 0 11 25A16 16 0 0 1 31 6z"],
        Symbol::Tree => &["M24 44V26", "M24 34c-16 2-20-10-12-15C12 5 36 5 36 19c8 5 4 17-12 15z", "M24 32l6-6"],
        Symbol::Flower => &[
            wheel!(20, 16, 8, 4),
            "M21 13c-4-10 10-10 6 0M28 14c9-5 12 8 0 6M27 20c4 9-10 9-6 0M20 20c-12 2-9-11 0-6",
            "M24 27v17M24 40c-2-7-8-8-11-6 1 5 6 7 11 6z",
        ],
        Symbol::Fish => &["M5 24c8-14 22-14 29 0-7 14-21 14-29 0z", "M34 24l9-8v16z", "M13 22h.5", "M20 17q4 7 0 14"],
        Symbol::Cat => {
            &["M8 42V9l9 8h14l9-8v33c-9 4-23 4-32 0z", "M17 26v2M31 26v2", "M20 34q4 4 8 0", "M3 32h7M38 32h7"]
        }
        Symbol::Boat => &["M5 32h38l-7 10H12z", "M24 32V5L9 27h15", "M24 10l13 17H24"],
        Symbol::Rocket => &[
            "M24 4c9 8 10 20 7 30H17C14 24 15 12 24 4z",
            wheel!(20, 19, 8, 4),
            "M16 26l-7 9v7l8-6M32 26l7 9v7l-8-6M24 38v6",
        ],
        Symbol::Ball => {
            &[wheel!(4, 24, 40, 20), "M24 16l8 6-3 9H19l-3-9z", "M24 16V5M32 22l11-3M29 31l6 9M19 31l-6 9M16 22L5 19"]
        }
        Symbol::Music => &["M18 36V10l20-4v26", wheel!(8, 36, 10, 5), wheel!(28, 32, 10, 5)],
        Symbol::Kite => &["M24 4l13 15-13 17-13-17z", "M24 4v32M11 19h26", "M24 36c-3 4 5 4 2 9"],
        Symbol::Bicycle => &[
            wheel!(4, 33, 16, 8),
            wheel!(28, 33, 16, 8),
            "M12 33l7-15h12l5 15M19 18l5 15H12M24 33l7-15",
            "M16 14h6M31 18l-1-6h5",
        ],
    }
}
