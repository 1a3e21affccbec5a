//! The calendar part of every mail that has one, taken out of the mail by one program and read by another, neither of them ours.

use icalendar::{Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime};
use mail_parser::{MessageParser, MimeHeaders};

use super::office::Office;

/// Method, UID, sequence, status and start of the one event in a mail; nothing, where it has no calendar part.
fn event(raw: &[u8]) -> Option<(String, String, String, String, String)> {
    let mail = MessageParser::default().parse(raw).unwrap();
    let is_calendar =
        |kind: &mail_parser::ContentType<'_>| kind.ctype() == "text" && kind.subtype() == Some("calendar");
    let part = mail.parts.iter().find(|part| part.content_type().is_some_and(is_calendar))?;
    let kind = part.content_type().unwrap();
    let file = String::from_utf8(part.contents().to_vec()).unwrap();
    let calendar: Calendar = file.parse().unwrap();
    let method = calendar.property_value("METHOD").unwrap().to_owned();
    assert_eq!(kind.attribute("method"), Some(method.as_str()), "the mail says the same as the file");
    let [CalendarComponent::Event(event)] = calendar.components.as_slice() else { panic!("one event: {file}") };
    let start = match event.get_start().unwrap() {
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => at.format("%Y-%m-%d %H:%M").to_string(),
        other => panic!("an instant: {other:?}"),
    };
    let text = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
    for words in [event.get_summary().unwrap_or_default(), &text("DESCRIPTION"), &text("LOCATION")] {
        assert!(!words.contains("Amira") && !words.contains("SEN"), "{words}");
    }
    Some((method, event.get_uid().unwrap().to_owned(), text("SEQUENCE"), text("STATUS"), start))
}

#[tokio::test]
async fn the_calendar_part_of_each_mail_is_one_event_that_follows_the_meeting() {
    for language in ["", "Urdu", "Polish", "Arabic"] {
        let mut office = Office::new().await;
        office.sql(&format!("UPDATE adult SET written_language = '{language}' WHERE id = 1; DELETE FROM invitation WHERE adult_id = 2")).await;
        office.queue().await;
        office.send().await;
        let teacher = office.app.sign_in("teacher").await;
        teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
        office.send().await;
        let other = [
            ("slot", "other"),
            ("slot-0-day", "2026-11-27"),
            ("slot-0-time", "15:30"),
            ("minutes", "30"),
            ("mode", "school"),
        ];
        teacher.post("/conversations/1/booking", &other).await;
        office.send().await;
        teacher.post("/conversations/1/cancellation", &[("reason", "Snow")]).await;
        office.send().await;
        let mails: Vec<Vec<u8>> = office.raw_to("sana@family.example.org");
        let events: Vec<_> = mails.iter().filter_map(|raw| event(raw)).collect();
        let told: Vec<_> = events
            .iter()
            .map(|(method, _, sequence, status, start)| [method, sequence, status, start].map(String::as_str))
            .collect();
        assert_eq!(
            told,
            [
                ["PUBLISH", "0", "CONFIRMED", "2026-11-26 09:15"],
                ["PUBLISH", "1", "CONFIRMED", "2026-11-27 15:30"],
                ["CANCEL", "2", "CANCELLED", "2026-11-27 15:30"],
            ],
            "{language}"
        );
        assert!(events.iter().all(|one| one.1 == events[0].1), "one UID for the life of the meeting: {events:?}");
    }
}
