//! From what was typed to a wish: the days and hours that are kept free, and how people meet.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::{OfferedPupil, OffersPage};
use crate::{
    domain::{
        conversation::Mode,
        ids::{AdultId, PupilId},
        notice::giveaway,
        offer::{Hours, usually_left_out},
        time::{LongDay, Moment},
    },
    store::conversations::{NewOffer, NewSlot},
    web::form::{days::date, fields::FormErrors, typed::Typed},
};

/// Times that one family can be offered, at most.
pub(super) const MOST: usize = 3;
/// School days in which parents are asked to answer.
const TO_ANSWER: i64 = 5;
/// Days from the first to the last that is still one round.
const LONGEST: i64 = 60;

/// What is offered to everybody.
pub(super) struct OfferFields {
    pub(super) hours: Hours,
    pub(super) mode: Mode,
    pub(super) place: String,
    pub(super) also_present: String,
    /// Times for each family, at most.
    pub(super) each: usize,
}

/// Fills in what is usual: the school's notice, a fortnight, after lessons.
pub(super) fn blank(typed: &mut Typed, seen: &mut OffersPage) {
    for one in &mut seen.candidates {
        let adults: Vec<_> = one.invitable().map(|adult| (adult.id, adult.responsibility == "no")).collect();
        one.left_out = usually_left_out(&adults, seen.invites_all);
    }
    let first = seen.calendar.plus_school_days(seen.now.today(), seen.notice);
    let last = seen.calendar.plus_school_days(first, 9);
    for (name, value) in [
        ("first_on", first.to_string()),
        ("last_on", last.to_string()),
        ("from", "15:30".to_owned()),
        ("until", "17:30".to_owned()),
        ("minutes", "20".to_owned()),
        ("mode", Mode::School.as_code().to_owned()),
        ("each", MOST.to_string()),
    ] {
        typed.set(name, value);
    }
}

/// Whom the ticks leave out of a pupil's meeting.
pub(super) fn left_out(typed: &Typed, pupil: PupilId) -> BTreeSet<AdultId> {
    let ticks = typed.0.iter().filter(|(name, _)| name == LEAVE_OUT).filter_map(|(_, value)| value.split_once('-'));
    ticks.filter(|(of, _)| *of == pupil.to_string()).filter_map(|(_, id)| id.parse().ok()).map(AdultId).collect()
}

/// The name of the ticks by which an adult is left out of a child's meeting: the pupil and the adult.
pub(super) const LEAVE_OUT: &str = "leave_out";

/// Reads the form.
pub(super) fn read(typed: &Typed, seen: &OffersPage, errors: &mut FormErrors) -> Option<OfferFields> {
    if !seen.candidates.iter().any(|c| c.why_not().is_none()) {
        errors.add("pupils", "Nobody of the ticked pupils can be invited here: see the reasons in the list");
    }
    let today = seen.now.today();
    let (first_on, last_on) = (date(typed.get("first_on")), date(typed.get("last_on")));
    match (first_on, last_on) {
        (None, _) => errors.add("first_on", "Enter the first day, like 2026-12-01"),
        (Some(first), _) if first <= today => {
            errors.add("first_on", format!("{} is not in the future", LongDay(first)))
        }
        (_, None) => errors.add("last_on", "Enter the last day, like 2026-12-11"),
        (Some(first), Some(last)) if last < first => errors.add("last_on", "The last day is before the first"),
        (Some(first), Some(last)) if (last - first).num_days() > LONGEST => {
            errors.add("last_on", "The last day is more than two months after the first");
        }
        _ => {}
    }
    let time = |name| NaiveTime::parse_from_str(typed.get(name), "%H:%M").ok();
    let (from, until) = (time("from"), time("until"));
    match (from, until) {
        (None, _) => errors.add("from", "Enter a time, like 15:30"),
        (_, None) => errors.add("until", "Enter a time, like 17:30"),
        (Some(from), Some(until)) if until <= from => errors.add("until", "The end is not after the beginning"),
        _ => {}
    }
    let number =
        |name: &str, least: i64, most: i64| typed.get(name).parse::<i64>().ok().filter(|n| (least..=most).contains(n));
    let (minutes, each) = (number("minutes", 5, 240), number("each", 1, 3));
    if minutes.is_none() {
        errors.add("minutes", "Minutes must be a number from 5 to 240");
    }
    if each.is_none() {
        errors.add("each", "Times for each family must be 1, 2 or 3");
    }
    let mode = Mode::from_code(typed.get("mode"));
    if mode.is_none() {
        errors.add("mode", "Choose how you will meet");
    }
    harmless(typed, seen, errors);
    let hours = Hours { first_on: first_on?, last_on: last_on?, from: from?, until: until?, minutes: minutes? };
    let text = |name: &str| typed.get(name).to_owned();
    Some(OfferFields {
        hours,
        mode: mode?,
        place: text("place"),
        also_present: text("also_present"),
        each: usize::try_from(each?).ok()?,
    })
}

/// Lines that stand in messages: nothing in them tells why the school writes, or about whom.
fn harmless(typed: &Typed, seen: &OffersPage, errors: &mut FormErrors) {
    for field in ["place", "also_present"] {
        let tells = |c: &OfferedPupil| giveaway(typed.get(field), &c.row.name);
        if let Some(word) = seen.candidates.iter().find_map(tells) {
            errors.add(field, format!("Leave out “{word}”: this line stands in e-mails, which others may see"));
        }
    }
}

/// One family's offer.
pub(super) fn new_offer(
    one: &OfferedPupil,
    wish: &OfferFields,
    times: &[Moment],
    seen: &OffersPage,
) -> Option<NewOffer> {
    let row = &one.row;
    let slot = |starts: &Moment| NewSlot {
        starts: *starts,
        minutes: wish.hours.minutes,
        mode: wish.mode,
        place: wish.place.clone(),
    };
    Some(NewOffer {
        plan: row.plan?,
        pupil: row.pupil,
        lead: row.lead.as_ref()?.0,
        also_present: wish.also_present.clone(),
        ehc_annual: false,
        answer_by: seen.calendar.plus_school_days(seen.now.today(), TO_ANSWER).min(times.first()?.today()),
        replaces: None,
        slots: times.iter().map(slot).collect(),
        left_out: one.left_out.iter().copied().collect(),
    })
}
