//! An authority's schedule of payments as a table of text: a pupil by UPN, or by name and date of birth, the days, and the amount. A cell is
//! only ever read as words: a formula is told as one, and never worked out.

use chrono::{Datelike, Months, NaiveDate};

use super::{
    File,
    cell::is_formula,
    table,
    value::{
        date::{date, month, why_not},
        name::split,
    },
};
use crate::domain::{
    costing::Pence,
    funding::{Period, SchedulePayment},
    identity::folded,
};

/// A schedule as far as it can be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadSchedule {
    /// Its rows.
    pub payments: Vec<SchedulePayment>,
    /// Lines that cannot be read, and why.
    pub problems: Vec<(u64, String)>,
}

/// What a column is, with the names that authorities give it.
const HEADINGS: [(Field, &[&str]); 9] = [
    (Field::Upn, &["upn", "uniquepupilnumber", "pupilupn"]),
    (Field::Forename, &["forename", "firstname", "givenname", "pupilforename", "childforename", "legalforename"]),
    (Field::Surname, &["surname", "lastname", "familyname", "pupilsurname", "childsurname", "legalsurname"]),
    (
        Field::Name,
        &["name", "pupil", "child", "pupilname", "childname", "childsname", "fullname", "student", "studentname"],
    ),
    (Field::Born, &["dateofbirth", "dob", "birthdate", "born", "pupildob", "childdob"]),
    (
        Field::From,
        &[
            "from",
            "start",
            "startdate",
            "periodfrom",
            "periodstart",
            "paymentfrom",
            "fundingfrom",
            "fundingstart",
            "datefrom",
        ],
    ),
    (
        Field::Until,
        &["to", "until", "end", "enddate", "periodto", "periodend", "paymentto", "fundingto", "fundingend", "dateto"],
    ),
    (Field::Period, &["period", "month", "paymentperiod", "paymentmonth", "fundingperiod"]),
    (
        Field::Amount,
        &[
            "amount",
            "payment",
            "value",
            "total",
            "topup",
            "topupamount",
            "topupfunding",
            "funding",
            "paymentamount",
            "amountpayable",
            "topuppayment",
        ],
    ),
];

/// What a line begins with that adds up those above it.
const SUMS: [&str; 5] = ["total", "totals", "grandtotal", "subtotal", "sum"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Field {
    Upn,
    Forename,
    Surname,
    Name,
    Born,
    From,
    Until,
    Period,
    Amount,
}

/// Where each column stands.
struct Columns(Vec<(Field, usize)>);

impl Columns {
    /// Those of a line of headings that has what a schedule needs.
    fn of(titles: &[String]) -> Option<Self> {
        let field = |title: &String| {
            let word = folded(title);
            HEADINGS.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(field, _)| *field)
        };
        let all = Self(titles.iter().enumerate().filter_map(|(at, title)| Some((field(title)?, at))).collect());
        let has = |field| all.at(field).is_some();
        let names_pupil = has(Field::Upn) || ((has(Field::Name) || has(Field::Surname)) && has(Field::Born));
        let names_days = has(Field::Period) || (has(Field::From) && has(Field::Until));
        (names_pupil && names_days && has(Field::Amount)).then_some(all)
    }

    fn at(&self, field: Field) -> Option<usize> {
        self.0.iter().find(|(one, _)| *one == field).map(|(_, at)| *at)
    }

    fn cell<'a>(&self, cells: &'a [String], field: Field) -> &'a str {
        self.at(field).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }
}

/// Reads a schedule.
///
/// # Errors
/// When no line of it is headings of a schedule, in a sentence.
pub fn read(bytes: &[u8]) -> Result<ReadSchedule, String> {
    let (columns, rows) = table::under_headings(bytes, Columns::of)?.ok_or(
        "the headings are none of a schedule: UPN, or name and date of birth; from and to, or month; and amount",
    )?;
    let mut found = ReadSchedule::default();
    for (line, cells) in rows {
        // Sums below the table name nobody.
        let first = cells.iter().map(|cell| folded(cell)).find(|cell| !cell.is_empty()).unwrap_or_default();
        if SUMS.contains(&first.as_str()) && columns.cell(&cells, Field::Born).is_empty() {
            continue;
        }
        match payment(&columns, line, &cells) {
            Ok(payment) => found.payments.push(payment),
            Err(why) => found.problems.push((line, why)),
        }
    }
    Ok(found)
}

/// The sheet of a workbook that has a schedule, the first of several, and what of the others is to be told; a file that is no workbook is its
/// own only one.
#[must_use]
pub fn sheet(files: &[File]) -> Option<(&File, Vec<String>)> {
    let seen: Vec<&File> = files.iter().filter(|file| file.aside.is_none()).collect();
    let taken = seen.iter().copied().find(|file| read(&file.bytes).is_ok()).or(seen.first().copied())?;
    let why = |file: &File| match &file.aside {
        Some(_) => "it is hidden in the workbook",
        None if read(&file.bytes).is_ok() => "one schedule is taken at a time: bring it by itself",
        None => "its headings are none of a schedule",
    };
    let others = files.iter().filter(|file| !std::ptr::eq(*file, taken));
    Some((taken, others.map(|file| format!("{}: {}", file.name, why(file))).collect()))
}

/// The text of a file, whatever its alphabet: it reads as the file does.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    table::decode(bytes)
}

fn payment(columns: &Columns, line: u64, cells: &[String]) -> Result<SchedulePayment, String> {
    let cell = |field| columns.cell(cells, field);
    if let Some(formula) =
        columns.0.iter().map(|(_, at)| cells.get(*at).map_or("", String::as_str)).find(|one| is_formula(one))
    {
        return Err(match formula.starts_with('#') {
            true => format!("“{formula}” stands where the spreadsheet could not work a value out: put it right there"),
            false => format!("“{formula}” is a formula: save the sheet with its values"),
        });
    }
    let born = cell(Field::Born);
    let born_on = if born.is_empty() { None } else { Some(date(born).ok_or_else(|| why_not(born))?) };
    let name = match cell(Field::Name) {
        "" => (cell(Field::Forename).to_owned(), cell(Field::Surname).to_owned()),
        whole => {
            split(whole).map_or_else(|| (String::new(), whole.to_owned()), |(surname, forename)| (forename, surname))
        }
    };
    let (period, pence) = (period(columns, cells)?, amount(cell(Field::Amount))?);
    Ok(SchedulePayment { line, upn: cell(Field::Upn).to_owned(), name, born_on, period, pence })
}

fn amount(text: &str) -> Result<Pence, String> {
    if text.starts_with(['-', '−', '(']) || text.starts_with("£-") {
        return Err(format!("“{text}” is below nothing: enter on the pupil’s page what was taken back"));
    }
    Pence::parse(text).map_err(|_| format!("“{text}” is no amount in pounds and pence"))
}

fn period(columns: &Columns, cells: &[String]) -> Result<Period, String> {
    let cell = |field| columns.cell(cells, field);
    let (from, until) = (cell(Field::From), cell(Field::Until));
    if from.is_empty() && until.is_empty() {
        let text = cell(Field::Period);
        return months(text).ok_or_else(|| format!("“{text}” is no month, like September 2026, and no two days"));
    }
    // "September 2026" is from its first day, and until its last.
    let read = |text: &str, of_month: fn(Period) -> NaiveDate| {
        date(text).or_else(|| one_month(text).map(of_month)).ok_or_else(|| why_not(text))
    };
    let period = Period { from: read(from, |month| month.from)?, until: read(until, |month| month.until)? };
    if period.until < period.from { Err(format!("It ends on {until}, before it begins on {from}")) } else { Ok(period) }
}

/// "September 2026", "Sep-26" or "2026-09"; "September to December 2026", or two days with "to" or a dash with spaces between.
fn months(text: &str) -> Option<Period> {
    for between in [" to ", " – ", " - "] {
        if let Some((first, last)) = text.split_once(between) {
            if let Some((from, until)) = date(first).zip(date(last)) {
                return (from <= until).then_some(Period { from, until });
            }
            let last = one_month(last)?;
            let first = one_month(first).or_else(|| one_month(&format!("{first} {}", last.from.year())))?;
            return (first.from <= last.from).then_some(Period { from: first.from, until: last.until });
        }
    }
    one_month(text)
}

fn one_month(text: &str) -> Option<Period> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let [first, second] = words.as_slice() else { return None };
    let year = |word: &str| match (word.len(), word.parse::<i32>().ok()?) {
        (4, year) => Some(year),
        (2, year) => Some(2000 + year),
        _ => None,
    };
    let number =
        |word: &str| month(word).or_else(|| word.parse().ok().filter(|n| word.len() < 3 && (1..=12).contains(n)));
    let (month, year) = number(first)
        .zip(year(second))
        .or_else(|| number(second).zip(year(first).filter(|y| *y >= 2000 && first.len() == 4)))?;
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Period { from, until: (from + Months::new(1)).pred_opt()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_schedule_is_read_by_its_headings() {
        let file = "Oakshire County Council\nHigh needs top-up 2026/27\n\nUPN,Pupil Name,DOB,Period From,Period To,Amount (£)\n\
            A123,\"Khan, Amira\",01/02/2018,01/09/2026,31/12/2026,\"£1,234.50\"\n,Ben Okafor,2017-03-04,01/09/2026,31/12/2026,500\nTotal,,,,,1734.50\n";
        // "Amount (£)" folds to "amount".
        let found = read(file.as_bytes()).unwrap();
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        let told: Vec<_> = found.payments.iter().map(|one| (one.line, one.who(), one.pence)).collect();
        assert_eq!(
            told,
            [
                (5, "Amira Khan A123 born 1 February 2018".to_owned(), Pence(123_450)),
                (6, "Ben Okafor born 4 March 2017".to_owned(), Pence(50_000)),
            ]
        );
        assert_eq!(found.payments[0].period, Period { from: day("2026-09-01"), until: day("2026-12-31") });
    }

    #[test]
    fn a_month_is_read_as_authorities_write_it() {
        for (text, from, until) in [
            ("September 2026", "2026-09-01", "2026-09-30"),
            ("Feb-28", "2028-02-01", "2028-02-29"),
            ("2026-12", "2026-12-01", "2026-12-31"),
            ("09/2026", "2026-09-01", "2026-09-30"),
            ("September to December 2026", "2026-09-01", "2026-12-31"),
            ("Oct 2026 - Mar 2027", "2026-10-01", "2027-03-31"),
            ("01/09/2026 to 15/10/2026", "2026-09-01", "2026-10-15"),
        ] {
            assert_eq!(months(text), Some(Period { from: day(from), until: day(until) }), "{text}");
        }
        let whole = read(b"UPN,From,To,Amount\nA1,2026-09,Dec-26,20\nA1,01/09/2026,2026-12-31,20\n").unwrap();
        let until_christmas = Period { from: day("2026-09-01"), until: day("2026-12-31") };
        assert!(
            whole.payments.iter().all(|one| one.period == until_christmas) && whole.payments.len() == 2,
            "{whole:?}"
        );
        for odd in ["", "soon", "13/2026", "December to September 2026", "Autumn"] {
            assert_eq!(months(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line_and_a_formula_is_never_worked_out() {
        let file = "UPN;Month;Amount\nA1;Sep 2026;=SUM(C1:C9)\nA2;Sep 2026;-20.00\nA3;Sep 2026;(20.00)\nA4;soon;20\nA5;Sep 2026;much\nA6;Sep 2026;20\n";
        let found = read(file.as_bytes()).unwrap();
        let told: Vec<&str> = found.problems.iter().map(|(_, why)| why.as_str()).collect();
        assert_eq!(found.problems.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
        for (at, said) in
            ["is a formula", "below nothing", "below nothing", "is no month", "is no amount"].iter().enumerate()
        {
            assert!(told[at].contains(said), "{told:?}");
        }
        assert_eq!(found.payments.len(), 1);
        for none in ["", "UPN,Amount\nA1,20\n", "Name,Month,Amount\nAmira,Sep 2026,20\n", "Item,Price\nChalk,3\n"] {
            assert!(read(none.as_bytes()).is_err(), "{none}");
        }
        let fault = read(b"UPN,Month,Amount\nA1,Sep 2026,#REF!\n").unwrap();
        assert!(fault.problems[0].1.contains("could not work a value out"), "{fault:?}");
        let back = "UPN,From,To,Amount\nA1,31/12/2026,01/09/2026,20\nA1,31/13/2026,01/09/2026,20\n";
        assert!(read(back.as_bytes()).unwrap().problems[0].1.contains("before it begins"));
    }

    #[test]
    fn the_first_sheet_with_a_schedule_is_taken_and_the_others_are_told() {
        let sheet_of =
            |name: &str, text: &str| File { book: "a.xlsx".to_owned(), ..File::new(name, text.as_bytes().to_vec()) };
        let cover = sheet_of("Cover", "Oakshire\nAutumn,2026\n");
        let old = File { aside: Some(crate::exchange::Aside::Hidden), ..sheet_of("Old", "") };
        let (autumn, spring) =
            (sheet_of("Autumn", "UPN,Month,Amount\nA1,Sep 2026,20\n"), sheet_of("Spring", "UPN,Month,Amount\n"));
        let all = [cover.clone(), autumn, old.clone(), spring];
        let (taken, told) = sheet(&all).unwrap();
        assert_eq!(taken.name, "Autumn");
        assert_eq!(
            told,
            [
                "Cover: its headings are none of a schedule",
                "Old: it is hidden in the workbook",
                "Spring: one schedule is taken at a time: bring it by itself"
            ]
        );
        assert_eq!(sheet(&[cover, old.clone()]).unwrap().0.name, "Cover", "which is then told to be none");
        assert!(sheet(&[old]).is_none());
    }
}
