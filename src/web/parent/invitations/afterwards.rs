//! What a parent reads after the meeting: what was agreed, and whether it is right; and how the meeting was.

use maud::{Markup, html};

use super::{LinkedMeeting, agreed_plan, reading, satisfaction};
use crate::{
    domain::{
        conversation::{Right, TookPart, UNDO_MINUTES},
        reading_code::Reading,
        time::{LongDay, Moment},
    },
    store::{
        conversations::{Record, invitations::Opened},
        schools::SchoolCard,
    },
    web::{
        form::{
            fields::{Field, FormErrors, radios, second_button, textarea},
            typed::Typed,
        },
        meeting::conversations::{after, paper, services, summary::Summary},
        ui::{button::button, phone::phone, post_form::post_form},
    },
};

/// The record, once it cannot be taken back any more.
pub(super) fn settled(opened: &Opened, now: Moment) -> Option<&Record> {
    let record = opened.conversation.record.as_ref().filter(|_| opened.conversation.met())?;
    (now >= record.at.plus_minutes(UNDO_MINUTES)).then_some(record)
}

/// The whole page but its foot. What was agreed is for a browser that has shown whose it is.
pub(super) fn page(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors, now: Moment) -> Markup {
    let (opened, stands) = (&door.opened, door.reading);
    if !opened.conversation.met() {
        return html! {
            h1 { "We did not manage to meet" }
            p.lead { "That happens. We would still like to talk with you, and will be in touch about another time." }
        };
    }
    html! {
        @match settled(opened, now) {
            Some(record) if stands == Reading::Open => {
                (agreed(opened, record, token, typed, errors))
                p { (door.talks.words()) }
                (agreed_plan::section(door, token, typed, errors))
                (readable(opened, &door.school))
            }
            Some(_) => (reading::way_in(stands, token, errors)),
            None => h1 { (heading(opened.who.took_part)) }
        }
        (satisfaction::section(opened, token))
        div.no-print {
            h2 { "On paper" }
            p { "What we agreed can be given to you on paper." }
            (post_form(format!("/i/{token}/paper")).of(html! { p { (second_button("Ask for a paper copy")) } }))
        }
    }
}

/// What is said to each of them by what they did.
fn heading(took_part: Option<TookPart>) -> &'static str {
    match took_part {
        Some(TookPart::Attended | TookPart::PhonedLater) => "Thank you for talking with us",
        Some(TookPart::ViewsOnly) => "Thank you for sending us your views",
        Some(TookPart::Apologies) => "Thank you for telling us that you could not come",
        Some(TookPart::DidNotCome) | None => "The meeting has been held",
    }
}

fn agreed(opened: &Opened, record: &Record, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let answers: Vec<_> = Right::ALL.iter().map(|right| (right.as_code(), right.words())).collect();
    html! {
        h1 { "What we agreed on " (LongDay(record.held_on)) }
        p.lead { (paper::met(&opened.conversation, record, &opened.who)) }
        (Summary::of(record).show())
        (services::to_parents(&opened.conversation))
        h2 { "What you said to it" }
        p { (paper::own_words(&opened.who, record)) }
        (after::corrections(&record.corrections))
        h2.no-print { "Is this right?" }
        @if let Some((right, words, at)) = &opened.who.summary_answer {
            div.banner.banner-good.no-print role="status" {
                p { strong { "Thank you. " } "On " (LongDay(at.today())) " you told us: " (right.words()) @if !words.is_empty() { " “" (words) "”" } }
                p { "You can tell us again if something has changed." }
            }
        }
        (post_form(format!("/i/{token}/summary")).class("no-print").of(html! {
            (radios(&field("right", "Is this what we agreed?", ""), &answers))
            (textarea(&field("right_words", "What should it say?", "In your words. We keep them exactly as you write them."), 3))
            p { (button("Tell us")) }
        }))
    }
}

/// Until when it can be read here, and how afterwards.
fn readable(opened: &Opened, school: &SchoolCard) -> Markup {
    html! {
        @if let Some(until) = opened.until {
            p.no-print {
                "You can read this page until " strong { (LongDay(until.today())) } ". After that, phone "
                @if school.phone.is_empty() { "the office of " (school.name) } @else { (school.name) " on " (phone(&school.phone)) }
                ": we send you a new link, or give it to you on paper."
            }
        }
    }
}
