//! Oakfield Primary itself: what it says about itself, its calendar, its rates.

use chrono::NaiveDate;

use crate::{
    domain::{
        calendar::{AcademicYear, Season, Term},
        costing::{Pence, Price, Rate},
        ids::SchoolId,
        time::Moment,
    },
    store::{
        Actor, Store, calendar, plans,
        schools::{self, SchoolCard},
    },
};

/// A year, a month and a day of it.
type Date = (i32, u32, u32);

/// The terms of the year before the sample files': first day, half term, last day.
const LAST_YEAR: [(Season, [Date; 4]); 3] = [
    (Season::Autumn, [(2025, 9, 3), (2025, 10, 27), (2025, 10, 31), (2025, 12, 19)]),
    (Season::Spring, [(2026, 1, 6), (2026, 2, 16), (2026, 2, 20), (2026, 3, 27)]),
    (Season::Summer, [(2026, 4, 13), (2026, 5, 25), (2026, 5, 29), (2026, 7, 21)]),
];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Sets the school up, a year before the demo's own, so that there is a year to look back on.
pub(super) async fn make(store: &Store, then: Moment) -> anyhow::Result<SchoolId> {
    let mut tx = store.begin_for_all(Actor::Command, then).await?;
    let school = schools::create(&mut tx, &card()).await?;
    calendar::ensure_bank_holidays(&mut tx).await?;
    for (season, days) in LAST_YEAR {
        let [starts_on, half_from, half_to, ends_on] = days.map(|(y, m, d)| day(y, m, d));
        let term = Term { season, starts_on, half_term: Some((half_from, half_to)), ends_on };
        calendar::put_term(&mut tx, AcademicYear::new(2025), &term).await?;
    }
    for (year, ta, teacher) in [(2025, 1665, 4350), (2026, 1720, 4500)] {
        for (role, pence) in [("ta", ta), ("teacher", teacher)] {
            let rate = Rate { role: role.to_owned(), price: Price::an_hour(Pence(pence)), from: day(year, 4, 1) };
            plans::put_rate(&mut tx, &rate, "The school's pay scales with on-costs, by the hour in class").await?;
        }
    }
    tx.commit().await?;
    Ok(school)
}

fn card() -> SchoolCard {
    SchoolCard {
        name: "Oakfield Primary School".to_owned(),
        phone: "020 7946 0100".to_owned(),
        email: "office@oakfield.example.org".to_owned(),
        address: "Oak Lane, Oakfield, OX0 0AA".to_owned(),
        local_authority: "Oakshire County Council".to_owned(),
        sendiass: "Oakshire SENDIASS, 020 7946 0199".to_owned(),
        local_offer: "https://localoffer.example.org".to_owned(),
        entrance: "main entrance in Oak Lane, step-free".to_owned(),
        video_link: "https://video.example.org/oakfield".to_owned(),
    }
}
