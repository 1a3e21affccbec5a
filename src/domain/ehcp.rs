//! The clocks of an EHC plan's annual review, as dates: all in calendar days, each with where it comes from. The school recommends;
//! the authority decides, and it is the authority's decision that starts the next year.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::calendar::AcademicYear;

/// The unit of every clock here. Holidays and weekends count.
pub const UNIT: &str = "calendar days";

coded! {
    /// What has to have happened by a clock's day.
    Step {
        /// Gather the pupil's views, the parents' views and advice.
        Gather = "gather", "Gather views and advice";
        /// Invite everyone and send them all advice.
        Invite = "invite", "Invite everyone and send them the advice";
        /// The meeting itself.
        Meet = "meet", "Hold the review meeting";
        /// Send the report to everyone invited.
        Report = "report", "Send the report to everyone invited";
        /// The authority decides: maintain, amend or cease.
        Decide = "decide", "The authority decides: maintain, amend or cease";
        /// The authority sends the final amended plan.
        Finalise = "finalise", "The authority sends the final plan, if it amends";
        /// The review is complete.
        Complete = "complete", "The review is complete";
    }
}

/// One clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    /// What has to be done.
    pub step: Step,
    /// By which day.
    pub by: NaiveDate,
    /// Counted in what: [`UNIT`].
    pub unit: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}

/// The last day by which a review must be complete: twelve months after the anchor, less a day, which is safe under either reading of
/// "12 months" in the Children and Families Act 2014 s.44. The anchor is the authority's last decision, else the day the plan was
/// issued. Twelve months after 29 February is 28 February.
#[must_use]
pub fn complete_by(anchor: NaiveDate) -> NaiveDate {
    anchor.checked_add_months(Months::new(12)).map_or(anchor, |day| minus(day, 1))
}

/// The last day for the meeting that leaves the authority its four weeks.
#[must_use]
pub fn latest_meeting(anchor: NaiveDate) -> NaiveDate {
    minus(complete_by(anchor), 28)
}

/// The clocks around a meeting on this day, in order.
#[must_use]
pub fn around(meeting: NaiveDate) -> [Clock; 6] {
    let clock = |step, by, source| Clock { step, by, unit: UNIT, source };
    [
        clock(Step::Gather, minus(meeting, 28), "Good practice: four weeks before the meeting"),
        clock(Step::Invite, minus(meeting, 14), "SEND Regulations 2014 reg 20; Code of Practice 9.176"),
        clock(Step::Meet, meeting, "Children and Families Act 2014 s.44"),
        clock(Step::Report, plus(meeting, 14), "SEND Regulations 2014 reg 20; Code of Practice 9.176"),
        clock(Step::Decide, plus(meeting, 28), "SEND Regulations 2014 reg 20(10); Code of Practice 9.176"),
        clock(Step::Finalise, plus(meeting, 84), "R (L, M, P) v Devon [2022] EWHC 493 (Admin)"),
    ]
}

/// The clocks of a plan whose meeting has no day yet: worked from the latest day it can have.
#[must_use]
pub fn from_anchor(anchor: NaiveDate) -> [Clock; 2] {
    let clock = |step, by, source| Clock { step, by, unit: UNIT, source };
    [
        clock(Step::Meet, latest_meeting(anchor), "Leaves the authority 28 days to decide"),
        clock(Step::Complete, complete_by(anchor), "Children and Families Act 2014 s.44: within 12 months"),
    ]
}

coded! {
    /// A move to the next phase of education, by which the plan must name the new school.
    PhaseTransfer {
        /// Into school, infant to junior, primary to secondary, and all others up to secondary.
        School = "school", "Moves to another school";
        /// Secondary to post-16.
        Post16 = "post_16", "Moves on after Year 11";
    }
}

/// The transfer a pupil makes at the end of a year of this National Curriculum year. Where a school ends sooner or later than others (an
/// infant school's Year 2, a middle school's Year 8), it says its last year itself: then Year 6 does not move.
#[must_use]
pub fn transfer(nc_year: &str, last_year_here: Option<&str>) -> Option<PhaseTransfer> {
    match (nc_year, last_year_here) {
        ("11", _) => Some(PhaseTransfer::Post16),
        ("N2", _) => Some(PhaseTransfer::School),
        (year, last) => (year == last.unwrap_or("6")).then_some(PhaseTransfer::School),
    }
}

/// Where the days of a transfer come from.
pub const TRANSFER_SOURCE: &str = "SEND Regulations 2014 reg 18";

/// The day by which the plan must be amended for a transfer at the end of this year: 15 February, or 31 March for post-16
/// (SEND Regulations 2014 reg 18).
#[must_use]
pub fn transfer_deadline(transfer: PhaseTransfer, year: AcademicYear) -> NaiveDate {
    let (month, day) = match transfer {
        PhaseTransfer::School => (2, 15),
        PhaseTransfer::Post16 => (3, 31),
    };
    let ends = year.ends_on();
    NaiveDate::from_ymd_opt(ends.year(), month, day).unwrap_or(ends)
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_meeting_on_24_november_has_the_published_dates_around_it() {
        let found = around(day(2026, 11, 24)).map(|c| (c.step, c.by));
        assert_eq!(
            found,
            [
                (Step::Gather, day(2026, 10, 27)),
                (Step::Invite, day(2026, 11, 10)),
                (Step::Meet, day(2026, 11, 24)),
                (Step::Report, day(2026, 12, 8)),
                (Step::Decide, day(2026, 12, 22)),
                (Step::Finalise, day(2027, 2, 16)),
            ]
        );
        assert!(around(day(2026, 11, 24)).iter().all(|c| c.unit == "calendar days" && !c.source.is_empty()));
    }

    #[test]
    fn the_next_year_starts_with_the_decision_and_not_with_its_limit() {
        // IPSEA's worked case: meeting 1 November, limit 29 November, decided on 25 November.
        assert_eq!(around(day(2026, 11, 1))[4].by, day(2026, 11, 29));
        assert_eq!(complete_by(day(2026, 11, 25)), day(2027, 11, 24));
        assert_eq!(latest_meeting(day(2026, 11, 25)), day(2027, 10, 27));
    }

    #[test]
    fn a_leap_day_has_its_anniversary_on_28_february() {
        assert_eq!(complete_by(day(2028, 2, 29)), day(2029, 2, 27));
        assert_eq!(complete_by(day(2027, 3, 1)), day(2028, 2, 29));
    }

    #[test]
    fn transfers_have_their_days() {
        let year = AcademicYear::new(2026);
        assert_eq!(transfer_deadline(PhaseTransfer::School, year), day(2027, 2, 15));
        assert_eq!(transfer_deadline(PhaseTransfer::Post16, year), day(2027, 3, 31));
        assert_eq!(transfer("6", None), Some(PhaseTransfer::School));
        assert_eq!(transfer("11", None), Some(PhaseTransfer::Post16));
        assert_eq!((transfer("2", None), transfer("2", Some("2"))), (None, Some(PhaseTransfer::School)));
        assert_eq!((transfer("6", Some("8")), transfer("8", Some("8"))), (None, Some(PhaseTransfer::School)));
    }

    proptest! {
        #[test]
        fn the_authority_always_keeps_its_four_weeks(offset in 0_u64..20_000) {
            let anchor = plus(day(2000, 1, 1), offset);
            let [meet, complete] = from_anchor(anchor);
            prop_assert_eq!(around(meet.by)[4].by, complete.by);
            let days = (complete.by - anchor).num_days();
            prop_assert!((363..=365).contains(&days));
        }
    }
}
