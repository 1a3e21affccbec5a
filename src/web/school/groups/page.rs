//! The list of groups, and one group: what it gives, to whom, when, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use maud::{Markup, html};

use super::Groups;
use crate::{
    domain::{
        delivery::{Delivery, weekday_words},
        part_time::{clock, hours},
        standing::Span,
        time::{LongDay, ShortDay},
    },
    store::{
        groups::{HeldGroup, InGroup},
        sessions::HeldNote,
    },
    web::{
        frame::session::Person,
        school::sessions::{arranges, came, ways},
        ui::{summary_list::summary_list, table::table},
    },
};

/// Somebody who is wanted at a minute of the day by another group, on these days of the week.
pub(super) fn twice(who: &str, begins: u32, other: &str, weekdays: &BTreeSet<u32>) -> String {
    format!("{who} is also wanted by “{other}”: {} {}", weekday_words(weekdays), clock(begins))
}

pub(super) fn beyond(who: &str, booked: u32, most: u32) -> String {
    format!("{who} gives {} a week, and has {} for it", hours(booked), hours(most))
}

/// What came of something, with its sessions lost in words beside the figure.
pub(super) fn came_of(found: &Delivery) -> Markup {
    html! { @if found.is_empty() { span.muted { "Nothing yet" } } @else { (found.words()) } }
}

fn names<Who>(all: &[InGroup<Who>], today: NaiveDate, name: fn(&InGroup<Who>) -> String) -> String {
    let now = all.iter().filter(|one| one.days().is_some_and(|span| span.until.is_none_or(|until| until >= today)));
    now.map(name).collect::<Vec<_>>().join(", ")
}

fn times(group: &HeldGroup, today: NaiveDate) -> Markup {
    // What is the same on several days is said once.
    let mut same: BTreeMap<(u32, u32, &str, NaiveDate), BTreeSet<u32>> = BTreeMap::new();
    for (time, place) in group.weekly().filter(|(time, _)| time.span.until.is_none_or(|until| until >= today)) {
        let from = time.span.from.max(today);
        same.entry((time.begins, time.minutes, place, from)).or_default().insert(time.weekday);
    }
    html! {
        ul.bare {
            @for ((begins, minutes, place, from), weekdays) in &same {
                li {
                    (weekday_words(weekdays)) " " (clock(*begins)) ", " (minutes) " min" @if !place.is_empty() { ", " (place) }
                    @if *from > today { span.muted { " from " (ShortDay(*from)) } }
                }
            }
        }
    }
}

pub(super) fn list(person: &Person, seen: &Groups) -> Markup {
    let (open, ended): (Vec<&HeldGroup>, Vec<&HeldGroup>) =
        seen.all.iter().partition(|group| group.is_open(seen.today));
    let rows: Vec<_> = open.iter().map(|group| row(group, seen)).collect();
    html! {
        (ways(person, "/groups"))
        h1 { "Groups" }
        p.lead { "Who gives what to whom, when in the week, and what came of it this year. A session counts once for each pupil." }
        @if arranges(person) { p.actions.no-print { a.button href="/groups/new" { "Make a group" } } }
        div.groups { (table("Groups that go on", &["Group", "Given by", "Pupils", "When", "Given so far", "To look at"], &rows, "No groups yet.")) }
        @if !ended.is_empty() {
            details {
                summary { "Groups that have ended (" (ended.len()) ")" }
                ul {
                    @for group in ended {
                        li {
                            a href=(format!("/groups/{}", group.id)) { (group.name) }
                            @if let Some((on, _)) = &group.ended { ", " (LongDay(*on)) }
                            ": " (seen.of_all(group).words())
                        }
                    }
                }
            }
        }
    }
}

fn row(group: &HeldGroup, seen: &Groups) -> Vec<Markup> {
    vec![
        html! {
            a href=(format!("/groups/{}", group.id)) { (group.name) }
            @if group.name != group.provision { br; span.muted { (group.provision) } }
        },
        html! { (names(&group.adults, seen.today, |one| one.name.formal())) },
        html! { (names(&group.members, seen.today, |one| one.name.short())) },
        times(group, seen.today),
        came_of(&seen.of_all(group)),
        html! { @for one in seen.warnings(group) { p.clash { (one) } } },
    ]
}

fn days(span: Span, today: NaiveDate) -> Markup {
    html! {
        @if span.from > today || span.until.is_some() { span.muted {
            " from " (ShortDay(span.from)) @if let Some(until) = span.until { " to " (ShortDay(until)) }
        } }
    }
}

pub(super) fn one(person: &Person, seen: &Groups, group: &HeldGroup) -> Markup {
    let (all, today) = (arranges(person), seen.today);
    let warnings = if all { seen.warnings(group) } else { Vec::new() };
    let adults = html! {
        ul.bare { @for one in &group.adults { li { (one.name.formal()) (days(one.span, today)) } } }
        @if group.adults.is_empty() { "Nobody yet: its sessions stand on nobody’s list." }
    };
    let facts = [("What is given", html! { (group.provision) }), ("Given by", adults), ("When", times(group, today))];
    html! {
        p.no-print {
            @if super::super::sessions::sees_all(person) { a href="/groups" { "Back to the groups" } } @else { a href="/sessions" { "Back to the sessions" } }
        }
        h1 { (group.name) }
        @if let Some((on, why)) = &group.ended {
            div.banner { p { strong { "Ended on " (LongDay(*on)) ". " } (why) } }
        }
        @if !warnings.is_empty() {
            div.banner.banner-late role="status" {
                p { strong { "Saved, and worth a look: " } }
                ul { @for one in &warnings { li { (one) } } }
            }
        }
        (summary_list(&facts))
        @if all && group.ended.is_none() {
            p.actions.no-print {
                a.second href=(format!("/groups/{}/edit", group.id)) { "Change the group" }
                a href=(format!("/groups/{}/end", group.id)) { "End it" }
            }
        }
        h2 { "Pupils" }
        (members(seen, group))
        (last(seen, group))
    }
}

fn members(seen: &Groups, group: &HeldGroup) -> Markup {
    let mut known = std::collections::BTreeSet::new();
    let cost = seen.cost(group);
    let mut heads = vec!["Pupil", "Given so far"];
    if cost.is_some() {
        heads.push("Part of the cost");
    }
    let rows = group.members.iter().filter(|one| known.insert(one.who)).map(|one| {
        let mut row =
            vec![html! { (one.name.full()) (days(one.span, seen.today)) }, came_of(&seen.delivery(group, one.who))];
        row.extend(cost.as_ref().map(|cost| html! { (cost.parts.get(&one.who).copied().unwrap_or_default()) }));
        row
    });
    let rows: Vec<_> = rows.collect();
    html! {
        (table("What came of it this year", &heads, &rows, "Nobody is in it yet."))
        @if let Some(cost) = &cost {
            p { "Hours planned so far this year: " strong { (cost.total) } ", shared by the days on which each pupil was in the group." }
        }
    }
}

/// Notes on a page at most.
const LAST: usize = 15;

/// What was noted last.
fn last(seen: &Groups, group: &HeldGroup) -> Markup {
    let notes: Vec<&HeldNote> = seen.notes.iter().rev().filter(|note| note.group == group.id).take(LAST).collect();
    let name = |note: &HeldNote| {
        let who = group.members.iter().find(|one| one.who == note.pupil);
        who.map_or_else(|| "A former member".to_owned(), |one| one.name.short())
    };
    let rows = notes.iter().map(|note| {
        vec![
            html! { a href=(format!("/sessions/{}/{}/{}", group.id, note.on, note.begins)) { (ShortDay(note.on)) ", " (clock(note.begins)) } },
            html! { (name(note)) },
            came(note.outcome),
            html! { (note.words) },
        ]
    });
    html! {
        @if !notes.is_empty() {
            h2 { "Noted last" }
            (table("The newest first", &["Session", "Pupil", "What came of it", "Note"], &rows.collect::<Vec<_>>(), ""))
        }
    }
}
