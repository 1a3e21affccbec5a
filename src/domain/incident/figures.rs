//! How often force, restraint and seclusion were used, for the head and, where no child can be made out, for governors.

use std::collections::{BTreeMap, BTreeSet};

use super::IncidentKind;
use crate::domain::{calendar::Season, count::counted, ids::PupilId, share::percent};

/// One incident, with what was so on its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// With whom.
    pub pupil: PupilId,
    /// In which term.
    pub season: Season,
    /// What was used.
    pub kinds: Vec<IncidentKind>,
    /// The pupil's class; empty if none.
    pub class: String,
    /// The pupil's year group; empty if none.
    pub nc_year: String,
    /// The area of the pupil's first need, in words; empty if none.
    pub need: String,
    /// SEN support or an EHC plan.
    pub with_sen: bool,
    /// Everybody was told in writing on the same day; nothing where somebody is still to be told.
    pub same_day: Option<bool>,
}

/// A line of figures: the same incidents, parted by one question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parted {
    /// By what.
    pub title: &'static str,
    /// What each cell counts, how many incidents it has and with how many pupils.
    pub cells: Vec<(String, usize, usize)>,
}

impl Parted {
    /// Whether somebody who may not see the pupils may see it: each cell that holds any incident holds so many pupils that none of them can be
    /// made out, and since all cells are shown or none, nothing can be worked out by subtraction.
    #[must_use]
    pub fn may_be_shown(&self, threshold: u32) -> bool {
        self.cells.iter().all(|(_, incidents, pupils)| *incidents == 0 || *pupils >= threshold as usize)
    }
}

/// The pupils of these incidents, and how many of them have SEN.
#[must_use]
pub fn pupils(all: &[Counted]) -> (usize, usize) {
    let those = |only_sen: bool| {
        let of = all.iter().filter(|one| one.with_sen || !only_sen);
        of.map(|one| one.pupil).collect::<BTreeSet<_>>().len()
    };
    (those(false), those(true))
}

/// "3 of 4 pupils had SEN on the day (75%)"; nothing where there are no pupils.
#[must_use]
pub fn share_with_sen(all: &[Counted]) -> Option<String> {
    let (pupils, with_sen) = pupils(all);
    let share = percent(u32::try_from(with_sen).ok()?, u32::try_from(pupils).ok()?)?;
    Some(format!("{with_sen} of {} had SEN on the day ({share}%)", counted(pupils, "pupil", "pupils")))
}

/// Every line of them.
#[must_use]
pub fn lines(all: &[Counted]) -> Vec<Parted> {
    let named = |name: &str, none: &str| if name.is_empty() { none.to_owned() } else { name.to_owned() };
    vec![
        fixed(all, "By term", &["Autumn", "Spring", "Summer"], |one| one.season.index()),
        fixed(all, "By kind", &["Force or restraint", "Seclusion", "Both"], |one| kind(&one.kinds)),
        fixed(all, "Parents told in writing", &["On the same day", "Later", "Still to be told"], |one| {
            match one.same_day {
                Some(true) => 0,
                Some(false) => 1,
                None => 2,
            }
        }),
        fixed(all, "By SEN", &["With SEN support or an EHC plan", "Without SEN"], |one| usize::from(!one.with_sen)),
        grouped(all, "By main area of need", |one| named(&one.need, "None recorded")),
        grouped(all, "By year group", |one| {
            if one.nc_year.is_empty() { "None recorded".to_owned() } else { format!("Year {}", one.nc_year) }
        }),
        grouped(all, "By class", |one| named(&one.class, "In no class")),
    ]
}

fn kind(kinds: &[IncidentKind]) -> usize {
    match (super::asks_about_force(kinds), kinds.contains(&IncidentKind::Seclusion)) {
        (true, true) => 2,
        (false, _) => 1,
        (true, false) => 0,
    }
}

/// A line whose cells are always the same.
fn fixed(all: &[Counted], title: &'static str, names: &[&str], cell: impl Fn(&Counted) -> usize) -> Parted {
    let of = |n: usize| {
        let found: Vec<&Counted> = all.iter().filter(|one| cell(one) == n).collect();
        (names[n].to_owned(), found.len(), found.iter().map(|one| one.pupil).collect::<BTreeSet<_>>().len())
    };
    Parted { title, cells: (0..names.len()).map(of).collect() }
}

/// A line whose cells are those that occur.
fn grouped(all: &[Counted], title: &'static str, name: impl Fn(&Counted) -> String) -> Parted {
    let mut found: BTreeMap<String, (usize, BTreeSet<PupilId>)> = BTreeMap::new();
    for one in all {
        let cell = found.entry(name(one)).or_default();
        cell.0 += 1;
        cell.1.insert(one.pupil);
    }
    Parted { title, cells: found.into_iter().map(|(name, (n, pupils))| (name, n, pupils.len())).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(pupil: i64, class: &str, kinds: &[IncidentKind], same_day: Option<bool>) -> Counted {
        Counted {
            pupil: PupilId(pupil),
            season: Season::Autumn,
            kinds: kinds.to_vec(),
            class: class.to_owned(),
            nc_year: "4".to_owned(),
            need: String::new(),
            with_sen: pupil % 2 == 1,
            same_day,
        }
    }

    #[test]
    fn incidents_are_counted_by_each_question_and_pupils_once() {
        use IncidentKind::{Force, Seclusion};
        let all = [
            one(1, "4A", &[Force], Some(true)),
            one(1, "4A", &[Force, Seclusion], Some(false)),
            one(2, "5A", &[Seclusion], None),
        ];
        let cells = |title: &str| lines(&all).into_iter().find(|line| line.title == title).unwrap().cells;
        let counts = |title| cells(title).into_iter().map(|(_, n, _)| n).collect::<Vec<_>>();
        assert_eq!((counts("By kind"), counts("Parents told in writing")), (vec![1, 1, 1], vec![1, 1, 1]));
        assert_eq!(cells("By class"), [("4A".to_owned(), 2, 1), ("5A".to_owned(), 1, 1)]);
        assert_eq!(share_with_sen(&all).as_deref(), Some("1 of 2 pupils had SEN on the day (50%)"));
        assert_eq!(share_with_sen(&[]), None);
    }

    #[test]
    fn many_incidents_with_one_pupil_are_a_small_number() {
        let often: Vec<Counted> = (0..20).map(|_| one(1, "4A", &[IncidentKind::Force], Some(true))).collect();
        assert!(lines(&often).iter().all(|line| !line.may_be_shown(5)));
        let many: Vec<Counted> = (0..6).map(|n| one(n * 2, "4A", &[IncidentKind::Force], Some(true))).collect();
        assert!(lines(&many).iter().all(|line| line.may_be_shown(5)));
    }

    proptest! {
        #[test]
        fn every_line_adds_up_to_the_same_incidents(
            all in proptest::collection::vec((1..9_i64, 0..3_usize, proptest::option::of(any::<bool>())), 0..30)
        ) {
            let all: Vec<Counted> =
                all.into_iter().map(|(pupil, kind, told)| one(pupil, "4A", &[IncidentKind::ALL[kind]], told)).collect();
            for line in lines(&all) {
                prop_assert_eq!(line.cells.iter().map(|(_, n, _)| n).sum::<usize>(), all.len());
                prop_assert!(line.cells.iter().all(|(_, incidents, pupils)| pupils <= incidents));
            }
        }
    }
}
