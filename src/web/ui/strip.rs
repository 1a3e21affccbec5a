//! The standing as three cells and a sentence: a shape, a word, and only then a colour.

use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};

use crate::domain::{
    count::school_days,
    standing::{Cell, Light, NotNeeded, Standing, State},
    time::ShortDay,
};

use super::tag::{Tone, tag};

/// The state of a cell as a class name.
#[must_use]
pub fn class(state: &State) -> &'static str {
    match state {
        State::Planned => "planned",
        State::Booked(_) => "booked",
        State::Done { .. } => "done",
        State::DueSoon(_) => "due",
        State::Overdue(_) => "overdue",
        State::NotNeeded(_) => "none",
    }
}

/// The state of a cell in a few words: "booked Thu 26 Nov", "4 school days late".
#[must_use]
pub fn words(cell: &Cell) -> String {
    match &cell.state {
        State::Planned => format!("by {}", ShortDay(cell.due_on)),
        State::Booked(on) => format!("booked {}", ShortDay(*on)),
        State::Done { on, late: false } => format!("done {}", ShortDay(*on)),
        State::Done { on, late: true } => format!("done late {}", ShortDay(*on)),
        State::DueSoon(0) => "due today".to_owned(),
        State::DueSoon(n) => format!("due in {}", school_days(*n)),
        // In the holidays no school day passes, and it is late all the same.
        State::Overdue(0) => format!("late since {}", ShortDay(cell.due_on)),
        State::Overdue(n) => format!("{} late", school_days(*n)),
        State::NotNeeded(_) => "not needed".to_owned(),
    }
}

/// The shape of a state: a disc with a tick, a calendar square, a quarter clock, a diamond, an empty ring, a dash.
fn shape(state: &State) -> PreEscaped<&'static str> {
    PreEscaped(match state {
        State::Done { .. } => {
            r#"<circle cx="12" cy="12" r="9.25" class="fill"/><path d="m7.6 12.4 3 3 5.8-6.4" class="on"/>"#
        }
        State::Booked(_) => {
            r#"<rect x="3.5" y="5" width="17" height="15.5" rx="2" class="fill"/><path d="M3.5 10h17M8 2.8v4M16 2.8v4" class="edge"/>"#
        }
        State::DueSoon(_) => {
            r#"<circle cx="12" cy="12" r="9.25" class="ring"/><path d="M12 12V2.75A9.25 9.25 0 0 1 21.25 12z" class="fill"/>"#
        }
        State::Overdue(_) => {
            r#"<path d="M12 1.8 22.2 12 12 22.2 1.8 12z" class="fill"/><path d="M12 7v6.2M12 16.4v.4" class="on"/>"#
        }
        State::Planned => r#"<circle cx="12" cy="12" r="9.25" class="ring dashed"/>"#,
        State::NotNeeded(_) => r#"<path d="M6 12h12" class="edge"/>"#,
    })
}

/// The symbol of a state.
#[must_use]
pub fn symbol(state: &State) -> Markup {
    html! {
        svg class=(format!("symbol symbol-{}", class(state))) viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" {
            (shape(state))
        }
    }
}

/// Every symbol, to stand once on a page that shows hundreds of them by [`symbol_of`].
#[must_use]
pub fn symbols() -> Markup {
    let day = NaiveDate::default();
    let states = [
        State::Planned,
        State::Booked(day),
        State::Done { on: day, late: false },
        State::DueSoon(0),
        State::Overdue(0),
        State::NotNeeded(NotNeeded::Enough),
    ];
    html! {
        svg.symbols width="0" height="0" aria-hidden="true" {
            @for state in &states {
                symbol id=(class(state)) class=(format!("symbol symbol-{}", class(state))) viewBox="0 0 24 24" { (shape(state)) }
            }
        }
    }
}

/// The symbol of a state, by reference to [`symbols`].
#[must_use]
pub fn symbol_of(state: &State) -> Markup {
    html! { svg aria-hidden="true" { use href=(format!("#{}", class(state))) {} } }
}

/// The colour of a year, as a tag.
#[must_use]
pub fn light(light: Light) -> Markup {
    let tone = match light {
        Light::OnTrack => Tone::Good,
        Light::BookedLate | Light::AtRisk => Tone::Soon,
        Light::Late => Tone::Late,
    };
    tag(tone, light.words())
}

/// The three cells with their sentence.
#[must_use]
pub fn standing_strip(standing: &Standing) -> Markup {
    strip(standing, &light(standing.light))
}

/// The same of somebody who has left: how it was, and no word on how it goes.
#[must_use]
pub fn strip_of_leaver(standing: &Standing) -> Markup {
    strip(standing, &tag(Tone::Quiet, "Has left"))
}

fn strip(standing: &Standing, word: &Markup) -> Markup {
    html! {
        div.standing {
            ol.strip {
                @for cell in &standing.cells {
                    li class=(format!("strip-cell strip-{}", class(&cell.state))) {
                        (symbol(&cell.state))
                        span { strong { (cell.season.title()) } " " span.strip-words { (words(cell)) } }
                    }
                }
            }
            p.standing-sentence { (word) " " (standing.sentence) }
        }
    }
}
