//! Two plans beside SEN support, so that the demo shows what only they have: a part-time timetable, with its days and hours, and a pastoral
//! plan.

use super::frame::Frame;
use crate::{
    domain::{
        ids::{PupilId, StaffId},
        need::Area,
        part_time::{Agreement, AtSchool, Days, FULL_WEEK, Part, Pattern},
        plan::{self, Agency, Answer, Issue, PlanKind},
        strategy::Strategy,
        target::{Aim, Direction, Score},
        template::{Question, Template},
    },
    store::{
        Tx,
        contacts::contacts_of,
        part_time::{self, New, Terms},
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
        if kind == PlanKind::PartTimeTimetable {
            timetable(tx, frame, *pupil).await?;
        }
    }
    Ok(())
}

/// Mornings, to which two afternoons come at the first step. The parents agree, and the authority was told.
async fn timetable(tx: &mut Tx, frame: &Frame, pupil: PupilId) -> anyhow::Result<()> {
    let (told_on, from) = (tx.now.today(), frame.day(-4));
    let day = |part, ends| Some(AtSchool { part, begins: 9 * 60, ends });
    let mornings = Pattern([day(Part::Morning, 12 * 60); 5]);
    let mut more = mornings;
    more.0[..2].fill(day(Part::Whole, 15 * 60 + 15));
    let terms = Terms {
        days: Days { from, until: frame.day(12) },
        reason: "Too anxious to stay for lunch, after a long absence. CAMHS advises to build the day up.".to_owned(),
        full_week: FULL_WEEK,
    };
    let made = part_time::enter(tx, pupil, &New { terms, week: mornings, review_on: frame.day(4) }).await?;
    part_time::add_step(tx, pupil, made, frame.day(5), &more).await?;
    part_time::tell(tx, pupil, made, told_on, "By the authority’s own form").await?;
    let contacts = contacts_of(tx.conn(), pupil, told_on).await?;
    if let Some((parent, _)) = contacts.first() {
        part_time::answer(tx, pupil, made, (parent.id, Agreement::Meeting), told_on).await?;
    }
    Ok(())
}

/// What the pastoral plans of the demo answer to the questions of their template.
const ANSWERS: [&str; 2] = [
    "Miss Bell, in the library, at break on Mondays and Fridays",
    "Changes of room are told the day before, alone and quietly",
];

fn answered((question, words): (&Question, &str)) -> Answer {
    Answer { question: question.words.clone(), words: words.to_owned() }
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
        terms: plan::Terms {
            tried_first: "A quiet word at the gate each morning for three weeks; a seat near the door".to_owned(),
            ends_on: short.then(|| frame.day(12)),
            issues: if short { vec![Issue::Anxiety, Issue::Attendance] } else { vec![Issue::LowMood] },
            agencies: vec![agency],
            answers: Template::shipped(kind).questions.iter().zip(ANSWERS).map(answered).collect(),
        },
        outcomes: vec![Outcome {
            id: None,
            wording: format!("{forename} comes to school gladly, every day"),
            area: Area::Semh,
            reference: String::new(),
            adulthood: None,
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
            strategies: vec![
                Strategy { by: "Pastoral lead".to_owned(), ..Strategy::to_do("Meets them at the gate each morning") },
                Strategy::to_do("A quiet start in the library"),
                Strategy::avoid("Asking why in front of others"),
            ],
            at_home: String::new(),
            carried: 0,
        }],
        placements: Vec::new(),
    }
}
