//! Sums to the penny, what a draft lacks, and the days by which something is to be done.

use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn activity(principle: &str, funding: Funding, budget: i64, actual: Option<i64>) -> Activity {
    Activity {
        principle: principle.to_owned(),
        what: "Reading together".to_owned(),
        pupils: Some(12),
        group: String::new(),
        budget: Pence(budget),
        actual: actual.map(Pence),
        funding,
        from: None,
        until: None,
        lead: String::new(),
        provision: None,
    }
}

fn says() -> Says {
    Says {
        year: AcademicYear::new(2026),
        years: 1,
        review_on: Some(day(2027, 9, 1)),
        grant: None,
        intent: "All take part.".to_owned(),
        barriers: "Noise.".to_owned(),
        outcomes: "More take part.".to_owned(),
        further: String::new(),
    }
}

#[test]
fn sums_are_by_fund_and_by_principle_and_what_does_not_fit_the_grant_is_told() {
    use Funding::{InclusiveMainstream, NotionalSen};
    let all = [
        activity("teaching", InclusiveMainstream, 900_001, Some(100)),
        activity("culture", NotionalSen, 50_000, None),
        activity("teaching", InclusiveMainstream, 499_999, Some(2)),
    ];
    assert_eq!(
        by_funding(&all),
        [
            (NotionalSen, Sum { budget: Pence(50_000), actual: Pence(0) }),
            (InclusiveMainstream, Sum { budget: Pence(1_400_000), actual: Pence(102) }),
        ]
    );
    let principles = Principles::shipped();
    let of: Vec<usize> = by_principle(&all, &principles).iter().map(|(_, of)| of.len()).collect();
    assert_eq!(of, [0, 0, 2, 0, 1, 0, 0]);
    assert_eq!(fit(Pence(1_400_000), Pence(1_400_000)), Fit::Whole);
    assert_eq!(fit(Pence(1_400_000), Pence(1_400_001)), Fit::Over(Pence(1)));
    assert_eq!(fit(Pence(1_400_000), Pence(0)), Fit::Left(Pence(1_400_000)));
}

proptest! {
    #[test]
    fn no_penny_is_lost_between_funds(budgets in proptest::collection::vec((0_usize..7, 0_i64..10_000_000), 0..30)) {
        let all: Vec<Activity> =
            budgets.iter().map(|(fund, pence)| activity("teaching", Funding::ALL[*fund], *pence, Some(*pence))).collect();
        let funds = by_funding(&all);
        let total: Pence = funds.iter().map(|(_, one)| one.budget).sum();
        prop_assert_eq!(total, sum(&all).budget);
        prop_assert!(funds.iter().all(|(_, one)| one.actual == one.budget));
    }
}

#[test]
fn a_draft_says_all_that_it_lacks() {
    let (principles, today) = (Principles::shipped(), day(2026, 11, 18));
    let one = [activity("teaching", Funding::Other, 0, None)];
    assert_eq!(gaps(&says(), &one, &principles, today), []);
    let empty = Says { intent: String::new(), outcomes: String::new(), review_on: Some(today), ..says() };
    let stray = [activity("gone", Funding::Other, 0, None)];
    assert_eq!(
        gaps(&empty, &stray, &principles, today),
        [
            Gap::Unwritten("Intent"),
            Gap::Unwritten("Outcomes"),
            Gap::Review,
            Gap::Principle("Reading together".to_owned())
        ]
    );
    assert_eq!(gaps(&Says { review_on: None, ..says() }, &[], &principles, today), [Gap::Review, Gap::NoActivity]);
}

#[test]
fn a_review_is_to_come_and_within_twelve_months() {
    let today = day(2026, 11, 18);
    assert!(check_review(today, today).is_err_and(|why| why.contains("is not to come")));
    assert_eq!(check_review(day(2027, 11, 18), today), Ok(()));
    assert!(check_review(day(2027, 11, 19), today).is_err_and(|why| why.contains("within twelve months")));
}

#[test]
fn a_version_is_draft_then_approved_then_published() {
    let approval = || Some(Approval { by: "Governors".to_owned(), on: day(2026, 11, 10) });
    let at = Moment::from_unix(0);
    assert_eq!(Stage::of(None, None), Stage::Draft);
    assert_eq!(Stage::of(approval(), None).words(), "Approved");
    let published = Stage::of(approval(), Some(at));
    assert!(published.is_published() && published.approval() == approval().as_ref());
}

#[test]
fn it_is_published_by_the_end_of_2026_unless_that_is_done_elsewhere_and_reviewed_every_year() {
    let by = |review_on, elsewhere| wanted(Facts { review_on, elsewhere }).map(|one| one.by);
    assert_eq!(by(None, false), Some(day(2026, 12, 31)));
    assert_eq!(by(None, true), None);
    assert_eq!(by(Some(day(2027, 9, 1)), true), Some(day(2027, 9, 1)));
}
