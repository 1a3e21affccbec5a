//! What was agreed, on paper, for the parents who were invited (Code of Practice 6.71). Like every message it names no child.

use maud::{Markup, html};

use crate::{
    domain::{conversation::Agreement, time::LongDay},
    store::{
        conversations::{Conversation, Invited, Record},
        schools::SchoolCard,
    },
    web::ui::summary_list::summary_list,
};

pub(super) fn page(school: &SchoolCard, meeting: &Conversation, record: &Record) -> Markup {
    let may: Vec<&Invited> = meeting.invited.iter().filter(|one| one.may_take_part.is_ok()).collect();
    let names = |people: &[&Invited]| people.iter().map(|one| one.name.formal()).collect::<Vec<_>>().join(", ");
    let there: Vec<&Invited> =
        meeting.invited.iter().filter(|one| one.took_part.is_some_and(|how| how.is_meeting())).collect();
    let or = |text: &str| html! { @if text.is_empty() { "Nothing was written down." } @else { (text) } };
    let said = match record.agreement {
        Some(agreement) => format!("{}. {}", agreement_words(agreement), record.agreement_words),
        None => record.agreement_words.clone(),
    };
    html! {
        p.no-print { a href=(format!("/conversations/{}", meeting.id)) { "Back to the meeting" } " · Print this page with your browser." }
        p.no-print {
            @if may.is_empty() { strong { "Give it to nobody: no one who was invited may be contacted now." } }
            @else { "Give it only to: " strong { (names(&may)) } "." }
        }
        article.letter {
            p { strong { (school.name) } br; (school.address) @if !school.phone.is_empty() { br; (school.phone) } }
            h1 { "What we agreed" }
            p { "We met on " (LongDay(record.held_on)) ": " (names(&there)) " and " (meeting.lead_name.formal()) @if !meeting.also_present.is_empty() { ", " (meeting.also_present) } "." }
            (summary_list(&[
                ("What is going well", or(&record.going_well)),
                ("What we worry about", or(&record.worries)),
                ("What we agreed", or(&record.agreed)),
                ("What you said to it", html! { (said) }),
            ]))
            p { "Is something wrong or missing? Please tell us" @if !school.phone.is_empty() { ": " (school.phone) } "." }
            @if !school.sendiass.is_empty() { p { "Free and impartial advice for families: " (school.sendiass) } }
        }
    }
}

fn agreement_words(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Agree => "You agreed",
        Agreement::InPart => "You agreed with a part of it",
        Agreement::NotAgreed => "You did not agree",
        Agreement::NotReached => "We did not ask you yet",
    }
}
