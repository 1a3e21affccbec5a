//! How the map looks: the main fact, the question, the groups, and the lines of a narrower question.

use std::borrow::Cow;

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{SeenMap, asked::MapQuery};
use crate::{
    documents::{Document, Layout, MAKES_PDF, Part},
    domain::{
        calendar::AcademicYear,
        catalogue::FEWEST,
        costing::Pence,
        count::counted,
        part_time::hours,
        provision_map::{MapBy, MapLine, MapTotal, gathered, total},
        target::Progress,
    },
    web::{
        form::fields::{Field, FormErrors, error_summary, select},
        frame::download::as_table,
        ui::{print::print, report_nav::ways, table::table},
    },
};

pub(super) fn page(
    seen: &SeenMap,
    (asked, unread): (&MapQuery, &FormErrors),
    found: &[Cow<'_, MapLine>],
    (today, figures): (NaiveDate, bool),
) -> Markup {
    let all = total(found.iter().map(|line| &**line));
    html! {
        (ways("/provision-map", figures))
        (error_summary(unread))
        h1 { "Provision map " (seen.year) }
        p.lead { (sentence(&all, seen.costs)) }
        (question(seen, asked, unread, today))
        (groups(seen, asked, found, &all))
        @if all.without_rate > 0 {
            p {
                (counted(all.without_rate, "line has no rate", "lines have no rate")) " for the day its cycle started: its hours are in no sum. "
                @if seen.costs { a href="/settings/rates" { "What an hour costs" } }
            }
        }
        p.actions.no-print {
            @if MAKES_PDF { a.second href=(format!("/provision-map.pdf?{}", asked.query())) download { "Download as PDF" } " " }
            a.second href=(format!("/provision-map.xlsx?{}", asked.query())) download { "Download as a spreadsheet" } " "
            a.second href=(format!("/provision-map.csv?{}", asked.query())) download { "Download as CSV" }
            @if seen.costs && figures { " " a.second href="/reports/of/effect" { "Cost beside effect" } }
        }
        (print("on A3 across, which holds the widest of these tables"))
        @if asked.is_narrow() { (lines(seen, found)) } @else { p.muted { (how_it_counts(seen.costs)) } }
    }
}

fn how_it_counts(costs: bool) -> &'static str {
    if costs {
        "Choose a group to see its pupils. A line counts in the year in which its cycle is reviewed, at the price of the day on which the cycle \
         began. Given and lost are sessions up to today; what they cost is that part of the hours, with all that was bought. A line that several \
         streams pay for stands with each of them, with what that one pays. Targets are those that a line served and that were reviewed: nothing \
         is said of fewer than five."
    } else {
        "Choose a group to see its pupils. A line counts in the year in which its cycle is reviewed. Given and lost are sessions up to today. \
         Targets are those that a line served and that were reviewed: nothing is said of fewer than five."
    }
}

/// "32 pupils have 51 lines of provision: 1,240 hours planned, 310 of 420 sessions given so far; £48,000 planned, £12,000 of it given."
fn sentence(all: &MapTotal, costs: bool) -> String {
    if all.pupils.is_empty() {
        return "No provision fits.".to_owned();
    }
    let who = counted(all.pupils.len(), "pupil has", "pupils have");
    let given = if all.came.is_empty() { String::new() } else { format!("; {} given so far", all.came.figure()) };
    let money =
        if costs { format!(". {} planned, {} given so far", all.planned, all.delivered) } else { String::new() };
    format!("{who} {} of provision planned{given}{money}.", hours(all.minutes))
}

fn question(seen: &SeenMap, asked: &MapQuery, errors: &FormErrors, today: NaiveDate) -> Markup {
    let this = AcademicYear::containing(today);
    let years: Vec<(String, String)> =
        [this, this.previous()].iter().map(|year| (year.starting().to_string(), year.to_string())).collect();
    let ways: Vec<(&str, &str)> = MapBy::ALL.iter().map(|by| (by.as_code(), by.words())).collect();
    let shown = seen.year.starting().to_string();
    let field = |name, label, value| Field { name, label, hint: "", value, errors };
    html! {
        form.filters.no-print method="get" action="/provision-map" {
            (select(&field("year", "Year", &shown), &pairs(&years)))
            (select(&field("by", "Gather by", asked.way().as_code()), &ways))
            @for by in MapBy::ALL {
                @let all = std::iter::once((String::new(), "All".to_owned()));
                @let values: Vec<_> = all.chain(gathered(&seen.lines, *by).into_iter().map(|(value, _)| value)).collect();
                (select(&field(by.as_code(), by.words(), asked.narrow(*by)), &pairs(&values)))
            }
            button.second type="submit" { "Apply" }
            a.clear href="/provision-map" { "Show all" }
        }
    }
}

fn pairs(values: &[(String, String)]) -> Vec<(&str, &str)> {
    values.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect()
}

fn groups(seen: &SeenMap, asked: &MapQuery, found: &[Cow<'_, MapLine>], all: &MapTotal) -> Markup {
    let way = asked.way();
    let mut heads = vec![way.words(), "Pupils", "Hours planned", "Sessions given", "Sessions lost", "Targets met"];
    if seen.costs {
        heads.extend(["Planned", "Given so far", "Lost", "For each target met"]);
    }
    let gathered = gathered(found.iter().map(|line| &**line), way);
    let row = |first: Markup, of: &MapTotal| {
        let mut row = vec![
            first,
            html! { (of.pupils.len()) },
            html! { (hours(of.minutes)) },
            html! { @if of.came.is_empty() { "–" } @else { (of.came.figure()) } },
            html! { (of.came.lost()) },
            html! { (met(of)) },
        ];
        if seen.costs {
            row.extend([of.planned, of.delivered, of.lost].map(|pence| html! { (pence) }));
            row.push(html! { (for_each_met(of)) });
        }
        row
    };
    let mut rows: Vec<Vec<Markup>> = gathered
        .iter()
        .map(|((code, words), of)| {
            row(html! { a href=(format!("/provision-map?{}", asked.with(way, code))) { (words) } }, of)
        })
        .collect();
    if rows.len() > 1 {
        rows.push(row(html! { strong { "Together" } }, all));
    }
    table("Provision of the year", &heads, &rows, "No provision fits. Show all, or ask for less.")
}

/// The map as a document: the main fact, the groups, and the lines of a narrower question.
pub(super) fn document(
    seen: &SeenMap,
    asked: &MapQuery,
    found: &[Cow<'_, MapLine>],
    (school, on): (String, NaiveDate),
) -> Document {
    let all = total(found.iter().map(|line| &**line));
    let narrowed: Vec<String> = asked
        .wanted()
        .iter()
        .filter_map(|(by, _)| found.first().map(|line| format!("{}: {}", by.words(), line.value(*by).1)))
        .collect();
    let way = asked.way();
    let mut heads = vec![way.words(), "Pupils", "Hours planned", "Sessions given", "Lost", "Targets met"];
    if seen.costs {
        heads.extend(["Planned", "Given so far", "Cost of lost"]);
    }
    let row = |words: String, of: &MapTotal| {
        let given = if of.came.is_empty() { "–".to_owned() } else { of.came.figure() };
        let mut row =
            vec![words, of.pupils.len().to_string(), hours(of.minutes), given, of.came.lost().to_string(), met(of)];
        if seen.costs {
            row.extend([of.planned, of.delivered, of.lost].map(|pence| pence.to_string()));
        }
        row
    };
    let groups = gathered(found.iter().map(|line| &**line), way);
    let mut rows: Vec<Vec<String>> = groups.iter().map(|((_, words), of)| row(words.clone(), of)).collect();
    rows.push(row("Together".to_owned(), &all));
    let mut parts = vec![Part::Lead(sentence(&all, seen.costs)), Part::table("Provision of the year", &heads, rows)];
    if asked.is_narrow() {
        parts.push(as_table(&super::sheet::short(seen, found)));
    }
    parts.push(Part::Note(how_it_counts(seen.costs).replace("Choose a group to see its pupils. ", "")));
    Document {
        title: format!("Provision map {}", seen.year),
        school,
        about: narrowed.join(" · "),
        on,
        layout: Layout::Across,
        parts,
    }
}

/// "5 of 8", or that they are too few to say.
fn met(of: &MapTotal) -> String {
    match i64::from(of.reviewed) {
        0 => "–".to_owned(),
        n if n < FEWEST => "Fewer than five".to_owned(),
        n => format!("{} of {n}", of.met),
    }
}

/// What was given, over the targets that were met: nothing where they are too few to say.
fn for_each_met(of: &MapTotal) -> String {
    if i64::from(of.reviewed) < FEWEST || of.met == 0 {
        return "–".to_owned();
    }
    Pence((of.delivered.0 + i64::from(of.met) / 2) / i64::from(of.met)).to_string()
}

/// The lines of a narrower question, each with its pupil and its working.
fn lines(seen: &SeenMap, found: &[Cow<'_, MapLine>]) -> Markup {
    let mut heads = vec!["Pupil", "Class", "Provision", "How much", "Given by", "Came of it", "Targets"];
    if seen.costs {
        heads.extend(["Paid from", "Cost"]);
    }
    let rows: Vec<Vec<Markup>> = found
        .iter()
        .map(|line| {
            let mut row = vec![
                html! { a href=(format!("/plans/{}", line.plan)) { (seen.name(line.pupil).map(|name| name.short()).unwrap_or_default()) } },
                html! { (line.value(MapBy::Class).1) },
                html! { (line.value(MapBy::Provision).1) },
                html! { (line.how_much) },
                html! { (line.value(MapBy::Staff).1) },
                html! { @if line.came.is_empty() { "–" } @else { (line.came.words()) } },
                html! { (results(&line.results)) },
            ];
            if seen.costs {
                row.push(html! { (line.value(MapBy::Funding).1) });
                row.push(html! { (line.working()) });
            }
            row
        })
        .collect();
    html! { section aria-label="Lines" { (table("Which lines", &heads, &rows, "No provision fits.")) } }
}

/// "Met, partly met" of the targets that a line served.
fn results(of: &[Progress]) -> String {
    if of.is_empty() {
        return "–".to_owned();
    }
    of.iter().map(|one| one.words()).collect::<Vec<_>>().join(", ")
}
