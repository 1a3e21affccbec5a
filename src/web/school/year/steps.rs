//! The steps that fill the form: propose, move what is ticked, move a whole round. None of them saves anything.

use chrono::NaiveDate;

use super::{
    PupilYear, YearPage,
    check::dates,
    draft::{Draft, NO_DAY, field, open},
};
use crate::{
    domain::{
        calendar::Season,
        year_plan::{self, PlanYear, Proposal, Term, Trouble},
    },
    web::form::{days::date, fields::FormErrors},
};

/// The rounds that a step is about: one, or all.
fn rounds(code: &str) -> Vec<Season> {
    Season::from_code(code).map_or_else(|| Season::ALL.to_vec(), |season| vec![season])
}

fn legal(line: &PupilYear) -> Option<NaiveDate> {
    line.ties.and_then(|t| t.legal)
}

/// The years as the form has them.
fn plans(seen: &YearPage, draft: &Draft) -> Vec<PlanYear> {
    let year = |line: &PupilYear| {
        let (plan, (owner, _)) = (line.row.plan?, line.row.lead.as_ref()?);
        let term = |season: Season| match line.term(&seen.calendar, season, seen.today) {
            // No round binds a plan beside SEN support: its day counts as load, and is proposed only where it has none.
            Term::Open(_) => match draft.day((plan, season)) {
                Some(on) if line.is_beside() => Term::Booked(on),
                on => Term::Open(on),
            },
            other => other,
        };
        let terms = [Season::Autumn, Season::Spring, Season::Summer].map(term);
        Some(PlanYear {
            plan,
            owner: *owner,
            family: line.ties.and_then(|t| t.family),
            legal: legal(line),
            terms,
            last_year: line.last_year,
        })
    };
    seen.lines.iter().filter_map(year).collect()
}

/// Gives a day to each review, or to each that has none.
pub(super) fn propose(seen: &YearPage, draft: &mut Draft, errors: &mut FormErrors) -> String {
    let Some(cap) = draft.typed.get("cap").parse().ok().filter(|cap| (1..=20).contains(cap)) else {
        errors.add("cap", "Reviews a day for one person must be a whole number from 1 to 20");
        return String::new();
    };
    let keep = draft.typed.get("fill") != "all";
    let found = year_plan::propose(
        &seen.calendar,
        seen.year,
        &plans(seen, draft),
        (&rounds(draft.typed.get("round")), keep),
        cap,
        seen.today,
    );
    let given = found.iter().filter(|p| p.placed.on.is_some()).count();
    for one in &found {
        note(seen, draft, one, cap);
    }
    let troubled = found.iter().filter(|p| p.placed.trouble.is_some()).count();
    let more = match troubled {
        0 => String::new(),
        n => format!(" {n} could not be placed well: the note below each says why."),
    };
    format!("{} proposed.{more} Nothing is saved yet.", dates(given))
}

fn note(seen: &YearPage, draft: &mut Draft, one: &Proposal, cap: u32) {
    let key = (one.plan, one.season);
    if let Some(on) = one.placed.on {
        draft.days.insert(key, on.to_string());
    }
    let lead = seen.lines.iter().find(|l| l.row.plan == Some(one.plan)).and_then(|l| l.row.lead.as_ref());
    let who = lead.map(|(_, name)| name.formal()).unwrap_or_default();
    let words = match one.placed.trouble {
        None => return,
        Some(Trouble::NoDay) => NO_DAY.to_owned(),
        Some(Trouble::Full) => format!("More than {cap} a day for {who}: the round has too few days."),
    };
    draft.notes.insert(key, words);
}

/// Moves what is ticked to one day.
pub(super) fn move_picked(seen: &YearPage, draft: &mut Draft, errors: &mut FormErrors) -> String {
    let Some(on) = date(draft.typed.get("move_to")) else {
        errors.add("move_to", "Enter the day to move to, like 2027-03-10");
        return String::new();
    };
    let picked: Vec<_> = open(seen).filter(|(_, key)| draft.picked.contains(key)).collect();
    if picked.is_empty() {
        errors.add("move_to", "Tick the reviews to move, in the table below");
    }
    for (line, key) in &picked {
        let term = (seen.year, key.1);
        let checked = if line.is_beside() {
            year_plan::check_beside(&seen.calendar, term, on, line.row.ends_on, seen.today)
        } else {
            year_plan::check(&seen.calendar, term, on, legal(line), seen.today)
        };
        if let Err(why) = checked {
            errors.add(field(*key), format!("{}, {}: {why}", line.row.name.short(), key.1.words()));
        }
    }
    if errors.is_empty() {
        for (_, key) in &picked {
            draft.days.insert(*key, on.to_string());
            draft.picked.remove(key);
        }
    }
    format!("{} moved. Nothing is saved yet.", dates(picked.len()))
}

/// Moves a whole round by some school days. What may not go so far stays.
pub(super) fn shift(seen: &YearPage, draft: &mut Draft, errors: &mut FormErrors) -> String {
    let by: Option<i64> = draft.typed.get("shift_by").parse().ok().filter(|by| (-60..=60).contains(by) && *by != 0);
    let season = Season::from_code(draft.typed.get("shift_round"));
    let (Some(by), Some(season)) = (by, season) else {
        errors.add("shift_by", "Enter how many school days later, or earlier with a minus, up to 60");
        return String::new();
    };
    let (mut moved, mut stay) = (0, 0);
    for (line, key) in open(seen).filter(|(line, key)| key.1 == season && !line.is_beside()) {
        let Some(on) = draft.day(key) else { continue };
        match year_plan::shifted(&seen.calendar, (seen.year, season), on, by, legal(line), seen.today) {
            Some(there) => {
                draft.days.insert(key, there.to_string());
                moved += 1;
            }
            None => {
                draft.notes.insert(key, "Stays: that day is not in its round, or too late.".to_owned());
                stay += 1;
            }
        }
    }
    let rest =
        if stay == 0 { String::new() } else { format!(" {stay} stay where they are: the note below each says why.") };
    format!("{} moved.{rest} Nothing is saved yet.", dates(moved))
}
