//! How assessments look: the scores of each measure as a line, and each assessment as it was entered.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::Progressed;
use crate::{
    domain::{
        ids::ScoredMeasureId,
        scored_measure::{ScoreLine, Scored, lines},
        target::Score,
        time::LongDay,
    },
    store::{assessments::HeldAssessment, pupils::head::Head},
    web::{
        pupil::head::entered,
        ui::{
            line_chart::{LineChart, Mark, line_chart},
            post_form::post_form,
            table::table,
        },
    },
};

/// The page. `writes` and `keeps` say whether the reader may enter assessments, and keeps the school's list of measures.
pub(super) fn body(head: &Head, all: &[HeldAssessment], beside: &Progressed, (writes, keeps): (bool, bool)) -> Markup {
    let own = format!("/pupils/{}", head.id);
    let (standing, gone): (Vec<_>, Vec<_>) = all.iter().rev().partition(|one| one.stands);
    let lines = lines(all.iter().filter(|one| one.stands).filter_map(scored));
    html! {
        p.no-print { a href=(own) { "Back to " (head.name.forename) } }
        h1 { "Assessments" }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } }
        p.actions.no-print {
            @if writes { a.primary href=(format!("{own}/assessments/new")) { "Add an assessment" } }
            @if keeps { a href="/settings/measures" { "The school’s scored measures" } }
        }
        @if !lines.is_empty() {
            section aria-labelledby="scores" {
                h2 #scores { "Scores" }
                div.charts { @for (n, line) in lines.iter().enumerate() { (score_line(n, line)) } }
            }
        }
        @if !beside.is_empty() {
            section aria-labelledby="beside" {
                h2 #beside { "Progress beside others and what is expected" }
                @for (measure, sentences) in beside {
                    h3 { (measure) }
                    ul { @for one in sentences { li { (one) } } }
                }
                p.muted { "Few pupils of one school are no norm: these figures ask a question, and answer none." }
            }
        }
        section aria-labelledby="all" {
            h2 #all { "Everything that was found" }
            (list("The newest first", &standing, &own, writes))
        }
        @if !gone.is_empty() {
            details.no-print {
                summary { "What was put right or taken back (" (gone.len()) ")" }
                (list("It does not count any longer", &gone, &own, false))
            }
        }
    }
}

fn scored(one: &HeldAssessment) -> Option<Scored<ScoredMeasureId>> {
    let held = one.scored.as_ref()?;
    Some(Scored { key: held.first_id, measure: held.measure.clone(), on: one.on, score: held.score })
}

/// One measure: from two scores on with a chart.
fn score_line(n: usize, line: &ScoreLine) -> Markup {
    let figures = figures(line);
    let (Some((first, ..)), Some((last, ..))) = (line.points.first(), line.points.last()) else { return html! {} };
    if line.points.len() < 2 {
        return html! { div { p { strong { (line.measure.name) } ". " (line.sentence()) } (figures) } };
    }
    let days = (*last - *first).num_days().max(1);
    let count = i64::try_from(line.points.len() - 1).unwrap_or(1).max(1);
    // Several of one day stand beside each other.
    let place = |at: usize, on: NaiveDate| match *last == *first {
        true => i64::try_from(at).unwrap_or_default() * 1000 / count,
        false => (on - *first).num_days() * 1000 / days,
    };
    let mark = |(at, (on, score, _)): (usize, &(NaiveDate, Score, Option<String>))| {
        Some((place(at, *on), score.0, score.to_string()))
    };
    let marks: Vec<Option<Mark>> = line.points.iter().enumerate().map(mark).collect();
    let end = |score: Score| (score.0, score.to_string());
    let chart = LineChart {
        id: &format!("score-{n}"),
        title: &line.measure.name,
        sentence: &line.sentence(),
        range: (end(line.measure.lowest), end(line.measure.highest)),
        ends: (first.format("%b %Y").to_string(), last.format("%b %Y").to_string()),
        lines: &[marks],
    };
    line_chart(&chart, &figures)
}

fn figures(line: &ScoreLine) -> Markup {
    let rows: Vec<Vec<Markup>> = line
        .points
        .iter()
        .map(|(on, score, meant)| {
            vec![html! { (LongDay(*on)) }, html! { (score) }, html! { (meant.as_deref().unwrap_or("–")) }]
        })
        .collect();
    let caption = format!("{}, from {} to {}", line.measure.name, line.measure.lowest, line.measure.highest);
    table(&caption, &["Day", "Score", "What it meant then"], &rows, "")
}

fn list(caption: &str, all: &[&HeldAssessment], own: &str, writes: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = all.iter().map(|one| row(one, own, writes)).collect();
    let mut heads = vec!["Day", "What was found", "Who assessed", "What it shows", "Entered"];
    if writes {
        heads.push("Change");
    }
    table(caption, &heads, &rows, "Nothing is entered yet.")
}

fn row(one: &HeldAssessment, own: &str, writes: bool) -> Vec<Markup> {
    let (at, by) = &one.entered;
    let mut row = vec![
        html! { (LongDay(one.on)) },
        html! {
            @if let Some(held) = &one.scored {
                (held.measure.name) ": " strong { (held.score) }
                @if let Some(meant) = held.measure.meaning(held.score) { ", " (meant) }
                @if !one.judgement.is_empty() { br; }
            }
            (one.judgement)
        },
        html! { (one.assessor) },
        html! { @if one.shows.is_empty() { "–" } @else { (one.shows) } },
        entered(Some(*at), by.as_ref()),
    ];
    if writes {
        let (path, of) = (format!("{own}/assessments/{}", one.id), format!(" the assessment of {}", LongDay(one.on)));
        row.push(html! {
            div.actions.no-print {
                a.second href=(format!("{path}/edit")) { "Put right" span.hidden { (of) } }
                (post_form(format!("{path}/withdrawal")).of(html! {
                    button.second type="submit" { "Take back" span.hidden { (of) } }
                }))
            }
        });
    }
    row
}
