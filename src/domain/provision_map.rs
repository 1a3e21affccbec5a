//! The provision map: every line of provision of a school year with what it was planned to be, what came of it, what it costs and what it
//! served; gathered by any one question and narrowed by any others.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    costing::{Line, Pence},
    delivery::Delivery,
    ids::{CycleId, PlanId, ProvisionId, PupilId},
    target::Progress,
};

coded! {
    /// By what lines are gathered or narrowed.
    MapBy {
        /// The area of the pupil's first need.
        Area = "area", "Area of need";
        /// The layers of the school's ladder of support that the pupil is on.
        Layer = "layer", "Layer";
        /// The pupil's National Curriculum year.
        Year = "group", "Year group";
        /// The pupil's class.
        Class = "class", "Class";
        /// What is given.
        Provision = "provision", "Provision";
        /// The role that gives it.
        Staff = "staff", "Given by";
        /// Where its money comes from.
        Funding = "funding", "Paid from";
        /// What the plan is for.
        Kind = "kind", "Kind of plan";
    }
}

/// A value by which a line can be gathered: how the address has it, and how people read it.
pub type Named = (String, String);

/// One line of provision of one pupil's plan.
#[derive(Clone, PartialEq, Debug)]
pub struct MapLine {
    /// Whose.
    pub pupil: PupilId,
    /// Of which plan.
    pub plan: PlanId,
    /// Of which of its cycles.
    pub cycle: CycleId,
    /// Which provision of the catalogue.
    pub provision: ProvisionId,
    /// What it is gathered by.
    pub values: BTreeMap<MapBy, Named>,
    /// How it is given, in words.
    pub how_much: String,
    /// Sessions that the plan holds: times a week for its weeks.
    pub sessions: u32,
    /// Minutes of all of them.
    pub minutes: u32,
    /// What came of them up to today.
    pub came: Delivery,
    /// The line that costs money. Where its role has no rate, what was bought for it alone.
    pub line: Line,
    /// Its role has a rate on the day on which its cycle began, or nobody gives it.
    pub has_rate: bool,
    /// What came of each target that it served, where that was reviewed.
    pub results: Vec<Progress>,
}

impl MapLine {
    /// By what it is gathered, one way.
    #[must_use]
    pub fn value(&self, by: MapBy) -> Named {
        self.values.get(&by).cloned().unwrap_or_else(|| ("none".to_owned(), "Not said".to_owned()))
    }
}

/// Lines put together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MapTotal {
    /// Whose, each once.
    pub pupils: BTreeSet<PupilId>,
    /// Sessions that the plans hold.
    pub sessions: u32,
    /// Minutes of all of them.
    pub minutes: u32,
    /// What came of them up to today.
    pub came: Delivery,
    /// What all of it costs.
    pub planned: Pence,
    /// What the sessions that were given cost, with what was bought.
    pub delivered: Pence,
    /// What the sessions that were lost would have cost.
    pub lost: Pence,
    /// Lines whose role has no rate: their hours are in no sum.
    pub without_rate: u32,
    /// Targets that were served and reviewed.
    pub reviewed: u32,
    /// Of those, met or exceeded.
    pub met: u32,
}

impl MapLine {
    /// Its sum in words, or that its hours have no price.
    #[must_use]
    pub fn working(&self) -> String {
        const NONE: &str = "No rate on the day its cycle began";
        match (self.has_rate, self.line.bought.pence > Pence(0)) {
            (true, _) => self.line.working(),
            (false, true) => format!("{NONE}; {}", self.line.working()),
            (false, false) => NONE.to_owned(),
        }
    }
}

impl MapTotal {
    fn add(&mut self, line: &MapLine) {
        self.pupils.insert(line.pupil);
        self.sessions += line.sessions;
        self.minutes += line.minutes;
        self.came = std::mem::take(&mut self.came).and(&line.came);
        self.without_rate += u32::from(!line.has_rate);
        self.planned = self.planned + line.line.cost();
        self.delivered = self.delivered + line.line.delivered(line.came.given());
        self.lost = self.lost + line.line.hours_of(line.came.lost());
        let is_met = |one: &&Progress| matches!(one, Progress::Met | Progress::Exceeded);
        self.reviewed += u32::try_from(line.results.len()).unwrap_or(u32::MAX);
        self.met += u32::try_from(line.results.iter().filter(is_met).count()).unwrap_or(u32::MAX);
    }
}

/// All of these lines.
#[must_use]
pub fn total<'a>(lines: impl IntoIterator<Item = &'a MapLine>) -> MapTotal {
    let mut all = MapTotal::default();
    lines.into_iter().for_each(|line| all.add(line));
    all
}

/// The lines gathered one way: each group's value and sum, in the order of the words, what is not said last.
#[must_use]
pub fn gathered<'a>(lines: impl IntoIterator<Item = &'a MapLine>, by: MapBy) -> Vec<(Named, MapTotal)> {
    let mut groups: BTreeMap<Named, MapTotal> = BTreeMap::new();
    for line in lines {
        groups.entry(line.value(by)).or_default().add(line);
    }
    let mut found: Vec<_> = groups.into_iter().collect();
    found.sort_by_key(|((code, words), _)| (code == "none", words.parse::<u32>().unwrap_or(0), words.to_lowercase()));
    found
}

/// The lines that have each of these values.
#[must_use]
pub fn narrowed<'a>(lines: &'a [MapLine], wanted: &[(MapBy, String)]) -> Vec<&'a MapLine> {
    lines.iter().filter(|line| wanted.iter().all(|(by, code)| line.value(*by).0 == *code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::costing::{Bought, BoughtFor, CostShare, Price};

    fn line(pupil: i64, class: &str, provision: &str, results: &[Progress]) -> MapLine {
        let priced = Line {
            price: Price::an_hour(Pence(1_720)),
            minutes: 20,
            times_a_week: 3,
            weeks: 12,
            staff: 1,
            group_size: 4,
            share: CostShare::PerGroup,
            bought: Bought::once(Pence(500)),
            bought_for: BoughtFor::Pupil,
        };
        let named = |words: &str| (words.to_lowercase(), words.to_owned());
        MapLine {
            pupil: PupilId(pupil),
            plan: PlanId(pupil),
            cycle: CycleId(pupil),
            values: [(MapBy::Class, named(class)), (MapBy::Provision, named(provision))].into(),
            how_much: String::new(),
            sessions: 36,
            minutes: 720,
            came: Delivery { planned: 12, delivered: 10, ..Delivery::default() },
            provision: ProvisionId(1),
            line: priced,
            has_rate: true,
            results: results.to_vec(),
        }
    }

    #[test]
    fn every_line_is_in_one_group_and_the_groups_are_the_whole() {
        let lines = [
            line(1, "4A", "Lego group", &[Progress::Met]),
            line(1, "4A", "Precision teaching", &[]),
            line(2, "4A", "Lego group", &[Progress::Partly, Progress::Exceeded]),
            line(3, "10B", "Lego group", &[]),
        ];
        let classes = gathered(&lines, MapBy::Class);
        let told: Vec<_> =
            classes.iter().map(|((_, words), of)| (words.as_str(), of.pupils.len(), of.sessions)).collect();
        assert_eq!(told, [("10B", 1, 36), ("4A", 2, 108)]);
        let all = total(&lines);
        assert_eq!(classes.iter().map(|(_, of)| of.planned.0).sum::<i64>(), all.planned.0);
        assert_eq!((all.reviewed, all.met, all.pupils.len()), (3, 2, 3));
        // £51.60 for the hours and £5 bought, four times; ten sessions of thirty-six were given.
        assert_eq!((all.planned, all.delivered, all.lost), (Pence(4 * 5_660), Pence(4 * (1_433 + 500)), Pence(0)));
        let lego = narrowed(&lines, &[(MapBy::Provision, "lego group".to_owned()), (MapBy::Class, "4a".to_owned())]);
        assert_eq!(lego.len(), 2);
        assert_eq!(gathered(&lines, MapBy::Funding)[0].0.1, "Not said");
    }

    #[test]
    fn the_hours_of_a_line_without_a_rate_are_in_no_sum_and_what_was_bought_for_it_is() {
        let priced = line(1, "4A", "Lego group", &[]);
        let bare = MapLine { line: Line { price: Price::nothing(), ..priced.line }, has_rate: false, ..priced };
        let all = total([&bare]);
        assert_eq!((all.without_rate, all.planned, all.delivered, all.sessions), (1, Pence(500), Pence(500), 36));
        assert_eq!(bare.working(), "No rate on the day its cycle began; £5.00 resources = £5.00");
    }
}
