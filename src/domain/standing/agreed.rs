//! The cells of a plan beside SEN support: its reviews fall on the days agreed for them, as often as the plan says, and no round binds them.

use chrono::NaiveDate;

use super::{
    Calendar, Cell, Ended, Facts, NotNeeded, Season, State, Window,
    cells::{Expected, ahead, why_not},
};

/// The three cells, and which terms the plan ran through long enough to count. `ends_on` is the plan's last day, where it has one.
pub(super) fn cells(
    calendar: &Calendar,
    facts: &Facts,
    ends_on: Option<NaiveDate>,
    due_soon_days: i64,
    today: NaiveDate,
) -> ([Cell; 3], Expected) {
    let windows = calendar.windows(facts.year);
    let runs = |window: &Window| ends_on.is_none_or(|end| window.closes_on <= end);
    let counts = windows.map(|(s, window)| runs(&window) && why_not(calendar, facts, s, window).is_none());
    let made = windows.map(|(season, window)| cell(calendar, facts, ends_on, (season, window), due_soon_days, today));
    (made, Expected(counts))
}

fn cell(
    calendar: &Calendar,
    facts: &Facts,
    ends_on: Option<NaiveDate>,
    (season, window): (Season, Window),
    due_soon_days: i64,
    today: NaiveDate,
) -> Cell {
    let (from, until) = calendar.reach(facts.year, season);
    let within = |day: NaiveDate| from <= day && day <= until;
    // What was agreed for an earlier year and never held is owed first of all.
    let owed = facts.agreed_on.filter(|on| within(*on) || (season == Season::Autumn && *on < from));
    let last = facts.reviews.iter().filter(|held| within(held.on)).max();
    let planned = facts.planned_for(season).filter(|on| within(*on));
    let next = facts.agreed_on.is_none_or(|on| on < from);
    let (due_on, state) = match (owed, last, planned) {
        (Some(due), ..) => (due, ahead(calendar, facts, season, (window, due), due_soon_days, today)),
        (None, Some(held), _) => {
            let due = held.agreed_for.unwrap_or(held.on);
            (due, State::Done { on: held.on, late: due < held.on })
        }
        (None, None, Some(due)) if next && today <= until => {
            (due, ahead(calendar, facts, season, (window, due), due_soon_days, today))
        }
        (None, None, _) if next && facts.a_year > 0 && today < from && ends_on.is_none_or(|end| from <= end) => {
            (window.closes_on, ahead(calendar, facts, season, (window, window.closes_on), due_soon_days, today))
        }
        _ => (window.closes_on, State::NotNeeded(none(facts, ends_on, from))),
    };
    Cell { season, window, due_on, state }
}

/// Why a term has no review of this plan.
fn none(facts: &Facts, ends_on: Option<NaiveDate>, from: NaiveDate) -> NotNeeded {
    let over = facts.supported.iter().all(|s| s.until.is_some_and(|u| u < from));
    let end = facts.supported.iter().filter_map(|s| s.until).max().filter(|_| over);
    match (end, ends_on.filter(|end| *end < from)) {
        (Some(end), _) => NotNeeded::Ended(facts.ended_on(end).unwrap_or(Ended::PlanClosed), end),
        (None, Some(end)) => NotNeeded::Ended(Ended::PlanClosed, end),
        (None, None) => NotNeeded::NoneAgreed,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{
        calendar::{self, AcademicYear},
        compliance::{Kept, Tally, reviews},
        standing::{Held, Light, Rhythm, Span, standing},
    };

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn plan(agreed: Option<NaiveDate>, held: &[(NaiveDate, NaiveDate)], ends_on: Option<NaiveDate>) -> Facts {
        Facts {
            year: AcademicYear::new(2026),
            a_year: 3,
            supported: vec![Span { from: day(2026, 11, 16), until: None }],
            reviews: held.iter().map(|(on, agreed)| Held { on: *on, agreed_for: Some(*agreed) }).collect(),
            meetings: vec![],
            agreed_on: agreed,
            planned: vec![],
            exemptions: vec![],
            ended: vec![],
            rhythm: Rhythm::Agreed { ends_on },
        }
    }

    fn autumn(facts: &Facts, today: NaiveDate) -> (NaiveDate, State) {
        let found = standing(&Calendar::new(calendar::Facts::default()), facts, 5, today);
        (found.cells[0].due_on, found.cells[0].state.clone())
    }

    #[test]
    fn a_plan_made_late_in_the_term_is_reviewed_on_its_day_all_the_same() {
        let short = plan(Some(day(2026, 11, 30)), &[], Some(day(2026, 12, 11)));
        assert_eq!(autumn(&short, day(2026, 11, 17)), (day(2026, 11, 30), State::Planned));
        assert_eq!(autumn(&short, day(2026, 11, 27)).1, State::DueSoon(1));
        assert_eq!(autumn(&short, day(2026, 12, 2)).1, State::Overdue(2));
        let found = standing(&Calendar::new(calendar::Facts::default()), &short, 5, day(2026, 12, 2));
        let over = State::NotNeeded(NotNeeded::Ended(Ended::PlanClosed, day(2026, 12, 11)));
        assert_eq!((found.light, &found.cells[1].state, found.required), (Light::Late, &over, 0));
    }

    #[test]
    fn the_next_review_of_the_same_term_is_owed_although_one_has_been_held() {
        let first = (day(2026, 11, 25), day(2026, 11, 24));
        let again = plan(Some(day(2026, 12, 7)), &[first], None);
        assert_eq!(autumn(&again, day(2026, 12, 9)), (day(2026, 12, 7), State::Overdue(2)));
        let far = plan(Some(day(2027, 3, 1)), &[first], None);
        assert_eq!(autumn(&far, day(2026, 12, 9)), (first.1, State::Done { on: first.0, late: true }));
    }

    #[test]
    fn what_was_agreed_for_last_year_is_owed_first() {
        let old = plan(Some(day(2026, 7, 1)), &[], None);
        assert!(matches!(autumn(&old, day(2026, 9, 10)), (due, State::Overdue(_)) if due == day(2026, 7, 1)));
    }

    proptest! {
        #[test]
        fn every_review_held_counts_once_and_what_is_owed_counts_once(
            held in prop::collection::btree_map(0..300i64, -20..20i64, 0..8),
            next in prop::option::of(0..340i64),
            on in 0..365i64,
        ) {
            let at = |n: i64| day(2026, 9, 1) + chrono::TimeDelta::days(n);
            let held: Vec<_> = held.into_iter().map(|(n, by)| (at(n), at(n + by))).collect();
            let facts = Facts { supported: vec![Span { from: day(2026, 9, 1), until: None }], ..plan(next.map(at), &held, None) };
            let calendar = Calendar::new(calendar::Facts::default());
            let cells = standing(&calendar, &facts, 5, at(on)).cells;
            let tally: Tally = reviews(&calendar, &facts, &cells).into_iter().map(|(_, kept)| kept).collect();
            let late = held.iter().filter(|(on, agreed)| agreed < on).count();
            prop_assert_eq!((tally.on_time + tally.late) as usize, held.len());
            prop_assert_eq!(tally.late as usize, late);
            prop_assert_eq!(tally.never, u32::from(next.is_some_and(|n| n < on)));
            prop_assert!(next.is_none_or(|n| n < on || tally.open > 0));
            prop_assert_eq!(tally.not_needed, 0);
            prop_assert!(cells.iter().all(|cell| Kept::of(cell) != Kept::Never || cell.due_on < at(on)));
        }
    }
}
