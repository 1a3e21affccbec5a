//! Annual reviews as people enter them: steps with their days, who is asked and comes, the report, the authority's decision, and what was
//! said to the authority about what is overdue. Dates that follow from the rules are worked out, never kept.

mod came;
mod entering;

mod reading;
mod wanted;

use chrono::NaiveDate;

use super::plans::Annual;
use crate::domain::{
    annual_review::{Facts, Party, PartyDeed, Recommendation, ReviewKind},
    people::Name,
};

pub use entering::{add_party, chase, decide, make_interim, party_did, put_report, set_move, tick, under_way};
pub use reading::{of_plan, of_plans};
pub use wanted::{Followed, Wanted, WantedSteps, followed};

/// Somebody who is asked or invited, with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Their row.
    pub id: i64,
    /// As what.
    pub party: Party,
    /// Their name, or their office.
    pub name: String,
    /// How to reach them.
    pub reach: String,
    /// What happened on which day, in the order in which it was entered.
    pub deeds: Vec<(PartyDeed, NaiveDate)>,
}

/// Somebody of whom the record of the meeting tells whether they came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Came {
    /// As what.
    pub party: Party,
    /// Their name.
    pub name: String,
    /// That they came, or did not.
    pub deed: PartyDeed,
}

/// The school's report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// What it recommends.
    pub recommendation: Recommendation,
    /// Which sections should change, and how.
    pub sections: String,
    /// Who sees it otherwise, in their words.
    pub disagreement: String,
    /// Who it went to and when, once it has gone.
    pub sent: Option<(String, NaiveDate)>,
}

/// What was said to the authority.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chase {
    /// When.
    pub on: NaiveDate,
    /// How, and to whom.
    pub how: String,
    /// By whom it was entered.
    pub by: Option<Name>,
}

/// The annual reviews of a plan, and what they are reckoned from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanReviews {
    /// What they are reckoned from.
    pub around: Annual,
    /// All of them, the one under way first.
    pub all: Vec<AnnualReview>,
}

impl PlanReviews {
    /// The review under way, or the last one where none follows; none where no day is known from which it runs.
    #[must_use]
    pub fn under_way(&self) -> Option<&AnnualReview> {
        self.all.first()
    }
}

/// One review of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnnualReview {
    /// Its row; none before anything of it is entered.
    pub id: Option<i64>,
    /// Why it is held.
    pub kind: ReviewKind,
    /// Why sooner, if it is.
    pub reason: String,
    /// The day from which it runs.
    pub anchor: Option<NaiveDate>,
    /// What the steps are worked out from.
    pub facts: Facts,
    /// Who is asked and invited.
    pub asked: Vec<Asked>,
    /// Who came to its meeting and who did not, by the meeting's own record.
    pub came: Vec<Came>,
    /// The report, the newest one.
    pub report: Option<Report>,
    /// What was said to the authority.
    pub chases: Vec<Chase>,
}
