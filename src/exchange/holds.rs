//! What stands in a column, told by its values: a heading alone may mislead. "Primary Guardian" with yes and no below it names nobody.

use super::{heading::Column as C, table::Below, value};

/// How many rows are looked at.
const ROWS: usize = 400;
/// What most values are, in tenths, is what the column holds.
const MOST: usize = 8;
/// Longer than this, in letters, is what somebody wrote, not a word of a list.
const LONG: usize = 70;

/// What most of a column's values are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holding {
    /// Nothing stands in it.
    Nothing,
    /// Yes and no.
    YesNo,
    /// Days.
    Dates,
    /// E-mail addresses.
    Mailboxes,
    /// Numbers, those of telephones too.
    Numbers,
    /// Sentences.
    Prose,
    /// Anything else.
    Words,
}

impl Holding {
    /// What the values are, for whoever asks why a column is not read.
    fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::YesNo => "yes and no",
            Self::Dates => "dates",
            Self::Mailboxes => "e-mail addresses",
            Self::Numbers => "numbers",
            Self::Prose => "sentences",
            Self::Words => "words",
        }
    }
}

/// Whether a value is of a kind.
type Is = fn(&str) -> bool;

/// What each column of these rows holds.
pub(super) fn columns(width: usize, rows: &Below) -> Vec<Holding> {
    (0..width).map(|place| of(rows.iter().take(ROWS).filter_map(|(_, cells)| cells.get(place)))).collect()
}

fn of<'a>(values: impl Iterator<Item = &'a String>) -> Holding {
    let all: Vec<&str> = values.map(String::as_str).filter(|v| !v.is_empty()).collect();
    let most = |is: Is| all.iter().filter(|v| is(v)).count() * 10 >= all.len() * MOST;
    let kinds: [(Holding, Is); 5] = [
        (Holding::YesNo, is_yes_or_no),
        (Holding::Mailboxes, |v| v.contains('@')),
        (Holding::Numbers, is_number),
        (Holding::Dates, |v| value::date::date(v).is_some()),
        (Holding::Prose, |v| v.chars().count() > LONG),
    ];
    match all.is_empty() {
        true => Holding::Nothing,
        false => kinds.iter().find(|(_, is)| most(*is)).map_or(Holding::Words, |(holding, _)| *holding),
    }
}

/// The words only: "N" is a status, "T" a class and "1" a rank.
fn is_yes_or_no(value: &str) -> bool {
    ["yes", "no", "true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

fn is_number(value: &str) -> bool {
    let marks = |c: char| c.is_ascii_digit() || "+-()., %eE".contains(c);
    value.chars().any(|c| c.is_ascii_digit())
        && value.chars().all(marks)
        && value::date::date(value).is_none_or(|_| value.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a column with such values can be what its heading says.
pub(super) fn can_be(column: C, holding: Holding) -> bool {
    use Holding as H;
    let cannot: &[H] = match column {
        C::Forename
        | C::Surname
        | C::FullName
        | C::LegalForename
        | C::LegalSurname
        | C::PupilForename
        | C::PupilSurname
        | C::PupilName
        | C::ContactForename
        | C::ContactSurname
        | C::ContactName
        | C::Title
        | C::Relationship
        | C::Language
        | C::Season
        | C::HolidayName => &[H::YesNo, H::Dates, H::Mailboxes, H::Numbers, H::Prose],
        C::Email => &[H::YesNo, H::Dates, H::Numbers, H::Prose],
        C::Phone => &[H::YesNo, H::Dates, H::Mailboxes, H::Prose],
        C::Born | C::Admitted | C::SenFrom | C::Starts | C::Ends | C::HalfStarts | C::HalfEnds | C::Date => {
            &[H::YesNo, H::Mailboxes, H::Prose]
        }
        C::SenStatus | C::Need1 | C::Need2 | C::Need3 | C::Needs => &[H::Dates, H::Mailboxes, H::Prose],
        C::Year | C::Class | C::Classes | C::Upn | C::Role => &[H::YesNo, H::Dates, H::Mailboxes, H::Prose],
        C::Responsibility
        | C::Priority
        | C::NeedRank
        | C::Premium
        | C::Meals
        | C::Eal
        | C::Care
        | C::Percent
        | C::Possible
        | C::Attended => &[H::Dates, H::Mailboxes, H::Prose],
        _ => &[],
    };
    !cannot.contains(&holding)
}

/// Why a column is passed over that its heading speaks for.
pub(super) fn reason(column: C, holding: Holding) -> String {
    format!("holds {}, which cannot be “{}”", holding.words(), column.words())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(values: &[&str]) -> Holding {
        let owned: Vec<String> = values.iter().map(|v| (*v).to_owned()).collect();
        of(owned.iter())
    }

    #[test]
    fn a_column_is_what_its_values_are() {
        for (values, expected) in [
            (&["Yes", "No", "yes"][..], Holding::YesNo),
            (&["N", "K", "N", "E"], Holding::Words),
            (&["14/02/2018", "3rd May 2018", ""], Holding::Dates),
            (&["a@b.org", "c@d.org"], Holding::Mailboxes),
            (&["07700 900101", "+44 7700 900102"], Holding::Numbers),
            (&["1", "2", "43145"], Holding::Numbers),
            (&["", ""], Holding::Nothing),
            (&["Ada Bell", "No"], Holding::Words),
        ] {
            assert_eq!(holding(values), expected, "{values:?}");
        }
        assert!(!can_be(C::ContactName, Holding::YesNo) && can_be(C::Responsibility, Holding::YesNo));
        assert!(can_be(C::Born, Holding::Numbers), "the day numbers of a spreadsheet");
        assert!(C::ALL.iter().all(|c| can_be(*c, Holding::Nothing)));
    }
}
