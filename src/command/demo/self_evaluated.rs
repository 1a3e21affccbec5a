//! What the demo's school holds of itself: ratings of last summer and of this term, by itself and by another school, with evidence and with
//! actions of which one is late.

use chrono::NaiveDate;

use super::{
    frame::{Frame, moment},
    people::Staff,
};
use crate::{
    domain::self_evaluation::{Framework, Rater, shipped},
    store::{
        Actor, Tx,
        self_evaluations::{
            At, actions,
            written::{self, NewRating, NoteKind},
        },
    },
};

/// Statement, what was held of it last term and this one, what another school holds of it, and why; an empty step is none.
const RATED: &[(&str, &str, &str, &str, &str)] = &[
    ("1a", "no", "some", "some", "Reading and number are tested each autumn; speech is not."),
    ("1b", "some", "yes", "", "Reviews fall in the fortnight after the school’s own data days."),
    ("1c", "some", "some", "no", "Most have three. Where a meeting was missed, the third is often a phone call."),
    ("1e", "yes", "yes", "yes", "The plan checker asks for measure and starting point."),
    ("1j", "", "some", "", "The steps are there; assessments are not always dated."),
    ("1l", "some", "yes", "yes", "Every review asks, in the way that suits the pupil."),
    ("2a", "no", "some", "", "The catalogue is written; half of it says why it works."),
    ("2e", "some", "yes", "", "Adjustments stand on the class sheet."),
    ("2t", "", "yes", "yes", "One at present, with a last day."),
    ("3b", "no", "some", "no", "Cover staff see a sheet; not everybody opens the plan."),
    ("3g", "", "some", "", "A cover sheet is made for each day."),
    ("4a", "yes", "yes", "", "Two visits a year, each with a written report."),
    ("4e", "no", "no", "", "Rates are in; nobody compares them with the budget yet."),
    ("5c", "", "some", "some", "Written down at each meeting. Not everything is said to be done."),
    ("5f", "no", "some", "", "Asked at the first meeting since September."),
];

/// Comments on what stands above the statements.
const SAID: &[(&str, &str)] = &[
    ("context", "Two classes in each year, and more children new to English each September."),
    ("priorities", "That every adult has read the plan of every pupil whom they work with."),
    ("1", "The weakest part is what we know of speech and language."),
];

/// Evidence: of which statement, what, and where.
const SHOWN: &[(&str, &str, &str)] = &[
    ("1a", "Results of the autumn tests, with the SENCO", ""),
    ("4c", "The SEN information report on the website", "https://oakfield.example.org/send"),
    ("4a", "Reports of the governor’s visits in March and October", ""),
];

/// Writes it all, and leaves the act at the instant and with the actor that it had.
pub(super) async fn fill(tx: &mut Tx, frame: &Frame, staff: Staff) -> anyhow::Result<()> {
    let Some((ours, _)) = shipped().first() else { return Ok(()) };
    let (now, actor) = (tx.now, tx.actor);
    tx.actor = Actor::Staff(staff.senco);
    let last = frame.past.last().map_or(frame.day(-120), |round| round.window.closes_on);
    for (day, this) in [(last, false), (frame.day(-12), true)] {
        tx.now = moment(frame.calendar.on_or_after(day), 16, 10);
        rate(tx, ours, this).await?;
    }
    for (place, words) in SAID {
        written::note(tx, at(ours, place), NoteKind::Comment, (words, "")).await?;
    }
    for (place, words, link) in SHOWN {
        written::note(tx, at(ours, place), NoteKind::Evidence, (words, link)).await?;
    }
    take_on(tx, ours, frame, staff).await?;
    (tx.now, tx.actor) = (now, actor);
    Ok(())
}

fn at<'a>(ours: &'a Framework, place: &'a str) -> At<'a> {
    let wording = ours.place(place).map(|one| one.words()).unwrap_or_default();
    At { framework: &ours.key, place, wording }
}

/// What the school holds, and in this term what another one holds.
async fn rate(tx: &mut Tx, ours: &Framework, this: bool) -> anyhow::Result<()> {
    for (place, before, now, second, why) in RATED {
        if let Some((_, step)) = ours.step(if this { now } else { before }) {
            let reason = if this { why } else { "" };
            let new = NewRating { rater: Rater::School, second_rater: "", step, reason };
            written::rate(tx, at(ours, place), &new).await?;
        }
        if let Some((_, step)) = ours.step(second).filter(|_| this) {
            let new = NewRating { rater: Rater::Second, second_rater: "Elm Grove School", step, reason: "" };
            written::rate(tx, at(ours, place), &new).await?;
        }
    }
    Ok(())
}

/// One is done, one is late, and one is to come.
async fn take_on(tx: &mut Tx, ours: &Framework, frame: &Frame, staff: Staff) -> anyhow::Result<()> {
    let all: [(&str, &str, NaiveDate); 3] = [
        ("2a", "Say of each provision in the catalogue why we think that it works", frame.day(-3)),
        ("4e", "Compare planned provision with the notional budget", frame.day(20)),
        ("3b", "Show cover staff where the plans are", frame.day(-5)),
    ];
    for (place, words, due_on) in all {
        actions::add(tx, at(ours, place), words, (staff.senco, due_on)).await?;
    }
    let school = tx.school()?;
    let taken_on = actions::actions(tx.conn(), school, actions::Asked::default()).await?;
    if let Some(shown) = taken_on.iter().find(|one| one.place == "3b") {
        tx.now = moment(frame.day(-6), 15, 50);
        actions::finish(tx, shown, frame.day(-6), "At the staff meeting").await?;
    }
    Ok(())
}
