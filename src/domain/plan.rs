//! Kinds of plan, where their money comes from, and who gives the hours.

use chrono::NaiveDate;

use super::time::ShortDay;

coded! {
    /// What a plan is for. All kinds share one cycle, calendar and review.
    PlanKind {
        /// SEN support (Code of Practice 6.44 onward).
        SenSupport = "sen_support", "SEN support plan";
        /// How the school delivers an EHC plan.
        EhcDelivery = "ehc_delivery", "EHC delivery plan";
        /// Pastoral support.
        Pastoral = "pastoral", "Pastoral support plan";
        /// Behaviour.
        Behaviour = "behaviour", "Behaviour support plan";
        /// Attendance.
        Attendance = "attendance", "Attendance plan";
        /// A part-time timetable, which always has an end date.
        PartTimeTimetable = "part_time_timetable", "Part-time timetable";
        /// What could hurt the pupil or others, and what is done against it (Management of Health and Safety at Work Regulations 1999, 3).
        RiskAssessment = "risk_assessment", "Risk assessment";
        /// The individual support plan of the 2026 proposals: not law.
        ProposedIsp = "proposed_isp", "Individual support plan (proposed)";
    }
}

coded! {
    /// Where the money for a line comes from.
    Funding {
        /// Notional SEN budget: up to the threshold, per pupil (DfE notional SEN guidance).
        NotionalSen = "notional_sen", "Notional SEN budget";
        /// Top-up from the authority's high needs block.
        TopUp = "top_up", "Top-up (high needs)";
        /// Inclusive Mainstream Fund.
        InclusiveMainstream = "inclusive_mainstream", "Inclusive Mainstream Fund";
        /// Pupil premium.
        PupilPremium = "pupil_premium", "Pupil premium";
        /// Pupil premium plus, for looked-after children.
        PupilPremiumPlus = "pupil_premium_plus", "Pupil premium plus";
        /// Early years inclusion fund.
        EarlyYearsInclusion = "early_years_inclusion", "Early years inclusion fund";
        /// Anything else.
        Other = "other", "Other";
    }
}

coded! {
    /// What a plan beside SEN support is about.
    Issue {
        /// Comes too seldom.
        Attendance = "attendance", "Attendance";
        /// Suspended, or at risk of exclusion.
        Exclusion = "exclusion", "Exclusion, or at risk of it";
        /// Behaviour.
        Behaviour = "behaviour", "Behaviour";
        /// Anxiety.
        Anxiety = "anxiety", "Anxiety";
        /// Low mood.
        LowMood = "low_mood", "Low mood";
        /// Anything else.
        Other = "other", "Something else";
    }
}

impl PlanKind {
    /// Whether it answers a special educational need: these share the three reviews a year of the Code of Practice (6.65). Every other
    /// kind has a number of its own.
    #[must_use]
    pub fn is_sen(self) -> bool {
        matches!(self, Self::SenSupport | Self::EhcDelivery | Self::ProposedIsp)
    }

    /// Whether a plan of this kind may be begun beside those that are open. A plan that answers SEN is one: two of a kind would each owe
    /// reviews, and the school would see one child's year twice.
    ///
    /// # Errors
    /// What stands in the way, to be said after the pupil's name.
    pub fn may_begin(self, open: &[Self]) -> Result<(), String> {
        if self.is_sen() && open.contains(&self) {
            return Err(format!("an {} that is open: change that one, or end it first", self.words()));
        }
        Ok(())
    }

    /// Whether it must have a last day: a part-time timetable is for a short while (DfE, Working together to improve school attendance).
    #[must_use]
    pub fn must_end(self) -> bool {
        self == Self::PartTimeTimetable
    }
}

/// "Part-time timetable, ends Fri 4 Dec" for a plan beside SEN support; nothing where it is the usual one.
#[must_use]
pub fn beside(kind: PlanKind, ends_on: Option<NaiveDate>, today: NaiveDate) -> Option<String> {
    let ends = |end| format!(", {} {}", if end < today { "should have ended" } else { "ends" }, ShortDay(end));
    (!kind.is_sen()).then(|| format!("{}{}", kind.words(), ends_on.map(ends).unwrap_or_default()))
}

/// Somebody of another service who takes part in a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    /// Their name; may be empty.
    pub name: String,
    /// The service.
    pub agency: String,
    /// What they do for the pupil.
    pub role: String,
    /// How to reach them. Thrice does not write to them: they are invited by hand.
    pub contact: String,
}

/// What a plan answers to a question of its template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The question, as it was asked.
    pub question: String,
    /// What was written; never empty.
    pub words: String,
}

/// What a plan says of itself beside its outcomes, targets and provision.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Terms {
    /// The last day, where the kind must have one.
    pub ends_on: Option<NaiveDate>,
    /// What it is about.
    pub issues: Vec<Issue>,
    /// Who else takes part.
    pub agencies: Vec<Agency>,
    /// What was done for everybody in class before, and did not suffice (Code of Practice 6.17 to 6.19); may be empty.
    pub tried_first: String,
    /// What it answers to the questions of its template, in their order.
    pub answers: Vec<Answer>,
}

/// Why a plan's last day cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EndProblem {
    /// It must have one.
    #[error("A part-time timetable ends: enter its last day")]
    Missing,
    /// Only a part-time timetable has one.
    #[error("Only a part-time timetable has a last day: clear it, or choose that kind of plan")]
    NotOfThisKind,
    /// Before the plan starts.
    #[error("The last day must come after the day the plan starts")]
    TooEarly,
    /// Longer than the school allows, which is this many weeks.
    #[error("A part-time timetable lasts at most {0} weeks: choose an earlier last day, and review it before then")]
    TooLong(i64),
    /// The review comes after the end.
    #[error("The review must come before the last day, so that it can decide what follows")]
    ReviewTooLate,
}

/// Checks the last day of a plan of this kind that starts on `from` and is reviewed on `review_on`.
///
/// # Errors
/// The first rule that it breaks.
pub fn check_end(
    kind: PlanKind,
    from: NaiveDate,
    review_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    most_weeks: i64,
) -> Result<(), EndProblem> {
    match ends_on {
        None if kind.must_end() => Err(EndProblem::Missing),
        None => Ok(()),
        Some(_) if !kind.must_end() => Err(EndProblem::NotOfThisKind),
        Some(end) if end <= from => Err(EndProblem::TooEarly),
        Some(end) if (end - from).num_days() > most_weeks * 7 => Err(EndProblem::TooLong(most_weeks)),
        Some(end) if review_on.is_some_and(|day| day > end) => Err(EndProblem::ReviewTooLate),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn a_part_time_timetable_ends_in_time_and_is_reviewed_before() {
        let check = |review, end| check_end(PlanKind::PartTimeTimetable, day(11, 2), Some(review), end, 6);
        assert_eq!(check(day(11, 20), None), Err(EndProblem::Missing));
        assert_eq!(check(day(11, 20), Some(day(11, 2))), Err(EndProblem::TooEarly));
        assert_eq!(check(day(11, 20), Some(day(12, 14))), Ok(()), "six weeks to the day");
        assert_eq!(check(day(11, 20), Some(day(12, 15))), Err(EndProblem::TooLong(6)));
        assert_eq!(check(day(11, 27), Some(day(11, 27))), Ok(()), "on its last day at the latest");
        assert_eq!(check(day(11, 30), Some(day(11, 27))), Err(EndProblem::ReviewTooLate));
    }

    #[test]
    fn only_what_is_beside_sen_support_is_named_and_an_end_that_has_gone_by_is_said() {
        assert_eq!(beside(PlanKind::EhcDelivery, None, day(11, 18)), None);
        assert_eq!(beside(PlanKind::Behaviour, None, day(11, 18)).as_deref(), Some("Behaviour support plan"));
        let short = |today| beside(PlanKind::PartTimeTimetable, Some(day(12, 4)), today);
        assert_eq!(short(day(12, 4)).as_deref(), Some("Part-time timetable, ends Fri 4 Dec"));
        assert_eq!(short(day(12, 5)).as_deref(), Some("Part-time timetable, should have ended Fri 4 Dec"));
    }

    #[test]
    fn no_other_plan_has_a_last_day() {
        for kind in PlanKind::ALL.iter().filter(|k| !k.must_end()) {
            assert_eq!(check_end(*kind, day(11, 2), None, None, 6), Ok(()));
            assert_eq!(check_end(*kind, day(11, 2), None, Some(day(12, 1)), 6), Err(EndProblem::NotOfThisKind));
        }
    }
}
