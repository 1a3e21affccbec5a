//! When a review should be thought of before its day, and when specialists should be asked.

use chrono::NaiveDate;

use super::{
    attendance::{Attendance, Band},
    suspension::days,
    target::Progress,
    time::LongDay,
};

/// Reviews in a row with little progress after which specialists should be thought of: the Code gives no number; two cycles is what
/// authorities' guidance on its graduated approach usually asks for.
pub const CYCLES: usize = 2;

/// A reason to act before the day that was agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Prompt {
    /// Two reviews in a row in which no target was met (Code of Practice 6.58, 6.59).
    LittleProgress,
    /// Every target was met at the last review, and no new one is set.
    AllMet,
    /// Attendance fell: from, to.
    AttendanceFell(Attendance, Attendance),
    /// Absence has become persistent or severe.
    Absence(Band),
    /// Suspended since the last review: so many half days in all, the last time from this day.
    Suspended(u32, NaiveDate),
    /// Excluded for good from this day.
    Excluded(NaiveDate),
    /// A parent asked for a review on this day (Code of Practice 6.65).
    ParentAsked(NaiveDate),
}

/// What the prompts of one plan are worked out from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// How the targets came out at each review, newest first.
    pub reviews: Vec<Vec<Progress>>,
    /// The plan has targets now.
    pub has_targets: bool,
    /// Attendance as reported in this year, newest first; nothing where nothing was reported since the last review.
    pub attendance: Vec<Attendance>,
    /// Suspensions since the last review, newest first: half days (none of an exclusion for good) and the first day.
    pub suspensions: Vec<(u32, NaiveDate)>,
    /// The day a parent asked for a review, if nobody has held one since.
    pub asked_on: Option<NaiveDate>,
}

impl Prompt {
    /// What it is, in a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::LittleProgress => "At the last two reviews no target was met or exceeded.".to_owned(),
            Self::AllMet => "All targets were met at the last review, and no new one is set.".to_owned(),
            Self::AttendanceFell(from, to) => format!("Attendance fell from {} to {}.", from.words(), to.words()),
            Self::Absence(band) => format!("Attendance shows {}.", band.words()),
            Self::Suspended(sessions, on) => {
                format!("Suspended since the last review: {}, the last time from {}.", days(*sessions), LongDay(*on))
            }
            Self::Excluded(on) => format!("Excluded permanently from {}.", LongDay(*on)),
            Self::ParentAsked(on) => format!("A parent asked for a review on {}.", LongDay(*on)),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::LittleProgress => {
                "Think of asking specialists, with the parents (Code of Practice 6.58 and 6.59), and of stepping support up."
            }
            Self::AllMet => "Set new targets, or think of less support.",
            Self::AttendanceFell(..) | Self::Absence(_) => "Ask what stands behind it, and review the support early.",
            Self::Suspended(..) => {
                "Ask with the pupil and the parents whether needs were met, and review the support early."
            }
            Self::Excluded(_) => "Review the support at once, with the pupil and the parents.",
            Self::ParentAsked(_) => "Answer them, and agree a day.",
        }
    }

    /// How the list of all plans calls it.
    #[must_use]
    pub fn short(&self) -> &'static str {
        match self {
            Self::LittleProgress => "Two cycles, little progress",
            Self::AllMet => "All targets met",
            Self::AttendanceFell(..) => "Attendance fell",
            Self::Absence(_) => "Absence",
            Self::Suspended(..) => "Suspended",
            Self::Excluded(_) => "Excluded",
            Self::ParentAsked(_) => "A parent asked",
        }
    }
}

/// Whether the two newest reviews that can say anything found no target met. A review in which nothing was delivered, or that had no
/// target, says nothing about the pupil's progress and is passed over.
#[must_use]
pub fn is_little_progress(reviews: &[Vec<Progress>]) -> bool {
    let mut telling = reviews.iter().filter(|results| results.iter().any(|p| *p != Progress::NotDelivered));
    let newest: Vec<_> = telling.by_ref().take(CYCLES).collect();
    let reached = |results: &Vec<Progress>| results.iter().any(|p| matches!(p, Progress::Met | Progress::Exceeded));
    newest.len() == CYCLES && !newest.into_iter().any(reached)
}

/// Every reason to act early, the weightiest first. `drop_hundredths` is the fall in attendance, in hundredths of a percent, from which
/// it is one.
#[must_use]
pub fn prompts(facts: &Facts, drop_hundredths: i64) -> Vec<Prompt> {
    let mut found = Vec::new();
    found.extend(facts.asked_on.map(Prompt::ParentAsked));
    found.extend(suspended(&facts.suspensions));
    if is_little_progress(&facts.reviews) {
        found.push(Prompt::LittleProgress);
    }
    found.extend(attendance(&facts.attendance, drop_hundredths));
    let all_met = |results: &Vec<Progress>| {
        !results.is_empty() && results.iter().all(|p| matches!(p, Progress::Met | Progress::Exceeded))
    };
    if !facts.has_targets && facts.reviews.first().is_some_and(all_met) {
        found.push(Prompt::AllMet);
    }
    found
}

/// An exclusion for good is said before any suspension.
fn suspended(found: &[(u32, NaiveDate)]) -> Option<Prompt> {
    let for_good = found.iter().find(|(sessions, _)| *sessions == 0).map(|(_, on)| Prompt::Excluded(*on));
    let total = || found.iter().map(|(sessions, _)| sessions).sum();
    for_good.or_else(|| found.first().map(|(_, on)| Prompt::Suspended(total(), *on)))
}

/// A fall is said before the band: it is the newer fact.
fn attendance(reported: &[Attendance], drop_hundredths: i64) -> Option<Prompt> {
    let now = *reported.first()?;
    if let Some(before) = reported.get(1)
        && let (Some(from), Some(to)) = (before.hundredths(), now.hundredths())
        && i64::from(from) - i64::from(to) >= drop_hundredths
    {
        return Some(Prompt::AttendanceFell(*before, now));
    }
    now.band().filter(|band| matches!(band, Band::Persistent | Band::Severe)).map(Prompt::Absence)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Progress::{Declined, Exceeded, Met, NoChange, NotDelivered, Partly};

    #[test]
    fn two_reviews_in_a_row_without_a_target_met_ask_for_specialists() {
        for (reviews, little) in [
            (vec![], false),
            (vec![vec![Partly]], false),
            (vec![vec![Partly], vec![NoChange, Declined]], true),
            (vec![vec![Partly, Met], vec![NoChange]], false),
            (vec![vec![NoChange], vec![Exceeded, Declined]], false),
            (vec![vec![NoChange], vec![Partly], vec![Met]], true),
            (vec![vec![Met], vec![NoChange], vec![NoChange]], false),
        ] {
            assert_eq!(is_little_progress(&reviews), little, "{reviews:?}");
        }
    }

    #[test]
    fn a_cycle_in_which_nothing_was_given_blames_no_pupil() {
        assert!(!is_little_progress(&[vec![NotDelivered], vec![Partly]]));
        assert!(is_little_progress(&[vec![Partly], vec![NotDelivered, NotDelivered], vec![], vec![NoChange]]));
        assert!(!is_little_progress(&[vec![Partly], vec![NotDelivered], vec![Met]]));
        assert!(is_little_progress(&[vec![Partly, NotDelivered], vec![NoChange]]));
    }

    #[test]
    fn each_reason_is_said_once_and_the_weightiest_first() {
        let of = |percent| Attendance::Percent(percent);
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        let facts = Facts {
            reviews: vec![vec![Partly], vec![NoChange]],
            has_targets: true,
            attendance: vec![of(8900), of(9400)],
            asked_on: Some(day),
            suspensions: vec![(3, day), (2, day - chrono::Days::new(9))],
        };
        let short: Vec<_> = prompts(&facts, 300).iter().map(Prompt::short).collect();
        assert_eq!(short, ["A parent asked", "Suspended", "Two cycles, little progress", "Attendance fell"]);
        assert_eq!(
            prompts(&facts, 600)[3],
            Prompt::Absence(Band::Persistent),
            "a smaller fall, and yet a tenth missed"
        );
        assert_eq!(prompts(&facts, 300)[1], Prompt::Suspended(5, day), "both add up");
        let for_good = Facts { suspensions: vec![(3, day), (0, day)], ..Facts::default() };
        assert_eq!(prompts(&for_good, 300), [Prompt::Excluded(day)]);
        assert_eq!(prompts(&Facts::default(), 300), []);
        let met = Facts { reviews: vec![vec![Met, Exceeded]], ..Facts::default() };
        assert_eq!(prompts(&met, 300), [Prompt::AllMet]);
        assert_eq!(prompts(&Facts { has_targets: true, ..met }, 300), [], "new targets are set");
    }

    #[test]
    fn a_fall_counts_from_the_number_that_the_school_set() {
        let fell = |from, to| {
            let facts =
                Facts { attendance: vec![Attendance::Percent(to), Attendance::Percent(from)], ..Facts::default() };
            prompts(&facts, 300)
        };
        assert_eq!(fell(9800, 9501), []);
        assert_eq!(fell(9800, 9500).len(), 1);
        assert_eq!(fell(9500, 9800), [], "a rise is none");
        let sessions = Attendance::sessions(100, 95).unwrap();
        let facts = Facts { attendance: vec![sessions, Attendance::Percent(9900)], ..Facts::default() };
        assert_eq!(prompts(&facts, 300), [Prompt::AttendanceFell(Attendance::Percent(9900), sessions)]);
    }

    proptest! {
        #[test]
        fn one_target_met_in_the_newest_review_is_enough(
            others in proptest::collection::vec(0_usize..6, 0..5),
            before in proptest::collection::vec(0_usize..6, 0..5),
        ) {
            let read = |codes: Vec<usize>| codes.into_iter().map(|n| Progress::ALL[n]).collect::<Vec<_>>();
            let mut newest = read(others);
            newest.push(Met);
            prop_assert!(!is_little_progress(&[newest, read(before)]));
        }
    }
}
