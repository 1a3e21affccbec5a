//! Which child a message or a page is about, where an adult has more than one here. Nothing that leaves the house and nothing in front of
//! the code names a child: the year group tells them apart, and where it does not, or the school does not want it told, the day and time of
//! the meeting do. Behind the code the child has their name.

use std::fmt;

use super::{
    ids::PupilId,
    pupil::NcYear,
    time::{ClockTime, Day, Moment},
};

/// A child on roll about whom an adult may be written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Child {
    /// Who.
    pub pupil: PupilId,
    /// Their year group, where the school has told it.
    pub year: Option<NcYear>,
}

/// What tells one child of an adult's from the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// The year group: no other child of theirs is in it.
    Year(NcYear),
    /// Nothing but the meeting itself: others are in the same year group, or it is not told.
    Alike(Option<NcYear>),
}

/// How a child of an adult's is told from their others; `None` for an only child. `by_year` is the school's setting.
#[must_use]
pub fn mark(about: PupilId, children: &[Child], by_year: bool) -> Option<Mark> {
    let this = children.iter().find(|child| child.pupil == about)?;
    let others = || children.iter().filter(|child| child.pupil != about);
    others().next()?;
    Some(match this.year.filter(|_| by_year) {
        Some(year) if others().all(|other| other.year.is_some_and(|of| of != year)) => Mark::Year(year),
        year => Mark::Alike(year),
    })
}

impl Mark {
    /// The words for a message or a page about a meeting at a time: "This is about your child in Year 5."
    #[must_use]
    pub fn sentence(self, at: Option<Moment>) -> String {
        let Some(local) = at.filter(|_| matches!(self, Self::Alike(_))).map(Moment::local) else {
            return format!("This is about {self}.");
        };
        format!(
            "This is about {self}: the one for whom we have {}, {}. The page says which once you have typed our code.",
            Day(local.date()),
            ClockTime(local.time())
        )
    }

    /// What a subject bears besides, so that two messages of a day are not one: " (Year 5)".
    #[must_use]
    pub fn short(self) -> String {
        match self {
            Self::Year(year) => format!(" ({year})"),
            Self::Alike(_) => String::new(),
        }
    }
}

impl fmt::Display for Mark {
    /// "your child in Year 5", "one of your children in Reception", "one of your children".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "your child in {year}"),
            Self::Alike(Some(year)) => write!(f, "one of your children in {year}"),
            Self::Alike(None) => f.write_str("one of your children"),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};

    use super::*;

    fn child(id: i64, year: Option<u8>) -> Child {
        Child { pupil: PupilId(id), year: year.map(NcYear::Year) }
    }

    #[test]
    fn two_children_of_one_adult_are_told_apart_without_a_name() {
        let (five, three) = (Some(5), Some(3));
        for (children, by_year, expected) in [
            (vec![child(1, five)], true, None),
            (vec![], true, None),
            (vec![child(2, five), child(3, three)], true, None),
            (vec![child(1, five), child(2, three)], true, Some("your child in Year 5")),
            (vec![child(1, five), child(2, five)], true, Some("one of your children in Year 5")),
            (vec![child(1, five), child(2, None)], true, Some("one of your children in Year 5")),
            (vec![child(1, None), child(2, five)], true, Some("one of your children")),
            (vec![child(1, five), child(2, three)], false, Some("one of your children")),
        ] {
            let found = mark(PupilId(1), &children, by_year).map(|mark| mark.to_string());
            assert_eq!(found.as_deref(), expected, "{children:?}, {by_year}");
        }
    }

    #[test]
    fn those_of_one_year_group_are_told_apart_by_the_day_and_time() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let at = Moment::at(day, NaiveTime::from_hms_opt(9, 15, 0).unwrap());
        let twins = Mark::Alike(Some(NcYear::Year(5)));
        assert_eq!(
            twins.sentence(Some(at)),
            "This is about one of your children in Year 5: the one for whom we have Thursday 26 November, 9:15am. \
             The page says which once you have typed our code."
        );
        assert_eq!(twins.short(), "");
        assert_eq!(Mark::Year(NcYear::Reception).sentence(Some(at)), "This is about your child in Reception.");
        assert_eq!(Mark::Year(NcYear::Year(5)).short(), " (Year 5)");
    }
}
