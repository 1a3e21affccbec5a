//! What parents answer, or do not.

use super::Story;

#[tokio::test]
async fn a_parent_who_never_answers_is_invited_reminded_once_and_then_phoned() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30", "2026-12-07 09:00"]).await;
    school.then_mails_are(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
    ]);
    school.on("2026-11-26").await;
    school.then_parents_have(&[
        "Tue 24 Nov 07:30 mother: Reminder: please choose a time by Wednesday 25 November",
        "Tue 24 Nov 07:30 father: Reminder: please choose a time by Wednesday 25 November",
    ]);
    assert_eq!(school.tasks("phone_parent").await, 0, "not before the seventh school day");
    school.on("2026-11-27").await;
    assert_eq!(school.tasks("phone_parent").await, 2);
    school.on("2027-01-15").await;
    school.then_parents_have(&[]);
    assert_eq!(school.tasks("phone_parent").await, 2, "asked once for each");
}

#[tokio::test]
async fn a_parent_who_answers_at_night_hears_at_once_and_the_other_in_the_morning() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30", "2026-12-07 09:00"]).await;
    school.at("2026-11-19 21:40").await.mother().accepts().await;
    school.on("2026-11-25").await;
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Thu 19 Nov 21:40 mother: Booked: Thursday 3 December, 3:30pm",
        "Fri 20 Nov 07:30 father: A time is agreed: Thursday 3 December, 3:30pm",
    ]);
    school.at("2026-12-03 16:10").await;
    school.then_parents_have(&[
        "Thu 26 Nov 07:30 mother: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Thu 26 Nov 07:30 father: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Wed 2 Dec 07:30 mother: Reminder: Thursday 3 December, 3:30pm",
    ]);
    school.teacher().records(&[("mother", "attended"), ("father", "apologies")]).await;
    school.on("2027-01-15").await;
    school.then_parents_have(&[
        "Thu 3 Dec 17:59 mother: What we agreed on Thursday 3 December",
        "Thu 3 Dec 17:59 father: What was agreed on Thursday 3 December",
        "Mon 7 Dec 07:30 mother: How was our meeting? One tap is enough",
    ]);
}

#[tokio::test]
async fn who_cannot_come_is_offered_other_times() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().cannot_come().await;
    school.on("2026-11-19").await.father().cannot_come().await;
    assert_eq!(school.tasks("offer_again").await, 2);
    school.on("2026-11-30").await;
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
    ]);
    school.teacher().offers_meeting(&["2026-12-15 08:30"]).await;
    school.mother().accepts().await;
    school.at("2026-12-15 09:15").await.teacher().records(&[("mother", "attended"), ("father", "did_not_come")]).await;
    school.then_only(
        &["mother"],
        &[
            "Mon 30 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
            "Mon 30 Nov 09:00 mother: Booked: Tuesday 15 December, 8:30am",
            "Tue 8 Dec 07:30 mother: Your meeting on Tuesday 15 December: anything you want us to ask?",
            "Mon 14 Dec 07:30 mother: Reminder: Tuesday 15 December, 8:30am",
        ],
    );
    school.then_the_page_says(&["Met parents once; a meeting was offered twice."]).await;
}

#[tokio::test]
async fn nobody_comes_so_it_is_offered_and_not_held() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    school.at("2026-12-03 16:10").await;
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 mother: Booked: Thursday 3 December, 3:30pm",
        "Wed 18 Nov 09:00 father: A time is agreed: Thursday 3 December, 3:30pm",
        "Thu 26 Nov 07:30 mother: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Thu 26 Nov 07:30 father: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Wed 2 Dec 07:30 mother: Reminder: Thursday 3 December, 3:30pm",
    ]);
    school.teacher().records(&[("mother", "did_not_come"), ("father", "did_not_come")]).await;
    school.then_the_page_says(&["A meeting was offered once; parents have not been met yet."]).await;
    school.on("2026-12-10").await;
    school.then_parents_have(&[]);
    school.teacher().reviews("2027-03-19").await;
    school
        .then_the_page_says(&["1 of 3 reviews held in 2026/27.", "offered once; parents have not been met yet."])
        .await;
}

#[tokio::test]
async fn a_meeting_that_moves_keeps_its_place_in_the_calendar() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    let first = school.last_to("mother").clone();
    assert_eq!((first.entry("SEQUENCE"), first.entry("DTSTART")), ("0", "20261203T153000Z"));
    school.on("2026-11-20").await.teacher().moves_it_to("2026-12-09 08:45").await;
    let moved = school.last_to("mother").clone();
    assert_eq!(moved.subject(), "Changed: Wednesday 9 December, 8:45am");
    assert_eq!((moved.entry("SEQUENCE"), moved.entry("DTSTART")), ("1", "20261209T084500Z"));
    assert_eq!(moved.entry("UID"), first.entry("UID"));
    assert_eq!(school.last_to("father").entry("UID"), first.entry("UID"));
    school.on("2026-12-01").await.teacher().moves_it_to("2026-12-10 15:15").await;
    assert_eq!(school.last_to("mother").entry("SEQUENCE"), "2");
    school.on("2026-12-08").await.teacher().cancels("The hall is flooded").await;
    let off = school.last_to("mother").clone();
    assert_eq!(off.subject(), "Cancelled: Thursday 10 December, 3:15pm");
    assert_eq!((off.entry("UID"), off.entry("SEQUENCE"), off.entry("STATUS")), (first.entry("UID"), "3", "CANCELLED"));
    assert!(!off.read.text.contains("flooded"), "the reason is the school's own");
    school.on("2027-01-15").await;
    school.then_only(
        &["mother"],
        &[
            "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
            "Wed 18 Nov 09:00 mother: Booked: Thursday 3 December, 3:30pm",
            "Fri 20 Nov 09:00 mother: Changed: Wednesday 9 December, 8:45am",
            "Tue 1 Dec 09:00 mother: Changed: Thursday 10 December, 3:15pm",
            "Thu 3 Dec 07:30 mother: Your meeting on Thursday 10 December: anything you want us to ask?",
            "Tue 8 Dec 09:00 mother: Cancelled: Thursday 10 December, 3:15pm",
        ],
    );
}

#[tokio::test]
async fn somebody_else_reads_the_mothers_address_so_nothing_more_goes_there() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30", "2026-12-07 09:00"]).await;
    school.mother().says_it_is_somebody_else().await;
    assert_eq!(school.tasks("wrong_person").await, 1);
    school.mother().finds_the_door_shut().await;
    school.on("2026-11-25").await.father().accepts().await;
    school.on("2026-12-04").await;
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Tue 24 Nov 07:30 father: Reminder: please choose a time by Wednesday 25 November",
        "Wed 25 Nov 09:00 father: Booked: Thursday 3 December, 3:30pm",
        "Thu 26 Nov 07:30 father: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Wed 2 Dec 07:30 father: Reminder: Thursday 3 December, 3:30pm",
    ]);
}

#[tokio::test]
async fn a_line_that_would_give_the_family_away_is_not_taken() {
    let school = Story::begins_on("2026-11-18").await;
    let teacher = school.app.sign_in("teacher").await;
    for (field, typed) in [("also_present", "Mrs Anand, SENCO"), ("place", "The SEN room"), ("also_present", "Amira")] {
        let offer = [
            ("slot-0-day", "2026-12-03"),
            ("slot-0-time", "15:30"),
            ("mode", "school"),
            ("minutes", "30"),
            (field, typed),
        ];
        let answer = teacher.post("/plans/1/conversations", &offer).await;
        assert_eq!(answer.status.as_u16(), 422, "{typed}");
        assert!(answer.body.contains("which others may see") && answer.body.contains(typed), "{}", answer.body);
    }
}
