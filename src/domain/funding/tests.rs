use chrono::NaiveDate;
use proptest::prelude::*;

use super::{
    super::{
        costing::Pence,
        funding_band::{AmountProblem, FundingBand},
        standing::Span,
    },
    *,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(kind: EntryKind, pence: i64, from: &str, until: &str) -> FundingEntry {
    FundingEntry {
        kind,
        amount: FundingAmount::Pence(Pence(pence)),
        from: day(from),
        until: (!until.is_empty()).then(|| day(until)),
        received_on: kind.is_payment().then(|| day("2026-11-02")),
        backdated: false,
        note: String::new(),
    }
}

fn roll(from: &str, until: &str) -> [Span; 1] {
    [Span { from: day(from), until: (!until.is_empty()).then(|| day(until)) }]
}

fn year() -> FundingYear {
    FundingYear::new(2026, true)
}

fn reckoned(entries: &[FundingEntry], roll: &[Span]) -> Reckoning {
    reckon(entries, &[], roll, (year(), day("2026-11-18")))
}

#[test]
fn a_year_begins_in_april_or_in_september() {
    for (on, from_april, shown, days) in [
        ("2026-03-31", true, "2025/26", 365),
        ("2026-04-01", true, "2026/27", 365),
        ("2026-08-31", false, "2025/26", 365),
        ("2026-09-01", false, "2026/27", 365),
        ("2028-02-29", true, "2027/28", 366),
        ("2099-12-01", true, "2099/00", 365),
    ] {
        let year = FundingYear::containing(day(on), from_april);
        assert_eq!((year.to_string().as_str(), year.period().days()), (shown, days), "{on}");
        assert_eq!((year.next().previous(), FundingYear::new(year.starting(), from_april)), (year, year));
    }
}

#[test]
fn what_is_expected_counts_the_days_on_roll() {
    let a_year = entry(EntryKind::Expected, 730_000, "2026-04-01", "");
    for (joined, left, entry, pence, working) in [
        ("2020-09-01", "", a_year.clone(), 730_000, "£7,300.00 a year × 365 of 365 days = £7,300.00"),
        ("2026-09-01", "", a_year.clone(), 424_000, "£7,300.00 a year × 212 of 365 days = £4,240.00"),
        ("2020-09-01", "2026-10-23", a_year.clone(), 412_000, "£7,300.00 a year × 206 of 365 days = £4,120.00"),
        ("2020-09-01", "2025-07-20", a_year, 0, "Not on roll on any of its days"),
        (
            "2020-09-01",
            "",
            entry(EntryKind::Expected, 100_000, "2027-03-31", "2027-07-20"),
            274,
            "£1,000.00 a year × 1 of 365 days = £2.74",
        ),
    ] {
        let found = reckoned(&[entry], &roll(joined, left));
        assert_eq!((found.shares[0].pence, found.shares[0].working.as_str()), (Pence(pence), working));
    }
    assert_eq!(
        reckoned(&[entry(EntryKind::Expected, 1, "2027-04-01", "")], &roll("2020-09-01", "")),
        Reckoning::default()
    );
}

#[test]
fn a_band_brings_what_it_brings_on_each_day_and_is_rounded_once() {
    let band = |pence, from| FundingBand {
        authority: "Oakshire".to_owned(),
        name: "3".to_owned(),
        a_year: Pence(pence),
        from: day(from),
    };
    let amount = FundingAmount::Band { authority: "Oakshire".to_owned(), name: "3".to_owned() };
    let entry = FundingEntry { amount, ..entry(EntryKind::Expected, 1, "2026-04-01", "") };
    let bands = [band(365_000, "2026-05-01"), band(401_500, "2026-09-01")];
    let found = reckon(std::slice::from_ref(&entry), &bands, &roll("2020-09-01", ""), (year(), day("2026-11-18")));
    assert_eq!(
        found.shares[0].working,
        "£3,650.00 a year × 123 of 365 days + £4,015.00 a year × 212 of 365 days = £3,562.00"
    );
    assert!(found.disagreements().contains(&Disagreement::NoBand(30)), "April has no amount");
    assert_eq!(entry.clone().check(&bands), Err(EntryProblem::NoBand(day("2026-04-01"))));
    assert!(FundingEntry { from: day("2026-05-01"), ..entry.clone() }.check(&bands).is_ok());
    let paid = FundingEntry { kind: EntryKind::Scheduled, ..entry };
    assert_eq!(paid.check(&bands), Err(EntryProblem::BandPaid));
}

#[test]
fn what_does_not_agree_is_said() {
    use Disagreement::{NotReceived, NotScheduled, ScheduleDiffers, TooMuch};
    let expected = entry(EntryKind::Expected, 730_000, "2026-04-01", "");
    let half = |kind| entry(kind, 365_000, "2026-04-01", "2026-09-30");
    let rest = entry(EntryKind::Scheduled, 365_000, "2026-10-01", "2027-03-31");
    for (entries, found) in [
        (vec![], vec![]),
        (vec![expected.clone()], vec![NotScheduled(Pence(730_000))]),
        (vec![expected.clone(), half(EntryKind::Scheduled), rest.clone()], vec![NotReceived(Pence(365_000))]),
        (vec![expected.clone(), half(EntryKind::Scheduled), rest, half(EntryKind::Received)], vec![]),
        (
            vec![expected.clone(), half(EntryKind::Scheduled), half(EntryKind::Received)],
            vec![ScheduleDiffers(Pence(365_000))],
        ),
        // Months that are rounded each for itself are a few pence off the year.
        (
            vec![expected.clone(), half(EntryKind::Scheduled), half(EntryKind::Received), {
                entry(EntryKind::Scheduled, 364_996, "2026-10-01", "2027-03-31")
            }],
            vec![],
        ),
        (vec![half(EntryKind::Received)], vec![TooMuch(Pence(365_000))]),
        (vec![half(EntryKind::Received), half(EntryKind::TakenBack)], vec![]),
        (
            vec![half(EntryKind::Scheduled), half(EntryKind::Received), half(EntryKind::TakenBack)],
            vec![NotReceived(Pence(365_000)), ScheduleDiffers(Pence(-365_000))],
        ),
    ] {
        let reckoning = reckoned(&entries, &roll("2020-09-01", ""));
        assert_eq!(reckoning.disagreements(), found, "{entries:?}");
    }
    let back = FundingEntry { backdated: true, ..half(EntryKind::Received) };
    let both = reckoned(&[expected, back], &roll("2020-09-01", ""));
    assert_eq!((both.backdated(), both.difference()), (Pence(365_000), Pence(-365_000)));
    assert!(ScheduleDiffers(Pence(-500)).words().contains("£5.00 more"));
}

#[test]
fn a_row_for_days_of_two_years_is_in_both_by_days() {
    let row = entry(EntryKind::Scheduled, 100_001, "2026-03-01", "2026-04-30");
    let period = row.period(day("2030-01-01"));
    let parts = [year().previous(), year(), year().next()].map(|year| in_year(Pence(100_001), period, year));
    assert_eq!(parts, [Pence(50_820), Pence(49_181), Pence(0)]);
    assert_eq!(reckoned(&[row], &[]).shares[0].working, "£1,000.01 × 30 of 61 days = £491.81");
}

#[test]
fn an_entry_that_cannot_be_says_why() {
    let good = entry(EntryKind::Received, 100, "2026-09-01", "2026-12-31");
    assert!(good.clone().check(&[]).is_ok());
    let until = |text: &str| Some(day(text));
    for (bad, why) in [
        (entry(EntryKind::Scheduled, 0, "2026-09-01", "2026-12-31"), EntryProblem::Amount(AmountProblem::Nothing)),
        (FundingEntry { until: None, ..good.clone() }, EntryProblem::NoEnd),
        (FundingEntry { until: until("2026-08-31"), ..good.clone() }, EntryProblem::EndsFirst),
        (FundingEntry { until: until("2206-12-31"), ..good.clone() }, EntryProblem::Years),
        (FundingEntry { received_on: None, ..good.clone() }, EntryProblem::NotReceived),
        (FundingEntry { backdated: true, received_on: until("2026-08-31"), ..good }, EntryProblem::NotBackdated),
    ] {
        assert_eq!(bad.check(&[]), Err(why));
    }
    assert!(entry(EntryKind::Expected, 100, "2026-09-01", "").check(&[]).is_ok());
}

#[test]
fn the_threshold_parts_a_cost_and_leaves_nothing_over() {
    for (cost, parts) in [(0, (0, 0)), (599_999, (599_999, 0)), (600_000, (600_000, 0)), (731_050, (600_000, 131_050))]
    {
        assert_eq!(at_threshold(Pence(cost), Pence(600_000)), (Pence(parts.0), Pence(parts.1)));
    }
}

proptest! {
    #[test]
    fn the_years_of_a_payment_are_together_the_payment(
        pence in 1_i64..20_000_000, from in 0_u64..4000, days in 0_u64..1500, april in any::<bool>(),
    ) {
        let from = day("2019-01-01") + chrono::Days::new(from);
        let period = Period { from, until: from + chrono::Days::new(days) };
        let years = (2017..2037).map(|starting| FundingYear::new(starting, april));
        prop_assert_eq!(years.map(|year| in_year(Pence(pence), period, year).0).sum::<i64>(), pence);
    }

    #[test]
    fn whoever_leaves_and_whoever_comes_the_day_after_are_one_place(pence in 1_i64..15_000_000, left in 1_u64..365) {
        let last = year().period().from + chrono::Days::new(left - 1);
        let a_year = [entry(EntryKind::Expected, pence, "2026-04-01", "")];
        let first = reckoned(&a_year, &[Span { from: day("2020-09-01"), until: Some(last) }]);
        let second = reckoned(&a_year, &[Span { from: last + chrono::Days::new(1), until: None }]);
        let both = first.sum(EntryKind::Expected).0 + second.sum(EntryKind::Expected).0;
        prop_assert!((both - pence).abs() <= 1, "{both} of {pence}");
    }
}
