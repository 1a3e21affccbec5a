//! The worker in a country: a minute in which nothing is due, and a day on which 20,000 invitations are.

use std::time::Instant;

use chrono::{NaiveDate, NaiveTime};
use thrice::{
    clock::Clock,
    dispatch::Post,
    domain::{people::EmailAddress, time::Moment},
    jobs,
    store::{Actor, Store},
};

use super::ms;

/// Meetings offered today for one plan in 120, to everyone who is linked to the pupil: some 20,000 invitations in 1.82 million plans. Its
/// schools are looked at again, as after an act of theirs.
const OFFERS: &str = "
CREATE TEMP TABLE offered AS SELECT p.id, u.school_id, p.lead_id, (SELECT max(id) FROM conversation) + row_number() OVER () AS meeting
  FROM plan p JOIN pupil u ON u.id = p.pupil_id WHERE p.id % 120 = {turn};
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on)
  SELECT meeting, id, id, lead_id, unixepoch('2026-11-19 10:00'), lead_id, '2026-11-26' FROM offered;
INSERT INTO slot (conversation_id, position, starts_at, minutes, mode, place) SELECT meeting, 1, unixepoch('2026-12-08 15:30'), 30, 'school', 'Room 3' FROM offered;
INSERT INTO invitation (conversation_id, adult_id, invited_at)
  SELECT o.meeting, g.adult_id, unixepoch('2026-11-19 10:00') FROM offered o JOIN guardianship g ON g.pupil_id = o.id;
UPDATE school_version SET version = version + 1, next_look_at = 0 WHERE school_id IN (SELECT school_id FROM offered);
DROP TABLE offered;
";

/// The meetings that an earlier run has offered in a file that is kept.
const OFFERED: &str =
    "SELECT count(DISTINCT plan_id % 120) FROM conversation WHERE offered_at = unixepoch('2026-11-19 10:00')";

/// A school day in November, at ten.
pub(crate) fn morning() -> Moment {
    let day = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
    Moment::at(day, NaiveTime::from_hms_opt(10, 0, 0).unwrap())
}

/// Prints what the worker does.
pub(crate) async fn measure(store: &Store) {
    let clock = Clock::standing_at(morning());
    let from = EmailAddress::parse("office@example.org").unwrap();
    let post = Post { public_url: "https://meet.example.org".to_owned(), from };
    let begun = Instant::now();
    let mut queued = jobs::queue_due(store, &clock, &post).await.unwrap();
    println!("| every school that waits for a look is looked at: {queued} messages | {} ms | – |", ms(begun.elapsed()));
    while queued > 0 {
        queued = jobs::queue_due(store, &clock, &post).await.unwrap(); // what follows from what was said
    }
    let begun = Instant::now();
    jobs::queue_due(store, &clock, &post).await.unwrap();
    println!("| an idle minute | {} ms | 1 ms |", ms(begun.elapsed()));
    offer(store).await;
    let begun = Instant::now();
    let queued = jobs::queue_due(store, &clock, &post).await.unwrap();
    println!(
        "| one day: {queued} notices found due, rendered and kept | {} ms | 30 s for 20,000 |",
        ms(begun.elapsed())
    );
}

async fn offer(store: &Store) {
    let mut tx = store.begin_for_all(Actor::Command, morning()).await.unwrap();
    let turn: i64 = sqlx::query_scalar(OFFERED).fetch_one(tx.conn()).await.unwrap();
    let text = OFFERS.replace("{turn}", &turn.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(tx.conn()).await.unwrap();
    tx.commit_aside().await.unwrap();
}
