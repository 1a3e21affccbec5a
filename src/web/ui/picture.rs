//! The drawings of easy read: one beside each of the main things that a page says. Our own lines in the colour of the text; the words beside
//! them say the same.

use maud::{Markup, html};

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::web) enum Picture {
    /// People who talk.
    Talk,
    /// A day in a calendar.
    Day,
    /// Two people.
    People,
    /// A telephone.
    Phone,
    /// Something to write.
    Write,
    /// A hand that helps.
    Help,
    /// A key to what is closed.
    Key,
    /// A sheet of paper.
    Paper,
}

impl Picture {
    /// All of them.
    pub(in crate::web) const ALL: [Self; 8] =
        [Self::Talk, Self::Day, Self::People, Self::Phone, Self::Write, Self::Help, Self::Key, Self::Paper];

    fn lines(self) -> &'static [&'static str] {
        match self {
            Self::Talk => &["M5 8h24v16H17l-7 7v-7H5z", "M33 17h10v16h-4v6l-7-6H21v-5"],
            Self::Day => &["M7 10h34v31H7z", "M7 19h34M16 5v9M32 5v9", "M18 30l5 5 9-10"],
            Self::People => &[
                "M9 15a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
                "M27 15a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
                "M4 41c0-20 20-20 20-2 0-18 20-18 20 2",
            ],
            Self::Phone => &["M15 4h18v40H15z", "M15 11h18M15 35h18", "M23 39h2"],
            Self::Write => &["M6 42l3-11L33 7l8 8-24 24z", "M28 12l8 8"],
            Self::Help => &["M24 41C6 28 7 12 16 12c5 0 8 4 8 7 0-3 3-7 8-7 9 0 10 16-8 29z", "M24 24v8M20 28h8"],
            Self::Key => &["M8 24a8 8 0 1 0 16 0a8 8 0 1 0-16 0", "M24 24h19v7M36 24v6"],
            Self::Paper => &["M11 4h18l9 9v31H11z", "M29 4v9h9M17 21h15M17 28h15M17 35h9"],
        }
    }
}

/// Words with their drawing in front of them.
#[must_use]
pub(in crate::web) fn pictured(one: Picture, words: &Markup) -> Markup {
    html! {
        div.pictured {
            svg.drawing viewBox="0 0 48 48" width="64" height="64" aria-hidden="true" focusable="false" {
                @for line in one.lines() { path d=(line) {} }
            }
            div { (words) }
        }
    }
}
