//! Changing a pupil's SEN status: what may be entered, and what follows from it.

use chrono::NaiveDate;

use super::{SenCode, StatusSpan};
use crate::domain::plan::PlanKind;

/// Whether the parents were told of a status, which they must be when SEN support starts (Children and Families Act 2014, section 68).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// On a day, and how: "by phone".
    On(NaiveDate, String),
    /// Not yet, and why.
    NotYet(String),
}

impl Told {
    /// The day, how, and why not, as a table keeps them.
    #[must_use]
    pub fn parts(told: Option<&Self>) -> (Option<NaiveDate>, &str, &str) {
        match told {
            Some(Self::On(day, how)) => (Some(*day), how, ""),
            Some(Self::NotYet(why)) => (None, "", why),
            None => (None, "", ""),
        }
    }
}

/// What a change does to the history.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// A new status begins, and the one before ends on the day before.
    Begins,
    /// The status that began on this very day is put right.
    Corrects,
}

/// Why a change cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChangeProblem {
    /// It is the present status.
    #[error("This is the present status already: choose another")]
    Same,
    /// The day is still to come.
    #[error("The day is still to come: enter the change on the day, or after it")]
    ToCome,
    /// The day lies before the present status began.
    #[error("The present status began later than that: choose a day from then on")]
    BeforePresent,
}

/// What it does to enter a status from a day on.
///
/// # Errors
/// Why it cannot be.
pub fn change(history: &[StatusSpan], to: SenCode, from: NaiveDate, today: NaiveDate) -> Result<Change, ChangeProblem> {
    if from > today {
        return Err(ChangeProblem::ToCome);
    }
    let open = history.iter().find(|s| s.until.is_none());
    let ended = history.iter().filter_map(|s| s.until).max();
    match open {
        Some(open) if open.code == to => Err(ChangeProblem::Same),
        Some(open) if from < open.from => Err(ChangeProblem::BeforePresent),
        Some(open) if from == open.from => Ok(Change::Corrects),
        None if ended.is_some_and(|end| from <= end) => Err(ChangeProblem::BeforePresent),
        _ => Ok(Change::Begins),
    }
}

/// What else is known of a pupil whose status changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Around<'a> {
    /// At least one need is recorded.
    pub has_needs: bool,
    /// Their open plans.
    pub open_plans: &'a [PlanKind],
    /// The parents have been told.
    pub parents_told: bool,
}

/// What follows from a status, in sentences for the person who is about to enter it.
#[must_use]
pub fn effects(to: SenCode, around: &Around<'_>) -> Vec<String> {
    let has = |kind| around.open_plans.contains(&kind);
    let sen_plans = [PlanKind::SenSupport, PlanKind::EhcDelivery, PlanKind::ProposedIsp];
    let due = match to {
        SenCode::None => None,
        SenCode::Support => Some(PlanKind::SenSupport),
        SenCode::Ehcp => Some(PlanKind::EhcDelivery),
    };
    let mut said = Vec::new();
    match due {
        Some(kind) if !has(kind) => said.push(match kind {
            PlanKind::EhcDelivery => "A plan for how the school delivers the EHC plan is needed, with the date of the authority’s last decision.",
            _ => "A SEN support plan is needed, with an agreed review date (Code of Practice 6.48, 6.53).",
        }.to_owned()),
        Some(kind) => said.push(format!("The open {} goes on.", lower(kind))),
        None => said.push("No more reviews are owed from that day on. Everything recorded stays.".to_owned()),
    }
    let left_open = sen_plans.into_iter().filter(|kind| has(*kind) && due != Some(*kind));
    said.extend(left_open.map(|kind| format!("The open {} stays open until a review ends it.", lower(kind))));
    if to != SenCode::None && !around.has_needs {
        said.push("At least a primary need must be recorded: the school census asks for it.".to_owned());
    }
    if to != SenCode::None && !around.parents_told {
        said.push("The parents still have to be told (Children and Families Act 2014, section 68).".to_owned());
    }
    said
}

/// The kind of plan within a sentence: only its abbreviations keep their capitals.
fn lower(kind: PlanKind) -> String {
    let words = kind.words();
    if words.starts_with("SEN") || words.starts_with("EHC") { words.to_owned() } else { words.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn a_change_begins_or_corrects_and_never_goes_behind_the_present() {
        let history = [
            StatusSpan { code: SenCode::None, from: day(1), until: Some(day(9)) },
            StatusSpan { code: SenCode::Support, from: day(10), until: None },
        ];
        let try_on = |code, from| change(&history, code, day(from), day(18));
        assert_eq!(try_on(SenCode::Ehcp, 18), Ok(Change::Begins));
        assert_eq!(try_on(SenCode::None, 10), Ok(Change::Corrects));
        assert_eq!(try_on(SenCode::Ehcp, 9), Err(ChangeProblem::BeforePresent));
        assert_eq!(try_on(SenCode::Support, 18), Err(ChangeProblem::Same));
        assert_eq!(try_on(SenCode::Ehcp, 19), Err(ChangeProblem::ToCome));
        assert_eq!(change(&[], SenCode::Support, day(3), day(18)), Ok(Change::Begins));
        assert_eq!(change(&history[..1], SenCode::Support, day(9), day(18)), Err(ChangeProblem::BeforePresent));
    }

    #[test]
    fn what_follows_is_said_for_what_is_missing_only() {
        let bare = Around { has_needs: false, open_plans: &[], parents_told: false };
        assert_eq!(effects(SenCode::Support, &bare).len(), 3);
        let whole = Around { has_needs: true, open_plans: &[PlanKind::SenSupport], parents_told: true };
        assert_eq!(effects(SenCode::Support, &whole), ["The open SEN support plan goes on."]);
        let to_ehc = effects(SenCode::Ehcp, &whole);
        assert!(to_ehc[0].contains("authority’s last decision") && to_ehc[1].contains("stays open"), "{to_ehc:?}");
        let ends = effects(SenCode::None, &whole);
        assert!(ends[0].contains("No more reviews") && ends.len() == 2, "{ends:?}");
    }
}
