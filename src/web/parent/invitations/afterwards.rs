//! What a parent reads after the meeting: what was agreed, and whether it is right; and how the meeting was.

use maud::{Markup, html};

use super::{LinkedMeeting, agreed_plan, reading, satisfaction};
use crate::{
    args,
    domain::{
        conversation::{Right, Talks, TookPart, UNDO_MINUTES},
        reading_code::Reading,
        time::Moment,
    },
    store::conversations::{Record, invitations::Opened},
    texts::Words,
    web::{
        form::{
            fields::{FormErrors, second_button},
            typed::Typed,
        },
        meeting::conversations::{after, paper, services, summary::Summary},
        parent::{asked::ParentForm, easy_read::drawn, languages::in_their_words, no_such_link::reach},
        ui::{button::button, picture::Picture, post_form::post_form},
    },
};

/// The record, once it cannot be taken back any more.
pub(super) fn settled(opened: &Opened, now: Moment) -> Option<&Record> {
    let record = opened.conversation.record.as_ref().filter(|_| opened.conversation.met())?;
    (now >= record.at.plus_minutes(UNDO_MINUTES)).then_some(record)
}

/// The whole page but its foot. What was agreed is for a browser that has shown whose it is.
pub(super) fn page(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors, now: Moment) -> Markup {
    let LinkedMeeting { opened, words, reading: stands, .. } = door;
    if !opened.conversation.met() {
        return html! {
            h1 { (words.say("not-met-title")) }
            p.lead { (words.say("not-met-lead")) }
        };
    }
    let asked = ParentForm { words, typed, errors };
    html! {
        @match settled(opened, now) {
            Some(record) if *stands == Reading::Open => {
                (agreed(opened, record, token, &asked))
                p { (talked(words, door.talks)) }
                (agreed_plan::section(door, token, &asked))
                (readable(door))
            }
            Some(_) => (reading::way_in(door, token, errors)),
            None => h1 { (words.say(heading(opened.who.took_part))) }
        }
        (satisfaction::section(door, token))
        div.no-print {
            h2 { (words.say("paper-title")) }
            (drawn(words, Picture::Paper, html! { p { (words.say("paper-words")) } }))
            (post_form(format!("/i/{token}/paper")).of(html! { p { (second_button(&words.say("paper-button"))) } }))
        }
    }
}

/// What is said to each of them by what they did.
fn heading(took_part: Option<TookPart>) -> &'static str {
    match took_part {
        Some(TookPart::Attended | TookPart::PhonedLater) => "after-met",
        Some(TookPart::ViewsOnly) => "after-views",
        Some(TookPart::Apologies) => "after-apologies",
        Some(TookPart::DidNotCome) | None => "after-held",
    }
}

/// The answers of a kind, each with its code.
pub(super) fn coded(words: &Words, kind: &str, codes: impl IntoIterator<Item = &'static str>) -> Vec<(String, String)> {
    codes.into_iter().map(|code| (code.to_owned(), words.coded(kind, code))).collect()
}

/// What they said on a day, in the words of the answer and in their own.
pub(super) fn told(words: &Words, (day, answer): (String, String), own: &str) -> Markup {
    html! {
        div.banner.banner-good.no-print role="status" {
            p {
                strong { (words.say("thanks")) " " }
                (words.say_with("told-on", &args!["day" => day, "answer" => answer]))
                @if !own.is_empty() { " " bdi { "“" (own) "”" } }
            }
            p { (words.say("tell-again")) }
        }
    }
}

fn agreed(opened: &Opened, record: &Record, token: &str, asked: &ParentForm<'_>) -> Markup {
    let words = asked.words;
    let answers = coded(words, "right", Right::ALL.iter().map(|right| right.as_code()));
    let summary = html! {
        p.lead { (paper::met(&opened.conversation, record, &opened.who)) }
        (Summary::of(record).show())
        (services::to_parents(&opened.conversation))
    };
    let own = html! {
        p { (paper::own_words(&opened.who, record)) }
        (after::corrections(&record.corrections))
    };
    html! {
        h1 { (words.say_with("agreed-title", &args!["day" => words.day_of_year(record.held_on)])) }
        (in_their_words(words, &summary))
        h2 { (words.say("agreed-said")) }
        @if words.language().is_english() { (own) } @else { div lang="en-GB" dir="ltr" { (own) } }
        h2.no-print { (words.say("agreed-ask")) }
        @if let Some((right, own, at)) = &opened.who.summary_answer {
            (told(words, (words.day_of_year(at.today()), words.coded("right", right.as_code())), own))
        }
        (post_form(format!("/i/{token}/summary")).class("no-print").of(html! {
            (asked.one_of("right", "agreed-label", "", &answers))
            (asked.lines("right_words", "right-words-label", "own-words-hint", 3))
            p { (button(&words.say("tell-us"))) }
        }))
    }
}

/// Until when it can be read here, and how afterwards.
fn readable(door: &LinkedMeeting) -> Markup {
    html! {
        @if let Some(until) = door.opened.until {
            p.no-print { (reach(&door.words, "readable", &door.school, Some(door.words.day_of_year(until.today())))) }
        }
    }
}

/// "We have talked twice this school year. One more talk is planned."
fn talked(words: &Words, talks: Talks) -> String {
    let held = words.say_with("talks-held", &args!["n" => talks.held]);
    if talks.planned == 0 {
        return held;
    }
    format!("{held} {}", words.say_with("talks-planned", &args!["n" => talks.planned]))
}
