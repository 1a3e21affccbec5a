//! What a message leaves to do that does not go by mail, or did not arrive.

use chrono::NaiveDate;

use super::{About, Task, TaskKind};
use crate::domain::{
    adult_needs::{Format, Needs},
    carriage::Carriage,
    ids::{AdultId, ConversationId, NoticeId, PupilId},
    notice::{NoticeKind, Recipient},
    people::Role,
    reminder::{BookingFacts, Matter, Planned},
    time::{ClockTime, Day},
};

/// The letter or the call that a message needs instead of its mail or besides, under the message's own key where there is no mail, so that
/// what has been said in one way is never said again in another.
#[must_use]
pub fn told_otherwise(planned: &Planned, needs: &Needs) -> Option<Task> {
    let (Recipient::Adult(adult), Matter::Meeting { id, pupil, booking, .. }) = (planned.to, &planned.matter) else {
        return None;
    };
    let (kind, key, detail, due_on) = match planned.way {
        Carriage::Mail | Carriage::Nothing(_) => return None,
        Carriage::MailAndLetter => {
            let beside = format!("{}/{}", TaskKind::PrintLetter.as_code(), planned.key);
            (TaskKind::PrintLetter, beside, letter(planned.kind, needs.format), planned.due_on)
        }
        Carriage::Letter => {
            (TaskKind::PrintLetter, planned.key.clone(), letter(planned.kind, needs.format), planned.due_on)
        }
        Carriage::Call => {
            let day = needs.suits.first_day(planned.due_on);
            // On a day that suits them, unless the meeting is before it.
            let before = booking.as_ref().is_some_and(|b| b.slot.starts.today() < day);
            let day = if before { planned.due_on } else { day };
            (TaskKind::PhoneParent, planned.key.clone(), call(planned.kind, booking.as_ref()), day)
        }
    };
    // What was agreed is for whoever may read the record of a meeting, which the office does not.
    let inner = matches!(planned.kind, NoticeKind::Summary | NoticeKind::Answered);
    let role = if inner { Role::Senco } else { Role::Office };
    let about = About { conversation: *id, pupil: *pupil, adult };
    // What is said on the day itself is a call and nothing else: no letter stands in for it, and none is overtaken by it.
    let said_today = matches!(planned.kind, NoticeKind::RunningLate | NoticeKind::PleasePhone);
    let message = Some(planned.kind).filter(|_| !said_today);
    let until = said_today.then_some(due_on);
    Some(Task { key, message, until, ..Task::of(about, kind, role, "", detail, due_on) })
}

fn letter(kind: NoticeKind, format: Format) -> String {
    let why = match format {
        Format::AsItComes => "No e-mail address of theirs works.".to_owned(),
        format => format!("They want what we send like this: {}.", format.words().to_lowercase()),
    };
    format!("{}. {why}", kind.words())
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
        (NoticeKind::RunningLate, Some(when)) => {
            format!("Please ring them at once: we are running late for the meeting of {when}.")
        }
        (NoticeKind::PleasePhone, Some(when)) => {
            format!("Please ring them at once about the meeting of {when}, before they set out.")
        }
        (NoticeKind::Cancelled, None) => "Please tell them by phone: the meeting is called off.".to_owned(),
        (NoticeKind::Answered, _) => {
            "Please tell them by phone what was answered: it stands with the pupil.".to_owned()
        }
        _ => "Please offer the times by phone.".to_owned(),
    }
}

/// Two messages and no answer: the office rings, on the first day that suits them.
#[must_use]
pub fn silent(planned: &Planned, needs: &Needs) -> Option<Task> {
    let Matter::Meeting { id, pupil, adult, .. } = planned.matter else { return None };
    let about = About { conversation: id, pupil, adult };
    let detail = "Two messages and no answer. Please phone, and write down what they say.";
    let due_on = needs.suits.first_day(planned.due_on);
    let task = Task::of(about, TaskKind::PhoneParent, Role::Office, "", detail, due_on);
    Some(Task { key: planned.key.clone(), ..task })
}

/// A message that did not leave, or did not arrive.
#[derive(Clone, Copy, Debug)]
pub struct Failed<'a> {
    /// Which.
    pub id: NoticeId,
    /// For whom.
    pub to: Recipient,
    /// Where to.
    pub address: &'a str,
    /// Whose record it belongs to.
    pub pupil: Option<PupilId>,
    /// About which meeting.
    pub conversation: Option<ConversationId>,
}

/// It could not be sent: the office rings a parent instead. Colleagues are told on the page of messages.
#[must_use]
pub fn not_sent(failed: &Failed<'_>, today: NaiveDate) -> Option<Task> {
    let adult = failed.adult()?;
    let detail = "A message could not be sent. Please phone instead.";
    Some(failed.task(TaskKind::PhoneParent, &failed.id.to_string(), Some(adult), detail, today))
}

/// The address does not work: the office asks for the right one, once for each address.
#[must_use]
pub fn wrong_address(failed: &Failed<'_>, today: NaiveDate) -> Task {
    let detail = "The e-mail address does not work. Please ask for the right one.";
    failed.task(TaskKind::FixAddress, &failed.address.to_ascii_lowercase(), failed.adult(), detail, today)
}

impl Failed<'_> {
    fn adult(&self) -> Option<AdultId> {
        match self.to {
            Recipient::Adult(id) => Some(id),
            Recipient::Staff(_) | Recipient::Office => None,
        }
    }

    fn task(&self, kind: TaskKind, mark: &str, adult: Option<AdultId>, detail: &str, due_on: NaiveDate) -> Task {
        Task {
            key: format!("{}:{mark}", kind.as_code()),
            kind,
            role: Role::Office,
            pupil: self.pupil,
            adult,
            conversation: self.conversation,
            message: None,
            detail: detail.to_owned(),
            due_on,
            until: None,
        }
    }
}
