//! Reviews on time, late, not held: asked by term, by who leads, class, area of need or kind of plan. The question is in the address.

use axum::{
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;

use super::{YearFigures, csv, reviews_page, year_on};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::{AcademicYear, Season},
        compliance::{Kept, Tally, at, counts_on, grouped, reviews},
        need::{Area, first_area},
        plan::PlanKind,
        standing::{Cell, NotNeeded, Standing, State as CellState},
    },
    store::{pupils::class_history::InClass, register::BoardRow},
    web::{
        App,
        form::{asked::readable, fields::FormErrors},
        frame::{
            error::{Error, Result},
            page::Page,
            session::{Person, encoded},
        },
    },
};

/// What is asked. Empty means: all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReviewsQuery {
    pub(super) year: String,
    pub(super) round: String,
    pub(super) by: String,
    pub(super) lead: String,
    pub(super) teacher: String,
    pub(super) class: String,
    pub(super) area: String,
    pub(super) kind: String,
    pub(super) kept: String,
}

/// One review that a pupil's year needs.
pub(super) struct ReviewNeeded<'a> {
    pub(super) row: &'a BoardRow,
    /// The class that the pupil was in when it was due, and the day that says so.
    pub(super) class: Option<&'a InClass>,
    pub(super) counts_on: NaiveDate,
    pub(super) cell: Cell,
    pub(super) kept: Kept,
}

/// How the lines can be gathered: code in the address, words.
pub(super) const WAYS: &[(&str, &str)] = &[
    ("lead", "Who leads the plan"),
    ("teacher", "Class teacher"),
    ("class", "Class"),
    ("area", "Area of need"),
    ("kind", "Kind of plan"),
    ("round", "Term"),
];

impl ReviewNeeded<'_> {
    /// The value by which the line is gathered or filtered (its code in the address) and how people read it.
    pub(super) fn value(&self, way: &str) -> (String, String) {
        match way {
            "class" => match self.class {
                Some(one) => (one.class.clone(), one.class.clone()),
                None => ("none".into(), "No class".into()),
            },
            "teacher" => self.teachers().unwrap_or_else(|| ("none".into(), "Nobody".into())),
            "area" => {
                let area = first_area(&self.row.needs);
                (area.as_code().into(), area.words().into())
            }
            "kind" => (self.row.kind.as_code().into(), self.row.kind.words().into()),
            "round" => (self.cell.season.as_code().into(), self.cell.season.title().into()),
            "kept" => (self.kept.as_code().into(), self.kept.words().into()),
            _ => match &self.row.lead {
                Some((id, name)) => (id.to_string(), name.formal()),
                None => ("none".into(), "No plan yet".into()),
            },
        }
    }
}

impl ReviewNeeded<'_> {
    /// Who taught the class when the review was due: those who share it are one group.
    fn teachers(&self) -> Option<(String, String)> {
        let taught: Vec<_> = self.class?.taught_by(self.counts_on).collect();
        let ids: Vec<String> = taught.iter().map(|(id, _)| id.to_string()).collect();
        let names: Vec<String> = taught.iter().map(|(_, name)| name.formal()).collect();
        (!taught.is_empty()).then(|| (ids.join("."), names.join(" and ")))
    }
}

impl ReviewsQuery {
    /// By what the lines are gathered.
    pub(super) fn way(&self) -> &str {
        WAYS.iter().map(|(code, _)| *code).find(|code| *code == self.by).unwrap_or("lead")
    }

    /// Whether a line is asked for.
    fn wants(&self, line: &ReviewNeeded<'_>) -> bool {
        let filters = [
            ("round", &self.round),
            ("lead", &self.lead),
            ("teacher", &self.teacher),
            ("class", &self.class),
            ("area", &self.area),
            ("kind", &self.kind),
            ("kept", &self.kept),
        ];
        filters.iter().all(|(way, wanted)| wanted.is_empty() || line.value(way).0 == **wanted)
    }

    /// What of the address says nothing. A person or a class without a review finds none, which the report says.
    fn unread(&self, year: &YearFigures) -> FormErrors {
        let mut errors = FormErrors::default();
        let parts = [
            ("year", &self.year, "a school year that has begun", self.year == year.year.starting().to_string()),
            ("round", &self.round, "a term", Season::from_code(&self.round).is_some()),
            ("by", &self.by, "a way to gather reviews", self.way() == self.by),
            ("kept", &self.kept, "what can become of a review", Kept::from_code(&self.kept).is_some()),
            ("area", &self.area, "an area of need", Area::from_code(&self.area).is_some()),
            ("kind", &self.kind, "a kind of plan", PlanKind::from_code(&self.kind).is_some()),
        ];
        for (field, given, what, reads) in parts {
            readable(&mut errors, field, given, what, reads);
        }
        errors
    }

    /// The same question without what cannot be read.
    fn without(mut self, unread: &FormErrors) -> Self {
        for (field, _) in unread {
            match field.as_ref() {
                "year" => self.year.clear(),
                "by" => self.by.clear(),
                "kept" => self.kept.clear(),
                part => self.set(part, ""),
            }
        }
        self
    }

    /// Whether a part was asked for, so that its pupils are listed.
    pub(super) fn is_narrow(&self) -> bool {
        [&self.lead, &self.teacher, &self.class, &self.area, &self.kind, &self.kept].iter().any(|f| !f.is_empty())
    }

    /// The same question as an address, with one part of it changed.
    pub(super) fn with(&self, part: &str, value: &str) -> String {
        let mut asked = self.clone();
        asked.set(part, value);
        asked.query()
    }

    fn set(&mut self, part: &str, value: &str) {
        let found = match part {
            "round" => &mut self.round,
            "class" => &mut self.class,
            "teacher" => &mut self.teacher,
            "area" => &mut self.area,
            "kind" => &mut self.kind,
            _ => &mut self.lead,
        };
        value.clone_into(found);
    }

    /// The question as it stands in an address.
    pub(super) fn query(&self) -> String {
        let parts = [
            ("year", &self.year),
            ("round", &self.round),
            ("by", &self.by),
            ("lead", &self.lead),
            ("teacher", &self.teacher),
            ("class", &self.class),
            ("area", &self.area),
            ("kind", &self.kind),
            ("kept", &self.kept),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        given.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
    }
}

/// Every review of the year that is asked for, of pupils with a right to the three a year.
pub(super) fn lines<'a>(year: &'a YearFigures, asked: &ReviewsQuery) -> Vec<ReviewNeeded<'a>> {
    gather(year, &year.rows, asked)
}

/// Every review of a plan beside SEN support that is asked for.
pub(super) fn beside<'a>(year: &'a YearFigures, asked: &ReviewsQuery) -> Vec<ReviewNeeded<'a>> {
    gather(year, &year.beside, asked)
}

fn gather<'a>(year: &'a YearFigures, rows: &'a [(BoardRow, Standing)], asked: &ReviewsQuery) -> Vec<ReviewNeeded<'a>> {
    let lines = rows.iter().flat_map(|(row, stands)| {
        let classes = year.classes.get(&row.pupil).map_or(&[][..], Vec::as_slice);
        let all = reviews(&year.calendar, &row.facts, &stands.cells).into_iter();
        all.map(move |(cell, kept)| {
            let counts_on = counts_on(&cell, year.on);
            ReviewNeeded { row, class: at(classes, counts_on), counts_on, cell, kept }
        })
    });
    lines.filter(|line| !is_idle(line) && asked.wants(line)).collect()
}

/// A term that was never this pupil's: nobody has to give a reason for it.
fn is_idle(line: &ReviewNeeded<'_>) -> bool {
    matches!(line.cell.state, CellState::NotNeeded(NotNeeded::NotSupported | NotNeeded::NotYet(_)))
}

/// The lines gathered: code, words and tally of each group, in the order of the words; people by their surnames, and nobody last.
pub(super) fn groups(lines: &[ReviewNeeded<'_>], way: &str) -> Vec<(String, String, Tally)> {
    let gathered = grouped(lines.iter().map(|line| (line.value(way), line.kept)));
    let mut found: Vec<_> = gathered.into_iter().map(|((code, words), tally)| (code, words, tally)).collect();
    let term = |code: &str| Season::from_code(code).map_or(0, Season::index);
    let people = matches!(way, "lead" | "teacher");
    let surname = |words: &str| words.split_once(' ').map_or(words, |(_, rest)| rest).to_owned();
    let name = |words: &str| if people { surname(words) } else { words.to_owned() };
    found.sort_by_key(|(code, words, _)| (term(code), people && code == "none", name(words), words.clone()));
    found
}

/// The year that is asked about: this one, or one before it.
async fn load(app: &App, person: &Person, asked: &ReviewsQuery) -> Result<YearFigures> {
    person.must(Thing::Board, Verb::See)?;
    let today = app.clock.now().today();
    let known = asked.year.parse().ok().filter(|y| (2000..2200).contains(y));
    let year = known.map(AcademicYear::new).filter(|y| y.starts_on() <= today);
    let on = year.map_or(today, |y| y.ends_on().min(today));
    year_on(app, person, on).await
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Query(asked): Query<ReviewsQuery>,
) -> Result<Response> {
    let year = load(&app, &person, &asked).await?;
    let unread = asked.unread(&year);
    let asked = asked.without(&unread);
    let (found, others) = (lines(&year, &asked), beside(&year, &asked));
    if asked.is_narrow() {
        audit(&app, &person, found.iter().chain(&others)).await?;
    }
    let body = reviews_page::page(
        &year,
        (&asked, &unread),
        (&found, &others),
        (app.clock.now().today(), person.may(Thing::Figures, Verb::See)),
    );
    app.answer(&person, Page::new("Reviews on time", body).wrong(&unread)).await
}

pub(super) async fn download(
    State(app): State<App>,
    person: Person,
    Query(asked): Query<ReviewsQuery>,
) -> Result<Response> {
    let year = load(&app, &person, &asked).await?;
    // Nobody looks a file over before it is sent on: what cannot be read makes none.
    if let Some((_, why)) = asked.unread(&year).into_iter().next() {
        return Err(Error::BadRequest(why.clone()));
    }
    let mut found = lines(&year, &asked);
    found.extend(beside(&year, &asked));
    audit(&app, &person, found.iter()).await?;
    let name = format!("attachment; filename=\"reviews-{}.csv\"", year.year.starting());
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv::file(&year, &found)?).into_response())
}

async fn audit<'a>(app: &App, person: &Person, found: impl Iterator<Item = &'a ReviewNeeded<'a>>) -> Result<()> {
    let mut seen: Vec<_> = found.map(|line| (None, line.row.pupil)).collect();
    seen.sort_unstable();
    seen.dedup();
    app.viewed_all(person, Subject::Report, &seen).await
}
