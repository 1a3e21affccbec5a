//! An authority's schedule of payments beside the school's own pupils: whom a row means, whether it is held already, and why it is not taken.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    super::{
        costing::Pence, count::counted, identity::folded, ids::PupilId, people::Name, standing::Span, time::LongDay,
    },
    EntryKind, EntryProblem, FundingAmount, FundingEntry, Period,
};

/// A pupil as the school holds them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaidPupil {
    /// Who.
    pub id: PupilId,
    /// Their name.
    pub name: Name,
    /// Their forename and surname in law, where they are others; otherwise empty.
    pub legal: (String, String),
    /// Their UPN; empty where they have none yet.
    pub upn: String,
    /// Their birthday.
    pub born_on: NaiveDate,
    /// When they were on roll.
    pub roll: Vec<Span>,
    /// What stands of their funding.
    pub entries: Vec<FundingEntry>,
}

/// A row of a schedule: so much for a pupil, for some days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchedulePayment {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The UPN; may be empty.
    pub upn: String,
    /// Forename and surname as the file has them; may be empty.
    pub name: (String, String),
    /// The birthday; may be missing.
    pub born_on: Option<NaiveDate>,
    /// The days that it is for.
    pub period: Period,
    /// How much.
    pub pence: Pence,
}

/// Why a row is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RowProblem {
    /// It says too little.
    #[error("It has neither a UPN nor a name with a date of birth: nobody can be told by it")]
    Unsaid,
    /// No pupil of the school.
    #[error("No pupil of this school fits")]
    Nobody,
    /// More than one pupil.
    #[error("More than one pupil of this school fits")]
    Several,
    /// The UPN is right, the birthday is not.
    #[error("The UPN is a pupil’s who was born on another day")]
    OtherBirthday,
    /// The UPN is right, the name is not.
    #[error("The UPN is a pupil’s of another name")]
    OtherName,
    /// The same row stands above.
    #[error("Line {0} says the same: it is taken once")]
    Twice(u64),
    /// A row above is for some of the same days.
    #[error("Line {0} is for some of the same days: enter by hand what is right")]
    Overlaps(u64),
    /// Something is held for some of the same days.
    #[error("For some of these days {0} stands on the schedule already ({days}): put that right on the pupil’s page", days = in_words(*.1))]
    Differs(Pence, Period),
    /// It could not be entered by hand either.
    #[error(transparent)]
    Entry(#[from] EntryProblem),
}

fn in_words(days: Period) -> String {
    format!("{} to {}", LongDay(days.from), LongDay(days.until))
}

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowFate {
    /// It is taken, for this pupil, who is not on roll on so many of its days.
    New(PupilId, u32),
    /// It is held already, for this pupil.
    There(PupilId),
    /// It is not taken.
    Refused(RowProblem),
}

/// A schedule beside the school's pupils.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// Each row and what becomes of it, in the order of the file.
    pub rows: Vec<(SchedulePayment, RowFate)>,
    /// Pupils for whom money is expected for days of the file, and who are on no row of it.
    pub missing: Vec<PupilId>,
}

impl SchedulePayment {
    /// What it says of whom, as the file has it.
    #[must_use]
    pub fn who(&self) -> String {
        let born = self.born_on.map(|day| format!("born {}", day.format("%-d %B %Y"))).unwrap_or_default();
        let all = [self.name.0.as_str(), self.name.1.as_str(), self.upn.as_str(), born.as_str()];
        all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The entry that it becomes.
    #[must_use]
    pub fn entry(&self, source: &str) -> FundingEntry {
        FundingEntry {
            kind: EntryKind::Scheduled,
            amount: FundingAmount::Pence(self.pence),
            from: self.period.from,
            until: Some(self.period.until),
            received_on: None,
            backdated: false,
            note: format!("{source}, line {}", self.line),
        }
    }

    /// Whom it means.
    fn pupil<'a>(&self, pupils: &'a [PaidPupil]) -> Result<&'a PaidPupil, RowProblem> {
        let name = folded(&format!("{}{}", self.name.0, self.name.1));
        let has_name = |one: &PaidPupil| {
            let own = [(&one.name.forename, &one.name.surname), (&one.legal.0, &one.legal.1)];
            own.iter().any(|(forename, surname)| folded(&format!("{forename}{surname}")) == name)
        };
        let upn = folded(&self.upn);
        if !upn.is_empty()
            && let Some(found) = pupils.iter().find(|one| folded(&one.upn) == upn)
        {
            return match () {
                () if self.born_on.is_some_and(|day| day != found.born_on) => Err(RowProblem::OtherBirthday),
                () if self.born_on.is_none() && !name.is_empty() && !has_name(found) => Err(RowProblem::OtherName),
                () => Ok(found),
            };
        }
        let Some(born) = self.born_on.filter(|_| !name.is_empty()) else {
            return Err(if upn.is_empty() { RowProblem::Unsaid } else { RowProblem::Nobody });
        };
        let mut found = pupils.iter().filter(|one| one.born_on == born && has_name(one));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(RowProblem::Nobody),
            _ => Err(RowProblem::Several),
        }
    }
}

/// What stands on the schedule for a pupil, with its days.
fn scheduled(pupil: &PaidPupil) -> impl Iterator<Item = (Period, Pence)> {
    let of = |entry: &FundingEntry| match (&entry.amount, entry.until) {
        (FundingAmount::Pence(pence), Some(until)) if entry.kind == EntryKind::Scheduled => {
            Some((Period { from: entry.from, until }, *pence))
        }
        _ => None,
    };
    pupil.entries.iter().filter_map(of)
}

fn off_roll(pupil: &PaidPupil, days: Period) -> u32 {
    let is_off = |day: &NaiveDate| !pupil.roll.iter().any(|span| span.contains(*day));
    u32::try_from(days.each_day().filter(is_off).count()).unwrap_or(u32::MAX)
}

/// Compares the rows of a schedule with what the school holds.
#[must_use]
pub fn compare(payments: Vec<SchedulePayment>, pupils: &[PaidPupil]) -> Compared {
    let mut taken: BTreeMap<PupilId, Vec<(Period, Pence, u64)>> = BTreeMap::new();
    let mut fate = |row: &SchedulePayment| -> Result<RowFate, RowProblem> {
        let pupil = row.pupil(pupils)?;
        let above = taken.entry(pupil.id).or_default();
        let meets = |days: &Period| days.and(row.period).is_some();
        if let Some((days, pence, line)) = above.iter().find(|(days, ..)| meets(days)) {
            let is_same = (*days, *pence) == (row.period, row.pence);
            return Err(if is_same { RowProblem::Twice(*line) } else { RowProblem::Overlaps(*line) });
        }
        row.entry("").check(&[])?;
        if scheduled(pupil).any(|held| held == (row.period, row.pence)) {
            above.push((row.period, row.pence, row.line));
            return Ok(RowFate::There(pupil.id));
        }
        if let Some((days, pence)) = scheduled(pupil).find(|(days, _)| meets(days)) {
            return Err(RowProblem::Differs(pence, days));
        }
        above.push((row.period, row.pence, row.line));
        Ok(RowFate::New(pupil.id, off_roll(pupil, row.period)))
    };
    let rows: Vec<_> = payments
        .into_iter()
        .map(|row| {
            let becomes = fate(&row).unwrap_or_else(RowFate::Refused);
            (row, becomes)
        })
        .collect();
    let missing = missing(&rows, pupils);
    Compared { rows, missing }
}

fn missing(rows: &[(SchedulePayment, RowFate)], pupils: &[PaidPupil]) -> Vec<PupilId> {
    let days = |of: fn(&Period) -> NaiveDate| rows.iter().map(move |(row, _)| of(&row.period));
    let Some((from, until)) = days(|one| one.from).min().zip(days(|one| one.until).max()) else { return vec![] };
    let whole = Period { from, until };
    let is_there =
        |pupil: &&PaidPupil| rows.iter().any(|(row, _)| row.pupil(pupils).is_ok_and(|one| one.id == pupil.id));
    let is_expected = |pupil: &&PaidPupil| {
        let mut expected = pupil.entries.iter().filter(|entry| entry.kind == EntryKind::Expected);
        expected.any(|entry| entry.period(until).and(whole).is_some_and(|days| off_roll(pupil, days) < days.days()))
    };
    pupils.iter().filter(is_expected).filter(|pupil| !is_there(pupil)).map(|pupil| pupil.id).collect()
}

impl RowFate {
    /// As people read it.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::New(_, 0) => "Is taken".to_owned(),
            Self::New(_, days) => format!("Is taken; not on roll on {} of it", counted(days, "day", "days")),
            Self::There(_) => "Is there already".to_owned(),
            Self::Refused(problem) => format!("Is not taken. {problem}"),
        }
    }

    /// The pupil whom it is about, where one was found.
    #[must_use]
    pub fn pupil(self) -> Option<PupilId> {
        match self {
            Self::New(pupil, _) | Self::There(pupil) => Some(pupil),
            Self::Refused(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn autumn() -> Period {
        Period { from: day("2026-09-01"), until: day("2026-12-31") }
    }

    fn pupil(id: i64, forename: &str, upn: &str, born: &str) -> PaidPupil {
        PaidPupil {
            id: PupilId(id),
            name: Name { title: String::new(), forename: forename.to_owned(), surname: "Khan".to_owned() },
            legal: (String::new(), String::new()),
            upn: upn.to_owned(),
            born_on: day(born),
            roll: vec![Span { from: day("2024-09-02"), until: None }],
            entries: vec![],
        }
    }

    fn row(line: u64, upn: &str, name: (&str, &str), born: &str, pence: i64) -> SchedulePayment {
        SchedulePayment {
            line,
            upn: upn.to_owned(),
            name: (name.0.to_owned(), name.1.to_owned()),
            born_on: born.parse().ok(),
            period: autumn(),
            pence: Pence(pence),
        }
    }

    fn fates(rows: Vec<SchedulePayment>, pupils: &[PaidPupil]) -> Vec<RowFate> {
        compare(rows, pupils).rows.into_iter().map(|(_, fate)| fate).collect()
    }

    #[test]
    fn a_row_is_its_pupils_by_upn_or_by_name_and_birthday() {
        let mut zoe = pupil(2, "Zoë", "", "2018-02-01");
        zoe.legal = ("Zoe-Marie".to_owned(), "Smith".to_owned());
        let all = [
            pupil(1, "Amira", "A123", "2018-01-01"),
            zoe,
            pupil(3, "Ali", "", "2017-05-05"),
            pupil(4, "Ali", "", "2017-05-05"),
        ];
        use RowProblem::{Nobody, OtherBirthday, OtherName, Several, Unsaid};
        for (one, becomes) in [
            (row(2, "a123", ("", ""), "", 100), Ok(1)),
            (row(2, "A123", ("Amy", "Kahn"), "2018-01-01", 100), Ok(1)),
            (row(2, "A123", ("Amy", "Kahn"), "", 100), Err(OtherName)),
            (row(2, "A123", ("Amira", "Khan"), "2018-01-02", 100), Err(OtherBirthday)),
            (row(2, "", ("ZOE", "KHAN"), "2018-02-01", 100), Ok(2)),
            (row(2, "B999", ("Zoe Marie", "Smith"), "2018-02-01", 100), Ok(2)),
            (row(2, "B999", ("Zoe", "Khan"), "", 100), Err(Nobody)),
            (row(2, "", ("Zoe", "Khan"), "", 100), Err(Unsaid)),
            (row(2, "", ("", ""), "2018-02-01", 100), Err(Unsaid)),
            (row(2, "", ("Ali", "Khan"), "2017-05-05", 100), Err(Several)),
        ] {
            let expected = becomes.map_or_else(RowFate::Refused, |id| RowFate::New(PupilId(id), 0));
            assert_eq!(fates(vec![one.clone()], &all), [expected], "{one:?}");
        }
    }

    #[test]
    fn nothing_is_taken_twice_and_what_differs_is_told() {
        let rows =
            || vec![row(2, "A1", ("", ""), "", 100), row(3, "A1", ("", ""), "", 100), row(4, "A1", ("", ""), "", 90)];
        let mut all = [pupil(1, "Amira", "A1", "2018-01-01")];
        let refused = RowFate::Refused;
        let first = fates(rows(), &all);
        assert_eq!(
            first,
            [RowFate::New(PupilId(1), 0), refused(RowProblem::Twice(2)), refused(RowProblem::Overlaps(2))]
        );
        all[0].entries.push(rows()[0].entry("schedule.csv"));
        assert_eq!(fates(rows(), &all)[0], RowFate::There(PupilId(1)));
        assert_eq!(
            fates(vec![row(2, "A1", ("", ""), "", 90)], &all),
            [refused(RowProblem::Differs(Pence(100), autumn()))]
        );
        let odd = fates(vec![row(2, "A1", ("", ""), "", 0)], &[pupil(1, "Amira", "A1", "2018-01-01")]);
        assert!(matches!(odd[0], RowFate::Refused(RowProblem::Entry(EntryProblem::Amount(_)))), "{odd:?}");
    }

    #[test]
    fn who_joins_leaves_or_is_forgotten_is_told() {
        let mut all = [
            pupil(1, "Amira", "A1", "2018-01-01"),
            pupil(2, "Ben", "B1", "2018-01-01"),
            pupil(3, "Cai", "C1", "2018-01-01"),
        ];
        all[0].roll = vec![Span { from: day("2024-09-02"), until: Some(day("2026-12-18")) }];
        all[2].roll = vec![Span { from: day("2020-09-02"), until: Some(day("2025-07-20")) }];
        for one in &mut all {
            one.entries.push(FundingEntry {
                kind: EntryKind::Expected,
                until: None,
                ..row(0, "", ("", ""), "", 500).entry("")
            });
        }
        let found = compare(vec![row(2, "A1", ("", ""), "", 100)], &all);
        assert_eq!(found.rows[0].1, RowFate::New(PupilId(1), 13));
        assert_eq!(found.rows[0].1.words(), "Is taken; not on roll on 13 days of it");
        assert_eq!(found.missing, [PupilId(2)], "who left before is expected for no day");
        assert!(compare(vec![], &all).missing.is_empty());
    }
}
