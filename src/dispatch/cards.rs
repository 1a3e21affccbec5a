//! Names and addresses for one message.

use anyhow::Context;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::Deliverable,
        addition::{self, Addition},
        ids::{ConversationId, SchoolId},
        language::Language,
        notice::Recipient,
        people::Name,
        reminder::{Matter, Picture, Planned},
    },
    mail,
    store::{adult_needs, notices::additions, reminders, schools, wordings},
    texts::Words,
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

pub(super) async fn school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<mail::SchoolCard> {
    Ok(card(schools::get(conn, school).await?))
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
        entrance: card.entrance,
        video_link: card.video_link,
    }
}

pub(super) async fn name(conn: &mut SqliteConnection, to: Recipient) -> anyhow::Result<Name> {
    reminders::name_of(conn, to).await?.context("a message to nobody")
}

pub(super) async fn hosts(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<mail::Hosts> {
    let found = reminders::hosts_of(conn, id).await?.context("a message about no meeting")?;
    let reminders::MeetingHosts { lead, also_present, calendar_uid } = found;
    Ok(mail::Hosts { lead: lead.formal(), also_present, calendar_uid })
}

/// The school's words in the language that somebody reads, and which that is where nothing is written in it.
pub(super) async fn reader(
    conn: &mut SqliteConnection,
    school: SchoolId,
    to: Recipient,
) -> anyhow::Result<(Words, Option<String>)> {
    let Recipient::Adult(adult) = to else { return Ok((Words::shipped(Language::English), None)) };
    let needs = adult_needs::of_one(conn, adult).await?;
    let (language, unwritten) = needs.language_to_write();
    let words = Words::of(&wordings::of(conn, school).await?, language);
    Ok((words, unwritten.map(str::to_owned)))
}

/// What somebody adds to a message, where it has room for that.
pub(super) async fn added(conn: &mut SqliteConnection, planned: &Planned) -> anyhow::Result<Addition> {
    if addition::has_room(planned.kind) {
        additions::addition(conn, &planned.key).await
    } else {
        Ok(Addition::default())
    }
}
