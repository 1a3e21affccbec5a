//! A pupil's year: three rounds, joining, leaving, an EHC plan, and the year after.

use super::Story;
use crate::support::roll::Pupil;

/// A pupil who is on roll and on SEN support from a day on, with a plan.
async fn joins(school: &mut Story, on: &'static str) {
    let zain = Pupil::named(9, "Zain", "Khan").since(on).of(4, "Mother").on_sen_support(on);
    zain.with_plan_since(on, 2, "2027-07-08").joins(&school.app).await;
    // Amira's story is told elsewhere.
    school.learns("UPDATE enrolment SET until_on = '2026-12-18' WHERE pupil_id = 1").await;
    let written = "INSERT INTO outcome (id, plan_id, position, wording, area, entered_at, entered_by) VALUES (9, 9, 1, 'Reads alone', 'communication', 0, 1);
        INSERT INTO target (cycle_id, outcome_id, position, wording, measure, direction, baseline, predicted, entered_at, entered_by)
          VALUES (9, 9, 1, 'Reads a page', 'Pages', 'higher', 0, 100, 0, 1);";
    school.learns(written).await;
}

const NEXT_YEAR: &str = "
    INSERT INTO term (school_id, year, season, starts_on, half_term_starts_on, half_term_ends_on, ends_on) VALUES
        (1, 2027, 'autumn', '2027-09-02', '2027-10-25', '2027-10-29', '2027-12-17'),
        (1, 2027, 'spring', '2028-01-04', '2028-02-14', '2028-02-18', '2028-03-31'),
        (1, 2027, 'summer', '2028-04-17', '2028-05-29', '2028-06-02', '2028-07-20');
    UPDATE class_membership SET until_on = '2027-08-31' WHERE pupil_id = 1;
    INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) VALUES (1, 2, '5', '2027-09-01');";

#[tokio::test]
async fn three_rounds_make_three_reviews_and_three_meetings_and_then_comes_another_year() {
    let mut school = Story::begins_on("2026-09-10").await;
    for (offer, meet, next) in [
        ("2026-11-16", "2026-12-03 15:30", "2027-03-18"),
        ("2027-03-01", "2027-03-16 15:30", "2027-07-08"),
        ("2027-06-14", "2027-07-06 15:30", "2027-12-02"),
    ] {
        school.on(offer).await.teacher().offers_meeting(&[meet]).await;
        school.mother().accepts().await;
        school.at(&meet.replace("15:30", "16:15")).await;
        school.teacher().records(&[("mother", "attended"), ("father", "apologies")]).await;
        school.teacher().reviews(next).await;
    }
    school.then_the_page_says(&["3 of 3 reviews held: the year's number is reached.", "Met parents 3 times."]).await;
    school.on("2027-07-20").await;
    school.then_only(
        &["mother", "head"],
        &[
            "Mon 16 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
            "Mon 16 Nov 09:00 mother: Booked: Thursday 3 December, 3:30pm",
            "Thu 26 Nov 07:30 mother: Your meeting on Thursday 3 December: anything you want us to ask?",
            "Mon 30 Nov 07:30 head: This week: 1 review",
            "Wed 2 Dec 07:30 mother: Reminder: Thursday 3 December, 3:30pm",
            "Thu 3 Dec 17:59 mother: What we agreed on Thursday 3 December",
            "Mon 7 Dec 07:30 mother: How was our meeting? One tap is enough",
            "Mon 1 Mar 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
            "Mon 1 Mar 09:00 mother: Booked: Tuesday 16 March, 3:30pm",
            "Tue 9 Mar 07:30 mother: Your meeting on Tuesday 16 March: anything you want us to ask?",
            "Mon 15 Mar 07:30 head: This week: 1 review",
            "Mon 15 Mar 07:30 mother: Reminder: Tuesday 16 March, 3:30pm",
            "Tue 16 Mar 17:59 mother: What we agreed on Tuesday 16 March",
            "Thu 18 Mar 07:30 mother: How was our meeting? One tap is enough",
            "Mon 14 Jun 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
            "Mon 14 Jun 09:00 mother: Booked: Tuesday 6 July, 3:30pm",
            "Tue 29 Jun 07:30 mother: Your meeting on Tuesday 6 July: anything you want us to ask?",
            "Mon 5 Jul 07:30 head: This week: 1 review",
            "Mon 5 Jul 07:30 mother: Reminder: Tuesday 6 July, 3:30pm",
            "Tue 6 Jul 17:59 mother: What we agreed on Tuesday 6 July",
            "Thu 8 Jul 07:30 mother: How was our meeting? One tap is enough",
        ],
    );
    school.learns(NEXT_YEAR).await.on("2027-08-31").await;
    assert!(school.teacher().sees("/pupils/1").await && !school.other_teacher().sees("/pupils/1").await);
    school.on("2027-09-01").await;
    assert!(!school.teacher().sees("/pupils/1").await, "no longer their pupil");
    assert!(school.other_teacher().sees("/pupils/1").await);
    school
        .then_the_page_says(&["0 of 3 reviews held in 2027/28.", "No meeting with parents has been offered yet."])
        .await;
    school.senco().hands_the_plan_to(3).await;
    school.on("2027-12-07").await;
    school.then_mails_are(&[
        "Thu 18 Nov 07:30 other teacher: Today: 1 needs your view, 1 due soon",
        "Mon 22 Nov 07:30 other teacher: This week: 1 needs your view, 1 due soon",
        "Mon 29 Nov 07:30 senco: This week: 1 review",
        "Mon 29 Nov 07:30 other teacher: This week: 1 needs your view, 1 review",
        "Mon 29 Nov 07:30 head: This week: 1 review",
        "Fri 3 Dec 07:30 other teacher: 1 review is late since Thursday 2 December",
        "Mon 6 Dec 07:30 senco: This week: 1 late",
        "Mon 6 Dec 07:30 other teacher: This week: 1 late",
    ]);
}

#[tokio::test]
async fn who_joins_with_six_school_weeks_left_owes_that_rounds_review_too() {
    let mut school = Story::begins_on("2027-02-05").await;
    joins(&mut school, "2027-02-05").await;
    (school.pupil, school.plan) = (9, 9);
    school.then_the_page_says(&["0 of 2 reviews held in 2026/27.", "Autumn: not needed, support starts"]).await;
    school.on("2027-04-14").await;
    school.then_mails_are(&[
        "Thu 11 Mar 07:30 teacher: Today: 1 needs your view, 1 due soon",
        "Mon 15 Mar 07:30 teacher: This week: 1 needs your view, 1 due soon",
        "Mon 22 Mar 07:30 senco: This week: 1 review",
        "Mon 22 Mar 07:30 teacher: This week: 1 needs your view, 1 review",
        "Mon 22 Mar 07:30 head: This week: 1 review",
        "Mon 12 Apr 07:30 senco: This week: 1 late",
        "Mon 12 Apr 07:30 teacher: This week: 1 late",
    ]);
}

#[tokio::test]
async fn who_joins_a_day_later_owes_only_the_summers() {
    let mut school = Story::begins_on("2027-02-08").await;
    joins(&mut school, "2027-02-08").await;
    (school.pupil, school.plan) = (9, 9);
    let why = "Spring: not needed, fewer than six school weeks were left when support started on Monday 8 February.";
    school.then_the_page_says(&["0 of 1 review held in 2026/27.", why]).await;
    school.on("2027-06-15").await;
    school.then_mails_are(&[]);
    school.teacher().offers_meeting(&["2027-06-29 15:30"]).await;
    school.at("2027-06-29 16:15").await.teacher().records(&[("other mother", "attended")]).await;
    school.teacher().reviews("2027-12-02").await;
    school.then_the_page_says(&["1 of 1 review held: the year's number is reached.", "Met parents once."]).await;
}

#[tokio::test]
async fn a_leaver_stops_everything_the_same_day() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30", "2026-12-07 09:00"]).await;
    school.then_only(&[], &[]);
    // The father's copy waits for the morning when the import of the evening says that today was the last day.
    school.at("2026-11-23 19:00").await.mother().accepts().await;
    school.learns("UPDATE enrolment SET until_on = '2026-11-23' WHERE pupil_id = 1;").await;
    school.then_parents_have(&["Mon 23 Nov 19:00 mother: Booked: Thursday 3 December, 3:30pm"]);
    school.on("2027-01-20").await;
    school.then_mails_are(&[]);
    school.mother().finds_the_door_shut().await;
    school.then_the_page_says(&["left on Monday 23 November"]).await;
}

#[tokio::test]
async fn an_annual_review_is_never_invited_to_after_its_day_in_law() {
    let mut school = Story::begins_on("2026-10-23").await;
    school.learns("UPDATE plan SET kind = 'ehc_delivery', ehc_anchor_on = '2025-12-20'; UPDATE sen_status SET code = 'E' WHERE pupil_id = 1;").await;
    school.law_presses = true;
    // Friday evening before half term, fourteen days ahead to the day: it cannot wait for Monday week.
    school.at("2026-10-23 19:00").await.senco().offers_annual_review(&["2026-11-06 09:30"]).await;
    school.then_parents_have(&[
        "Fri 23 Oct 19:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Fri 23 Oct 19:00 father: Oakfield Primary School: please choose a time to talk with us",
    ]);
    school.senco().cancels("Moved to later").await;
    // In half term, with three days in hand: the last day in law comes before the next school day.
    school.at("2026-10-26 10:00").await.senco().offers_annual_review(&["2026-11-12 09:30"]).await;
    school.at("2026-10-30 07:00").await;
    let invited = school.last_to("mother").clone();
    assert!(invited.subject().contains("please choose a time"), "{}", invited.line());
    assert!(invited.at.today() <= super::school::date("2026-10-29"), "{}", invited.line());
}
