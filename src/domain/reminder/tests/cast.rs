//! The school of these tests and who is invited.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::{
    access::{Contact, ContactFacts, Restriction, deliverable},
    adult_needs::Format,
    calendar::{self, AcademicYear, Calendar, Season, Term},
    carriage::{Mailbox, Reach},
    ids::{AdultId, PupilId},
    reminder::InvitedFacts,
    time::Moment,
};

pub(super) fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

pub(super) fn at(d: NaiveDate, h: u32, m: u32) -> Moment {
    Moment::at(d, NaiveTime::from_hms_opt(h, m, 0).unwrap())
}

pub(super) fn oakfield() -> Calendar {
    let year = AcademicYear::new(2026);
    let term = |season, from, half, to| (year, Term { season, starts_on: from, half_term: Some(half), ends_on: to });
    Calendar::new(calendar::Facts {
        terms: vec![
            term(Season::Autumn, day(2026, 9, 3), (day(2026, 10, 26), day(2026, 10, 30)), day(2026, 12, 18)),
            term(Season::Spring, day(2027, 1, 5), (day(2027, 2, 15), day(2027, 2, 19)), day(2027, 3, 24)),
            term(Season::Summer, day(2027, 4, 12), (day(2027, 5, 31), day(2027, 6, 4)), day(2027, 7, 21)),
        ],
        closures: vec![(day(2026, 11, 27), calendar::ClosureKind::Inset, "Staff training".into())],
        ..Default::default()
    })
}

pub(super) fn contact(id: i64, restrictions: Vec<Restriction>) -> Contact {
    let facts = ContactFacts {
        effects: Default::default(),
        adult: AdultId(id),
        pupil: PupilId(1),
        linked: true,
        on_roll: true,
        restrictions,
        resembles: None,
        email: Some(format!("adult{id}@example.org")),
        address_dead: false,
        wrong_person: false,
    };
    Contact { adult: AdultId(id), address: deliverable(&facts) }
}

pub(super) fn invited(id: i64) -> InvitedFacts {
    InvitedFacts {
        contact: contact(id, vec![]),
        if_off: contact(id, vec![]).address,
        answer: None,
        reach: Reach { format: Format::AsItComes, mailbox: Mailbox::Works, phone: true },
        views: false,
        by_hand: false,
        by_letter: false,
        took_part: None,
        child: None,
        answers: Vec::new(),
    }
}
