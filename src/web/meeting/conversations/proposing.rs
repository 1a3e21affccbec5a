//! The times of an offer, filled in from what whoever leads it keeps free: nobody types what Thrice knows.

use super::form::{MeetingChoices, SLOTS, left_out};
use crate::{
    domain::{
        adult_needs::Suits,
        free_time::{Opening, propose},
        ids::StaffId,
        time::Moment,
    },
    web::{
        form::{fields::FormErrors, typed::Typed},
        meeting::times::{MeetingTimes, WantedTime},
    },
};

/// School days after the notice in which free times are looked for: a term's half.
const AHEAD: i64 = 40;

/// Puts free times into the form, where whoever leads the meeting keeps any. Returns whether there were such.
pub(super) fn fill_in(typed: &mut Typed, choices: &MeetingChoices, times: &MeetingTimes, now: Moment) -> bool {
    let found = found(typed, choices, times, now);
    let Some(first) = found.first() else { return false };
    for n in 0..SLOTS {
        let local = found.get(n).map(|one| one.starts.local());
        typed.set(&format!("slot-{n}-day"), local.map(|at| at.date().to_string()).unwrap_or_default());
        typed.set(&format!("slot-{n}-time"), local.map(|at| at.format("%H:%M").to_string()).unwrap_or_default());
    }
    typed.set("mode", first.mode.as_code());
    typed.set("minutes", first.minutes.to_string());
    typed.set("place", first.place.clone());
    true
}

/// The same where somebody asked for it: what is wrong if there are none.
pub(super) fn asked(typed: &mut Typed, choices: &MeetingChoices, times: &MeetingTimes, now: Moment) -> FormErrors {
    let mut errors = FormErrors::default();
    if !fill_in(typed, choices, times, now) {
        let lead = lead(typed).and_then(|id| choices.leads.iter().find(|(known, _)| *known == id));
        let who = lead.map_or_else(|| "Whoever leads it".to_owned(), |(_, name)| name.formal());
        errors.add(
            "lead",
            format!("{who} has no free time in the weeks to come: enter times below, or keep time free first"),
        );
    }
    errors
}

fn lead(typed: &Typed) -> Option<StaffId> {
    typed.get("lead").parse().ok().map(StaffId)
}

/// The free times that suit whoever is contacted first of those who are invited.
fn found(typed: &Typed, choices: &MeetingChoices, times: &MeetingTimes, now: Moment) -> Vec<Opening> {
    let Some(lead) = lead(typed) else { return Vec::new() };
    let annual = typed.get("ehc_annual") == "yes";
    let invited: Vec<_> = choices.invitable().filter(|card| !left_out(typed, card.id)).collect();
    let wanted = WantedTime {
        also: typed.get("also_present"),
        parents: invited.iter().map(|card| (card.id, card.name.clone())).collect(),
        annual,
        ..WantedTime::led_by(lead)
    };
    let first = choices.calendar.plus_school_days(now.today(), choices.notice);
    let span = (first, choices.calendar.plus_school_days(first, AHEAD));
    let at_least = if annual { typed.get("minutes").parse().unwrap_or(0) } else { 0 };
    let suits: Vec<&Suits> = invited.iter().map(|card| &card.needs.suits).filter(|suits| !suits.is_empty()).collect();
    let suits = suits.first().map_or_else(Suits::default, |suits| (*suits).clone());
    propose(&times.free(&wanted, span, at_least), &suits, SLOTS)
}
