//! The fields of the note: how it went for all, then exceptions, or why it did not happen; and how they are read.

use chrono::{NaiveTime, Timelike};
use maud::{Markup, html};

use super::day::DaySession;
use crate::{
    domain::{
        delivery::{HowItWent, Lost},
        ids::TargetId,
    },
    store::sessions::{NewNote, NewRecord},
    web::{
        form::{fields::FormErrors, typed::Typed},
        frame::assets,
    },
};

/// The longest note, in letters: it is written standing.
const LONGEST: usize = 500;

/// What is said beside the note: of one pupil, and of several, in whose records it stands each time.
const FOR_ONE: &str = "Optional, and about the work: parents may ask to read it.";
const FOR_EACH: &str =
    "Optional, and about the work. It stands in the record of each of these pupils: name none of them in it.";

/// A time of day in minutes after midnight, as a browser sends it.
pub(super) fn minutes(typed: &str) -> Option<u32> {
    let time = NaiveTime::parse_from_str(typed, "%H:%M").ok()?;
    Some(time.hour() * 60 + time.minute())
}

/// A key of its own for each form that is shown: what is sent twice with it is one note.
pub(super) fn key() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// How it went or why it did not happen, by its code.
fn outcome(code: &str) -> Option<Result<HowItWent, Lost>> {
    HowItWent::from_code(code).map(Ok).or_else(|| Lost::from_code(code).map(Err))
}

/// Reads a note. Where a reason was pressed it stands for all, but for those of whom something else is said.
pub(super) fn read(typed: &Typed, of: &DaySession, errors: &mut FormErrors) -> Option<NewRecord> {
    let all = Lost::from_code(typed.get("lost")).map(Err).or_else(|| outcome(typed.get("all")));
    let mut notes = Vec::with_capacity(of.pupils.len());
    for pupil in &of.pupils {
        let own = typed.get(&format!("p-{}", pupil.id));
        let target = typed.get(&format!("t-{}", pupil.id)).parse().ok().map(TargetId);
        let target = target.filter(|id| pupil.targets.iter().any(|one| one.id == *id));
        let Some(outcome) = outcome(own).or(all) else { continue };
        notes.push(NewNote { pupil: pupil.id, outcome, target: target.filter(|_| outcome.is_ok()) });
    }
    if notes.len() < of.pupils.len() {
        errors.add("all", "Choose how it went, or say why it did not happen");
    }
    let minutes = typed.get("minutes").parse::<u32>().ok().filter(|n| (1..=600).contains(n));
    if minutes.is_none() {
        errors.add("minutes", "Minutes must be a whole number from 1 to 600");
    }
    if typed.get("words").chars().count() > LONGEST {
        errors.add("words", format!("Write at most {LONGEST} letters: this is a short note"));
    }
    let record = NewRecord {
        group: of.group,
        on: of.session.on,
        begins: of.session.begins,
        minutes: minutes?,
        words: typed.get("words").to_owned(),
        key: typed.get("key").to_owned(),
        notes,
    };
    errors.is_empty().then_some(record)
}

/// Whether a key is one of ours.
pub(super) fn is_key(key: &str) -> bool {
    key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What one form shows. `id` begins the ids of its fields: several stand on one page.
pub(super) struct NoteForm<'a> {
    pub(super) of: &'a DaySession,
    pub(super) typed: &'a Typed,
    pub(super) errors: &'a FormErrors,
    pub(super) id: String,
}

impl NoteForm<'_> {
    fn id(&self, name: &str) -> String {
        format!("{}{name}", self.id)
    }

    fn error(&self, name: &str) -> Markup {
        html! {
            @if let Some(error) = self.errors.get(name) {
                p.field-error id=(self.id(&format!("{name}-error"))) { span.hidden { "Error: " } (error) }
            }
        }
    }

    fn described(&self, name: &str) -> Option<String> {
        self.errors.get(name).map(|_| self.id(&format!("{name}-error")))
    }

    /// All fields with their buttons.
    pub(super) fn fields(&self) -> Markup {
        let typed = self.typed;
        html! {
            input type="hidden" name="key" value=(typed.get("key"));
            input type="hidden" name="adult" value=(typed.get("adult"));
            fieldset.how.field-wrong[self.errors.get("all").is_some()] id=(self.id("all")) tabindex="-1" aria-describedby=[self.described("all")] {
                legend { @if self.of.pupils.len() > 1 { "How did it go, for all?" } @else { "How did it go?" } }
                (self.error("all"))
                div.tiles-to-press {
                    @for one in HowItWent::ALL {
                        @let id = self.id(&format!("all-{}", one.as_code()));
                        div.press {
                            input type="radio" id=(id) name="all" value=(one.as_code()) checked[typed.get("all") == one.as_code()];
                            label for=(id) { (one.words()) }
                        }
                    }
                }
            }
            p.save { button.primary type="submit" { "Save" span.hidden { " the note on " (self.of.name) } } }
            details.why open[self.errors.get("lost").is_some()] {
                summary { "It did not happen" }
                p.hint { "One press says why, and saves." }
                div.reasons {
                    @for why in Lost::ALL { button.second type="submit" name="lost" value=(why.as_code()) { (why.words()) } }
                }
            }
            (self.more())
        }
    }

    /// Exceptions, targets, minutes and the note.
    fn more(&self) -> Markup {
        let (typed, several) = (self.typed, self.of.pupils.len() > 1);
        let said = |name: &str| !typed.get(name).is_empty();
        let own = |name: &str| self.of.pupils.iter().any(|one| said(&format!("{name}-{}", one.id)));
        let is_open = self.id.is_empty() || own("p") || own("t") || said("words") || !self.errors.is_empty();
        html! {
            details.more-to-say open[is_open] {
                summary { @if several { "Somebody was different, or add a note" } @else { "Add a note" } }
                @for pupil in &self.of.pupils { (self.pupil(pupil, several)) }
                (self.text("words", "Note", if several { FOR_EACH } else { FOR_ONE }, false))
                (self.text("minutes", "Minutes given", "", true))
            }
        }
    }

    fn pupil(&self, pupil: &super::day::InSession, several: bool) -> Markup {
        let (own, target) = (format!("p-{}", pupil.id), format!("t-{}", pupil.id));
        let options = || HowItWent::ALL.iter().map(|one| (one.as_code(), one.words()));
        let reasons = || Lost::ALL.iter().map(|one| (one.as_code(), one.words()));
        html! {
            div.side {
                @if several {
                    div.field {
                        label for=(self.id(&own)) { (pupil.name.short()) }
                        select id=(self.id(&own)) name=(own) {
                            option value="" { "As the others" }
                            @for (code, words) in options() { option value=(code) selected[self.typed.get(&own) == code] { (words) } }
                            optgroup label="Did not happen" {
                                @for (code, words) in reasons() { option value=(code) selected[self.typed.get(&own) == code] { (words) } }
                            }
                        }
                    }
                }
                @if !pupil.targets.is_empty() {
                    div.field {
                        label for=(self.id(&target)) { "Worked on" @if several { span.hidden { ", " (pupil.name.short()) } } }
                        select id=(self.id(&target)) name=(target) {
                            option value="" { "No target in particular" }
                            @for one in &pupil.targets {
                                option value=(one.id) selected[self.typed.get(&target) == one.id.to_string()] { (one.wording) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn text(&self, name: &str, label: &str, hint: &str, short: bool) -> Markup {
        let (id, value, wrong) = (self.id(name), self.typed.get(name), self.errors.get(name).map(|_| "true"));
        html! {
            div.field.field-wrong[wrong.is_some()] {
                label for=(id) { (label) }
                @if !hint.is_empty() { p.hint { (hint) } }
                (self.error(name))
                @if short {
                    input.short type="text" inputmode="numeric" id=(id) name=(name) value=(value) autocomplete="off"
                        aria-describedby=[self.described(name)] aria-invalid=[wrong];
                } @else {
                    textarea id=(id) name=(name) rows="2" aria-describedby=[self.described(name)] aria-invalid=[wrong] { (value) }
                }
            }
        }
    }
}

/// The place in which a script says what it keeps while there is no network, for the one who writes.
pub(super) fn waiting(staff: crate::domain::ids::StaffId) -> Markup {
    html! {
        waiting-notes.no-print data-who=(staff) { p.banner.banner-late role="status" hidden {} }
        script src=(assets::url("sessions.js")) defer {}
    }
}
