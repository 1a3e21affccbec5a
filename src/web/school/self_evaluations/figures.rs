//! The live figures: what the school's records say on this day, beside a statement; and the pupils behind one, for those who may see them.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::FrameworkSeen;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        compliance::Kept,
        ids::PupilId,
        people::Name,
        self_evaluation::{Behind, Figure, LiveFigure},
        time::{Day, LongDay},
    },
    store::{
        register::{Of, Part, Register},
        self_evaluations::behind::{behind, named},
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        school::reports::{due_reviews, ways_of, whole_years},
        ui::table::table,
    },
};

/// Whom each figure counts, of the whole school. Whoever shows it asks what a person may see of it.
#[derive(PartialEq, Debug)]
pub(super) struct LiveFigures(BTreeMap<Figure, Vec<Behind>>);

impl Part for LiveFigures {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let mut all = BTreeMap::new();
        for figure in Figure::ALL {
            let found = match behind(conn, register, *figure, day).await? {
                Some(found) => found,
                None => named(register, of_reviews(register, *figure, day)),
            };
            all.insert(*figure, found);
        }
        Ok(Self(all))
    }
}

/// The figures that the reports work out.
fn of_reviews(register: &Register, figure: Figure, day: NaiveDate) -> Vec<(PupilId, bool)> {
    if figure == Figure::ThreeAYear {
        return whole_years(register, AcademicYear::containing(day).previous().ends_on());
    }
    let due = due_reviews(register, day).into_iter();
    match figure {
        Figure::ReviewsOnTime => due.map(|one| (one.pupil, one.kept == Kept::OnTime)).collect(),
        _ => due.filter(|one| one.kept != Kept::Never).map(|one| (one.pupil, one.with_parent)).collect(),
    }
}

impl LiveFigures {
    fn of(&self, figure: Figure) -> &[Behind] {
        self.0.get(&figure).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is said where a figure could tell of a child.
const TOO_FEW: &str = "Not shown: of so few pupils a figure could tell of a child";

/// A figure beside its statement, with its day. Whoever may see the pupils is led to them.
pub(super) fn beside(seen: &FrameworkSeen, figure: Figure) -> Markup {
    let live = LiveFigure::count(figure, seen.live.of(figure));
    html! {
        p.muted {
            "On " (Day(seen.now.today())) ": "
            @if seen.may.pupils {
                (live.words()) "."
                @if live.whole > 0 && figure != Figure::ProvisionDescribed {
                    " " a.no-print href=(format!("/self-evaluation/figures/{}", figure.as_code())) {
                        "The pupils behind it" span.hidden { ": " (figure.of()) " that " (figure.words()) }
                    }
                }
                @if let Some((there, words)) = figure.page() { " " a.no-print href=(there) { (words) } }
            } @else { (published(&live, seen.threshold)) "." }
        }
    }
}

/// A figure as it may be read by whoever may not see the pupils.
fn published(live: &LiveFigure, threshold: u32) -> String {
    live.published(threshold).unwrap_or_else(|| TOO_FEW.to_owned())
}

/// A figure as it stands in what leaves the house.
pub(super) fn outside(seen: &FrameworkSeen, figure: Figure) -> Markup {
    html! { p { (outside_words(seen, figure)) } }
}

/// "Figure of Wednesday 18 November 2026: 12 of 30 …", or that it is of too few to be shown.
pub(super) fn outside_words(seen: &FrameworkSeen, figure: Figure) -> String {
    let live = LiveFigure::count(figure, seen.live.of(figure));
    format!("Figure of {}: {}.", LongDay(seen.now.today()), published(&live, seen.threshold))
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(code): Path<String>) -> Result<Response> {
    super::must(&person, Verb::See)?;
    let figure = Figure::from_code(&code).filter(|one| *one != Figure::ProvisionDescribed).ok_or(Error::NotFound)?;
    if !person.may(Thing::SenRecord, Verb::See) {
        return Err(Error::NotFound);
    }
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, &person, today).await?;
    let all = register.part::<LiveFigures>(&mut conn, today).await?;
    drop(conn);
    let behind = all.of(figure);
    let mut seen: Vec<_> = behind.iter().filter_map(|one| one.pupil.as_ref().map(|(id, _)| (None, *id))).collect();
    seen.sort_unstable();
    seen.dedup();
    app.viewed_all(&person, Subject::Report, &seen).await?;
    let body = html! {
        (ways_of(&person, "/self-evaluation/figures"))
        h1 { "Behind a figure" }
        p.lead { (LiveFigure::count(figure, behind).words()) "." }
        p { "As it stands on " (LongDay(today)) ", counted of " (figure.of()) ": how many " (figure.words()) "." }
        (pupils(behind))
    };
    app.answer(&person, Page::new("Behind a figure", body).at(Nav::Reports)).await
}

/// Each pupil with how often they count, those of whom something is missing leading.
fn pupils(behind: &[Behind]) -> Markup {
    let mut all: BTreeMap<PupilId, (&Name, u32, u32)> = BTreeMap::new();
    for one in behind {
        if let Some((id, name)) = &one.pupil {
            let (_, counts, of) = all.entry(*id).or_insert((name, 0, 0));
            *counts += u32::from(one.counts);
            *of += 1;
        }
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|(_, (name, counts, of))| (counts == of, name.surname.clone(), name.forename.clone()));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|(id, (name, counts, of))| {
            vec![
                html! { a href=(format!("/pupils/{id}")) { (name.full()) } },
                html! { @if of > &1 { (counts) " of " (of) } @else if counts == of { "Yes" } @else { "Not yet" } },
            ]
        })
        .collect();
    table("The pupils, those with something missing first", &["Pupil", "As the figure asks"], &rows, "Nobody.")
}
