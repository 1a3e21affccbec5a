//! How the case sample looks: what is asked, how many fit, and of each the last cycle with its dates.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{Case, CaseQuery, SELECTS, value};
use crate::{
    domain::{count::counted, inspection::SampleMark, share::percent},
    web::{
        form::fields::{Field, FormErrors, error_summary, number_input, select},
        ui::{
            print::print,
            report_nav::ways,
            table::table,
            tag::{Tone, tag},
        },
    },
};

pub(super) fn page(
    (all, found): (&[Case<'_>], &[&Case<'_>]),
    (asked, errors): (&CaseQuery, &FormErrors),
    seed: u64,
    figures: bool,
) -> Markup {
    html! {
        (ways("/inspection", figures))
        (error_summary(errors))
        h1 { "Case sample" }
        p.lead { (sentence(all, found)) }
        (question(all, asked, errors))
        (table("Pupils of the sample", HEADS, &rows(found), "Nobody has all of it. Ask for less."))
        @if asked.contains_key("draw") {
            p.muted {
                "Drawn by chance with the number " (seed) ": the same number draws the same pupils again, as long as the same pupils fit."
            }
        }
        p.muted {
            "A cycle is whole when it was assessed (an assessment of the twelve months before, or the review of the cycle before it), planned with targets, "
            "given time and reviewed, in this order. All of it is read from the record."
        }
        (print("on A4 across"))
    }
}

const HEADS: &[&str] = &["Pupil", "Status and need", "Marks", "Last cycle that was reviewed", "To show"];

/// "12 of 40 pupils with SEN. The last cycle of 9 of them is whole (75%)."
fn sentence(all: &[Case<'_>], found: &[&Case<'_>]) -> String {
    let whole = found.iter().filter(|case| case.last.is_some_and(|stages| stages.is_whole())).count();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let share = percent(number(whole), number(found.len())).map(|share| format!(" ({share}%)")).unwrap_or_default();
    let of = counted(all.len(), "pupil with SEN", "pupils with SEN");
    format!("{} of {of}. The last cycle of {whole} of them is whole{share}.", found.len())
}

fn question(all: &[Case<'_>], asked: &CaseQuery, errors: &FormErrors) -> Markup {
    let given = |field: &str| asked.get(field).map_or("", String::as_str);
    html! {
        form.panel.no-print method="get" action="/inspection" {
            fieldset.field {
                legend { "Who has all of this" }
                @for mark in SampleMark::ALL {
                    @let of = all.iter().filter(|case| case.marks.contains(mark)).count();
                    div.choice {
                        input type="checkbox" id=(mark.as_code()) name=(mark.as_code()) value="yes" checked[!given(mark.as_code()).is_empty()];
                        label for=(mark.as_code()) { (mark.words()) " (" (of) ")" }
                    }
                }
            }
            @for (field, words) in SELECTS {
                @let values: BTreeSet<(String, String)> = all.iter().map(|case| value(case, field)).filter(|(code, _)| !code.is_empty()).collect();
                @let first = std::iter::once((String::new(), "All".to_owned()));
                @let values: Vec<(String, String)> = first.chain(values).collect();
                @let pairs: Vec<(&str, &str)> = values.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect();
                (select(&Field { name: field, label: words, hint: "", value: given(field), errors }, &pairs))
            }
            (number_input(&Field { name: "draw", label: "Draw so many by chance", hint: "Empty: all of them.", value: given("draw"), errors }, "", ""))
            p.actions { button.primary type="submit" { "Find the cases" } " " a href="/inspection" { "Show all" } }
        }
    }
}

fn rows(found: &[&Case<'_>]) -> Vec<Vec<Markup>> {
    let row = |case: &&Case<'_>| {
        let own = format!("/pupils/{}", case.child.id);
        vec![
            html! { a href=(own) { (case.child.name.full()) } br; span.muted { (case.class) @if !case.nc_year.is_empty() { ", Year " (case.nc_year) } } },
            html! { (case.status.words()) br; span.muted { (case.area.words()) } @if !case.layers.is_empty() { br; span.muted { (case.layers) } } },
            html! { @for (n, mark) in case.marks.iter().filter(|mark| !is_status(**mark)).enumerate() { @if n > 0 { br; } (mark.words()) } },
            html! {
                @match &case.last {
                    None => (tag(Tone::Quiet, "None yet")),
                    Some(stages) if stages.is_whole() => { (tag(Tone::Good, "Whole")) " " (stages.words()) },
                    Some(stages) => { (tag(Tone::Soon, "Not whole")) " " (stages.words()) br; span.muted { (stages.missing().join("; ")) } },
                }
            },
            html! {
                div.cell-links {
                    a href=(format!("{own}/timeline")) { "Time line" span.hidden { " of " (case.child.name.full()) } } br;
                    a href=(format!("{own}/evidence")) { "Evidence" span.hidden { " of " (case.child.name.full()) } }
                }
            },
        ]
    };
    found.iter().map(row).collect()
}

/// What stands in a column of its own.
fn is_status(mark: SampleMark) -> bool {
    matches!(mark, SampleMark::SenSupport | SampleMark::Ehcp | SampleMark::NotWhole)
}
