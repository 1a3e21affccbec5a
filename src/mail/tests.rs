use chrono::{NaiveDate, NaiveTime};

use super::*;
use crate::domain::{
    access::deliverable_staff,
    carriage::Carriage,
    conversation::{AnswerKind, Mode, TookPart},
    ids::{AdultId, ConversationId, PupilId, SlotId, StaffId},
    notice::{NoticeKind, Recipient},
    reminder::{BookingFacts, Did, Digest, Matter, Offered, Section, SlotFacts, Standing},
};

mod afterwards;

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).unwrap()
}

fn moment(d: NaiveDate, h: u32, m: u32) -> Moment {
    Moment::at(d, NaiveTime::from_hms_opt(h, m, 0).unwrap())
}

fn school() -> SchoolCard {
    SchoolCard {
        name: "Oakfield Primary".into(),
        phone: "01702 000 000".into(),
        email: "office@oakfield.example.org".into(),
        address: "Park Road, Southend SS0 0AA".into(),
        sendiass: "Family Advice, 01702 111 111".into(),
        local_offer: "https://localoffer.example.org".into(),
        ..SchoolCard::default()
    }
}

fn named(title: &str, forename: &str, surname: &str) -> Addressee {
    let address = deliverable_staff("khan@example.org", None, false, false, day(11, 18)).unwrap();
    Addressee {
        name: Name { title: title.into(), forename: forename.into(), surname: surname.into() },
        address,
        words: Words::shipped(Language::English),
        reads: None,
        addition: Addition::default(),
    }
}

fn booking() -> BookingFacts {
    let slot = SlotFacts {
        id: SlotId(3),
        starts: moment(day(11, 26), 9, 15),
        minutes: 30,
        mode: Mode::School,
        place: "Room 3".into(),
    };
    BookingFacts { sequence: 1, slot, at: moment(day(11, 18), 9, 0), by_adult: None }
}

fn planned(kind: NoticeKind, matter: Matter, to: Recipient) -> Planned {
    Planned {
        key: format!("{}:7:1", kind.as_code()),
        kind,
        to,
        due_on: day(11, 18),
        not_before: moment(day(11, 18), 9, 0),
        moved: None,
        way: Carriage::Mail,
        matter,
        standing: Standing::Due,
    }
}

fn meeting(kind: NoticeKind) -> Composed {
    let matter = Matter::Meeting {
        id: ConversationId(7),
        pupil: PupilId(99),
        adult: AdultId(1),
        booking: (!matches!(kind, NoticeKind::Invite | NoticeKind::InviteReminder)).then(booking),
        answer_by: day(11, 20),
        did: Did { answer: Some(AnswerKind::Accept), took_part: Some(TookPart::Attended) },
        held_on: Some(day(11, 26)),
        child: None,
        offered: Offered { first: Some(moment(day(11, 26), 9, 15)), minutes: Some(30) },
        again: None,
    };
    written(&planned(kind, matter, Recipient::Adult(AdultId(1))), &named("Mrs", "Sana", "Khan"))
}

fn written(planned: &Planned, to: &Addressee) -> Composed {
    let sender = Sender {
        name: "Oakfield Primary".into(),
        address: EmailAddress::parse("school@meet.oakfield.example.org").unwrap(),
        host: "meet.oakfield.example.org".into(),
    };
    let hosts = Hosts { lead: "Mr Shah".into(), also_present: "Mrs Ahmed".into(), ..Hosts::default() };
    let link = Some("https://meet.oakfield.example.org/i/abc");
    compose(&school(), &sender, to, planned, &hosts, link, moment(day(11, 18), 9, 0)).unwrap()
}

const PARENTS: [NoticeKind; 9] = [
    NoticeKind::Invite,
    NoticeKind::InviteReminder,
    NoticeKind::Booked,
    NoticeKind::Changed,
    NoticeKind::Cancelled,
    NoticeKind::Before,
    NoticeKind::Summary,
    NoticeKind::Feedback,
    NoticeKind::Answered,
];

const CLOSING: &str = "
If you are not the person we meant, please tell us:
https://meet.oakfield.example.org/i/abc

Free and impartial advice for families: Family Advice, 01702 111 111
The Local Offer for families in our area: https://localoffer.example.org

Mr Shah
Oakfield Primary
Park Road, Southend SS0 0AA
";

fn assert_text(kind: NoticeKind, subject: &str, body: &str) {
    let composed = meeting(kind);
    assert_eq!(composed.subject, subject);
    assert_eq!(read(&composed.raw).text.trim(), format!("{}{CLOSING}", body.trim_start()).trim(), "{kind:?}");
}

#[test]
fn an_invitation_asks_for_one_thing_and_names_every_other_way() {
    assert_text(
        NoticeKind::Invite,
        "Oakfield Primary: please choose a time to talk with us",
        "
Dear Mrs Khan

Mr Shah, with Mrs Ahmed, would like to talk with you about how school is
going and agree what happens next. We have kept 30 minutes for you.

Choose a time that suits you, or ask for another:
https://meet.oakfield.example.org/i/abc

Please answer by Friday 20 November. You can also reply to this e-mail
or phone 01702 000 000.

You are welcome to bring someone with you. Tell us if you need an
interpreter, large print, easy read or step-free access. It is free.
",
    );
}

#[test]
fn the_one_chaser_says_what_comes_next() {
    assert_text(
        NoticeKind::InviteReminder,
        "Reminder: please choose a time by Friday 20 November",
        "
Dear Mrs Khan

We wrote to you a few days ago. Mr Shah, with Mrs Ahmed, would like to
talk with you about how school is going. We have kept 30 minutes for
you. You are welcome to bring someone with you.

Choose a time that suits you, or ask for another:
https://meet.oakfield.example.org/i/abc

Please answer by Friday 20 November. You can also reply to this e-mail
or phone 01702 000 000. If none of this works for you, we will phone
you.
",
    );
}

#[test]
fn a_booking_says_when_where_and_with_whom() {
    assert_text(
        NoticeKind::Booked,
        "Booked: Thursday 26 November, 9:15am",
        "
Dear Mrs Khan

Thank you. Your meeting with us is booked:

Thursday 26 November, 9:15am
30 minutes
At Oakfield Primary, Room 3
With Mr Shah; also there: Mrs Ahmed

You are welcome to bring someone with you.

Change or cancel it, or tell us what you would like to talk about:
https://meet.oakfield.example.org/i/abc
",
    );
}

#[test]
fn a_change_and_a_cancellation_say_so_first() {
    assert_text(
        NoticeKind::Changed,
        "Changed: Thursday 26 November, 9:15am",
        "
Dear Mrs Khan

The time of your meeting with us has changed. It is now:

Thursday 26 November, 9:15am
30 minutes
At Oakfield Primary, Room 3
With Mr Shah; also there: Mrs Ahmed

You are welcome to bring someone with you.

If this does not suit you, tell us here:
https://meet.oakfield.example.org/i/abc
",
    );
    assert_text(
        NoticeKind::Cancelled,
        "Cancelled: Thursday 26 November, 9:15am",
        "
Dear Mrs Khan

Your meeting with us on Thursday 26 November, 9:15am will not take
place. We are sorry for the change. We will write to you with new times
if we still need to meet.

If you want to ask about this, reply to this e-mail or phone 01702 000
000.

Would you like to talk with us again? Ask for a meeting whenever you
like: https://meet.oakfield.example.org/i/abc/ask
",
    );
}

#[test]
fn the_others_about_a_meeting() {
    assert_text(
        NoticeKind::Before,
        "Your meeting on Thursday 26 November: anything you want us to ask?",
        "
Dear Mrs Khan

We look forward to talking with you:

Thursday 26 November, 9:15am
30 minutes
At Oakfield Primary, Room 3
With Mr Shah; also there: Mrs Ahmed

You are welcome to bring someone with you.

What is going well, and what worries you? Tell us before we meet, if you
like:
https://meet.oakfield.example.org/i/abc
",
    );
}

#[test]
fn a_digest_counts_and_names_nobody() {
    let digest = Digest {
        sections: vec![
            (Section::Overdue, 1, Some(day(11, 13))),
            (Section::TeacherInput, 3, Some(day(11, 20))),
            (Section::ThisWeek, 4, None),
            (Section::SessionsLost, 1, None),
            (Section::ToChase, 2, None),
        ],
        weekly: true,
        late_by_owner: vec![("Mr Shah".to_owned(), 2), ("Ms Lowe".to_owned(), 1)],
    };
    let composed = written(
        &planned(NoticeKind::Digest, Matter::Digest(digest), Recipient::Staff(StaffId(1))),
        &named("Mr", "Imran", "Shah"),
    );
    assert_eq!(composed.subject, "This week: 1 late, 3 need your view, 4 reviews, 1 with sessions lost, 2 to chase");
    assert_eq!(
        read(&composed.raw).text.trim(),
        "Dear Mr Shah

1 review is late since Friday 13 November
3 short reviews need your view by Friday 20 November
4 reviews are due this week
1 that you lead loses sessions: look at why
2 parents have not answered

By who leads them:

Mr Shah: 2 late
Ms Lowe: 1 late

See them in Thrice:
https://meet.oakfield.example.org/i/abc

Thrice sends you one list a day at most. Who it is about is behind your
sign-in.

Oakfield Primary"
    );
}

#[test]
fn no_message_gives_away_why_the_school_writes() {
    for kind in PARENTS {
        let composed = meeting(kind);
        let found = read(&composed.raw);
        let whole = [composed.subject, found.text, found.html, found.calendar].join("\n");
        for word in ["SEN", "special", "SENCO", "plan ", "need support", "behaviour", "£", "99"] {
            assert!(!whole.contains(word), "{kind:?}: {word}");
        }
    }
}

#[test]
fn the_headers_are_those_of_a_machine_that_reads_replies() {
    for kind in PARENTS {
        let found = read(&meeting(kind).raw);
        assert_eq!(found.header("Auto-Submitted"), "auto-generated");
        assert_eq!(found.header("X-Auto-Response-Suppress"), "All");
        assert_eq!(found.header("Reply-To"), "\"Oakfield Primary\" <office@oakfield.example.org>");
        assert_eq!(found.header("From"), "\"Oakfield Primary\" <school@meet.oakfield.example.org>");
        assert_eq!(found.header("To"), "\"Sana Khan\" <khan@example.org>");
        assert_eq!(found.header("Date"), "Wed, 18 Nov 2026 09:00:00 +0000");
        assert!(found.header("Message-ID").ends_with("@meet.oakfield.example.org>"));
        assert!(found.html.contains("lang=\"en-GB\"") && found.html.len() < 102 * 1024);
    }
}

#[test]
fn the_same_matter_is_the_same_bytes() {
    for kind in PARENTS {
        assert_eq!(meeting(kind), meeting(kind));
    }
    assert_ne!(meeting(NoticeKind::Booked).message_id, meeting(NoticeKind::Changed).message_id);
}

#[test]
fn only_agreed_changed_and_cancelled_times_carry_a_calendar_entry() {
    for kind in PARENTS {
        let entry = read(&meeting(kind).raw).calendar;
        let expected = match kind {
            NoticeKind::Booked | NoticeKind::Changed => "METHOD:PUBLISH",
            NoticeKind::Cancelled => "METHOD:CANCEL",
            _ => {
                assert_eq!(entry, "", "{kind:?}");
                continue;
            }
        };
        assert!(entry.contains(expected) && entry.contains("UID:meeting-7@"), "{entry}");
        assert!(entry.contains("DTSTART:20261126T091500Z") && entry.contains("DTEND:20261126T094500Z"));
    }
}

#[test]
fn a_poisoned_name_is_made_safe_and_changes_nothing_else() {
    let bad = named("Mrs", "Mum\r\nBcc: x@y.org\r\n\r\nboo", "\u{202e}nahK\0");
    let matter = Matter::Meeting {
        id: ConversationId(7),
        pupil: PupilId(99),
        adult: AdultId(1),
        booking: None,
        answer_by: day(11, 20),
        did: Did::default(),
        held_on: None,
        child: None,
        offered: Offered::default(),
        again: None,
    };
    let composed = written(&planned(NoticeKind::Invite, matter, Recipient::Adult(AdultId(1))), &bad);
    let found = read(&composed.raw);
    assert!(found.headers.iter().all(|(name, _)| name != "Bcc"));
    assert!(found.text.starts_with("Dear Mrs nahK\n"), "{}", found.text);
    assert!(!composed.raw.contains(&0));
}

#[test]
fn words_that_are_not_ascii_arrive_whole() {
    let matter = Matter::Meeting {
        id: ConversationId(7),
        pupil: PupilId(99),
        adult: AdultId(1),
        booking: None,
        answer_by: day(11, 20),
        did: Did::default(),
        held_on: None,
        child: None,
        offered: Offered::default(),
        again: None,
    };
    let composed = written(
        &planned(NoticeKind::Invite, matter, Recipient::Adult(AdultId(1))),
        &named("Pani", "Zoë", "Łukasiewicz"),
    );
    assert!(composed.raw.is_ascii());
    assert!(read(&composed.raw).text.starts_with("Dear Pani Łukasiewicz\n"));
}

/// A text of any length that a form lets in, and beyond, from every plane of Unicode; long words and spaces among it.
fn some_text() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let long = (proptest::char::any(), 0..2000usize).prop_map(|(one, many)| one.to_string().repeat(many));
    let letters = (0..2000usize).prop_map(|many| "Sprechzimmer".chars().cycle().take(many).collect());
    let mixed = proptest::collection::vec(proptest::char::any(), 0..300).prop_map(|all| all.into_iter().collect());
    prop_oneof![mixed, long, letters, Just("=?utf-8?q?a?= ".repeat(40)), Just(" \r\n".repeat(60))]
}

proptest::proptest! {
    #[test]
    fn no_text_of_any_length_in_any_field_stops_a_message(
        kind in proptest::sample::select(PARENTS.to_vec()),
        texts in proptest::collection::vec(some_text(), 12),
    ) {
        let [title, forename, surname, place, school, phone, postal, sendiass, offer, lead, present, reads] = &*texts else { unreachable!() };
        let card = SchoolCard {
            name: school.clone(), phone: phone.clone(), email: "office@oakfield.example.org".into(), address: postal.clone(),
            sendiass: sendiass.clone(), local_offer: offer.clone(), entrance: place.clone(), video_link: offer.clone(),
        };
        let sender = Sender {
            name: school.clone(),
            address: EmailAddress::parse("school@meet.oakfield.example.org").unwrap(),
            host: "meet.oakfield.example.org".into(),
        };
        let to = Addressee { reads: Some(reads.clone()), ..named(title, forename, surname) };
        let mut booking = booking();
        booking.slot.place.clone_from(place);
        let matter = Matter::Meeting {
            id: ConversationId(7),
            pupil: PupilId(99),
            adult: AdultId(1),
            booking: (!matches!(kind, NoticeKind::Invite | NoticeKind::InviteReminder)).then_some(booking),
            answer_by: day(11, 20),
            did: Did::default(),
            held_on: None,
            child: None,
            offered: Offered::default(),
        again: None,
        };
        let hosts = Hosts { lead: lead.clone(), also_present: present.clone(), ..Hosts::default() };
        let link = Some("https://meet.oakfield.example.org/i/abc");
        let now = moment(day(11, 18), 9, 0);
        let composed = compose(&card, &sender, &to, &planned(kind, matter, Recipient::Adult(AdultId(1))), &hosts, link, now).unwrap();
        proptest::prop_assert!(composed.raw.is_ascii() && !composed.raw.contains(&0));
        let longest = composed.raw.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap_or(0);
        proptest::prop_assert!(longest <= 999, "a line of {longest} bytes (RFC 5321 4.5.3.1.6)");
        let text = read(&composed.raw).text;
        proptest::prop_assert!(text.contains("/i/abc"), "the way in is whole: {text:?}");
    }

    #[test]
    fn an_address_that_is_let_in_can_be_written_to(local in "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,70}", host in "[a-z0-9.-]{1,80}") {
        if let Ok(address) = EmailAddress::parse(&format!("{local}@{host}")) {
            let sender = Sender {
                name: "Oakfield Primary".into(),
                address: EmailAddress::parse("school@meet.oakfield.example.org").unwrap(),
                host: "meet.oakfield.example.org".into(),
            };
            proptest::prop_assert!(compose_test(&sender, &address, moment(day(11, 18), 9, 0)).is_ok(), "{address}");
        }
    }
}
