//! How it looks: each measure with what pupils gained on it and what is expected, and the form to enter more.

use maud::{Markup, html};

use super::SeenBenchmarks;
use crate::{
    domain::{
        benchmark::{Benchmark, FEWEST_PEERS, TERM_WEEKS, spread},
        ids::BenchmarkId,
    },
    store::benchmarks::MeasureCourses,
    web::{
        form::{
            fields::{Field, FormErrors, error_summary, number_input, select, text_input},
            typed::Typed,
        },
        ui::{button::button, post_form::post_form, report_nav::ways, table::table},
    },
};

pub(super) const TITLE: &str = "Progress beside benchmarks";

pub(super) fn body(seen: &SeenBenchmarks, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        (ways("/benchmarks", true)) // whoever reads this sees those for governors, too
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "How far pupils came on the school’s measures in " (TERM_WEEKS) " weeks, beside what sources expect." }
        (gained(seen))
        (expected(seen))
        @if seen.changes {
            @if seen.courses.is_empty() {
                p { a href="/settings/measures" { "Add a scored measure first" } }
            } @else { (form(seen, typed, errors)) }
        }
        p.muted {
            "A pupil counts with the first score of about a year and the last one, where at least six weeks lie between. Beside a pupil’s own scores \
             stand those of like need and start. Few pupils of one school are no norm: a figure here asks a question, and answers none."
        }
    }
}

fn gained(seen: &SeenBenchmarks) -> Markup {
    let row = |one: &MeasureCourses| {
        let found = spread(one.peers.iter().map(|peer| peer.course.gain_in(one.measure.direction, TERM_WEEKS)));
        let few = || format!("Fewer than {FEWEST_PEERS} pupils");
        vec![
            html! { (one.measure.name) },
            html! { (found.map_or_else(few, |of| of.words())) },
            html! { (as_expected(seen, one)) },
        ]
    };
    let rows: Vec<_> = seen.courses.iter().map(row).collect();
    let heads = ["Measure", "What pupils gained", "As much as expected, or more"];
    table("Pupils of the school", &heads, &rows, "The school has no scored measure yet.")
}

/// "6 of 9 pupils", of those for whose start something is expected; nothing of fewer than five.
fn as_expected(seen: &SeenBenchmarks, one: &MeasureCourses) -> String {
    let expected = seen.expected.get(&one.first_id).map(Vec::as_slice).unwrap_or_default();
    let met = one.peers.iter().filter_map(|peer| {
        let (_, wanted) = expected.iter().find(|(_, wanted)| wanted.fits(peer.course.start.1))?;
        Some(peer.course.gain(one.measure.direction) >= wanted.expects(&peer.course))
    });
    let all: Vec<bool> = met.collect();
    match all.len() {
        0 => "–".to_owned(),
        few if few < FEWEST_PEERS => format!("Fewer than {FEWEST_PEERS} pupils"),
        n => format!("{} of {n} pupils", all.iter().filter(|met| **met).count()),
    }
}

fn expected(seen: &SeenBenchmarks) -> Markup {
    let mut heads = vec!["Measure", "What is expected", "Source"];
    if seen.changes {
        heads.push("Change");
    }
    let of_measure = |one: &MeasureCourses| {
        let all = seen.expected.get(&one.first_id).map(Vec::as_slice).unwrap_or_default();
        let row = |(id, wanted): &(BenchmarkId, Benchmark)| {
            let mut row = vec![html! { (one.measure.name) }, html! { (wanted.words()) }, html! { (wanted.source) }];
            if seen.changes {
                row.push(post_form(format!("/benchmarks/{id}/withdrawal")).class("no-print").of(html! {
                    button.second type="submit" { "Take back" span.hidden { ": " (one.measure.name) ", " (wanted.words()) } }
                }));
            }
            row
        };
        all.iter().map(row).collect::<Vec<_>>()
    };
    let rows: Vec<_> = seen.courses.iter().flat_map(of_measure).collect();
    table("What sources expect", &heads, &rows, "Nothing is entered yet.")
}

fn form(seen: &SeenBenchmarks, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let ids: Vec<String> = seen.courses.iter().map(|one| one.first_id.to_string()).collect();
    let named = ids.iter().zip(&seen.courses).map(|(id, one)| (id.as_str(), one.measure.name.as_str()));
    let measures: Vec<(&str, &str)> = std::iter::once(("", "Choose")).chain(named).collect();
    html! {
        h2.no-print { "Enter what a source expects" }
        (post_form("/benchmarks").class("panel no-print").of(html! {
            (select(&field("measure", "Measure", ""), &measures))
            (number_input(&field("start_from", "Lowest start", "The score from which pupils start."), "", ""))
            (number_input(&field("start_until", "Highest start", ""), "", ""))
            (number_input(&field("change", "How many scores better", ""), "", ""))
            (number_input(&field("weeks", "In how many weeks", ""), "", ""))
            (text_input(&field("source", "Source", "Who says so, and where: a study, the programme’s handbook, the authority"), "text", "off"))
            (button("Save"))
        }))
    }
}
