//! The school's own pupil fields: what a school wants to know of a pupil that has no place of its own, each with a kind by which what is
//! filled in is checked. A field may be called otherwise, and take other numbers or choices; its kind stays, so that what was filled in can
//! always be read.

use chrono::NaiveDate;

use super::{access::Thing, target::Score, time::LongDay};

/// The most fields that a school has at one time: more is no form that anybody fills in.
pub const MOST_FIELDS: usize = 40;
/// The most choices of a field.
pub const MOST_CHOICES: usize = 30;
/// The most letters of a name, a unit, a line of help and a choice.
pub const LONGEST_NAME: usize = 80;
/// The most letters of one line that is filled in.
pub const LONGEST_LINE: usize = 200;
/// The most letters of a longer text.
pub const LONGEST_TEXT: usize = 2000;

coded! {
    /// What is filled in.
    FieldKind {
        /// A few words.
        Line = "line", "One line of text";
        /// Several lines.
        Text = "text", "Longer text";
        /// One of the two.
        YesNo = "yes_no", "Yes or no";
        /// With a unit and a range, if it has them.
        Number = "number", "Number";
        /// A day.
        Date = "date", "Date";
        /// One of those that the school names.
        Choice = "choice", "One of a list of choices";
    }
}

coded! {
    /// Who sees a field, and what is filled in.
    Audience {
        /// Who sees that the pupil is here.
        Pupil = "pupil", "Everybody who sees the pupil, the office and assistants too";
        /// Who sees status and needs.
        Record = "record", "Only who sees the SEN record";
    }
}

impl Audience {
    /// What somebody must be allowed to see of the pupil.
    #[must_use]
    pub fn thing(self) -> Thing {
        match self {
            Self::Pupil => Thing::Pupil,
            Self::Record => Thing::SenRecord,
        }
    }
}

/// A field as the school words it now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PupilField {
    /// As the school calls it.
    pub name: String,
    /// What is to be filled in, in one line; may be empty.
    pub help: String,
    /// What is filled in.
    pub kind: FieldKind,
    /// Who sees it.
    pub audience: Audience,
    /// What a number counts; may be empty.
    pub unit: String,
    /// The lowest number that can be, if there is one.
    pub lowest: Option<Score>,
    /// The highest.
    pub highest: Option<Score>,
    /// Of what one is chosen.
    pub choices: Vec<String>,
}

/// Why something is not filled in.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ValueProblem {
    /// More than is kept.
    #[error("“{0}” has {1} letters: shorten it to {2}")]
    TooLong(String, usize, usize),
    /// Neither of the two.
    #[error("Choose yes or no for “{0}”, or that it is not filled in")]
    NotYesNo(String),
    /// No number.
    #[error("“{0}” must be a number, like 12 or 3.5")]
    NotANumber(String),
    /// Under the lowest.
    #[error("“{0}” must be {1} or more")]
    TooLow(String, Score),
    /// Over the highest.
    #[error("“{0}” must be {1} or less")]
    TooHigh(String, Score),
    /// No day.
    #[error("“{0}” must be a real date, like 2026-11-24")]
    NotADay(String),
    /// None of those that the school names.
    #[error("Choose one of the choices of “{0}”")]
    NotAChoice(String),
}

/// What becomes of a value when a form is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filled {
    /// Nobody has touched it.
    Same,
    /// It is taken away.
    Emptied,
    /// This is filled in.
    With(String),
}

impl PupilField {
    /// What a form makes of a value. What stands as it stood is never refused: the school may have narrowed the field since.
    ///
    /// # Errors
    /// Why what was typed is no value of this field.
    pub fn filled(&self, before: Option<&str>, typed: &str) -> Result<Filled, ValueProblem> {
        match typed.trim() {
            same if same == before.unwrap_or_default() => Ok(Filled::Same),
            "" => Ok(Filled::Emptied),
            typed => match self.read(typed)? {
                same if Some(same.as_str()) == before => Ok(Filled::Same),
                new => Ok(Filled::With(new)),
            },
        }
    }

    /// A value as it is kept: a day as 2026-11-24, a number without what parts its thousands.
    fn read(&self, typed: &str) -> Result<String, ValueProblem> {
        match self.kind {
            FieldKind::Line => self.short(&typed.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST_LINE),
            FieldKind::Text => self.short(typed, LONGEST_TEXT),
            FieldKind::YesNo if ["yes", "no"].contains(&typed) => Ok(typed.to_owned()),
            FieldKind::YesNo => Err(ValueProblem::NotYesNo(self.name.clone())),
            FieldKind::Number => self.number(typed),
            FieldKind::Date => match typed.parse::<NaiveDate>() {
                Ok(day) => Ok(day.to_string()),
                Err(_) => Err(ValueProblem::NotADay(self.name.clone())),
            },
            FieldKind::Choice if self.choices.iter().any(|one| one == typed) => Ok(typed.to_owned()),
            FieldKind::Choice => Err(ValueProblem::NotAChoice(self.name.clone())),
        }
    }

    fn short(&self, text: &str, most: usize) -> Result<String, ValueProblem> {
        match text.chars().count() {
            many if many > most => Err(ValueProblem::TooLong(self.name.clone(), many, most)),
            _ => Ok(text.to_owned()),
        }
    }

    fn number(&self, typed: &str) -> Result<String, ValueProblem> {
        let number = Score::parse(typed).map_err(|_| ValueProblem::NotANumber(self.name.clone()))?;
        if let Some(lowest) = self.lowest.filter(|lowest| number < *lowest) {
            return Err(ValueProblem::TooLow(self.name.clone(), lowest));
        }
        if let Some(highest) = self.highest.filter(|highest| number > *highest) {
            return Err(ValueProblem::TooHigh(self.name.clone(), highest));
        }
        Ok(number.to_string())
    }

    /// A value as people read it: "12 cm", "Yes", "Tuesday 24 November 2026".
    #[must_use]
    pub fn shown(&self, value: &str) -> String {
        let read = match self.kind {
            FieldKind::YesNo if value == "yes" => Some("Yes".to_owned()),
            FieldKind::YesNo if value == "no" => Some("No".to_owned()),
            FieldKind::Number => Score::parse(value).ok().map(|number| number.of(&self.unit)),
            FieldKind::Date => value.parse().ok().map(|day| LongDay(day).to_string()),
            _ => None,
        };
        read.unwrap_or_else(|| value.to_owned())
    }

    /// "From 0 to 30 cm", "At least 1"; nothing where every number can be.
    #[must_use]
    pub fn range_words(&self) -> String {
        match (self.lowest, self.highest) {
            (Some(lowest), Some(highest)) => format!("From {lowest} to {}", highest.of(&self.unit)),
            (Some(lowest), None) => format!("At least {}", lowest.of(&self.unit)),
            (None, Some(highest)) => format!("At most {}", highest.of(&self.unit)),
            (None, None) => String::new(),
        }
    }
}

/// Why choices cannot be.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChoicesProblem {
    /// Nothing to choose from.
    #[error("Write down at least two choices, each on a line of its own")]
    TooFew,
    /// A list that nobody reads.
    #[error("There are {0} choices: keep at most {MOST_CHOICES}")]
    TooMany(usize),
    /// One that does not fit.
    #[error("“{0}” is too long: a choice has at most {LONGEST_NAME} letters")]
    TooLong(String),
    /// The same.
    #[error("“{0}” stands there twice: keep one of them")]
    Twice(String),
}

/// The choices of a text, each on a line of its own.
///
/// # Errors
/// What is wrong with them.
pub fn choices(text: &str) -> Result<Vec<String>, ChoicesProblem> {
    let all: Vec<String> = text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if let Some(long) = all.iter().find(|one| one.chars().count() > LONGEST_NAME) {
        return Err(ChoicesProblem::TooLong(long.clone()));
    }
    let is_twice = |(n, one): &(usize, &String)| all[..*n].iter().any(|before| plain(before) == plain(one));
    if let Some((_, twice)) = all.iter().enumerate().find(is_twice) {
        return Err(ChoicesProblem::Twice(twice.clone()));
    }
    match all.len() {
        0 | 1 => Err(ChoicesProblem::TooFew),
        many if many > MOST_CHOICES => Err(ChoicesProblem::TooMany(many)),
        _ => Ok(all),
    }
}

/// What has a place of its own, by the names under which a school may ask for it, and where that is.
const PLACES: &[(&[&str], &str)] = &[
    (&["sen status", "sen stage", "sen code", "sen provision", "sen"], "on the record, under “SEN status”"),
    (&["need", "needs", "primary need", "sen need", "area of need", "diagnosis"], "on the record, under “Needs”"),
    (&["date of birth", "dob", "birthday"], "on the pupil’s page, under “About”"),
    (&["upn", "unique pupil number"], "on the pupil’s page, under “About”"),
    (&["first language", "home language", "language at home", "eal"], "on the pupil’s page, under “About”"),
    (&["pupil premium", "pp", "free school meals", "fsm", "in care", "lac"], "on the pupil’s page, under “About”"),
    (&["class", "form", "tutor group", "year", "year group", "nc year"], "at the head of each of the pupil’s pages"),
    (&["name", "forename", "first name", "surname", "preferred name"], "at the head of each of the pupil’s pages"),
    (&["attendance", "% attendance", "attendance %"], "on the record, under “Attendance”"),
    (&["top-up funding", "sen unit", "resourced provision"], "on the record, under “For the census”"),
    (&["one-page profile", "likes", "dislikes"], "in the one-page profile"),
    (&["safeguarding", "child protection"], "with the designated safeguarding lead, and not here"),
];

/// Where that stands already which a field of this name would ask for.
#[must_use]
pub fn own_place(name: &str) -> Option<&'static str> {
    PLACES.iter().find(|(names, _)| names.contains(&plain(name).as_str())).map(|(_, place)| *place)
}

/// Whether two names are the same to a reader, whatever the case and the spaces.
#[must_use]
pub fn is_same_name(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
