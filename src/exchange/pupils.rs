//! Rows of pupils. Who a pupil is must be certain, or the row is refused; of everything else, what can be read is taken.

use super::{
    GuardianRow, Line, Parsed, Problem, PupilRef,
    heading::Column as C,
    people,
    read::Reading,
    row::{Notes, Refusal, Row},
    unknown::{About, NOTHING},
    value,
};
use crate::domain::{
    attendance::Attendance,
    need::Need,
    pupil::{NcYear, Upn},
    roll::{PupilFacts, folded},
    sen_status::SenCode,
};

mod joined;

pub(super) use joined::join;

/// One row of a pupil: there may be several, one for each need, contact or class.
pub(super) struct PupilRow {
    line: Line<PupilFacts>,
    /// Which of several needs the row's is, from 1.
    rank: Option<u32>,
}

/// Surname and forename as a row has them; of a child with one name, the forename alone.
type Names = (String, String);

pub(super) fn take(reading: &mut Reading<'_>, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let mut notes = Notes::default();
    let read = names(row, &mut notes).and_then(|names| facts(row, names, &mut notes));
    let facts = match read {
        Ok(facts) => facts,
        Err(refusal) => {
            let (surname, forename) = names(row, &mut Notes::default()).unwrap_or_default();
            let upn = row.get(C::Upn).to_uppercase();
            reading.parsed.refused_pupils.push((upn, (folded(&surname), folded(&forename))));
            return Err(refusal);
        }
    };
    reading.notes(file, row, &facts.to_string(), notes);
    if let Some(guardian) = people::inline(row, &facts) {
        let pupil = PupilRef::of(&facts);
        let value = GuardianRow { pupil, of: facts.to_string(), facts: guardian, from_list: false };
        reading.parsed.guardians.push(Line { file: file.to_owned(), line: row.line, value });
    }
    let digits: String = row.get(C::NeedRank).chars().filter(char::is_ascii_digit).collect();
    let line = Line { file: file.to_owned(), line: row.line, value: facts };
    born(reading, row, PupilRow { line, rank: digits.parse().ok() })
}

/// Sorts a row by whether its date of birth can be read: a pupil who is held under the UPN has one already.
fn born(reading: &mut Reading<'_>, row: &Row<'_>, mut read: PupilRow) -> Result<(), Refusal> {
    let why = match row.day(C::Born) {
        Ok(Some(day)) => {
            read.line.value.born_on = day;
            reading.pupils.push(read);
            return Ok(());
        }
        Ok(None) => "there is no date of birth".to_owned(),
        Err((_, why)) => why,
    };
    let facts = &read.line.value;
    if facts.upn.is_none() {
        reading.parsed.refused_pupils.push((String::new(), (folded(&facts.surname), folded(&facts.forename))));
        return Err((Some(C::Born), why));
    }
    let column = row.title(Some(C::Born));
    let problem = read.line.problem(&column, facts.to_string(), why);
    reading.parsed.undated.push((read.line, problem));
    Ok(())
}

/// Whom a row is about, as far as it says.
pub(super) fn who(row: &Row<'_>) -> String {
    let first =
        |columns: [C; 2]| columns.into_iter().map(|c| row.get(c)).find(|text| !text.is_empty()).unwrap_or_default();
    let both = format!("{} {}", first([C::Forename, C::LegalForename]), first([C::Surname, C::LegalSurname]));
    match both.trim() {
        "" => first([C::FullName, C::Upn]).to_owned(),
        named => named.to_owned(),
    }
}

/// The names by which a pupil is called; where a file has no other, those by law.
fn names(row: &Row<'_>, notes: &mut Notes) -> Result<Names, Refusal> {
    let mut name = |called: C, legal: C| match row.name(called, notes) {
        Ok(name) if name.is_empty() => row.name(legal, notes),
        read => read,
    };
    let (surname, forename) = (name(C::Surname, C::LegalSurname)?, name(C::Forename, C::LegalForename)?);
    let both = match (surname.is_empty(), forename.is_empty()) {
        (false, false) => Some((surname.clone(), forename.clone())),
        _ => value::name::split(&row.name(C::FullName, notes)?),
    };
    let one = || {
        let whole = value::name::untitled(row.get(C::FullName)).1;
        [surname, forename, whole].into_iter().find(|name| !name.is_empty())
    };
    match both {
        Some(names) => Ok(names),
        None => {
            let one = one().ok_or((Some(C::Surname), "there is no name".to_owned()))?;
            let column = if row.has(C::Surname) { C::Surname } else { C::FullName };
            notes.say(column, format!("\"{one}\" is the only name: taken as the one the child is called by"));
            Ok((String::new(), one))
        }
    }
}

fn facts(row: &Row<'_>, (surname, forename): Names, notes: &mut Notes) -> Result<PupilFacts, Refusal> {
    let mut flag = |column| notes.left(row.read(column, value::yes, "yes or no"));
    let (pupil_premium, free_meals, eal, in_care) = (flag(C::Premium), flag(C::Meals), flag(C::Eal), flag(C::Care));
    let text = |column: C| row.has(column).then(|| row.get(column).to_owned());
    Ok(PupilFacts {
        upn: upn(row, notes),
        legal_forename: legal(row, C::LegalForename, &forename),
        legal_surname: legal(row, C::LegalSurname, &surname),
        forename,
        surname,
        born_on: chrono::NaiveDate::MIN,
        sex: text(C::Sex),
        year: year(row, notes),
        class: text(C::Class),
        admitted_on: notes.left(row.day(C::Admitted)),
        sen: status(row, notes),
        sen_from: notes.left(row.day(C::SenFrom)),
        sen_from_assumed: false,
        needs: needs(row, notes),
        pupil_premium,
        free_meals,
        eal,
        in_care,
        first_language: text(C::Language),
        attendance: notes.left(attendance(row)),
    })
}

/// A name by law, where the file has a column for it; empty where it is the one they are called by.
fn legal(row: &Row<'_>, column: C, called: &str) -> Option<String> {
    row.has(column).then(|| row.get(column)).map(|name| if name == called { String::new() } else { name.to_owned() })
}

fn upn(row: &Row<'_>, notes: &mut Notes) -> Option<Upn> {
    let text = row.get(C::Upn);
    let read = Upn::parse(text).map_err(|p| (Some(C::Upn), format!("\"{text}\" {p}")));
    if text.is_empty() { None } else { notes.left(read.map(Some)) }
}

/// A word of a list that Thrice knows, or that somebody has explained; else it is asked about, and says nothing until then.
fn explained<T>(
    (row, notes): (&Row<'_>, &mut Notes),
    (about, column): (About, C),
    word: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    match row.answers.get(about, word) {
        Some(NOTHING) => None,
        Some(code) => read(code),
        None => read(word).or_else(|| {
            notes.unknown.push((about, column, word.to_owned()));
            None
        }),
    }
}

fn year(row: &Row<'_>, notes: &mut Notes) -> Option<NcYear> {
    let text = row.get(C::Year);
    if text.is_empty() { None } else { explained((row, notes), (About::Year, C::Year), text, NcYear::parse) }
}

fn status(row: &Row<'_>, notes: &mut Notes) -> Option<SenCode> {
    if !row.has(C::SenStatus) {
        return None;
    }
    let text = row.get(C::SenStatus);
    let read = explained((row, notes), (About::Status, C::SenStatus), text, value::sen);
    if row.answers.get(About::Status, text).is_none()
        && let Some(now) = value::ended_status(text)
    {
        notes.once.push((Some(C::SenStatus), format!("\"{text}\" ended in 2014: read as {now}")));
    }
    read
}

fn needs(row: &Row<'_>, notes: &mut Notes) -> Option<Vec<Need>> {
    let columns = [C::Need1, C::Need2, C::Need3, C::Needs];
    if !columns.iter().any(|c| row.has(*c)) {
        return None;
    }
    let mut found = Vec::new();
    for column in columns {
        let whole = row.get(column);
        let parts: Vec<&str> = match Need::parse(whole).is_some() || row.answers.get(About::Need, whole).is_some() {
            true => vec![whole],
            false => whole.split([';', ',', '/', '|']).map(str::trim).filter(|p| !p.is_empty()).collect(),
        };
        for part in parts {
            let need = explained((row, notes), (About::Need, column), part, Need::parse);
            found.extend(need.filter(|need| !found.contains(need)));
        }
    }
    Some(found)
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

/// Notes a row that cannot be taken because of another.
fn refuse(parsed: &mut Parsed, problem: Problem) {
    parsed.refused.pupils += 1;
    parsed.problems.push(problem);
}
