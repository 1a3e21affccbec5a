//! The provision map: every line of provision of a school year with what it was planned to be, what came of it, what it costs and what it
//! served; gathered by any one question and narrowed by any others.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    costing::{Line, Pence},
    delivery::Delivery,
    ids::{CycleId, PlanId, ProvisionId, PupilId},
    payer::Borne,
    plan::Funding,
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
    /// Who bears it.
    pub borne: Borne,
    /// Where only what one stream bears of it is meant: which.
    pub part: Option<Funding>,
}

impl MapLine {
    /// What it was planned to cost.
    #[must_use]
    pub fn planned(&self) -> Pence {
        self.of(self.line.cost())
    }

    /// What the sessions that were given cost, with what was bought.
    #[must_use]
    pub fn delivered(&self) -> Pence {
        self.of(self.line.delivered(self.came.given()))
    }

    /// What the sessions that were lost would have cost.
    #[must_use]
    pub fn lost(&self) -> Pence {
        self.of(self.line.hours_of(self.came.lost()))
    }

    /// Of an amount, what is meant: all of it, or what one stream bears.
    fn of(&self, whole: Pence) -> Pence {
        self.part.map_or(whole, |funding| self.borne.share_of(whole, funding))
    }

    /// One line for each stream that bears it: in money they are together this one, in everything else each is this one.
    fn by_stream(&self) -> Vec<Cow<'_, Self>> {
        let streams: Vec<Funding> = self.borne.streams().collect();
        if streams.len() < 2 || self.part.is_some() {
            return vec![Cow::Borrowed(self)];
        }
        let one = |funding: Funding| {
            let mut of = self.clone();
            of.part = Some(funding);
            of.values.insert(MapBy::Funding, (funding.as_code().to_owned(), funding.words().to_owned()));
            Cow::Owned(of)
        };
        streams.into_iter().map(one).collect()
    }

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
    /// Its sum in words, or that its hours have no price; and what one stream bears of it, where that is meant.
    #[must_use]
    pub fn working(&self) -> String {
        const NONE: &str = "No rate on the day its cycle began";
        let words = match (self.has_rate, self.line.bought.pence > Pence(0)) {
            (true, _) => self.line.working(),
            (false, true) => format!("{NONE}; {}", self.line.working()),
            (false, false) => NONE.to_owned(),
        };
        match self.part {
            Some(funding) => format!("{words}, of it {} = {}", funding.words(), self.planned()),
            None => words,
        }
    }

    /// The same with what is given first.
    #[must_use]
    pub fn named_working(&self) -> String {
        format!("{}: {}", self.value(MapBy::Provision).1, self.working())
    }

    /// How what was given so far costs what it does.
    #[must_use]
    pub fn given_working(&self) -> String {
        if !self.has_rate {
            return self.named_working();
        }
        let (what, of, sum) = (self.value(MapBy::Provision).1, self.sessions, self.delivered());
        let part = self.part.map_or(String::new(), |funding| format!(", of it {}", funding.words()));
        format!("{what}: {} of {of} sessions given, with what was bought{part} = {sum}", self.came.given())
    }
}

impl MapTotal {
    fn add(&mut self, line: &MapLine) {
        self.pupils.insert(line.pupil);
        self.sessions += line.sessions;
        self.minutes += line.minutes;
        self.came = std::mem::take(&mut self.came).and(&line.came);
        self.without_rate += u32::from(!line.has_rate);
        self.planned = self.planned + line.planned();
        self.delivered = self.delivered + line.delivered();
        self.lost = self.lost + line.lost();
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

/// The lines gathered one way: each group's value and sum, in the order of the words, what is not said last. A line that several streams
/// bear stands with each of them, with what that one bears.
#[must_use]
pub fn gathered<'a>(lines: impl IntoIterator<Item = &'a MapLine>, by: MapBy) -> Vec<(Named, MapTotal)> {
    let mut groups: BTreeMap<Named, MapTotal> = BTreeMap::new();
    for line in lines {
        let parts = if by == MapBy::Funding { line.by_stream() } else { vec![Cow::Borrowed(line)] };
        for part in parts {
            groups.entry(part.value(by)).or_default().add(&part);
        }
    }
    let mut found: Vec<_> = groups.into_iter().collect();
    found.sort_by_key(|((code, words), _)| (code == "none", words.parse::<u32>().unwrap_or(0), words.to_lowercase()));
    found
}

/// The lines that have each of these values. Where a stream is among them, of each line what that stream bears.
#[must_use]
pub fn narrowed<'a>(lines: &'a [MapLine], wanted: &[(MapBy, String)]) -> Vec<Cow<'a, MapLine>> {
    let by_stream = wanted.iter().any(|(by, _)| *by == MapBy::Funding);
    let parts = |line: &'a MapLine| if by_stream { line.by_stream() } else { vec![Cow::Borrowed(line)] };
    let fits = |line: &Cow<'_, MapLine>| wanted.iter().all(|(by, code)| line.value(*by).0 == *code);
    lines.iter().flat_map(parts).filter(fits).collect()
}

/// The lines that one stream bears, each with what it bears of it.
#[must_use]
pub fn borne_by(lines: &[MapLine], funding: Funding) -> Vec<Cow<'_, MapLine>> {
    narrowed(lines, &[(MapBy::Funding, funding.as_code().to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        costing::{Bought, BoughtFor, CostShare, Price},
        funding::Period,
        payer::{Payer, Pays},
    };

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
            borne: Borne::by_one(Funding::NotionalSen),
            part: None,
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
    fn a_line_of_several_streams_stands_with_each_and_its_money_is_in_no_sum_twice() {
        let days = Period { from: "2026-09-01".parse().unwrap(), until: "2026-12-18".parse().unwrap() };
        let third = Payer { funding: Funding::TopUp, pays: Pays::Share(3_333), from: None, until: None };
        let paid = |funding: Funding| (funding.as_code().to_owned(), funding.words().to_owned());
        let mut shared = line(1, "4A", "Lego group", &[Progress::Met]);
        shared.borne = Borne::by(&[third], Funding::NotionalSen, shared.line.cost(), days);
        let mut own = line(2, "4A", "Lego group", &[]);
        own.values.insert(MapBy::Funding, paid(Funding::NotionalSen));
        let lines = [shared, own];
        let all = total(&lines);
        let streams = gathered(&lines, MapBy::Funding);
        let told: Vec<_> = streams.iter().map(|((_, words), of)| (words.as_str(), of.planned, of.sessions)).collect();
        assert_eq!(
            told,
            [("Notional SEN budget", Pence(3_774 + 5_660), 72), ("Top-up (high needs)", Pence(1_886), 36)]
        );
        for of in [|of: &MapTotal| of.planned, |of: &MapTotal| of.delivered, |of: &MapTotal| of.lost] {
            assert_eq!(streams.iter().map(|(_, one)| of(one)).sum::<Pence>(), of(&all));
        }
        let top_up = borne_by(&lines, Funding::TopUp);
        assert_eq!(top_up.len(), 1);
        assert!(
            top_up[0].working().ends_with("= £56.60, of it Top-up (high needs) = £18.86"),
            "{}",
            top_up[0].working()
        );
        assert_eq!(gathered(top_up.iter().map(|one| &**one), MapBy::Funding).len(), 1, "it is not divided again");
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
