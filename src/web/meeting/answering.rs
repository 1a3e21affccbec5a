//! What follows from a parent's answer, whoever wrote it down.

use anyhow::Context;

use crate::{
    dispatch::{self, Post, Scope},
    domain::{
        conversation::{AnswerKind, NewAnswer},
        reminder::SlotFacts,
        task::{self, About, Answered},
    },
    store::{
        Tx, adult_needs, contacts,
        conversations::{
            NewOffer, add_slot, book,
            invitations::{self, Opened},
            links, offer,
        },
        tasks,
    },
    web::meeting::answer_form::ReadAnswer,
};

/// Keeps an answer and does what follows from it: a booking, tasks, messages. The same whether they answered through their link or
/// somebody wrote it down for them.
pub(in crate::web) async fn take(tx: &mut Tx, post: &Post, opened: &Opened, read: &ReadAnswer) -> anyhow::Result<()> {
    let (about, meeting) = (about(opened), &opened.conversation);
    let mut new = read.new.clone();
    if let Some(slot) = &read.instead {
        new.slot = Some(add_slot(tx, meeting.id, slot).await?);
    }
    let new = &new;
    invitations::answer(tx, about, opened.who.invitation, new).await?;
    tasks::settle(tx, meeting.id, Some(about.adult), new.kind.words()).await?;
    if let (AnswerKind::Accept, Some(slot), None) = (new.kind, new.slot, &meeting.booking) {
        book(tx, meeting.id, meeting.pupil, slot).await?;
    }
    let before =
        opened.who.answer.as_ref().map(|said| (said.interpreter_language.as_str(), said.access_needs.as_str()));
    let needs = adult_needs::of_one(tx.conn(), about.adult).await?;
    let answered = Answered { about, lead: meeting.lead_role, said: new, before, needs: &needs };
    tasks::add_all(tx, task::after_answer(&answered, tx.now)).await?;
    dispatch::queue_due(tx, post, Scope::Conversation(meeting.id)).await?;
    Ok(())
}

/// A second household meets the school on its own, at one of the times that were offered: the meeting that stands is not theirs, and one of
/// their own is booked. Nobody else is told. Returns the token of a link to it.
pub(in crate::web) async fn take_own(
    tx: &mut Tx,
    post: &Post,
    opened: &Opened,
    (read, slot): (&ReadAnswer, &SlotFacts),
) -> anyhow::Result<String> {
    let (old, meeting, adult) = (about(opened), &opened.conversation, opened.who.adult);
    invitations::answer(tx, old, opened.who.invitation, &read.new).await?;
    tasks::settle(tx, meeting.id, Some(adult), "Meets the school on their own").await?;
    let today = tx.now.today();
    let everybody = contacts::contacts_of(tx.conn(), meeting.pupil, today).await?;
    let new = NewOffer {
        plan: meeting.plan,
        pupil: meeting.pupil,
        lead: meeting.lead,
        also_present: meeting.also_present.clone(),
        ehc_annual: false,
        answer_by: today,
        replaces: None,
        slots: vec![slot.into()],
        left_out: everybody.into_iter().map(|(card, _)| card.id).filter(|id| *id != adult).collect(),
    };
    let id = offer(tx, &new).await?;
    let link = links::to_meeting(tx, id, adult, dispatch::link_ends(slot.starts)).await?;
    let now = tx.now;
    let theirs = invitations::by_token(tx.conn(), &link, now).await?.context("a meeting of nobody")?;
    let chosen = theirs.conversation.slots.first().map(|slot| slot.id);
    let said = NewAnswer { kind: AnswerKind::Accept, slot: chosen, ..read.new.clone() };
    take(tx, post, &theirs, &ReadAnswer { new: said, instead: None, own: None }).await?;
    dispatch::queue_due(tx, post, Scope::Conversation(meeting.id)).await?;
    Ok(link)
}

/// Whom an answer is about: the meeting, the pupil and the adult who was asked.
pub(in crate::web) fn about(opened: &Opened) -> About {
    About { conversation: opened.conversation.id, pupil: opened.conversation.pupil, adult: opened.who.adult }
}
