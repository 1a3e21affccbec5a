use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{Calendar, Facts};

fn at(day: u32, hour: u32, minute: u32) -> Moment {
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    Moment::at(day, chrono::NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn taken_up(starts: Moment, minutes: i64, parties: &[Party], booked: bool) -> Engagement {
    Engagement { meeting: None, starts, minutes, parties: parties.iter().cloned().collect(), booked }
}

fn staff(id: i64) -> Party {
    Party::Staff(StaffId(id))
}

fn names() -> KnownStaff {
    let name = |id, title: &str, forename: &str, surname: &str| {
        (StaffId(id), Name { title: title.into(), forename: forename.into(), surname: surname.into() })
    };
    KnownStaff::new(vec![name(1, "Mrs", "Priya", "Anand"), name(2, "Mr", "Tom", "Hill"), name(3, "Mr", "Jo", "Hill")])
}

#[test]
fn whoever_leads_is_there_rooms_and_parents_are_all_asked() {
    let room = Party::room(Mode::School, "Room 3, by the hall").unwrap();
    let parent = Party::Parent(AdultId(7));
    let lee = Party::Named("dr lee".into());
    for party in [staff(1), room, parent, lee] {
        let diary = Diary::new(vec![taken_up(at(26, 15, 30), 30, &[party.clone(), staff(9)], true)]);
        for (start, clashes) in
            [((15, 0), false), ((15, 1), true), ((15, 30), true), ((15, 59), true), ((16, 0), false)]
        {
            let wanted = taken_up(at(26, start.0, start.1), 30, std::slice::from_ref(&party), false);
            let found = diary.taken(&wanted).map(|clash| clash.parties.into_iter().collect::<Vec<_>>());
            assert_eq!(found, clashes.then(|| vec![party.clone()]), "{party:?} at {start:?}");
        }
        let other = taken_up(at(26, 15, 30), 30, &[staff(2)], false);
        assert_eq!(diary.clash(&other), None, "nobody and nothing is shared");
    }
}

#[test]
fn a_room_is_one_however_it_is_written_and_a_phone_call_needs_none() {
    let room = |place| Party::room(Mode::School, place);
    assert_eq!(room("Room 3"), room(" ROOM  3, upstairs"));
    assert_ne!(room("Room 3"), room("Room 4"));
    for (mode, place) in
        [(Mode::School, ""), (Mode::Phone, "Room 3"), (Mode::Video, "Room 3"), (Mode::Home, "1 Elm Road")]
    {
        assert_eq!(Party::room(mode, place), None, "{mode:?}");
    }
}

#[test]
fn staff_are_known_by_the_names_that_are_written_down() {
    let of = |line: &str| Party::named(line, &names()).into_iter().collect::<Vec<_>>();
    assert_eq!(of("Mrs. Anand and Dr Lee (psychologist)"), [staff(1), Party::Named("dr lee".into())]);
    assert_eq!(of("priya anand"), [staff(1)]);
    assert_eq!(of("Mr Hill"), [staff(2), staff(3)], "nobody knows which is meant");
    assert_eq!(of(" ; , "), []);
    assert_eq!(of("Mrs Anand, SENCO"), [staff(1)], "a role is nobody");
}

#[test]
fn a_booked_time_is_named_before_an_offered_one_and_a_meeting_is_not_in_its_own_way() {
    let mine = |booked, id| Engagement {
        meeting: Some(ConversationId(id)),
        ..taken_up(at(26, 15, 30), 30, &[staff(1)], booked)
    };
    let diary = Diary::new(vec![mine(false, 1), mine(true, 2)]);
    let wanted = taken_up(at(26, 15, 45), 30, &[staff(1)], false);
    assert_eq!(diary.clash(&wanted).map(|clash| clash.with.meeting), Some(Some(ConversationId(2))));
    let left = diary.without(ConversationId(2));
    assert!(left.taken(&wanted).is_none() && left.clash(&wanted).is_some());
    assert!(left.without(ConversationId(1)).clash(&wanted).is_none());
}

#[test]
fn the_two_nearest_free_times_keep_to_the_part_of_the_day() {
    let calendar = Calendar::new(Facts::default());
    let of = |diary: &Diary, wanted: &Engagement, from| -> Vec<String> {
        diary.nearest(wanted, &calendar, from).iter().map(|at| at.local().format("%d %H:%M").to_string()).collect()
    };
    let wanted = taken_up(at(26, 15, 30), 30, &[staff(1)], false);
    let busy = |start: (u32, u32), minutes| taken_up(at(26, start.0, start.1), minutes, &[staff(1)], true);
    let one = Diary::new(vec![busy((15, 30), 30)]);
    assert_eq!(of(&one, &wanted, at(18, 9, 0)), ["26 16:00", "26 16:30"], "never into lessons");
    let all = Diary::new(vec![busy((15, 30), 150)]);
    assert_eq!(of(&all, &wanted, at(18, 9, 0)), ["25 17:00", "25 16:30"]);
    assert_eq!(of(&all, &wanted, at(26, 9, 0)), ["27 15:30", "27 16:00"], "never in the past");
    let early = taken_up(at(26, 8, 30), 20, &[staff(1)], false);
    let one = Diary::new(vec![busy((8, 30), 20)]);
    assert_eq!(of(&one, &early, at(18, 9, 0)), ["26 08:10", "26 07:50"], "not into lessons either");
}

proptest! {
    /// The bookings that the rule lets through, in whatever order people ask, never put anybody into two places.
    #[test]
    fn nobody_and_nothing_is_ever_in_two_places(asked in prop::collection::vec((0..600_i64, 5..90_i64, 1..4_i64, 1..4_i64, 0..3_usize), 1..60)) {
        let rooms = ["", "Room 1", "room 1, upstairs"];
        let mut diary = Diary::default();
        for (start, minutes, lead, parent, room) in asked {
            let mut parties = vec![staff(lead), Party::Parent(AdultId(parent))];
            parties.extend(Party::room(Mode::School, rooms[room]));
            let wanted = taken_up(at(26, 7, 30).plus_minutes(start), minutes, &parties, true);
            if diary.taken(&wanted).is_none() {
                diary.enter(wanted);
            }
        }
        for (n, one) in diary.0.iter().enumerate() {
            for other in &diary.0[n + 1..] {
                let together = one.starts < other.ends() && other.starts < one.ends();
                prop_assert!(!together || one.parties.is_disjoint(&other.parties), "{one:?} {other:?}");
            }
        }
    }

    /// What is named as free is free, is two where there is room, and nothing nearer is.
    #[test]
    fn what_is_named_as_free_is_free(busy in prop::collection::vec((-600..600_i64, 5..200_i64, any::<bool>()), 0..40), minutes in 5..60_i64) {
        let calendar = Calendar::new(Facts::default());
        let diary = Diary::new(busy.iter().map(|(from, long, booked)| {
            taken_up(at(26, 15, 30).plus_minutes(*from), *long, &[staff(1)], *booked)
        }).collect());
        let wanted = taken_up(at(26, 15, 30), minutes, &[staff(1)], false);
        let found = diary.nearest(&wanted, &calendar, at(18, 9, 0));
        prop_assert_eq!(found.len(), 2);
        for time in &found {
            prop_assert!(diary.clash(&wanted.at(*time)).is_none() && calendar.is_school_day(time.today()));
        }
        let far = |time: &Moment| (time.unix() - wanted.starts.unix()).abs();
        prop_assert!(far(&found[0]) <= far(&found[1]));
        prop_assert!(diary.clash(&wanted).is_some() || found[0] == wanted.starts);
    }
}
