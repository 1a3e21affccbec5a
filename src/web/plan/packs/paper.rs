//! A sheet as a document: the same that the page prints.

use super::{BY_HAND, Last, Sheet, Target};
use crate::{
    documents::{Document, Layout, Part},
    domain::time::{ClockTime, LongDay, Moment},
};

pub(super) fn document(one: &Sheet, school: &str, by: &str, now: Moment) -> Document {
    let mut parts = vec![Part::Lead(format!(
        "{}, led by {}, review on {}",
        one.kind.words(),
        one.lead.formal(),
        LongDay(one.review_on)
    ))];
    parts.extend(one.targets.iter().enumerate().flat_map(|(n, target)| of_target(n, target)));
    if one.targets.is_empty() {
        parts.push(Part::Text("No target is set.".to_owned()));
    }
    match &one.last {
        Some(last) => parts.extend(of_last(last)),
        None => parts.push(Part::Text("This will be the plan’s first review.".to_owned())),
    }
    parts.push(Part::Room(BY_HAND.iter().map(|words| (*words).to_owned()).collect()));
    let printed = format!("{}, {}", LongDay(now.today()), ClockTime(now.local().time()));
    parts.push(Part::Note(format!("Printed by {by}, {printed}. Keep it safe, and shred it after use.")));
    Document {
        title: one.name.full(),
        school: school.to_owned(),
        about: one.class.clone(),
        on: now.today(),
        layout: Layout::Upright,
        parts,
    }
}

fn of_target(n: usize, target: &Target) -> Vec<Part> {
    let (from, to, far) = &target.aim;
    let far = far.map(|far| format!(", challenge {far}")).unwrap_or_default();
    let aim = format!("From {from} to {}{far}. {}", to.of(&target.unit), target.measure);
    let said = ["Do", "Avoid", "At home"].iter().zip(&target.strategies).filter(|(_, words)| !words.is_empty());
    let facts: Vec<(String, String)> = said.map(|(label, words)| ((*label).to_owned(), words.clone())).collect();
    let mut parts = vec![Part::Heading(format!("{}. {}", n + 1, target.wording)), Part::Text(aim)];
    if !facts.is_empty() {
        parts.push(Part::Facts(facts));
    }
    parts
}

fn of_last(last: &Last) -> Vec<Part> {
    let line = |one: &crate::store::packs::Outcome| {
        let read = one.actual.as_ref().map(|actual| format!(" ({actual})")).unwrap_or_default();
        let note = if one.note.is_empty() { String::new() } else { format!(". {}", one.note) };
        format!("{}: {}{read}{note}", one.wording, one.progress.words().to_lowercase())
    };
    let heading = format!("Last review, {}: {}", LongDay(last.held_on), last.decision.words().to_lowercase());
    let mut parts = vec![Part::Heading(heading), Part::List(last.results.iter().map(line).collect())];
    if !last.summary.is_empty() {
        parts.push(Part::Text(last.summary.clone()));
    }
    parts
}
