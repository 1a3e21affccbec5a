//! Which report is asked for, by what it is gathered and of which school year, as they stand in the address; and who may see it.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        report::{ReportBy, ReportKind},
    },
    web::{
        form::{asked::readable, fields::FormErrors},
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// What the address says. Empty: as the report begins, and this school year.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReportQuery {
    by: String,
    year: String,
}

/// A report that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct WantedReport {
    pub(super) kind: ReportKind,
    pub(super) by: ReportBy,
    pub(super) year: AcademicYear,
    /// The day it tells of: today, or the last of a year that is over.
    pub(super) on: NaiveDate,
}

impl ReportQuery {
    /// What is asked for, with what of it says nothing.
    pub(super) fn read(&self, kind: ReportKind, today: NaiveDate) -> (WantedReport, FormErrors) {
        let mut errors = FormErrors::default();
        let by = ReportBy::from_code(&self.by).filter(|by| kind.ways().contains(by));
        let this = AcademicYear::containing(today);
        let number = self.year.parse().ok().filter(|year| (2000..2200).contains(year));
        let year = number.map(AcademicYear::new).filter(|year| year.starts_on() <= today && !kind.is_of_a_day());
        readable(&mut errors, "by", &self.by, "a way to gather this report", by.is_some());
        readable(&mut errors, "year", &self.year, "a school year that this report can tell of", year.is_some());
        let year = year.unwrap_or(this);
        let by = by.or_else(|| kind.ways().first().copied()).unwrap_or(ReportBy::Term);
        (WantedReport { kind, by, year, on: year.ends_on().min(today) }, errors)
    }

    /// The same for what leaves the page: nobody looks it over, so what cannot be read makes none.
    pub(super) fn read_whole(&self, kind: ReportKind, today: NaiveDate) -> Result<WantedReport> {
        let (wanted, unread) = self.read(kind, today);
        match (&unread).into_iter().next() {
            Some((_, why)) => Err(Error::BadRequest(why.clone())),
            None => Ok(wanted),
        }
    }
}

impl WantedReport {
    /// What tells it from others of its day.
    pub(super) fn codes(&self) -> [&'static str; 2] {
        [self.kind.as_code(), self.by.as_code()]
    }

    /// The one of a day that these codes tell of, if they are of any.
    pub(super) fn of([kind, by]: [&str; 2], on: NaiveDate) -> Option<Self> {
        let (kind, by) = (ReportKind::from_code(kind)?, ReportBy::from_code(by)?);
        Some(Self { kind, by, year: AcademicYear::containing(on), on })
    }

    /// The same as it stands in an address. A report on a day has no school year.
    pub(super) fn query(&self) -> String {
        let year = if self.kind.is_of_a_day() { String::new() } else { format!("&year={}", self.year.starting()) };
        format!("by={}{year}", self.by.as_code())
    }
}

/// Whether somebody may see a report: of everybody or of nobody, since one with half the pupils would be taken for the whole.
pub(super) fn may_see(person: &Person, kind: ReportKind) -> bool {
    let sees = |thing| person.may(thing, Verb::See);
    sees(Thing::Board) && sees(Thing::SenRecord) && (!kind.shows_costs() || sees(Thing::Costs))
}

/// Goes on only if they may.
pub(super) fn must_see(person: &Person, kind: ReportKind) -> Result<()> {
    if may_see(person, kind) { Ok(()) } else { Err(Error::Forbidden) }
}
