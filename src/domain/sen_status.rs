//! SEN status: N, K or E, dated, exactly one open at a time.

mod change;

use chrono::NaiveDate;

use super::time::LongDay;

pub use change::{Around, Change, ChangeProblem, Told, change, effects};

coded! {
    /// A pupil's SEN status. `N` includes pupils who used to be on SEN support: never read it as "never had SEN".
    SenCode {
        /// No special educational provision now.
        None = "N", "No SEN";
        /// SEN support.
        Support = "K", "SEN support";
        /// Education, health and care plan.
        Ehcp = "E", "EHC plan";
    }
}

/// One status from one day to another, both included; `until` is empty while it is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StatusSpan {
    /// Which status.
    pub code: SenCode,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if it has ended.
    pub until: Option<NaiveDate>,
}

/// Why a history of statuses cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HistoryProblem {
    /// Two spans overlap, or two are open.
    #[error("two SEN statuses hold on {0}")]
    Overlap(NaiveDate),
    /// A span ends before it starts.
    #[error("the SEN status from {0} ends before it starts")]
    Backwards(NaiveDate),
}

/// The status on a day, if any was recorded by then.
#[must_use]
pub fn on(history: &[StatusSpan], day: NaiveDate) -> Option<SenCode> {
    history.iter().find(|s| s.from <= day && s.until.is_none_or(|u| day <= u)).map(|s| s.code)
}

/// Checks that no two spans overlap and at most one is open.
///
/// # Errors
/// The first span that cannot be.
pub fn check(history: &[StatusSpan]) -> Result<(), HistoryProblem> {
    let mut sorted = history.to_vec();
    sorted.sort_by_key(|s| s.from);
    if let Some(bad) = sorted.iter().find(|s| s.until.is_some_and(|u| u < s.from)) {
        return Err(HistoryProblem::Backwards(bad.from));
    }
    match sorted.windows(2).find(|w| w[0].until.is_none_or(|u| u >= w[1].from)) {
        Some(pair) => Err(HistoryProblem::Overlap(pair[1].from)),
        None => Ok(()),
    }
}

/// Since when a status holds, in words. Where nobody said (`assumed`), the day is the one from which it is counted, and no more.
#[must_use]
pub fn since(from: NaiveDate, assumed: bool) -> String {
    let day = LongDay(from);
    if assumed { format!("since before {day} (not known)") } else { format!("since {day}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, d).unwrap()
    }

    fn span(code: SenCode, from: u32, until: Option<u32>) -> StatusSpan {
        StatusSpan { code, from: day(from), until: until.map(day) }
    }

    #[test]
    fn one_status_holds_on_a_day() {
        let history = [span(SenCode::None, 1, Some(9)), span(SenCode::Support, 10, None)];
        assert_eq!(check(&history), Ok(()));
        assert_eq!(on(&history, day(9)), Some(SenCode::None));
        assert_eq!(on(&history, day(10)), Some(SenCode::Support));
        assert_eq!(on(&history[1..], day(9)), None);
    }

    #[test]
    fn two_open_statuses_are_refused() {
        assert_eq!(
            check(&[span(SenCode::Support, 1, None), span(SenCode::Ehcp, 9, None)]),
            Err(HistoryProblem::Overlap(day(9)))
        );
        assert_eq!(
            check(&[span(SenCode::Support, 1, Some(9)), span(SenCode::Ehcp, 9, None)]),
            Err(HistoryProblem::Overlap(day(9)))
        );
        assert_eq!(check(&[span(SenCode::Support, 9, Some(1))]), Err(HistoryProblem::Backwards(day(9))));
    }
}
