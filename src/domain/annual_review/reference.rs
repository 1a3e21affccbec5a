//! Every date once more, counted on a calendar on the wall: forward or back one day at a time, months by their names, and nothing of the
//! rule's own code.

use super::*;

/// A day later.
fn next(on: NaiveDate) -> NaiveDate {
    on.succ_opt().unwrap()
}

fn before(on: NaiveDate) -> NaiveDate {
    on.pred_opt().unwrap()
}

/// So many days on, or back with a minus.
fn walk(mut on: NaiveDate, days: i64) -> NaiveDate {
    for _ in 0..days.abs() {
        on = if days > 0 { next(on) } else { before(on) };
    }
    on
}

/// The day of the same number so many months on; the last of the month where it has none.
fn months_on(on: NaiveDate, months: u32) -> NaiveDate {
    use chrono::Datelike;
    let (mut year, mut month) = (on.year(), on.month());
    for _ in 0..months {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (28..=on.day().max(28)).rev().find_map(|d| NaiveDate::from_ymd_opt(year, month, d.min(on.day()))).unwrap()
}

/// The dates of a review by the published rules: complete by, latest meeting; and around a meeting advice, invitation, report, decision.
fn by_hand(anchor: NaiveDate) -> (NaiveDate, NaiveDate) {
    let complete = before(months_on(anchor, 12));
    (complete, walk(complete, -28))
}

#[test]
fn ten_thousand_anchors_counted_by_hand_come_out_the_same() {
    let mut anchor = NaiveDate::from_ymd_opt(2004, 1, 1).unwrap();
    let child =
        Child { born_on: walk(anchor, -4_000), nc_year: "4".into(), last_year_here: Some("6".into()), moves_on: None };
    for n in 0..10_000_u64 {
        let limit = limits(anchor, &child, anchor).into_iter().find(|limit| limit.rule == Rule::TwelveMonths).unwrap();
        assert_eq!((limit.by, limit.latest_meeting), by_hand(anchor), "from {anchor}");

        let (meeting, decided) = (walk(anchor, 200), walk(anchor, 220));
        let decision = Some(Decision { kind: DecisionKind::Amend, on: decided });
        let advice = 28 + n % 57;
        let known =
            Facts { limit: Some(limit), advice_days: advice, held_on: Some(meeting), decision, ..Facts::default() };
        let days: Vec<NaiveDate> = steps(&known, meeting).into_iter().map(|due| due.by).collect();
        let invited = walk(meeting, -14);
        let wanted = [
            walk(meeting, -(advice as i64)),
            invited,
            invited,
            limit.latest_meeting,
            walk(meeting, 14),
            walk(meeting, 28),
            walk(decided, 15),
            walk(decided, 56),
        ];
        assert_eq!(days, wanted, "around {meeting}");
        anchor = next(anchor);
    }
}
