//! How a profile looks: on its sheet, folded on other pages, and as a form.

use maud::{Markup, html};

use super::picture_page;
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::PupilId,
        people::Name,
        profile::Holds,
        time::{LongDay, Moment},
        voice::{PupilHow, WrittenBy},
    },
    store::{profile_pictures::HeldPicture, profiles::HeldProfile, pupils::head::Head},
    web::{
        form::{
            fields::{Field, FormErrors, radios, select, text_input, textarea},
            typed::Typed,
        },
        frame::page::Page,
        pupil::head,
        ui::{
            button::button,
            post_form::post_form,
            print::print,
            tag::{Tone, tag},
        },
    },
};

/// That the press came from the reader's own pupils, to whom it leads back.
pub(super) const MY_PUPILS: &str = "my-pupils";

/// The page of one pupil: what counts now, made for paper, and what was written before.
pub(super) fn sheet(head: &Head, all: &[HeldProfile], holds: Option<Holds>, picture: Option<&HeldPicture>) -> Markup {
    let (own, writes) = (format!("/pupils/{}", head.id), head.may(Thing::Voice, Verb::Change));
    html! {
        p.no-print { a href=(own) { "Back to " (head.name.forename) } }
        div.one-page {
            div.one-page-head {
                (picture_page::shown(head, picture))
                div {
                    h1 { (head.name.full()) span.muted.no-print { " · One-page profile" } }
                    p.lead { @if !head.class.is_empty() { "Class " (head.class) } }
                }
            }
            @match all.first() {
                None => p.empty { "Nothing is written down yet." },
                Some(one) => {
                    (parts(one))
                    p.muted { (said_by(one)) }
                    @if let Some(holds) = holds { (standing(head.id, &head.name, one, holds, writes, "")) }
                    p.shred.only-print { strong { "Contains personal information – shred after use." } }
                }
            }
        }
        (picture_page::about(head, picture, writes))
        @if writes {
            p.actions.no-print {
                a.second href=(format!("{own}/profile/edit")) { @if all.is_empty() { "Write the profile" } @else { "Change it" } }
            }
        }
        @if !all.is_empty() { (print("on A4")) }
        @if let [_, before @ ..] = all {
            @if !before.is_empty() {
                details.no-print {
                    summary { "What was written before (" (before.len()) ")" }
                    @for one in before { section.panel { p.muted { (said_by(one)) } (parts(one)) } }
                }
            }
        }
    }
}

/// What it says, part by part. What is left empty is not shown.
fn parts(one: &HeldProfile) -> Markup {
    html! {
        dl.one-page-parts {
            @for (field, heading, words) in one.says.parts() {
                @if !words.is_empty() { div class=(format!("one-page-{field}")) { dt { (heading) } dd.prose { (words) } } }
            }
        }
    }
}

/// "An adult, in the pupil's words; talking, with Miss Bell. Written down by Mr Shah on Monday 14 September 2026."
fn said_by(one: &HeldProfile) -> String {
    let gathered = &one.gathered;
    let with = if gathered.with_whom.is_empty() { String::new() } else { format!(", with {}", gathered.with_whom) };
    let by = |name: &Option<Name>| name.as_ref().map(|name| format!(" by {}", name.formal())).unwrap_or_default();
    let on = |at: &Moment| LongDay(at.today()).to_string();
    let confirmed = one.confirmed.as_ref().map(|(at, who)| format!(" Still right on {}, said{}.", on(at), by(who)));
    format!(
        "{}; {}{with}. Written down{} on {}.{}",
        gathered.by.words(),
        gathered.how.words().to_lowercase(),
        by(&one.by),
        on(&one.entered),
        confirmed.unwrap_or_default()
    )
}

/// Until when it holds, or that it is to be confirmed, with the press that does so.
fn standing(pupil: PupilId, name: &Name, one: &HeldProfile, holds: Holds, writes: bool, from: &str) -> Markup {
    html! {
        @match holds {
            Holds::Until(day) => p.muted.no-print { "It holds until the end of term, " (LongDay(day)) "." },
            Holds::ToConfirm(day) => {
                p { (tag(Tone::Soon, "To confirm")) " It held until the end of term, " (LongDay(day)) "." }
                @if writes {
                    (post_form(format!("/pupils/{pupil}/profile/confirmation")).class("no-print").of(html! {
                        input type="hidden" name="profile" value=(one.id);
                        @if !from.is_empty() { input type="hidden" name="from" value=(from); }
                        button.second type="submit" { "Still right" span.hidden { ": the profile of " (name.short()) } }
                    }))
                }
            }
        }
    }
}

/// The same, folded on the page of whoever works with the pupil.
pub(in crate::web) fn folded(pupil: PupilId, name: &Name, held: Option<(&HeldProfile, Holds)>) -> Markup {
    html! {
        @match held {
            Some((one, holds)) => details.more open[false] {
                summary {
                    "One-page profile" span.hidden { " of " (name.short()) }
                    @if holds.is_to_confirm() { " " (tag(Tone::Soon, "To confirm")) }
                }
                (parts(one))
                p.muted { (said_by(one)) }
                (standing(pupil, name, one, holds, true, MY_PUPILS))
                p.no-print { a href=(format!("/pupils/{pupil}/profile")) { "On one page, to print or change" span.hidden { ": " (name.short()) } } }
            },
            None => p.no-print { a href=(format!("/pupils/{pupil}/profile/edit")) { "Write a one-page profile" span.hidden { " of " (name.short()) } } },
        }
    }
}

/// The form. `theirs` is what somebody else has written meanwhile.
pub(super) fn form(head: &Head, typed: &Typed, errors: &FormErrors, theirs: Option<&HeldProfile>) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let mut hows = vec![("", "Choose")];
    hows.extend(PupilHow::ALL.iter().map(|how| (how.as_code(), how.words())));
    let whose: Vec<_> = WrittenBy::ALL.iter().map(|by| (by.as_code(), by.words())).collect();
    let fields = html! {
        @if let Some(theirs) = theirs {
            div.banner.banner-late role="alert" {
                p { strong { "Somebody else has written it anew meanwhile. Nothing is lost: here is theirs, below is yours." } }
                (parts(theirs))
                p { (said_by(theirs)) }
                p { "Take over what is missing, and save: then yours counts, and theirs stays on record." }
            }
        }
        input type="hidden" name="seen" value=(typed.get("seen"));
        p { "Short words that somebody who has never met " (head.name.forename) " understands. A diagnosis is not needed." }
        (textarea(&field("liked", "What people like about me", "What others appreciate, as they say it."), 3))
        (textarea(&field("matters", "What matters to me", "People, places, things and routines."), 3))
        (textarea(&field("support", "How best to support me", ""), 3))
        (textarea(&field("please_do", "Please do", ""), 2))
        (textarea(&field("please_dont", "Please don’t", ""), 2))
        (radios(&field("written_by", "Whose words are these?", ""), &whose))
        (select(&field("how", "How were they gathered?", ""), &hows))
        (text_input(&field("with_whom", "Who asked, wrote or watched", "May be left empty."), "text", "off"))
        p.actions { (button("Save the profile")) }
    };
    head::form(head, "/profile", "One-page profile", errors, "/profile", &fields)
}
