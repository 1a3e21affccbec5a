//! What a pupil's provision of the year costs beside what came for it: of the lines of the provision map, by their own sums.

use super::super::{
    costing::Pence,
    plan::{Funding, PlanKind},
    provision_map::{MapBy, MapLine, total},
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
pub fn spending(lines: &[&MapLine], threshold: Pence) -> Spending {
    let with =
        |by: MapBy, fits: &dyn Fn(&str) -> bool| total(lines.iter().copied().filter(|line| fits(&line.value(by).0)));
    let all = total(lines.iter().copied());
    let top_up = with(MapBy::Funding, &|code| code == Funding::TopUp.as_code());
    let sen = with(MapBy::Kind, &|code| PlanKind::from_code(code).is_some_and(PlanKind::is_sen));
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
