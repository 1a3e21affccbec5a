//! What stands in the demo's plans and what people say in it: read from three lists, and gone through in turn, so that neighbours never
//! have the same words.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use crate::{
    domain::{
        costing::{BoughtBy, BoughtFor, CostShare, Pence},
        need::{Area, Need},
        plan::Funding,
        strategy::Strategy,
        target::{Aim, Direction, Score},
    },
    store::plans::{Outcome, Placement, Target},
};

/// The lists, and how often each entry was used.
#[derive(Debug)]
pub(super) struct Words {
    targets: Vec<TargetWords>,
    provisions: Vec<ProvisionWords>,
    talk: Talk,
    used: BTreeMap<(&'static str, usize), usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetWords {
    needs: Vec<String>,
    ages: Ages,
    area: String,
    outcome: String,
    wording: String,
    measure: String,
    unit: String,
    /// Where it starts, what is expected, what is hoped for.
    numbers: [i64; 3],
    strategy: String,
    avoid: String,
    at_home: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Ages {
    Young,
    Older,
    Any,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvisionWords {
    name: String,
    needs: Vec<String>,
    role: String,
    minutes: u32,
    times: u32,
    weeks: u32,
    group: u32,
    #[serde(default)]
    resources: i64,
    share: Option<String>,
    funding: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Talk {
    summaries: Vec<String>,
    pupil_views: Vec<Said>,
    parent_views: Vec<Said>,
    meetings: Vec<MeetingWords>,
    messages: Vec<String>,
}

/// Somebody's words, and how they were gathered.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Said {
    pub(super) said: String,
    pub(super) how: String,
}

/// What a meeting came to.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct MeetingWords {
    pub(super) well: String,
    pub(super) worries: String,
    pub(super) agreed: String,
}

/// Whom the words are for.
#[derive(Clone, Debug)]
pub(super) struct For<'a> {
    pub(super) forename: &'a str,
    pub(super) needs: &'a [Need],
    /// Up to Year 2.
    pub(super) young: bool,
    /// Moves the numbers a little.
    pub(super) shift: i64,
}

impl Words {
    /// Reads the lists.
    pub(super) fn read() -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        struct Targets {
            target: Vec<TargetWords>,
        }
        #[derive(Deserialize)]
        struct Provisions {
            provision: Vec<ProvisionWords>,
        }
        let targets: Targets = toml::from_str(include_str!("words/targets.toml")).context("targets.toml")?;
        let provisions: Provisions =
            toml::from_str(include_str!("words/provisions.toml")).context("provisions.toml")?;
        let talk = toml::from_str(include_str!("words/talk.toml")).context("talk.toml")?;
        Ok(Self { targets: targets.target, provisions: provisions.provision, talk, used: BTreeMap::new() })
    }

    /// So many targets, each with the outcome it serves, that are not among those already there.
    pub(super) fn targets(
        &mut self,
        who: &For<'_>,
        count: usize,
        there: &[Target],
    ) -> anyhow::Result<Vec<(Outcome, Target)>> {
        let fits = |t: &TargetWords| {
            let age = t.ages == Ages::Any || (t.ages == Ages::Young) == who.young;
            // As it stands in the plan, with the name in it: a target that is being worked on is not set a second time.
            let measure = t.measure.replace("{name}", who.forename);
            age && !there.iter().any(|have| have.measure == measure)
        };
        let mut order: Vec<usize> = (0..self.targets.len()).filter(|i| fits(&self.targets[*i])).collect();
        order.sort_by_key(|i| (far(&self.targets[*i].needs, who.needs), self.used.get(&("target", *i)).copied(), *i));
        order.truncate(count);
        order.iter().for_each(|i| *self.used.entry(("target", *i)).or_default() += 1);
        order.iter().map(|i| self.targets[*i].written(who)).collect()
    }

    /// So many lines of provision.
    pub(super) fn placements(&mut self, who: &For<'_>, count: usize) -> anyhow::Result<Vec<Placement>> {
        let mut order: Vec<usize> = (0..self.provisions.len()).collect();
        order.sort_by_key(|i| {
            (far(&self.provisions[*i].needs, who.needs), self.used.get(&("provision", *i)).copied(), *i)
        });
        order.truncate(count);
        order.iter().for_each(|i| *self.used.entry(("provision", *i)).or_default() += 1);
        order.iter().map(|i| self.provisions[*i].written()).collect()
    }

    pub(super) fn summary(&mut self, forename: &str) -> String {
        let n = self.turn("summary", self.talk.summaries.len());
        self.talk.summaries[n].replace("{name}", forename)
    }

    pub(super) fn pupil_view(&mut self) -> Said {
        let n = self.turn("pupil", self.talk.pupil_views.len());
        self.talk.pupil_views[n].clone()
    }

    pub(super) fn parent_view(&mut self) -> Said {
        let n = self.turn("parent", self.talk.parent_views.len());
        self.talk.parent_views[n].clone()
    }

    pub(super) fn meeting(&mut self) -> MeetingWords {
        let n = self.turn("meeting", self.talk.meetings.len());
        self.talk.meetings[n].clone()
    }

    pub(super) fn message(&mut self) -> String {
        let n = self.turn("message", self.talk.messages.len());
        self.talk.messages[n].clone()
    }

    fn turn(&mut self, list: &'static str, length: usize) -> usize {
        let next = self.used.entry((list, 0)).or_default();
        *next += 1;
        (*next - 1) % length.max(1)
    }
}

/// How far an entry is from what a pupil needs: their first need, another of theirs, or none of them.
fn far(listed: &[String], needs: &[Need]) -> usize {
    let place = needs.iter().position(|need| listed.iter().any(|code| code == need.as_code()));
    place.unwrap_or_else(|| if listed.iter().any(|code| ["NSA", "OTH"].contains(&code.as_str())) { 8 } else { 9 })
}

impl TargetWords {
    fn written(&self, who: &For<'_>) -> anyhow::Result<(Outcome, Target)> {
        let say = |text: &str| text.replace("{name}", who.forename);
        let [start, expected, hoped] = self.numbers;
        let direction = if expected < start { Direction::Lower } else { Direction::Higher };
        // A pupil may start a little nearer to the aim or further away: never at it or past it.
        let room = (expected - start).abs() / 4;
        let start = start + (who.shift % 3 - 1) * room.min(2);
        let score = |n: i64| Score(n.max(0) * 100);
        let aim = Aim { direction, baseline: score(start), predicted: score(expected), challenge: Some(score(hoped)) };
        let outcome = Outcome {
            id: None,
            wording: say(&self.outcome),
            area: Area::from_code(&self.area).with_context(|| format!("{:?} is no area of need", self.area))?,
            reference: String::new(),
            adulthood: None,
        };
        let target = Target {
            id: None,
            outcome: 0,
            wording: say(&self.wording),
            measure: say(&self.measure),
            unit: self.unit.clone(),
            aim,
            strategies: strategies(&say(&self.strategy), &say(&self.avoid)),
            at_home: say(&self.at_home),
            carried: 0,
        };
        Ok((outcome, target))
    }
}

/// Each thing that adults do as a row of its own; what does not help in one.
fn strategies(adults: &str, avoid: &str) -> Vec<Strategy> {
    let avoid = (!avoid.is_empty()).then(|| Strategy::avoid(avoid));
    adults.split("; ").filter(|one| !one.is_empty()).map(Strategy::to_do).chain(avoid).collect()
}

impl ProvisionWords {
    fn written(&self) -> anyhow::Result<Placement> {
        let share = self.share.as_deref().map_or(Some(CostShare::PerGroup), CostShare::from_code);
        let funding = self.funding.as_deref().map_or(Some(Funding::NotionalSen), Funding::from_code);
        Ok(Placement {
            id: None,
            provision: self.name.clone(),
            role: self.role.clone(),
            minutes: self.minutes,
            times_a_week: self.times,
            weeks: self.weeks,
            staff: 1,
            group_size: self.group,
            share: share.with_context(|| format!("how {:?} is shared", self.name))?,
            resources: Pence(self.resources),
            bought_by: BoughtBy::Once,
            bought_years: 1,
            bought_for: BoughtFor::Group,
            funding: funding.with_context(|| format!("who pays for {:?}", self.name))?,
            serves: Vec::new(),
            reference: String::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn who(needs: &[Need], young: bool) -> For<'_> {
        For { forename: "Amira", needs, young, shift: 0 }
    }

    #[test]
    fn every_target_goes_the_way_it_is_measured() {
        let words = Words::read().unwrap();
        for target in &words.targets {
            for shift in 0..3 {
                let (_, written) = target.written(&For { shift, ..who(&[Need::Oth], true) }).unwrap();
                written.aim.check().unwrap_or_else(|why| panic!("{}: {why}", target.wording));
                assert_ne!(written.aim.baseline, written.aim.predicted, "{}", target.wording);
            }
            assert!(target.needs.iter().all(|code| Need::parse(code).is_some()), "{:?}", target.needs);
        }
    }

    #[test]
    fn what_is_being_worked_on_is_not_set_again() {
        let mut words = Words::read().unwrap();
        for need in Need::ALL {
            for young in [true, false] {
                let mut there: Vec<Target> = Vec::new();
                for _ in 0..4 {
                    let more = words.targets(&who(&[*need], young), 1, &there).unwrap();
                    there.extend(more.into_iter().map(|(_, target)| target));
                }
                let different: BTreeSet<_> = there.iter().map(|t| &t.wording).collect();
                assert_eq!(different.len(), there.len(), "{need:?}");
            }
        }
    }

    #[test]
    fn no_two_entries_have_the_same_words() {
        let words = Words::read().unwrap();
        let targets: BTreeSet<_> = words.targets.iter().flat_map(|t| [&t.wording, &t.outcome, &t.measure]).collect();
        assert_eq!(targets.len(), 3 * words.targets.len());
        let provisions: BTreeSet<_> = words.provisions.iter().map(|p| &p.name).collect();
        assert_eq!(provisions.len(), words.provisions.len());
    }

    #[test]
    fn three_targets_and_two_provisions_fit_every_need_at_either_age() {
        let mut words = Words::read().unwrap();
        for need in Need::ALL {
            for young in [true, false] {
                let found = words.targets(&who(&[*need], young), 3, &[]).unwrap();
                assert_eq!(found.len(), 3);
                let different: BTreeSet<_> = found.iter().map(|(_, t)| &t.measure).collect();
                assert_eq!(different.len(), 3);
            }
            assert_eq!(words.placements(&who(&[*need], true), 2).unwrap().len(), 2);
        }
        for provision in &words.provisions {
            provision.written().unwrap();
        }
    }
}
