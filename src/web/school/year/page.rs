//! How the year looks: the steps, the table of every pupil's three terms, and the days of each round.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{
    PupilYear, YearPage,
    days::rounds,
    draft::{Draft, Key, field, name},
    start::{pupils_have, waits},
};
use crate::{
    domain::{calendar::Season, count::counted, time::ShortDay, year_plan::Term},
    web::{
        form::fields::{Field, FormErrors, date_input, error_summary, number_input, radios, select},
        ui::{
            post_form::post_form,
            strip::{symbol_of, symbols, words},
        },
    },
};

pub(super) fn page(seen: &YearPage, draft: &Draft, errors: &FormErrors, said: Option<&str>) -> Markup {
    html! {
        p.no-print { a href="/round" { "Back to the review round" } }
        (error_summary(errors))
        @if let Some(said) = said { div.banner.banner-good role="status" { p { (said) } } }
        h1 { "Plan the year " (seen.year) }
        p.lead {
            "All reviews of the year on one page. Thrice proposes days; you change what does not suit, and see what it does "
            "to the messages before it is saved. "
            @match undated(seen) { 0 => "", many => (without_day(many)) }
        }
        @if let Some(assumption) = seen.calendar.assumption(seen.year) { p { (assumption) } }
        (other_year(seen))
        (without(seen))
        @if seen.lines.is_empty() {
            p.empty { "No pupil has a right to reviews in this year." }
        } @else {
            (post_form("/year").id("year").of(html! {
                (kept(seen, draft))
                p.actions.no-print { button.primary type="submit" name="do" value="check" { "Check the changes" } }
                (steps(draft, errors))
                (table(seen, draft, errors))
                p.actions.no-print { button.primary type="submit" name="do" value="check" { "Check the changes" } }
            }))
            (rounds(seen, draft))
        }
    }
}

/// "82 reviews of this year have no day of their own yet."
pub(in crate::web) fn without_day(many: usize) -> String {
    counted(
        many,
        "review of this year has no day of its own yet.",
        "reviews of this year have no day of their own yet.",
    )
}

fn undated(seen: &YearPage) -> usize {
    seen.lines
        .iter()
        .flat_map(|line| Season::ALL.iter().map(|s| line.term(&seen.calendar, *s, seen.today)))
        .filter(|t| *t == Term::Open(None))
        .count()
}

/// What keeps reviews from being given a day, and the way to put it right for all of them.
fn without(seen: &YearPage) -> Markup {
    let many = seen.lines.iter().filter(|line| waits(&line.row)).count();
    html! {
        @if many > 0 {
            div.panel.no-print {
                p { strong { (pupils_have(many)) " no plan yet" } ", so no day can be given to what is due for them." }
                p { a.second href="/year/plans" { "Start plans together" } }
            }
        }
    }
}

fn other_year(seen: &YearPage) -> Markup {
    let this = crate::domain::calendar::AcademicYear::containing(seen.today);
    let other = if seen.year == this { this.next() } else { this };
    html! { p.no-print { a href=(format!("/year?year={}", other.starting())) { "Plan " (other) } " · " a href="/classes" { "Move pupils to other classes" } } }
}

/// What a form needs beside its dates.
pub(super) fn kept(seen: &YearPage, draft: &Draft) -> Markup {
    html! {
        input type="hidden" name="year" value=(seen.year.starting());
        input type="hidden" name="was" value=(draft.was());
    }
}

fn steps(draft: &Draft, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: draft.typed.get(name), errors };
    let mut all = vec![("", "All three rounds")];
    let each: Vec<(&str, &str)> = Season::ALL.iter().map(|s| (s.as_code(), s.title())).collect();
    all.extend(&each);
    let fill = match draft.typed.get("fill") {
        "" => "empty",
        other => other,
    };
    let fill = Field { name: "fill", label: "For which reviews?", hint: "", value: fill, errors };
    html! {
        div.steps.no-print {
            div.panel role="group" aria-labelledby="step-propose" {
                h2 #step-propose { "Propose days" }
                p.hint { "Where a review was held last year, it begins with the same place in the round." }
                (select(&field("round", "Round", ""), &all))
                (number_input(&field("cap", "At most, for one person on one day", ""), "", "reviews"))
                (radios(&fill, &[("empty", "Only those without a day"), ("all", "All of them anew")]))
                button.second type="submit" name="do" value="propose" { "Propose days" }
            }
            div.panel role="group" aria-labelledby="step-move" {
                h2 #step-move { "Move what is ticked" }
                (date_input(&field("move_to", "To this day", "Tick reviews in the table first")))
                button.second type="submit" name="do" value="move" { "Move the ticked reviews" }
            }
            div.panel role="group" aria-labelledby="step-shift" {
                h2 #step-shift { "Move a whole round" }
                (select(&field("shift_round", "Which round", ""), &each))
                (number_input(&field("shift_by", "By how many school days", "A minus means earlier"), "", "school days"))
                button.second type="submit" name="do" value="shift" { "Move the round" }
            }
        }
    }
}

/// The lines of one part of the table: on a phone one part is open at a time, so that the page stays short.
const A_PART: usize = 8;

fn table(seen: &YearPage, draft: &Draft, errors: &FormErrors) -> Markup {
    let parts: Vec<&[PupilYear]> = seen.lines.chunks(A_PART).collect();
    let wrong = |lines: &[PupilYear]| {
        let keys = lines.iter().filter_map(|line| line.row.plan);
        keys.flat_map(|plan| Season::ALL.iter().map(move |s| field((plan, *s))))
            .any(|field| errors.get(&field).is_some())
    };
    let (pupils, beside) = (pupils(seen), seen.lines.iter().any(PupilYear::is_beside));
    html! {
        (symbols())
        p {
            (counted(pupils, "pupil", "pupils")) ", three rounds"
            @if beside { "; plans beside SEN support are not moved with a round" } "."
        }
        @if let [only] = parts.as_slice() { (part(seen, draft, errors, only)) } @else {
            @for (n, lines) in parts.iter().enumerate() {
                details.year-part open[n == 0 || wrong(lines)] {
                    summary { (between(lines)) span.muted { (changed(seen, draft, lines)) } }
                    (part(seen, draft, errors, lines))
                }
            }
        }
    }
}

/// "Amira K. to Ben O."
fn between(lines: &[PupilYear]) -> String {
    let name = |line: Option<&PupilYear>| line.map(|line| line.row.name.short()).unwrap_or_default();
    format!("{} to {}", name(lines.first()), name(lines.last()))
}

/// How many of a part's days are not saved yet.
fn changed(seen: &YearPage, draft: &Draft, lines: &[PupilYear]) -> String {
    let is_new = |line: &&PupilYear| {
        Season::ALL.iter().any(|season| {
            line.row.plan.is_some_and(|plan| {
                let typed = draft.days.get(&(plan, *season)).map_or("", String::as_str);
                matches!(line.term(&seen.calendar, *season, seen.today), Term::Open(_))
                    && typed != line.saved(&seen.calendar, *season).map(|on| on.to_string()).unwrap_or_default()
            })
        })
    };
    match lines.iter().filter(is_new).count() {
        0 => String::new(),
        n => format!(" · {n} with days that are not saved"),
    }
}

fn part(seen: &YearPage, draft: &Draft, errors: &FormErrors, lines: &[PupilYear]) -> Markup {
    html! {
        table.cards.year {
            caption.hidden { (between(lines)) }
            thead {
                tr {
                    th scope="col" { "Pupil" }
                    th scope="col" { "Led by" }
                    @for (season, window) in seen.calendar.windows(seen.year) {
                        th scope="col" { (season.title()) br; span.muted { (ShortDay(window.opens_on)) " to " (ShortDay(window.closes_on)) } }
                    }
                }
            }
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" { a href=(format!("/pupils/{}", line.row.pupil)) { (line.row.name.short()) } " " span.muted { (line.row.class) }
                            @if let Some(beside) = line.row.beside(seen.today) { br; span.muted.beside { (beside) } }
                        }
                        td data-label="Led by" { div { (lead(line)) } }
                        @for season in Season::ALL {
                            td data-label=(season.title()) { div { (cell(seen, draft, errors, line, *season)) } }
                        }
                    }
                }
            }
        }
    }
}

/// How many pupils the lines are about.
fn pupils(seen: &YearPage) -> usize {
    seen.lines.iter().map(|line| line.row.pupil).collect::<BTreeSet<_>>().len()
}

fn lead(line: &PupilYear) -> Markup {
    html! {
        @match (&line.row.lead, line.row.plan) {
            (Some((_, name)), Some(_)) => (name.formal()),
            _ => a href=(format!("/pupils/{}/plans/new", line.row.pupil)) { "Start a plan" span.hidden { " for " (line.row.name.short()) } },
        }
    }
}

fn cell(seen: &YearPage, draft: &Draft, errors: &FormErrors, line: &PupilYear, season: Season) -> Markup {
    let cell = &line.stands.cells[season.index()];
    match (line.term(&seen.calendar, season, seen.today), line.row.plan) {
        (Term::Open(_), Some(plan)) => give(line, draft, errors, (plan, season)),
        _ => html! {
            span.cell { (symbol_of(&cell.state)) span { (words(cell)) } }
            @if let Some(why) = cell.state.reason() { p.muted { (why) } }
        },
    }
}

/// The date of one review, and its tick.
fn give(line: &PupilYear, draft: &Draft, errors: &FormErrors, key: Key) -> Markup {
    let (field, pick) = (field(key), format!("pick-{}", name(key)));
    let kind = if line.is_beside() { format!(", {}", line.row.kind.words()) } else { String::new() };
    let who = format!("{}{kind}, {}", line.row.name.short(), key.1.words());
    let error = errors.get(&field);
    let note = format!("{field}-{}", if error.is_some() { "error" } else { "note" });
    let note_id = (error.is_some() || draft.notes.contains_key(&key)).then_some(&note);
    html! {
        div.give {
            input type="checkbox" id=(pick) name="pick" value=(name(key)) checked[draft.picked.contains(&key)] aria-label=(format!("Tick {who}"));
            input type="date" id=(field) name=(field) value=(draft.days.get(&key).map(String::as_str).unwrap_or_default())
                aria-label=(format!("{who}: review date")) autocomplete="off" aria-invalid=[error.map(|_| "true")] aria-describedby=[note_id];
        }
        @if let Some(error) = error { p.field-error id=(note) { span.hidden { "Error: " } (error) } }
        @else if let Some(said) = draft.notes.get(&key) { p.muted id=(note) { (said) } }
    }
}
