//! Messages that do not go by mail, or not by mail alone: a letter to print, or a call to make, as a task under the message's own key, so
//! that what has been said in one way is never said again in another.

use crate::{
    domain::{
        carriage::Carriage,
        notice::{NoticeKind, Recipient},
        people::Name,
        reminder::{BookingFacts, Matter, Planned, SlotFacts},
        time::{ClockTime, Day},
    },
    mail,
    store::{Tx, adult_needs, letters, schools::SchoolCard},
};

/// Asks for whatever a message needs besides its mail.
pub(super) async fn tasks(tx: &mut Tx, planned: &Planned) -> anyhow::Result<()> {
    let (Recipient::Adult(adult), Matter::Meeting { id, pupil, booking, .. }) = (planned.to, &planned.matter) else {
        return Ok(());
    };
    let needs = adult_needs::of_one(tx.conn(), adult).await?;
    let beside = format!("print_letter/{}", planned.key);
    let (key, detail, due_on) = match planned.way {
        Carriage::Mail | Carriage::Nothing(_) => return Ok(()),
        Carriage::MailAndLetter => (beside.as_str(), letter(planned, needs.format.words()), planned.due_on),
        Carriage::Letter => (planned.key.as_str(), letter(planned, needs.format.words()), planned.due_on),
        Carriage::Call => {
            let day = needs.suits.first_day(planned.due_on);
            let before = booking.as_ref().map(|b| b.slot.starts.today()).filter(|meets| *meets < day);
            (planned.key.as_str(), call(planned.kind, booking.as_ref()), before.map_or(day, |_| planned.due_on))
        }
    };
    // What was agreed is for whoever may read the record of a meeting, which the office does not.
    let for_role = if planned.kind == NoticeKind::Summary { "senco" } else { "office" };
    let new = letters::New {
        key,
        message: planned.kind,
        is_call: planned.way == Carriage::Call,
        for_role,
        pupil: *pupil,
        adult,
        conversation: *id,
        detail: &detail,
        due_on,
    };
    letters::add(tx, &new).await
}

fn letter(planned: &Planned, format: &str) -> String {
    let why = match format {
        "As it comes" => "No e-mail address of theirs works.".to_owned(),
        format => format!("They want what we send like this: {}.", format.to_lowercase()),
    };
    format!("{}. {why}", planned.kind.words())
}

/// What somebody who rings is to say.
fn call(kind: NoticeKind, booking: Option<&BookingFacts>) -> String {
    let when = booking.map(|booking| {
        let local = booking.slot.starts.local();
        format!("{}, {}", Day(local.date()), ClockTime(local.time()))
    });
    match (kind, when) {
        (NoticeKind::Booked, Some(when)) => format!("Please tell them by phone: the meeting is booked for {when}."),
        (NoticeKind::Changed, Some(when)) => format!("Please tell them by phone: the meeting is now on {when}."),
        (NoticeKind::Cancelled, Some(when)) => {
            format!("Please tell them by phone: the meeting on {when} is called off.")
        }
        (NoticeKind::Cancelled, None) => "Please tell them by phone: the meeting is called off.".to_owned(),
        _ => "Please offer the times by phone.".to_owned(),
    }
}

/// What a letter tells.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// What kind of message it is.
    pub kind: NoticeKind,
    /// To whom.
    pub name: &'a Name,
    /// The language they read, where it is not English.
    pub reads: Option<&'a str>,
    /// The time in force.
    pub time: Option<&'a SlotFacts>,
    /// Who leads the meeting.
    pub lead: &'a Name,
    /// Who else will be there.
    pub also_present: &'a str,
}

/// The text of a mail, as it stands on paper: without links, and with the ways to answer that somebody has who holds a letter.
///
/// # Errors
/// When there is no such text.
pub fn on_paper(school: &SchoolCard, telling: &Telling<'_>) -> anyhow::Result<mail::Paper> {
    let card = super::cards::card(school.clone());
    let hosts = mail::Hosts { lead: telling.lead.formal(), also_present: telling.also_present.to_owned() };
    let booking =
        telling.time.map(|slot| BookingFacts { sequence: 0, slot: slot.clone(), at: slot.starts, by_adult: None });
    mail::on_paper(&card, telling.name, telling.reads, telling.kind, booking.as_ref(), &hosts)
}
