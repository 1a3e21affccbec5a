//! Which child a message or a page is about, where an adult has more than one here. Nothing that leaves the house and nothing in front of
//! the code names a child: the year group tells them apart, and where it does not, or the school does not want it told, the day and time of
//! the meeting do. Behind the code the child has their name.

use super::{ids::PupilId, pupil::NcYear};

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
    /// What a subject bears besides, so that two messages of a day are not one: " (Year 5)".
    #[must_use]
    pub fn short(self) -> String {
        match self {
            Self::Year(year) => format!(" ({year})"),
            Self::Alike(_) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(id: i64, year: Option<u8>) -> Child {
        Child { pupil: PupilId(id), year: year.map(NcYear::Year) }
    }

    #[test]
    fn two_children_of_one_adult_are_told_apart_without_a_name() {
        let (five, three, year) = (Some(5), Some(3), NcYear::Year(5));
        for (children, by_year, expected) in [
            (vec![child(1, five)], true, None),
            (vec![], true, None),
            (vec![child(2, five), child(3, three)], true, None),
            (vec![child(1, five), child(2, three)], true, Some(Mark::Year(year))),
            (vec![child(1, five), child(2, five)], true, Some(Mark::Alike(Some(year)))),
            (vec![child(1, five), child(2, None)], true, Some(Mark::Alike(Some(year)))),
            (vec![child(1, None), child(2, five)], true, Some(Mark::Alike(None))),
            (vec![child(1, five), child(2, three)], false, Some(Mark::Alike(None))),
        ] {
            assert_eq!(mark(PupilId(1), &children, by_year), expected, "{children:?}, {by_year}");
        }
        assert_eq!(Mark::Alike(Some(year)).short(), "");
        assert_eq!(Mark::Year(year).short(), " (Year 5)");
    }
}
