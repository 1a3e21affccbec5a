//! The class sheet as a document: the same that the page prints.

use super::at_a_glance::{AtAGlance, PupilAtAGlance};
use crate::{
    documents::{Document, Layout, Part},
    domain::time::{ClockTime, LongDay, Moment},
};

pub(super) fn document(seen: &AtAGlance, school: &str, now: Moment) -> Document {
    let above: Vec<String> = seen.pupils.iter().flat_map(above).collect();
    let anew: Vec<String> = seen.pupils.iter().flat_map(anew).collect();
    let mut parts = Vec::new();
    // Without headings of their own: each line says what it is, and a class is to stand on one side.
    if !above.is_empty() {
        parts.push(Part::List(above));
    }
    let rows = seen.pupils.iter().flat_map(rows).collect();
    let heads = ["Pupil", "Do this", "Avoid", "Target now", "Review"];
    parts.push(Part::table("Current targets and strategies", &heads, rows));
    if !anew.is_empty() {
        parts.push(Part::List(anew));
    }
    let printed = format!("Printed {}, {}.", LongDay(now.today()), ClockTime(now.local().time()));
    parts.push(Part::Note(format!("{printed} Contains personal information – shred after use.")));
    Document {
        title: seen.title(),
        school: school.to_owned(),
        about: String::new(),
        on: now.today(),
        layout: Layout::AcrossAndClose,
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

#[cfg(test)]
#[cfg(feature = "pdf")]
mod tests {
    use super::{
        super::at_a_glance::{PlanAtAGlance, TargetAtAGlance},
        *,
    };
    use crate::{documents::typeset, domain::ids::PupilId};

    fn target() -> TargetAtAGlance {
        TargetAtAGlance {
            beside: None,
            does: "Now-and-next board, five-minute and one-minute warnings, and a job to carry".to_owned(),
            avoid: "A surprise change without showing it on the board".to_owned(),
            target: "Starts independent work within three minutes and tries twice before asking (7 to 9 lessons)"
                .to_owned(),
            review: "Wed 25 Nov, Mrs Anand".to_owned(),
        }
    }

    fn pupil(n: i64) -> PupilAtAGlance {
        let must = ("Must".to_owned(), "Sits where she sees the speaker’s face".to_owned());
        let above = if n == 0 { vec![must] } else { Vec::new() };
        let plan = PlanAtAGlance { rows: (0..3).map(|_| target()).collect(), anew: None };
        PupilAtAGlance { id: PupilId(n), name: "Aoife H.".to_owned(), above, plans: vec![plan] }
    }

    /// Whether a class of so many stands on one side of paper.
    fn is_one_side(pupils: i64) -> bool {
        let seen = AtAGlance { classes: "3A".to_owned(), pupils: (0..pupils).map(pupil).collect() };
        let file =
            typeset::pdf(&[document(&seen, "Oakfield Primary", Moment::from_unix(1_795_420_800))]).expect("a document");
        String::from_utf8_lossy(&file).contains("/Type/Pages/Count 1/")
    }

    #[test]
    fn eight_pupils_with_three_targets_each_stand_on_one_side() {
        assert!(is_one_side(8));
        assert!(!is_one_side(16), "or else nothing was counted");
    }
}
