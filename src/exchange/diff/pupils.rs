//! Pupils: which row is whom, what has changed, and who has left.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::{Parsed, Report, matching::Roster};
use crate::{
    domain::{
        calendar::{AcademicYear, Calendar, Facts},
        ids::PupilId,
        pupil::{NcYear, check_birthday},
        roll::{
            Change, Held, Kept, PupilFacts, PupilHeld, PupilKey, PupilStep, Said, Steps, Ticked, differences, folded,
            keep_of_pupil,
        },
        sen_status::SenCode,
        time::LongDay,
    },
    exchange::{Kind, Line, Problem},
};

/// A year group that is missing whole from the files, with at least this many pupils in it, was left out of the export.
const WHOLE_YEAR: usize = 10;

pub(super) fn compare(
    parsed: &Parsed,
    held: &Held,
    (today, ticked): (NaiveDate, &Ticked),
    steps: &mut Steps,
    report: &mut Report,
) -> Roster {
    let mut finder = Finder::new(parsed, held);
    let mut roster = Roster::of(&held.pupils);
    for row in &parsed.pupils {
        let row = &plausible(row, today, report);
        let born = check_birthday(row.value.born_on, today).map_err(|why| why.to_string());
        match born.and_then(|()| finder.find(&row.value)) {
            Err(message) => {
                report.pupils.refused += 1;
                report.problems.push(row.refusal(row.value.to_string(), message));
                let (surname, forename, _) = row.value.named();
                let upn = row.value.upn.as_ref().map(|u| u.as_str().to_owned()).unwrap_or_default();
                finder.refused.push((upn, (surname, forename)));
            }
            Ok(Some(was)) if left_by_hand(was, row, ticked, report) => report.pupils.unchanged += 1,
            Ok(found) => {
                let mut to = completed(&row.value, found, today);
                let key = found.map_or(PupilKey::Joining(steps.pupils.len()), |h| PupilKey::Held(h.id));
                let kept = found.map(|was| keep_of_pupil(was, &mut to, ticked)).unwrap_or_default();
                roster.put(key, &to);
                let before = found.and_then(|was| was.said.as_ref());
                let said = Said::of_pupil(&to, before, &kept);
                if before != Some(&said) {
                    steps.said_of_pupils.push((key, said));
                }
                report.keep(Kind::Pupils, row, &format!("pupil {to}"), kept);
                take(row, found, to, steps, report);
            }
        }
    }
    if parsed.has_pupils {
        leave(parsed, held, &finder, (today, ticked), steps, report);
    }
    roster
}

/// Whether a person entered that a pupil of the files has left: they stay off roll unless that is ticked.
fn left_by_hand(was: &PupilHeld, row: &Line<PupilFacts>, ticked: &Ticked, report: &mut Report) -> bool {
    let key = format!("pupil-{}/on roll", was.id);
    let Some(left_on) = was.left_on.filter(|_| was.on_roll_from.is_none() && was.said.is_some()) else { return false };
    if ticked.contains(&key) {
        return false;
    }
    let change = Change { field: "on roll", was: format!("left on {}", LongDay(left_on)), is: "here".to_owned() };
    report.keep(Kind::Pupils, row, &format!("pupil {}", was.facts), vec![Kept { key, change }]);
    true
}

/// A row without the days that cannot be true: each is said and left as it was.
fn plausible(row: &Line<PupilFacts>, today: NaiveDate, report: &mut Report) -> Line<PupilFacts> {
    let mut row = row.clone();
    let born = row.value.born_on;
    let wrong = |day: &NaiveDate| match () {
        () if *day < born => Some("is before the date of birth"),
        () if *day > today + Days::new(366) => Some("is more than a year ahead"),
        () => None,
    };
    let days = [("admission date", row.value.admitted_on), ("SEN start date", row.value.sen_from)];
    for (what, why) in days.iter().filter_map(|(what, day)| Some((what, day.as_ref().and_then(wrong)?))) {
        let message = format!("the {what} {why}: left as it was");
        report.problems.push(row.problem("", row.value.to_string(), message));
    }
    row.value.admitted_on = row.value.admitted_on.filter(|day| wrong(day).is_none());
    row.value.sen_from = row.value.sen_from.filter(|day| wrong(day).is_none());
    row
}

/// Gives pupils whose date of birth cannot be read the one that is held under their UPN; nobody comes in without one.
pub(super) fn date(parsed: &mut Parsed, held: &Held) {
    for (mut row, problem) in std::mem::take(&mut parsed.undated) {
        let upn = row.value.upn.clone();
        match held.pupils.iter().find(|p| upn.is_some() && p.facts.upn == upn) {
            Some(pupil) => {
                row.value.born_on = pupil.facts.born_on;
                let message = format!("{}: left as it was", problem.message);
                parsed.problems.push(Problem { message, ..problem });
                parsed.pupils.push(row);
            }
            None => {
                parsed.refused.pupils += 1;
                parsed.problems.push(Problem { refused: true, ..problem });
            }
        }
    }
}

fn take(row: &Line<PupilFacts>, found: Option<&PupilHeld>, to: PupilFacts, steps: &mut Steps, report: &mut Report) {
    let who = format!("pupil {to}");
    match found {
        None => {
            report.pupils.new += 1;
            report.show(Kind::Pupils, row, "new", who, Vec::new());
            steps.pupils.push(PupilStep::Join(to));
        }
        Some(was) if was.on_roll_from.is_none() => {
            report.pupils.new += 1;
            let who = if was.left_on.is_some() { format!("{who}, who was here before") } else { who };
            report.show(Kind::Pupils, row, "new", who, Vec::new());
            steps.pupils.push(PupilStep::Return(was.clone(), to));
        }
        Some(was) if was.facts == to => report.pupils.unchanged += 1,
        Some(was) => {
            report.pupils.changed += 1;
            report.show(Kind::Pupils, row, "changed", who, differences(&was.facts, &to));
            steps.pupils.push(PupilStep::Change(was.clone(), to));
        }
    }
}

/// Finds the pupil of a row among those held, each at most once.
struct Finder<'a> {
    by_upn: BTreeMap<&'a str, &'a PupilHeld>,
    by_name: BTreeMap<(String, String, NaiveDate), Vec<&'a PupilHeld>>,
    /// UPNs of the files: a pupil who stands there under their own UPN is nobody else.
    in_files: BTreeSet<&'a str>,
    claimed: BTreeSet<PupilId>,
    /// UPNs and names on rows that were refused: whoever they are, they have not left.
    refused: Vec<(String, (String, String))>,
}

impl<'a> Finder<'a> {
    fn new(parsed: &'a Parsed, held: &'a Held) -> Self {
        let mut by_name: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for pupil in &held.pupils {
            for named in std::iter::once(pupil.facts.named()).chain(pupil.facts.named_by_law()) {
                by_name.entry(named).or_default().push(pupil);
            }
        }
        Self {
            by_upn: held.pupils.iter().filter_map(|p| Some((p.facts.upn.as_ref()?.as_str(), p))).collect(),
            by_name,
            in_files: parsed.pupils.iter().filter_map(|r| Some(r.value.upn.as_ref()?.as_str())).collect(),
            claimed: BTreeSet::new(),
            refused: Vec::new(),
        }
    }

    /// Whom a row speaks of: by UPN, else by name and birthday. Two children are never made one on a guess.
    fn find(&mut self, row: &PupilFacts) -> Result<Option<&'a PupilHeld>, String> {
        let found = match row.upn.as_ref().and_then(|u| self.by_upn.get(u.as_str())) {
            Some(pupil) => Some(*pupil),
            None => self.by_name_of(row)?,
        };
        match found {
            Some(pupil) if !self.claimed.insert(pupil.id) => Err("this pupil is in the files twice".to_owned()),
            _ => Ok(found),
        }
    }

    fn by_name_of(&self, row: &PupilFacts) -> Result<Option<&'a PupilHeld>, String> {
        let by_law = || row.named_by_law().and_then(|named| self.by_name.get(&named));
        let Some(same) = self.by_name.get(&row.named()).or_else(by_law) else { return Ok(None) };
        let elsewhere = |p: &PupilHeld| p.facts.upn.as_ref().is_some_and(|u| self.in_files.contains(u.as_str()));
        let others: Vec<_> = same.iter().filter(|p| !elsewhere(p)).collect();
        // A new arrival has no UPN, or a temporary one, until the right one is known.
        let may_be = |p: &PupilHeld| row.upn.is_none() || p.facts.upn.as_ref().is_none_or(|u| u.is_temporary());
        match others.as_slice() {
            [] if row.upn.is_some() => Ok(None),
            [one] if may_be(one) => Ok(Some(one)),
            [_] => Err("a pupil of this name and birthday is held with another UPN".to_owned()),
            _ => Err("several pupils have this name and birthday: the UPN is needed".to_owned()),
        }
    }
}

/// The row with its gaps filled from what is held; for a new pupil, from what is safe to suppose.
fn completed(row: &PupilFacts, held: Option<&PupilHeld>, today: NaiveDate) -> PupilFacts {
    let was = held.map(|h| &h.facts);
    let flag = |of: fn(&PupilFacts) -> Option<bool>| of(row).or_else(|| was.and_then(of)).or(Some(false));
    let text = |of: fn(&PupilFacts) -> &Option<String>| {
        let said = of(row).clone().filter(|t| !t.is_empty());
        said.or_else(|| was.and_then(|w| of(w).clone())).or_else(|| Some(String::new()))
    };
    // An empty cell in a column of names by law says that there is no other.
    let by_law = |of: fn(&PupilFacts) -> &Option<String>| {
        of(row).clone().or_else(|| was.and_then(|w| of(w).clone())).or_else(|| Some(String::new()))
    };
    let year = row.year.or_else(|| was.and_then(|w| w.year));
    let sen = row.sen.or_else(|| was.and_then(|w| w.sen)).unwrap_or(SenCode::None);
    let admitted_on = admitted(row, held, today);
    PupilFacts {
        upn: row.upn.clone().or_else(|| was.and_then(|w| w.upn.clone())),
        sex: text(|f| &f.sex),
        legal_forename: by_law(|f| &f.legal_forename),
        legal_surname: by_law(|f| &f.legal_surname),
        year,
        class: class(row, was, year),
        admitted_on: Some(admitted_on),
        sen: Some(sen),
        sen_from: Some(sen_from(row, held, sen, admitted_on, today)),
        sen_from_assumed: is_assumed(row, was, sen),
        needs: needs(row, was, sen),
        pupil_premium: flag(|f| f.pupil_premium),
        free_meals: flag(|f| f.free_meals),
        eal: flag(|f| f.eal),
        in_care: flag(|f| f.in_care),
        first_language: text(|f| &f.first_language),
        attendance: row.attendance.or_else(|| was.and_then(|w| w.attendance)),
        ..row.clone()
    }
}

/// The class; a pupil who has a year group but no class is put with their year.
fn class(row: &PupilFacts, was: Option<&PupilFacts>, year: Option<NcYear>) -> Option<String> {
    let with_year = year.map(|y| y.to_string());
    match row.class.as_deref() {
        Some("") => with_year,
        Some(named) => Some(named.to_owned()),
        None => {
            let stood_in = |w: &PupilFacts| w.class == w.year.map(|y| y.to_string());
            was.filter(|w| !stood_in(w)).and_then(|w| w.class.clone()).or(with_year)
        }
    }
}

/// First day on roll. Where no file says, a new pupil has been here since September, or since their SEN status began.
fn admitted(row: &PupilFacts, held: Option<&PupilHeld>, today: NaiveDate) -> NaiveDate {
    let said = row.admitted_on.filter(|day| held.and_then(|h| h.left_on).is_none_or(|left| *day > left));
    let supposed = match held {
        Some(h) if h.was_ever_here() => h.on_roll_from.unwrap_or(today),
        _ => {
            let september = AcademicYear::containing(today).starts_on();
            row.sen_from.map_or(september, |from| from.min(september))
        }
    };
    said.unwrap_or(supposed)
}

/// First day of the SEN status. The start a file gives counts unless it would reach back into the status before: then the change is
/// as old as the file.
fn sen_from(
    row: &PupilFacts,
    held: Option<&PupilHeld>,
    sen: SenCode,
    admitted_on: NaiveDate,
    today: NaiveDate,
) -> NaiveDate {
    let said = row.sen_from.filter(|_| sen != SenCode::None);
    let Some((held, code, from)) = held.and_then(|h| Some((h, h.facts.sen?, h.facts.sen_from?))) else {
        let september = AcademicYear::containing(today).starts_on();
        return said.unwrap_or(if sen == SenCode::None { admitted_on } else { admitted_on.max(september) });
    };
    let after = |day: Option<NaiveDate>| said.filter(|s| day.is_none_or(|d| *s > d));
    match () {
        () if code == sen => after(held.sen_before_until).unwrap_or(from),
        // A status that began today is put right, not ended.
        () if from >= today => after(held.sen_before_until).unwrap_or(from),
        () => after(Some(from)).unwrap_or(today),
    }
}

/// Whether nobody ever said since when the status holds. Where it changes between two files, it is as old as the second.
fn is_assumed(row: &PupilFacts, was: Option<&PupilFacts>, sen: SenCode) -> bool {
    match was.filter(|was| was.sen == Some(sen)) {
        _ if sen == SenCode::None || row.sen_from.is_some() => false,
        Some(was) => was.sen_from_assumed,
        None => was.is_none_or(|was| was.sen.is_none()),
    }
}

/// Needs. An empty cell beside SEN support or an EHC plan says only that nobody typed one.
fn needs(row: &PupilFacts, was: Option<&PupilFacts>, sen: SenCode) -> Option<Vec<crate::domain::need::Need>> {
    let said = row.needs.clone().filter(|needs| !needs.is_empty() || sen == SenCode::None);
    said.or_else(|| was.and_then(|w| w.needs.clone())).or_else(|| Some(Vec::new()))
}

fn leave(
    parsed: &Parsed,
    held: &Held,
    finder: &Finder<'_>,
    (today, ticked): (NaiveDate, &Ticked),
    steps: &mut Steps,
    report: &mut Report,
) {
    let on_roll: Vec<_> = held.pupils.iter().filter(|p| p.on_roll_from.is_some_and(|from| from <= today)).collect();
    let (present, missing): (Vec<_>, Vec<_>) = on_roll.iter().partition(|p| finder.claimed.contains(&p.id));
    if missing.is_empty() {
        return;
    }
    if present.len() * 2 < on_roll.len() {
        report.remark(format!(
            "the files name {} of the {} pupils on roll: nobody is taken to have left",
            present.len(),
            on_roll.len()
        ));
        return;
    }
    let left_out = years_left_out(&present, &missing, parsed);
    for year in &left_out {
        report.remark(format!("nobody of {year} is in the files: they are not taken to have left"));
    }
    for pupil in missing {
        let mut refused_rows = parsed.refused_pupils.iter().chain(&finder.refused);
        let refused = refused_rows.any(|(upn, (surname, forename))| {
            pupil.facts.upn.as_ref().is_some_and(|u| u.as_str() == upn)
                || (folded(&pupil.facts.surname), folded(&pupil.facts.forename)) == (surname.clone(), forename.clone())
        });
        if refused || pupil.facts.year.is_some_and(|y| left_out.contains(&y)) {
            continue;
        }
        if let Some(kept) = stays_by_hand(pupil, ticked) {
            report.pupils.unchanged += 1;
            report.keep_missing(Kind::Pupils, format!("pupil {}", pupil.facts), kept);
            continue;
        }
        report.pupils.leaving += 1;
        report.show_leaving(Kind::Pupils, format!("pupil {}{}", pupil.facts, what_they_leave(pupil)));
        steps.pupils.push(PupilStep::Leave((*pupil).clone(), last_day(held, today)));
    }
}

/// What a person entered that keeps somebody on roll who is in no file: that they came, or another last day that is still ahead.
fn stays_by_hand(pupil: &PupilHeld, ticked: &Ticked) -> Option<Kept> {
    let said = pupil.said.as_ref()?;
    let was = match pupil.leaves_on {
        Some(on) => format!("leaves on {}", LongDay(on)),
        None if !said.by_file => "here, added by hand".to_owned(),
        None => return None,
    };
    let key = format!("pupil-{}/on roll", pupil.id);
    let change = Change { field: "on roll", was, is: "not in the files".to_owned() };
    (!ticked.contains(&key)).then_some(Kept { key, change })
}

/// ", whose SEN support plan is open": it stays so until a review ends it.
fn what_they_leave(pupil: &PupilHeld) -> String {
    let kinds: Vec<&str> = pupil.open_plans.iter().map(|kind| kind.words()).collect();
    match kinds.as_slice() {
        [] => String::new(),
        [one] => format!(", whose {one} is open"),
        many => format!(", whose plans are open: {}", many.join(", ")),
    }
}

/// Who is missing from today's files was here on the last day of school before today.
fn last_day(held: &Held, today: NaiveDate) -> NaiveDate {
    let calendar = Calendar::new(Facts {
        terms: held.terms.clone(),
        closures: held.closures.clone(),
        bank_holidays: held.bank_holidays.clone(),
        ..Facts::default()
    });
    calendar.on_or_before(today - Days::new(1))
}

/// Year groups of which the files name nobody although a whole class is held.
fn years_left_out(present: &[&&PupilHeld], missing: &[&&PupilHeld], parsed: &Parsed) -> BTreeSet<NcYear> {
    let named: BTreeSet<NcYear> = parsed.pupils.iter().filter_map(|r| r.value.year).collect();
    let still: BTreeSet<NcYear> = present.iter().filter_map(|p| p.facts.year).collect();
    let mut count: BTreeMap<NcYear, usize> = BTreeMap::new();
    for year in missing.iter().filter_map(|p| p.facts.year) {
        *count.entry(year).or_default() += 1;
    }
    let out = |year: &NcYear, n: usize| n >= WHOLE_YEAR && !named.contains(year) && !still.contains(year);
    count.into_iter().filter(|(year, n)| out(year, *n)).map(|(year, _)| year).collect()
}
