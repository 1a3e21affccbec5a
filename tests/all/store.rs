//! What the tables promise, asked of the store itself.

use chrono::NaiveDate;
use thrice::{
    domain::{
        costing::{Pence, Price, Rate},
        time::Moment,
    },
    store::{Actor, Store, plans, schools},
};

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).unwrap()
}

#[tokio::test]
async fn a_rate_is_dated_and_the_same_day_again_corrects_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("thrice.sqlite")).await.unwrap();
    let now = Moment::from_unix(1_795_000_000);
    let mut tx = store.begin_for_all(Actor::System, now).await.unwrap();
    let card = schools::SchoolCard { name: "Oakfield".into(), ..Default::default() };
    let school = schools::create(&mut tx, &card).await.unwrap();
    let rate = |pence, from| Rate { role: "TA".into(), price: Price::an_hour(Pence(pence)), from };
    for one in [rate(1720, day(4, 1)), rate(1800, day(9, 1)), rate(1810, day(9, 1))] {
        plans::put_rate(&mut tx, &one, "payroll").await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    assert_eq!(plans::rates(&mut conn, school).await.unwrap(), [rate(1720, day(4, 1)), rate(1810, day(9, 1))]);
}
