//! Term dates as a school tells them to parents: a letter, or the text of a web page. Lines are read for what they say (autumn, half
//! term, ends, INSET) and for the days in them; a day without a year is in the school year that the text speaks of.

mod days;
mod line;

use chrono::NaiveDate;

use super::{Line, Parsed, Problem};
use crate::domain::calendar::{ClosureKind, Season, Term};
use line::{Saying, Told};

/// The longest run of days that is read as closures, in days: a training day or two, not a holiday.
const LONGEST: i64 = 4;

/// What is known of one term so far.
#[derive(Clone, Default)]
struct Draft {
    starts: Option<NaiveDate>,
    half: Option<(NaiveDate, NaiveDate)>,
    ends: Option<NaiveDate>,
}

/// Reads terms and closures from what somebody wrote. What has days and is not understood is a problem with its line; a text that tells of
/// no term at all gives nothing.
#[must_use]
pub(super) fn read(text: &str) -> Parsed {
    let text = without_tags(text);
    let mut parsed = Parsed::default();
    let Some(year) = line::year_of(&text) else { return parsed };
    let mut drafts: [Draft; 3] = std::array::from_fn(|_| Draft::default());
    let mut season = None;
    for written in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let told = line::read(written, year);
        season = told.season.or(season);
        if !take(&told, season, &mut drafts, &mut parsed) {
            let message = "has days that were not understood: enter them by hand".to_owned();
            parsed.problems.push(Problem { file: format!("“{written}”"), message, ..Problem::default() });
        }
    }
    let terms = Season::ALL.iter().zip(drafts).filter_map(|(season, draft)| finished(*season, &draft));
    parsed.terms = terms.map(|term| Line { file: String::new(), line: 0, value: (year, term) }).collect();
    if parsed.terms.is_empty() { Parsed::default() } else { parsed }
}

fn finished(season: Season, draft: &Draft) -> Option<Term> {
    Some(Term { season, starts_on: draft.starts?, half_term: draft.half, ends_on: draft.ends? })
}

/// Notes what a line tells; whether it was understood, or tells nothing.
fn take(told: &Told, season: Option<Season>, drafts: &mut [Draft; 3], parsed: &mut Parsed) -> bool {
    let draft = season.map(|season| &mut drafts[season.index()]);
    match (told.saying, draft, told.days.as_slice()) {
        (Saying::Nothing, ..) | (_, _, []) => true,
        (Saying::Closed(kind), _, days) => closed(kind, told, days, parsed),
        (Saying::HalfTerm, Some(draft), [from, .., to]) => set(&mut draft.half, (*from, *to)),
        (Saying::Starts, Some(draft), [day]) => set(&mut draft.starts, *day),
        (Saying::Ends, Some(draft), [day]) => set(&mut draft.ends, *day),
        (Saying::Whole, Some(draft), [from, to]) => set(&mut draft.starts, *from) && set(&mut draft.ends, *to),
        _ => false,
    }
}

/// Sets what was open; the first line that tells of it counts.
fn set<T>(place: &mut Option<T>, value: T) -> bool {
    place.get_or_insert(value);
    true
}

fn closed(kind: ClosureKind, told: &Told, days: &[NaiveDate], parsed: &mut Parsed) -> bool {
    let run: Vec<NaiveDate> = match days {
        [from, to] if told.is_range && (*to - *from).num_days() <= LONGEST => {
            from.iter_days().take_while(|d| d <= to).collect()
        }
        [_, _] if told.is_range => return false,
        days => days.to_vec(),
    };
    for day in run {
        if !parsed.closures.iter().any(|c| c.value.0 == day) {
            parsed.closures.push(Line { file: String::new(), line: 0, value: (day, kind, String::new()) });
        }
    }
    true
}

/// The text of a page without its marks: what ends a block ends a line.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some((tag, behind)) = after.split_once('>').filter(|_| is_tag) else {
            plain.push('<');
            rest = after;
            continue;
        };
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let is_block =
            ["br", "p", "li", "tr", "div", "h1", "h2", "h3", "h4", "table"].contains(&name.to_lowercase().as_str());
        plain.push(if is_block { '\n' } else { ' ' });
        rest = behind;
    }
    plain.push_str(rest);
    plain.replace("&nbsp;", " ").replace("&ndash;", "–").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::AcademicYear;

    fn told(text: &str) -> Vec<String> {
        let parsed = read(text);
        let term = |t: &Line<(AcademicYear, Term)>| {
            let (year, term) = t.value;
            let half = term.half_term.map(|(a, b)| format!(" ({a} {b})")).unwrap_or_default();
            format!("{year} {} {} {}{half}", term.season.as_code(), term.starts_on, term.ends_on)
        };
        let closure = |c: &Line<(NaiveDate, ClosureKind, String)>| format!("{:?} {}", c.value.1, c.value.0);
        parsed.terms.iter().map(term).chain(parsed.closures.iter().map(closure)).collect()
    }

    #[test]
    fn an_ordinary_letter_is_understood() {
        let letter = "Dear parents,\nHere are our term dates for 2026/27. Please do not book holidays in term time.\n\n\
            Autumn Term 2026\nINSET days: Tuesday 1st September and Friday 27th November\n\
            Term begins on Wednesday 2nd September 2026\nHalf term: Monday 26th October to Friday 30th October\n\
            Term ends on Friday 18th December at 2pm\n\nSpring Term 2027\nSchool opens: Tuesday 5 January\n\
            Half-term: 15 – 19 February\nLast day of term: Wednesday 24 March\n\n\
            Summer Term\nMonday 12 April 2027 - Wednesday 21 July 2027\nMay Day bank holiday: Monday 3 May\n\
            Half term 31 May to 4 June 2027\nWe wish you a good summer holiday.\n";
        assert_eq!(
            told(letter),
            [
                "2026/27 autumn 2026-09-02 2026-12-18 (2026-10-26 2026-10-30)",
                "2026/27 spring 2027-01-05 2027-03-24 (2027-02-15 2027-02-19)",
                "2026/27 summer 2027-04-12 2027-07-21 (2027-05-31 2027-06-04)",
                "Inset 2026-09-01",
                "Inset 2026-11-27",
            ]
        );
        assert_eq!(read(letter).problems, []);
    }

    #[test]
    fn a_web_page_is_understood_and_what_is_not_is_said() {
        let page = "<h1>Term dates 2026-2027</h1><table><tr><td>Autumn term</td><td>Wed 2 Sep 2026</td><td>to</td><td>Fri 18 Dec 2026</td></tr>\
            <tr><td>Spring term</td><td>05/01/2027</td><td>to</td><td>24/03/2027</td></tr></table><p>Sports day: 3 July 2027</p>";
        assert_eq!(told(page), ["2026/27 autumn 2026-09-02 2026-12-18", "2026/27 spring 2027-01-05 2027-03-24"]);
        let problems = read(page).problems;
        assert_eq!(problems.len(), 1);
        assert!(problems[0].file.contains("Sports day"), "{problems:?}");
    }

    #[test]
    fn what_tells_of_no_term_gives_nothing() {
        for text in
            ["We break up before Christmas.", "Autumn term 2026 will be nice", "", "2 September", "Item,Price\nSoup,3"]
        {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
