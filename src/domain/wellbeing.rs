//! How a pupil is, once a term: five measures from 1 to 5, said by the pupil or by an adult. The two are never mixed, and nobody has to
//! say anything. The measures are the school's own five; they are no licensed scale, and no sum is made of them.

use std::fmt;

use chrono::NaiveDate;

use super::calendar::{AcademicYear, Calendar, Season};

coded! {
    /// What is asked.
    Measure {
        /// Believing in oneself.
        Confidence = "confidence", "Confidence";
        /// Going on when it is hard.
        Resilience = "resilience", "Resilience";
        /// Getting on with other children.
        Peers = "peers", "Peer relationships";
        /// Getting on with adults.
        Adults = "adults", "Adult relationships";
        /// Wanting to learn.
        Motivation = "motivation", "Motivation";
    }
}

impl Measure {
    /// As a child reads it, or has it read out.
    #[must_use]
    pub fn for_a_child(self) -> &'static str {
        match self {
            Self::Confidence => "I can do things",
            Self::Resilience => "I keep trying when it is hard",
            Self::Peers => "I get on with other children",
            Self::Adults => "I get on with the grown-ups here",
            Self::Motivation => "I want to join in and learn",
        }
    }

    /// What an adult looks at.
    #[must_use]
    pub fn for_an_adult(self) -> &'static str {
        match self {
            Self::Confidence => "Speaks up, tries new things",
            Self::Resilience => "Goes on after a mistake or a setback",
            Self::Peers => "Plays and works with others, has friends",
            Self::Adults => "Trusts adults here, asks for help",
            Self::Motivation => "Joins in, wants to learn",
        }
    }
}

coded! {
    /// A step of the scale, in a child's words: 1 is the lowest.
    Rating {
        /// 1
        One = "1", "No";
        /// 2
        Two = "2", "Not much";
        /// 3
        Three = "3", "Sometimes";
        /// 4
        Four = "4", "Mostly";
        /// 5
        Five = "5", "Yes";
    }
}

impl Rating {
    /// 1 to 5.
    #[must_use]
    pub fn steps(self) -> i64 {
        self as i64 + 1
    }

    /// The step with this number.
    #[must_use]
    pub fn of_steps(steps: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.steps() == steps)
    }

    /// As an adult says it of a pupil.
    #[must_use]
    pub fn for_an_adult(self) -> &'static str {
        match self {
            Self::One => "Very low",
            Self::Two => "Low",
            Self::Three => "In between",
            Self::Four => "High",
            Self::Five => "Very high",
        }
    }
}

coded! {
    /// Who says it.
    Source {
        /// The pupil.
        Pupil = "pupil", "The pupil";
        /// A member of staff.
        Adult = "adult", "An adult";
    }
}

/// What was said: a step of each measure, or nothing where they did not want to say.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Answers(pub [Option<Rating>; 5]);

impl Answers {
    /// What was said of one measure.
    #[must_use]
    pub fn of(&self, measure: Measure) -> Option<Rating> {
        self.0[measure as usize]
    }

    /// Whether nothing was said of any.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

/// One filling-in that stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Filled {
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub source: Source,
    /// What was said.
    pub answers: Answers,
}

/// A term of a year: "Spring 2027" is that of the year 2026/27.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TermOf(pub AcademicYear, pub Season);

impl TermOf {
    /// The term to which a day belongs; a holiday belongs to the term before it.
    #[must_use]
    pub fn containing(calendar: &Calendar, day: NaiveDate) -> Self {
        let (year, season) = calendar.season_of(day);
        Self(year, season)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self.1 {
            Season::Autumn => Self(self.0, Season::Spring),
            Season::Spring => Self(self.0, Season::Summer),
            Season::Summer => Self(self.0.next(), Season::Autumn),
        }
    }
}

impl fmt::Display for TermOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.0.starting() + i32::from(self.1 != Season::Autumn);
        write!(f, "{} {year}", self.1.title())
    }
}

/// What stands for a term: the last that each of the two said in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TermSaid {
    /// Which term.
    pub term: TermOf,
    /// The pupil.
    pub pupil: Option<Answers>,
    /// The adults: the last of them.
    pub adult: Option<Answers>,
}

impl TermSaid {
    /// What one of the two said.
    #[must_use]
    pub fn by(&self, source: Source) -> Option<Answers> {
        match source {
            Source::Pupil => self.pupil,
            Source::Adult => self.adult,
        }
    }

    /// Whether nobody filled it in.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.pupil.is_none() && self.adult.is_none()
    }
}

/// Every term from the first in which anybody filled it in to that of today, so that a term without is seen as a gap. Empty where nobody ever
/// did. `filled` is in the order in which it was filled in.
#[must_use]
pub fn by_term(calendar: &Calendar, filled: &[Filled], today: NaiveDate) -> Vec<TermSaid> {
    let this = TermOf::containing(calendar, today);
    let Some(first) = filled.iter().map(|one| TermOf::containing(calendar, one.on)).min() else { return Vec::new() };
    let terms = std::iter::successors(Some(first), |term| Some(term.next())).take_while(|term| *term <= this);
    let last = |term, source| {
        let of_term = filled.iter().filter(|one| one.source == source && TermOf::containing(calendar, one.on) == term);
        of_term.max_by_key(|one| one.on).map(|one| one.answers)
    };
    terms.map(|term| TermSaid { term, pupil: last(term, Source::Pupil), adult: last(term, Source::Adult) }).collect()
}

/// Whether one of these days lies in the term of today: nothing is missing then.
#[must_use]
pub fn is_of_this_term(calendar: &Calendar, last: Option<NaiveDate>, today: NaiveDate) -> bool {
    last.is_some_and(|day| TermOf::containing(calendar, day) >= TermOf::containing(calendar, today))
}

/// How one measure has changed between two terms, both said by the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which.
    pub measure: Measure,
    /// Before, and when that was; nothing where it was never said before.
    pub before: Option<(Rating, TermOf)>,
    /// Now.
    pub now: Rating,
}

/// Steps from which on a fall is told: it is too much to be a mood.
const STEEP: i64 = 2;

impl Change {
    /// Whether it fell so far that somebody should know.
    #[must_use]
    pub fn is_steep_fall(&self) -> bool {
        self.before.is_some_and(|(before, _)| before.steps() - self.now.steps() >= STEEP)
    }

    /// "Confidence rose from 2 to 4 since Summer 2026".
    #[must_use]
    pub fn words(&self) -> String {
        let (what, now) = (self.measure.words(), self.now.steps());
        match self.before {
            None => format!("{what}: {now}, said for the first time"),
            Some((before, term)) if before == self.now => format!("{what} stayed at {now} since {term}"),
            Some((before, term)) => {
                let went = if before < self.now { "rose" } else { "fell" };
                format!("{what} {went} from {} to {now} since {term}", before.steps())
            }
        }
    }
}

/// How what one of the two said last differs from what the same one said before, measure by measure, with the term in which it was said last.
/// A measure that was not said last has no change. `terms` are those of [`by_term`].
#[must_use]
pub fn changes(terms: &[TermSaid], source: Source) -> Option<(TermOf, Vec<Change>)> {
    let said: Vec<(TermOf, Answers)> = terms.iter().filter_map(|one| Some((one.term, one.by(source)?))).collect();
    let ((term, last), earlier) = said.split_last()?;
    let change = |measure: Measure| {
        let now = last.of(measure)?;
        let before = earlier.iter().rev().find_map(|(term, said)| Some((said.of(measure)?, *term)));
        Some(Change { measure, before, now })
    };
    Some((*term, Measure::ALL.iter().filter_map(|measure| change(*measure)).collect()))
}

#[cfg(test)]
mod tests;
