//! The class sheet as a document: the same that the page prints.

use super::at_a_glance::{AtAGlance, PupilAtAGlance};
use crate::{
    documents::{Document, Part},
    domain::time::{ClockTime, LongDay, Moment},
};

pub(super) fn document(seen: &AtAGlance, school: &str, now: Moment) -> Document {
    let above: Vec<String> = seen.pupils.iter().flat_map(above).collect();
    let anew: Vec<String> = seen.pupils.iter().flat_map(anew).collect();
    let mut parts = Vec::new();
    if !above.is_empty() {
        parts.extend([Part::Heading("Above all".to_owned()), Part::List(above)]);
    }
    let rows = seen.pupils.iter().flat_map(rows).collect();
    let heads = ["Pupil", "Do this", "Avoid", "Target now", "Review"];
    parts.push(Part::table("Current targets and strategies", &heads, rows));
    if !anew.is_empty() {
        parts.extend([Part::Heading("What is new".to_owned()), Part::List(anew)]);
    }
    let printed = format!("Printed {}, {}.", LongDay(now.today()), ClockTime(now.local().time()));
    parts.push(Part::Note(format!("{printed} Contains personal information – shred after use.")));
    Document {
        title: seen.title(),
        school: school.to_owned(),
        about: String::new(),
        on: now.today(),
        is_wide: true,
        parts,
    }
}

fn rows(pupil: &PupilAtAGlance) -> Vec<Vec<String>> {
    let name = |beside: &Option<String>| match beside {
        Some(beside) => format!("{}\n{beside}", pupil.name),
        None => pupil.name.clone(),
    };
    let rows = pupil.plans.iter().flat_map(|plan| &plan.rows);
    rows.map(|one| vec![name(&one.beside), one.does.clone(), one.avoid.clone(), one.target.clone(), one.review.clone()])
        .collect()
}

fn above(pupil: &PupilAtAGlance) -> Vec<String> {
    pupil.above.iter().map(|(kind, words)| format!("{}. {kind}: {words}", pupil.name)).collect()
}

fn anew(pupil: &PupilAtAGlance) -> Vec<String> {
    let said = pupil.plans.iter().filter_map(|plan| plan.anew.as_ref());
    said.map(|(since, words)| format!("{}. {since}: {words}", pupil.name)).collect()
}
