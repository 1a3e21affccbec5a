//! People and rooms are not booked twice: asked when times are offered, when a parent chooses and when a meeting is moved.

use axum::http::StatusCode;
use chrono::{NaiveDate, NaiveTime};
use thrice::{
    domain::{
        conversation::Mode,
        ids::{AdultId, ConversationId, PlanId, PupilId},
        time::Moment,
    },
    store::{
        Actor,
        conversations::{self, NewOffer, NewSlot, links},
    },
};

use super::{afterwards::HELD, count};
use crate::support::{Session, TestApp, roll::Pupil};

const OFFER: &[(&str, &str)] = &[
    ("slot-0-day", "2026-11-26"),
    ("slot-0-time", "15:30"),
    ("mode", "school"),
    ("minutes", "30"),
    ("place", "Room 3"),
    ("lead", "2"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = OFFER.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

/// A school with a plan for each of two children.
async fn school() -> (TestApp, Session) {
    let app = TestApp::new().await;
    Pupil::known(2).on_sen_support("2026-09-02").with_plan(3, "2026-12-11").joins(&app).await;
    let senco = app.sign_in("senco").await;
    (app, senco)
}

/// The same, where the meeting about the first child is booked for Thursday 26 November, 3:30pm, in Room 3.
async fn booked() -> (TestApp, Session) {
    let (app, senco) = school().await;
    let made = senco.post("/plans/1/conversations", &with(&[("also_present", "Dr Lee, Mrs Anand")])).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    (app, senco)
}

/// How many times of the school are found by when they begin and not by their meetings, or the other way round.
const APART: &str = "WITH plain AS (SELECT p.school_id, s.starts_at, s.id AS slot_id FROM slot s JOIN conversation c ON c.id = s.conversation_id
                 JOIN pupil p ON p.id = c.pupil_id),
       every AS (SELECT school_id, 0, starts_at, slot_id FROM plain
                 UNION ALL SELECT school_id, 1, starts_at, slot_id FROM plain WHERE slot_id IN (SELECT slot_id FROM booking)),
       kept AS (SELECT school_id, booked, starts_at, slot_id FROM school_slot)
     SELECT (SELECT count(*) FROM (SELECT * FROM every EXCEPT SELECT * FROM kept))
          + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM every))";

#[tokio::test]
async fn every_time_is_found_by_when_it_begins_whatever_becomes_of_its_meeting() {
    let (app, senco) = school().await;
    let later = [("slot-1-day", "2026-11-27"), ("slot-1-time", "15:30")];
    let elsewhere = [("lead", "3"), ("place", "")];
    let moved = [
        ("slot", "other"),
        ("slot-0-day", "2026-12-01"),
        ("slot-0-time", "17:00"),
        ("mode", "phone"),
        ("minutes", "30"),
    ];
    let steps = [
        ("/plans/1/conversations", with(&later), 2),
        ("/plans/2/conversations", with(&elsewhere), 3),
        ("/conversations/1/booking", vec![("slot", "1")], 4),
        ("/conversations/1/booking", moved.to_vec(), 6),
        ("/conversations/1/booking", vec![("slot", "1")], 6),
        ("/conversations/2/booking", vec![("slot", "3")], 7),
        ("/conversations/2/cancellation", vec![("reason", "Snow")], 7),
        ("/conversations/1/record", HELD.to_vec(), 7),
        ("/conversations/1/undo", Vec::new(), 7),
    ];
    for (path, fields, rows) in steps {
        let done = senco.post(path, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", done.body);
        assert_eq!(count(&app, "SELECT count(*) FROM school_slot").await, rows, "{path}");
        assert_eq!(count(&app, APART).await, 0, "{path}");
    }
    let again = senco.post("/plans/2/conversations", &with(&elsewhere)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "what was called off is nobody's: {}", again.body);
    let taken = senco.post("/plans/2/conversations", &with(&[("overlap", "yes"), ("place", "")])).await;
    assert!(
        taken.body.contains("Mr Shah is taken by another meeting"),
        "what was recorded is to come again: {}",
        taken.body
    );
}

#[tokio::test]
async fn a_second_offer_names_who_or_which_room_is_taken_and_two_times_that_are_free() {
    let (app, senco) = booked().await;
    for (changes, who) in [
        (vec![("place", "")], "Mr Shah is taken"),
        (vec![("lead", "1"), ("place", "")], "Mrs Anand is taken"),
        (vec![("lead", "3"), ("place", "room 3, upstairs")], "room 3 is taken"),
        (
            vec![("lead", "3"), ("place", ""), ("also_present", "Dr. Lee (of the team)")],
            "Dr. Lee (of the team) is taken",
        ),
    ] {
        for more in [&[][..], &[("overlap", "yes")]] {
            let refused = senco.post("/plans/2/conversations", &[&with(&changes)[..], more].concat()).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}: {}", refused.body);
            let body = &refused.body;
            assert!(body.contains(who) && body.contains("by another meeting then (3:30pm to 4:00pm)"), "{who}: {body}");
            let near = "Nearest free times: Thursday 26 November 2026, 4:00pm; Thursday 26 November 2026, 4:30pm";
            assert!(body.contains(near), "{who}: {body}");
            assert!(!body.contains("Amira"), "another child is nobody's business: {body}");
        }
    }
    assert_eq!(count(&app, "SELECT count(*) FROM conversation").await, 1);
    let later = senco.post("/plans/2/conversations", &with(&[("slot-0-time", "16:00")])).await;
    assert_eq!(later.status, StatusCode::SEE_OTHER, "{}", later.body);
}

#[tokio::test]
async fn a_time_that_another_family_can_still_choose_is_offered_again_only_if_it_is_meant() {
    let (_app, senco) = school().await;
    senco.post("/plans/1/conversations", OFFER).await;
    let asked = senco.post("/plans/2/conversations", OFFER).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("Mr Shah and Room 3 are offered to another family then"), "{}", asked.body);
    assert!(asked.body.contains("name=\"overlap\""), "{}", asked.body);
    let meant = senco.post("/plans/2/conversations", &with(&[("overlap", "yes")])).await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER, "{}", meant.body);
}

#[tokio::test]
async fn a_parent_is_not_asked_to_two_meetings_at_one_time() {
    let (app, senco) = booked().await;
    Pupil::named(9, "Zain", "Khan").of(1, "Mother").with_plan(3, "2026-12-11").joins(&app).await;
    let refused = senco.post("/plans/9/conversations", &with(&[("lead", "3"), ("place", "Room 4")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Mrs Khan is taken by another meeting then"), "{}", refused.body);
}

#[tokio::test]
async fn moving_a_meeting_asks_the_same_and_it_is_not_in_its_own_way() {
    let (_app, senco) = booked().await;
    senco.post("/plans/2/conversations", &with(&[("slot-0-time", "16:00")])).await;
    senco.post("/conversations/2/booking", &[("slot", "2")]).await;
    let there =
        [("slot", "other"), ("slot-0-day", "2026-11-26"), ("mode", "school"), ("minutes", "30"), ("place", "Room 3")];
    let at = |time| [&there[..], &[("slot-0-time", time)]].concat();
    let refused = senco.post("/conversations/2/booking", &at("15:45")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Mr Shah and Room 3 are taken by another meeting"), "{}", refused.body);
    assert!(refused.body.contains("Nearest free times: Thursday 26 November 2026, 4:15pm"), "{}", refused.body);
    let moved = senco.post("/conversations/2/booking", &at("16:10")).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
}

/// A meeting about a child, offered at 3:30pm on 26 November, and its address for one adult.
async fn asked(app: &TestApp, (plan, pupil, adult): (i64, i64, i64)) -> (ConversationId, String) {
    let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let starts = Moment::at(day, NaiveTime::from_hms_opt(15, 30, 0).unwrap());
    let actor = Actor::Staff(app.cast.teacher);
    let mut tx = app.app.store.begin(actor, app.cast.school, app.app.clock.now()).await.unwrap();
    let offer = NewOffer {
        plan: PlanId(plan),
        pupil: PupilId(pupil),
        lead: app.cast.teacher,
        also_present: String::new(),
        ehc_annual: false,
        answer_by: day,
        replaces: None,
        slots: vec![NewSlot { starts, minutes: 30, mode: Mode::School, place: "Room 3".into() }],
        left_out: Vec::new(),
    };
    let id = conversations::offer(&mut tx, &offer).await.unwrap();
    let today = tx.now.today();
    let meeting = conversations::load(tx.conn(), id, today).await.unwrap().unwrap();
    let invited = meeting.invited.iter().find(|one| one.adult == AdultId(adult)).unwrap().invitation;
    let token = links::mint(&mut tx, invited, starts).await.unwrap();
    tx.commit().await.unwrap();
    (id, format!("/i/{token}"))
}

#[tokio::test]
async fn of_two_parents_who_choose_one_time_at_once_one_has_it_and_the_other_two_near_it() {
    let (app, _senco) = school().await;
    let (one, two) = (asked(&app, (1, 1, 1)).await, asked(&app, (2, 2, 4)).await);
    let (first, second) = (app.stranger(), app.stranger());
    let (slot_1, slot_2) = ([("answer", "1")], [("answer", "2")]);
    let (a, b) = tokio::join!(first.post(&one.1, &slot_1), second.post(&two.1, &slot_2));
    assert_eq!(count(&app, "SELECT count(*) FROM booking").await, 1, "{} {}", a.body, b.body);
    let (late, path, parent) = if a.status == StatusCode::SEE_OTHER { (b, two.1, second) } else { (a, one.1, first) };
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "We are sorry: that time has just been taken. Please choose one of those that are free",
        "The times that we offered have been taken",
        "Thursday 26 November 2026, 4:00pm, 30 minutes",
        "Thursday 26 November 2026, 4:30pm, 30 minutes",
    ] {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    assert!(!late.body.contains("Mr Shah is"), "whose time it is now is not theirs to know: {}", late.body);
    let never = parent.post(&path, &[("answer", "at-1795500000")]).await;
    assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY, "only what is offered instead");
    let codes: Vec<&str> = late.body.split("value=\"at-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(codes.len(), 2);
    let chosen = parent.post(&path, &[("answer", &format!("at-{}", codes[0]))]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    assert_eq!(count(&app, "SELECT count(*) FROM booking").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'booked'").await, 2, "each is told");
    assert!(parent.get(&path).await.body.contains("Thursday 26 November 2026, 4:00pm, 30 minutes"));
}

#[tokio::test]
async fn what_staff_write_down_for_a_parent_keeps_to_the_same_rule() {
    let (app, senco) = school().await;
    asked(&app, (1, 1, 1)).await;
    asked(&app, (2, 2, 4)).await;
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    let form = senco.get("/conversations/2/answers/3").await.body;
    assert!(!form.contains("value=\"2\"") && form.contains("Will come: Thursday 26 November 2026, 4:00pm"), "{form}");
    let refused = senco.post("/conversations/2/answers/3", &[("answer", "2")]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("That time has been taken by another meeting"), "{}", refused.body);
}

#[tokio::test]
async fn many_families_are_not_promised_one_room_or_one_person_at_the_same_time() {
    let (app, senco) = booked().await;
    Pupil::named(9, "Zain", "Ode")
        .of(4, "Mother")
        .on_sen_support("2026-09-02")
        .with_plan(1, "2026-12-11")
        .joins(&app)
        .await;
    let hours = [
        ("plan", "2"),
        ("plan", "9"),
        ("first_on", "2026-11-26"),
        ("last_on", "2026-11-26"),
        ("from", "15:30"),
        ("until", "17:00"),
        ("minutes", "30"),
        ("each", "1"),
        ("mode", "school"),
        ("do", "save"),
    ];
    // Ms Lowe and Mrs Anand share the room, which is taken until four; both children have one mother.
    let made = senco.post("/offers", &[&hours[..], &[("place", "Room 3")]].concat()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let starts =
        "SELECT count(DISTINCT s.starts_at) FROM slot s WHERE s.conversation_id > 1 AND s.starts_at >= 1795708800";
    assert_eq!(count(&app, starts).await, 2, "four and half past four, one each");
    assert_eq!(count(&app, "SELECT count(*) FROM slot").await, 3);
}
