//! How some of the demo's pupils are, over three terms: what they say themselves and what an adult sees, with a gap and a fall among them.

use chrono::NaiveDate;

use super::{
    children::Child,
    frame::{Frame, moment},
};
use crate::{
    domain::wellbeing::{Answers, Filled, Rating, Source},
    store::{
        Actor, Tx,
        wellbeing::{self, NewWellbeing},
    },
};

/// What pupils say in three terms, the oldest first; 0 where they did not want to, and nothing where nobody asked.
const SAID: [[Option<[i64; 5]>; 3]; 4] = [
    [Some([2, 2, 3, 4, 2]), Some([3, 2, 3, 4, 3]), Some([4, 3, 3, 5, 4])],
    [Some([3, 3, 4, 4, 4]), None, Some([3, 4, 2, 4, 4])],
    [Some([4, 3, 3, 0, 3]), Some([3, 3, 3, 0, 2]), Some([2, 1, 3, 3, 2])],
    [None, Some([5, 4, 5, 5, 3]), None],
];

/// What an adult sees.
const SEEN: [[Option<[i64; 5]>; 3]; 4] = [
    [Some([2, 1, 3, 3, 2]), Some([2, 2, 3, 4, 3]), Some([3, 3, 3, 4, 3])],
    [None, Some([3, 3, 3, 4, 3]), Some([3, 3, 2, 4, 3])],
    [Some([3, 3, 2, 3, 3]), Some([3, 2, 2, 3, 3]), Some([3, 2, 3, 3, 2])],
    [Some([4, 3, 4, 4, 3]), None, None],
];

/// Every second pupil with a plan is asked, in the two rounds before this one and some days ago.
pub(super) async fn fill(tx: &mut Tx, frame: &Frame, children: &[Child]) -> anyhow::Result<()> {
    let last = (frame.day(-7), tx.now, tx.actor);
    let mut days: Vec<NaiveDate> = frame.past.iter().rev().take(2).map(|round| round.window.opens_on).collect();
    days.reverse();
    days.push(last.0);
    let asked = children.iter().filter(|child| child.plan.is_some() && !child.leaves).step_by(2);
    for (n, child) in asked.enumerate() {
        for (term, day) in days.iter().map(|day| frame.calendar.on_or_after(*day)).enumerate() {
            if day < child.since.max(frame.since) {
                continue;
            }
            (tx.now, tx.actor) = (moment(day, 14, 30), Actor::Staff(child.lead));
            for (source, all) in [(Source::Pupil, &SAID), (Source::Adult, &SEEN)] {
                let Some(steps) = all[n % all.len()][term] else { continue };
                let filled = Filled { on: day, source, answers: Answers(steps.map(Rating::of_steps)) };
                let rater = (source == Source::Adult).then_some(child.lead);
                let with_whom = if child.young { "The teaching assistant they know" } else { "" };
                let with_whom = if rater.is_none() { with_whom.to_owned() } else { String::new() };
                wellbeing::add(tx, child.pupil, &NewWellbeing { filled, rater, with_whom }).await?;
            }
        }
    }
    (tx.now, tx.actor) = (last.1, last.2);
    Ok(())
}
