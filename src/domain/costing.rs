//! What a line of provision costs, in whole pence: rounded once per line, summed after, and shown with its working.
//!
//! Only support that is additional to or different from the ordinary offer is costed (Code of Practice 6.95-6.99). Nothing computed here
//! is stored: a line is worked out from its facts and the rate in force on its day, so that a pay award never rewrites last year.

use std::{fmt, iter::Sum, ops::Add};

use chrono::NaiveDate;

use super::count::counted;

/// An amount of money in pence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Pence(pub i64);

/// Why a text is no amount of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("must be an amount in pounds and pence, like 12.50")]
pub struct NotMoney;

impl Pence {
    /// Reads "1200", "£1,200.5", "1 200.50" or "12.50"; more than two decimals, a sign or letters are refused.
    ///
    /// # Errors
    /// When it is no amount from £0 to £9,999,999.99.
    pub fn parse(text: &str) -> Result<Self, NotMoney> {
        let plain: String = text.trim().trim_start_matches('£').chars().filter(|c| *c != ',' && *c != ' ').collect();
        let (pounds, pence) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if (pounds.is_empty() && pence.is_empty())
            || !digits(pounds)
            || !digits(pence)
            || pence.len() > 2
            || pounds.len() > 7
        {
            return Err(NotMoney);
        }
        let number = |part: &str| if part.is_empty() { Ok(0) } else { part.parse::<i64>().map_err(|_| NotMoney) };
        let tenths = if pence.len() == 1 { 10 } else { 1 };
        Ok(Self(number(pounds)? * 100 + number(pence)? * tenths))
    }

    /// Without the pound sign and commas, as a form field shows it: "1234.50".
    #[must_use]
    pub fn plain(self) -> String {
        format!(
            "{}{}.{:02}",
            if self.0 < 0 { "-" } else { "" },
            self.0.unsigned_abs() / 100,
            self.0.unsigned_abs() % 100
        )
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pounds, pence) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = pounds.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(f, "{}£{grouped}.{pence:02}", if self.0 < 0 { "-" } else { "" })
    }
}

impl Add for Pence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}

/// The share of one of several who bear an amount together: what does not divide falls on the first, so that nothing is lost.
#[must_use]
pub fn share_of(whole: Pence, nth: usize, of: usize) -> Pence {
    let of = i64::try_from(of.max(1)).unwrap_or(1);
    let left_over = whole.0 % of;
    Pence(whole.0 / of + i64::from(i64::try_from(nth).is_ok_and(|nth| nth < left_over)))
}

coded! {
    /// Who bears a group's cost.
    CostShare {
        /// Each pupil of the group an equal share.
        PerGroup = "per_group", "Shared by the group";
        /// All of it this pupil: the group exists for them (a circle of friends).
        WholeToPupil = "whole_to_pupil", "All of it for this pupil";
    }
}

coded! {
    /// Whom the things bought for a line are for.
    BoughtFor {
        /// The whole group, whose pupils bear them as they bear its hours.
        Group = "group", "The whole group";
        /// This pupil alone.
        Pupil = "pupil", "This pupil alone";
    }
}

/// Pence per hour for a role from a day on, on-costs included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rate {
    /// The role as the school names it: "Teaching assistant".
    pub role: String,
    /// For one hour of one person.
    pub per_hour: Pence,
    /// First day on which it holds.
    pub from: NaiveDate,
}

/// The rate of a role on a day: the newest whose day has come.
#[must_use]
pub fn rate_on(rates: &[Rate], role: &str, day: NaiveDate) -> Option<Pence> {
    rates.iter().filter(|r| r.role == role && r.from <= day).max_by_key(|r| r.from).map(|r| r.per_hour)
}

/// One planned use of provision, with all that its price depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// For one hour of one person.
    pub per_hour: Pence,
    /// Minutes each time.
    pub minutes: u32,
    /// Times a week.
    pub times_a_week: u32,
    /// Weeks.
    pub weeks: u32,
    /// Adults at the same time.
    pub staff: u32,
    /// Pupils at the same time. 0 is taken as 1.
    pub group_size: u32,
    /// Who bears the group's cost.
    pub share: CostShare,
    /// Bought for this line.
    pub resources: Pence,
    /// Whom that is for.
    pub bought_for: BoughtFor,
}

impl Line {
    /// What this pupil's line costs, rounded half up, once: `(rate × minutes × times × weeks × staff ÷ 60 + what the group uses) ÷ group +
    /// what is this pupil's`.
    #[must_use]
    pub fn cost(&self) -> Pence {
        let group = if self.share == CostShare::WholeToPupil { 1 } else { self.group_size.max(1) };
        let divisor = 60 * i128::from(group);
        let people =
            i128::from(self.minutes) * i128::from(self.times_a_week) * i128::from(self.weeks) * i128::from(self.staff);
        let (shared, own) = match self.bought_for {
            BoughtFor::Group => (self.resources, Pence(0)),
            BoughtFor::Pupil => (Pence(0), self.resources),
        };
        let halves = (i128::from(self.per_hour.0) * people + 60 * i128::from(shared.0)) * 2 + divisor;
        Pence(i64::try_from(halves.div_euclid(2 * divisor)).unwrap_or(i64::MAX)) + own
    }

    /// What this pupil's part of the hours of so many sessions costs, without what was bought: of those that were given, or of those lost.
    #[must_use]
    pub fn hours_of(&self, sessions: u32) -> Pence {
        Self { times_a_week: sessions, weeks: 1, resources: Pence(0), ..*self }.cost()
    }

    /// The sum in words, so that anybody can check it: "£17.20 an hour × 20 min × 3 a week × 12 weeks ÷ 4 pupils = £51.60".
    #[must_use]
    pub fn working(&self) -> String {
        let mut words = format!(
            "{} an hour × {} min × {} a week × {}",
            self.per_hour,
            self.minutes,
            self.times_a_week,
            counted(self.weeks, "week", "weeks")
        );
        if self.staff > 1 {
            words += &format!(" × {} adults", self.staff);
        }
        let is_group = self.group_size > 1;
        let of_group = is_group && self.bought_for == BoughtFor::Group && self.resources > Pence(0);
        if of_group {
            words = format!("({words} + {} resources)", self.resources);
        }
        if is_group {
            words += &match self.share {
                CostShare::PerGroup => format!(" ÷ {} pupils", self.group_size),
                CostShare::WholeToPupil => ", all of it for this pupil".to_owned(),
            };
        }
        if !of_group && self.resources > Pence(0) {
            words += &format!(" + {} resources", self.resources);
        }
        format!("{words} = {}", self.cost())
    }
}

/// A sum shared by days of membership: the parts are to the penny, and together they are the sum. A penny that is over goes to whoever lost
/// most by rounding, the first of them where several did. Where nobody was there for a day, nobody bears anything.
#[must_use]
pub fn shared_by_days(total: Pence, days: &[u32]) -> Vec<Pence> {
    let all: i128 = days.iter().map(|one| i128::from(*one)).sum();
    if all == 0 {
        return vec![Pence(0); days.len()];
    }
    let exact = |one: &u32| i128::from(total.0) * i128::from(*one);
    let mut parts: Vec<i128> = days.iter().map(|one| exact(one).div_euclid(all)).collect();
    let over = i128::from(total.0) - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..days.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(&days[*at]).rem_euclid(all)));
    for at in order.into_iter().take(usize::try_from(over).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts.into_iter().map(|part| Pence(i64::try_from(part).unwrap_or(i64::MAX))).collect()
}

/// A rate's role as people call it: a school may name roles freely, or use Thrice's own codes.
#[must_use]
pub fn role_words(role: &str) -> &str {
    super::people::Role::from_code(role).map_or(role, |known| known.words())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(rate: i64, minutes: u32, times_a_week: u32, weeks: u32, group_size: u32) -> Line {
        Line {
            per_hour: Pence(rate),
            minutes,
            times_a_week,
            weeks,
            staff: 1,
            group_size,
            share: CostShare::PerGroup,
            resources: Pence(0),
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
        assert_eq!(
            whole.working(),
            "£17.20 an hour × 20 min × 3 a week × 12 weeks, all of it for this pupil = £206.40"
        );
    }

    #[test]
    fn the_hours_of_what_was_given_and_lost_cost_what_their_sessions_do() {
        let group = Line { resources: Pence(5_000), ..line(1720, 20, 3, 12, 4) };
        assert_eq!([0, 1, 30, 36].map(|n| group.hours_of(n)), [0, 143, 4_300, 5_160].map(Pence));
        assert_eq!(group.hours_of(36) + Pence(5_000), group.cost());
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
        assert_eq!(
            line(1720, 20, 3, 12, 4).working(),
            "£17.20 an hour × 20 min × 3 a week × 12 weeks ÷ 4 pupils = £51.60"
        );
        let more = Line { staff: 2, resources: Pence(1_500), ..line(1720, 60, 1, 1, 1) };
        assert_eq!(
            more.working(),
            "£17.20 an hour × 60 min × 1 a week × 1 week × 2 adults + £15.00 resources = £49.40"
        );
    }

    #[test]
    fn fifteen_pounds_for_a_group_of_four_are_fifteen_pounds_and_not_sixty() {
        let alone = Line { resources: Pence(1_500), ..line(0, 20, 3, 12, 4) };
        assert_eq!(alone.cost(), Pence(1_500));
        let group = Line { bought_for: BoughtFor::Group, ..alone };
        assert_eq!(group.cost(), Pence(375));
        let with_hours = Line { per_hour: Pence(1_720), ..group };
        assert_eq!(
            with_hours.working(),
            "(£17.20 an hour × 20 min × 3 a week × 12 weeks + £15.00 resources) ÷ 4 pupils = £55.35"
        );
        let of_three = Line { group_size: 3, ..group };
        assert_eq!(
            (of_three.cost().0, Line { resources: Pence(1_000), ..of_three }.cost().0),
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
        let rate = |role: &str, pence, from| Rate { role: role.into(), per_hour: Pence(pence), from };
        let rates = [rate("TA", 1800, day(9, 1)), rate("TA", 1720, day(4, 1)), rate("Teacher", 4500, day(4, 1))];
        assert_eq!(rate_on(&rates, "TA", day(3, 31)), None);
        assert_eq!(rate_on(&rates, "TA", day(8, 31)), Some(Pence(1720)));
        assert_eq!(rate_on(&rates, "TA", day(9, 1)), Some(Pence(1800)));
        assert_eq!(rate_on(&rates, "Nurse", day(9, 1)), None);
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
}
