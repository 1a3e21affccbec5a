//! Oakfield Primary itself: what it says about itself, its calendar, its rates.

use chrono::NaiveDate;

use crate::{
    domain::{
        costing::{Pence, Rate},
        ids::SchoolId,
        time::Moment,
    },
    store::{
        Actor, Store, calendar, plans,
        schools::{self, SchoolCard},
    },
};

/// Sets the school up, a year before the demo's own, so that there is a year to look back on.
pub(super) async fn make(store: &Store, then: Moment) -> anyhow::Result<SchoolId> {
    let mut tx = store.begin(Actor::Command, SchoolId(0), then).await?;
    let school = schools::create(&mut tx, &card()).await?;
    calendar::ensure_bank_holidays(&mut tx).await?;
    for (year, ta, teacher) in [(2025, 16_65, 43_50), (2026, 17_20, 45_00)] {
        for (role, pence) in [("ta", ta), ("teacher", teacher)] {
            let from = NaiveDate::from_ymd_opt(year, 4, 1).unwrap_or_default();
            let rate = Rate { role: role.to_owned(), per_hour: Pence(pence), from };
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
        sendiass: "Oakshire SENDIASS gives free, impartial advice: 020 7946 0199".to_owned(),
        local_offer: "Oakshire Local Offer: https://localoffer.example.org".to_owned(),
    }
}
