//! Rows of term dates, closures and bank holidays.

use chrono::Days;

use super::{
    Line, Parsed,
    heading::Column as C,
    row::{Refusal, Row},
    value,
};
use crate::domain::{
    calendar::{AcademicYear, ClosureKind, Term, check_year},
    roll::folded,
};

pub(super) fn take_term(parsed: &mut Parsed, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let needed = |column| row.day(column)?.ok_or((Some(column), "a date is missing".to_owned()));
    let (starts_on, ends_on) = (needed(C::Starts)?, needed(C::Ends)?);
    let season = value::season(row.get(C::Season));
    let season =
        season.ok_or((Some(C::Season), format!("\"{}\" is not autumn, spring or summer", row.get(C::Season))))?;
    let half_term = match (row.get(C::HalfStarts), row.get(C::HalfEnds)) {
        ("", "") => None,
        _ => Some((needed(C::HalfStarts)?, needed(C::HalfEnds)?)),
    };
    let year = match row.get(C::AcademicYear) {
        "" => AcademicYear::containing(starts_on),
        text => AcademicYear::parse(text)
            .ok_or((Some(C::AcademicYear), format!("\"{text}\" is not a year like 2026/27")))?,
    };
    let value = (year, Term { season, starts_on, half_term, ends_on });
    parsed.terms.push(Line { file: file.to_owned(), line: row.line, value });
    Ok(())
}

pub(super) fn take_closure(parsed: &mut Parsed, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let day = row.day(C::Date)?.ok_or((Some(C::Date), "the date is missing".to_owned()))?;
    let kind = folded(row.get(C::ClosureKind));
    let training = kind.contains("inset") || kind.contains("training");
    let kind = if training { ClosureKind::Inset } else { ClosureKind::Other };
    let value = (day, kind, row.get(C::Note).to_owned());
    if parsed.closures.iter().any(|c| c.value.0 == day) {
        return Err((Some(C::Date), format!("{day} is given twice")));
    }
    parsed.closures.push(Line { file: file.to_owned(), line: row.line, value });
    Ok(())
}

pub(super) fn take_holiday(parsed: &mut Parsed, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let day = row.day(C::Date)?.ok_or((Some(C::Date), "the date is missing".to_owned()))?;
    if parsed.bank_holidays.iter().any(|c| c.value.0 == day) {
        return Err((Some(C::Date), format!("{day} is given twice")));
    }
    parsed.bank_holidays.push(Line {
        file: file.to_owned(),
        line: row.line,
        value: (day, row.get(C::HolidayName).to_owned()),
    });
    Ok(())
}

/// Makes one term of two rows that are its halves ("Autumn 1", "Autumn 2"): the half term lies between them.
fn joined(rows: Vec<Line<(AcademicYear, Term)>>) -> Vec<Line<(AcademicYear, Term)>> {
    let mut terms: Vec<Line<(AcademicYear, Term)>> = Vec::new();
    for row in rows {
        let (year, half) = row.value;
        let first = terms.iter_mut().find(|t| {
            let (y, term) = t.value;
            (y, term.season) == (year, half.season) && term.half_term.is_none() && half.half_term.is_none()
        });
        match first.map(|t| &mut t.value.1) {
            Some(term) if term.ends_on + Days::new(3) < half.starts_on => {
                term.half_term = Some((term.ends_on + Days::new(1), half.starts_on - Days::new(1)));
                term.ends_on = half.ends_on;
            }
            _ => terms.push(row),
        }
    }
    terms
}

/// Refuses each term that cannot stand beside those before it.
pub(super) fn check_terms(parsed: &mut Parsed) {
    let mut kept: Vec<Line<(AcademicYear, Term)>> = Vec::new();
    for row in joined(std::mem::take(&mut parsed.terms)) {
        let (year, term) = row.value;
        let mut all: Vec<Term> = kept.iter().filter(|k| k.value.0 == year).map(|k| k.value.1).collect();
        all.push(term);
        match check_year(year, &all) {
            Ok(()) => kept.push(row),
            Err(problem) => {
                parsed.refused.terms += 1;
                parsed.problems.push(row.refusal("", problem.to_string()));
            }
        }
    }
    parsed.terms = kept;
}
