//! Messages to parents about one meeting.

use anyhow::{Context, bail};
use chrono::NaiveDate;

use super::{
    super::{Hosts, SchoolCard, safe},
    Facts, dear,
};
use crate::{
    domain::{
        conversation::{AnswerKind, Mode, TookPart},
        count::counted,
        ids::ConversationId,
        notice::NoticeKind,
        people::Name,
        reminder::{BookingFacts, Did, Matter},
        time::{ClockTime, Day, Moment},
        which_child::Mark,
    },
    mail::{CalendarEntry, calendar_entry, letter::Letter},
};

/// What a text about a meeting may draw on.
struct Told<'a> {
    kind: NoticeKind,
    school: &'a SchoolCard,
    name: &'a Name,
    reads: Option<&'a str>,
    hosts: &'a Hosts,
    link: Option<&'a str>,
    /// There are no links on paper, and nothing to reply to.
    on_paper: bool,
    /// What they have done about the meeting; on paper nothing is said of it.
    did: Option<Did>,
    /// How long the meeting lasts that is offered, where that is known.
    minutes: Option<i64>,
}

pub(super) fn letter(
    facts: &Facts<'_>,
    kind: NoticeKind,
    id: ConversationId,
    booking: Option<&BookingFacts>,
) -> anyhow::Result<Letter> {
    let Matter::Meeting { answer_by, did, held_on, child, offered, again, .. } = facts.planned.matter else {
        bail!("a message to a parent about no meeting");
    };
    let agreed = || booking.context("no time is agreed");
    let Facts { school, name, reads, hosts, link, .. } = *facts;
    let told =
        Told { kind, school, name, reads, hosts, link, on_paper: false, did: Some(did), minutes: offered.minutes };
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
    let calendar = match (kind, booking) {
        (NoticeKind::Booked | NoticeKind::Changed, Some(booking)) => {
            Some(("PUBLISH", entry(facts, id, booking, false)))
        }
        (NoticeKind::Cancelled, Some(booking)) => Some(("CANCEL", entry(facts, id, booking, true))),
        _ => None,
    };
    let at = booking.map(|booking| booking.slot.starts).or(offered.first);
    let letter = match again {
        Some(again) => letter.after_greeting(format!("We wrote this to you on {}, and send it again.", Day(again.on))),
        None => letter,
    };
    Ok(Letter { calendar, ..closing(about(letter, child, at), &told) })
}

/// The same words for somebody who holds them on paper. An invitation on paper names the times, and what was agreed is printed in full:
/// neither is here.
pub(in crate::mail) fn on_paper(
    school: &SchoolCard,
    name: &Name,
    reads: Option<&str>,
    kind: NoticeKind,
    booking: Option<&BookingFacts>,
    (hosts, child): (&Hosts, Option<Mark>),
) -> anyhow::Result<Letter> {
    let told = Told { kind, school, name, reads, hosts, link: None, on_paper: true, did: None, minutes: None };
    let agreed = || booking.context("no time is agreed");
    let letter = match kind {
        NoticeKind::Booked => booked(&told, agreed()?),
        NoticeKind::Changed => changed(&told, agreed()?),
        NoticeKind::Cancelled => cancelled(&told, booking),
        NoticeKind::Before => before(&told, agreed()?),
        _ => bail!("{} has no text of its own on paper", kind.as_code()),
    };
    let language = other_language(&told);
    Ok(closing(about(letter, child, None).text(language), &told))
}

/// Says which child it is about to somebody who has more than one here.
fn about(letter: Letter, child: Option<Mark>, at: Option<Moment>) -> Letter {
    match child {
        Some(mark) => {
            let subject = format!("{}{}", letter.subject, mark.short());
            Letter { subject, ..letter.after_greeting(mark.sentence(at)) }
        }
        None => letter,
    }
}

/// Nobody has to come alone (Code of Practice 1.1: parents are helped to take part).
const BRING: &str = "You are welcome to bring someone with you.";

/// "30 minutes", or where they differ "time".
fn kept(facts: &Told<'_>) -> String {
    facts.minutes.map_or_else(|| "time".to_owned(), |minutes| counted(minutes, "minute", "minutes"))
}

fn invite(facts: &Told<'_>, answer_by: NaiveDate) -> anyhow::Result<Letter> {
    let subject = format!("{}: please choose a time to talk with us", facts.school.name);
    Ok(Letter::new(subject)
        .text(dear(facts.name))
        .text(format!(
            "{} would like to talk with you about how school is going and agree what happens next. We have kept {} for you.",
            hosts(facts),
            kept(facts)
        ))
        .action("Choose a time that suits you, or ask for another:", "Choose a time", link(facts)?)
        .text(format!("Please answer by {}.{}", Day(answer_by), other_ways(facts)))
        .text(format!("{BRING} Tell us if you need an interpreter, large print, easy read or step-free access. It is free."))
        .text(other_language(facts)))
}

fn invite_reminder(facts: &Told<'_>, answer_by: NaiveDate) -> anyhow::Result<Letter> {
    let by = Day(answer_by);
    Ok(Letter::new(format!("Reminder: please choose a time by {by}"))
        .text(dear(facts.name))
        .text(format!(
            "We wrote to you a few days ago. {} would like to talk with you about how school is going. We have kept {} for you. {BRING}",
            hosts(facts),
            kept(facts)
        ))
        .action("Choose a time that suits you, or ask for another:", "Choose a time", link(facts)?)
        .text(format!("Please answer by {by}.{} If none of this works for you, we will phone you.", other_ways(facts)))
        .text(other_language(facts)))
}

/// How somebody who reads another language asks for help; empty for who reads English, or told nothing.
fn other_language(facts: &Told<'_>) -> String {
    let Some(language) = facts.reads.map(safe::line).filter(|language| !language.is_empty()) else {
        return String::new();
    };
    let ways = ways(facts, " reply to this e-mail", " or phone ");
    let what = if facts.on_paper { "letter" } else { "message" };
    format!(
        "This {what} is in English. If you would like it in {language},{ways} Just say “{language}”: somebody will help you. It is free."
    )
}

fn booked(facts: &Told<'_>, booking: &BookingFacts) -> Letter {
    // Only who chose a time is thanked for it, and only they have a meeting that is booked: the others are told, and are as welcome.
    let (subject, words) = match facts.did.map(|did| did.answer) {
        Some(Some(AnswerKind::Accept)) => ("Booked", "Thank you. Your meeting with us is booked:"),
        Some(Some(_)) => ("A time is agreed", "You asked us for something else. This time is agreed now:"),
        Some(None) => {
            ("A time is agreed", "A time is agreed for the meeting that we invited you to. You are welcome to come:")
        }
        None => ("Booked", "The meeting that we invited you to is booked:"),
    };
    let letter = Letter::new(format!("{subject}: {}", when(booking)))
        .text(dear(facts.name))
        .text(words)
        .lines(details(facts, booking))
        .text(BRING);
    let by_phone = "To change or cancel it, or to tell us what you would like to talk about,";
    manage(letter, facts, "Change or cancel it, or tell us what you would like to talk about:", by_phone)
}

fn changed(facts: &Told<'_>, booking: &BookingFacts) -> Letter {
    let letter = Letter::new(format!("Changed: {}", when(booking)))
        .text(dear(facts.name))
        .text("The time of your meeting with us has changed. It is now:")
        .lines(details(facts, booking))
        .text(BRING);
    manage(letter, facts, "If this does not suit you, tell us here:", "If this does not suit you,")
}

fn cancelled(facts: &Told<'_>, booking: Option<&BookingFacts>) -> Letter {
    let (subject, words) = match booking {
        Some(booking) => (
            format!("Cancelled: {}", when(booking)),
            format!("Your meeting with us on {} will not take place.", when(booking)),
        ),
        None => (
            format!("Cancelled: your meeting with {}", facts.school.name),
            "The meeting that we invited you to will not take place.".to_owned(),
        ),
    };
    Letter::new(subject)
        .text(dear(facts.name))
        .text(format!(
            "{words} We are sorry for the change. We will write to you with new times if we still need to meet."
        ))
        .text(format!("If you want to ask about this,{}", ways(facts, " reply to this e-mail", " or phone ")))
}

fn before(facts: &Told<'_>, booking: &BookingFacts) -> Letter {
    let day = Day(booking.slot.starts.today()).to_string();
    let letter = Letter::new(format!("Your meeting on {day}: anything you want us to ask?"))
        .text(dear(facts.name))
        .text("We look forward to talking with you:")
        .lines(details(facts, booking))
        .text(BRING);
    let by_phone = "What is going well, and what worries you? Write it down and bring it with you, or";
    manage(letter, facts, "What is going well, and what worries you? Tell us before we meet, if you like:", by_phone)
}

fn eve(facts: &Told<'_>, booking: &BookingFacts) -> Letter {
    let letter = Letter::new(format!("Reminder: {}", when(booking)))
        .text(dear(facts.name))
        .text("We look forward to talking with you:")
        .lines(details(facts, booking))
        .text(BRING);
    manage(letter, facts, "If you cannot come, tell us here:", "If you cannot come,")
}

fn running_late(facts: &Told<'_>, booking: &BookingFacts) -> Letter {
    Letter::new(format!("We are running late today: {}", ClockTime(booking.slot.starts.local().time())))
        .text(dear(facts.name))
        .text("We are sorry: we are running a little late today. We will see you or ring you as soon as we can.")
        .text(format!("If you cannot wait,{}", ways(facts, " reply to this e-mail", " or phone ")))
}

fn please_phone(facts: &Told<'_>, booking: &BookingFacts) -> Letter {
    let words = "Please phone us about our meeting today before you set out. We are sorry for the short notice.";
    Letter::new(format!("Please phone us about today, {}", ClockTime(booking.slot.starts.local().time())))
        .text(dear(facts.name))
        .text(words)
        .text(format!("You can{}", ways(facts, " reply to this e-mail", " or phone ")))
}

fn summary(facts: &Told<'_>, held_on: Option<NaiveDate>) -> anyhow::Result<Letter> {
    let how = facts.did.and_then(|did| did.took_part);
    let was_there = how.is_some_and(TookPart::is_meeting);
    let who = if was_there { "What we agreed" } else { "What was agreed" };
    let subject = match held_on {
        Some(day) => format!("{who} on {}", Day(day)),
        None => format!("{who} when we met"),
    };
    let first = match how {
        Some(TookPart::Attended | TookPart::PhonedLater) => "Thank you for talking with us. What we agreed,",
        Some(TookPart::ViewsOnly) => "Thank you for sending us your views before the meeting. What was agreed there,",
        Some(TookPart::Apologies) => {
            "Thank you for telling us that you could not come. What was agreed at the meeting,"
        }
        Some(TookPart::DidNotCome) => "We are sorry that we did not see you at the meeting. What was agreed there,",
        None => "What was agreed at the meeting,",
    };
    let words = format!("{first} and who does what by when, is ready for you to read.");
    let read = if was_there { "Read what we agreed" } else { "Read what was agreed" };
    let end = if was_there {
        "If something is missing or not as you remember it, reply to this e-mail. Ask us if you would like it on paper."
    } else {
        "If you would like to talk about it or to add something, reply to this e-mail. Ask us if you would like it on paper."
    };
    Ok(Letter::new(subject).text(dear(facts.name)).text(words).action("Read it here:", read, link(facts)?).text(end))
}

fn feedback(facts: &Told<'_>) -> anyhow::Result<Letter> {
    Ok(Letter::new("How was our meeting? One tap is enough")
        .text(dear(facts.name))
        .text("Thank you for meeting us. Please tell us how it was: open the page and tap one answer.")
        .action("Tell us here:", "Tell us how it was", format!("{}/feedback", link(facts)?))
        .text("You need not answer."))
}

fn answered(facts: &Told<'_>) -> anyhow::Result<Letter> {
    let there = format!("{}/not-happening", link(facts)?);
    Ok(Letter::new("We have answered what you told us")
        .text(dear(facts.name))
        .text("You told us that something we agreed is not happening. We have looked into it, and our answer is ready for you to read.")
        .action("Read it here:", "Read our answer", there)
        .text("If it is not put right, tell us again, reply to this e-mail or ask for a meeting."))
}

/// The button that leads to the answer page, where the message has a link; on paper the way to say it by phone.
fn manage(letter: Letter, facts: &Told<'_>, why: &str, by_phone: &str) -> Letter {
    match facts.link {
        Some(url) => letter.action(why, "Open your meeting", url),
        None if facts.on_paper => letter.text(format!("{by_phone}{}", ways(facts, "", ""))),
        None => letter,
    }
}

/// What every message to a parent ends with.
fn closing(letter: Letter, facts: &Told<'_>) -> Letter {
    let school = facts.school;
    let labelled = |label: &str, line: &str| {
        let line = safe::line(line);
        if line.is_empty() { String::new() } else { format!("{label}: {line}") }
    };
    let wrong = match facts.link {
        Some(url) => format!("If you are not the person we meant, please tell us: {url}"),
        None if facts.on_paper => format!("If you are not the person we meant, please tell us:{}", ways(facts, "", "")),
        None => "If you are not the person we meant, please reply and tell us.".to_owned(),
    };
    // Where a time is being agreed the page itself offers others; afterwards nothing does.
    let over = [NoticeKind::Cancelled, NoticeKind::Summary, NoticeKind::Feedback, NoticeKind::Answered];
    let is_over = over.contains(&facts.kind);
    let ask = facts.link.filter(|_| is_over).map_or_else(String::new, |url| {
        format!("Would you like to talk with us again? Ask for a meeting whenever you like: {url}/ask")
    });
    letter
        .text(ask)
        .text(wrong)
        .lines([
            labelled("Free and impartial advice for families", &school.sendiass),
            labelled("The Local Offer for families in our area", &school.local_offer),
        ])
        .lines([
            safe::line(&facts.hosts.lead),
            safe::line(&school.name),
            // At the head of a letter it stands already.
            if facts.on_paper { String::new() } else { safe::line(&school.address) },
        ])
}

fn hosts(facts: &Told<'_>) -> String {
    let (lead, others) = (safe::line(&facts.hosts.lead), safe::line(&facts.hosts.also_present));
    match (lead.is_empty(), others.is_empty()) {
        (true, _) => "We".to_owned(),
        (false, true) => lead,
        (false, false) => format!("{lead}, with {others},"),
    }
}

fn link<'a>(facts: &Told<'a>) -> anyhow::Result<&'a str> {
    facts.link.context("this message needs a link")
}

/// "Thursday 26 November, 9:15am".
pub(super) fn when(booking: &BookingFacts) -> String {
    let local = booking.slot.starts.local();
    format!("{}, {}", Day(local.date()), ClockTime(local.time()))
}

fn details(facts: &Told<'_>, booking: &BookingFacts) -> [String; 4] {
    let slot = &booking.slot;
    let place = safe::line(&slot.place);
    let how = match slot.mode {
        Mode::School => {
            let entrance = safe::line(&facts.school.entrance);
            let parts = [safe::line(&facts.school.name), place, entrance];
            format!(
                "At {}",
                parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
            )
        }
        Mode::Phone => "By phone: we will ring you".to_owned(),
        Mode::Video if place.is_empty() => match safe::line(&facts.school.video_link) {
            link if link.is_empty() => "By video call".to_owned(),
            link => format!("By video call: {link}"),
        },
        Mode::Video => format!("By video call: {place}"),
        Mode::Home => "At your home".to_owned(),
    };
    let (with, also) = (safe::line(&facts.hosts.lead), safe::line(&facts.hosts.also_present));
    let also = if also.is_empty() { also } else { format!("; also there: {also}") };
    [
        when(booking),
        counted(slot.minutes, "minute", "minutes"),
        how,
        if with.is_empty() { String::new() } else { format!("With {with}{also}") },
    ]
}

fn other_ways(facts: &Told<'_>) -> String {
    format!(" You can also{}", ways(facts, " reply to this e-mail", " or phone "))
}

fn ways(facts: &Told<'_>, reply: &str, phone: &str) -> String {
    let number = safe::line(&facts.school.phone);
    if facts.on_paper {
        return match number.as_str() {
            "" => " get in touch with the school office.".to_owned(),
            number => format!(" phone the school office on {number}."),
        };
    }
    if number.is_empty() { format!("{reply}.") } else { format!("{reply}{phone}{number}.") }
}

pub(super) fn entry(facts: &Facts<'_>, id: ConversationId, booking: &BookingFacts, cancelled: bool) -> String {
    let child = match facts.planned.matter {
        Matter::Meeting { child, .. } => child,
        _ => None,
    };
    calendar_entry(&CalendarEntry {
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
