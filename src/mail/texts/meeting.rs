//! Messages to parents about one meeting: in their language, and below in English, which they were written in first.

use anyhow::{Context, bail};
use chrono::NaiveDate;

use super::{
    super::{Hosts, SchoolCard, safe},
    Facts, in_both,
    told::Told,
};
use crate::{
    args,
    domain::{
        addition::Addition,
        conversation::{AnswerKind, TookPart},
        ids::ConversationId,
        notice::NoticeKind,
        people::Name,
        reminder::{BookingFacts, Matter},
        time::Moment,
        which_child::Mark,
    },
    mail::{CalendarEntry, calendar_entry, letter::Letter},
    texts::Words,
};

pub(super) fn letter(
    facts: &Facts<'_>,
    kind: NoticeKind,
    id: ConversationId,
    booking: Option<&BookingFacts>,
) -> anyhow::Result<Letter> {
    let letter = in_both(facts.words, |words| in_language(facts, words, kind, booking))?;
    let calendar = match (kind, booking) {
        (NoticeKind::Booked | NoticeKind::Changed, Some(booking)) => {
            Some(("PUBLISH", entry(facts, id, booking, false)))
        }
        (NoticeKind::Cancelled, Some(booking)) => Some(("CANCEL", entry(facts, id, booking, true))),
        _ => None,
    };
    Ok(Letter { calendar, ..letter })
}

/// The whole message in one language.
fn in_language(
    facts: &Facts<'_>,
    words: &Words,
    kind: NoticeKind,
    booking: Option<&BookingFacts>,
) -> anyhow::Result<Letter> {
    let Matter::Meeting { answer_by, did, held_on, child, offered, again, .. } = facts.planned.matter else {
        bail!("a message to a parent about no meeting");
    };
    let agreed = || booking.context("no time is agreed");
    let Facts { school, name, reads, hosts, link, .. } = *facts;
    let (did, minutes) = (Some(did), offered.minutes);
    let told = Told { kind, school, name, words, reads, hosts, link, on_paper: false, did, minutes };
    let letter = match kind {
        NoticeKind::Invite => invite(&told, answer_by)?,
        NoticeKind::InviteReminder => invite_reminder(&told, answer_by)?,
        NoticeKind::Booked => booked(&told, agreed()?),
        NoticeKind::Changed => changed(&told, agreed()?),
        NoticeKind::Cancelled => cancelled(&told, booking),
        NoticeKind::Before => before(&told, agreed()?),
        NoticeKind::Eve => eve(&told, agreed()?),
        NoticeKind::RunningLate => running_late(&told, agreed()?),
        NoticeKind::PleasePhone => please_phone(&told, agreed()?),
        NoticeKind::Summary => summary(&told, held_on)?,
        NoticeKind::Feedback => feedback(&told)?,
        NoticeKind::Answered => answered(&told)?,
        NoticeKind::Digest
        | NoticeKind::ToMove
        | NoticeKind::Security
        | NoticeKind::AccountInvite
        | NoticeKind::AccessGiven
        | NoticeKind::PasswordReset
        | NoticeKind::ReadingCode
        | NoticeKind::Survey
        | NoticeKind::SurveyBack
        | NoticeKind::PhoneTask => {
            bail!("{} is no message about a meeting", kind.as_code())
        }
    };
    let at = booking.map(|booking| booking.slot.starts).or(offered.first);
    let letter = match again {
        Some(again) => letter.after_greeting(words.say_with("sent-again", &args!["day" => words.day(again.on)])),
        None => letter,
    };
    Ok(told.closing(about(letter, words, child, at).lines(added(words, facts.addition))))
}

/// The same words for somebody who holds them on paper, in the language of `words` alone. An invitation on paper names the times, and what
/// was agreed is printed in full: neither is here.
pub(in crate::mail) fn on_paper(
    school: &SchoolCard,
    (name, words, reads): (&Name, &Words, Option<&str>),
    kind: NoticeKind,
    booking: Option<&BookingFacts>,
    (hosts, child): (&Hosts, Option<Mark>),
) -> anyhow::Result<Letter> {
    let (link, did, minutes) = (None, None, None);
    let told = Told { kind, school, name, words, reads, hosts, link, on_paper: true, did, minutes };
    let agreed = || booking.context("no time is agreed");
    let letter = match kind {
        NoticeKind::Booked => booked(&told, agreed()?),
        NoticeKind::Changed => changed(&told, agreed()?),
        NoticeKind::Cancelled => cancelled(&told, booking),
        NoticeKind::Before => before(&told, agreed()?),
        _ => bail!("{} has no text of its own on paper", kind.as_code()),
    };
    Ok(told.closing(about(letter, words, child, None).text(told.other_language())))
}

/// What somebody of the school adds, each under its label. Their words are in the language in which they wrote them.
fn added(words: &Words, addition: &Addition) -> [String; 2] {
    [("added-come", &addition.come), ("added-bring", &addition.bring)]
        .map(|(id, line)| words.labelled(id, &safe::line(line)))
}

/// Says which child it is about to somebody who has more than one here.
fn about(letter: Letter, words: &Words, child: Option<Mark>, at: Option<Moment>) -> Letter {
    match child {
        Some(mark) => {
            let subject = format!("{}{}", letter.subject, mark.short());
            Letter { subject, ..letter.after_greeting(words.about_child(mark, at)) }
        }
        None => letter,
    }
}

fn invite(told: &Told<'_>, answer_by: NaiveDate) -> anyhow::Result<Letter> {
    let words = told.words;
    let by = args!["day" => words.day(answer_by), "ways" => told.ways()];
    Ok(told
        .letter(words.say_with("invite-subject", &args!["school" => safe::line(&told.school.name)]))
        .text(format!("{} {}", words.say_with("invite-why", &told.who()), told.kept()))
        .action(words.say("invite-choose"), words.say("invite-button"), told.page("")?)
        .text(words.say_with("invite-answer-by", &by))
        // Nobody has to come alone (Code of Practice 1.1: parents are helped to take part).
        .text(format!("{} {}", words.say("bring"), words.say("invite-needs")))
        .text(told.other_language()))
}

fn invite_reminder(told: &Told<'_>, answer_by: NaiveDate) -> anyhow::Result<Letter> {
    let words = told.words;
    let by = args!["day" => words.day(answer_by), "ways" => told.ways()];
    let phone = words.say("reminder-phone");
    Ok(told
        .letter(words.say_with("reminder-subject", &args!["day" => words.day(answer_by)]))
        .text(format!("{} {} {}", words.say_with("reminder-why", &told.who()), told.kept(), words.say("bring")))
        .action(words.say("invite-choose"), words.say("invite-button"), told.page("")?)
        .text(format!("{} {phone}", words.say_with("invite-answer-by", &by)))
        .text(told.other_language()))
}

fn booked(told: &Told<'_>, booking: &BookingFacts) -> Letter {
    // Only who chose a time is thanked for it, and only they have a meeting that is booked: the others are told, and are as welcome.
    let (subject, first) = match told.did.map(|did| did.answer) {
        Some(Some(AnswerKind::Accept)) => ("booked-subject", "booked-accepted"),
        Some(Some(_)) => ("agreed-subject", "booked-asked"),
        Some(None) => ("agreed-subject", "booked-silent"),
        None => ("booked-subject", "booked-paper"),
    };
    to_come(told, booking, subject, first, "booked-manage")
}

fn changed(told: &Told<'_>, booking: &BookingFacts) -> Letter {
    to_come(told, booking, "changed-subject", "changed-words", "changed-manage")
}

fn eve(told: &Told<'_>, booking: &BookingFacts) -> Letter {
    to_come(told, booking, "eve-subject", "forward", "eve-manage")
}

fn before(told: &Told<'_>, booking: &BookingFacts) -> Letter {
    to_come(told, booking, "before-subject", "forward", "before-manage")
}

/// A message about a time that is agreed: its subject, what it begins with, and what can be done about it.
fn to_come(told: &Told<'_>, booking: &BookingFacts, subject: &str, first: &str, manage: &str) -> Letter {
    let (words, starts) = (told.words, booking.slot.starts);
    let at = args!["when" => words.when(starts), "day" => words.day(starts.today())];
    let letter = told.letter(words.say_with(subject, &at)).text(words.say(first));
    told.manage(letter.lines(told.details(booking)).text(words.say("bring")), manage)
}

fn cancelled(told: &Told<'_>, booking: Option<&BookingFacts>) -> Letter {
    let words = told.words;
    let (subject, first) = match booking {
        Some(booking) => {
            let when = args!["when" => words.when(booking.slot.starts)];
            (words.say_with("cancelled-subject", &when), words.say_with("cancelled-words", &when))
        }
        None => {
            let school = args!["school" => safe::line(&told.school.name)];
            (words.say_with("cancelled-subject-school", &school), words.say("cancelled-words-unbooked"))
        }
    };
    told.letter(subject).text(format!("{first} {}", words.say("cancelled-sorry"))).text(told.with_ways("cancelled-ask"))
}

fn running_late(told: &Told<'_>, booking: &BookingFacts) -> Letter {
    today(told, booking, ["late-subject", "late-words", "late-ask"])
}

fn please_phone(told: &Told<'_>, booking: &BookingFacts) -> Letter {
    today(told, booking, ["phone-today-subject", "phone-today-words", "phone-today-ask"])
}

/// A message on the day itself: subject, words, and the ways to answer.
fn today(told: &Told<'_>, booking: &BookingFacts, [subject, words, ask]: [&str; 3]) -> Letter {
    let time = args!["time" => told.words.clock(booking.slot.starts.local().time())];
    told.letter(told.words.say_with(subject, &time)).text(told.words.say(words)).text(told.with_ways(ask))
}

fn summary(told: &Told<'_>, held_on: Option<NaiveDate>) -> anyhow::Result<Letter> {
    let words = told.words;
    let how = told.did.and_then(|did| did.took_part);
    // Who was not there did not agree: "what was agreed".
    let [dated, dayless, read, end] = if how.is_some_and(TookPart::is_meeting) {
        ["summary-subject", "summary-subject-dayless", "summary-button", "summary-end"]
    } else {
        ["summary-subject-other", "summary-subject-dayless-other", "summary-button-other", "summary-end-other"]
    };
    let subject = match held_on {
        Some(day) => words.say_with(dated, &args!["day" => words.day(day)]),
        None => words.say(dayless),
    };
    let first = match how {
        Some(TookPart::Attended | TookPart::PhonedLater) => "summary-met",
        Some(TookPart::ViewsOnly) => "summary-views",
        Some(TookPart::Apologies) => "summary-apologies",
        Some(TookPart::DidNotCome) => "summary-missed",
        None => "summary-other",
    };
    Ok(told
        .letter(subject)
        .text(words.say(first))
        .action(words.say("summary-read-here"), words.say(read), told.page("")?)
        .text(words.say(end)))
}

fn feedback(told: &Told<'_>) -> anyhow::Result<Letter> {
    let words = told.words;
    Ok(told
        .letter(words.say("feedback-subject"))
        .text(words.say("feedback-words"))
        .action(words.say("feedback-here"), words.say("feedback-button"), told.page("/feedback")?)
        .text(words.say("feedback-end")))
}

fn answered(told: &Told<'_>) -> anyhow::Result<Letter> {
    let words = told.words;
    Ok(told
        .letter(words.say("answered-subject"))
        .text(words.say("answered-words"))
        .action(words.say("answered-here"), words.say("answered-button"), told.page("/not-happening")?)
        .text(words.say("answered-end")))
}

pub(super) fn entry(facts: &Facts<'_>, id: ConversationId, booking: &BookingFacts, cancelled: bool) -> String {
    let child = match facts.planned.matter {
        Matter::Meeting { child, .. } => child,
        _ => None,
    };
    calendar_entry(&CalendarEntry {
        words: facts.words,
        conversation: id,
        uid: &facts.hosts.calendar_uid,
        host: &facts.sender.host,
        sequence: booking.sequence,
        starts: booking.slot.starts,
        minutes: booking.slot.minutes,
        mode: booking.slot.mode,
        place: &booking.slot.place,
        school: &facts.school.name,
        phone: &facts.school.phone,
        stamp: facts.date,
        cancelled,
        child,
        initials: "",
    })
}
