//! What the map is asked for: the year, by what it is gathered, and what narrows it, as they stand in the address.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    domain::{
        calendar::AcademicYear,
        provision_map::{MapBy, MapLine, narrowed},
    },
    web::{
        form::{asked::readable, fields::FormErrors},
        frame::session::encoded,
    },
};

/// What is asked. Empty means: all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MapQuery {
    year: String,
    by: String,
    #[serde(flatten)]
    narrow: BTreeMap<String, String>,
}

impl MapQuery {
    /// The year that is asked about: this one, or one before it.
    pub(super) fn school_year(&self, today: NaiveDate) -> AcademicYear {
        self.known_year(today).unwrap_or_else(|| AcademicYear::containing(today))
    }

    fn known_year(&self, today: NaiveDate) -> Option<AcademicYear> {
        let known = self.year.parse().ok().filter(|year| (2000..2200).contains(year)).map(AcademicYear::new);
        known.filter(|year| year.starts_on() <= today)
    }

    /// By what the lines are gathered.
    pub(super) fn way(&self) -> MapBy {
        MapBy::from_code(&self.by).unwrap_or(MapBy::Provision)
    }

    /// What narrows the map one way; empty where nothing does.
    pub(super) fn narrow(&self, by: MapBy) -> &str {
        self.narrow.get(by.as_code()).map_or("", String::as_str)
    }

    /// All that narrows it.
    pub(super) fn wanted(&self) -> Vec<(MapBy, String)> {
        MapBy::ALL.iter().map(|by| (*by, self.narrow(*by).to_owned())).filter(|(_, code)| !code.is_empty()).collect()
    }

    /// Whether a part was asked for, so that its pupils are listed.
    pub(super) fn is_narrow(&self) -> bool {
        !self.wanted().is_empty()
    }

    /// What of the address says nothing.
    pub(super) fn unread(&self, lines: &[MapLine], today: NaiveDate) -> FormErrors {
        let mut errors = FormErrors::default();
        readable(&mut errors, "year", &self.year, "a school year that has begun", self.known_year(today).is_some());
        readable(&mut errors, "by", &self.by, "a way to gather provision", MapBy::from_code(&self.by).is_some());
        for by in MapBy::ALL {
            let code = self.narrow(*by);
            let what = "something by which a line of this year can be found";
            readable(&mut errors, by.as_code(), code, what, !narrowed(lines, &[(*by, code.to_owned())]).is_empty());
        }
        errors
    }

    /// The same question without what cannot be read.
    pub(super) fn without(mut self, unread: &FormErrors) -> Self {
        for (field, _) in unread {
            match field.as_ref() {
                "year" => self.year.clear(),
                "by" => self.by.clear(),
                other => {
                    self.narrow.remove(other);
                }
            }
        }
        self
    }

    /// The same question as an address, narrowed one way more.
    pub(super) fn with(&self, by: MapBy, code: &str) -> String {
        let mut asked = self.clone();
        asked.narrow.insert(by.as_code().to_owned(), code.to_owned());
        asked.query()
    }

    /// The question as it stands in an address.
    pub(super) fn query(&self) -> String {
        let narrow = self.wanted().into_iter().map(|(by, code)| (by.as_code(), code));
        let parts = [("year", self.year.clone()), ("by", self.by.clone())].into_iter().chain(narrow);
        let given = parts.filter(|(_, value)| !value.is_empty());
        given.map(|(name, value)| format!("{name}={}", encoded(&value))).collect::<Vec<_>>().join("&")
    }
}
