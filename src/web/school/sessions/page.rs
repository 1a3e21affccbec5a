//! The pages: the sessions of a day, one session, and a session at another time.

use maud::{Markup, html};

use super::{
    arranges,
    day::{DaySession, InSession, SessionDay},
    fields::{NoteForm, waiting},
    note::opened,
    place, ways,
};
use crate::{
    domain::{
        delivery::{HowItWent, Outcome},
        part_time::clock,
        time::{Day, LongDay, ShortDay},
    },
    web::{
        form::fields::{Field, FormErrors, date_input, error_summary, second_button, select, text_input},
        frame::session::Person,
        ui::{
            lines::lines,
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

pub(super) fn list(person: &Person, seen: &SessionDay, errors: &FormErrors) -> Markup {
    let ahead = seen.day > seen.today;
    html! {
        (error_summary(errors))
        (ways(person, "/sessions"))
        h1 { @if seen.day == seen.today { "Sessions today" } @else { "Sessions on " (Day(seen.day)) } }
        (waiting(person.viewer.staff))
        (whose(seen, errors))
        @if let Some(why) = &seen.closed { p.empty { "No school on " (LongDay(seen.day)) ": " (why) "." } }
        @else if seen.sessions.is_empty() {
            p.empty {
                @if seen.adult == Some(person.viewer.staff) { "You give no sessions on " } @else { "No sessions are planned for " }
                (LongDay(seen.day)) "."
            }
        }
        ol.day-sessions { @for one in &seen.sessions { (session(one, seen, ahead)) } }
        p.actions.no-print {
            @if !seen.groups.is_empty() && !ahead { a href="/sessions/another" { "A session at another time" } }
            @if arranges(person) {
                a href=(format!("/sessions/absence?day={}{}", seen.day, seen.adult.map(|one| format!("&adult={one}")).unwrap_or_default())) {
                    "An adult is away"
                }
            }
        }
    }
}

/// The days beside, and for those who see everybody's sessions whose.
fn whose(seen: &SessionDay, errors: &FormErrors) -> Markup {
    let (before, after) = seen.beside;
    let day = seen.day.to_string();
    let adult = seen.adult.map(|one| one.to_string()).unwrap_or_default();
    let known: Vec<(String, String)> = seen.adults.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let mut options = vec![("", "Everybody")];
    options.extend(known.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    html! {
        p.days-beside.no-print {
            a href=(place(before, seen.adult)) { "← " (ShortDay(before)) }
            @if seen.day != seen.today { a href=(place(seen.today, seen.adult)) { "Today" } }
            a href=(place(after, seen.adult)) { (ShortDay(after)) " →" }
        }
        @if !seen.adults.is_empty() {
            form.filters.no-print method="get" action="/sessions" {
                (select(&Field { name: "adult", label: "Given by", hint: "", value: &adult, errors }, &options))
                (date_input(&Field { name: "day", label: "Day", hint: "", value: &day, errors }))
                (second_button("Show"))
            }
        }
    }
}

fn names(of: &[InSession]) -> String {
    of.iter().map(|one| one.name.short()).collect::<Vec<_>>().join(", ")
}

fn session(one: &DaySession, seen: &SessionDay, ahead: bool) -> Markup {
    let id = format!("s-{}-{}", one.group, one.session.begins);
    let by: Vec<String> = one.adults.iter().map(|(_, name)| name.formal()).collect();
    html! {
        li.day-session.is-noted[one.is_noted()] id=(id) {
            p.session-time { (clock(one.session.begins)) span.muted { (one.session.minutes) " min" } }
            div.session-what {
                h2 { (one.name) }
                p { (names(&one.pupils)) }
                p.muted {
                    @if one.provision != one.name { (one.provision) }
                    @if !one.place.is_empty() { @if one.provision != one.name { " · " } (one.place) }
                    @if seen.adult.is_none() && !by.is_empty() { " · " (by.join(", ")) }
                }
                (noted(one))
            }
            @if one.notes && !ahead { (record(one, seen, &id)) }
        }
    }
}

/// The form in its fold, or the way to what is noted.
fn record(one: &DaySession, seen: &SessionDay, id: &str) -> Markup {
    let typed = opened(one, seen.adult.filter(|_| !seen.adults.is_empty()));
    let none = FormErrors::default();
    html! {
        @if one.is_noted() { p.change.no-print { a href=(one.place()) { "Change" span.hidden { " the note on " (one.name) } } } }
        @else {
            details.record.no-print {
                summary { "Record" span.hidden { " " (one.name) ", " (clock(one.session.begins)) } }
                session-note data-what=(format!("{} {}", clock(one.session.begins), one.session.on)) {
                    (post_form(one.place()).class("session-form").of(NoteForm { of: one, typed: &typed, errors: &none, id: format!("{id}-") }.fields()))
                }
                (working_on(&one.pupils))
            }
        }
    }
}

/// What each works on, and what adults do.
fn working_on(pupils: &[InSession]) -> Markup {
    html! {
        @if pupils.iter().any(|one| !one.targets.is_empty()) {
            details {
                summary { "What they work on" }
                dl.summary {
                    @for one in pupils.iter().filter(|one| !one.targets.is_empty()) {
                        div {
                            dt { (one.name.short()) }
                            dd {
                                @for target in &one.targets {
                                    p { strong { (target.wording) } @if !target.strategy.is_empty() { br; (lines(&target.strategy)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is noted: once where it is the same for all.
fn noted(one: &DaySession) -> Markup {
    let all: Vec<_> = one.pupils.iter().filter_map(|pupil| Some((pupil, pupil.noted.as_ref()?))).collect();
    let Some((_, (first, late))) = all.first() else { return html! {} };
    let same = all.len() == one.pupils.len() && all.iter().all(|(_, (note, _))| note.outcome == first.outcome);
    html! {
        p.came {
            @if same { (came(first.outcome)) }
            @else { @for (pupil, (note, _)) in &all { span.nobr { (pupil.name.short()) " " (came(note.outcome)) } " " } }
        }
        @if !first.words.is_empty() { p.said { "“" (first.words) "”" } }
        p.muted {
            "Noted " @if let Some(by) = &first.by { "by " (by.formal()) ", " } (ShortDay(first.entered.today()))
            @if *late { " " (tag(Tone::Soon, "late")) }
        }
    }
}

/// What came of it, as a tag.
pub(in crate::web) fn came(outcome: Outcome) -> Markup {
    match outcome {
        Outcome::Given(_, Some(HowItWent::GotIt)) => tag(Tone::Good, "Got it"),
        Outcome::Given(_, Some(how)) => {
            tag(if how == HowItWent::Nearly { Tone::Sky } else { Tone::Quiet }, how.words())
        }
        Outcome::Given(_, None) => tag(Tone::Good, "Happened"),
        Outcome::Lost(why) => tag(Tone::Late, &format!("Did not happen: {}", why.short())),
    }
}

/// One session on a page of its own.
pub(super) fn one(seen: &DaySession, form: &NoteForm<'_>) -> Markup {
    html! {
        p.no-print { a href=(format!("{}#s-{}-{}", place(seen.session.on, None), seen.group, seen.session.begins)) { "Back to the sessions" } }
        (error_summary(form.errors))
        h1 { (seen.name) }
        p.lead { (LongDay(seen.session.on)) ", " (clock(seen.session.begins)) @if !seen.place.is_empty() { ", " (seen.place) } ": " (names(&seen.pupils)) }
        (noted(seen))
        @if seen.notes {
            @if seen.is_noted() { p { "A newer note counts in place of this one, which stays in the history." } }
            (post_form(seen.place()).class("session-form").of(form.fields()))
        } @else if !seen.is_noted() { p.empty { "Nothing is noted." } }
        (working_on(&seen.pupils))
    }
}

/// The form for a session at another time.
pub(super) fn another(seen: &SessionDay, [group, on, at]: [&str; 3], errors: &FormErrors) -> Markup {
    let known: Vec<(String, String)> = seen.groups.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let mut options = vec![("", "Choose")];
    options.extend(known.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let (today, given) = (seen.today.to_string(), [group, on, at].iter().any(|one| !one.is_empty()));
    let none = FormErrors::default();
    let errors = if given { errors } else { &none };
    html! {
        form.panel method="get" action="/sessions/another" novalidate {
            (select(&Field { name: "group", label: "What was given", hint: "", value: group, errors }, &options))
            (date_input(&Field { name: "on", label: "Day", hint: "", value: if given { on } else { &today }, errors }))
            (text_input(&Field { name: "at", label: "It began at", hint: "", value: at, errors }, "time", "off"))
            p { button.primary type="submit" { "Go on to the note" } }
        }
    }
}

/// Its page.
pub(super) fn another_page(form: &Markup, errors: &FormErrors, wrong: bool) -> Markup {
    html! {
        p.no-print { a href="/sessions" { "Back to the sessions" } }
        @if wrong { (error_summary(errors)) }
        h1 { "A session at another time" }
        p { "Given on another day or at another time than planned: it counts beside the plan. What was planned and did not happen is noted at its own time." }
        (form)
    }
}
