//! From what was typed to a wish: the days and hours that are kept free, and how people meet.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::{OfferedPupil, OffersPage};
use crate::{
    domain::{
        conversation::Mode,
        free_time::Opening,
        ids::{AdultId, PupilId},
        notice::giveaway,
        offer::{Hours, usually_left_out},
        time::LongDay,
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

/// Whose times are offered.
pub(super) enum Kept {
    /// Those that whoever leads each meeting keeps free between two days.
    Own((NaiveDate, NaiveDate)),
    /// The same hours for everybody, and how people meet.
    Typed { hours: Hours, mode: Mode, place: String },
}

impl Kept {
    /// The first day and the last.
    pub(super) fn span(&self) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Own(span) => *span,
            Self::Typed { hours, .. } => (hours.first_on, hours.last_on),
        }
    }

    /// The times to come of typed hours; `None` where each lead has their own.
    pub(super) fn typed(&self, seen: &OffersPage) -> Option<Vec<Opening>> {
        let Self::Typed { hours, mode, place } = self else { return None };
        let opening = |starts| Opening { starts, minutes: hours.minutes, mode: *mode, place: place.clone() };
        Some(hours.times(&seen.calendar).into_iter().filter(|at| seen.now < *at).map(opening).collect())
    }

    /// The field beside which is said that they do not go round.
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::Own(_) => "last_on",
            Self::Typed { .. } => "until",
        }
    }
}

/// What is offered to everybody.
pub(super) struct OfferFields {
    pub(super) kept: Kept,
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
        (KEPT, if seen.keeps_free { OWN } else { TYPED }.to_owned()),
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

/// The name of the choice between each lead's own free times and the same hours for everybody, and its values.
pub(super) const KEPT: &str = "kept";
pub(super) const OWN: &str = "own";
pub(super) const TYPED: &str = "typed";

/// Reads the form.
pub(super) fn read(typed: &Typed, seen: &OffersPage, errors: &mut FormErrors) -> Option<OfferFields> {
    if !seen.candidates.iter().any(|c| c.why_not().is_none()) {
        errors.add("pupils", "Nobody of the ticked pupils can be invited here: see the reasons in the list");
    }
    let span = span(typed, seen, errors);
    let kept = if typed.get(KEPT) == OWN { span.map(Kept::Own) } else { hours(typed, span, errors) };
    let each = number(typed, "each", 1, 3);
    if each.is_none() {
        errors.add("each", "Times for each family must be 1, 2 or 3");
    }
    harmless(typed, seen, errors);
    Some(OfferFields {
        kept: kept?,
        also_present: typed.get("also_present").to_owned(),
        each: usize::try_from(each?).ok()?,
    })
}

/// The first day and the last.
fn span(typed: &Typed, seen: &OffersPage, errors: &mut FormErrors) -> Option<(NaiveDate, NaiveDate)> {
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
    first_on.zip(last_on)
}

/// The same hours for everybody.
fn hours(typed: &Typed, span: Option<(NaiveDate, NaiveDate)>, errors: &mut FormErrors) -> Option<Kept> {
    let time = |name| NaiveTime::parse_from_str(typed.get(name), "%H:%M").ok();
    let (from, until) = (time("from"), time("until"));
    match (from, until) {
        (None, _) => errors.add("from", "Enter a time, like 15:30"),
        (_, None) => errors.add("until", "Enter a time, like 17:30"),
        (Some(from), Some(until)) if until <= from => errors.add("until", "The end is not after the beginning"),
        _ => {}
    }
    let minutes = number(typed, "minutes", 5, 240);
    if minutes.is_none() {
        errors.add("minutes", "Minutes must be a number from 5 to 240");
    }
    let mode = Mode::from_code(typed.get("mode"));
    if mode.is_none() {
        errors.add("mode", "Choose how you will meet");
    }
    let (first_on, last_on) = span?;
    let hours = Hours { first_on, last_on, from: from?, until: until?, minutes: minutes? };
    Some(Kept::Typed { hours, mode: mode?, place: typed.get("place").to_owned() })
}

fn number(typed: &Typed, name: &str, least: i64, most: i64) -> Option<i64> {
    typed.get(name).parse::<i64>().ok().filter(|n| (least..=most).contains(n))
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
    times: &[Opening],
    seen: &OffersPage,
) -> Option<NewOffer> {
    let row = &one.row;
    Some(NewOffer {
        plan: row.plan?,
        pupil: row.pupil,
        lead: row.lead.as_ref()?.0,
        also_present: wish.also_present.clone(),
        ehc_annual: false,
        answer_by: seen.calendar.plus_school_days(seen.now.today(), TO_ANSWER).min(times.first()?.starts.today()),
        replaces: None,
        slots: times.iter().map(NewSlot::from).collect(),
        left_out: one.left_out.iter().copied().collect(),
    })
}
