//! Who pays for a line of provision: one funding stream, or several, each for a share of it or for a sum a year, for all of its days or for
//! some. What no payer names stays with the stream that the plan names for the line.
//!
//! A line's cost is rounded once, and its streams share those pence: the parts are whole pence and together they are the cost, to the penny.
//! What was given of the line, or lost, is shared in the same proportion.

use chrono::NaiveDate;

use super::{
    costing::{Pence, shared_by_weight},
    funding::Period,
    plan::Funding,
    time::LongDay,
};

/// All of a line, in hundredths of a per cent.
const WHOLE: u32 = 10_000;
/// Days of a year over which a sum a year is spread: a leap year's sum is that of any other.
const YEAR: u32 = 365;

coded! {
    /// How the form asks what somebody pays.
    PayerWay {
        /// A share.
        Share = "share", "A share of the line";
        /// A sum a year.
        AYear = "year", "A sum a year";
    }
}

/// How much a payer pays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pays {
    /// So many hundredths of a per cent of the line.
    Share(u32),
    /// So much for each year of its days.
    AYear(Pence),
}

/// One of those who pay for a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payer {
    /// Which stream.
    pub funding: Funding,
    /// How much.
    pub pays: Pays,
    /// The first day for which it pays; the line's own where it is not said.
    pub from: Option<NaiveDate>,
    /// The last day for which it pays; the line's own where it is not said.
    pub until: Option<NaiveDate>,
}

/// Why somebody cannot pay for a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PayerProblem {
    /// Not a share.
    #[error("The share must be more than 0 and at most 100 per cent, like 40 or 12.5")]
    NoShare,
    /// No money.
    #[error("The sum a year must be more than nothing")]
    NoSum,
    /// The last day is before the first.
    #[error("It cannot end before it begins")]
    EndsFirst,
    /// None of its days is one of the line's.
    #[error("It would pay for no day of this line, which runs from {} to {}", LongDay(.0.from), LongDay(.0.until))]
    NoDay(Period),
    /// A sum for a line without a price.
    #[error("This line has no price yet: enter a share")]
    NoPrice,
    /// Shares that are more than the whole.
    #[error("With this, {} per cent is named for {}: at most 100 can be", percent(*.0), LongDay(*.1))]
    TooManyShares(u32, NaiveDate),
    /// More than the line costs.
    #[error("With this, {0} is named of a line that costs {1}")]
    TooMuch(Pence, Pence),
}

/// "12.5" of 1,250 hundredths of a per cent.
#[must_use]
pub fn percent(share: u32) -> String {
    match share % 100 {
        0 => (share / 100).to_string(),
        rest if rest % 10 == 0 => format!("{}.{}", share / 100, rest / 10),
        rest => format!("{}.{rest:02}", share / 100),
    }
}

/// Reads "40", "12.5" or "33.33 %" as hundredths of a per cent.
///
/// # Errors
/// When it is no share above 0 and up to 100 per cent.
pub fn parse_percent(text: &str) -> Result<u32, PayerProblem> {
    let plain = text.trim().trim_end_matches('%').trim();
    let hundredths = Pence::parse(plain).ok().and_then(|read| u32::try_from(read.0).ok());
    hundredths.filter(|share| (1..=WHOLE).contains(share) && !plain.contains('£')).ok_or(PayerProblem::NoShare)
}

impl Payer {
    /// The days of a line for which it pays.
    #[must_use]
    pub fn days(&self, line: Period) -> Option<Period> {
        let (from, until) = (self.from.unwrap_or(line.from), self.until.unwrap_or(line.until));
        if from > until { None } else { Period { from, until }.and(line) }
    }

    /// "40 per cent", or "£300.00 a year", and for which days where these are said.
    #[must_use]
    pub fn words(&self) -> String {
        let how_much = match self.pays {
            Pays::Share(share) => format!("{} per cent", percent(share)),
            Pays::AYear(pence) => format!("{pence} a year"),
        };
        match (self.from, self.until) {
            (None, None) => how_much,
            (Some(from), None) => format!("{how_much} from {} on", LongDay(from)),
            (None, Some(until)) => format!("{how_much} until {}", LongDay(until)),
            (Some(from), Some(until)) => format!("{how_much} from {} to {}", LongDay(from), LongDay(until)),
        }
    }

    /// Checks it beside the others who pay for a line of this cost and these days.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(self, others: &[Self], cost: Pence, line: Period) -> Result<Self, PayerProblem> {
        match self.pays {
            Pays::Share(share) if !(1..=WHOLE).contains(&share) => return Err(PayerProblem::NoShare),
            Pays::AYear(pence) if pence <= Pence(0) => return Err(PayerProblem::NoSum),
            Pays::AYear(_) if cost <= Pence(0) => return Err(PayerProblem::NoPrice),
            _ => {}
        }
        if self.from.zip(self.until).is_some_and(|(from, until)| until < from) {
            return Err(PayerProblem::EndsFirst);
        }
        let days = self.days(line).ok_or(PayerProblem::NoDay(line))?;
        let mut all = others.to_vec();
        all.push(self.clone());
        // Shares change on first days only.
        let begins = all.iter().filter_map(|one| one.days(line)).map(|of| of.from).chain([days.from]);
        for day in begins.filter(|day| days.from <= *day && *day <= days.until) {
            let named: u32 = all.iter().filter(|one| one.pays_on(day, line)).map(Self::share).sum();
            if named > WHOLE {
                return Err(PayerProblem::TooManyShares(named, day));
            }
        }
        let scale = Scale::new(cost, line);
        let named: i128 = all.iter().map(|one| scale.of(one)).sum();
        if named > scale.whole() {
            return Err(PayerProblem::TooMuch(scale.pence(named), cost));
        }
        Ok(self)
    }

    fn pays_on(&self, day: NaiveDate, line: Period) -> bool {
        self.days(line).is_some_and(|days| days.from <= day && day <= days.until)
    }

    fn share(&self) -> u32 {
        if let Pays::Share(share) = self.pays { share } else { 0 }
    }
}

/// A line's cost in units so small that a share of some of its days and a sum a year are both whole numbers of them.
struct Scale {
    /// In pence, at least one, so that an unpriced line has its proportions, too.
    cost: i128,
    /// Whether the line costs anything.
    is_priced: bool,
    line: Period,
}

impl Scale {
    fn new(cost: Pence, line: Period) -> Self {
        Self { cost: i128::from(cost.0.max(1)), is_priced: cost > Pence(0), line }
    }

    /// Units of a penny.
    fn penny(&self) -> i128 {
        i128::from(WHOLE) * i128::from(self.line.days()) * i128::from(YEAR)
    }

    fn whole(&self) -> i128 {
        self.cost * self.penny()
    }

    fn of(&self, payer: &Payer) -> i128 {
        let days = i128::from(payer.days(self.line).map_or(0, Period::days));
        match payer.pays {
            Pays::Share(share) => self.cost * i128::from(share) * days * i128::from(YEAR),
            Pays::AYear(pence) if self.is_priced => {
                i128::from(pence.0) * days * i128::from(WHOLE) * i128::from(self.line.days())
            }
            Pays::AYear(_) => 0,
        }
    }

    /// Rounded up, so that what is too much never looks as if it fitted.
    fn pence(&self, units: i128) -> Pence {
        Pence(i64::try_from((units + self.penny() - 1) / self.penny()).unwrap_or(i64::MAX))
    }
}

/// Who bears a line, and in what proportion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Borne(Vec<(Funding, i128)>);

impl Borne {
    /// One stream bears all of it.
    #[must_use]
    pub fn by_one(funding: Funding) -> Self {
        Self(vec![(funding, 1)])
    }

    /// The payers bear what they name, as far as there is a cost: where the plan has changed since and the line costs less, who was entered
    /// first comes first. The rest falls on the plan's own stream.
    #[must_use]
    pub fn by(payers: &[Payer], rest: Funding, cost: Pence, line: Period) -> Self {
        let scale = Scale::new(cost, line);
        let mut left = scale.whole();
        let mut named: Vec<(Funding, i128)> = Vec::new();
        for payer in payers {
            let bears = scale.of(payer).min(left);
            left -= bears;
            named.push((payer.funding, bears));
        }
        named.push((rest, left));
        let of = |funding: &Funding| named.iter().filter(|(one, _)| one == funding).map(|(_, weight)| weight).sum();
        let all =
            Funding::ALL.iter().map(|funding| (*funding, of(funding))).filter(|(_, weight)| *weight > 0).collect();
        Self(all)
    }

    /// The streams that bear something of it, in the order of [`Funding::ALL`].
    pub fn streams(&self) -> impl Iterator<Item = Funding> {
        self.0.iter().map(|(funding, _)| *funding)
    }

    /// What each bears of an amount: together they are the amount.
    #[must_use]
    pub fn shares(&self, whole: Pence) -> Vec<(Funding, Pence)> {
        let weights: Vec<i128> = self.0.iter().map(|(_, weight)| *weight).collect();
        self.streams().zip(shared_by_weight(whole, &weights)).collect()
    }

    /// What one stream bears of an amount.
    #[must_use]
    pub fn share_of(&self, whole: Pence, funding: Funding) -> Pence {
        self.shares(whole).into_iter().find(|(one, _)| *one == funding).map_or(Pence(0), |(_, pence)| pence)
    }

    /// "Notional SEN budget", or "Notional SEN budget £12.40, Top-up (high needs) £8.20" where several bear an amount.
    #[must_use]
    pub fn words(&self, whole: Pence) -> String {
        if let [(only, _)] = self.0.as_slice() {
            return only.words().to_owned();
        }
        let shares = self.shares(whole);
        shares.iter().map(|(funding, pence)| format!("{} {pence}", funding.words())).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn line() -> Period {
        Period { from: day("2026-09-01"), until: day("2026-11-09") }
    }

    fn payer(funding: Funding, pays: Pays) -> Payer {
        Payer { funding, pays, from: None, until: None }
    }

    #[test]
    fn a_share_and_a_sum_a_year_stand_beside_the_plans_own_stream() {
        let all = [payer(Funding::TopUp, Pays::Share(4_000)), payer(Funding::PupilPremium, Pays::AYear(Pence(3_650)))];
        // 70 days: £7.00 of the sum a year, 40 per cent of £51.60, and the rest.
        let borne = Borne::by(&all, Funding::NotionalSen, Pence(5_160), line());
        assert_eq!(
            borne.words(Pence(5_160)),
            "Notional SEN budget £23.96, Top-up (high needs) £20.64, Pupil premium £7.00"
        );
        assert_eq!(borne.shares(Pence(0)).iter().map(|(_, pence)| pence.0).sum::<i64>(), 0);
        assert_eq!(Borne::by(&[], Funding::Other, Pence(5_160), line()).words(Pence(5_160)), "Other");
    }

    #[test]
    fn a_share_of_some_days_is_that_part_of_them() {
        let later = Payer { from: Some(day("2026-10-06")), ..payer(Funding::TopUp, Pays::Share(10_000)) };
        let borne = Borne::by(&[later], Funding::NotionalSen, Pence(1_001), line());
        assert_eq!(borne.shares(Pence(1_001)), [(Funding::NotionalSen, Pence(501)), (Funding::TopUp, Pence(500))]);
        // The plan's own stream may be named, too: it bears both parts.
        let own = payer(Funding::NotionalSen, Pays::Share(2_500));
        assert_eq!(Borne::by(&[own], Funding::NotionalSen, Pence(1_001), line()).streams().count(), 1);
    }

    #[test]
    fn what_is_more_than_the_line_is_refused() {
        let first = payer(Funding::TopUp, Pays::Share(6_000));
        let check = |one: Payer, cost: i64| one.check(std::slice::from_ref(&first), Pence(cost), line()).unwrap_err();
        let half = payer(Funding::Other, Pays::Share(5_000));
        assert_eq!(
            check(half.clone(), 100).to_string(),
            "With this, 110 per cent is named for Tuesday 1 September 2026: at most 100 can be"
        );
        let later = Payer { from: Some(day("2026-11-01")), ..half };
        assert_eq!(check(later, 100), PayerProblem::TooManyShares(11_000, day("2026-11-01")));
        let sum = payer(Funding::Other, Pays::AYear(Pence(36_500)));
        assert_eq!(check(sum.clone(), 10_000).to_string(), "With this, £130.00 is named of a line that costs £100.00");
        assert_eq!(check(sum, 0), PayerProblem::NoPrice);
        let ends = Payer { from: Some(day("2026-10-02")), until: Some(day("2026-10-01")), ..half };
        assert_eq!(check(ends, 100), PayerProblem::EndsFirst);
        let gone = Payer { until: Some(day("2026-08-31")), ..half };
        assert!(check(gone, 100).to_string().contains("runs from Tuesday 1 September 2026 to Monday 9 November 2026"));
        assert_eq!(check(payer(Funding::Other, Pays::Share(0)), 100), PayerProblem::NoShare);
        // One after the other, each may pay for all.
        let until = Payer { until: Some(day("2026-09-30")), ..payer(Funding::TopUp, Pays::Share(10_000)) };
        let from = Payer { from: Some(day("2026-10-01")), ..payer(Funding::Other, Pays::Share(10_000)) };
        assert!(from.check(&[until], Pence(777), line()).is_ok());
    }

    #[test]
    fn shares_are_read_as_people_write_them() {
        assert_eq!(
            ["40", "12.5 %", "33.33%", "100"].map(|text| parse_percent(text).unwrap()),
            [4_000, 1_250, 3_333, 10_000]
        );
        for odd in ["", "0", "100.01", "-5", "£5", "half", "1.234"] {
            assert_eq!(parse_percent(odd), Err(PayerProblem::NoShare), "{odd}");
        }
        assert_eq!([4_000, 1_250, 3_333].map(percent), ["40", "12.5", "33.33"]);
    }

    fn any_payer() -> impl Strategy<Value = Payer> {
        let pays = prop_oneof![(1..=WHOLE).prop_map(Pays::Share), (1..900_000_i64).prop_map(|p| Pays::AYear(Pence(p)))];
        let days = (prop::option::of(0..120_u64), prop::option::of(0..120_u64));
        (0..Funding::ALL.len(), pays, days).prop_map(|(funding, pays, (from, until))| {
            let on = |n: u64| line().from + chrono::Days::new(n);
            Payer { funding: Funding::ALL[funding], pays, from: from.map(on), until: until.map(on) }
        })
    }

    proptest! {
        #[test]
        fn whoever_pays_the_parts_are_the_whole(
            payers in prop::collection::vec(any_payer(), 0..6), rest in 0..Funding::ALL.len(), cost in 0..2_000_000_i64, part in 0..2_000_000_i64,
        ) {
            let borne = Borne::by(&payers, Funding::ALL[rest], Pence(cost), line());
            prop_assert!(borne.streams().count() > 0);
            for whole in [Pence(cost), Pence(part)] {
                let shares = borne.shares(whole);
                prop_assert_eq!(shares.iter().map(|(_, pence)| *pence).sum::<Pence>(), whole);
                prop_assert!(shares.iter().all(|(_, pence)| *pence >= Pence(0)));
            }
        }

        #[test]
        fn whoever_was_let_in_is_paid_for_in_full(payers in prop::collection::vec(any_payer(), 0..6), cost in 1..2_000_000_i64) {
            let mut let_in: Vec<Payer> = Vec::new();
            for one in payers {
                if let Ok(one) = one.check(&let_in, Pence(cost), line()) { let_in.push(one) }
            }
            let scale = Scale::new(Pence(cost), line());
            let named: i128 = let_in.iter().map(|one| scale.of(one)).sum();
            prop_assert!(named <= scale.whole());
            for day in line().each_day() {
                let shares: u32 = let_in.iter().filter(|one| one.pays_on(day, line())).map(Payer::share).sum();
                prop_assert!(shares <= WHOLE, "{shares} on {day}");
            }
        }
    }
}
