//! When the scheduler looks at a school: at once after every act, else when the rules say that something can become due.

use chrono::NaiveTime;
use thrice::{domain::ids::SchoolId, domain::time::Moment, jobs, store::looks};

use super::desk::Desk;

async fn due(desk: &Desk) -> Vec<SchoolId> {
    looks::due(&mut desk.store.read().await.unwrap(), desk.clock.now()).await.unwrap()
}

async fn look(desk: &Desk) -> usize {
    jobs::queue_due(&desk.store, &desk.clock, &desk.post).await.unwrap()
}

/// Looks until a look changes nothing.
async fn settled() -> Desk {
    let desk = Desk::new().await;
    while !due(&desk).await.is_empty() {
        look(&desk).await;
    }
    desk
}

#[tokio::test]
async fn a_school_in_which_nothing_can_be_due_is_left_alone_until_the_next_school_morning() {
    let desk = settled().await;
    let next = desk.one("SELECT next_look_at FROM school_version WHERE school_id = 1").await;
    let next = Moment::from_unix(next.parse().unwrap());
    assert!(next > desk.clock.now());
    assert!(next.local().time() <= NaiveTime::from_hms_opt(18, 0, 0).unwrap());
    desk.clock.set(next.plus_seconds(-1));
    assert!(due(&desk).await.is_empty());
    desk.clock.set(next);
    assert_eq!(due(&desk).await, [SchoolId(1)]);
}

#[tokio::test]
async fn whatever_is_committed_has_the_school_looked_at_within_a_minute() {
    let desk = settled().await;
    desk.sql("UPDATE adult SET phone = '020 7946 0000' WHERE id = 1").await;
    assert_eq!(due(&desk).await, [SchoolId(1)]);
}

#[tokio::test]
async fn what_a_school_begins_with_is_looked_at_and_no_look_disturbs_another_school() {
    let desk = settled().await;
    desk.sql("INSERT INTO school (id, name, created_at) VALUES (2, 'Elmfield', 0)").await;
    assert_eq!(due(&desk).await, [SchoolId(1), SchoolId(2)]);
    look(&desk).await;
    assert!(due(&desk).await.is_empty());
}
