//! What was agreed, on paper: a sheet for each parent who was invited, with what they themselves said to it (Code of Practice 6.71). Like
//! every message it names no child.

use maud::{Markup, html};

use super::{after, services, summary::Summary};
use crate::{
    domain::{conversation::Agreement, time::LongDay},
    store::{
        conversations::{Conversation, Invited, Record},
        schools::SchoolCard,
    },
    web::ui::print::print,
};

pub(super) fn page(school: &SchoolCard, meeting: &Conversation, record: &Record) -> Markup {
    let may: Vec<&Invited> = meeting.invited.iter().filter(|one| one.may_take_part.is_ok()).collect();
    html! {
        p.no-print { a href=(format!("/conversations/{}", meeting.id)) { "Back to the meeting" } }
        (print(""))
        h1.no-print { "What we agreed, on paper" }
        p.no-print {
            @if may.is_empty() { strong { "Give it to nobody: no one who was invited may be contacted now." } }
            @else { "A sheet for each of: " strong { (names(&may)) } ". Each holds what they said themselves, and is for nobody else." }
        }
        @for one in may { (sheet(school, meeting, record, one)) }
    }
}

fn sheet(school: &SchoolCard, meeting: &Conversation, record: &Record, one: &Invited) -> Markup {
    html! {
        article.letter {
            p { strong { (school.name) } br; (school.address) @if !school.phone.is_empty() { br; (school.phone) } }
            p { "For " (one.name.formal()) }
            h2.sheet-title { "What we agreed on " (LongDay(record.held_on)) }
            (agreed(school, meeting, record, one))
        }
    }
}

/// All that was agreed, for one adult's eyes: below its heading.
pub(in crate::web) fn agreed(school: &SchoolCard, meeting: &Conversation, record: &Record, one: &Invited) -> Markup {
    html! {
        p { (met(meeting, record, one)) }
        (Summary::of(record).show())
        (services::to_parents(meeting))
        h2 { "What you said to it" }
        p { (own_words(one, record)) }
        (after::corrections(&record.corrections))
        p { "Is something wrong or missing? Please tell us" @if !school.phone.is_empty() { ": " (school.phone) } "." }
        @if !school.sendiass.is_empty() { p { "Free and impartial advice for families: " (school.sendiass) } }
        @if !school.local_offer.is_empty() { p { "The Local Offer for families in our area: " (school.local_offer) } }
    }
}

/// When people met, and who, for one adult's eyes: another parent is not named, nor who was there if they themselves were not.
pub(in crate::web) fn met(meeting: &Conversation, record: &Record, one: &Invited) -> String {
    let day = LongDay(record.held_on);
    if one.took_part.is_none_or(|how| !how.is_meeting()) {
        return format!("We met on {day}. You could not be there; this is what was agreed.");
    }
    let mut who = format!("We met on {day}: you and {}", meeting.lead_name.formal());
    if !meeting.also_present.is_empty() {
        who.push_str(&format!(", {}", meeting.also_present));
    }
    for other in &record.others {
        who.push_str(&format!(", {} ({})", other.name, other.role.words().to_lowercase()));
    }
    if !record.interpreter.is_empty() {
        who.push_str(&format!(". Interpreter: {}", record.interpreter));
    }
    who + "."
}

/// What one adult said to what was agreed. A record of before each adult was asked apart holds what all of them said.
pub(in crate::web) fn own_words(one: &Invited, record: &Record) -> String {
    let (said, words) = match &one.agreement {
        Some((said, words)) => (*said, words.as_str()),
        None if one.took_part.is_some_and(|how| how.is_meeting()) => {
            (record.agreement.unwrap_or(Agreement::NotReached), record.agreement_words.as_str())
        }
        None => (Agreement::NotReached, ""),
    };
    let said = match said {
        Agreement::Agree => "You agreed",
        Agreement::InPart => "You agreed with a part of it",
        Agreement::NotAgreed => "You did not agree",
        Agreement::NotReached => "We did not ask you yet",
    };
    if words.is_empty() { format!("{said}.") } else { format!("{said}: “{words}”") }
}

fn names(people: &[&Invited]) -> String {
    people.iter().map(|one| one.name.formal()).collect::<Vec<_>>().join(", ")
}
