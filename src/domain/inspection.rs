//! What an inspector asks to see, from ordinary use: pupils of a certain kind, and of each whether the last cycle of their plan was whole, with
//! its dates in order. No figure here is entered for an inspection.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{attendance::Band, calendar::AcademicYear, census::Indicator, sen_status::SenCode, time::ShortDay};

coded! {
    /// Something by which pupils are chosen for a case sample; several may be asked for at once.
    SampleMark {
        /// On SEN support.
        SenSupport = "sen_support", "On SEN support";
        /// With an EHC plan.
        Ehcp = "ehcp", "With an EHC plan";
        /// On the register since the beginning of the school year.
        New = "new", "On the register since this school year";
        /// The authority pays top-up.
        TopUp = "top_up", "With top-up funding";
        /// A place in the unit or in resourced provision.
        ReservedPlace = "reserved_place", "With a reserved place";
        /// A tenth of sessions or more missed.
        Absent = "absent", "Persistently or severely absent";
        /// Suspended in this school year.
        Suspended = "suspended", "Suspended this school year";
        /// On a part-time timetable.
        PartTime = "part_time", "On a part-time timetable";
        /// With a plan beside SEN support.
        Beside = "beside", "With a plan beside SEN support";
        /// Their review is overdue.
        Overdue = "overdue", "With an overdue review";
        /// The last cycle is not whole.
        NotWhole = "not_whole", "Last cycle not whole";
    }
}

/// What is known of a pupil with SEN that marks them.
#[derive(Clone, Debug)]
pub struct Marked<'a> {
    /// Their status.
    pub status: SenCode,
    /// Since when they are on the register.
    pub since: Option<NaiveDate>,
    /// What the census asks that is true of them.
    pub indicators: &'a [Indicator],
    /// How they attend, by the newest report of the year.
    pub attendance: Option<Band>,
    /// Suspended in this school year.
    pub is_suspended: bool,
    /// On a part-time timetable today.
    pub is_part_time: bool,
    /// With an open plan beside SEN support.
    pub has_beside: bool,
    /// With a review that is overdue.
    pub is_overdue: bool,
    /// Their last reviewed cycle.
    pub last: Option<Stages>,
}

/// The marks of a pupil on a day.
#[must_use]
pub fn marks(one: &Marked<'_>, today: NaiveDate) -> BTreeSet<SampleMark> {
    let has = |indicator: Indicator| one.indicators.contains(&indicator);
    let since_this_year = one.since.is_some_and(|since| since >= AcademicYear::containing(today).starts_on());
    let found = [
        (SampleMark::SenSupport, one.status == SenCode::Support),
        (SampleMark::Ehcp, one.status == SenCode::Ehcp),
        (SampleMark::New, since_this_year),
        (SampleMark::TopUp, has(Indicator::TopUp)),
        (SampleMark::ReservedPlace, has(Indicator::SenUnit) || has(Indicator::ResourcedProvision)),
        (SampleMark::Absent, matches!(one.attendance, Some(Band::Persistent | Band::Severe))),
        (SampleMark::Suspended, one.is_suspended),
        (SampleMark::PartTime, one.is_part_time),
        (SampleMark::Beside, one.has_beside),
        (SampleMark::Overdue, one.is_overdue),
        (SampleMark::NotWhole, one.last.is_none_or(|stages| !stages.is_whole())),
    ];
    found.into_iter().filter(|(_, is_so)| *is_so).map(|(mark, _)| mark).collect()
}

/// One cycle that was reviewed: when each of its stages was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stages {
    /// An assessment of the twelve months before it began, or the review of the cycle before it.
    pub assessed: Option<NaiveDate>,
    /// When it was planned, where it has a target with a result.
    pub planned: Option<NaiveDate>,
    /// The first session that was given; nothing where none was noted.
    pub given: Option<NaiveDate>,
    /// When it began.
    pub began: NaiveDate,
    /// When it was reviewed.
    pub reviewed: NaiveDate,
}

impl Stages {
    /// Assessed, planned, given time, and reviewed, in this order.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.assessed.is_some() && self.planned.is_some() && self.began < self.reviewed
    }

    /// What is missing, in words; empty where it is whole.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let all = [
            ("no assessment before it", self.assessed.is_none()),
            ("no target with a result", self.planned.is_none()),
            ("reviewed on the day it began", self.began >= self.reviewed),
        ];
        all.into_iter().filter(|(_, is_so)| *is_so).map(|(words, _)| words).collect()
    }

    /// "Assessed Wed 2 Sep, planned Mon 7 Sep, first session Tue 8 Sep, reviewed Fri 4 Dec".
    #[must_use]
    pub fn words(&self) -> String {
        let day = |what: &str, day: Option<NaiveDate>| day.map(|day| format!("{what} {}", ShortDay(day)));
        let all = [
            day("assessed", self.assessed),
            day("planned", self.planned),
            day("first session", self.given),
            day("reviewed", Some(self.reviewed)),
        ];
        let words = all.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

/// Pupils drawn by chance: the same number draws the same pupils, so that a sample can be named and drawn again.
#[must_use]
pub fn drawn(pupils: usize, wanted: usize, seed: u64) -> Vec<usize> {
    let mut left: Vec<usize> = (0..pupils).collect();
    let mut state = seed;
    let mut found = Vec::new();
    while found.len() < wanted && !left.is_empty() {
        // SplitMix64: even over its whole range, and the same on every machine.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let at = usize::try_from(mixed % left.len() as u64).unwrap_or(0);
        found.push(left.swap_remove(at));
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn each_fact_gives_its_mark_and_no_other() {
        let plain = Marked {
            status: SenCode::Support,
            since: Some(day(8, 31)),
            indicators: &[],
            attendance: Some(Band::Below),
            is_suspended: false,
            is_part_time: false,
            has_beside: false,
            is_overdue: false,
            last: Some(Stages {
                assessed: Some(day(9, 2)),
                planned: Some(day(9, 7)),
                given: None,
                began: day(9, 7),
                reviewed: day(11, 4),
            }),
        };
        use SampleMark::*;
        for (one, more) in [
            (plain.clone(), vec![]),
            (Marked { since: Some(day(9, 1)), ..plain.clone() }, vec![New]),
            (
                Marked { indicators: &[Indicator::TopUp, Indicator::SenUnit], ..plain.clone() },
                vec![TopUp, ReservedPlace],
            ),
            (Marked { attendance: Some(Band::Severe), ..plain.clone() }, vec![Absent]),
            (Marked { attendance: None, last: None, ..plain.clone() }, vec![NotWhole]),
            (Marked { is_suspended: true, is_part_time: true, ..plain.clone() }, vec![Suspended, PartTime]),
            (Marked { has_beside: true, is_overdue: true, ..plain.clone() }, vec![Beside, Overdue]),
        ] {
            let all: BTreeSet<_> = more.into_iter().chain([SenSupport]).collect();
            assert_eq!(marks(&one, day(11, 18)), all, "{one:?}");
        }
        assert!(marks(&Marked { status: SenCode::Ehcp, ..plain }, day(11, 18)).contains(&Ehcp));
    }

    #[test]
    fn a_cycle_is_whole_when_all_four_stages_are_there_in_order() {
        let whole = Stages {
            assessed: Some(day(9, 2)),
            planned: Some(day(9, 7)),
            given: Some(day(9, 8)),
            began: day(9, 7),
            reviewed: day(12, 4),
        };
        assert!(whole.is_whole() && whole.missing().is_empty());
        assert_eq!(whole.words(), "Assessed Wed 2 Sep, planned Mon 7 Sep, first session Tue 8 Sep, reviewed Fri 4 Dec");
        let bare = Stages { assessed: None, planned: None, given: None, began: day(12, 4), ..whole };
        assert_eq!(
            bare.missing(),
            ["no assessment before it", "no target with a result", "reviewed on the day it began"]
        );
        assert_eq!(bare.words(), "Reviewed Fri 4 Dec");
        assert!(Stages { given: None, ..whole }.is_whole(), "what was noted of sessions is shown and decides nothing");
    }

    proptest! {
        #[test]
        fn a_sample_is_as_large_as_asked_each_once_and_the_same_again(pupils in 0_usize..400, wanted in 0_usize..20, seed: u64) {
            let sample = drawn(pupils, wanted, seed);
            prop_assert_eq!(sample.len(), wanted.min(pupils));
            prop_assert!(sample.windows(2).all(|two| two[0] < two[1]) && sample.iter().all(|at| *at < pupils));
            prop_assert_eq!(sample, drawn(pupils, wanted, seed));
        }
    }

    #[test]
    fn every_pupil_is_drawn_about_as_often_as_any_other() {
        let mut times = [0_u32; 10];
        (0..5_000).for_each(|seed| drawn(10, 2, seed).into_iter().for_each(|at| times[at] += 1));
        assert!(times.iter().all(|n| (850..1_150).contains(n)), "{times:?}");
    }
}
