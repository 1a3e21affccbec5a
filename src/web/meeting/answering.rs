//! What follows from a parent's answer, whoever wrote it down.

use crate::{
    dispatch::{self, Post, Scope},
    domain::{
        conversation::AnswerKind,
        task::{self, About, Answered},
    },
    store::{
        Tx, adult_needs,
        conversations::{
            add_slot, book,
            invitations::{self, Opened},
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

/// Whom an answer is about: the meeting, the pupil and the adult who was asked.
pub(in crate::web) fn about(opened: &Opened) -> About {
    About { conversation: opened.conversation.id, pupil: opened.conversation.pupil, adult: opened.who.adult }
}
