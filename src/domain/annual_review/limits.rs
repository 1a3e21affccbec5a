//! By when a review must be complete, by each rule that applies, and the last day for its meeting that follows. The earliest rules.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::{
    calendar::{AcademicYear, Calendar},
    time::LongDay,
};

/// Calendar days from the meeting to the authority's decision.
const TO_DECIDE: u64 = 28;
/// Calendar days from the meeting to the final plan: the decision with its notice, and eight weeks.
const TO_FINAL_PLAN: u64 = 84;

/// A rule that sets a limit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rule {
    /// Complete within twelve months of the authority's last decision, or of the day the plan was issued.
    TwelveMonths,
    /// The plan names the next school or place by a fixed day of the year in which the pupil moves.
    Transfer(Moves),
    /// From one place after 16 to another: the plan is amended five months before.
    FiveMonths,
    /// Under five: the authority should think of a review every three to six months.
    UnderFive,
}

/// Which move.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Moves {
    /// To another school: 15 February.
    School,
    /// On after Year 11: 31 March.
    AfterYear11,
}

/// A day by which something has to have happened, and what follows for the meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// Which rule.
    pub rule: Rule,
    /// The day it sets: the decision made, or for a move the final plan sent.
    pub by: NaiveDate,
    /// The last day of the meeting that leaves the authority its time, in calendar days.
    pub latest_meeting: NaiveDate,
}

/// What is known of the pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Child {
    /// Date of birth.
    pub born_on: NaiveDate,
    /// National Curriculum year today, as its code; empty where it is not known.
    pub nc_year: String,
    /// The last year group of this school, where its pupils move on sooner than others: 2 in an infant school, 8 in a middle school.
    pub last_year_here: Option<String>,
    /// The day on which the pupil moves from one place after 16 to another, where it is known.
    pub moves_on: Option<NaiveDate>,
}

impl Moves {
    /// The move that a pupil makes at the end of a year of this National Curriculum year. Where a school ends sooner or later than others (an
    /// infant school's Year 2, a middle school's Year 8), it says its last year itself: then Year 6 does not move.
    #[must_use]
    pub fn at_the_end_of(nc_year: &str, last_year_here: Option<&str>) -> Option<Self> {
        match (nc_year, last_year_here) {
            ("11", _) => Some(Self::AfterYear11),
            ("N2", _) => Some(Self::School),
            (year, last) => (year == last.unwrap_or("6")).then_some(Self::School),
        }
    }

    /// The day of a school year by which the plan names the new place: 15 February, or 31 March for post-16 (SEND Regulations 2014 reg 18).
    #[must_use]
    pub fn named_by(self, year: AcademicYear) -> NaiveDate {
        let (month, day) = match self {
            Self::School => (2, 15),
            Self::AfterYear11 => (3, 31),
        };
        let ends = year.ends_on();
        NaiveDate::from_ymd_opt(ends.year(), month, day).unwrap_or(ends)
    }
}

/// The last day by which a review must be complete: twelve months after the anchor, less a day, which is safe under either reading of
/// "12 months" in the Children and Families Act 2014 s.44. The anchor is the authority's last decision, else the day the plan was
/// issued. Twelve months after 29 February is 28 February.
#[must_use]
pub fn complete_by(anchor: NaiveDate) -> NaiveDate {
    anchor.checked_add_months(Months::new(12)).map_or(anchor, |day| minus(day, 1))
}

impl Limit {
    /// The rule in a sentence, with the day it sets and where it comes from.
    #[must_use]
    pub fn words(&self) -> String {
        let day = LongDay(self.by);
        match self.rule {
            Rule::TwelveMonths => {
                format!(
                    "the review must be complete within twelve months, by {day}, and the authority has 28 days to decide"
                )
            }
            Rule::Transfer(Moves::School) => {
                format!(
                    "the pupil moves to another school, and the final plan must name it by {day}, twelve weeks after the meeting"
                )
            }
            Rule::Transfer(Moves::AfterYear11) => {
                format!(
                    "the pupil moves on after Year 11, and the final plan must name the place by {day}, twelve weeks after the meeting"
                )
            }
            Rule::FiveMonths => {
                format!(
                    "the pupil moves to another place after 16, and the plan must be amended five months before, by {day}"
                )
            }
            Rule::UnderFive => format!("a child under five should be looked at every three to six months: by {day}"),
        }
    }

    /// Where the rule comes from.
    #[must_use]
    pub fn source(&self) -> &'static str {
        match self.rule {
            Rule::TwelveMonths => "Children and Families Act 2014 s.44",
            Rule::Transfer(_) => "SEND Regulations 2014 reg 18(1)",
            Rule::FiveMonths => "SEND Regulations 2014 reg 18(2)",
            Rule::UnderFive => "Code of Practice 9.178",
        }
    }

    /// The last school day that the meeting can have: the law's limit may fall on a weekend or in the holidays.
    #[must_use]
    pub fn last_school_day(&self, calendar: &Calendar) -> NaiveDate {
        calendar.on_or_before(self.latest_meeting)
    }

    fn of(rule: Rule, by: NaiveDate, before: u64) -> Self {
        Self { rule, by, latest_meeting: minus(by, before) }
    }
}

/// Every limit that a review still has to keep, the one that rules first. `anchor` is the authority's last decision, else the day the plan
/// was issued.
#[must_use]
pub fn limits(anchor: NaiveDate, child: &Child, today: NaiveDate) -> Vec<Limit> {
    let year = Limit::of(Rule::TwelveMonths, complete_by(anchor), TO_DECIDE);
    let mut all = vec![year];
    all.extend(transfer(anchor, child, today));
    all.extend(five_months(anchor, child));
    all.extend(under_five(anchor, child));
    all.sort_by_key(|limit| (limit.latest_meeting, limit.rule));
    all
}

/// The limit that rules: the one with the earliest last day for the meeting.
#[must_use]
pub fn earliest(anchor: NaiveDate, child: &Child, today: NaiveDate) -> Option<Limit> {
    limits(anchor, child, today).first().copied()
}

/// The limit of the next move of which the pupil's year group tells, whenever the authority decided last.
#[must_use]
pub fn next_move(child: &Child, today: NaiveDate) -> Option<Limit> {
    moves(child, today).next().map(|(_, limit)| limit)
}

/// What the authority decided in the school year of a move was decided for it.
fn transfer(anchor: NaiveDate, child: &Child, today: NaiveDate) -> Option<Limit> {
    moves(child, today).find(|(year, _)| anchor < year.starts_on()).map(|(_, limit)| limit)
}

/// The moves at the end of this school year and of the next, each with its year.
fn moves(child: &Child, today: NaiveDate) -> impl Iterator<Item = (AcademicYear, Limit)> {
    let this = AcademicYear::containing(today);
    let years = [(this, child.nc_year.clone()), (this.next(), after(&child.nc_year))];
    years.into_iter().filter_map(|(year, nc_year)| {
        let moves = Moves::at_the_end_of(&nc_year, child.last_year_here.as_deref())?;
        Some((year, Limit::of(Rule::Transfer(moves), moves.named_by(year), TO_FINAL_PLAN)))
    })
}

fn five_months(anchor: NaiveDate, child: &Child) -> Option<Limit> {
    let after_11 = child.nc_year.parse::<u8>().is_ok_and(|year| year >= 12);
    let by = child.moves_on.filter(|_| after_11)?.checked_sub_months(Months::new(5))?;
    (anchor < by).then(|| Limit::of(Rule::FiveMonths, by, TO_FINAL_PLAN))
}

fn under_five(anchor: NaiveDate, child: &Child) -> Option<Limit> {
    let by = minus(anchor.checked_add_months(Months::new(6))?, 1);
    let fifth = child
        .born_on
        .with_year(child.born_on.year() + 5)
        .or_else(|| child.born_on.checked_add_months(Months::new(60)))?;
    (by < fifth).then(|| Limit::of(Rule::UnderFive, by, TO_DECIDE))
}

/// The year group after one; empty where there is none.
fn after(nc_year: &str) -> String {
    match nc_year {
        "N1" => "N2".to_owned(),
        "N2" => "R".to_owned(),
        "R" => "1".to_owned(),
        other => other.parse::<u8>().map(|year| (year + 1).to_string()).unwrap_or_default(),
    }
}

fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}
