//! The head's week: is anything slipping, with whom, and since when. No child's name leads; the rows of the report do.

use std::{collections::BTreeSet, sync::Arc};

use axum::{extract::State, response::Response};
use maud::{Markup, html};

use super::{
    YearFigures, costs,
    reviews::{ReviewsQuery, lines},
    year_in,
};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::Season,
        compliance::{Kept, Tally, kept_on, late_by_owner, parent_took_part},
        count::school_days,
        ids::StaffId,
        plan::PlanKind,
        share::percent,
        standing::Light,
        time::{Day, LongDay},
    },
    store::{annual_reviews::WantedSteps, provision_map::ProvisionYear},
    web::{
        App,
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
        plan::annual_reviews::wanted_steps,
        ui::report_nav::ways,
        ui::table::table,
    },
};

/// The most of the oldest that are shown.
const OLDEST: usize = 3;

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let register = app.register(&mut conn, &person, today).await?;
    let year = year_in(&register, &person.viewer, today);
    let oldest = oldest(&year);
    let costs = match person.may(Thing::Costs, Verb::See) {
        true => Some(register.part::<ProvisionYear>(&mut conn, today).await?),
        false => None,
    };
    // What the authority does is part of the record.
    let annual = match person.may(Thing::SenRecord, Verb::See) {
        true => register.part(&mut conn, today).await?,
        false => Arc::<WantedSteps>::default(),
    };
    drop(conn);
    let late = oldest.iter().map(|(row, _)| year.rows[*row].0.pupil);
    let seen: BTreeSet<_> = late.chain(annual.0.iter().map(|one| one.pupil)).collect();
    let seen: Vec<_> = seen.into_iter().map(|pupil| (None, pupil)).collect();
    app.viewed_all(&person, Subject::Report, &seen).await?;
    let may = (person.may(Thing::Figures, Verb::See), person.may(Thing::SenRecord, Verb::Change));
    let body = page(&year, (&oldest, &annual), costs.as_deref(), may);
    app.answer(&person, Page::new("Reports", body).at(Nav::Reports)).await
}

/// Plans beside SEN support, by kind: how many, whose review is late, and which should have ended.
fn beside(year: &YearFigures) -> Markup {
    let open: Vec<_> =
        year.beside.iter().filter(|(row, _)| row.facts.supported.iter().any(|s| s.contains(year.on))).collect();
    let rows: Vec<Vec<Markup>> = PlanKind::ALL
        .iter()
        .filter_map(|kind| {
            let of: Vec<_> = open.iter().filter(|(row, _)| row.kind == *kind).collect();
            let late = of.iter().filter(|(_, stands)| stands.light == Light::Late).count();
            let over = of.iter().filter(|(row, _)| row.ends_on.is_some_and(|end| end < year.on)).count();
            (!of.is_empty()).then(|| {
                vec![
                    html! { (kind.words()) },
                    html! { (of.len()) },
                    html! { (late) },
                    html! { @if kind.must_end() { (over) } @else { "–" } },
                    html! { a href=(format!("/round?kind={}", kind.as_code())) { "See which" span.hidden { ": " (kind.words()) } } },
                ]
            })
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            section aria-labelledby="beside" {
                h2 #beside { "Other plans" }
                (table("Plans beside SEN support", &["Kind", "Open", "Review late", "Should have ended", "Which"], &rows, ""))
                p.muted {
                    "They count for themselves. "
                    "All figures above are of SEN support and EHC plans alone."
                }
            }
        }
    }
}

/// The reviews that have been late longest: the row and the term of each.
fn oldest(year: &YearFigures) -> Vec<(usize, usize)> {
    let cells = year.rows.iter().enumerate().flat_map(|(row, _)| (0..3).map(move |n| (row, n)));
    let mut late: Vec<_> = cells.filter(|(row, n)| Kept::of(&year.rows[*row].1.cells[*n]) == Kept::Never).collect();
    late.sort_by_key(|(row, n)| (year.rows[*row].1.cells[*n].due_on, *row));
    late.truncate(OLDEST);
    late
}

fn page(
    year: &YearFigures,
    (oldest, annual): (&[(usize, usize)], &WantedSteps),
    costs: Option<&ProvisionYear>,
    (figures, changes): (bool, bool),
) -> Markup {
    let season = year.calendar.season_of(year.on).1;
    let now: Tally = year.rows.iter().map(|(_, stands)| Kept::of(&stands.cells[season.index()])).collect();
    let week_ago = year.on - chrono::Days::new(7);
    let before: Tally =
        year.rows.iter().map(|(row, _)| kept_on(&year.calendar, &row.facts, season, week_ago)).collect();
    let window = year.calendar.window(year.year, season);
    html! {
        (ways("/reports", figures))
        p.day { (LongDay(year.on)) }
        h1 { "This week" }
        p.lead {
            (season.title()) " round: "
            @if year.on < window.opens_on { "opens on " (Day(window.opens_on)) }
            @else if year.on <= window.closes_on {
                "day " (year.calendar.school_days_in(window.opens_on, year.on)) " of " (year.calendar.school_days_in(window.opens_on, window.closes_on))
            }
            @else { "closed on " (Day(window.closes_on)) }
        }
        (tiles(year, season, now, before))
        (owners(year))
        (oldest_list(year, oldest))
        (wanted_steps(annual, changes))
        (beside(year))
        @if let Some(costs) = costs { (costs::section(&costs.0, year.year)) }
    }
}

fn tiles(year: &YearFigures, season: Season, now: Tally, before: Tally) -> Markup {
    let reviewed: Vec<_> = year
        .rows
        .iter()
        .filter(|(_, s)| matches!(Kept::of(&s.cells[season.index()]), Kept::OnTime | Kept::Late))
        .collect();
    let took_part =
        reviewed.iter().filter(|(row, _)| parent_took_part(&year.calendar, &row.facts, year.year, season)).count();
    let share = |tally: Tally| tally.percent().map_or_else(|| "none due yet".to_owned(), |p| format!("{p}%"));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let link = |kept: &str| format!("/reports/reviews?round={}&kept={kept}", season.as_code());
    let whole: Tally = lines(year, &ReviewsQuery::default()).iter().map(|line| line.kept).collect();
    html! {
        ul.tiles {
            li { a.tile href="/reports/reviews" {
                strong { (whole.on_time) " of " (whole.due()) }
                span { "reviewed on time this year" @if let Some(percent) = whole.percent() { ": " (percent) "%" } }
            } }
            li { a.tile href="/reports/reviews?kept=never" { strong { (whole.never) } span { "late this year, " (now.never) " of them this term" } } }
            li { a.tile href=(link("")) {
                strong { (now.on_time) " of " (now.due()) }
                span { "of this term on time: " (share(now)) " · a week ago: " (share(before)) }
            } }
            li { a.tile href=(link("open")) { strong { (now.open) } span { "of this term not due yet" } } }
            li { div.tile { strong { (took_part) " of " (reviewed.len()) } span {
                "reviewed with a parent taking part"
                @if let Some(percent) = percent(count(took_part), count(reviewed.len())) { ": " (percent) "%" }
            } } }
        }
    }
}

fn owners(year: &YearFigures) -> Markup {
    let late =
        late_by_owner(year.rows.iter().map(|(row, stands)| (row.lead.as_ref().map(|(id, _)| *id), &stands.cells)));
    let name = |id: Option<StaffId>| {
        let found = year.rows.iter().filter_map(|(row, _)| row.lead.as_ref()).find(|(lead, _)| Some(*lead) == id);
        found.map_or_else(|| "No plan yet".to_owned(), |(_, name)| name.formal())
    };
    let rows: Vec<Vec<Markup>> = late
        .iter()
        .map(|(id, count)| {
            let asked = id.map_or_else(|| "none".to_owned(), |id| id.to_string());
            vec![
                html! { (name(*id)) },
                html! { (count) },
                html! { a href=(format!("/reports/reviews?kept=never&lead={asked}")) { "See why" span.hidden { ": " (name(*id)) } } },
            ]
        })
        .collect();
    html! {
        section aria-labelledby="owners" {
            h2 #owners { "Late this year, by who leads the plan" }
            (table("Late reviews of this year", &["Led by", "Late", "Which"], &rows, "Nothing is late."))
        }
    }
}

fn oldest_list(year: &YearFigures, oldest: &[(usize, usize)]) -> Markup {
    html! {
        @if !oldest.is_empty() {
            section aria-labelledby="oldest" {
                h2 #oldest { "Late longest" }
                ul.rows {
                    @for (row, n) in oldest {
                        @let (who, stands) = &year.rows[*row];
                        @let cell = &stands.cells[*n];
                        li.row.row-overdue {
                            span.row-who { a href=(format!("/pupils/{}", who.pupil)) { (who.name.short()) } " " span.muted { (who.class) } }
                            span.row-what {
                                (cell.season.title()) " review, due " (Day(cell.due_on)) ": "
                                strong { (school_days(year.calendar.school_days_between(cell.due_on, year.on))) " late" }
                                " " span.muted { @if let Some((_, lead)) = &who.lead { "led by " (lead.formal()) } @else { "no plan yet" } }
                            }
                        }
                    }
                }
            }
        }
    }
}
