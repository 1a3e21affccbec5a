//! How the register looks, on the page and in a spreadsheet.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use super::RegisterLine;
use crate::{
    documents::{Document, Layout, MAKES_PDF, Part},
    domain::{
        census::Indicator,
        count::counted,
        sen_register::{CensusQuery, next_census},
        sen_status::SenCode,
        time::{LongDay, ShortDay},
    },
    exchange::spreadsheet::{Sheet, SheetCell},
    web::{
        form::fields::{Field, FormErrors, date_input, error_summary},
        ui::{print::print, report_nav::ways, table::table},
    },
};

pub(super) fn page(
    lines: &[RegisterLine<'_>],
    (on, today): (NaiveDate, NaiveDate),
    asked: &str,
    unread: &FormErrors,
    figures: bool,
) -> Markup {
    let census = next_census(today);
    html! {
        (ways("/sen-register", figures))
        (error_summary(unread))
        h1 { "SEN register, " (LongDay(on)) }
        p.lead { (sentence(lines)) }
        form.filters.no-print method="get" action="/sen-register" {
            (date_input(&Field { name: "on", label: "As on", hint: "Empty: today.", value: asked, errors: unread }))
            button.second type="submit" { "Show" }
            a.clear href=(format!("/sen-register?on={census}")) { "Next census day, " (ShortDay(census)) }
        }
        (table("Pupils with SEN", HEADS, &lines.iter().map(row).collect::<Vec<_>>(), "Nobody is on the register on that day."))
        (census_check(lines))
        p.actions.no-print {
            @if MAKES_PDF { a.second href=(format!("/sen-register.pdf?on={asked}")) download { "Download as PDF" } " " }
            a.second href=(format!("/sen-register.xlsx?on={asked}")) download { "Download as a spreadsheet" }
        }
        (print("on A3 or A4 across"))
    }
}

const HEADS: &[&str] =
    &["Pupil", "Class", "Status", "Needs", "Layer", "Census", "Led by", "Last review", "Next review"];

/// "18 pupils: 12 on SEN support, 6 with an EHC plan."
fn sentence(lines: &[RegisterLine<'_>]) -> String {
    let of = |code| lines.iter().filter(|line| line.status.code == code).count();
    let all = counted(lines.len(), "pupil", "pupils");
    format!("{all}: {} on SEN support, {} with an EHC plan.", of(SenCode::Support), of(SenCode::Ehcp))
}

fn needs(line: &RegisterLine<'_>) -> Vec<String> {
    line.census.needs.iter().enumerate().map(|(n, need)| format!("{}. {}", n + 1, need.as_code())).collect()
}

fn row(line: &RegisterLine<'_>) -> Vec<Markup> {
    let day = |day: Option<NaiveDate>| html! { @if let Some(day) = day { (ShortDay(day)) } @else { "–" } };
    vec![
        html! { a href=(format!("/pupils/{}", line.child.id)) { (line.child.name.full()) } },
        html! { (line.class) @if !line.nc_year.is_empty() { br; span.muted { "Year " (line.nc_year) } } },
        html! { (line.status.code.words()) br; span.muted { "since " (LongDay(line.status.from)) } },
        html! { @for (n, need) in line.census.needs.iter().enumerate() { @if n > 0 { br; } (n + 1) ". " abbr title=(need.words()) { (need.as_code()) } } },
        html! { (line.layers) },
        html! { @for (n, one) in line.census.indicators.iter().enumerate() { @if n > 0 { br; } (one.words()) } },
        html! { @if line.plan.is_none() { "No plan yet" } @else { (line.lead) } },
        day(line.last_review),
        day(line.next_review),
    ]
}

/// What the census would send back, question by question.
fn census_check(lines: &[RegisterLine<'_>]) -> Markup {
    let mut found: BTreeMap<CensusQuery, Vec<&RegisterLine<'_>>> = BTreeMap::new();
    for line in lines {
        for query in line.census.queries() {
            found.entry(query).or_default().push(line);
        }
    }
    html! {
        section aria-labelledby="census" {
            h2 #census { "Before the census" }
            @if found.is_empty() { p.praise { "Nothing on this register would come back." } }
            @for (query, of) in &found {
                p { strong { (query.words()) "." } }
                ul { @for line in of { li { a href=(format!("/pupils/{}/record", line.child.id)) { (line.child.name.full()) } } } }
            }
            p.muted { "By the SEN module of the school census: status, the first two needs, top-up funding, SEN unit and resourced provision." }
        }
    }
}

/// The register for paper.
pub(super) fn document(lines: &[RegisterLine<'_>], school: String, on: NaiveDate) -> Document {
    let day = |day: Option<NaiveDate>| day.map(|day| ShortDay(day).to_string()).unwrap_or_default();
    let row = |line: &RegisterLine<'_>| {
        let indicators: Vec<&str> = line.census.indicators.iter().map(|one| one.words()).collect();
        vec![
            line.child.name.full(),
            format!("{} (Year {})", line.class, line.nc_year),
            format!("{} since {}", line.status.code.words(), LongDay(line.status.from)),
            needs(line).join(", "),
            line.layers.clone(),
            indicators.join(", "),
            line.lead.clone(),
            day(line.last_review),
            day(line.next_review),
        ]
    };
    Document {
        title: "SEN register".to_owned(),
        school,
        about: LongDay(on).to_string(),
        on,
        layout: Layout::Across,
        parts: vec![
            Part::Lead(sentence(lines)),
            Part::table("Pupils with SEN", HEADS, lines.iter().map(row).collect()),
        ],
    }
}

/// The register for a spreadsheet, with the columns of the census.
pub(super) fn sheet(lines: &[RegisterLine<'_>]) -> Sheet {
    let indicators = Indicator::ALL.iter().map(|one| one.words());
    let heads = [
        "Surname",
        "Forename",
        "Class",
        "Year group",
        "SEN status",
        "Since",
        "First need",
        "Second need",
        "Other needs",
        "Layer",
    ];
    let tail = ["Led by", "Last review", "Next review", "Before the census"];
    let heads = heads.into_iter().chain(indicators).chain(tail).map(str::to_owned).collect();
    Sheet { name: "SEN register".to_owned(), heads, rows: lines.iter().map(cells).collect() }
}

fn cells(line: &RegisterLine<'_>) -> Vec<SheetCell> {
    let name = &line.child.name;
    let need = |n: usize| SheetCell::text(line.census.needs.get(n).map_or("", |need| need.as_code()));
    let others = needs(line).into_iter().skip(2).collect::<Vec<_>>().join(", ");
    let mut cells = vec![
        SheetCell::text(name.surname.as_str()),
        SheetCell::text(name.forename.as_str()),
        SheetCell::text(line.class.as_str()),
        SheetCell::text(line.nc_year.as_str()),
        SheetCell::text(line.status.code.as_code()),
        SheetCell::Day(line.status.from),
        need(0),
        need(1),
        SheetCell::text(others),
        SheetCell::text(line.layers.as_str()),
    ];
    let is_so = |one: &Indicator| SheetCell::text(if line.census.indicators.contains(one) { "Yes" } else { "No" });
    cells.extend(Indicator::ALL.iter().map(is_so));
    let queries: Vec<&str> = line.census.queries().into_iter().map(|query| query.words()).collect();
    cells.extend([
        SheetCell::text(line.lead.as_str()),
        SheetCell::day(line.last_review),
        SheetCell::day(line.next_review),
        SheetCell::text(queries.join("; ")),
    ]);
    cells
}
