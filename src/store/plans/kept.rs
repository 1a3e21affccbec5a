//! What a version keeps of a plan: its outcomes, targets and provision as they were, each row with the first of its line, so that the same
//! row is known again in any other version.

use serde::{Deserialize, Serialize};

use super::{Content, Outcome, Placement, Successors, Target, successors::Part};
use crate::{
    domain::{
        catalogue::Pattern,
        costing::{BoughtBy, BoughtFor, CostShare, Pence, role_words},
        ids::{OutcomeId, PlacementId, TargetId},
        need::{Adulthood, Area},
        plan::Funding,
        plan_version::{Said, SaidLine, SaidOutcome, SaidTarget},
        strategy::{self, Strategy, Way},
        target::{Aim, Direction, Score},
    },
    store::code,
};

/// A version's content.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    outcomes: Vec<KeptOutcome>,
    targets: Vec<KeptTarget>,
    lines: Vec<KeptLine>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct KeptOutcome {
    id: i64,
    root: i64,
    wording: String,
    area: String,
    reference: String,
    #[serde(default)]
    adulthood: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct KeptTarget {
    id: i64,
    root: i64,
    outcome: usize,
    wording: String,
    measure: String,
    unit: String,
    direction: String,
    baseline: i64,
    predicted: i64,
    challenge: Option<i64>,
    /// Way, words, by whom.
    strategies: Vec<(String, String, String)>,
    at_home: String,
    carried: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct KeptLine {
    id: i64,
    root: i64,
    provision: String,
    role: String,
    minutes: u32,
    times_a_week: u32,
    weeks: u32,
    staff: u32,
    group_size: u32,
    share: String,
    resources: i64,
    #[serde(default = "once")]
    bought_by: String,
    #[serde(default = "one")]
    bought_years: u32,
    bought_for: String,
    funding: String,
    serves: Vec<usize>,
    reference: String,
}

impl Kept {
    /// Keeps what is written. A row without a number gets one of its own below zero, by which a draft knows it again.
    #[must_use]
    pub fn of(content: &Content, line: &Successors) -> Self {
        let ids = content.outcomes.iter().filter_map(|one| one.id.map(|id| id.0));
        let ids = ids.chain(content.targets.iter().filter_map(|one| one.id.map(|id| id.0)));
        let ids = ids.chain(content.placements.iter().filter_map(|one| one.id.map(|id| id.0)));
        let mut next = ids.min().unwrap_or(0).min(0);
        let mut number = |id: Option<i64>| {
            id.unwrap_or_else(|| {
                next -= 1;
                next
            })
        };
        let outcome = |one: &Outcome, id| KeptOutcome {
            id,
            root: line.oldest(Part::Outcome, id),
            wording: one.wording.clone(),
            area: one.area.as_code().to_owned(),
            reference: one.reference.clone(),
            adulthood: one.adulthood.map_or("", Adulthood::as_code).to_owned(),
        };
        Self {
            outcomes: content.outcomes.iter().map(|one| outcome(one, number(one.id.map(|id| id.0)))).collect(),
            targets: content.targets.iter().map(|one| kept_target(one, number(one.id.map(|id| id.0)), line)).collect(),
            lines: content.placements.iter().map(|one| kept_line(one, number(one.id.map(|id| id.0)), line)).collect(),
        }
    }

    /// What is written, over a plan's own days and lead. Rows that were replaced meanwhile have the numbers of those in their place.
    ///
    /// # Errors
    /// When a code is none of ours.
    pub fn over(&self, plan: &Content, line: &Successors, costs: bool) -> anyhow::Result<Content> {
        let target = |one: &KeptTarget| {
            let id = TargetId(line.newest(Part::Target, one.id));
            // How often it was carried forward is counted by the reviews, whatever a draft was begun with.
            let carried = plan.targets.iter().find(|live| live.id == Some(id)).map_or(one.carried, |live| live.carried);
            anyhow::Ok(Target { id: Some(id), carried, ..one.read()? })
        };
        let placement = |one: &KeptLine| {
            let read = one.read()?;
            let resources = if costs { read.resources } else { Pence(0) };
            anyhow::Ok(Placement { id: Some(PlacementId(line.newest(Part::Placement, one.id))), resources, ..read })
        };
        let outcome = |one: &KeptOutcome| {
            anyhow::Ok(Outcome {
                id: Some(OutcomeId(line.newest(Part::Outcome, one.id))),
                wording: one.wording.clone(),
                area: code::read::<Area>(&one.area)?,
                reference: one.reference.clone(),
                adulthood: code::maybe::<Adulthood>(Some(one.adulthood.as_str()).filter(|code| !code.is_empty()))?,
            })
        };
        Ok(Content {
            outcomes: self.outcomes.iter().map(outcome).collect::<anyhow::Result<_>>()?,
            targets: self.targets.iter().map(target).collect::<anyhow::Result<_>>()?,
            placements: self.lines.iter().map(placement).collect::<anyhow::Result<_>>()?,
            ..plan.clone()
        })
    }

    /// Gives lines of provision what they cost in another version or in the plan: whoever wrote did not see it.
    pub fn with_costs_of(mut self, others: &[(i64, i64)]) -> Self {
        for line in &mut self.lines {
            let known = others.iter().find(|(id, _)| *id == line.id);
            line.resources = known.map_or(0, |(_, pence)| *pence);
        }
        self
    }

    /// What each line of provision costs beside its hours, in pence, by its number.
    pub fn costs(&self) -> impl Iterator<Item = (i64, i64)> {
        self.lines.iter().map(|line| (line.id, line.resources))
    }

    /// What it says, to be compared.
    #[must_use]
    pub fn said(&self) -> Said {
        let outcome = |one: &KeptOutcome| SaidOutcome { root: one.root, wording: one.wording.clone() };
        Said {
            outcomes: self.outcomes.iter().map(outcome).collect(),
            targets: self.targets.iter().map(KeptTarget::said).collect(),
            lines: self.lines.iter().map(KeptLine::said).collect(),
        }
    }
}

fn kept_target(one: &Target, id: i64, line: &Successors) -> KeptTarget {
    KeptTarget {
        id,
        root: line.oldest(Part::Target, id),
        outcome: one.outcome,
        wording: one.wording.clone(),
        measure: one.measure.clone(),
        unit: one.unit.clone(),
        direction: one.aim.direction.as_code().to_owned(),
        baseline: one.aim.baseline.0,
        predicted: one.aim.predicted.0,
        challenge: one.aim.challenge.map(|score| score.0),
        strategies: one.strategies.iter().map(kept_strategy).collect(),
        at_home: one.at_home.clone(),
        carried: one.carried,
    }
}

fn kept_strategy(one: &Strategy) -> (String, String, String) {
    (one.way.as_code().to_owned(), one.words.clone(), one.by.clone())
}

fn kept_line(one: &Placement, id: i64, line: &Successors) -> KeptLine {
    KeptLine {
        id,
        root: line.oldest(Part::Placement, id),
        provision: one.provision.clone(),
        role: one.role.clone(),
        minutes: one.minutes,
        times_a_week: one.times_a_week,
        weeks: one.weeks,
        staff: one.staff,
        group_size: one.group_size,
        share: one.share.as_code().to_owned(),
        resources: one.resources.0,
        bought_by: one.bought_by.as_code().to_owned(),
        bought_years: one.bought_years,
        bought_for: one.bought_for.as_code().to_owned(),
        funding: one.funding.as_code().to_owned(),
        serves: one.serves.clone(),
        reference: one.reference.clone(),
    }
}

impl KeptTarget {
    fn read(&self) -> anyhow::Result<Target> {
        Ok(Target {
            id: None,
            outcome: self.outcome,
            wording: self.wording.clone(),
            measure: self.measure.clone(),
            unit: self.unit.clone(),
            aim: Aim {
                direction: code::read::<Direction>(&self.direction)?,
                baseline: Score(self.baseline),
                predicted: Score(self.predicted),
                challenge: self.challenge.map(Score),
            },
            strategies: self.strategies()?,
            at_home: self.at_home.clone(),
            carried: self.carried,
        })
    }

    fn strategies(&self) -> anyhow::Result<Vec<Strategy>> {
        let read = |(way, words, by): &(String, String, String)| {
            Ok(Strategy { way: code::read::<Way>(way)?, words: words.clone(), by: by.clone() })
        };
        self.strategies.iter().map(read).collect()
    }

    fn said(&self) -> SaidTarget {
        let strategies = self.strategies().unwrap_or_default();
        SaidTarget {
            root: self.root,
            wording: self.wording.clone(),
            measure: self.measure.clone(),
            unit: self.unit.clone(),
            baseline: Score(self.baseline),
            predicted: Score(self.predicted),
            challenge: self.challenge.map(Score),
            strategy: strategy::lines(&strategies, Way::Do),
            avoid: strategy::lines(&strategies, Way::Avoid),
            at_home: self.at_home.clone(),
        }
    }
}

/// What versions say that were kept before anything was bought in another way.
fn once() -> String {
    BoughtBy::Once.as_code().to_owned()
}

fn one() -> u32 {
    1
}

impl KeptLine {
    fn read(&self) -> anyhow::Result<Placement> {
        Ok(Placement {
            id: None,
            provision: self.provision.clone(),
            role: self.role.clone(),
            minutes: self.minutes,
            times_a_week: self.times_a_week,
            weeks: self.weeks,
            staff: self.staff,
            group_size: self.group_size,
            share: code::read::<CostShare>(&self.share)?,
            resources: Pence(self.resources),
            bought_by: code::read::<BoughtBy>(&self.bought_by)?,
            bought_years: self.bought_years,
            bought_for: code::read::<BoughtFor>(&self.bought_for)?,
            funding: code::read::<Funding>(&self.funding)?,
            serves: self.serves.clone(),
            reference: self.reference.clone(),
        })
    }

    fn said(&self) -> SaidLine {
        let (minutes, times_a_week, weeks, group_size) = (self.minutes, self.times_a_week, self.weeks, self.group_size);
        SaidLine {
            root: self.root,
            name: self.provision.clone(),
            how_much: Pattern { minutes, times_a_week, weeks, group_size }.words(),
            by: if self.role.is_empty() { String::new() } else { role_words(&self.role).to_owned() },
        }
    }
}
