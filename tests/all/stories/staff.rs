//! What staff are told, and when: at most one mail a day, with everything in it.

use super::Story;

const STAFF: &[&str] = &["teacher", "other teacher", "senco", "head", "ta", "office"];

#[tokio::test]
async fn a_late_review_goes_up_the_ladder_inside_the_digests() {
    let mut school = Story::begins_on("2026-11-27").await;
    school.on("2027-01-08").await;
    school.then_mails_are(&[
        "Fri 27 Nov 17:59 teacher: Today: 1 needs your view, 1 due soon",
        "Mon 30 Nov 07:30 senco: This week: 1 review",
        "Mon 30 Nov 07:30 teacher: This week: 1 needs your view, 1 review",
        "Mon 30 Nov 07:30 head: This week: 1 review",
        "Mon 7 Dec 07:30 senco: This week: 1 late",
        "Mon 7 Dec 07:30 teacher: This week: 1 late",
        "Fri 11 Dec 07:30 senco: 1 review is late since Friday 4 December",
        "Mon 14 Dec 07:30 senco: This week: 1 late",
        "Mon 14 Dec 07:30 teacher: This week: 1 late",
        "Fri 18 Dec 07:30 head: 1 review is late since Friday 4 December",
        "Tue 5 Jan 07:30 senco: This week: 1 late",
        "Tue 5 Jan 07:30 teacher: This week: 1 late",
        "Tue 5 Jan 07:30 head: This week: 1 late",
    ]);
    school.teacher().reviews("2027-03-19").await;
    school.on("2027-01-30").await;
    school.then_mails_are(&[]);
}

#[tokio::test]
async fn a_teacher_who_leaves_hands_over() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    school.on("2026-11-24").await;
    let told = [
        "Wed 18 Nov 09:00 teacher: Booked: Thursday 3 December, 3:30pm",
        "Thu 19 Nov 07:30 teacher: 1 parent has answered your invitation",
        "Fri 20 Nov 07:30 teacher: 1 short review needs your view by Thursday 3 December",
        "Mon 23 Nov 07:30 teacher: This week: 1 needs your view",
    ];
    school.then_only(STAFF, &told);
    let leaves = "UPDATE staff SET until_on = '2026-11-23' WHERE id = 2;
        UPDATE class_staff SET until_on = '2026-11-23' WHERE staff_id = 2;
        INSERT INTO class_staff (class_id, staff_id, from_on) VALUES (1, 3, '2026-11-24');";
    school.learns(leaves).await.on("2026-11-25").await;
    // Until somebody takes the plan over, it is the SENCO who is told.
    school.then_only(
        STAFF,
        &[
            "Tue 24 Nov 17:59 senco: Today: 1 answer, 1 to complete",
            "Tue 24 Nov 17:59 other teacher: 1 short review needs your view by Thursday 3 December",
        ],
    );
    school.senco().hands_the_plan_to(3).await;
    school.on("2026-12-02").await;
    let before = school.last_to("mother").read.text.clone();
    assert!(before.contains("With Ms Lowe") && !before.contains("Shah"), "{before}");
    school.on("2026-12-19").await;
    school.then_only(
        STAFF,
        &[
            "Wed 25 Nov 09:00 other teacher: Booked: Thursday 3 December, 3:30pm",
            "Mon 30 Nov 07:30 senco: This week: 1 review",
            "Mon 30 Nov 07:30 other teacher: This week: 1 needs your view, 1 review",
            "Mon 30 Nov 07:30 head: This week: 1 review",
            "Wed 2 Dec 07:30 other teacher: Today: 1 needs your view, 1 meeting",
            "Fri 4 Dec 07:30 other teacher: 1 meeting is to be recorded since Thursday 3 December",
            "Mon 7 Dec 07:30 senco: This week: 1 late",
            "Mon 7 Dec 07:30 other teacher: This week: 1 late, 1 to record",
            "Fri 11 Dec 07:30 senco: 1 review is late since Friday 4 December",
            "Mon 14 Dec 07:30 senco: This week: 1 late",
            "Mon 14 Dec 07:30 other teacher: This week: 1 late, 1 to record",
            "Fri 18 Dec 07:30 head: 1 review is late since Friday 4 December",
        ],
    );
}

#[tokio::test]
async fn two_teachers_share_a_class_and_the_senco_leads() {
    let mut school = Story::begins_on("2026-11-27").await;
    let shared = "INSERT INTO class_staff (class_id, staff_id, from_on) VALUES (1, 3, '2026-09-01');
        UPDATE plan SET lead_id = 1; UPDATE cycle SET review_on = '2026-12-10';";
    school.learns(shared).await.on("2026-12-12").await;
    school.then_mails_are(&[
        "Fri 27 Nov 17:59 senco: 1 review is due soon, with no meeting booked, by Thursday 10 December",
        "Fri 27 Nov 17:59 teacher: 1 short review needs your view by Thursday 10 December",
        "Fri 27 Nov 17:59 other teacher: 1 short review needs your view by Thursday 10 December",
        "Mon 30 Nov 07:30 senco: This week: 1 due soon",
        "Mon 30 Nov 07:30 teacher: This week: 1 needs your view",
        "Mon 30 Nov 07:30 other teacher: This week: 1 needs your view",
        "Mon 7 Dec 07:30 senco: This week: 1 review",
        "Mon 7 Dec 07:30 teacher: This week: 1 needs your view",
        "Mon 7 Dec 07:30 other teacher: This week: 1 needs your view",
        "Mon 7 Dec 07:30 head: This week: 1 review",
        "Fri 11 Dec 07:30 senco: 1 review is late since Thursday 10 December",
    ]);
}
