use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn line(rate: i64, minutes: u32, times_a_week: u32, weeks: u32, group_size: u32) -> Line {
    Line {
        price: Price::an_hour(Pence(rate)),
        minutes,
        times_a_week,
        weeks,
        staff: 1,
        group_size,
        share: CostShare::PerGroup,
        bought: Bought::default(),
        bought_for: BoughtFor::Pupil,
    }
}

#[test]
fn the_five_known_lines_cost_what_the_field_says() {
    for (one, pence) in [
        (line(1720, 20, 3, 12, 4), 5_160),
        (line(4500, 30, 1, 12, 2), 13_500),
        (line(1720, 60, 1, 38, 1), 65_360),
        (line(1720, 15, 5, 38, 1), 81_700),
        (line(1720, 25, 4, 10, 3), 9_556),
    ] {
        assert_eq!(one.cost(), Pence(pence), "{}", one.working());
    }
}

#[test]
fn a_group_made_for_one_pupil_is_charged_to_them() {
    let whole = Line { share: CostShare::WholeToPupil, ..line(1720, 20, 3, 12, 4) };
    assert_eq!(whole.cost(), Pence(20_640));
    assert_eq!(whole.working(), "£17.20 an hour × 20 min × 3 a week × 12 weeks, all of it for this pupil = £206.40");
}

#[test]
fn the_hours_of_what_was_given_and_lost_cost_what_their_sessions_do() {
    let group = Line { bought: Bought::once(Pence(5_000)), ..line(1720, 20, 3, 12, 4) };
    assert_eq!([0, 1, 30, 36].map(|n| group.hours_of(n)), [0, 143, 4_300, 5_160].map(Pence));
    assert_eq!(group.hours_of(36) + Pence(5_000), group.cost());
}

#[test]
fn what_was_bought_is_given_whole_and_what_is_paid_by_the_session_as_often_as_it_was() {
    let with = |by, pence| Line { bought: Bought { pence: Pence(pence), by, years: 1 }, ..line(1720, 20, 3, 12, 4) };
    for (by, pence, given) in [
        (BoughtBy::Once, 5_000, [5_000, 9_300, 10_160]),
        (BoughtBy::Session, 100, [0, 7_300, 8_760]),
        (BoughtBy::Years, 38_000, [12_000, 16_300, 17_160]),
    ] {
        assert_eq!([0, 30, 36].map(|n| with(by, pence).delivered(n)), given.map(Pence), "{by:?}");
        assert_eq!(with(by, pence).delivered(36), with(by, pence).cost(), "all of it given is all of it");
    }
}

#[test]
fn a_group_is_shared_by_the_days_of_its_members() {
    for (total, days, parts) in [
        (10_000, vec![30, 30, 30], vec![3_334, 3_333, 3_333]),
        (10_000, vec![40, 20, 40], vec![4_000, 2_000, 4_000]),
        (100, vec![1, 2], vec![33, 67]),
        (5, vec![0, 9], vec![0, 5]),
        (5, vec![0, 0], vec![0, 0]),
        (0, vec![3], vec![0]),
        (5, vec![], vec![]),
    ] {
        let found: Vec<i64> = shared_by_days(Pence(total), &days).into_iter().map(|part| part.0).collect();
        assert_eq!(found, parts, "{total} {days:?}");
    }
}

#[test]
fn the_working_reads_as_a_sum() {
    assert_eq!(line(1720, 20, 3, 12, 4).working(), "£17.20 an hour × 20 min × 3 a week × 12 weeks ÷ 4 pupils = £51.60");
    let more = Line { staff: 2, bought: Bought::once(Pence(1_500)), ..line(1720, 60, 1, 1, 1) };
    assert_eq!(more.working(), "£17.20 an hour × 60 min × 1 a week × 1 week × 2 adults + £15.00 resources = £49.40");
}

#[test]
fn fifteen_pounds_for_a_group_of_four_are_fifteen_pounds_and_not_sixty() {
    let alone = Line { bought: Bought::once(Pence(1_500)), ..line(0, 20, 3, 12, 4) };
    assert_eq!(alone.cost(), Pence(1_500));
    let group = Line { bought_for: BoughtFor::Group, ..alone };
    assert_eq!(group.cost(), Pence(375));
    let with_hours = Line { price: Price::an_hour(Pence(1_720)), ..group };
    assert_eq!(
        with_hours.working(),
        "(£17.20 an hour × 20 min × 3 a week × 12 weeks + £15.00 resources) ÷ 4 pupils = £55.35"
    );
    let of_three = Line { group_size: 3, ..group };
    assert_eq!(
        (of_three.cost().0, Line { bought: Bought::once(Pence(1_000)), ..of_three }.cost().0),
        (500, 333),
        "rounded once"
    );
    assert_eq!(Line { share: CostShare::WholeToPupil, ..group }.cost(), Pence(1_500));
}

#[test]
fn money_reads_and_is_read_as_people_write_it() {
    for (text, pence) in [
        ("1,200.5", 120_050),
        ("£1200.50", 120_050),
        (" £ 12 ", 1_200),
        (".5", 50),
        ("0", 0),
        ("7.", 700),
        ("1 200", 120_000),
    ] {
        assert_eq!(Pence::parse(text), Ok(Pence(pence)), "{text}");
    }
    for bad in ["", "£", ".", "-1", "1.234", "twelve", "1e3", "12.3.4", "99999999"] {
        assert_eq!(Pence::parse(bad), Err(NotMoney), "{bad}");
    }
    assert_eq!(Pence(123_450).to_string(), "£1,234.50");
    assert_eq!(Pence(-5).to_string(), "-£0.05");
    assert_eq!(Pence(100_000_000).to_string(), "£1,000,000.00");
}

#[test]
fn a_rate_holds_from_its_day_on() {
    let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    let rate = |role: &str, pence, from| Rate { role: role.into(), price: Price::an_hour(Pence(pence)), from };
    let rates = [rate("TA", 1800, day(9, 1)), rate("TA", 1720, day(4, 1)), rate("Teacher", 4500, day(4, 1))];
    assert_eq!(rate_on(&rates, "TA", day(3, 31)), None);
    assert_eq!(rate_on(&rates, "TA", day(8, 31)), Some(Price::an_hour(Pence(1720))));
    assert_eq!(rate_on(&rates, "TA", day(9, 1)), Some(Price::an_hour(Pence(1800))));
    assert_eq!(rate_on(&rates, "Nurse", day(9, 1)), None);
}

#[test]
fn authorities_give_prices_for_an_hour_a_minute_or_a_weekly_hour_and_none_is_rounded_before_the_line() {
    let of = |pence, per, weeks, on_costs| Price { pence: Pence(pence), per, weeks, on_costs };
    let priced =
        |price, minutes, times_a_week, weeks| Line { price, ..line(0, minutes, times_a_week, weeks, 1) }.cost();
    // £653.60 for an hour a week over 38 weeks is £17.20 an hour.
    assert_eq!(priced(of(65_360, RatePer::WeeklyHour, 380, 0), 60, 1, 38), Pence(65_360));
    assert_eq!(priced(of(65_360, RatePer::WeeklyHour, 380, 0), 20, 3, 12), Pence(20_640));
    // £655 over 38 weeks is no whole number of pence: the year still costs what it says.
    assert_eq!(priced(of(65_500, RatePer::WeeklyHour, 380, 0), 60, 1, 38), Pence(65_500));
    assert_eq!(priced(of(65_500, RatePer::WeeklyHour, 455, 0), 60, 10, 1), Pence(14_396));
    assert_eq!(priced(of(29, RatePer::Minute, 0, 0), 15, 5, 38), Pence(82_650));
    // £13.20 and 30.3% are £17.1996 an hour.
    assert_eq!(priced(of(1_320, RatePer::Hour, 0, 303), 60, 5, 38), Pence(326_792));
    assert_eq!(
        of(65_500, RatePer::WeeklyHour, 455, 303).to_string(),
        "£655.00 for an hour a week ÷ 45.5 weeks + 30.3% on-costs"
    );
}

#[test]
fn a_price_that_cannot_be_is_refused_with_the_rule() {
    let hour = Price::an_hour(Pence(1_720));
    assert_eq!(hour.check(), Ok(hour));
    for (price, why) in [
        (Price::nothing(), PriceProblem::Nothing),
        (Price::an_hour(Pence(50_001)), PriceProblem::TooMuch),
        (Price { per: RatePer::Minute, pence: Pence(900), ..hour }, PriceProblem::TooMuch),
        (Price { per: RatePer::WeeklyHour, weeks: 0, ..hour }, PriceProblem::Weeks),
        (Price { per: RatePer::WeeklyHour, weeks: 521, ..hour }, PriceProblem::Weeks),
        (Price { on_costs: 1001, ..hour }, PriceProblem::OnCosts),
    ] {
        assert_eq!(price.check(), Err(why), "{price}");
    }
}

#[test]
fn minutes_at_several_prices_are_rounded_together() {
    let (hour, minute) = (Price::an_hour(Pence(1_001)), Price { per: RatePer::Minute, ..Price::an_hour(Pence(31)) });
    assert_eq!(Price::of_all(&[(hour, 1), (hour, 1), (hour, 1), (minute, 2)]), Pence(112));
    assert_eq!(Price::of_all(&[]), Pence(0));
}

#[test]
fn what_is_bought_is_borne_once_by_the_session_or_over_the_years_that_it_lasts() {
    let with = |pence, by, years, weeks, group| Line {
        bought: Bought { pence: Pence(pence), by, years },
        bought_for: BoughtFor::Group,
        ..line(0, 45, 1, weeks, group)
    };
    let therapist = with(4_000, BoughtBy::Session, 1, 12, 2);
    assert_eq!(therapist.working(), "£40.00 × 12 sessions ÷ 2 pupils = £240.00");
    let desk = with(90_000, BoughtBy::Years, 3, 12, 1);
    assert_eq!(desk.working(), "£900.00 × 12 of 114 weeks of school (3 years) = £94.74");
    assert_eq!(with(90_000, BoughtBy::Years, 1, 52, 1).cost(), Pence(90_000), "never more than all of it");
    let year: i64 = [13, 13, 12].map(|weeks| with(38_000, BoughtBy::Years, 1, weeks, 1).cost().0).iter().sum();
    assert_eq!(year, 38_000, "the terms of a year bear the year");
    let nobody = Line { minutes: 0, times_a_week: 0, weeks: 0, ..with(2_500, BoughtBy::Once, 1, 0, 1) };
    assert_eq!(nobody.working(), "£25.00 resources = £25.00", "a line without hours");
}

proptest! {
    #[test]
    fn money_goes_to_words_and_back(pence in 0_i64..999_999_999) {
        prop_assert_eq!(Pence::parse(&Pence(pence).to_string()), Ok(Pence(pence)));
        prop_assert_eq!(Pence::parse(&Pence(pence).plain()), Ok(Pence(pence)));
    }

    #[test]
    fn a_line_is_within_half_a_penny_of_the_exact_sum(
        rate in 1_i64..20_000, minutes in 1_u32..600, times in 1_u32..50, weeks in 1_u32..52, staff in 1_u32..20, group in 1_u32..60
    ) {
        let one = Line { staff, ..line(rate, minutes, times, weeks, group) };
        let exact = i128::from(rate) * i128::from(minutes * times * weeks * staff);
        let divisor = 60 * i128::from(group);
        let off = 2 * (i128::from(one.cost().0) * divisor - exact);
        prop_assert!(-divisor < off && off <= divisor);
    }

    #[test]
    fn the_parts_of_a_group_are_its_whole(total in 0_i64..10_000_000, days in proptest::collection::vec(0_u32..200, 1..12)) {
        let parts = shared_by_days(Pence(total), &days);
        let whole = if days.iter().sum::<u32>() == 0 { 0 } else { total };
        prop_assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), whole);
        prop_assert!(parts.iter().zip(&days).all(|(part, days)| *days > 0 || part.0 == 0));
    }

    #[test]
    fn a_group_never_costs_a_pupil_more_than_being_alone(rate in 1_i64..20_000, minutes in 1_u32..600, group in 1_u32..60) {
        prop_assert!(line(rate, minutes, 3, 12, group).cost() <= line(rate, minutes, 3, 12, 1).cost());
    }
}
