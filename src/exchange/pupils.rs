//! Rows of pupils.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    GuardianRow, Line, Parsed, Problem, PupilRef,
    heading::Column as C,
    people,
    row::{Refusal, Row},
    value,
};
use crate::domain::{
    attendance::Attendance,
    need::Need,
    pupil::{NcYear, Upn},
    roll::{PupilFacts, folded},
};

pub(super) fn take(parsed: &mut Parsed, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let names = names(row);
    match facts(row, names.clone()) {
        Ok((facts, passed_over)) => {
            for (column, message) in passed_over {
                let column = row.title(column);
                parsed.problems.push(Problem { file: file.to_owned(), line: row.line, column, message });
            }
            if let Some(guardian) = people::inline(row, &facts) {
                let pupil = PupilRef {
                    upn: facts.upn.as_ref().map(|u| u.as_str().to_owned()).unwrap_or_default(),
                    name: Some((folded(&facts.surname), folded(&facts.forename))),
                    born_on: Some(facts.born_on),
                };
                let value = GuardianRow { pupil, facts: guardian, from_list: false };
                parsed.guardians.push(Line { file: file.to_owned(), line: row.line, value });
            }
            parsed.pupils.push(Line { file: file.to_owned(), line: row.line, value: facts });
            Ok(())
        }
        Err(refusal) => {
            let (surname, forename) = names.unwrap_or_default();
            parsed.refused_pupils.push((row.get(C::Upn).to_uppercase(), (folded(&surname), folded(&forename))));
            Err(refusal)
        }
    }
}

fn names(row: &Row<'_>) -> Option<(String, String)> {
    let (surname, forename) = (row.get(C::Surname), row.get(C::Forename));
    match (surname.is_empty(), forename.is_empty()) {
        (false, false) => Some((surname.to_owned(), forename.to_owned())),
        _ => value::split_name(row.get(C::FullName)),
    }
}

/// What a row says, and what of it was passed over. Who a pupil is, when, and what concerns SEN must be right, or the row is refused; a
/// year group, a flag or an attendance that cannot be read is only left as it was.
fn facts(row: &Row<'_>, names: Option<(String, String)>) -> Result<(PupilFacts, Vec<Refusal>), Refusal> {
    let mut passed_over = Vec::new();
    let (surname, forename) = names.ok_or((Some(C::Surname), "the surname or the forename is missing".to_owned()))?;
    let upn = match row.get(C::Upn) {
        "" => None,
        text => Some(Upn::parse(text).map_err(|p| (Some(C::Upn), format!("\"{text}\" {p}")))?),
    };
    let a_date = "a date that exists (day/month/year)";
    let born_on = row.read(C::Born, value::date, a_date)?.ok_or((None, "there is no date of birth".to_owned()))?;
    let dated = |column| match row.get(column) {
        "" => Ok(None),
        _ => row.read(column, value::date, a_date),
    };
    let mut flag = |column| passed(&mut passed_over, row.read(column, value::yes, "yes or no"));
    let (pupil_premium, free_meals) = (flag(C::Premium), flag(C::Meals));
    let (eal, in_care) = (flag(C::Eal), flag(C::Care));
    let attendance = passed(&mut passed_over, attendance(row));
    let year = if row.get(C::Year).is_empty() { Ok(None) } else { row.read(C::Year, NcYear::parse, "a year group") };
    let year = passed(&mut passed_over, year);
    let text = |column: C| row.has(column).then(|| row.get(column).to_owned());
    let sen = row.read(C::SenStatus, value::sen, "a SEN status: N, K or E")?;
    let facts = PupilFacts {
        upn,
        forename,
        surname,
        born_on,
        sex: text(C::Sex),
        year,
        class: text(C::Class),
        admitted_on: dated(C::Admitted)?,
        sen,
        sen_from: dated(C::SenFrom)?,
        needs: needs(row)?,
        pupil_premium,
        free_meals,
        eal,
        in_care,
        first_language: text(C::Language),
        attendance,
    };
    Ok((facts, passed_over))
}

fn passed<T>(over: &mut Vec<Refusal>, read: Result<Option<T>, Refusal>) -> Option<T> {
    read.unwrap_or_else(|(column, message)| {
        over.push((column, format!("{message}: left as it was")));
        None
    })
}

fn needs(row: &Row<'_>) -> Result<Option<Vec<Need>>, Refusal> {
    let columns = [C::Need1, C::Need2, C::Need3, C::Needs];
    if !columns.iter().any(|c| row.has(*c)) {
        return Ok(None);
    }
    let mut found = Vec::new();
    for column in columns {
        let whole = row.get(column);
        let parts: Vec<&str> = match Need::parse(whole) {
            Some(_) => vec![whole],
            None => whole.split([';', ',', '/', '|']).map(str::trim).filter(|p| !p.is_empty()).collect(),
        };
        for part in parts {
            let need = Need::parse(part).ok_or((Some(column), format!("\"{part}\" is no need code")))?;
            if !found.contains(&need) {
                found.push(need);
            }
        }
    }
    Ok(Some(found))
}

fn attendance(row: &Row<'_>) -> Result<Option<Attendance>, Refusal> {
    if let (Ok(possible), Ok(attended)) = (row.get(C::Possible).parse(), row.get(C::Attended).parse()) {
        let wrong = (Some(C::Attended), format!("{attended} sessions attended of {possible} possible"));
        return Attendance::sessions(possible, attended).map(Some).ok_or(wrong);
    }
    match row.get(C::Percent) {
        "" | "-" | "n/a" | "N/A" => Ok(None),
        _ => row.read(C::Percent, Attendance::parse_percent, "a percentage"),
    }
}

/// A pupil who stands in the files twice is taken once: from the first row.
pub(super) fn refuse_twice(parsed: &mut Parsed) {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut named: BTreeMap<(String, String, NaiveDate), (u64, bool)> = BTreeMap::new();
    let mut kept = Vec::new();
    for row in std::mem::take(&mut parsed.pupils) {
        let upn = row.value.upn.as_ref().map(|u| u.as_str().to_owned());
        let by_upn = upn.as_ref().and_then(|u| seen.get(u).copied());
        // Two pupils may share name and birthday, but then each has a UPN of their own.
        let by_name =
            named.get(&row.value.named()).filter(|(_, has_upn)| upn.is_none() || !has_upn).map(|(line, _)| *line);
        if let Some(first) = by_upn.or(by_name) {
            parsed.refused.pupils += 1;
            parsed.problems.push(row.problem("", format!("this pupil is already on line {first}")));
            continue;
        }
        named.insert(row.value.named(), (row.line, upn.is_some()));
        if let Some(upn) = upn {
            seen.insert(upn, row.line);
        }
        kept.push(row);
    }
    parsed.pupils = kept;
}
