//! What a meeting leaves to do: what an invitation needs besides its mail, what an answer asks for, and what is said afterwards.

use chrono::NaiveDate;

use super::{About, Task, TaskKind};
use crate::domain::{
    adult_needs::{Format, Needs, Way},
    conversation::{Agreement, AnswerKind, NewAnswer},
    ids::{AdultId, PupilId, SlotId},
    people::{Name, Role},
    time::{ClockTime, Day, Moment},
};

/// What an invitation needs besides its mail: a call, a letter, somebody who reads it to them.
#[must_use]
pub fn for_invitation(about: About, needs: &Needs, way: Way, today: NaiveDate) -> Vec<Task> {
    let mark = format!("invite/{}/{}", about.conversation, about.adult);
    let office = |kind, mark: &str, why: String, due| Task::of(about, kind, Role::Office, mark, why, due);
    let no_mailbox = || "No working e-mail address: please offer the times by hand.".to_owned();
    let call = (way == Way::Phone).then(|| {
        let why = match needs.format {
            Format::Spoken => "They want to be told by phone, not written to: please offer the times.".to_owned(),
            _ => no_mailbox(),
        };
        office(TaskKind::PhoneParent, &mark, why, needs.suits.first_day(today))
    });
    let letter = way.has_letter().then(|| {
        let why = match needs.format {
            Format::AsItComes | Format::Bsl | Format::Spoken => no_mailbox(),
            format => format!("They want what we send like this: {}.", format.words().to_lowercase()),
        };
        office(TaskKind::PrintLetter, &mark, why, today)
    });
    let reading = needs.asks_to_read().map(|language| {
        let why =
            format!("They read {language}, and the invitation is in English: have it read to them or translated.");
        office(TaskKind::AccessNeeds, &format!("{mark}/language"), why, today)
    });
    [call, letter, reading].into_iter().flatten().collect()
}

/// Somebody to interpret for one adult at one time, if they need that.
#[must_use]
pub fn interpreter(about: About, needs: &Needs, slot: SlotId, today: NaiveDate) -> Option<Task> {
    let language = needs.interpreter()?;
    let mark = format!("{}/{}/{slot}/{language}", about.conversation, about.adult);
    Some(Task::of(about, TaskKind::BookInterpreter, Role::Office, &mark, format!("Interpreter: {language}"), today))
}

/// An answer, and what is known beside it.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// Whose.
    pub about: About,
    /// The role of whoever leads the meeting.
    pub lead: Option<Role>,
    /// The answer.
    pub said: &'a NewAnswer,
    /// The interpreter's language and the other needs of their answer before, which have been seen to.
    pub before: Option<(&'a str, &'a str)>,
    /// What they need, as it stands with this answer.
    pub needs: &'a Needs,
}

/// What an answer leaves for people to do. Of somebody who is not the person we meant nothing else is taken.
#[must_use]
pub fn after_answer(answered: &Answered<'_>, now: Moment) -> Vec<Task> {
    let Answered { about, lead, said, before, .. } = *answered;
    let (mark, today) = (at(about, now), now.today());
    let ask = |kind, role, words: String| Task::of(about, kind, role, &mark, words, today);
    let lead = leads(lead);
    let follows = match said.kind {
        AnswerKind::Accept => None,
        AnswerKind::OtherTime => {
            Some(ask(TaskKind::OtherTimes, lead, format!("Asks for another time: {}", said.preferences)))
        }
        AnswerKind::Phone => Some(ask(TaskKind::PhoneParent, lead, "Would like a phone call instead.".to_owned())),
        AnswerKind::Cannot => {
            let words = "Cannot come to any of the times. Please offer others.";
            Some(ask(TaskKind::OfferAgain, lead, words.to_owned()))
        }
        AnswerKind::WrongPerson => {
            let words = "Says they are not the person we meant. Check the address before anything else is sent.";
            return vec![ask(TaskKind::WrongPerson, Role::Office, words.to_owned())];
        }
    };
    let (language, needs) = (said.interpreter_language.as_str(), said.access_needs.as_str());
    let asks_anew = !language.is_empty() && before.is_none_or(|(known, _)| known != language);
    let interprets = match (said.kind, said.slot) {
        _ if !asks_anew => None,
        (AnswerKind::Accept, Some(slot)) => interpreter(about, answered.needs, slot, today),
        _ => Some(ask(TaskKind::BookInterpreter, Role::Office, format!("Interpreter: {language}"))),
    };
    let arranges = (!needs.is_empty() && before.is_none_or(|(_, known)| known != needs))
        .then(|| ask(TaskKind::AccessNeeds, Role::Office, needs.to_owned()));
    [follows, interprets, arranges].into_iter().flatten().collect()
}

/// On the day of the meeting they ask to be phoned instead of coming: whoever leads it rings them at its time.
#[must_use]
pub fn phone_today(about: About, lead: Option<Role>, starts: Moment, today: NaiveDate) -> Task {
    let detail = format!("Asks to be phoned instead of coming: today at {}.", ClockTime(starts.local().time()));
    let mark = format!("today/{}/{}/{}", about.conversation, about.adult, starts.unix());
    Task { until: Some(today), ..Task::of(about, TaskKind::PhoneParent, leads(lead), &mark, detail, today) }
}

/// They say that what was written down is not right, in these words: whoever leads the meeting rings them.
#[must_use]
pub fn not_right(about: About, lead: Option<Role>, words: &str, now: Moment) -> Task {
    let detail = format!("Says that what was written down is not right: {words}");
    let mark = format!("summary/{}", at(about, now));
    Task::of(about, TaskKind::PhoneParent, leads(lead), &mark, detail, now.today())
}

/// They do not agree with all of a plan, or with nothing of it, and say so behind their link: whoever leads the meeting rings them.
#[must_use]
pub fn not_agreed(about: About, lead: Option<Role>, answer: Agreement, words: &str, now: Moment) -> Task {
    let how = if answer == Agreement::InPart { "Agrees in part" } else { "Does not agree" };
    let detail = format!("{how} with the plan: {words}");
    let mark = format!("plan/{}", at(about, now));
    Task::of(about, TaskKind::PhoneParent, leads(lead), &mark, detail, now.today())
}

/// They ask for what was agreed on paper. It is for whoever may read the record of a meeting, which the office does not.
#[must_use]
pub fn paper_copy(about: About, today: NaiveDate) -> Task {
    let mark = format!("{}/{}", about.conversation, about.adult);
    let detail = "Asks for what was agreed on paper: open the meeting and print it.";
    Task::of(about, TaskKind::PaperCopy, Role::Senco, &mark, detail, today)
}

/// Somebody knows when and where a meeting is, and is kept away from now on: whoever leads it agrees another time. The task is not about
/// that adult, whom nobody is to ring.
#[must_use]
pub fn to_move(about: About, who: &Name, lead: Role, (sequence, starts): (i64, Moment), today: NaiveDate) -> Task {
    let local = starts.local();
    let when = format!("{}, {}", Day(local.date()), ClockTime(local.time()));
    let detail = format!(
        "{} may not take part any more, and knows that the meeting is on {when}. Agree another time or another place, and do not tell them.",
        who.formal()
    );
    let mark = format!("{}.{sequence}/{}", about.conversation, about.adult);
    Task { adult: None, ..Task::of(about, TaskKind::MoveMeeting, leads(Some(lead)), &mark, detail, today) }
}

/// Somebody meets on their own from now on and was asked to a meeting with others: whoever leads it rings them, and offers them one of their
/// own. Where they know its time, that is said.
#[must_use]
pub fn to_meet_apart(about: About, who: &Name, lead: Option<Role>, knows: Option<Moment>, today: NaiveDate) -> Task {
    let knows = knows.map(Moment::local).map_or_else(String::new, |at| {
        format!(" They know that it is on {}, {}.", Day(at.date()), ClockTime(at.time()))
    });
    let detail = format!(
        "{} meets on their own from now on and was asked to this meeting with others. They get no more mail about it.{knows} \
         Ring them, and offer them a meeting of their own.",
        who.formal()
    );
    let mark = format!("apart/{}/{}", about.conversation, about.adult);
    Task::of(about, TaskKind::PhoneParent, leads(lead), &mark, detail, today)
}

/// The beginning of the key of the task that a parent's wish to meet apart leaves.
#[must_use]
pub fn wishes_apart_key(pupil: PupilId, adult: AdultId) -> String {
    format!("{}/apart/{pupil}/{adult}/", TaskKind::MeetingAsked.as_code())
}

/// They would like to meet without the other parent: whoever leads the meeting offers them one of their own, and tells nobody.
#[must_use]
pub fn wishes_apart(about: About, lead: Option<Role>, wish: i64, today: NaiveDate) -> Task {
    let detail = "Would like to meet without the other parent. Offer them a time of their own, and do not tell the other parent why.";
    let key = format!("{}{wish}", wishes_apart_key(about.pupil, about.adult));
    Task { key, ..Task::of(about, TaskKind::MeetingAsked, leads(lead), "", detail, today) }
}

/// Others were asked to a meeting, and they meet on their own: they are offered one of their own.
#[must_use]
pub fn own_meeting(about: About, today: NaiveDate) -> Task {
    let detail = "Meets on their own, and was not asked to the meeting with others. Offer them a meeting of their own.";
    let mark = format!("own/{}/{}", about.conversation, about.adult);
    Task { conversation: None, ..Task::of(about, TaskKind::OfferAgain, Role::Senco, &mark, detail, today) }
}

/// Whose a task is that belongs to whoever leads the meeting: a SENCO's go to the SENCO's list, everybody else's to "My pupils".
fn leads(lead: Option<Role>) -> Role {
    if lead == Some(Role::Senco) { Role::Senco } else { Role::Teacher }
}

fn at(about: About, now: Moment) -> String {
    format!("{}/{}/{}", about.conversation, about.adult, now.unix())
}
