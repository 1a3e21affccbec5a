//! Messages that do not go by mail, or not by mail alone: a letter to print, or a call to make, as a task under the message's own key, so
//! that what has been said in one way is never said again in another.

use crate::{
    domain::{
        notice::{NoticeKind, Recipient},
        people::Name,
        reminder::{BookingFacts, Planned, SlotFacts},
        task,
        which_child::Mark,
    },
    mail,
    store::{Tx, adult_needs, letters, schools::SchoolCard},
    texts::Words,
};

/// Asks for whatever a message needs besides its mail.
pub(super) async fn tasks(tx: &mut Tx, planned: &Planned) -> anyhow::Result<()> {
    let Recipient::Adult(adult) = planned.to else { return Ok(()) };
    let needs = adult_needs::of_one(tx.conn(), adult).await?;
    match task::told_otherwise(planned, &needs) {
        Some(task) => letters::add(tx, &task).await,
        None => Ok(()),
    }
}

/// What a letter tells.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// What kind of message it is.
    pub kind: NoticeKind,
    /// To whom.
    pub name: &'a Name,
    /// The language they read, where nothing is written in it.
    pub reads: Option<&'a str>,
    /// The time in force.
    pub time: Option<&'a SlotFacts>,
    /// Who leads the meeting.
    pub lead: &'a Name,
    /// Who else will be there.
    pub also_present: &'a str,
    /// What tells the child from others of theirs.
    pub child: Option<Mark>,
}

/// The text of a mail in one language, as it stands on paper: without links, and with the ways to answer that somebody has who holds a letter.
///
/// # Errors
/// When there is no such text.
pub fn on_paper(school: &SchoolCard, telling: &Telling<'_>, words: &Words) -> anyhow::Result<mail::Paper> {
    let card = super::cards::card(school.clone());
    let (lead, also_present) = (telling.lead.formal(), telling.also_present.to_owned());
    let hosts = mail::Hosts { lead, also_present, ..mail::Hosts::default() };
    let booking =
        telling.time.map(|slot| BookingFacts { sequence: 0, slot: slot.clone(), at: slot.starts, by_adult: None });
    let reader = (telling.name, words, telling.reads);
    mail::on_paper(&card, reader, telling.kind, booking.as_ref(), (&hosts, telling.child))
}
