//! How the board looks: filters above, a table whose headings sort it, and what can be done with what is ticked.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    Line,
    density::Density,
    filter::{Filter, NO_LAYER, STATES},
    groups, place, pupils,
};
use crate::{
    domain::{
        calendar::{AcademicYear, Season},
        count,
        missing::{self, Missing, attention},
        need::Area,
        plan::PlanKind,
        standing::{Light, State},
    },
    store::{annual_reviews::WantedSteps, layers::LayersToday, register::BoardRow},
    web::{
        form::fields::{Field, FormErrors, select},
        plan::annual_reviews::steps_in_a_line,
        ui::{
            post_form::post_form,
            strip::{light, symbol_of, symbols, words},
        },
    },
};

/// A select's options: value and words.
type Options = Vec<(String, String)>;

/// What the filters can be set to, from all lines of the board.
pub(super) struct BoardChoices {
    classes: Options,
    leads: Options,
    kinds: Options,
    layers: Options,
}

impl BoardChoices {
    pub(super) fn of(lines: &[&Line], layers: &LayersToday) -> Self {
        let sorted = |mut all: Options| {
            all.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
            all.dedup();
            all
        };
        let classes = lines.iter().map(|(r, _)| (r.class.clone(), r.class.clone())).filter(|c| !c.0.is_empty());
        let leads = lines.iter().filter_map(|(r, _)| r.lead.as_ref()).map(|(id, name)| (id.to_string(), name.formal()));
        let present = |kind: &&PlanKind| lines.iter().any(|(r, _)| r.kind == **kind);
        let kinds = PlanKind::ALL.iter().filter(present).map(|k| (k.as_code().to_owned(), k.words().to_owned()));
        let mut on: Options = layers.in_use().into_iter().map(|name| (name.to_owned(), name.to_owned())).collect();
        if !on.is_empty() {
            on.push((NO_LAYER.to_owned(), "On none".to_owned()));
        }
        Self { classes: sorted(classes.collect()), leads: sorted(leads.collect()), kinds: kinds.collect(), layers: on }
    }
}

pub(super) fn filters(filter: &Filter, season: Season, choices: &BoardChoices, errors: &FormErrors) -> Markup {
    let one = |name, label, value, any: &'static str, options: &Options| {
        let mut all = vec![("", any)];
        all.extend(options.iter().map(|(code, words)| (code.as_str(), words.as_str())));
        select(&Field { name, label, hint: "", value, errors }, &all)
    };
    let coded = |all: &[(&str, &str)]| all.iter().map(|(c, w)| ((*c).to_owned(), (*w).to_owned())).collect::<Options>();
    let areas: Options = Area::ALL.iter().map(|a| (a.as_code().to_owned(), a.words().to_owned())).collect();
    let seasons: Vec<_> = Season::ALL.iter().map(|s| (s.as_code(), s.title())).collect();
    let mut statuses = coded(&STATES);
    statuses.push(("missing".to_owned(), "To complete".to_owned()));
    let is_open = filter.is_narrow() || !filter.sort.is_empty() || !errors.is_empty();
    html! {
        details.fold.no-print open[is_open] {
            summary { "Filter and order" @if filter.is_narrow() { ": some are left out" } }
            form.filters method="get" action="/round" {
            (select(&Field { name: "season", label: "Term", hint: "", value: season.as_code(), errors }, &seasons))
            (one("status", "Status", &filter.status, "Any", &statuses))
            (one("class", "Class", &filter.class, "All classes", &choices.classes))
            (one("lead", "Led by", &filter.lead, "Anybody", &choices.leads))
            (one("need", "Area of need", &filter.need, "Any", &areas))
            @if choices.kinds.len() > 1 { (one("kind", "Kind of plan", &filter.kind, "Any", &choices.kinds)) }
            @if !choices.layers.is_empty() { (one("layer", "Layer of support", &filter.layer, "Any", &choices.layers)) }
            (one("sort", "Order", &filter.sort, "Most urgent first", &orders(filter)))
            button.second type="submit" { "Apply" }
            @if filter.is_narrow() { a.clear href="/round" { "Show everybody" } }
            }
        }
    }
}

/// The orders to choose from, for phones, where the table has no headings; and the one that a heading chose.
fn orders(filter: &Filter) -> Options {
    let usual = [("name", "Name"), ("class", "Class"), ("lead", "Led by"), ("year", "Year")];
    let chosen = [(filter.sort.as_str(), "As in the table")];
    let other = chosen.iter().filter(|(code, _)| !code.is_empty() && usual.iter().all(|(known, _)| known != code));
    usual.iter().chain(other).map(|(code, words)| ((*code).to_owned(), (*words).to_owned())).collect()
}

/// A heading that sorts by its column.
fn heading(filter: &Filter, column: &str, words: &str, now: bool) -> Markup {
    let sorted = filter.sorted_by(column);
    html! {
        th scope="col" .now[now] aria-sort=[sorted] {
            a.sort href=(filter.by(column)) {
                (words)
                @match sorted {
                    Some("descending") => span aria-hidden="true" { " ▼" },
                    Some(_) => span aria-hidden="true" { " ▲" },
                    None => span.hidden { ": sort by this" },
                }
            }
        }
    }
}

/// What the board is shown for.
pub(super) struct Shown<'a> {
    pub(super) season: Season,
    pub(super) year: AcademicYear,
    pub(super) today: NaiveDate,
    /// Whether lines can be ticked, and something be done with them.
    pub(super) ticks: bool,
    pub(super) density: Density,
    /// What of annual reviews is late or due; empty for whoever may not see the record.
    pub(super) annual: &'a WantedSteps,
    /// Who is on which layer of support; empty for whoever may not see the record.
    pub(super) layers: &'a LayersToday,
}

/// The table; with ticks and what can be done with them for whoever may do it.
pub(super) fn table(lines: &[&Line], filter: &Filter, shown: &Shown<'_>) -> Markup {
    let Shown { season, year, today, ticks, density, .. } = *shown;
    let groups = groups::groups(lines, filter, season);
    let table = html! {
        (symbols())
        (groups::jumps(&groups))
        table.cards.board.compact[density == Density::Compact] {
            caption {
                @let pupils = pupils(lines.iter().copied());
                (count::counted(pupils, "pupil", "pupils")) " in " (year)
                @if pupils < lines.len() { ", " (count::counted(lines.len(), "plan", "plans")) }
                @if filter.sort.is_empty() { ", the most urgent first" }
                (counted(lines))
            }
            thead {
                tr {
                    (heading(filter, "name", "Pupil", false))
                    (heading(filter, "class", "Class", false))
                    @for one in Season::ALL { (heading(filter, one.as_code(), one.title(), *one == season)) }
                    (heading(filter, "year", "Year", false))
                    (heading(filter, "lead", "Led by", false))
                }
            }
            tbody {
                @for (place, line) in lines.iter().enumerate() {
                    (row((line, shown), (season, today), ticks.then_some(filter.ticked == "all"), groups::mark(&groups, place)))
                }
            }
        }
    };
    if !ticks {
        return table;
    }
    html! {
        (post_form("/offers/new").of(html! {
            input type="hidden" name="season" value=(season.as_code());
            input type="hidden" name="year" value=(year.starting());
            (table)
            (actions(filter))
        }))
    }
}

/// What needs somebody, as Today and the digest count it: in all three terms.
fn counted(lines: &[&Line]) -> Markup {
    let found = attention(lines.iter().map(|(row, stands)| (row.missing.as_slice(), &stands.cells)));
    html! {
        @if found.late > 0 { ". Late: " (found.late) }
        @if found.missing > 0 { ". To complete: " (found.missing) }
    }
}

fn row(
    ((row, stands), shown): (&Line, &Shown<'_>),
    (season, today): (Season, NaiveDate),
    ticked: Option<bool>,
    mark: Option<String>,
) -> Markup {
    let (name, beside) = (row.name.short(), row.beside(today));
    let kind = beside.as_ref().map(|_| format!(", {}", row.kind.words())).unwrap_or_default();
    let place = place(row);
    html! {
        tr id=[mark] {
            th scope="row" {
                @if let (Some(ticked), Some(plan)) = (ticked, row.plan) {
                    input type="checkbox" name="plan" value=(plan) checked[ticked] aria-label=(format!("Tick {name}{kind}"));
                    " "
                }
                a href=(format!("/pupils/{}", row.pupil)) { (name) }
                @if let Some(beside) = &beside { " " span.muted.beside { (beside) } }
                @if let Some(layers) = shown.layers.of(row.pupil) { " " span.muted.beside { (layers) } }
                @if let Some(missing) = missing(row) { " " span.muted.beside { (missing) } }
                @if let Some(plan) = row.plan { (steps_in_a_line(shown.annual, plan)) }
            }
            td { @if row.class.is_empty() { "none" } @else { (row.class) } }
            @for cell in &stands.cells {
                @if cell.season == season { td.now { a href=(place) { (symbol_of(&cell.state)) (words(cell)) } } }
                @else if cell.state == State::Planned { td { i { (words(cell)) } } }
                @else { td { a href=(place) { (symbol_of(&cell.state)) (words(cell)) } } }
            }
            td { (light(stands.light)) }
            td { @if let Some((_, lead)) = &row.lead { (lead.formal()) } @else { "no plan yet" } }
        }
    }
}

/// What is missing, in one piece, so that the line stays one; that there is no plan stands under who leads it.
fn missing(row: &BoardRow) -> Option<String> {
    let others: Vec<Missing> = row.missing.iter().copied().filter(|what| *what != Missing::Plan).collect();
    (!others.is_empty()).then(|| missing::words(&others))
}

/// What can be done with the ticked pupils. Each leads to a page that says what will happen before it does.
fn actions(filter: &Filter) -> Markup {
    html! {
        div.bulk.no-print {
            p {
                strong { "Tick pupils, then: " }
                @if filter.ticked == "all" { a href=(filter.with("ticked", "")) { "untick all" } }
                @else { a href=(filter.with("ticked", "all")) { "tick all" } }
            }
            p.actions {
                button.second type="submit" { "Invite parents" }
                button.second type="submit" formaction="/inputs/new" { "Ask teachers for input" }
                button.second type="submit" formmethod="get" formaction="/packs" { "Print pack" }
                button.second type="submit" formaction="/year" name="do" value="pick" { "Set the review date" }
            }
        }
    }
}

pub(super) fn legend() -> Markup {
    html! {
        p.muted {
            "Late and due are counted in school days. "
            "A review is due on the day agreed for it, or else on the day planned, "
            "or else when the term's window closes. "
            (light(Light::OnTrack)) " means that every closed window has its review. "
            "Plans beside SEN support have a line of their own: "
            "their reviews fall on the days agreed for them, and they do not count towards the three a year of the "
            "SEND Code of Practice (6.65)."
        }
    }
}
