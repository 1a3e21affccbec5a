//! A personal budget within an EHC plan (SEND Code of Practice 9.95 to 9.124): money set aside for provision that the plan names, with how
//! it is paid, what was spent, and the looks at it with the parent.

use chrono::{Months, NaiveDate};

use super::costing::Pence;

coded! {
    /// How it is paid (SEND Code of Practice 9.101).
    BudgetWay {
        /// To the parent, who buys.
        Direct = "direct", "Direct payment: the parent buys it";
        /// By the authority or the school, as the parent decides.
        Organised = "organised", "Organised arrangement: the school or the authority holds the money and buys it";
        /// By somebody for the parent.
        ThirdParty = "third_party", "Third party: somebody else holds the money for the parent";
    }
}

coded! {
    /// What was decided with the parent.
    BudgetDecision {
        /// As it is.
        GoesOn = "goes_on", "It goes on as it is";
        /// Another is agreed.
        Changes = "changes", "It changes: another is agreed";
        /// It ends.
        Ends = "ends", "It ends";
    }
}

/// What was agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonalBudget {
    /// Which provision of the plan it secures.
    pub purpose: String,
    /// For its whole time.
    pub agreed: Pence,
    /// How it is paid.
    pub way: BudgetWay,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last.
    pub until: NaiveDate,
    /// When it was agreed.
    pub agreed_on: NaiveDate,
}

/// What is left of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Balance {
    /// What was spent.
    pub spent: Pence,
    /// What is left; below nothing where more was spent than agreed.
    pub left: Pence,
}

/// What stands of a budget after these spendings.
#[must_use]
pub fn balance(budget: &PersonalBudget, spendings: impl IntoIterator<Item = Pence>) -> Balance {
    let spent = Pence(spendings.into_iter().map(|one| one.0).sum());
    Balance { spent, left: Pence(budget.agreed.0 - spent.0) }
}

/// By when it is looked at with the parent: within three months of its first day, then within twelve of the last look (SEN (Personal
/// Budgets) Regulations 2014 asks that of direct payments, with each review of the plan; here it holds for every way). Nothing after its
/// end, nor once it was decided that it ends.
#[must_use]
pub fn next_look(
    budget: &PersonalBudget,
    looks: &[(NaiveDate, BudgetDecision)],
    today: NaiveDate,
) -> Option<NaiveDate> {
    let last = looks.iter().max_by_key(|(day, _)| *day);
    if today > budget.until || last.is_some_and(|(_, decision)| *decision == BudgetDecision::Ends) {
        return None;
    }
    match last {
        Some((day, _)) => day.checked_add_months(Months::new(12)),
        None => budget.from.checked_add_months(Months::new(3)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn budget() -> PersonalBudget {
        PersonalBudget {
            purpose: "Music therapy".into(),
            agreed: Pence(120_000),
            way: BudgetWay::Direct,
            from: day(2026, 11, 30),
            until: day(2027, 7, 31),
            agreed_on: day(2026, 11, 2),
        }
    }

    #[test]
    fn what_is_left_may_fall_below_nothing() {
        assert_eq!(balance(&budget(), []), Balance { spent: Pence(0), left: Pence(120_000) });
        let over = balance(&budget(), [Pence(100_000), Pence(20_001)]);
        assert_eq!(over, Balance { spent: Pence(120_001), left: Pence(-1) });
    }

    #[test]
    fn the_first_look_is_due_after_three_months_and_then_each_year() {
        use BudgetDecision::{Ends, GoesOn};
        let today = day(2026, 12, 1);
        assert_eq!(next_look(&budget(), &[], today), Some(day(2027, 2, 28)), "the last day of a shorter month");
        let looks = [(day(2027, 2, 1), GoesOn), (day(2027, 1, 4), GoesOn)];
        assert_eq!(next_look(&budget(), &looks, today), Some(day(2028, 2, 1)), "from the last look");
        assert_eq!(next_look(&budget(), &[(day(2027, 2, 1), Ends)], today), None);
        assert_eq!(next_look(&budget(), &[], day(2027, 8, 1)), None, "it is over");
    }
}
