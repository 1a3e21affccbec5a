//! What pages know of one school, read of schools chosen at random: the first time, and again.

use std::time::{Duration, Instant};

use thrice::{
    dispatch::{self, Scope},
    domain::ids::SchoolId,
    store::Store,
};

use super::{ms, worker};

/// Schools that are asked, each of them twice.
const ASKED: usize = 200;

/// Prints how long it takes to gather what messages and standings of a school come from.
pub(crate) async fn measure(store: &Store, many: usize) {
    let (mut first, mut again) = (Vec::new(), Vec::new());
    // A stride without a common factor goes through schools far apart.
    for turn in 0..ASKED {
        let school = SchoolId(i64::try_from(turn * 7919 % many + 1).unwrap());
        first.push(gather(store, school).await);
        again.push(gather(store, school).await);
    }
    let (first, again) = (spread(first), spread(again));
    println!("| a random school's plans, meetings and messages: first read, p50 / p99 | {first} ms | p99 15 ms |");
    println!("| the same school again, p50 / p99 | {again} ms | 1.5 times one school's |");
}

async fn gather(store: &Store, school: SchoolId) -> Duration {
    let (begun, now) = (Instant::now(), worker::morning());
    let mut conn = store.read().await.unwrap();
    let planned = dispatch::outlook(&mut conn, Scope::School(school), now, now.today()).await.unwrap();
    assert!(planned.len() < 10_000);
    begun.elapsed()
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    format!("{} / {}", ms(times[times.len() / 2]), ms(times[times.len() * 99 / 100]))
}
