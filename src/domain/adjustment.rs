//! What must be done differently for a pupil and what they have at hand: reasonable adjustments (Equality Act 2010, section 20) and
//! equipment. They hold from a day to another, and owe no review: whoever works with the pupil reads them above all targets.

use chrono::NaiveDate;

use super::{linked_plan::LinkedPlan, standing::Span};

coded! {
    /// Which of the two.
    AdjustmentKind {
        /// Something that is done differently.
        Adjustment = "adjustment", "Adjustment that must be made";
        /// A thing.
        Equipment = "equipment", "Equipment";
    }
}

/// One of them, as it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Adjustment {
    /// Which of the two.
    pub kind: AdjustmentKind,
    /// What it is.
    pub words: String,
    /// Who says that it is needed; may be empty.
    pub source: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day, once that is known.
    pub until: Option<NaiveDate>,
}

impl Adjustment {
    /// Whether it holds on a day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        Span { from: self.from, until: self.until }.contains(day)
    }
}

/// What everybody who works with a pupil reads above the targets, as it holds on one day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MustKnow {
    /// What is done differently and what is at hand, what must be done first.
    pub adjustments: Vec<Adjustment>,
    /// Which plans lie elsewhere.
    pub linked: Vec<LinkedPlan>,
}

impl MustKnow {
    /// Whether there is nothing of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.adjustments.is_empty() && self.linked.is_empty()
    }
}

/// Those that hold on a day, what must be done first.
#[must_use]
pub fn on(all: &[Adjustment], day: NaiveDate) -> Vec<&Adjustment> {
    let mut now: Vec<_> = all.iter().filter(|one| one.is_on(day)).collect();
    now.sort_by_key(|one| one.kind);
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    fn one(kind: AdjustmentKind, from: u32, until: Option<u32>) -> Adjustment {
        Adjustment { kind, words: String::new(), source: String::new(), from: day(from), until: until.map(day) }
    }

    #[test]
    fn each_holds_from_its_first_day_to_its_last_and_what_must_be_done_stands_first() {
        let all = [
            one(AdjustmentKind::Equipment, 2, None),
            one(AdjustmentKind::Adjustment, 3, Some(5)),
            one(AdjustmentKind::Adjustment, 1, None),
        ];
        let kinds = |n| on(&all, day(n)).iter().map(|one| (one.kind, one.from)).collect::<Vec<_>>();
        assert_eq!(kinds(1), [(AdjustmentKind::Adjustment, day(1))]);
        assert_eq!(kinds(5).len(), 3, "on its last day, too");
        assert_eq!(kinds(6), [(AdjustmentKind::Adjustment, day(1)), (AdjustmentKind::Equipment, day(2))]);
    }
}
