//! Two plans beside SEN support, so that the demo shows what only they have: a part-time timetable and a pastoral plan.

use super::frame::Frame;
use crate::{
    domain::{
        ids::{PupilId, StaffId},
        need::Area,
        plan::{Agency, Issue, PlanKind, Terms},
        target::{Aim, Direction, Score},
    },
    store::{
        Tx,
        plans::{self, Content, Outcome, Target},
    },
};

/// Makes them for the first two of these pupils, on the transaction's own day.
pub(super) async fn make(
    tx: &mut Tx,
    frame: &Frame,
    lead: StaffId,
    pupils: &[(PupilId, String)],
) -> anyhow::Result<()> {
    let kinds = [PlanKind::PartTimeTimetable, PlanKind::Pastoral];
    for (kind, (pupil, forename)) in kinds.into_iter().zip(pupils) {
        plans::create(tx, *pupil, kind, &content(kind, frame, lead, forename)).await?;
    }
    Ok(())
}

fn content(kind: PlanKind, frame: &Frame, lead: StaffId, forename: &str) -> Content {
    let short = kind.must_end();
    let agency = Agency {
        name: "Dr Aisha Lee".to_owned(),
        agency: "CAMHS".to_owned(),
        role: "Therapist, sees the family every fortnight".to_owned(),
        contact: "020 7946 0200".to_owned(),
    };
    let score = |n: i64| Score(n * 100);
    let (baseline, predicted) = if short { (6, 10) } else { (1, 4) };
    Content {
        lead,
        review_on: frame.day(if short { 8 } else { 6 }),
        ehc_anchor_on: None,
        terms: Terms {
            ends_on: short.then(|| frame.day(12)),
            issues: if short { vec![Issue::Anxiety, Issue::Attendance] } else { vec![Issue::LowMood] },
            agencies: vec![agency],
        },
        outcomes: vec![Outcome {
            id: None,
            wording: format!("{forename} comes to school gladly, every day"),
            area: Area::Semh,
        }],
        targets: vec![Target {
            id: None,
            outcome: 0,
            wording: if short { "Stays for the whole morning" } else { "Talks with the mentor about the week" }
                .to_owned(),
            measure: if short { "Half days in school a week" } else { "Talks in four weeks" }.to_owned(),
            unit: if short { "half days" } else { "talks" }.to_owned(),
            aim: Aim {
                direction: Direction::Higher,
                baseline: score(baseline),
                predicted: score(predicted),
                challenge: None,
            },
            strategy: "The same adult at the gate each morning; a quiet start in the library".to_owned(),
            avoid: "Asking why in front of others".to_owned(),
            at_home: String::new(),
            carried: 0,
        }],
        placements: Vec::new(),
    }
}
