//! How it looks to staff: what has changed in words, a chart of each measure, and every filling-in as it was said.

use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        people::Name,
        time::LongDay,
        wellbeing::{Change, Measure, Rating, Source, TermOf, TermSaid, changes},
    },
    store::{pupils::head::Head, wellbeing::HeldWellbeing},
    web::{
        pupil::head,
        ui::{
            line_chart::{LineChart, Mark, line_chart, line_key},
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The page. `this` is the term of today.
pub(super) fn body(head: &Head, all: &[HeldWellbeing], terms: &[TermSaid], this: TermOf) -> Markup {
    let own = format!("/pupils/{}", head.id);
    let is_missing = terms.last().is_none_or(TermSaid::is_missing);
    html! {
        p.no-print { a href=(own) { "Back to " (head.name.forename) } }
        h1 { "Wellbeing" }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } }
        p { "Five measures from 1, the lowest, to 5. What the pupil says and what an adult sees are never mixed." }
        @if is_missing { p { (tag(Tone::Quiet, "Not yet this term")) " Nobody has filled it in in " (this) "." } }
        @if head.may(Thing::Voice, Verb::Change) {
            p.actions.no-print {
                a.primary href=(format!("{own}/wellbeing/new?by=pupil")) { (head.name.forename) " fills it in" }
                a.second href=(format!("{own}/wellbeing/new?by=adult")) { "Write down what you see" }
            }
        }
        @if !all.is_empty() {
            (told(terms))
            section aria-labelledby="charts" {
                h2 #charts { "From term to term" }
                (line_key("what the pupil says", "what an adult sees"))
                div.charts { @for measure in Measure::ALL { (chart(*measure, terms)) } }
            }
            (list(all))
        }
    }
}

/// What has changed, of each of the two; a steep fall first and marked.
fn told(terms: &[TermSaid]) -> Markup {
    html! {
        section aria-labelledby="told" {
            h2 #told { "What has changed" }
            @for source in Source::ALL {
                @if let Some((term, changes)) = changes(terms, *source) {
                    h3 { (source.words()) ", " (term) }
                    (sentences(&changes))
                }
            }
        }
    }
}

fn sentences(changes: &[Change]) -> Markup {
    let (falls, others): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|one| one.is_steep_fall());
    html! {
        @if changes.is_empty() { p { "Did not want to say." } }
        @else {
            ul {
                @for one in falls { li { (tag(Tone::Late, "A steep fall")) " " (one.words()) "." } }
                @for one in others { li { (one.words()) "." } }
            }
        }
    }
}

/// The same folded, for whoever writes a review. Nothing where nobody has ever said anything.
pub(in crate::web) fn folded(terms: &[TermSaid]) -> Markup {
    html! {
        @if !terms.is_empty() {
            details.wellbeing-told {
                summary { "Wellbeing: what has changed" }
                @for source in Source::ALL {
                    @if let Some((term, changes)) = changes(terms, *source) {
                        p { strong { (source.words()) ", " (term) } }
                        (sentences(&changes))
                    }
                }
            }
        }
    }
}

fn chart(measure: Measure, terms: &[TermSaid]) -> Markup {
    let name = |term: Option<&TermSaid>| term.map(|one| one.term.to_string()).unwrap_or_default();
    let lines = Source::ALL.iter().map(|source| marks(measure, *source, terms)).collect::<Vec<_>>();
    let rows: Vec<Vec<Markup>> = terms
        .iter()
        .map(|one| {
            let cell = |source| html! { (said(one.by(source).map(|answers| answers.of(measure)))) };
            vec![html! { (one.term) }, cell(Source::Pupil), cell(Source::Adult)]
        })
        .collect();
    let end = |steps: i64| (steps, steps.to_string());
    let ends = (name(terms.first()), if terms.len() > 1 { name(terms.last()) } else { String::new() });
    let chart = LineChart {
        id: measure.as_code(),
        title: measure.words(),
        sentence: &sentence(measure, terms),
        range: (end(1), end(5)),
        ends,
        lines: &lines,
    };
    line_chart(&chart, &table(measure.words(), &["Term", "The pupil", "An adult"], &rows, ""))
}

fn marks(measure: Measure, source: Source, terms: &[TermSaid]) -> Vec<Option<Mark>> {
    let place = |n: usize| i64::try_from(n * 1000 / (terms.len() - 1).max(1)).unwrap_or_default();
    let place = |n: usize| if terms.len() == 1 { 500 } else { place(n) };
    let step = |one: &TermSaid| one.by(source)?.of(measure).map(Rating::steps);
    terms.iter().enumerate().map(|(n, one)| step(one).map(|step| (place(n), step, step.to_string()))).collect()
}

/// What the chart of a measure shows, for each of the two.
fn sentence(measure: Measure, terms: &[TermSaid]) -> String {
    let of = |source: Source| {
        let (_, all) = changes(terms, source)?;
        let one = all.into_iter().find(|one| one.measure == measure)?;
        Some(format!("{}: {}.", source.words(), one.words()))
    };
    let all: Vec<String> = Source::ALL.iter().filter_map(|source| of(*source)).collect();
    if all.is_empty() { "Nothing was said of it last.".to_owned() } else { all.join(" ") }
}

/// "4", or why there is none.
fn said(answer: Option<Option<Rating>>) -> String {
    match answer {
        None => "–".to_owned(),
        Some(None) => "Not said".to_owned(),
        Some(Some(rating)) => rating.steps().to_string(),
    }
}

fn list(all: &[HeldWellbeing]) -> Markup {
    let mut heads = vec!["Day", "Who says it"];
    heads.extend(Measure::ALL.iter().map(|measure| measure.words()));
    heads.push("Entered");
    let rows: Vec<Vec<Markup>> = all.iter().rev().map(row).collect();
    html! {
        section aria-labelledby="filled" {
            h2 #filled { "Each time it was filled in" }
            p.muted { "To put one right, fill it in again for the same day: the newer one stands, and the older one stays on record." }
            (table("The newest first", &heads, &rows, ""))
        }
    }
}

fn row(one: &HeldWellbeing) -> Vec<Markup> {
    let filled = &one.filled;
    let with = if one.with_whom.is_empty() { String::new() } else { format!(", with {}", one.with_whom) };
    let who = match filled.source {
        Source::Pupil => format!("The pupil{with}"),
        Source::Adult => one.rater.as_ref().map_or_else(|| "An adult".to_owned(), Name::formal),
    };
    let mut row = vec![html! { (LongDay(filled.on)) }, html! { (who) }];
    row.extend(Measure::ALL.iter().map(|measure| html! { (said(Some(filled.answers.of(*measure)))) }));
    row.push(head::entered(Some(one.entered), one.by.as_ref()));
    row
}
