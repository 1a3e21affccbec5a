//! How bases and memberships look: the list, one base with its members, one pupil's, and the forms.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{bases::SchoolBases, membership::PupilsBases};
use crate::{
    domain::{
        access::{Thing, Verb},
        inclusion_base::{BaseKind, NO_SANCTION, is_whole_week, minutes_on},
        part_time::hours,
        time::LongDay,
    },
    store::{
        inclusion_bases::{InclusionBase, Membership, members_on},
        pupils::head::Head,
    },
    web::{
        form::{
            fields::{
                Field, FormErrors, date_input, error_summary, number_input, radios, select, text_input, textarea,
            },
            typed::Typed,
        },
        frame::page::Page,
        pupil::head::form as pupil_form,
        ui::{
            button::button,
            lines::lines,
            post_form::post_form,
            report_nav::ways,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Inclusion bases";
const SOURCE: &str = "The department’s guidance of 24 June 2026, which is not statutory.";

pub(super) fn bases(bases: &SchoolBases, reports: bool, typed: &Typed, errors: &FormErrors) -> Page {
    let taken = members_on(&bases.members, bases.today);
    let rows: Vec<Vec<Markup>> = bases
        .all
        .iter()
        .map(|one| {
            let due = due(bases, one).count();
            vec![
                html! {
                    a href=(format!("/bases/{}", one.id)) { (one.name) }
                    @if let Some(day) = one.closed_on { " " (tag(Tone::Quiet, "Closed")) br; span.muted { "Last day " (LongDay(day)) } }
                },
                html! { (one.kind.words()) },
                html! { (one.lead.formal()) },
                (places(one, taken.get(&one.id).copied().unwrap_or_default())),
                html! { @if due > 0 { (tag(Tone::Late, &format!("{due} due"))) } @else { "None due" } },
            ]
        })
        .collect();
    let heads = ["Base", "Kind", "Run by", "Places taken today", "Looks at plans to return"];
    let body = html! {
        @if reports { (ways("/bases", true)) }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (NO_SANCTION) }
        p.muted { (SOURCE) }
        (table("The school’s own bases", &heads, &rows, "The school has no base here yet."))
        @if bases.changes { h2.no-print { "Enter a base" } (entering(bases, typed, errors)) }
    };
    Page::new(TITLE, body).wrong(errors)
}

fn due<'a>(bases: &'a SchoolBases, base: &InclusionBase) -> impl Iterator<Item = &'a Membership> {
    let id = base.id;
    bases.members.iter().filter(move |one| one.base == id && one.time.is_look_due(bases.today))
}

fn places(base: &InclusionBase, taken: usize) -> Markup {
    html! {
        (taken) " of " (base.places)
        @if taken > base.places as usize { " " (tag(Tone::Late, "More members than places")) }
    }
}

fn entering(bases: &SchoolBases, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = BaseKind::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let named: Vec<(String, String)> =
        bases.teachers.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let mut teachers = vec![("", "Choose")];
    teachers.extend(named.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    html! {
        (post_form("/bases").class("panel no-print").of(html! {
            (text_input(&field("name", "What it is called", ""), "text", "off"))
            (radios(&field("kind", "Which kind", ""), &kinds))
            (select(&field("lead", "Who runs it", "A qualified teacher."), &teachers))
            (number_input(&field("places", "Places", ""), "", "pupils"))
            (button("Save the base"))
        }))
    }
}

/// One base with those who are in it today or will be, and those who were.
pub(super) fn base(bases: &SchoolBases, base: &InclusionBase) -> Page {
    let here = || bases.members.iter().filter(|one| one.base == base.id);
    let (now, before): (Vec<_>, Vec<_>) =
        here().partition(|one| one.time.until.is_none_or(|until| until >= bases.today));
    let total = |one: &Membership| {
        minutes_on(bases.members.iter().filter(|m| m.pupil == one.pupil).map(|m| &m.time), bases.today)
    };
    let row = |one: &&Membership| member(one, total(one), bases.today);
    let (now, before): (Vec<_>, Vec<_>) = (now.iter().map(row).collect(), before.iter().map(row).collect());
    let taken = members_on(&bases.members, bases.today).get(&base.id).copied().unwrap_or_default();
    let heads = ["Pupil", "From and to", "Hours a week", "Plan to return", "Looked at next"];
    let body = html! {
        p.no-print { a href="/bases" { "Back to the bases" } }
        h1 { (base.name) }
        p.lead { (base.kind.words()) ". Run by " (base.lead.formal()) ". Places taken today: " (places(base, taken)) "." }
        p { (NO_SANCTION) }
        (table("Members", &heads, &now, "Nobody is a member today."))
        @if !before.is_empty() { details { summary { "Earlier members" } (table("Earlier members", &heads, &before, "")) } }
        @if bases.changes && base.closed_on.is_none() && now.is_empty() {
            (post_form(format!("/bases/{}", base.id)).class("no-print").of(html! { button.second type="submit" { "Close this base today" } }))
        }
    };
    Page::new(format!("{} · {TITLE}", base.name), body)
}

fn member(one: &Membership, total: u32, today: NaiveDate) -> Vec<Markup> {
    vec![
        html! { a href=(format!("/pupils/{}/bases", one.pupil)) { (one.pupil_name.full()) } },
        (days(one)),
        html! { (hours(one.time.minutes)) (whole_week(total)) },
        html! { (lines(&one.return_plan)) },
        (next(one, today)),
    ]
}

fn days(one: &Membership) -> Markup {
    html! {
        (LongDay(one.time.from))
        @if let Some(until) = one.time.until { br; "to " (LongDay(until)) } @else { br; "and on" }
    }
}

/// A pupil who is in bases for the whole week is in no class: it is said wherever the hours are.
fn whole_week(total: u32) -> Markup {
    html! { @if is_whole_week(total) { " " (tag(Tone::Late, "The whole week")) } }
}

fn next(one: &Membership, today: NaiveDate) -> Markup {
    html! {
        @if one.time.until.is_some_and(|until| until < today) { "Ended" } @else {
            (LongDay(one.time.look_on))
            @if one.time.is_look_due(today) { " " (tag(Tone::Late, "Due")) }
        }
    }
}

/// On the page of the record.
pub(in crate::web) fn section(head: &Head, all: &[Membership], today: NaiveDate) -> Markup {
    let now: Vec<&Membership> = all.iter().filter(|one| one.time.is_on(today)).collect();
    let total = minutes_on(all.iter().map(|one| &one.time), today);
    html! {
        section aria-labelledby="bases" {
            h2 #bases { "Inclusion base" }
            p {
                @if now.is_empty() { "A member of none." }
                @for one in &now { (one.base_name) ", " (hours(one.time.minutes)) " a week since " (LongDay(one.time.from)) ". " }
                (whole_week(total)) " "
                a.no-print href=(format!("/pupils/{}/bases", head.id)) { "Membership of bases, with the plan to return" }
            }
        }
    }
}

/// A pupil's memberships, the newest first.
pub(super) fn of_pupil(of: &PupilsBases, typed: &Typed, errors: &FormErrors) -> Page {
    let head = &of.head;
    let changes = head.may(Thing::SenRecord, Verb::Change);
    let rows: Vec<Vec<Markup>> = of.all.iter().map(|one| membership(of, one, changes)).collect();
    let total = minutes_on(of.all.iter().map(|one| &one.time), of.today);
    let heads = ["Base", "From and to", "Why", "Plan to return", "Looked at next"];
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}/record", head.id)) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (head.name.full()) ". " (NO_SANCTION) }
        @if is_whole_week(total) {
            div.banner.banner-late role="note" {
                p { strong { (hours(total)) " a week" } " in bases are the whole week: nothing is left in class. Plan the return first." }
            }
        }
        (table("Memberships, the newest first", &heads, &rows, "A member of no base so far."))
        @if changes && !of.open.is_empty() { h2.no-print { "Begin a membership" } (joining(of, typed, errors)) }
        @if changes && of.open.is_empty() { p.no-print { "The school has no base here yet. " a href="/bases" { "Enter a base" } } }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body).wrong(errors)
}

fn membership(of: &PupilsBases, one: &Membership, changes: bool) -> Vec<Markup> {
    let own = format!("/pupils/{}/bases/{}", of.head.id, one.id);
    let goes_on = changes && one.time.until.is_none();
    vec![
        html! { strong { (one.base_name) } br; (hours(one.time.minutes)) " a week" },
        html! {
            (days(one))
            @if !one.ended_why.is_empty() { br; (one.ended_why) }
            @if goes_on { br; a.no-print href=(format!("{own}/end")) { "End it" span.hidden { ": " (one.base_name) } } }
        },
        html! { (lines(&one.why)) },
        html! {
            (lines(&one.return_plan))
            @for (on, words) in &one.looks { br; span.muted { (LongDay(*on)) ": " } (words) }
        },
        html! {
            (next(one, of.today))
            @if goes_on { br; a.no-print href=(format!("{own}/look")) { "It was looked at" span.hidden { ": " (one.base_name) } } }
        },
    ]
}

fn joining(of: &PupilsBases, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let named: Vec<(String, &str)> = of.open.iter().map(|one| (one.id.to_string(), one.name.as_str())).collect();
    let mut options = vec![("", "Choose")];
    options.extend(named.iter().map(|(id, name)| (id.as_str(), *name)));
    html! {
        (post_form(format!("/pupils/{}/bases", of.head.id)).class("panel no-print").of(html! {
            (select(&field("base", "Which base", ""), &options))
            (date_input(&field("from_on", "First day", "")))
            (number_input(&field("hours", "Hours a week in the base", "6, 7.5 or 7:30."), "", "hours"))
            (textarea(&field("why", "Why", "What the pupil learns there that class cannot give now. Never as a sanction."), 2))
            (textarea(&field("return_plan", "Plan to return", "Which lessons first, from when, and what has to be so."), 3))
            (date_input(&field("look_on", "The plan to return is looked at next on", "About once a term.")))
            (button("Save"))
        }))
    }
}

/// The form for when the plan to return was looked at.
pub(super) fn looking(head: &Head, one: &Membership, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        p { (one.base_name) ", " (hours(one.time.minutes)) " a week since " (LongDay(one.time.from)) ". " (NO_SANCTION) }
        p { "Plan to return: " (lines(&one.return_plan)) }
        (textarea(&field("words", "What was found, and what happens next", ""), 3))
        (date_input(&field("look_on", "It is looked at next on", "About once a term.")))
        (button("Save"))
    };
    pupil_form(head, "/bases", "The plan to return was looked at", errors, &format!("/bases/{}/look", one.id), &fields)
}

/// The form for the end of a membership.
pub(super) fn ending(head: &Head, one: &Membership, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        p { (one.base_name) ", " (hours(one.time.minutes)) " a week since " (LongDay(one.time.from)) ". Other hours are a new membership." }
        (date_input(&field("until_on", "Last day", "")))
        (textarea(&field("why", "How it ended", "Back in class for the whole week, with other hours, moved on."), 2))
        (button("End the membership"))
    };
    pupil_form(head, "/bases", "End a membership", errors, &format!("/bases/{}/end", one.id), &fields)
}
