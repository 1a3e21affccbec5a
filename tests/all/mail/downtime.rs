//! Thrice was off for days or weeks: what is still of use goes out, in one digest for a member of staff, and what is stale is recorded.

use super::office::Office;

#[tokio::test]
async fn after_three_weeks_off_nothing_stale_goes_and_staff_get_one_digest() {
    let mut office = Office::new().await;
    office.sql("INSERT INTO booking (conversation_id, sequence, slot_id, booked_at, booked_by) VALUES (1, 0, 1, 1794992400, 1)").await;
    office.wait_days(21); // Wednesday 9 December: the meeting was on 26 November and the review due on 4 December
    office.queue().await;
    let to = office.send().await;
    assert!(
        to.iter().all(|t| t.ends_with("@oakfield.example.org")),
        "no parent is written to about what is over: {to:?}"
    );
    let mut once = to.clone();
    once.dedup();
    assert_eq!(once, to, "one message each");
    let shah = office.sent().into_iter().find(|(to, _)| to == "teacher@oakfield.example.org").unwrap().1;
    assert!(shah.text.contains("1 meeting is to be recorded since Thursday 26 November"), "{}", shah.text);
    assert_eq!(
        office.one("SELECT group_concat(key || ': ' || reason, '; ') FROM (SELECT * FROM notice WHERE state = 'stale' ORDER BY key)").await,
        "booked/c1.0/s2: no longer useful after Thursday 26 November; invite/c1/a1: no longer useful after Thursday 26 November; invite/c1/a2: no longer useful after Thursday 26 November"
    );
    assert_eq!(office.queue().await, 0, "said once");
    assert_eq!(
        office
            .one("SELECT count(*) FROM delivery_attempt d JOIN notice n ON n.id = d.notice_id WHERE n.state = 'stale'")
            .await,
        "0"
    );
}

#[tokio::test]
async fn what_is_still_of_use_after_four_days_goes_out_and_dates_move_to_school_days() {
    let mut office = Office::new().await;
    office.wait_days(4); // Sunday
    office.queue().await;
    assert_eq!(office.send().await, [""; 0], "not on a Sunday");
    office.wait_days(1);
    office.queue().await;
    let parents: Vec<String> = office.send().await.into_iter().filter(|t| t.contains("family")).collect();
    assert_eq!(parents, ["bilal@family.example.org", "sana@family.example.org"]);
    assert_eq!(
        office.one("SELECT group_concat(DISTINCT due_on) FROM notice WHERE kind = 'invite'").await,
        "2026-11-23"
    );
    assert_eq!(office.one("SELECT count(*) FROM notice WHERE state = 'stale'").await, "0");
}

#[tokio::test]
async fn what_was_queued_before_the_stop_is_asked_again_after_it() {
    let mut office = Office::new().await;
    assert_eq!(office.queue().await, 2);
    office.wait_days(21);
    assert_eq!(office.send().await, [""; 0]);
    assert_eq!(
        office.one("SELECT group_concat(DISTINCT state || ' ' || reason) FROM notice").await,
        "cancelled no longer useful after Thursday 26 November"
    );
    let recorded = office.one("SELECT count(*) FROM notice WHERE kind = 'invite'").await;
    office.queue().await;
    assert_eq!(office.one("SELECT count(*) FROM notice WHERE kind = 'invite'").await, recorded);
}

#[tokio::test]
async fn a_walk_through_the_term_with_stops_sends_what_a_walk_without_them_does_or_less() {
    let (mut steady, mut stopped) = (Office::new().await, Office::new().await);
    let (mut all, mut some) = (Vec::new(), Vec::new());
    for day in 0..30 {
        steady.queue().await;
        all.extend(steady.send().await);
        steady.wait_days(1);
        if day % 5 < 2 {
            stopped.queue().await;
            some.extend(stopped.send().await);
        }
        stopped.wait_days(1);
    }
    let subjects = |office: &Office| {
        let about_meeting = office.sent().into_iter().filter(|(to, _)| to.contains("family"));
        about_meeting.map(|(to, m)| format!("{to}: {}", m.header("Subject"))).collect::<std::collections::BTreeSet<_>>()
    };
    assert!(subjects(&stopped).is_subset(&subjects(&steady)), "{:?} {:?}", subjects(&stopped), subjects(&steady));
    assert!(some.len() <= all.len() && !some.is_empty());
    for office in [&steady, &stopped] {
        let most = "SELECT max(n) FROM (SELECT count(*) AS n FROM notice WHERE staff_id IS NOT NULL AND state = 'accepted' GROUP BY staff_id, due_on)";
        assert_eq!(office.one(most).await, "1", "at most one digest a day");
        let repeated = "SELECT count(*) - count(DISTINCT key) FROM notice";
        assert_eq!(office.one(repeated).await, "0");
    }
}
