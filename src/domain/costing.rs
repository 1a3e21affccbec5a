//! What a line of provision costs, in whole pence: rounded once per line, summed after, and shown with its working.
//!
//! Only support that is additional to or different from the ordinary offer is costed (Code of Practice 6.95-6.99). Nothing computed here
//! is stored: a line is worked out from its facts and the rate in force on its day, so that a pay award never rewrites last year.
//! What somebody's time costs stands in [`price`], what is bought in [`bought`].

mod bought;
mod exact;
mod price;
#[cfg(test)]
mod tests;

use std::{fmt, iter::Sum, ops::Add};

use super::count::counted;

pub use bought::{Bought, BoughtBy, WEEKS_OF_SCHOOL};
pub use price::{Price, PriceProblem, Rate, RatePer, rate_on};

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

/// One planned use of provision, with all that its price depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// For the time of one person.
    pub price: Price,
    /// Minutes each time; 0 where it takes nobody's time.
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
    pub bought: Bought,
    /// Whom that is for.
    pub bought_for: BoughtFor,
}

impl Line {
    /// What this pupil's line costs, rounded half up, once: `(price × minutes × times × weeks × staff + what the group uses) ÷ group + what
    /// is this pupil's`.
    #[must_use]
    pub fn cost(&self) -> Pence {
        let group = if self.share == CostShare::WholeToPupil { 1 } else { self.group_size.max(1) };
        let people = [self.minutes, self.times_a_week, self.weeks, self.staff];
        let hours = self.price.of_a_minute().times(people.iter().map(|n| i128::from(*n)).product());
        let goods = self.bought.cost(self.times_a_week * self.weeks, self.weeks);
        let whole = match self.bought_for {
            BoughtFor::Group => hours.and(goods).shared_by(group),
            BoughtFor::Pupil => hours.shared_by(group).and(goods),
        };
        whole.rounded()
    }

    /// What this pupil's part of the hours of so many sessions costs, without what was bought: of those that were given, or of those lost.
    #[must_use]
    pub fn hours_of(&self, sessions: u32) -> Pence {
        Self { times_a_week: sessions, weeks: 1, bought: Bought::default(), ..*self }.cost()
    }

    /// What so many given sessions come to, with what was bought: all of it, however many were given, but for what is paid by the session.
    #[must_use]
    pub fn delivered(&self, sessions: u32) -> Pence {
        let goods = match self.bought.by {
            BoughtBy::Session => Self { minutes: 0, times_a_week: sessions, weeks: 1, ..*self },
            BoughtBy::Once | BoughtBy::Years => Self { minutes: 0, ..*self },
        };
        self.hours_of(sessions) + goods.cost()
    }

    /// Whether anybody's time is in it that costs something.
    #[must_use]
    pub fn has_hours(&self) -> bool {
        self.price.pence > Pence(0) && self.minutes > 0
    }

    /// The sum in words, so that anybody can check it: "£17.20 an hour × 20 min × 3 a week × 12 weeks ÷ 4 pupils = £51.60".
    #[must_use]
    pub fn working(&self) -> String {
        let goods = self.bought.working(self.times_a_week * self.weeks, self.weeks);
        if !self.has_hours() {
            return format!(
                "{}{} = {}",
                goods.as_deref().unwrap_or("no hours costed"),
                self.shared_in_words(),
                self.cost()
            );
        }
        let weeks = counted(self.weeks, "week", "weeks");
        let mut words = format!("{} × {} min × {} a week × {weeks}", self.price, self.minutes, self.times_a_week);
        if self.staff > 1 {
            words += &format!(" × {} adults", self.staff);
        }
        let of_group = self.group_size > 1 && self.bought_for == BoughtFor::Group;
        words = match goods {
            Some(goods) if of_group => format!("({words} + {goods}){}", self.shared_in_words()),
            Some(goods) => format!("{words}{} + {goods}", self.shared_in_words()),
            None => format!("{words}{}", self.shared_in_words()),
        };
        format!("{words} = {}", self.cost())
    }

    /// How a group bears it.
    fn shared_in_words(&self) -> String {
        match self.share {
            _ if self.group_size < 2 || (!self.has_hours() && self.bought_for == BoughtFor::Pupil) => String::new(),
            CostShare::PerGroup => format!(" ÷ {} pupils", self.group_size),
            CostShare::WholeToPupil => ", all of it for this pupil".to_owned(),
        }
    }
}

/// A sum shared by days of membership, as [`shared_by_weight`] shares.
#[must_use]
pub fn shared_by_days(total: Pence, days: &[u32]) -> Vec<Pence> {
    shared_by_weight(total, &days.iter().map(|one| i128::from(*one)).collect::<Vec<_>>())
}

/// A sum shared in a proportion: the parts are to the penny, and together they are the sum. A penny that is over goes to whoever lost most by
/// rounding, the first of them where several did. Where nobody weighs anything, nobody bears anything.
#[must_use]
pub fn shared_by_weight(total: Pence, weights: &[i128]) -> Vec<Pence> {
    let all: i128 = weights.iter().sum();
    if all == 0 {
        return vec![Pence(0); weights.len()];
    }
    let exact = |one: i128| i128::from(total.0) * one;
    let mut parts: Vec<i128> = weights.iter().map(|one| exact(*one).div_euclid(all)).collect();
    let over = i128::from(total.0) - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(weights[*at]).rem_euclid(all)));
    for at in order.into_iter().take(usize::try_from(over).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts.into_iter().map(|part| Pence(i64::try_from(part).unwrap_or(i64::MAX))).collect()
}

/// Amounts a year, each for so many days of a year of so many: rounded half up, once for all of them.
#[must_use]
pub fn by_days(parts: &[(Pence, u32)], of: u32) -> Pence {
    let all = parts.iter().map(|(a_year, days)| i128::from(a_year.0) * i128::from(*days)).sum();
    exact::Exact::new(all, i128::from(of)).rounded()
}

/// A rate's role as people call it: a school may name roles freely, or use Thrice's own codes.
#[must_use]
pub fn role_words(role: &str) -> &str {
    super::people::Role::from_code(role).map_or(role, |known| known.words())
}
