//! Figures for governors: counts of a term that is over, looked at and then frozen by the SENCO. Governors see nothing else.

use axum::{
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::{YearFigures, year_of, year_on};
use crate::{
    documents::{Document, Layout, MAKES_PDF, Part},
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Calendar, Season},
        compliance::{Kept, parent_took_part},
        figures::{Line, Printed, Published, Shown, caps, may_follow, narrows, print, publish as shown, response_rate},
        need::{Area, first_area},
        sen_status::SenCode,
        standing::Standing,
        time::LongDay,
    },
    store::{
        Tx, calendar,
        publications::{self, Counted, Publication},
        register::{BoardOf, BoardRow},
        reports::{TermCounts, term_counts},
        schools,
    },
    web::{
        App,
        form::{
            asked,
            fields::{FormErrors, error_summary},
        },
        frame::{
            download::pdf,
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            post_form::post_form,
            report_nav::{ways, ways_of_governors},
            table::table,
        },
    },
};

/// A term with the day on which its round closes.
type Round = (AcademicYear, Season, NaiveDate);

/// The terms whose figures can be published, the last first: those that are over, of this year and the one before, and have not been.
fn unpublished(calendar: &Calendar, today: NaiveDate, published: &[Publication]) -> Vec<Round> {
    let is_new = |(y, s, _): &Round| !published.iter().any(|p| (p.year, p.season) == (*y, *s));
    let mut over: Vec<Round> = rounds(calendar, today).filter(|round| round.2 < today && is_new(round)).collect();
    over.reverse();
    over
}

/// The term that is under way: its figures can be looked at, and published once its round has closed.
fn under_way(calendar: &Calendar, today: NaiveDate) -> Option<Round> {
    rounds(calendar, today).find(|(y, _, closed)| *closed >= today && *y == AcademicYear::containing(today))
}

/// The rounds of the year before and of this one, in order.
fn rounds(calendar: &Calendar, today: NaiveDate) -> impl Iterator<Item = Round> {
    let this = AcademicYear::containing(today);
    let terms = [this.previous(), this].into_iter().flat_map(|y| Season::ALL.iter().map(move |s| (y, *s)));
    terms.map(|(y, s)| (y, s, calendar.window(y, s).closes_on))
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Query(asked): Query<FiguresQuery>,
) -> Result<Response> {
    answer(&app, &person, &asked.look).await
}

/// The page, for governors their only one.
pub(in crate::web) async fn page(app: &App, person: &Person) -> Result<Response> {
    answer(app, person, "").await
}

/// What was published; for whoever publishes also what can be, and a look at the term that was asked for.
async fn answer(app: &App, person: &Person, look: &str) -> Result<Response> {
    person.must(Thing::Figures, Verb::See)?;
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let published = publications::all(&mut conn, person.viewer.school).await?;
    let calendar = calendar::load(&mut conn, person.viewer.school).await?;
    drop(conn);
    let mut open = unpublished(&calendar, today, &published);
    open.extend(under_way(&calendar, today));
    let open = if person.may(Thing::Figures, Verb::Change) { open } else { Vec::new() };
    let chosen = open.iter().find(|(y, s, _)| code(*y, *s) == look);
    let mut unread = FormErrors::default();
    asked::readable(&mut unread, "look", look, "a term that you can look at", chosen.is_some());
    let look = match chosen {
        Some((y, s, closes)) => {
            let year = year_on(app, person, today.min(*closes)).await?;
            let beside = beside(app, person, (*y, *s), &year).await?;
            Some(looked_at((*y, *s, *closes), &lines(&year, *s, &published, &beside), today))
        }
        None => None,
    };
    let (latest, earlier) = (published.first(), published.get(1..).unwrap_or_default());
    let body = html! {
        (ways_of(person, "/reports/figures"))
        (error_summary(&unread))
        h1 { "Figures for governors" }
        @if !open.is_empty() { (to_look_at(&open, today)) }
        @if let Some(look) = look { (look) }
        @match latest {
            Some(latest) => {
                @if MAKES_PDF { p.actions.no-print { a.second href="/reports/figures.pdf" download { "Download as PDF" } } }
                (one(latest))
            },
            None => p.empty { "No figures have been published yet. They tell of a term that is over, and never of one that is under way." },
        }
        @for publication in earlier { details.no-print { summary { "Figures of " (term(publication)) } (one(publication)) } }
    };
    app.answer(person, Page::new("Figures for governors", body).wrong(&unread)).await
}

/// The ways between the reports, as far as they are open to somebody who sees the governors' figures.
pub(in crate::web) fn ways_of(person: &Person, here: &str) -> Markup {
    if person.may(Thing::Board, Verb::See) { ways(here, true) } else { ways_of_governors(here) }
}

/// The terms of which a look can be had.
fn to_look_at(open: &[Round], today: NaiveDate) -> Markup {
    html! {
        nav #look.actions.no-print aria-label="Figures to look at" {
            @for (year, season, closes) in open {
                a.second href=(format!("/reports/figures?look={}", code(*year, *season))) {
                    "Look at the " (season.words()) " term " (year)
                    @if *closes >= today { ", so far" } @else { ", not published" }
                }
            }
        }
    }
}

/// What would be published of a term, before it is.
fn looked_at((year, season, closes): Round, lines: &[Counted], today: NaiveDate) -> Markup {
    let is_over = closes < today;
    html! {
        section.panel.no-print aria-labelledby="preview" {
            h2 #preview { (season.title()) " term " (year) @if is_over { ", as governors would see it" } @else { ", so far" } }
            @if is_over {
                p {
                    "The pupils of the day on which the round closed, with what is known now. Once it is published it stays as it is: "
                    "small numbers are hidden, also from whoever subtracts, and a line that few pupils have changed stays as it was published before."
                }
            } @else {
                p {
                    strong { "Provisional. " }
                    "As it stands today, and for you alone. It can be published once the round has closed on " (LongDay(closes)) "."
                }
            }
            (main_fact(lines))
            @for line in lines { (counted(line)) }
            @if is_over {
                (post_form("/reports/figures/publication").of(html! {
                    input type="hidden" name="term" value=(code(year, season));
                    button.primary type="submit" { "Publish the figures" }
                }))
            }
        }
    }
}

/// The first thing that is asked: how many of the reviews that were due were on time.
fn main_fact(lines: &[Counted]) -> Markup {
    html! {
        @if let Some(words) = fact(lines) { p.lead { (words) } }
        @for words in also(lines) { p { (words) } }
    }
}

/// What is asked next: of targets, of provision, of parents; each only as far as its line tells it.
fn also(lines: &[Counted]) -> Vec<String> {
    let printed = |wanted: Line| {
        let one = lines.iter().find(|line| line.line == wanted)?;
        Some(print(one.line, &one.counts, one.threshold).published)
    };
    let first = |wanted: Line, words: &str| {
        let Published { total: Shown::Exact(total), cells } = printed(wanted)? else { return None };
        let Some(Shown::Exact(first)) = cells.first() else { return None };
        Some(format!("{first} of {total} {words}."))
    };
    let rate = printed(Line::Said).and_then(|said| response_rate(&said)).map(|words| format!("{words}."));
    let all = [
        first(Line::Targets, "targets that were reviewed were met or exceeded"),
        first(Line::Given, "planned sessions of provision were given"),
        rate,
    ];
    all.into_iter().flatten().collect()
}

fn fact(lines: &[Counted]) -> Option<String> {
    let due = lines.iter().find(|line| line.line == Line::Due)?;
    let (printed, threshold) = (print(due.line, &due.counts, due.threshold).published, due.threshold);
    let (total, on_time) = (printed.total.words(threshold), printed.cells.first().copied());
    Some(match on_time {
        Some(Shown::Exact(_) | Shown::Between(..)) if printed.total != Shown::Exact(0) => {
            let on_time = on_time.unwrap_or(Shown::Withheld).words(threshold);
            format!("{on_time} of {total} reviews that were due were held on time.")
        }
        _ if printed.total == Shown::Few => format!("Fewer than {threshold} reviews were due."),
        _ => format!("{total} reviews were due: too few to say of whom they were on time."),
    })
}

fn term(publication: &Publication) -> String {
    format!("the {} term {}", publication.season.words(), publication.year)
}

fn one(publication: &Publication) -> Markup {
    html! {
        section aria-label=(format!("Figures of {}", term(publication))) {
            h2 { (publication.season.title()) " term " (publication.year) }
            (main_fact(&publication.lines))
            p.muted { "Published on " (LongDay(publication.at.today())) " by " (publication.by.formal()) "." }
            @for line in &publication.lines { (counted(line)) }
            p.muted { (HIDDEN) }
        }
    }
}

fn counted(line: &Counted) -> Markup {
    let (caption, rows) = told(line);
    let rows: Vec<Vec<Markup>> = rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect()).collect();
    html! { div.figures { (table(&caption, HEADS, &rows, "")) } }
}

const HEADS: &[&str] = &["Group", "How many"];
const HIDDEN: &str = "“Fewer than” includes none. Numbers that would give a small one away are shown as a range, or not at all, so that no child can \
                      be made out.";

/// What is told of a line: its caption, and each group with its number as it is shown.
fn told(line: &Counted) -> (String, Vec<Vec<String>>) {
    let printed = print(line.line, &line.counts, line.threshold);
    let said = |one: Shown| one.words(line.threshold);
    let cells = printed.names.iter().zip(&printed.published.cells);
    let mut rows: Vec<Vec<String>> = cells.map(|(name, one)| vec![(*name).to_owned(), said(*one)]).collect();
    rows.push(vec![line.line.total().to_owned(), said(printed.published.total)]);
    (format!("{}, as it stood on {}", line.line.words(), LongDay(line.as_of)), rows)
}

/// The newest figures that were published, as the document that governors are given: the main fact first.
pub(super) async fn as_pdf(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Figures, Verb::See)?;
    let mut conn = app.store.read().await?;
    let published = publications::all(&mut conn, person.viewer.school).await?;
    let school = schools::get(&mut conn, person.viewer.school).await?.name;
    drop(conn);
    let latest = published.first().ok_or(Error::NotFound)?;
    let mut parts: Vec<Part> = fact(&latest.lines).map(Part::Lead).into_iter().collect();
    parts.extend(also(&latest.lines).into_iter().map(Part::Text));
    parts.extend(latest.lines.iter().map(|line| {
        let (caption, rows) = told(line);
        Part::table(&caption, HEADS, rows)
    }));
    parts.push(Part::Note(HIDDEN.to_owned()));
    let on = latest.at.today();
    let title = format!("Figures for governors: {} term {}", latest.season.words(), latest.year);
    let about = format!("Published on {} by {}", LongDay(on), latest.by.formal());
    let document = Document { title, school, about, on, layout: Layout::Upright, parts };
    pdf(&app, &format!("figures-{}", code(latest.year, latest.season)), &[document]).await
}

/// Of which term a look is asked for.
#[derive(Deserialize)]
pub(super) struct FiguresQuery {
    #[serde(default)]
    look: String,
}

/// Which term was looked at, and is to be published.
#[derive(Deserialize)]
pub(super) struct LookedAt {
    #[serde(default)]
    term: String,
}

fn code(year: AcademicYear, season: Season) -> String {
    format!("{}-{}", year.starting(), season.as_code())
}

pub(super) async fn publish(State(app): State<App>, person: Person, Form(form): Form<LookedAt>) -> Result<Response> {
    person.must(Thing::Figures, Verb::Change)?;
    let (now, school) = (app.clock.now(), person.viewer.school);
    let mut conn = app.store.read().await?;
    let published = publications::all(&mut conn, school).await?;
    let open = unpublished(&calendar::load(&mut conn, school).await?, now.today(), &published);
    drop(conn);
    let Some((year, season, closed)) = open.into_iter().find(|(y, s, _)| form.term == code(*y, *s)) else {
        return Err(Error::Conflict(
            "These figures have been published already, or their term is not over.".to_owned(),
        ));
    };
    let stands = year_on(&app, &person, closed).await?;
    let beside = beside(&app, &person, (year, season), &stands).await?;
    let lines = lines(&stands, season, &published, &beside);
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
    let open = unpublished(&calendar::load(tx.conn(), school).await?, today, &published);
    let Some((year, season, closed)) = open.into_iter().next() else { return Ok(false) };
    let register = tx.register(closed).await?;
    let all = register.lines(BoardOf::with_closed(closed));
    let stands = year_of(&register, all.iter(), closed);
    let beside = term_counts(tx.conn(), &register, (year, season), (closed, stands.threshold)).await?;
    let lines = lines(&stands, season, &published, &beside);
    publications::publish(tx, (year, season), &lines).await
}

/// Pupils by status and by area as they could be published today beside everything that governors were shown: with the counts of an
/// earlier publication where few pupils have changed since.
pub(in crate::web) async fn pupils_today(app: &App, person: &Person) -> Result<Vec<Counted>> {
    let today = app.clock.now().today();
    let published = publications::all(&mut *app.store.read().await?, person.viewer.school).await?;
    let year = year_on(app, person, today).await?;
    let mut lines = lines(&year, year.calendar.season_of(today).1, &published, &TermCounts::new());
    lines.retain(|one| one.line.is_lasting());
    Ok(lines)
}

/// The lines of a term: as they stand, or as they were published last where too few pupils have changed since any publication. Lines about
/// the same pupils change together, so that each publication has one number of pupils.
fn lines(year: &YearFigures, season: Season, published: &[Publication], beside: &TermCounts) -> Vec<Counted> {
    let fresh =
        |line: Line| Counted { line, as_of: year.on, threshold: year.threshold, counts: counts(year, season, line) };
    let of = |line: Line| published.iter().flat_map(|p| &p.lines).filter(move |l| l.line == line);
    let follows = |line: &Line| {
        let strictest = of(*line).map(|l| l.threshold).fold(year.threshold, u32::max);
        let earlier: Vec<Published> = of(*line).map(|l| shown(&l.counts, l.threshold)).collect();
        may_follow(&earlier, &shown(&counts(year, season, *line), year.threshold), strictest)
    };
    let is_new = Line::PUBLISHED.iter().filter(|line| line.is_lasting()).all(follows);
    let one = |line: &Line| match line {
        Line::Year => whole_year(year, season, published).then(|| fresh(*line)),
        Line::Targets | Line::Said | Line::Given => {
            let counts = beside.get(line).filter(|counts| !tells_of_pupils(year, season, *line, counts))?.clone();
            Some(Counted { line: *line, as_of: year.on, threshold: year.threshold, counts })
        }
        line if line.is_lasting() && !is_new => of(*line).next().cloned().or_else(|| Some(fresh(*line))),
        line => Some(fresh(*line)),
    };
    Line::PUBLISHED.iter().filter_map(one).collect()
}

/// Whether the whole year can be told: with its last term, and where it gives away nothing that the terms before it hide.
fn whole_year(year: &YearFigures, season: Season, published: &[Publication]) -> bool {
    let of_term = |p: &&Publication| p.year == year.year && p.season != season;
    let due =
        |p: &Publication| p.lines.iter().find(|l| l.line == Line::Due).map(|l| print(l.line, &l.counts, l.threshold));
    let mut terms: Vec<Printed> = published.iter().filter(of_term).filter_map(due).collect();
    terms.push(print(Line::Due, &counts(year, season, Line::Due), year.threshold));
    let now = print(Line::Year, &counts(year, season, Line::Year), year.threshold);
    season == Season::Summer && !narrows(&now, &terms, year.threshold)
}

/// Whether what is counted would say more of the pupils whose it is than their own line of the term does.
fn tells_of_pupils(year: &YearFigures, season: Season, line: Line, own: &[u32]) -> bool {
    line.is_at_least().is_some_and(|(of, first)| {
        let beside = print(of, &counts(year, season, of), year.threshold);
        caps(&beside, first, print(line, own, year.threshold).published.total, year.threshold)
    })
}

/// What the term has beside its reviews, up to the day of the figures.
async fn beside(app: &App, person: &Person, term: (AcademicYear, Season), year: &YearFigures) -> Result<TermCounts> {
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, year.on).await?;
    Ok(term_counts(&mut conn, &register, term, (year.on, year.threshold)).await?)
}

/// Each pupil with a right to reviews on the day, counted in the cell they belong to, if they belong to any.
fn counts(year: &YearFigures, season: Season, line: Line) -> Vec<u32> {
    let mut counts = vec![0; line.cells().len()];
    let there = year.rows.iter().filter(|(row, _)| row.facts.supported.iter().any(|s| s.contains(year.on)));
    for cell in there.filter_map(|(row, stands)| cell(year, season, line, row, stands)) {
        counts[cell] += 1;
    }
    counts
}

fn cell(year: &YearFigures, season: Season, line: Line, row: &BoardRow, stands: &Standing) -> Option<usize> {
    let kept = Kept::of(&stands.cells[season.index()]);
    let is_due = !matches!(kept, Kept::NotNeeded | Kept::Open);
    let met = || usize::from(!parent_took_part(&year.calendar, &row.facts, year.year, season));
    match line {
        Line::Status => Some(match row.status {
            Some(SenCode::Support) => 0,
            Some(SenCode::Ehcp) => 1,
            _ => 2,
        }),
        Line::Area => Some(match first_area(&row.needs) {
            Area::Communication => 0,
            Area::Cognition => 1,
            Area::Semh => 2,
            Area::SensoryPhysical => 3,
            Area::Other => 4,
        }),
        Line::Due => match kept {
            Kept::OnTime => Some(0),
            Kept::Late => Some(1),
            Kept::Never => Some(2),
            Kept::NotNeeded | Kept::Open => None,
        },
        Line::Met => is_due.then(met),
        Line::Year => of_year(stands),
        Line::Targets | Line::Said | Line::Given | Line::Reviews | Line::Parents => None,
    }
}

/// What became of all reviews of a pupil's year that were due; nothing where none was.
fn of_year(stands: &Standing) -> Option<usize> {
    let all: Vec<Kept> = stands.cells.iter().map(Kept::of).collect();
    let has = |wanted: Kept| all.contains(&wanted);
    match (has(Kept::Never), has(Kept::Late), has(Kept::OnTime)) {
        (true, ..) => Some(2),
        (_, true, _) => Some(1),
        (_, _, true) => Some(0),
        _ => None,
    }
}
