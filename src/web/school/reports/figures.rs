//! Figures for governors: counts of a term that is over, frozen when the SENCO published them. Governors see nothing else.

use axum::{
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::{YearFigures, reviews::area, year_of, year_on};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Calendar, Season},
        compliance::{Kept, parent_took_part},
        figures::{Line, Shown, may_replace, publish as shown},
        need::Area,
        people::Role,
        sen_status::SenCode,
        time::LongDay,
    },
    store::{
        Tx, calendar,
        publications::{self, Counted, Publication},
        register::BoardOf,
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{post_form::post_form, report_nav::ways, table::table},
    },
};

/// The term whose figures can be published: the last one that is over, unless they have been.
fn next(calendar: &Calendar, today: NaiveDate, published: &[Publication]) -> Option<(AcademicYear, Season, NaiveDate)> {
    let this = AcademicYear::containing(today);
    let rounds = [this.previous(), this].into_iter().flat_map(|y| Season::ALL.iter().map(move |s| (y, *s)));
    let mut over = rounds.map(|(y, s)| (y, s, calendar.window(y, s).closes_on)).filter(|(.., closed)| *closed < today);
    over.next_back().filter(|(y, s, _)| !published.iter().any(|p| (p.year, p.season) == (*y, *s)))
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    page(&app, &person).await
}

/// The page, for governors their only one.
pub(in crate::web) async fn page(app: &App, person: &Person) -> Result<Response> {
    person.must(Thing::Figures, Verb::See)?;
    let mut conn = app.store.read().await?;
    let published = publications::all(&mut conn, person.viewer.school).await?;
    let calendar = calendar::load(&mut conn, person.viewer.school).await?;
    drop(conn);
    let due = next(&calendar, app.clock.now().today(), &published);
    let publishes = person.may(Thing::Figures, Verb::Change);
    let (latest, earlier) = (published.first(), published.get(1..).unwrap_or_default());
    let body = html! {
        @if person.viewer.role != Role::Governor { (ways("/reports/figures", true)) }
        h1 { "Figures for governors" }
        @if publishes { (to_publish(due)) }
        @match latest {
            Some(latest) => (one(latest)),
            None => p.empty { "No figures have been published yet. They tell of a term that is over, and never of one that is under way." },
        }
        @for publication in earlier { details.no-print { summary { "Figures of " (term(publication)) } (one(publication)) } }
    };
    app.answer(person, Page::new("Figures for governors", body)).await
}

fn to_publish(due: Option<(AcademicYear, Season, NaiveDate)>) -> Markup {
    html! {
        @if let Some((year, season, _)) = due {
            (post_form("/reports/figures/publication").class("panel no-print").of(html! {
                h2 { "Publish the figures of the " (season.words()) " term " (year) }
                p {
                    "They tell of the pupils of the day on which the round closed, with what is known now, "
                    "and are frozen: "
                    "small numbers are hidden, also from whoever subtracts, "
                    "and a line that few pupils have changed stays as it was published before."
                }
                input type="hidden" name="term" value=(code(year, season));
                button.primary type="submit" { "Publish the figures" }
            }))
        }
    }
}

fn term(publication: &Publication) -> String {
    format!("the {} term {}", publication.season.words(), publication.year)
}

fn one(publication: &Publication) -> Markup {
    html! {
        section aria-label=(format!("Figures of {}", term(publication))) {
            h2 { (publication.season.title()) " term " (publication.year) }
            p.muted { "Published on " (LongDay(publication.at.today())) " by " (publication.by.formal()) "." }
            @for line in &publication.lines { (counted(line)) }
            p.muted {
                "“Fewer than” includes none. Numbers that would give a small one away are shown as a range, or not at all, so that no child can be made out."
            }
        }
    }
}

fn counted(line: &Counted) -> Markup {
    let published = shown(&line.counts, line.threshold);
    let words = |one: Shown| match one {
        Shown::Exact(n) => n.to_string(),
        Shown::Few => format!("fewer than {}", line.threshold),
        Shown::Between(from, to) => format!("{from} to {to}"),
        Shown::Withheld => "not shown".to_owned(),
    };
    let cells = line.line.cells().iter().zip(&published.cells);
    let mut rows: Vec<Vec<Markup>> = cells.map(|(name, one)| vec![html! { (name) }, html! { (words(*one)) }]).collect();
    rows.push(vec![html! { "All pupils with a right to reviews" }, html! { (words(published.total)) }]);
    let caption = format!("{}, as it stood on {}", line.line.words(), LongDay(line.as_of));
    html! { div.figures { (table(&caption, &["Group", "Pupils"], &rows, "")) } }
}

/// Which term was on the page.
#[derive(Deserialize)]
pub(super) struct FiguresQuery {
    #[serde(default)]
    term: String,
}

fn code(year: AcademicYear, season: Season) -> String {
    format!("{}-{}", year.starting(), season.as_code())
}

pub(super) async fn publish(
    State(app): State<App>,
    person: Person,
    Form(form): Form<FiguresQuery>,
) -> Result<Response> {
    person.must(Thing::Figures, Verb::Change)?;
    let (now, school) = (app.clock.now(), person.viewer.school);
    let mut conn = app.store.read().await?;
    let published = publications::all(&mut conn, school).await?;
    let due = next(&calendar::load(&mut conn, school).await?, now.today(), &published);
    drop(conn);
    let Some((year, season, closed)) = due.filter(|(y, s, _)| form.term == code(*y, *s)) else {
        return Err(Error::Conflict(
            "These figures have been published already, or their term is not over.".to_owned(),
        ));
    };
    let lines = lines(&year_on(&app, &person, closed).await?, season, &published);
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    if !publications::publish(&mut tx, (year, season), &lines).await? {
        return Err(Error::Conflict("Somebody else has just published these figures.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to("/reports/figures").into_response())
}

/// Publishes the figures of the last term that is over, as the page does, for whoever acts. Returns whether there were any to publish.
pub(crate) async fn publish_last(tx: &mut Tx) -> anyhow::Result<bool> {
    let (school, today) = (tx.school()?, tx.now.today());
    let published = publications::all(tx.conn(), school).await?;
    let Some((year, season, closed)) = next(&calendar::load(tx.conn(), school).await?, today, &published) else {
        return Ok(false);
    };
    let register = tx.register(closed).await?;
    let all = register.lines(BoardOf::with_closed(closed));
    let stands = year_of(&register, all.iter(), closed);
    let lines = lines(&stands, season, &published);
    publications::publish(tx, (year, season), &lines).await
}

/// The lines of a term: as they stand, or as they were published last where too few pupils have changed.
fn lines(year: &YearFigures, season: Season, published: &[Publication]) -> Vec<Counted> {
    let fresh =
        |line: Line| Counted { line, as_of: year.on, threshold: year.threshold, counts: counts(year, season, line) };
    let kept = |line: Line| {
        let before = published.first()?.lines.iter().find(|l| l.line == line)?;
        let now = shown(&counts(year, season, line), year.threshold);
        let strictest = before.threshold.max(year.threshold);
        let stays = line.is_lasting() && !may_replace(&shown(&before.counts, before.threshold), &now, strictest);
        stays.then(|| before.clone())
    };
    Line::ALL.iter().map(|line| kept(*line).unwrap_or_else(|| fresh(*line))).collect()
}

/// Each pupil with a right to reviews on the day, counted in the cell they belong to.
fn counts(year: &YearFigures, season: Season, line: Line) -> Vec<u32> {
    let mut counts = vec![0; line.cells().len()];
    let there = year.rows.iter().filter(|(row, _)| row.facts.supported.iter().any(|s| s.contains(year.on)));
    for (row, stands) in there {
        let cell = match line {
            Line::Status => match row.status {
                Some(SenCode::Support) => 0,
                Some(SenCode::Ehcp) => 1,
                _ => 2,
            },
            Line::Area => match area(row) {
                Area::Communication => 0,
                Area::Cognition => 1,
                Area::Semh => 2,
                Area::SensoryPhysical => 3,
                Area::Other => 4,
            },
            Line::Reviews => match Kept::of(&stands.cells[season.index()]) {
                Kept::OnTime => 0,
                Kept::Late => 1,
                Kept::Never | Kept::Open => 2,
                Kept::NotNeeded => 3,
            },
            Line::Parents => usize::from(!parent_took_part(&year.calendar, &row.facts, year.year, season)),
        };
        counts[cell] += 1;
    }
    counts
}
