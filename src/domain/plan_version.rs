//! Versions of a plan: what was agreed never changes; what is to change is drafted beside it, and in force only once it is agreed (Code of
//! Practice 6.48). What two versions say differently is told in plain words.

mod compared;

use chrono::NaiveDate;

pub use compared::{Said, SaidLine, SaidOutcome, SaidTarget, changes};

coded! {
    /// How an answer to a version came.
    AnswerHow {
        /// At a meeting.
        Meeting = "meeting", "at the meeting";
        /// On the phone.
        Phone = "phone", "by phone";
        /// Face to face.
        InPerson = "in_person", "in person";
        /// On paper.
        Paper = "paper", "on paper";
        /// On the page behind their link.
        Link = "link", "behind their link";
    }
}

/// What was written down of one version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Version {
    /// Its row.
    pub id: i64,
    /// 1, 2, 3 … within its plan.
    pub number: i64,
    /// The day on which it was agreed.
    pub agreed_on: Option<NaiveDate>,
    /// Nobody goes on with it.
    pub is_discarded: bool,
    /// How often it was saved as a draft.
    pub saves: i64,
}

/// Where a version stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// It is being written; the class works on with the version in force.
    Draft,
    /// It is what the class works with, since this day.
    InForce(NaiveDate),
    /// Another one took its place on this day.
    Superseded(NaiveDate),
    /// It was a draft that nobody went on with.
    Discarded,
}

/// Something that cannot become of a version.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IllegalMove {
    /// Agreed is agreed.
    #[error("This version is agreed and never changes: change the plan, and a draft of the next is begun")]
    Agreed,
    /// Nobody goes on with it.
    #[error("This draft was discarded")]
    Discarded,
    /// A day to come.
    #[error("The day on which it was agreed is still to come")]
    Ahead,
    /// Agreed before the plan was begun.
    #[error("It cannot have been agreed before the plan was begun")]
    TooEarly,
}

impl Version {
    /// Whether it is still being written.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.agreed_on.is_none() && !self.is_discarded
    }

    /// Agrees a draft on a day, of a plan that was begun on another.
    ///
    /// # Errors
    /// When it is no draft, or the day cannot be.
    pub fn agree(self, on: NaiveDate, begun: NaiveDate, today: NaiveDate) -> Result<Self, IllegalMove> {
        self.discard()?;
        agreed_on(on, begun, today)?;
        Ok(Self { agreed_on: Some(on), ..self })
    }

    /// Discards a draft.
    ///
    /// # Errors
    /// When it is no draft.
    pub fn discard(self) -> Result<Self, IllegalMove> {
        match self {
            Self { agreed_on: Some(_), .. } => Err(IllegalMove::Agreed),
            Self { is_discarded: true, .. } => Err(IllegalMove::Discarded),
            draft => Ok(Self { is_discarded: true, ..draft }),
        }
    }
}

/// Checks the day on which a version is said to have been agreed, of a plan that was begun on another: the first, too, which is no draft.
///
/// # Errors
/// When the day cannot be.
pub fn agreed_on(on: NaiveDate, begun: NaiveDate, today: NaiveDate) -> Result<(), IllegalMove> {
    match () {
        () if on > today => Err(IllegalMove::Ahead),
        () if on < begun => Err(IllegalMove::TooEarly),
        () => Ok(()),
    }
}

/// The version in force: the last that was agreed.
#[must_use]
pub fn in_force(all: &[Version]) -> Option<&Version> {
    all.iter().filter(|one| one.agreed_on.is_some()).max_by_key(|one| one.number)
}

/// The draft that is being written, if there is one.
#[must_use]
pub fn draft(all: &[Version]) -> Option<&Version> {
    all.iter().rfind(|one| one.is_draft())
}

/// Where one of a plan's versions stands.
#[must_use]
pub fn stands(one: &Version, all: &[Version]) -> Stands {
    let Some(agreed) = one.agreed_on else {
        return if one.is_discarded { Stands::Discarded } else { Stands::Draft };
    };
    let later = all.iter().filter(|other| other.number > one.number).find_map(|other| other.agreed_on);
    later.map_or(Stands::InForce(agreed), Stands::Superseded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    fn version(number: i64, agreed: Option<u32>, is_discarded: bool) -> Version {
        Version { id: number, number, agreed_on: agreed.map(day), is_discarded, saves: 1 }
    }

    #[test]
    fn the_last_that_was_agreed_is_in_force_and_those_before_are_superseded() {
        let all =
            [version(1, Some(2), false), version(2, None, true), version(3, Some(9), false), version(4, None, false)];
        let where_each: Vec<Stands> = all.iter().map(|one| stands(one, &all)).collect();
        let right = [Stands::Superseded(day(9)), Stands::Discarded, Stands::InForce(day(9)), Stands::Draft];
        assert_eq!(where_each, right);
        assert_eq!((in_force(&all).unwrap().number, draft(&all).unwrap().number), (3, 4));
        assert_eq!((in_force(&[]), draft(&all[..3])), (None, None));
    }

    #[test]
    fn what_is_agreed_or_discarded_moves_no_more_and_no_day_ahead_is_agreed_on() {
        let (draft, agreed, gone) = (version(2, None, false), version(1, Some(2), false), version(3, None, true));
        assert_eq!(draft.agree(day(5), day(1), day(9)), Ok(Version { agreed_on: Some(day(5)), ..draft }));
        assert_eq!(draft.agree(day(10), day(1), day(9)), Err(IllegalMove::Ahead));
        assert_eq!(draft.agree(day(1), day(2), day(9)), Err(IllegalMove::TooEarly));
        assert_eq!(agreed.agree(day(5), day(1), day(9)), Err(IllegalMove::Agreed));
        assert_eq!((agreed.discard(), gone.discard()), (Err(IllegalMove::Agreed), Err(IllegalMove::Discarded)));
        assert_eq!(gone.agree(day(5), day(1), day(9)), Err(IllegalMove::Discarded));
    }
}
