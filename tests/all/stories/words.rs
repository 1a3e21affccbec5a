//! What messages say to whom: nobody is thanked for what they did not do, and whoever leads a meeting knows when it is.

use super::Story;

#[tokio::test]
async fn everybody_is_told_in_words_for_what_they_did_and_of_the_day_on_which_it_was_held() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    let booked = |who: &str, school: &Story| school.last_to(who).read.text.clone();
    assert!(booked("mother", &school).contains("Thank you. Your meeting with us is booked"));
    let silent = booked("father", &school);
    assert!(
        silent.contains("A time is agreed for the meeting that we invited you to") && !silent.contains("Thank you")
    );
    // It was held a day later than booked, which nobody entered beforehand.
    school.at("2026-12-04 09:00").await.teacher().records(&[("mother", "attended"), ("father", "apologies")]).await;
    school.on("2026-12-05").await;
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 mother: Booked: Thursday 3 December, 3:30pm",
        "Wed 18 Nov 09:00 father: A time is agreed: Thursday 3 December, 3:30pm",
        "Thu 26 Nov 07:30 mother: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Thu 26 Nov 07:30 father: Your meeting on Thursday 3 December: anything you want us to ask?",
        "Wed 2 Dec 07:30 mother: Reminder: Thursday 3 December, 3:30pm",
        "Fri 4 Dec 17:59 mother: What we agreed on Friday 4 December",
        "Fri 4 Dec 17:59 father: What was agreed on Friday 4 December",
    ]);
    assert!(booked("mother", &school).contains("Thank you for talking with us."));
    let apologies = booked("father", &school);
    assert!(apologies.contains("Thank you for telling us that you could not come."), "{apologies}");
    assert!(!apologies.contains("talking with us"), "{apologies}");
}

#[tokio::test]
async fn the_lead_is_told_when_the_meeting_is_when_it_moves_and_when_it_is_off_and_of_no_child() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    let entry = |school: &Story| {
        let mail = school.last_to("teacher");
        assert!(!mail.read.text.contains("Amira") && !mail.read.text.contains("Khan"), "{}", mail.read.text);
        mail.read.calendar.clone()
    };
    let first = entry(&school);
    assert!(first.contains("DTSTART:20261203T153000Z") && first.contains("SEQUENCE:0"), "{first}");
    school.on("2026-11-20").await.teacher().moves_it_to("2026-12-04 15:30").await;
    let moved = entry(&school);
    assert!(moved.contains("DTSTART:20261204T153000Z") && moved.contains("SEQUENCE:1"), "{moved}");
    school.on("2026-11-24").await.teacher().cancels("Snow").await;
    assert!(entry(&school).contains("METHOD:CANCEL"));
    school.then_only(
        &["teacher"],
        &[
            "Wed 18 Nov 09:00 teacher: Booked: Thursday 3 December, 3:30pm",
            "Thu 19 Nov 07:30 teacher: 1 parent has answered your invitation",
            "Fri 20 Nov 07:30 teacher: 1 short review needs your view by Thursday 3 December",
            "Fri 20 Nov 09:00 teacher: Changed: Friday 4 December, 3:30pm",
            "Mon 23 Nov 07:30 teacher: This week: 1 needs your view",
            "Tue 24 Nov 09:00 teacher: Cancelled: Friday 4 December, 3:30pm",
        ],
    );
}

#[tokio::test]
async fn a_booked_meeting_moves_whole_its_mails_entries_days_and_tasks() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.learns("UPDATE adult SET interpreter_language = 'Urdu' WHERE id = 1").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    assert_eq!(school.tasks("book_interpreter").await, 1);
    school.on("2026-11-20").await.teacher().moves_it_to("2026-12-07 15:30").await;
    assert_eq!(school.tasks("book_interpreter").await, 1, "for the new time, and none for the old");
    for who in ["mother", "father", "teacher"] {
        let mail = school.last_to(who);
        assert!(mail.subject().starts_with("Changed: Monday 7 December"), "{}", mail.line());
        assert!(mail.read.calendar.contains("DTSTART:20261207T153000Z"));
    }
    school.on("2026-12-05").await;
    let parents: Vec<String> = school.all.iter().filter(|mail| mail.to == "mother").map(super::Mail::line).collect();
    assert!(parents.iter().any(|line| line.contains("Your meeting on Monday 7 December")), "{parents:?}");
    assert!(!parents.iter().any(|line| line.contains("Your meeting on Thursday 3 December")), "{parents:?}");
}

#[tokio::test]
async fn when_somebody_is_barred_who_knows_the_time_the_lead_is_asked_to_move_it_that_hour() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.father().accepts().await;
    school.at("2026-11-24 10:00").await;
    let senco = school.app.sign_in("senco").await;
    let form = senco.get("/pupils/1/restrictions/new?contact=2").await.body;
    assert!(form.contains("Mr Khan knows that a meeting is booked: "), "{form}");
    assert!(
        form.contains("Thursday 3 December 2026, 3:30pm") && form.contains("Mr Shah, who leads it, is told at once"),
        "{form}"
    );
    assert!(form.contains("href=\"/conversations/1\""), "{form}");
    let order = [
        ("contact", "2"),
        ("order", "other"),
        ("note", "No contact"),
        ("said_by", "The court"),
        ("said_on", "2026-11-24"),
        ("does", "no_contact"),
        ("seen", "The order"),
    ];
    let saved = senco.post("/pupils/1/restrictions", &order).await;
    assert_eq!(saved.location.as_deref(), Some("/conversations/1"), "moving it comes next: {}", saved.body);
    let page = senco.get("/conversations/1").await.body;
    assert!(page.contains("Mr Khan may not take part any more, and knows this time and place."), "{page}");
    assert_eq!(school.tasks("move_meeting").await, 1);
    school.worker_turns().await;
    let told = school.last_to("teacher");
    assert_eq!(told.line(), "Tue 24 Nov 10:00 teacher: To be moved: Thursday 3 December, 3:30pm");
    assert!(!told.read.text.contains("Khan") && told.read.text.contains("/conversations/1"), "{}", told.read.text);
    let mine = school.app.sign_in("teacher").await.get("/my-pupils").await.body;
    assert!(mine.contains("Move the meeting") && !mine.contains("07700 900002"), "nobody is to ring him: {mine}");
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 mother: A time is agreed: Thursday 3 December, 3:30pm",
        "Wed 18 Nov 09:00 father: Booked: Thursday 3 December, 3:30pm",
    ]);
    school.teacher().moves_it_to("2026-12-04 15:30").await;
    assert_eq!(school.tasks("move_meeting").await, 0);
    school.on("2026-12-06").await;
    let after: Vec<String> = school.all.iter().filter(|mail| mail.to == "father").map(super::Mail::line).collect();
    assert_eq!(after.len(), 2, "he hears nothing more: {after:?}");
    assert!(!senco.get("/conversations/1").await.body.contains("knows this time"), "the new one he does not know");
}

#[tokio::test]
async fn when_a_child_leaves_the_booked_meeting_is_called_off_and_its_parents_are_told_once() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.mother().accepts().await;
    school.on("2026-11-24").await;
    let senco = school.app.sign_in("senco").await;
    let left = senco.post("/pupils/1/leaving", &[("last_day", "2026-11-23"), ("left_to", "Elm School")]).await;
    assert_eq!(left.status, axum::http::StatusCode::SEE_OTHER, "{}", left.body);
    school.on("2026-12-08").await;
    school.then_parents_have(&[
        "Wed 18 Nov 09:00 mother: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 father: Oakfield Primary School: please choose a time to talk with us",
        "Wed 18 Nov 09:00 mother: Booked: Thursday 3 December, 3:30pm",
        "Wed 18 Nov 09:00 father: A time is agreed: Thursday 3 December, 3:30pm",
        "Tue 24 Nov 17:59 mother: Cancelled: Thursday 3 December, 3:30pm",
        "Tue 24 Nov 17:59 father: Cancelled: Thursday 3 December, 3:30pm",
    ]);
    assert!(school.last_to("mother").read.calendar.contains("METHOD:CANCEL"));
    assert_eq!(school.last_to("teacher").subject(), "Cancelled: Thursday 3 December, 3:30pm");
}

#[tokio::test]
async fn somebody_barred_hears_nothing_when_the_child_leaves_and_a_meeting_before_the_last_day_stands() {
    let mut school = Story::begins_on("2026-11-18").await;
    school.teacher().offers_meeting(&["2026-12-03 15:30"]).await;
    school.father().accepts().await;
    let order = "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'court_order', '', 'import', 0);";
    school.on("2026-11-23").await.learns(order).await;
    let senco = school.app.sign_in("senco").await;
    school.on("2026-11-24").await;
    senco.post("/pupils/1/leaving", &[("last_day", "2026-11-23"), ("left_to", "")]).await;
    school.on("2026-12-08").await;
    let told: Vec<String> = school.all.iter().filter(|mail| mail.to == "father").map(super::Mail::line).collect();
    assert!(told.iter().all(|line| !line.contains("Cancelled")), "{told:?}");
}
