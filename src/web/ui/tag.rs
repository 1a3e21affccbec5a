//! A status in a word on a tint. Never clickable, never colour alone.

use maud::{Markup, html};

/// Which tint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Soon.
    Soon,
    /// Late, or not yet.
    Late,
    /// Dated, or beyond.
    Sky,
    /// Nothing to say.
    Quiet,
    /// A person's own words.
    Voice,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Soon => "soon",
            Self::Late => "late",
            Self::Sky => "sky",
            Self::Quiet => "quiet",
            Self::Voice => "voice",
        }
    }
}

/// A tag.
#[must_use]
pub fn tag(tone: Tone, words: &str) -> Markup {
    html! { span class=(format!("tag tag-{}", tone.class())) { (words) } }
}
