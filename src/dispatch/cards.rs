//! Names and addresses for one message.

use anyhow::Context;

use crate::{
    domain::{
        access::Deliverable,
        ids::ConversationId,
        notice::Recipient,
        people::Name,
        reminder::{Matter, Picture, Planned},
    },
    mail,
    store::{Tx, adult_needs, reminders, schools},
};

/// The address of a message that is due. The rules have seen to it that there is one.
pub(super) fn address(picture: &Picture, planned: &Planned) -> Option<Deliverable> {
    match (planned.to, &planned.matter) {
        (Recipient::Adult(adult), Matter::Meeting { id, .. }) => {
            let meeting = picture.meetings.iter().find(|m| m.id == *id)?;
            let invited = meeting.invited.iter().find(|i| i.contact.adult == adult)?;
            invited.address(planned.kind).ok().cloned()
        }
        (Recipient::Staff(staff), _) => picture.staff.iter().find(|s| s.id == staff)?.address.clone().ok(),
        _ => None,
    }
}

pub(super) async fn school(tx: &mut Tx) -> anyhow::Result<mail::SchoolCard> {
    let school = tx.school()?;
    Ok(card(schools::get(tx.conn(), school).await?))
}

/// What messages say about a school.
pub(super) fn card(card: schools::SchoolCard) -> mail::SchoolCard {
    mail::SchoolCard {
        name: card.name,
        phone: card.phone,
        email: card.email,
        address: card.address,
        sendiass: card.sendiass,
        local_offer: card.local_offer,
    }
}

pub(super) async fn name(tx: &mut Tx, to: Recipient) -> anyhow::Result<Name> {
    reminders::name_of(tx.conn(), to).await?.context("a message to nobody")
}

pub(super) async fn hosts(tx: &mut Tx, id: ConversationId) -> anyhow::Result<mail::Hosts> {
    let found = reminders::hosts_of(tx.conn(), id).await?.context("a message about no meeting")?;
    let reminders::MeetingHosts { lead, also_present, calendar_uid } = found;
    Ok(mail::Hosts { lead: lead.formal(), also_present, calendar_uid })
}

/// The language that somebody reads, where it is not English.
pub(super) async fn reads(tx: &mut Tx, to: Recipient) -> anyhow::Result<Option<String>> {
    let Recipient::Adult(adult) = to else { return Ok(None) };
    Ok(adult_needs::of_one(tx.conn(), adult).await?.reads().map(str::to_owned))
}
