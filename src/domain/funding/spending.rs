//! What a pupil's provision of the year costs beside what came for it: of the lines of the provision map, by their own sums.

use super::super::{
    costing::Pence,
    plan::{Funding, PlanKind},
    provision_map::{MapBy, MapLine, borne_by, total},
};

/// What provision costs, of one pupil or of several.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spending {
    /// What all lines are planned to cost.
    pub planned: Pence,
    /// What was given of them up to today, with what was bought.
    pub delivered: Pence,
    /// Of what is planned, lines that are paid from top-up.
    pub top_up_planned: Pence,
    /// Of what was given, lines that are paid from top-up.
    pub top_up_delivered: Pence,
    /// Of what SEN support and EHC plans are planned to cost, pupil by pupil, up to the threshold: the school funds it itself.
    pub below: Pence,
    /// Of the same, what is beyond the threshold.
    pub above: Pence,
    /// Lines whose role has no rate: their hours are in no sum.
    pub without_rate: u32,
}

/// A pupil's cost up to the threshold of what the school funds itself, and beyond it. The threshold is nobody's money: where less is needed,
/// nothing is left over (DfE guidance on the notional SEN budget).
#[must_use]
pub fn at_threshold(cost: Pence, threshold: Pence) -> (Pence, Pence) {
    let below = cost.min(threshold);
    (below, Pence(cost.0 - below.0))
}

/// What the lines of one pupil cost.
#[must_use]
pub fn spending(lines: &[MapLine], threshold: Pence) -> Spending {
    let all = total(lines);
    let top_up = total(borne_by(lines, Funding::TopUp).iter().map(|line| &**line));
    let is_sen = |line: &&MapLine| PlanKind::from_code(&line.value(MapBy::Kind).0).is_some_and(PlanKind::is_sen);
    let sen = total(lines.iter().filter(is_sen));
    let (below, above) = at_threshold(sen.planned, threshold);
    Spending {
        planned: all.planned,
        delivered: all.delivered,
        top_up_planned: top_up.planned,
        top_up_delivered: top_up.delivered,
        below,
        above,
        without_rate: all.without_rate,
    }
}

impl Spending {
    /// What is left of the top-up that came; below nothing where more was given from it.
    #[must_use]
    pub fn left_of(&self, came: Pence) -> Pence {
        Pence(came.0 - self.top_up_delivered.0)
    }
}

impl std::ops::Add for Spending {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            planned: self.planned + other.planned,
            delivered: self.delivered + other.delivered,
            top_up_planned: self.top_up_planned + other.top_up_planned,
            top_up_delivered: self.top_up_delivered + other.top_up_delivered,
            below: self.below + other.below,
            above: self.above + other.above,
            without_rate: self.without_rate + other.without_rate,
        }
    }
}
