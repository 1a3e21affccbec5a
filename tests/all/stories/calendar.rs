//! Holidays, the nights in which clocks change, and a program that was not running.

use super::Story;

#[tokio::test]
async fn nothing_leaves_in_half_term_on_inset_days_or_on_bank_holidays() {
    let mut school = Story::begins_on("2026-10-19").await;
    school.learns("INSERT INTO closure (school_id, closed_on, kind) VALUES (1, '2026-11-02', 'inset');").await;
    school.on("2026-10-22").await.teacher().offers_meeting(&["2026-11-12 15:30"]).await;
    school.on("2026-11-11").await;
    school.then_parents_have(&[
        "Thu 22 Oct 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Thu 22 Oct 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Thu 5 Nov 07:30 mother: Reminder: please choose a time by Friday 6 November",
        "Thu 5 Nov 07:30 father: Reminder: please choose a time by Friday 6 November",
    ]);
    school.senco().cancels("Illness").await;
    // Over Christmas, and over the bank holiday of 3 May.
    for (offer, meet, reminder) in [
        (
            "2026-12-17",
            "2027-01-20 15:30",
            "Thu 7 Jan 07:30 mother: Reminder: please choose a time by Friday 8 January",
        ),
        ("2027-04-28", "2027-05-20 15:30", "Wed 5 May 07:30 mother: Reminder: please choose a time by Thursday 6 May"),
    ] {
        school.on(offer).await.teacher().offers_meeting(&[meet]).await;
        school.then_only(&[], &[]);
        school.on(&meet[..10]).await;
        school.then_only(&["mother"], &[reminder]);
        school.senco().cancels("Illness").await;
    }
}

#[tokio::test]
async fn the_nights_in_which_clocks_change_are_nights_like_others() {
    let mut school = Story::begins_on("2026-10-19").await;
    school.teacher().offers_meeting(&["2026-11-05 15:30"]).await;
    school.at("2026-10-25 01:30").await.mother().accepts().await;
    assert_eq!(school.last_to("mother").line(), "Sun 25 Oct 01:30 mother: Booked: Thursday 5 November, 3:30pm");
    assert_eq!(school.last_to("mother").entry("DTSTART"), "20261105T153000Z", "winter time");
    school.on("2027-03-24").await.teacher().offers_meeting(&["2027-04-22 15:30"]).await;
    school.then_only(&[], &[]);
    school.at("2027-03-28 03:15").await.mother().accepts().await;
    assert_eq!(school.last_to("mother").entry("DTSTART"), "20270422T143000Z", "summer time");
    school.on("2027-04-16").await;
    school.then_parents_have(&[
        "Sun 28 Mar 03:15 mother: Booked: Thursday 22 April, 3:30pm",
        "Mon 12 Apr 07:30 father: A time is agreed: Thursday 22 April, 3:30pm",
        "Thu 15 Apr 07:30 mother: Your meeting on Thursday 22 April: anything you want us to ask?",
        "Thu 15 Apr 07:30 father: Your meeting on Thursday 22 April: anything you want us to ask?",
    ]);
}

#[tokio::test]
async fn a_worker_that_was_down_for_two_weeks_says_what_is_still_of_use() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-11-26 15:30", "2026-12-10 15:30"]).await;
    school.mother().accepts_the(2).await;
    school.then_only(&[], &[]);
    school.worker_stops();
    school.on("2026-12-02").await.worker_starts().await;
    school.on("2026-12-05").await;
    school.then_mails_are(&[
        "Wed 2 Dec 09:00 teacher: Today: 1 answer, 1 needs your view",
        "Thu 3 Dec 07:30 mother: Your meeting on Thursday 10 December: anything you want us to ask?",
        "Thu 3 Dec 07:30 father: Your meeting on Thursday 10 December: anything you want us to ask?",
    ]);
}

#[tokio::test]
async fn what_went_stale_while_the_worker_was_down_is_recorded_and_not_sent() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-11-26 15:30"]).await;
    school.then_only(&[], &[]);
    school.worker_stops();
    school.on("2026-12-07").await.worker_starts().await;
    // The reminder of 24 November is of no use any more; the review that was due meanwhile is.
    school.then_mails_are(&["Mon 7 Dec 09:00 senco: This week: 1 late", "Mon 7 Dec 09:00 teacher: This week: 1 late"]);
    let log = school.app.sign_in("senco").await.get("/messages").await.body;
    assert!(log.contains("no longer useful after Thursday 26 November"), "{log}");
}
