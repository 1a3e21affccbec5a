//! The days of each round: how many reviews each has, and why a day has none.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::{
    YearPage,
    draft::{Draft, open},
};
use crate::domain::{
    calendar::{Closed, Season},
    count::counted,
    ids::StaffId,
    people::Name,
    time::ShortDay,
    year_plan::Term,
};

/// Who leads how many on each day of the year.
pub(super) struct Load<'a> {
    by_day: BTreeMap<NaiveDate, BTreeMap<StaffId, (&'a Name, u32)>>,
}

impl<'a> Load<'a> {
    /// Of the dates in the form and the meetings that are booked.
    pub(super) fn of(seen: &'a YearPage, draft: &Draft) -> Self {
        let mut by_day: BTreeMap<NaiveDate, BTreeMap<StaffId, _>> = BTreeMap::new();
        let booked = seen.lines.iter().flat_map(|line| {
            let on = |season: &Season| match line.term(&seen.calendar, *season, seen.today) {
                Term::Booked(on) => Some((line, on)),
                _ => None,
            };
            Season::ALL.iter().filter_map(on).collect::<Vec<_>>()
        });
        let typed = open(seen).filter_map(|(line, key)| Some((line, draft.day(key)?)));
        for (line, on) in booked.chain(typed) {
            if let Some((lead, name)) = &line.row.lead {
                by_day.entry(on).or_default().entry(*lead).or_insert((name, 0)).1 += 1;
            }
        }
        Self { by_day }
    }

    fn on(&self, day: NaiveDate) -> u32 {
        self.by_day.get(&day).map_or(0, |of| of.values().map(|(_, n)| n).sum())
    }

    /// Who has more than they should on a day, and how many.
    pub(super) fn too_many(&self, cap: u32) -> Vec<(NaiveDate, String, u32)> {
        let of = |(day, people): (&NaiveDate, &BTreeMap<_, (&Name, u32)>)| {
            let over = people.values().filter(|(_, n)| *n > cap);
            over.map(|(name, n)| (*day, name.formal(), *n)).collect::<Vec<_>>()
        };
        self.by_day.iter().flat_map(of).collect()
    }
}

/// The cap that the form names, else the school's.
pub(super) fn cap(seen: &YearPage, draft: &Draft) -> u32 {
    draft.typed.get("cap").parse().ok().filter(|cap| *cap > 0).unwrap_or(seen.cap)
}

pub(super) fn rounds(seen: &YearPage, draft: &Draft) -> Markup {
    let load = Load::of(seen, draft);
    let over = load.too_many(cap(seen, draft));
    html! {
        h2 { "The days of each round" }
        @for (season, window) in seen.calendar.windows(seen.year) {
            @let days: Vec<NaiveDate> = window.opens_on.iter_days().take_while(|d| *d <= window.closes_on).collect();
            @let many: u32 = days.iter().map(|d| load.on(*d)).sum();
            details open[many > 0] {
                summary { (season.title()) ": " (reviews(many)) " from " (ShortDay(window.opens_on)) " to " (ShortDay(window.closes_on)) }
                ol.days { @for day in days { (tile(seen, &load, &over, day)) } }
            }
        }
    }
}

/// A day. Weeks stand below each other: the first day of a round is put into its weekday's column by its class.
fn tile(seen: &YearPage, load: &Load<'_>, over: &[(NaiveDate, String, u32)], day: NaiveDate) -> Markup {
    let (many, column) = (load.on(day), format!("day-{}", day.weekday().number_from_monday()));
    html! {
        @match seen.calendar.why_closed(day) {
            Some(Closed::Weekend) if many == 0 => li.day-closed.(column) { span { (ShortDay(day)) } " weekend" },
            Some(why) => li.day-closed.(column) { span { (ShortDay(day)) } " " (why.words()) },
            None => li.(column) {
                strong { (ShortDay(day)) } " "
                @if many == 0 { span.muted { "none" } } @else { (reviews(many)) }
                @for (_, who, n) in over.iter().filter(|o| o.0 == day) { p.day-over { (who) ": " (n) } }
            },
        }
    }
}

fn reviews(n: u32) -> String {
    counted(n, "review", "reviews")
}
