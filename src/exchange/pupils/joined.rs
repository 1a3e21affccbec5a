//! One pupil from several rows: exports give a row for each need, contact or class.

use std::collections::BTreeMap;

use super::{PupilRow, refuse};
use crate::{
    domain::{
        need::Need,
        roll::{PupilFacts, differences, folded},
    },
    exchange::{Line, Parsed},
};

/// A pupil as far as their rows are read: what the first says, and needs with their ranks.
struct Joined {
    line: Line<PupilFacts>,
    needs: Vec<(u32, Need)>,
}

/// Joins rows of one pupil. Two children who share a UPN, or a name and birthday without one, are never joined: the second is refused.
pub(in crate::exchange) fn join(rows: Vec<PupilRow>, parsed: &mut Parsed) {
    let mut all: Vec<Joined> = Vec::new();
    let mut by_upn: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<_, usize> = BTreeMap::new();
    for row in rows {
        let facts = &row.line.value;
        let upn = facts.upn.as_ref().map(|u| u.as_str().to_owned());
        // Two pupils may share name and birthday, but then each has a UPN of their own.
        let namesake = by_name.get(&facts.named()).copied();
        let namesake = namesake.filter(|at: &usize| upn.is_none() || all[*at].line.value.upn.is_none());
        let found = upn.as_ref().and_then(|u| by_upn.get(u).copied()).or(namesake);
        let at = found.unwrap_or(all.len());
        by_name.entry(facts.named()).or_insert(at);
        if let Some(upn) = upn {
            by_upn.insert(upn, at);
        }
        match found {
            None => all.push(Joined::of(row)),
            Some(at) if is_same(&all[at].line.value, facts) => all[at].add(row, parsed),
            Some(at) => {
                let words = format!("the UPN stands on line {} for another child", all[at].line.line);
                refuse(parsed, row.line.refusal(facts.to_string(), words));
                parsed.refused_pupils.push((String::new(), (folded(&facts.surname), folded(&facts.forename))));
            }
        }
    }
    parsed.pupils = all.into_iter().map(Joined::done).collect();
    two_classes(parsed);
}

/// Whether two rows with one UPN speak of one child: birthday and one of the names are the same.
fn is_same(one: &PupilFacts, other: &PupilFacts) -> bool {
    let alike = |a: &str, b: &str| folded(a) == folded(b);
    one.born_on == other.born_on && (alike(&one.surname, &other.surname) || alike(&one.forename, &other.forename))
}

impl Joined {
    fn of(PupilRow { line, rank }: PupilRow) -> Self {
        let mut new = Self { line, needs: Vec::new() };
        let given = new.line.value.needs.clone().unwrap_or_default();
        new.rank(&given, rank);
        new
    }

    /// Adds needs behind those of their rank; without a rank they follow in the order of the rows.
    fn rank(&mut self, given: &[Need], rank: Option<u32>) {
        for need in given {
            let next = self.needs.iter().map(|(rank, _)| rank + 1).max().unwrap_or(1);
            if !self.needs.iter().any(|(_, held)| held == need) {
                self.needs.push((rank.unwrap_or(next), *need));
            }
        }
    }

    fn add(&mut self, PupilRow { line, rank }: PupilRow, parsed: &mut Parsed) {
        self.rank(&line.value.needs.clone().unwrap_or_default(), rank);
        let was = self.line.value.clone();
        let to = &mut self.line.value;
        *to = completed(to, &line.value); // what the first row left open
        let other = completed(&line.value, to);
        let differs: Vec<&str> = differences(to, &other).iter().map(|c| c.field).filter(|f| *f != "needs").collect();
        if !differs.is_empty() {
            let words =
                format!("line {} says another thing of the {}: that is kept", self.line.line, differs.join(", "));
            parsed.problems.push(line.problem("", was.to_string(), words));
        }
    }

    fn done(mut self) -> Line<PupilFacts> {
        self.needs.sort_by_key(|(rank, _)| *rank);
        if let Some(needs) = &mut self.line.value.needs {
            *needs = self.needs.into_iter().map(|(_, need)| need).collect();
        }
        self.line
    }
}

/// A row with its gaps filled from another of the same pupil.
fn completed(row: &PupilFacts, other: &PupilFacts) -> PupilFacts {
    let text =
        |one: &Option<String>, two: &Option<String>| one.clone().filter(|t| !t.is_empty()).or_else(|| two.clone());
    PupilFacts {
        upn: row.upn.clone().or_else(|| other.upn.clone()),
        sex: text(&row.sex, &other.sex),
        year: row.year.or(other.year),
        class: text(&row.class, &other.class),
        admitted_on: row.admitted_on.or(other.admitted_on),
        sen: row.sen.or(other.sen),
        sen_from: row.sen_from.or(other.sen_from),
        needs: row.needs.clone().or_else(|| other.needs.clone()),
        pupil_premium: row.pupil_premium.or(other.pupil_premium),
        free_meals: row.free_meals.or(other.free_meals),
        eal: row.eal.or(other.eal),
        in_care: row.in_care.or(other.in_care),
        first_language: text(&row.first_language, &other.first_language),
        attendance: row.attendance.or(other.attendance),
        legal_forename: text(&row.legal_forename, &other.legal_forename),
        legal_surname: text(&row.legal_surname, &other.legal_surname),
        ..row.clone()
    }
}

/// Says where a cell names two classes of the file: it is taken as one.
fn two_classes(parsed: &mut Parsed) {
    let known = super::super::classes::Known::of(parsed.pupils.iter().filter_map(|r| r.value.class.as_deref()));
    let mut said = Vec::new();
    for row in &parsed.pupils {
        let cell = row.value.class.as_deref().unwrap_or_default();
        if known.names_several(cell) {
            said.push(row.problem(
                "",
                row.value.to_string(),
                format!("\"{cell}\" names two classes: taken as one of its own"),
            ));
        }
    }
    parsed.problems.extend(said);
}
