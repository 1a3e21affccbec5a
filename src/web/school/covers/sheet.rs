//! The sheet: one side of A4, first names and an initial, what to do before what to leave, no need and no diagnosis.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::{
    domain::{
        adjustment::MustKnow,
        ids::PupilId,
        part_time::clock,
        time::{ClockTime, LongDay, Moment},
    },
    store::{
        covers::CoverNote,
        groups::HeldGroup,
        profiles::HeldProfile,
        pupils::page::{Listed, OpenPlan},
        schools::SchoolCard,
    },
    web::{
        form::fields::{Field, FormErrors, date_input, select},
        pupil::adjustments::above_targets,
        ui::{button::button, lines::lines, phone::phone, post_form::post_form, print::print, qr::qr},
    },
};

pub(super) const TITLE: &str = "Cover sheet";

/// What the page shows.
pub(super) struct CoverSheet<'a> {
    pub(super) class: &'a str,
    pub(super) day: NaiveDate,
    pub(super) pupils: &'a [(Listed, Vec<OpenPlan>)],
    /// What must be done differently on that day, and what is at hand.
    pub(super) adjustments: BTreeMap<PupilId, MustKnow>,
    /// The newest one-page profile of each.
    pub(super) profiles: BTreeMap<PupilId, HeldProfile>,
    /// When which of them are out of class, and with whom, in the order of the day.
    pub(super) outings: Vec<String>,
    /// Whom to send for.
    pub(super) help: Vec<String>,
    pub(super) school: SchoolCard,
    /// Where a note can be left, on the page that answers whoever asked for it.
    pub(super) link: Option<String>,
    /// What was noted of late.
    pub(super) notes: Vec<CoverNote>,
    pub(super) now: Moment,
}

/// When members of groups are out of class on a day: "10:30am Ben O. and Ela K. with Ms Bates: Talking Partners, Library".
pub(super) fn outings(groups: &[HeldGroup], pupils: &[PupilId], day: NaiveDate) -> Vec<String> {
    let weekday = day.weekday().number_from_monday();
    let mut found: Vec<(u32, String)> = Vec::new();
    for group in groups.iter().filter(|group| group.is_open(day)) {
        let names: Vec<String> =
            group.members_on(day).filter(|one| pupils.contains(&one.who)).map(|one| one.name.short()).collect();
        let by: Vec<String> = group.adults.iter().filter(|one| one.is_on(day)).map(|one| one.name.formal()).collect();
        let with = if by.is_empty() { String::new() } else { format!(" with {}", by.join(" and ")) };
        for (time, place) in group.weekly().filter(|(time, _)| time.weekday == weekday && time.span.contains(day)) {
            if !names.is_empty() {
                let place = if place.is_empty() { String::new() } else { format!(", {place}") };
                let words = format!("{} {}{with}: {}{place}", clock(time.begins), names.join(", "), group.provision);
                found.push((time.begins, words));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, words)| words).collect()
}

/// Which class, and when.
pub(super) fn choose(classes: &[String], class: &str, day: &str, errors: &FormErrors) -> Markup {
    let mut options = vec![("", "Choose")];
    options.extend(classes.iter().map(|one| (one.as_str(), one.as_str())));
    html! {
        @if class.is_empty() || !errors.is_empty() { h1 { (TITLE) } p.lead { "For whoever takes a class for one day." } }
        form.panel.no-print method="get" action="/cover" {
            div.side {
                (select(&Field { name: "class", label: "Class", hint: "", value: class, errors }, &options))
                (date_input(&Field { name: "day", label: "Day", hint: "Today, or within two weeks.", value: day, errors }))
            }
            (button("Show the sheet"))
        }
    }
}

pub(super) fn page(shown: &CoverSheet<'_>) -> Markup {
    let local = shown.now.local();
    html! {
        (print("on A4"))
        div.sheet {
            h1 { "Cover · " (shown.class) " · " (LongDay(shown.day)) }
            p.muted { "For this day only. Printed " (LongDay(local.date())) ", " (ClockTime(local.time())) }
            p { strong { "If you need help: " } (help(shown)) }
            @if shown.pupils.is_empty() { p.empty { "No pupil here has an open plan." } } @else { (table(shown)) }
            @if !shown.outings.is_empty() {
                h2 { "Out of class on this day" }
                ul { @for one in &shown.outings { li { (one) } } }
            }
            (note(shown))
            p.shred { strong { "Shred at the end of the day." } }
        }
        @if !shown.notes.is_empty() { (left(&shown.notes)) }
    }
}

fn help(shown: &CoverSheet<'_>) -> Markup {
    html! {
        @if !shown.help.is_empty() { (shown.help.join(" or ")) }
        @if !shown.help.is_empty() && !shown.school.phone.is_empty() { ", " }
        @if !shown.school.phone.is_empty() { "the office on " (phone(&shown.school.phone)) }
        "."
    }
}

fn table(shown: &CoverSheet<'_>) -> Markup {
    html! {
        table.cards {
            caption.hidden { "Whom to look after, what helps and what does not" }
            thead { tr { @for head in ["Pupil", "Do", "Do not", "If it goes wrong"] { th scope="col" { (head) } } } }
            tbody { @for (pupil, plans) in shown.pupils { (row(shown, pupil, plans)) } }
        }
    }
}

fn row(shown: &CoverSheet<'_>, pupil: &Listed, plans: &[OpenPlan]) -> Markup {
    let (mut does, mut leaves) = (Vec::new(), Vec::new());
    let says = shown.profiles.get(&pupil.id).map(|one| &one.says);
    does.extend(says.map(|says| says.please_do.as_str()));
    leaves.extend(says.map(|says| says.please_dont.as_str()));
    for target in plans.iter().flat_map(|plan| &plan.targets) {
        does.push(&target.strategy);
        leaves.push(&target.avoid);
    }
    html! {
        tr {
            th scope="row" { (pupil.name.short()) }
            td data-label="Do" { div {
                @if let Some(held) = shown.adjustments.get(&pupil.id) { (above_targets(held, shown.day)) }
                (each(&does))
            } }
            td data-label="Do not" { div { (each(&leaves)) } }
            td data-label="If it goes wrong" { div { @if let Some(says) = says { (lines(&says.support)) } } }
        }
    }
}

/// Each once, on a line of its own.
fn each(all: &[&str]) -> Markup {
    let mut seen: Vec<&str> = Vec::new();
    for line in all.iter().flat_map(|text| text.lines()).map(str::trim).filter(|line| !line.is_empty()) {
        if !seen.contains(&line) {
            seen.push(line);
        }
    }
    html! { @for line in seen { p { (line) } } }
}

/// Where a note can be left: on the sheet itself, and behind the link until the evening.
fn note(shown: &CoverSheet<'_>) -> Markup {
    html! {
        h2 { "Please leave a note" }
        p { "□ fine   □ tricky: ______________________________________________" }
        @match &shown.link {
            Some(link) => div.side {
                (qr(link, "The link to leave a note, for a phone to scan"))
                p { "Or scan this until 18:00 on the day, or open " strong { (link) } ". Nothing of a pupil stands there. "
                    span.no-print { "Print the sheet now: the link is shown only once." } }
            },
            None => (post_form("/cover").class("no-print").of(html! {
                input type="hidden" name="class" value=(shown.class);
                input type="hidden" name="day" value=(shown.day);
                p { (crate::web::form::fields::second_button("Add a link for a note by phone")) }
            })),
        }
    }
}

/// What whoever covered wrote of late.
pub(in crate::web::school) fn left(notes: &[CoverNote]) -> Markup {
    html! {
        section.panel.no-print aria-label="Notes of those who covered" {
            p { strong { "Whoever covered left a note" } }
            ul {
                @for note in notes {
                    li {
                        (note.class) ", " (LongDay(note.day)) ": " strong { (note.how.words()) }
                        @if !note.words.is_empty() { " – “" (note.words) "”" }
                        @if !note.by.is_empty() { " (" (note.by) ")" }
                    }
                }
            }
        }
    }
}
