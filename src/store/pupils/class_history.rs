//! Which class each pupil was in, and who taught it: a report on a year asks for the day that counts, not for today.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    domain::{
        ids::{ClassId, PupilId, StaffId},
        people::{Name, Role},
        standing::Span,
    },
    store::register::{self, Register},
};

/// A class as a pupil was in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InClass {
    /// Its name.
    pub class: String,
    /// Who taught it at some time, each with the days.
    pub teachers: Vec<(Span, StaffId, Name)>,
}

impl InClass {
    /// Who taught it on a day, by surname.
    pub fn taught_by(&self, day: NaiveDate) -> impl Iterator<Item = (StaffId, &Name)> {
        self.teachers.iter().filter(move |(span, ..)| span.contains(day)).map(|(_, id, name)| (*id, name))
    }
}

/// The classes of a school's pupils, as a report looks them up.
#[derive(Debug)]
pub struct Classes<'a> {
    register: &'a Register,
    /// Who taught each, by surname.
    taught: BTreeMap<ClassId, Vec<(Span, StaffId, Name)>>,
    first: NaiveDate,
}

impl<'a> Classes<'a> {
    /// The classes from a day on.
    #[must_use]
    pub fn since(register: &'a Register, first: NaiveDate) -> Self {
        let lasts = |span: &Span| span.until.is_none_or(|until| until >= first);
        let taught = register.facts().classes.iter().map(|(id, class)| {
            let teacher = |(span, staff): &(Span, StaffId)| {
                let member = register.facts().staff.get(staff).filter(|one| one.role == Role::Teacher)?;
                Some((*span, *staff, member.name.clone()))
            };
            let mut taught: Vec<_> = class.staff.iter().filter(|(span, _)| lasts(span)).filter_map(teacher).collect();
            taught.sort_by(|(_, a, x), (_, b, y)| (&x.surname, a).cmp(&(&y.surname, b)));
            (*id, taught)
        });
        Self { register, taught: taught.collect(), first }
    }

    /// Those of one pupil, in the order in which they were in them.
    #[must_use]
    pub fn of(&self, pupil: PupilId) -> Vec<(Span, InClass)> {
        let child = self.register.facts().children.find(pupil);
        let lasts = |one: &&register::InClass| one.span.until.is_none_or(|until| until >= self.first);
        let found = child.into_iter().flat_map(|child| &child.classes).filter(lasts).filter_map(|one| {
            let class = self.register.facts().classes.get(&one.class)?.name.clone();
            Some((one.span, InClass { class, teachers: self.taught.get(&one.class)?.clone() }))
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(span, _)| span.from);
        found
    }
}
