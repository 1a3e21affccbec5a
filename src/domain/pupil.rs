//! A pupil: UPN, year group, date of birth.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::calendar::AcademicYear;

/// Nobody on a school's roll is older than this, in years: an EHC plan may run to 25 (Children and Families Act 2014 s.46).
const OLDEST: i32 = 26;

/// Why a day cannot be a pupil's date of birth.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BirthdayProblem {
    /// It is today or later.
    #[error("the date of birth, {0}, is not in the past")]
    Ahead(NaiveDate),
    /// Whoever was born then is no pupil any more.
    #[error("the date of birth, {0}, is too long ago for a pupil")]
    LongAgo(NaiveDate),
}

/// Checks a date of birth.
///
/// # Errors
/// A sentence that names the day.
pub fn check_birthday(born: NaiveDate, today: NaiveDate) -> Result<(), BirthdayProblem> {
    match () {
        () if born >= today => Err(BirthdayProblem::Ahead(born)),
        () if born.year() < AcademicYear::containing(today).starting() - OLDEST => Err(BirthdayProblem::LongAgo(born)),
        () => Ok(()),
    }
}

/// The national curriculum year a school reports. Never worked out from the birthday: pupils may be taught out of their cohort.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NcYear {
    /// First nursery year.
    N1,
    /// Second nursery year.
    N2,
    /// Reception.
    Reception,
    /// Years 1 to 14.
    Year(u8),
}

impl NcYear {
    /// The year group above.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::N1 => Self::N2,
            Self::N2 => Self::Reception,
            Self::Reception => Self::Year(1),
            Self::Year(n) => Self::Year((n + 1).min(14)),
        }
    }

    /// Reads "N2", "R", "Reception", "Foundation 2", "4", "Year 4", "Yr 4", "Y04". What may be two years ("EYFS", "Year 5/6") is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
        let number = ["YEAR", "YR", "Y", ""].iter().find_map(|lead| plain.strip_prefix(lead)).unwrap_or(&plain);
        match plain.as_str() {
            "N1" | "NURSERY1" => Some(Self::N1),
            // The first year of the foundation stage is the one before reception.
            "N2" | "N" | "NURSERY" | "NURSERY2" | "NURSERYYEAR" | "F1" | "FS1" | "FOUNDATION1" | "FOUNDATIONSTAGE1"
            | "PRESCHOOL" => Some(Self::N2),
            "R" | "YR" | "YEARR" | "RECEPTION" | "RECEPTIONYEAR" | "YEARRECEPTION" | "RECEPTIONCLASS" | "REC"
            | "F2" | "FS2" | "FOUNDATION2" | "FOUNDATIONSTAGE2" | "0" | "00" | "Y0" | "YR0" | "YEAR0" => {
                Some(Self::Reception)
            }
            _ => number.parse().ok().filter(|n| (1..=14).contains(n)).map(Self::Year),
        }
    }

    /// "N1", "N2", "R", "1" … "14", as kept in tables.
    #[must_use]
    pub fn as_code(self) -> String {
        match self {
            Self::N1 => "N1".to_owned(),
            Self::N2 => "N2".to_owned(),
            Self::Reception => "R".to_owned(),
            Self::Year(n) => n.to_string(),
        }
    }
}

impl fmt::Display for NcYear {
    /// "Nursery", "Reception", "Year 4".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::N1 => f.write_str("Nursery 1"),
            Self::N2 => f.write_str("Nursery 2"),
            Self::Reception => f.write_str("Reception"),
            Self::Year(n) => write!(f, "Year {n}"),
        }
    }
}

/// A unique pupil number whose check letter is right. Sensitive: never in a URL or a message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Upn(String);

/// Why a text is no UPN.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum UpnProblem {
    /// Not 13 characters: a letter, 11 digits, and a digit or (temporary) a letter.
    #[error("is not a UPN: a letter and 12 digits, the last of which may be a letter")]
    Form,
    /// The check letter belongs to other digits: one of the 13 was mistyped.
    #[error("is not a UPN: its check letter should be {0}")]
    CheckLetter(char),
}

/// The letters of a UPN in the order of their value: no I, O or S.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

impl Upn {
    /// Reads a UPN, ignoring case and white space. The authority's number within it is not checked: new ones appear.
    ///
    /// # Errors
    /// When its form or its check letter is wrong (GovTalk UPN standard 2.0).
    pub fn parse(text: &str) -> Result<Self, UpnProblem> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let bytes = plain.as_bytes();
        let is_formed = bytes.len() == 13
            && letter_value(bytes[0]).is_some()
            && bytes[1..12].iter().all(u8::is_ascii_digit)
            && (bytes[12].is_ascii_digit() || letter_value(bytes[12]).is_some());
        if !is_formed {
            return Err(UpnProblem::Form);
        }
        let value = |b: u8| letter_value(b).unwrap_or_else(|| usize::from(b - b'0'));
        let sum: usize = bytes[1..].iter().zip(2..).map(|(b, weight)| value(*b) * weight).sum();
        let check = LETTERS[sum % LETTERS.len()];
        if bytes[0] == check { Ok(Self(plain)) } else { Err(UpnProblem::CheckLetter(char::from(check))) }
    }

    /// The 13 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a temporary one, which ends in a letter.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.0.ends_with(|c: char| c.is_ascii_uppercase())
    }
}

fn letter_value(byte: u8) -> Option<usize> {
    LETTERS.iter().position(|l| *l == byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_upns_pass_and_a_wrong_letter_does_not() {
        let good = ["P207000016049", "B801200005001", "Z882200018001", "N882200018002", "D882400025123"];
        for upn in good {
            assert!(Upn::parse(upn).is_ok_and(|u| !u.is_temporary()), "{upn}");
        }
        for upn in ["X88240002512Z", "Y88220001801A"] {
            assert!(Upn::parse(upn).is_ok_and(|u| u.is_temporary()), "{upn}");
        }
        assert_eq!(Upn::parse("A801200005001"), Err(UpnProblem::CheckLetter('B')));
        assert_eq!(Upn::parse(" p207 0000 16049 ").unwrap().as_str(), "P207000016049");
    }

    #[test]
    fn what_is_not_formed_like_a_upn_is_none() {
        for bad in
            ["", "P20700001604", "P2070000160490", "I207000016049", "P20700001604O", "1207000016049", "P20700O016049"]
        {
            assert_eq!(Upn::parse(bad), Err(UpnProblem::Form), "{bad}");
        }
    }

    #[test]
    fn any_one_wrong_digit_is_noticed() {
        let good = "Z882200018001";
        for place in 1..13 {
            for digit in '0'..='9' {
                let mut chars: Vec<char> = good.chars().collect();
                chars[place] = digit;
                let one: String = chars.into_iter().collect();
                assert_eq!(Upn::parse(&one).is_ok(), one == good, "{one}");
            }
        }
    }

    #[test]
    fn years_are_read_as_schools_write_them() {
        for (text, year) in [
            ("N2", NcYear::N2),
            ("nursery", NcYear::N2),
            ("R", NcYear::Reception),
            ("Year R", NcYear::Reception),
            ("4", NcYear::Year(4)),
            ("04", NcYear::Year(4)),
            ("Year 11", NcYear::Year(11)),
            ("Yr 3", NcYear::Year(3)),
            ("y6", NcYear::Year(6)),
            ("0", NcYear::Reception),
            ("Foundation 2", NcYear::Reception),
            ("FS1", NcYear::N2),
        ] {
            assert_eq!(NcYear::parse(text), Some(year), "{text}");
        }
        for bad in ["", "15", "4A", "Kindergarten", "EYFS", "Year 5/6", "KS2"] {
            assert_eq!(NcYear::parse(bad), None, "{bad}");
        }
        assert!(NcYear::N1 < NcYear::Reception && NcYear::Reception < NcYear::Year(1));
        assert_eq!(NcYear::parse(&NcYear::Reception.as_code()), Some(NcYear::Reception));
    }
}
