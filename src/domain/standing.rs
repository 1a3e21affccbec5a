//! What a pupil's year owes and holds: reviews required and held, meetings with parents held and offered, what is planned, and the
//! state of each term's cell, with the reason in words.
//!
//! The Code of Practice (6.65) says schools *should meet* parents at least three times each year. Three counts are kept apart because
//! they are different things: a review that was held, a meeting in which a parent took part, and a meeting that was only offered.
//! Nothing here is stored: every page, mail and report asks this one function.

mod agreed;
mod cells;
mod sentence;

pub use cells::overlap;

use chrono::NaiveDate;

use super::{
    calendar::{AcademicYear, Calendar, Season, Window},
    sen_status::{SenCode, StatusSpan},
};

/// School days that must be left until a window closes for a pupil who has just joined, or is newly on SEN support, to be expected
/// in it: six school weeks. The Code has no rule for part of a year; this one is ours, and the help text says so.
pub const SIX_SCHOOL_WEEKS: i64 = 30;

/// From one day to another, both included; open where `until` is empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day, if it has ended.
    pub until: Option<NaiveDate>,
}

impl Span {
    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|u| day <= u)
    }
}

/// One meeting with parents, as far as the count is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// The day it counts for: when it was held, else when it was booked for, else when it was offered.
    pub on: NaiveDate,
    /// An invitation was accepted by a mail server, or logged by hand.
    pub offered: bool,
    /// At least one person with parental status took part, in whatever mode.
    pub met: bool,
    /// Booked for `on` and neither recorded nor cancelled yet.
    pub booked: bool,
}

/// One review that was held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Held {
    /// The day.
    pub on: NaiveDate,
    /// The day that had been agreed for it (Code of Practice 6.53), where one had.
    pub agreed_for: Option<NaiveDate>,
}

impl Held {
    /// One for which no day had been agreed.
    #[must_use]
    pub const fn on(on: NaiveDate) -> Self {
        Self { on, agreed_for: None }
    }
}

/// What sets when reviews are due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Rhythm {
    /// One in each term's window (Code of Practice 6.65).
    #[default]
    Terms,
    /// Each on the day agreed for it: plans beside SEN support, which no window binds and which may be reviewed more often.
    Agreed {
        /// The plan's last day, where it has one.
        ends_on: Option<NaiveDate>,
    },
}

/// Everything that is known about one pupil's year under one kind of plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The year asked about.
    pub year: AcademicYear,
    /// Reviews a full year needs under this kind of plan ([`Rules::reviews_a_year`](super::rules::Rules::reviews_a_year)).
    pub a_year: u32,
    /// When the pupil had, or has, a right to reviews: see [`supported`].
    pub supported: Vec<Span>,
    /// Reviews held, of any year.
    pub reviews: Vec<Held>,
    /// Meetings with parents of any year.
    pub meetings: Vec<Meeting>,
    /// The agreed date of the open cycle's review (Code of Practice 6.53).
    pub agreed_on: Option<NaiveDate>,
    /// The days planned ahead for reviews that are not the open cycle's, of this year and later ones.
    pub planned: Vec<(AcademicYear, Season, NaiveDate)>,
    /// Terms of this year that a person marked as not needed, with the reason.
    pub exemptions: Vec<(Season, String)>,
    /// Why support ended on the last day of a span, for each that ended.
    pub ended: Vec<(NaiveDate, Ended)>,
    /// What sets when its reviews are due.
    pub rhythm: Rhythm,
}

impl Facts {
    /// The day planned ahead for a term of the year asked about.
    #[must_use]
    pub fn planned_for(&self, season: Season) -> Option<NaiveDate> {
        self.planned.iter().find(|(year, of, _)| (*year, *of) == (self.year, season)).map(|(.., on)| *on)
    }

    /// Reviews held in the year asked about.
    pub(super) fn of_the_year(&self) -> impl Iterator<Item = Held> {
        self.reviews.iter().copied().filter(|held| self.year.contains(held.on))
    }

    /// Why support ended on a day, where that is known.
    fn ended_on(&self, day: NaiveDate) -> Option<Ended> {
        self.ended.iter().find(|(on, _)| *on == day).map(|(_, why)| *why)
    }
}

/// Why a pupil's reviews stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Left the school.
    Left,
    /// Moved to no SEN.
    NoLongerSen,
    /// The plan was closed.
    PlanClosed,
}

/// Why a term's review is not needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotNeeded {
    /// Fewer than six school weeks were left when support started on this day.
    StartedLate(NaiveDate),
    /// Support starts on this later day.
    NotYet(NaiveDate),
    /// Support ended on this day.
    Ended(Ended, NaiveDate),
    /// A person said so, for this reason.
    Said(String),
    /// The year's number is reached already.
    Enough,
    /// Its window closed without one, and the terms that are left are enough for the year's number.
    Spared,
    /// Never supported in this year.
    NotSupported,
    /// A plan beside SEN support, for which no review was agreed in this term.
    NoneAgreed,
}

/// The state of one term's cell, worked out from facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// Ahead, with time in hand.
    Planned,
    /// A meeting is booked for this day.
    Booked(NaiveDate),
    /// Held on this day; late if its due day had passed: the day agreed for it, or the close of its window where that is sooner.
    Done {
        /// The day.
        on: NaiveDate,
        /// After it was due.
        late: bool,
    },
    /// Due in so many school days, with nothing booked.
    DueSoon(i64),
    /// So many school days late.
    Overdue(i64),
    /// Not needed, and why.
    NotNeeded(NotNeeded),
}

impl State {
    /// Whether a review is late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        matches!(self, Self::Overdue(_))
    }

    /// The reason a term is not needed, in words; `None` for any other state.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        sentence::reason(self)
    }
}

/// One term of the year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Which term.
    pub season: Season,
    /// When its reviews are held.
    pub window: Window,
    /// When this pupil's is due: the agreed date if it falls to this term, else the planned one, else the day the window closes. Of one that
    /// was held, when it had been due.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub state: State,
}

impl Cell {
    /// Whether its meeting is booked for a day after it is due.
    #[must_use]
    pub fn is_booked_late(&self) -> bool {
        matches!(self.state, State::Booked(on) if self.due_on < on)
    }
}

/// The colour of the whole year. Never shown without its word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Light {
    /// Held in every closed window, and the next one dated or far off.
    OnTrack,
    /// A meeting is booked, for a day after its review is due.
    BookedLate,
    /// The current one has no meeting booked and is due soon.
    AtRisk,
    /// Something is late.
    Late,
}

impl Light {
    /// The word that goes with the colour.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::BookedLate => "Booked late",
            Self::AtRisk => "Due soon",
            Self::Late => "Late",
        }
    }
}

/// Where a pupil's year stands on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The year.
    pub year: AcademicYear,
    /// Reviews this pupil's year needs.
    pub required: u32,
    /// Reviews held, however many of them in one term.
    pub reviews_held: u32,
    /// Terms that expected a review of this pupil and have one: the promise of the Code (6.65) counts these. Beside SEN support, where no
    /// term binds, the reviews themselves.
    pub terms_covered: u32,
    /// Meetings in which a parent took part.
    pub meetings_held: u32,
    /// Meetings offered, whether or not anybody came.
    pub meetings_offered: u32,
    /// Reviews still needed that have a date: an agreed one or a booked meeting.
    pub planned: u32,
    /// The three terms, in order.
    pub cells: [Cell; 3],
    /// All of it in one word.
    pub light: Light,
    /// All of it in a sentence or two.
    pub sentence: String,
}

/// The days on which a pupil had a right to reviews as a pupil with SEN: on roll and of status K or E. A change from K to E goes on.
/// It starts with the status and not with the plan, so that a plan opened late does not make a review less.
#[must_use]
pub fn supported(on_roll: &[Span], statuses: &[StatusSpan]) -> Vec<Span> {
    let with_sen = statuses.iter().filter(|s| s.code != SenCode::None).map(|s| Span { from: s.from, until: s.until });
    cells::joined(with_sen.flat_map(|sen| on_roll.iter().filter_map(move |roll| cells::overlap(*roll, sen))).collect())
}

/// Why support ended, for each span that did: the pupil left that day, else what ends support of this kind.
#[must_use]
pub fn ended(on_roll: &[Span], supported: &[Span], otherwise: Ended) -> Vec<(NaiveDate, Ended)> {
    let left = |end| on_roll.iter().any(|roll| roll.until == Some(end));
    let ends = supported.iter().filter_map(|span| span.until);
    ends.map(|end| (end, if left(end) { Ended::Left } else { otherwise })).collect()
}

/// Where this pupil's year stands on `today`.
#[must_use]
pub fn standing(calendar: &Calendar, facts: &Facts, due_soon_days: i64, today: NaiveDate) -> Standing {
    let (cells, expected) = match facts.rhythm {
        Rhythm::Terms => cells::cells(calendar, facts, due_soon_days, today),
        Rhythm::Agreed { ends_on } => agreed::cells(calendar, facts, ends_on, due_soon_days, today),
    };
    let required = cells::required(facts.a_year, expected.many());
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let meetings = || facts.meetings.iter().filter(|m| facts.year.contains(m.on));
    let light = cells::light(&cells);
    let mut standing = Standing {
        year: facts.year,
        required,
        reviews_held: count(facts.of_the_year().count()),
        meetings_held: count(meetings().filter(|m| m.met).count()),
        meetings_offered: count(meetings().filter(|m| m.offered || m.met).count()),
        terms_covered: count(cells.iter().enumerate().filter(|(n, cell)| expected.covers(*n, cell)).count()),
        planned: count(cells.iter().filter(|c| cells::is_dated(c, facts, today)).count()),
        cells,
        light,
        sentence: String::new(),
    };
    if facts.rhythm != Rhythm::Terms {
        standing.terms_covered = standing.reviews_held;
    }
    standing.sentence = sentence::sentence(calendar, &standing, &facts.rhythm, today);
    standing
}

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
