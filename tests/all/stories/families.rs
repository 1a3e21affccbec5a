//! Two households, a court order, sisters and brothers.

use super::Story;
use crate::support::roll::Pupil;

/// Amira's brother Zain, in the same class, on SEN support with a plan of his own.
fn zain() -> Pupil {
    let zain = Pupil::named(9, "Zain", "Khan").of(1, "Mother").of(2, "Father");
    zain.on_sen_support("2026-09-01").with_plan(2, "2026-12-11")
}

const COURT_ORDER_ON_FATHER: &str = "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'court_order', 'Order of November', 'import', 0);";

#[tokio::test]
async fn a_father_barred_in_mid_term_hears_nothing_more_and_the_mother_does() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 mother: Booked: Thursday 3 December, 3:30pm",
        "Wed 18 Nov 09:00 father: A time is agreed: Thursday 3 December, 3:30pm",
    ]);
    // An import brings the order: it blocks before anybody has looked at it.
    school.on("2026-11-24").await.learns(COURT_ORDER_ON_FATHER).await.father().finds_the_door_shut().await;
    school.on("2026-11-27").await.senco().bars("father").await;
    school.father().finds_the_door_shut().await;
    school.teacher().moves_it_to("2026-12-04 15:30").await;
    school.at("2026-12-04 16:10").await.teacher().records(&[("mother", "attended"), ("father", "did_not_come")]).await;
    school.on("2026-12-11").await.teacher().reviews("2027-03-19").await;
    school.on("2027-01-11").await.teacher().offers_meeting(&["2027-02-03 15:30"]).await;
    school.on("2027-02-08").await;
    school.then_parents_have(&[
        "Thu 26 Nov 07:30 mother: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Fri 27 Nov 09:00 mother: Changed: Friday 4 December, 3:30pm",
        "Thu 3 Dec 07:30 mother: Your meeting on Friday 4 December: anything you want us to ask?",
        "Fri 4 Dec 17:59 mother: What we agreed on Friday 4 December",
        "Mon 11 Jan 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Fri 15 Jan 07:30 mother: Reminder: please choose a time by Monday 18 January",
    ]);
}

#[tokio::test]
async fn what_waits_for_a_father_at_night_is_stopped_by_the_order_of_the_evening() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.at("2026-11-19 20:00").await.mother().accepts().await;
    school.at("2026-11-19 21:00").await.learns(COURT_ORDER_ON_FATHER).await;
    school.on("2026-11-30").await;
    school.then_only(
        &["father"],
        &["Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us"],
    );
}

#[tokio::test]
async fn neither_household_learns_anything_of_the_other() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30", "2026-12-07 09:00"]).await;
    school.mother().accepts_the(2).await;
    school.on("2026-12-08").await;
    for mail in &school.all {
        let (whole, other) = (format!("{:?}", mail.read), if mail.to == "mother" { "bilal" } else { "sana" });
        assert!(!whole.to_lowercase().contains(other), "{whole}");
        assert!(mail.to != "mother" || !whole.contains("Mr Khan"), "{whole}");
        assert!(mail.to != "father" || !whole.contains("Mrs Khan"), "{whole}");
    }
    let link = school.last_to("father").link().unwrap();
    let page = school.app.stranger().get(&link).await.body;
    assert!(!page.contains("Sana") && !page.contains("sana@") && !page.contains("Mrs Khan"), "{page}");
}

#[tokio::test]
async fn sister_and_brother_are_two_meetings_and_never_one_mail() {
    let mut school = Story::begins_on("2026-11-18").await;
    zain().joins(&school.app).await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    let hers = school.last_to("mother").clone();
    (school.pupil, school.plan) = (9, 9);
    school.teacher().offers_meeting(&["2026-12-03 16:00"]).await;
    school.mother().accepts().await;
    let his = school.last_to("mother").clone();
    assert_ne!(hers.entry("UID"), his.entry("UID"));
    assert_ne!(hers.link(), his.link());
    school.on("2026-11-30").await;
    school.then_only(
        &["mother"],
        &[
            "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
            "Wed 18 Nov 09:00 mother: Booked: Thursday 3 December, 3:30pm",
            "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
            "Wed 18 Nov 09:00 mother: Booked: Thursday 3 December, 4:00pm",
            "Thu 26 Nov 07:30 mother: Your meeting on Thursday 3 December: anything you want us to ask?",
            "Thu 26 Nov 07:30 mother: Your meeting on Thursday 3 December: anything you want us to ask?",
        ],
    );
    // The father is barred from one of them only.
    school.learns(COURT_ORDER_ON_FATHER).await.senco().bars("father").await;
    school.teacher().moves_it_to("2026-12-04 16:00").await;
    school.then_only(&["father"], &["Mon 30 Nov 09:00 father: Changed: Friday 4 December, 4:00pm"]);
}
