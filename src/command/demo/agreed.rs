//! Which of the demo's plans are agreed: most, with what parents and the pupil said; some still wait for it, and one has a draft of its next
//! version.

use chrono::Days;

use super::{frame::Frame, people::Staff};
use crate::{
    domain::{
        access::{Viewer, may_take_part},
        conversation::Agreement,
        ids::{PlanId, SchoolId},
        people::Role,
        plan_version::AnswerHow,
        target::Score,
    },
    store::{
        Actor, Store, Tx, contacts,
        plans::{
            self, PlanView,
            versions::{self, NewAnswer},
        },
    },
};

/// Every so many-th plan waits for its agreement.
const WAITS: usize = 6;
/// This one has a draft of its next version.
const DRAFTED: usize = 4;

/// What parents say, in turn.
const PARENTS: [&str; 4] = [
    "We talked about it at home and are glad",
    "",
    "The reading helps, he asks for the books now",
    "We would like to hear how it goes before half term",
];

/// What pupils say, in turn.
const PUPILS: [&str; 4] = ["I like the cards", "It is OK", "I want to do it with Leo", ""];

/// Agrees the plans that are written, as the SENCO wrote it down ten days ago.
pub(super) async fn make(store: &Store, frame: &Frame, (school, staff): (SchoolId, Staff)) -> anyhow::Result<()> {
    let now = super::frame::moment(frame.day(-10), 16, 10);
    let mut tx = store.begin(Actor::Staff(staff.senco), school, now).await?;
    let viewer = Viewer::new(staff.senco, school, Role::Senco);
    let open = plans::open_of_school(tx.conn(), school).await?;
    for (nth, plan) in open.into_iter().enumerate() {
        let Some(view) = plans::visible_to(tx.conn(), &viewer, plan, now.today()).await? else { continue };
        if nth % WAITS == 2 || !view.is_open() || !view.is_written() || view.cycle.started_on > now.today() {
            continue;
        }
        let answers = answers(&mut tx, &view, nth).await?;
        let on = (now.today() - Days::new(u64::try_from(nth % 4)?)).max(view.opened_on);
        versions::agree(&mut tx, &view, on, &answers).await?;
        if nth == DRAFTED {
            draft(&mut tx, &viewer, plan).await?;
        }
    }
    tx.commit().await
}

async fn answers(tx: &mut Tx, plan: &PlanView, nth: usize) -> anyhow::Result<Vec<NewAnswer>> {
    let today = tx.now.today();
    let mut all = Vec::new();
    let contacts = contacts::contacts_of(tx.conn(), plan.pupil, today).await?;
    for (place, (card, _)) in contacts.iter().filter(|(_, facts)| may_take_part(facts).is_ok()).enumerate() {
        let (answer, words, how) = match (place, nth % 5) {
            (0, 3) => (Agreement::InPart, "More often would be better", AnswerHow::Phone),
            (0, _) => (Agreement::Agree, PARENTS[nth % PARENTS.len()], AnswerHow::Meeting),
            _ => (Agreement::NotReached, "", AnswerHow::Phone),
        };
        all.push(NewAnswer { adult: Some(card.id), answer, words: words.to_owned(), how });
    }
    let words = PUPILS[nth % PUPILS.len()].to_owned();
    all.push(NewAnswer { adult: None, answer: Agreement::Agree, words, how: AnswerHow::InPerson });
    Ok(all)
}

/// A draft in which the first target aims a little further.
async fn draft(tx: &mut Tx, viewer: &Viewer, plan: PlanId) -> anyhow::Result<()> {
    let today = tx.now.today();
    let Some(view) = plans::visible_to(tx.conn(), viewer, plan, today).await? else { return Ok(()) };
    let mut content = view.content.clone();
    if let Some(target) = content.targets.first_mut() {
        let step = if target.aim.predicted < target.aim.baseline { -100 } else { 100 };
        target.aim.predicted = Score((target.aim.predicted.0 + step).max(0));
        target.aim.challenge = None;
    }
    plans::save_or_draft(tx, &view, &content).await?;
    Ok(())
}
