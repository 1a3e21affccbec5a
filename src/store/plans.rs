//! Plans: what is in them, as one person may see it; made and saved. A changed row is withdrawn and replaced, never rewritten.

pub mod agreed;
mod annual;
mod facts;
mod kept;
mod line;
mod load;
pub mod quality;
mod rates;
mod save;
pub mod successors;
mod terms;
pub mod versions;

use chrono::NaiveDate;

use crate::domain::{
    access::{Relation, Thing, Verb, Viewer},
    catalogue::Pattern,
    costing::{Bought, BoughtBy, BoughtFor, CostShare, Line, Pence, Price, Rate, rate_on},
    cycle::{Cycle, Turn},
    ids::{CycleId, OutcomeId, PlacementId, PlanId, PupilId, StaffId, TargetId},
    need::{Adulthood, Area},
    people::Name,
    plan::{Funding, PlanKind, Terms},
    plan_version::{self, Version},
    strategy::{self, Strategy, Way},
    target::Aim,
};

pub(in crate::store) use annual::listed;
pub use annual::{Annual, annuals};
pub use line::{PlanLine, line};
pub use load::{PupilCard, of_pupil, open_kinds, open_of_school, pupil_for, visible_to};
pub use rates::{leads, provisions, put_rate, rates, sourced_rates};
pub use save::{Saved, create, discard};
pub(in crate::store) use save::{open_cycle, put_target};
pub use successors::{Successors, successors};
pub use terms::agencies_of;
pub use versions::save_or_draft;

/// A long-term outcome. Without a number it is new.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Its row, once it has one.
    pub id: Option<OutcomeId>,
    /// What the pupil will be able to do.
    pub wording: String,
    /// The broad area of need.
    pub area: Area,
    /// Where section E of the EHC plan has it; otherwise empty.
    pub reference: String,
    /// Which part of a grown-up life it prepares for, where that is said.
    pub adulthood: Option<Adulthood>,
}

/// A target: one step towards an outcome. Without a number it is new.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// Its row, once it has one.
    pub id: Option<TargetId>,
    /// Which outcome, by its place in the list.
    pub outcome: usize,
    /// The step.
    pub wording: String,
    /// What is counted, and how.
    pub measure: String,
    /// "words", "minutes" … or empty.
    pub unit: String,
    /// From where to where.
    pub aim: Aim,
    /// What adults do and what does not help, in order.
    pub strategies: Vec<Strategy>,
    /// What helps at home.
    pub at_home: String,
    /// Cycles it has been carried forward.
    pub carried: u32,
}

/// A planned use of provision. Without a number it is new.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placement {
    /// Its row, once it has one.
    pub id: Option<PlacementId>,
    /// Its name in the school's catalogue.
    pub provision: String,
    /// Whose hours: the role a rate is kept for.
    pub role: String,
    /// Minutes each time.
    pub minutes: u32,
    /// Times a week.
    pub times_a_week: u32,
    /// Weeks.
    pub weeks: u32,
    /// Adults at the same time.
    pub staff: u32,
    /// Pupils at the same time.
    pub group_size: u32,
    /// Who bears a group's cost.
    pub share: CostShare,
    /// Bought for it. Zero for a person who may not see costs.
    pub resources: Pence,
    /// What that amount buys.
    pub bought_by: BoughtBy,
    /// School years over which it is spread; 1 unless it is bought for years.
    pub bought_years: u32,
    /// Whom that is for.
    pub bought_for: BoughtFor,
    /// Where the money comes from.
    pub funding: Funding,
    /// The targets it serves, by their places in the list.
    pub serves: Vec<usize>,
    /// Where section F of the EHC plan asks for it; otherwise empty.
    pub reference: String,
}

impl Target {
    /// Its strategies of one way, a line each.
    #[must_use]
    pub fn told(&self, way: Way) -> String {
        strategy::lines(&self.strategies, way)
    }
}

impl Placement {
    /// A provision of the catalogue as one pupil usually gets it, an adult at a time and the group's cost shared.
    #[must_use]
    pub fn usual(name: &str, role: &str, pattern: Pattern) -> Self {
        Self {
            id: None,
            provision: name.to_owned(),
            role: role.to_owned(),
            minutes: pattern.minutes,
            times_a_week: pattern.times_a_week,
            weeks: pattern.weeks,
            staff: 1,
            group_size: pattern.group_size,
            share: CostShare::PerGroup,
            resources: Pence(0),
            bought_by: BoughtBy::Once,
            bought_years: 1,
            bought_for: BoughtFor::Group,
            funding: Funding::NotionalSen,
            serves: Vec::new(),
            reference: String::new(),
        }
    }

    /// How it is given.
    #[must_use]
    pub fn pattern(&self) -> Pattern {
        Pattern {
            minutes: self.minutes,
            times_a_week: self.times_a_week,
            weeks: self.weeks,
            group_size: self.group_size,
        }
    }

    /// The line that costs money, at the price of its role on a day; nothing where that role has none.
    #[must_use]
    pub fn priced(&self, rates: &[Rate], day: NaiveDate) -> Option<Line> {
        let price = if self.role.is_empty() { Price::nothing() } else { rate_on(rates, &self.role, day)? };
        Some(self.line(price))
    }

    /// The line that costs money, at this price.
    #[must_use]
    pub fn line(&self, price: Price) -> Line {
        Line {
            price,
            minutes: self.minutes,
            times_a_week: self.times_a_week,
            weeks: self.weeks,
            staff: self.staff,
            group_size: self.group_size,
            share: self.share,
            bought_for: self.bought_for,
            bought: Bought { pence: self.resources, by: self.bought_by, years: self.bought_years },
        }
    }
}

/// What a person writes in a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Content {
    /// Who owns its reviews.
    pub lead: StaffId,
    /// The agreed day of the open cycle's review (Code of Practice 6.53).
    pub review_on: NaiveDate,
    /// EHC: the authority's last decision, else the day the plan was issued.
    pub ehc_anchor_on: Option<NaiveDate>,
    /// Its last day, what it is about, who else takes part.
    pub terms: Terms,
    /// In order.
    pub outcomes: Vec<Outcome>,
    /// In order.
    pub targets: Vec<Target>,
    /// In order.
    pub placements: Vec<Placement>,
}

/// The newest cycle of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Newest {
    /// Its row.
    pub id: CycleId,
    /// 1, 2, 3 …
    pub number: i64,
    /// First day.
    pub started_on: NaiveDate,
    /// Its review has been recorded.
    pub reviewed: bool,
}

/// A plan as one person may see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanView {
    /// Its row.
    pub id: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub pupil_name: Name,
    /// What it is for.
    pub kind: PlanKind,
    /// The lead's name.
    pub lead_name: Name,
    /// First day.
    pub opened_on: NaiveDate,
    /// Last day and why, if it has been closed.
    pub closed: Option<(NaiveDate, String)>,
    /// Rises with each change of what is in it now.
    pub version: i64,
    /// What was agreed, and what is drafted, oldest first; empty where nothing was ever agreed.
    pub versions: Vec<Version>,
    /// The newest cycle.
    pub cycle: Newest,
    /// The day of the newest review, if there was one.
    pub last_review_on: Option<NaiveDate>,
    /// What is in it now.
    pub content: Content,
    /// How the person stands to the pupil today.
    pub relation: Relation,
    viewer: Viewer,
}

impl PlanView {
    /// Where its newest cycle stands.
    #[must_use]
    pub fn stands(&self, today: NaiveDate) -> Cycle {
        let Newest { number, started_on, reviewed, .. } = self.cycle;
        let turn = Turn { number, started_on, review_on: self.content.review_on };
        Cycle::of(turn, self.content.targets.len(), reviewed, today)
    }

    /// Whether the person this was loaded for may do this to a thing of this pupil.
    #[must_use]
    pub fn may(&self, thing: Thing, verb: Verb) -> bool {
        self.viewer.may(self.relation, thing, verb)
    }

    /// Whether that person may write in it.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.viewer.may_write(self.relation, self.content.lead == self.viewer.staff)
    }

    /// The version that the class works with.
    #[must_use]
    pub fn in_force(&self) -> Option<&Version> {
        plan_version::in_force(&self.versions)
    }

    /// The version that is being written beside it.
    #[must_use]
    pub fn draft(&self) -> Option<&Version> {
        plan_version::draft(&self.versions)
    }

    /// Rises with each save of the plan or of a draft: what a form was opened at, so that two people never overwrite each other.
    #[must_use]
    pub fn lock(&self) -> i64 {
        self.version + self.versions.iter().map(|one| one.saves).sum::<i64>()
    }

    /// Whether it can still be changed and reviewed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed.is_none() && !self.cycle.reviewed
    }

    /// Whether there is something to review: a plan for SEN without a target is not written yet, and a review of it would count for
    /// nothing that was agreed (Code of Practice 6.48).
    #[must_use]
    pub fn is_written(&self) -> bool {
        !self.kind.is_sen() || !self.content.targets.is_empty()
    }

    /// Whether it may be thrown away as if it had never been begun: nothing is written in it and nothing was held.
    #[must_use]
    pub fn may_be_discarded(&self) -> bool {
        self.is_open() && self.cycle.number == 1 && self.content.targets.is_empty()
    }
}
