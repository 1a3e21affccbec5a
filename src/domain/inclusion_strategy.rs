//! A school's inclusion strategy: what it spends for inclusion, by principle and fund, and why. Schools that have the Inclusive Mainstream
//! Fund publish it by 31 December 2026, with what is done and its budgeted cost; one of several years is looked at again every year and
//! says so on its cover (conditions of the grant, 25 June 2026; domain reference 3.3 and 14.4).
//!
//! A version is a draft, then approved, then published; what is published never changes, and the next version begins from it.

use chrono::{Months, NaiveDate};

use super::{
    calendar::AcademicYear,
    costing::Pence,
    ids::ProvisionId,
    open_page::{OpenPage, Wanted},
    plan::Funding,
    principle::{Principle, Principles},
    time::{LongDay, Moment},
};

/// The most years that one strategy is for.
pub const MOST_YEARS: u32 = 5;

/// What a strategy says beside its activities.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Says {
    /// The academic year in which it begins.
    pub year: AcademicYear,
    /// For how many years it is.
    pub years: u32,
    /// When it is reviewed next: within twelve months.
    pub review_on: Option<NaiveDate>,
    /// What the school has of the Inclusive Mainstream Fund for this time, if that was entered.
    pub grant: Option<Pence>,
    /// What the school wants.
    pub intent: String,
    /// What keeps pupils from taking part.
    pub barriers: String,
    /// What is to come of it, or has.
    pub outcomes: String,
    /// Where to read on.
    pub further: String,
}

/// Something that is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Activity {
    /// The code of the principle that it serves.
    pub principle: String,
    /// What it is.
    pub what: String,
    /// How many pupils it reaches, if that is counted.
    pub pupils: Option<u32>,
    /// Which pupils; may be empty.
    pub group: String,
    /// What it is to cost.
    pub budget: Pence,
    /// What it has cost so far, if that is known.
    pub actual: Option<Pence>,
    /// Who pays.
    pub funding: Funding,
    /// Its first day.
    pub from: Option<NaiveDate>,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// Who leads it; may be empty.
    pub lead: String,
    /// The provision of the catalogue whose figures it follows, if any.
    pub provision: Option<ProvisionId>,
}

/// Who approved a version, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval {
    /// The people or the body: "Governing board".
    pub by: String,
    /// The day.
    pub on: NaiveDate,
}

/// How far a version has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// It is being written.
    Draft,
    /// It is approved and not published yet.
    Approved(Approval),
    /// It is published, and never changes again.
    Published(Approval, Moment),
}

impl Stage {
    /// What became of a version, from what was written down about it.
    #[must_use]
    pub fn of(approval: Option<Approval>, published: Option<Moment>) -> Self {
        match (approval, published) {
            (None, _) => Self::Draft,
            (Some(approval), None) => Self::Approved(approval),
            (Some(approval), Some(at)) => Self::Published(approval, at),
        }
    }

    /// How people call it.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Approved(_) => "Approved",
            Self::Published(..) => "Published",
        }
    }

    /// Who approved it.
    #[must_use]
    pub fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Draft => None,
            Self::Approved(approval) | Self::Published(approval, _) => Some(approval),
        }
    }

    /// Whether it is read by others, so that the next version is another.
    #[must_use]
    pub fn is_published(&self) -> bool {
        matches!(self, Self::Published(..))
    }
}

/// What was budgeted and what was spent, of several activities.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    /// Budgeted.
    pub budget: Pence,
    /// Spent so far, as far as it is known.
    pub actual: Pence,
}

/// The sum of these activities.
pub fn sum<'a>(activities: impl IntoIterator<Item = &'a Activity>) -> Sum {
    activities.into_iter().fold(Sum::default(), |all, one| Sum {
        budget: all.budget + one.budget,
        actual: all.actual + one.actual.unwrap_or_default(),
    })
}

/// What each fund bears, in the order of [`Funding::ALL`]; a fund of no activity is left out.
#[must_use]
pub fn by_funding(activities: &[Activity]) -> Vec<(Funding, Sum)> {
    let of = |fund: &Funding| activities.iter().filter(|one| one.funding == *fund).collect::<Vec<_>>();
    let funds = Funding::ALL.iter().map(|fund| (*fund, of(fund))).filter(|(_, of)| !of.is_empty());
    funds.map(|(fund, of)| (fund, sum(of))).collect()
}

/// The activities of each principle, in the order of the file.
#[must_use]
pub fn by_principle<'a>(
    activities: &'a [Activity],
    principles: &'a Principles,
) -> Vec<(&'a Principle, Vec<&'a Activity>)> {
    let of = |principle: &Principle| activities.iter().filter(|one| one.principle == principle.code).collect();
    principles.all.iter().map(|principle| (principle, of(principle))).collect()
}

/// How a sum fits what was received.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// So much of the grant is not planned.
    Left(Pence),
    /// To the penny.
    Whole,
    /// So much is planned that the grant does not cover.
    Over(Pence),
}

/// How what activities take from the Inclusive Mainstream Fund fits the grant.
#[must_use]
pub fn fit(grant: Pence, planned: Pence) -> Fit {
    match grant.0.saturating_sub(planned.0) {
        0 => Fit::Whole,
        left if left > 0 => Fit::Left(Pence(left)),
        over => Fit::Over(Pence(-over)),
    }
}

/// What a draft lacks before somebody can approve it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Gap {
    /// Nothing is said of it.
    #[error("{0}: nothing is written yet")]
    Unwritten(&'static str),
    /// No day on which it is reviewed, or one that has gone by.
    #[error("The review needs a day that is still to come")]
    Review,
    /// The condition of the grant is that what is done and its budgeted cost are published.
    #[error("No activity is entered yet: what is done, and its budgeted cost, must be published")]
    NoActivity,
    /// It serves a principle that the file has no longer.
    #[error("“{0}” serves a principle that the file does not have: choose another")]
    Principle(String),
}

/// Everything that a draft lacks.
#[must_use]
pub fn gaps(says: &Says, activities: &[Activity], principles: &Principles, today: NaiveDate) -> Vec<Gap> {
    let parts = [("Intent", &says.intent), ("Barriers to participation", &says.barriers), ("Outcomes", &says.outcomes)];
    let unwritten = parts.into_iter().filter(|(_, text)| text.is_empty()).map(|(what, _)| Gap::Unwritten(what));
    let review = says.review_on.is_none_or(|day| day <= today).then_some(Gap::Review);
    let none = activities.is_empty().then_some(Gap::NoActivity);
    let stray = activities.iter().filter(|one| principles.find(&one.principle).is_none());
    unwritten.chain(review).chain(none).chain(stray.map(|one| Gap::Principle(one.what.clone()))).collect()
}

/// Checks a day on which a strategy is reviewed: still to come, and within twelve months, since it is reviewed at least every year.
///
/// # Errors
/// A sentence that names the day and the reason.
pub fn check_review(day: NaiveDate, today: NaiveDate) -> Result<(), String> {
    if day <= today {
        return Err(format!("{} is not to come: enter the day of the next review", LongDay(day)));
    }
    match today.checked_add_months(Months::new(12)) {
        Some(last) if day > last => Err(format!(
            "{} is too late: a strategy is reviewed within twelve months, by {}",
            LongDay(day),
            LongDay(last)
        )),
        _ => Ok(()),
    }
}

/// What is known of the strategies of a school, for what is to be done about them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// When the published one is reviewed next; nothing where none is published here.
    pub review_on: Option<NaiveDate>,
    /// The school publishes it elsewhere.
    pub elsewhere: bool,
}

/// What is to be done next about the strategy. Whoever publishes elsewhere keeps its days there.
#[must_use]
pub fn wanted(facts: Facts) -> Option<Wanted> {
    let page = OpenPage::InclusionStrategy;
    match facts.review_on {
        Some(by) => {
            let source = "At least every year: conditions of the Inclusive Mainstream Fund, 25 June 2026";
            Some(Wanted { page, what: "Review the inclusion strategy", by, source })
        }
        None if facts.elsewhere => None,
        None => {
            let source = "A calendar day: conditions of the Inclusive Mainstream Fund, 25 June 2026";
            let by = NaiveDate::from_ymd_opt(2026, 12, 31)?;
            Some(Wanted { page, what: "Publish the inclusion strategy", by, source })
        }
    }
}

#[cfg(test)]
mod tests;
