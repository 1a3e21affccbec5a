//! Messages to staff: the digest, and news about their own account. Counts only; names are behind the sign-in.

use anyhow::{Context, bail};
use chrono::NaiveDate;

use super::{Facts, meeting, told::greeting};
use crate::{
    domain::{
        count::counted,
        ids::ConversationId,
        membership::INVITATION_DAYS,
        notice::{AccountNews, NoticeKind, RESET_SECONDS},
        reminder::{BookingFacts, Digest, Section},
        time::{ClockTime, Day},
    },
    mail::{letter::Letter, safe},
};

pub(super) fn digest(facts: &Facts<'_>, digest: &Digest) -> Letter {
    let letter = Letter::new(subject(digest))
        .text(greeting(facts.words, facts.name))
        .lines(digest.sections.iter().map(|(section, count, day)| line(*section, *count, *day)));
    let letter = if digest.late_by_owner.is_empty() {
        letter
    } else {
        let owners = digest.late_by_owner.iter().map(|(name, count)| format!("{}: {count} late", safe::line(name)));
        letter.text("By who leads them:").lines(owners)
    };
    let letter = match facts.link {
        Some(url) => letter.action("See them in Thrice:", "Open Thrice", url),
        None => letter,
    };
    letter
        .text("Thrice sends you one list a day at most. Who it is about is behind your sign-in.")
        .lines([safe::line(&facts.school.name)])
}

/// "This week: 4 reviews, 2 to chase", or the one thing that is asked.
fn subject(digest: &Digest) -> String {
    let when = if digest.weekly { "This week" } else { "Today" };
    match digest.sections.as_slice() {
        [] => format!("{when}: nothing to do"),
        [(section, count, day)] if !digest.weekly => line(*section, *count, *day),
        several => {
            let parts: Vec<String> = several.iter().map(|(section, count, _)| short(*section, *count)).collect();
            format!("{when}: {}", parts.join(", "))
        }
    }
}

fn short(section: Section, count: u32) -> String {
    match section {
        Section::ThisWeek => counted(count, "review", "reviews"),
        Section::Meetings => counted(count, "meeting", "meetings"),
        Section::Answers => counted(count, "answer", "answers"),
        Section::Concerns if count == 1 => "1 concern to decide".to_owned(),
        Section::ConcernAnswers if count == 1 => "1 answered concern".to_owned(),
        Section::TeacherInput if count == 1 => "1 needs your view".to_owned(),
        Section::NowYours if count == 1 => "1 handed to you".to_owned(),
        Section::NowWithOthers if count == 1 => "1 handed on".to_owned(),
        Section::AnnualReview if count == 1 => "1 step of an annual review".to_owned(),
        Section::SessionsLost if count == 1 => "1 with sessions lost".to_owned(),
        other => format!("{count} {}", other.words()),
    }
}

fn line(section: Section, count: u32, day: Option<NaiveDate>) -> String {
    let one = count == 1;
    let space = |word: &str| if word.starts_with(',') { "" } else { " " };
    let on = |word: &str| day.map(|d| format!("{}{word} {}", space(word), Day(d))).unwrap_or_default();
    match section {
        Section::Overdue if one => format!("1 review is late{}", on("since")),
        Section::Overdue => format!("{count} reviews are late{}", on(", the longest since")),
        Section::Meetings if one => format!("You have 1 meeting with parents{}", on("on")),
        Section::Meetings => format!("You have {count} meetings with parents{}", on(", the first on")),
        Section::Ahead if one => format!("1 review is due soon, with no meeting booked{}", on(", by")),
        Section::Ahead => format!("{count} reviews are due soon, with no meeting booked{}", on(", the first by")),
        Section::Missing => format!("{count} {} to be completed", if one { "entry is" } else { "entries are" }),
        Section::AnnualReview if one => format!("1 step of an annual review is late or due{}", on(", by")),
        Section::AnnualReview => format!("{count} steps of annual reviews are late or due{}", on(", the first by")),
        Section::RecordIt => {
            format!("{count} {} to be recorded{}", if one { "meeting is" } else { "meetings are" }, on("since"))
        }
        Section::Answers => {
            format!("{count} {} answered your invitation", if one { "parent has" } else { "parents have" })
        }
        Section::ConcernAnswers => {
            format!(
                "{count} {} answered",
                if one { "concern that you raised is" } else { "concerns that you raised are" }
            )
        }
        Section::Concerns => {
            format!("{count} {} for your decision{}", if one { "concern waits" } else { "concerns wait" }, on("since"))
        }
        Section::TeacherInput => {
            format!("{count} short {} your view{}", if one { "review needs" } else { "reviews need" }, on("by"))
        }
        Section::NowYours if one => "1 round of reviews is now yours to lead".to_owned(),
        Section::NowYours => format!("{count} rounds of reviews are now yours to lead"),
        Section::NowWithOthers if one => "1 round of reviews that you led is now with somebody else".to_owned(),
        Section::NowWithOthers => format!("{count} rounds of reviews that you led are now with others"),
        Section::ThisWeek => format!("{count} {} due this week", if one { "review is" } else { "reviews are" }),
        Section::SessionsLost if one => "1 that you lead loses sessions: look at why".to_owned(),
        Section::SessionsLost => format!("{count} that you lead lose sessions: look at why"),
        Section::ToChase => {
            format!("{count} {} not answered{}", if one { "parent has" } else { "parents have" }, on("since"))
        }
    }
}

/// A meeting that they lead: its time, and where it stands in Thrice. Who it is about is behind the sign-in.
pub(super) fn led(
    facts: &Facts<'_>,
    kind: NoticeKind,
    id: ConversationId,
    booking: &BookingFacts,
) -> anyhow::Result<Letter> {
    let when = facts.words.when(booking.slot.starts);
    let (subject, words) = match kind {
        NoticeKind::Booked => ("Booked", "A meeting with parents that you lead is booked:"),
        NoticeKind::Changed => ("Changed", "The time of a meeting with parents that you lead has changed. It is now:"),
        NoticeKind::Cancelled => {
            ("Cancelled", "A meeting with parents that you lead is called off. It was booked for:")
        }
        NoticeKind::ToMove => (
            "To be moved",
            "A meeting with parents that you lead should be moved today, or held in another room. It is booked for:",
        ),
        _ => bail!("{} is no message to a lead", kind.as_code()),
    };
    let calendar = match kind {
        NoticeKind::Booked | NoticeKind::Changed => Some(("PUBLISH", meeting::entry(facts, id, booking, false))),
        NoticeKind::Cancelled => Some(("CANCEL", meeting::entry(facts, id, booking, true))),
        _ => None,
    };
    let place = safe::line(&booking.slot.place);
    let how = if place.is_empty() { booking.slot.mode.words().to_owned() } else { place };
    let letter = Letter::new(format!("{subject}: {when}")).text(greeting(facts.words, facts.name)).text(words).lines([
        when,
        counted(booking.slot.minutes, "minute", "minutes"),
        how,
    ]);
    let letter = match facts.link {
        Some(url) => letter.action("Open it in Thrice:", "Open the meeting", url),
        None => letter,
    };
    let letter = letter.text("Who it is about is behind your sign-in.").lines([safe::line(&facts.school.name)]);
    Ok(Letter { calendar, ..letter })
}

pub(super) fn security(facts: &Facts<'_>, news: AccountNews) -> Letter {
    let local = facts.planned.not_before.local();
    let when = format!("on {} at {}", Day(local.date()), ClockTime(local.time()));
    Letter::new(news.words())
        .text(greeting(facts.words, facts.name))
        .text(format!("This is about your account in Thrice. {} {when}.", news.words()))
        .text("If it was you, there is nothing to do. If it was not, tell whoever looks after Thrice at your school today.")
        .lines([safe::line(&facts.school.name)])
}

/// That the list of those who see everything is another. Who it is stands behind the sign-in.
pub(super) fn access_given(facts: &Facts<'_>) -> Letter {
    let local = facts.planned.not_before.local();
    let when = format!("on {} at {}", Day(local.date()), ClockTime(local.time()));
    let letter = Letter::new("Somebody’s access to Thrice has changed")
        .text(greeting(facts.words, facts.name))
        .text(format!(
            "Somebody was given wide access {when}, or was refused it, or it waits for you to agree. Please look who it is, and who gave it."
        ));
    let letter = match facts.link {
        Some(url) => letter.action("See who has access:", "Open the list", url),
        None => letter,
    };
    letter
        .text("If you did not expect it, end it there, and tell whoever looks after Thrice at your school today.")
        .lines([safe::line(&facts.school.name)])
}

/// The link by which somebody chooses a password. Nothing in it says what Thrice is used for, nor about whom.
pub(super) fn account_invite(facts: &Facts<'_>) -> anyhow::Result<Letter> {
    let url = facts.link.context("an invitation without its link")?;
    let school = safe::line(&facts.school.name);
    let until = facts.planned.not_before.plus_seconds(INVITATION_DAYS * 86_400).local();
    Ok(Letter::new(format!("{school}: choose your password for Thrice"))
        .text(greeting(facts.words, facts.name))
        .text(format!("{school} works with Thrice, and there is an account for you. You sign in with this e-mail address."))
        .action("Choose your password:", "Choose your password", url)
        .text(format!(
            "The link works once, until {} at {}. After that, ask at school for a new one. Please do not pass this message on.",
            Day(until.date()),
            ClockTime(until.time())
        ))
        .text("If you do not work at the school, somebody mistyped an address: there is nothing to do, and nobody can sign in as you.")
        .lines([school]))
}

/// The link by which somebody chooses another password. It says nothing to whoever else reads it.
pub(super) fn password_reset(facts: &Facts<'_>) -> anyhow::Result<Letter> {
    let url = facts.link.context("a new password without its link")?;
    let until = facts.planned.not_before.plus_seconds(RESET_SECONDS).local();
    Ok(Letter::new("Choose a new password for Thrice")
        .text(greeting(facts.words, facts.name))
        .text("Somebody asked for a new password for your account in Thrice, and gave this address.")
        .action("Choose a new password:", "Choose a new password", url)
        .text(format!("The link works once, until {} at {}.", Day(until.date()), ClockTime(until.time())))
        .text("If it was not you, there is nothing to do: your password is as it was, and only this link changes it.")
        .lines([safe::line(&facts.school.name)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_section_of_a_digest_gives_away_what_kind_of_record_it_is_about() {
        let (told, day) = (["plan", "plans", "sen", "send", "senco", "ehc", "support", "target", "targets"], None);
        for section in Section::ALL {
            for (count, weekly) in [(1, true), (2, true), (1, false), (2, false)] {
                let digest = Digest { sections: vec![(*section, count, day)], weekly, late_by_owner: Vec::new() };
                let whole = format!("{} {}", subject(&digest), line(*section, count, day)).to_lowercase();
                let mut words = whole.split(|c: char| !c.is_alphanumeric());
                assert!(!words.any(|word| told.contains(&word)), "{section:?}: {whole}");
            }
        }
    }
}
