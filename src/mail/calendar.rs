//! Calendar entries (RFC 5545): one UID for the life of a meeting, a SEQUENCE that rises, and times in UTC, which no client shifts.
//! PUBLISH and no attendees: the answer is given on the page, not by the calendar program. No name is in it: in the private calendar of a
//! member of staff, which is many of the same entries, a child is two letters.

use crate::{
    args,
    domain::{conversation::Mode, ids::ConversationId, time::Moment, which_child::Mark},
    texts::{Words, without_marks},
};

use super::safe;

/// What a calendar entry is made of.
#[derive(Clone, Copy, Debug)]
pub struct CalendarEntry<'a> {
    /// The words of whoever keeps it.
    pub words: &'a Words,
    /// Which meeting.
    pub conversation: ConversationId,
    /// The name of its entry, the same for its whole life; empty for a meeting from before there were names.
    pub uid: &'a str,
    /// The public host name.
    pub host: &'a str,
    /// The booking's number: 0, then rising.
    pub sequence: i64,
    /// When the meeting starts.
    pub starts: Moment,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// How people meet.
    pub mode: Mode,
    /// Where, or empty.
    pub place: &'a str,
    /// The school's name.
    pub school: &'a str,
    /// The school's phone number, or empty.
    pub phone: &'a str,
    /// When the entry was written.
    pub stamp: Moment,
    /// The meeting is off. The entry then outranks the last booking's.
    pub cancelled: bool,
    /// What tells the child from others of a parent's.
    pub child: Option<Mark>,
    /// Whom it is about, for a member of staff: initials and nothing else; empty for parents.
    pub initials: &'a str,
}

/// Minutes after which a calendar program is asked to look again.
const LOOK_AGAIN: i64 = 60;

/// Writes a whole calendar with this one entry.
#[must_use]
pub fn calendar_entry(entry: &CalendarEntry<'_>) -> String {
    let method = if entry.cancelled { "CANCEL" } else { "PUBLISH" };
    calendar(&[format!("METHOD:{method}")], std::slice::from_ref(entry))
}

/// Writes the calendar of a member of staff, under a name, with all of these entries: what is off is marked so.
#[must_use]
pub fn calendar_feed(name: &str, entries: &[CalendarEntry<'_>]) -> String {
    let about = [
        "METHOD:PUBLISH".to_owned(),
        format!("NAME:{}", text(name)),
        format!("X-WR-CALNAME:{}", text(name)),
        format!("REFRESH-INTERVAL;VALUE=DURATION:PT{LOOK_AGAIN}M"),
        format!("X-PUBLISHED-TTL:PT{LOOK_AGAIN}M"),
    ];
    calendar(&about, entries)
}

fn calendar(about: &[String], entries: &[CalendarEntry<'_>]) -> String {
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Thrice//Thrice//EN", "CALSCALE:GREGORIAN"];
    let head = head.iter().map(|line| (*line).to_owned()).chain(about.iter().cloned());
    let lines = head.chain(entries.iter().flat_map(event)).chain(["END:VCALENDAR".to_owned()]);
    lines.map(|line| folded(&line)).collect()
}

/// The lines of one entry.
fn event(entry: &CalendarEntry<'_>) -> Vec<String> {
    let utc = |moment: Moment| moment.utc().format("%Y%m%dT%H%M%SZ").to_string();
    let status = if entry.cancelled { "CANCELLED" } else { "CONFIRMED" };
    let sequence = entry.sequence + i64::from(entry.cancelled);
    let (words, mode) = (entry.words, entry.words.coded("mode", entry.mode.as_code()));
    let place = if entry.place.trim().is_empty() { mode.as_str() } else { entry.place };
    let summary = if entry.cancelled { "calendar-cancelled" } else { "calendar-meeting" };
    let summary = words.say_with(summary, &args!["school" => safe::line(entry.school)]);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", uid(entry)),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTAMP:{}", utc(entry.stamp)),
        format!("DTSTART:{}", utc(entry.starts)),
        format!("DTEND:{}", utc(entry.starts.plus_minutes(entry.minutes))),
        format!(
            "SUMMARY:{}{}{}",
            text(&summary),
            entry.child.map(Mark::short).unwrap_or_default(),
            if entry.initials.is_empty() { String::new() } else { text(&format!(", {}", entry.initials)) }
        ),
        format!("LOCATION:{}", text(place)),
        format!("STATUS:{status}"),
        "CLASS:PRIVATE".to_owned(),
    ];
    let about = entry.child.map(|mark| words.say_with("calendar-about", &args!["child" => words.child(mark)]));
    let phone = safe::line(entry.phone);
    let phone = (!phone.is_empty()).then(|| words.say_with("calendar-phone", &args!["phone" => phone]));
    let said: Vec<String> = about.into_iter().chain(phone).collect();
    if !said.is_empty() {
        lines.push(format!("DESCRIPTION:{}", text(&said.join(" "))));
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

/// What the entry is called among all of the world's (RFC 5545 3.8.4.7).
fn uid(entry: &CalendarEntry<'_>) -> String {
    match entry.uid {
        "" => format!("meeting-{}@{}", entry.conversation, safe::line(entry.host)),
        named => named.to_owned(),
    }
}

/// A value with the four characters that mean something made harmless (RFC 5545 3.3.11).
fn text(value: &str) -> String {
    let mut out = String::new();
    for c in safe::line(&without_marks(value)).chars() {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line of at most 75 octets, its rest on lines that begin with a space, never cut inside a character (RFC 5545 3.1).
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn entry() -> CalendarEntry<'static> {
        static ENGLISH: std::sync::LazyLock<Words> = std::sync::LazyLock::new(|| Words::shipped(Language::English));
        CalendarEntry {
            words: &ENGLISH,
            conversation: ConversationId(7),
            uid: "",
            host: "meet.oakfield.example.org",
            sequence: 0,
            starts: Moment::from_unix(1_795_684_500),
            minutes: 30,
            mode: Mode::School,
            place: "Room 3, by the hall; ring twice",
            school: "Oakfield Primary",
            phone: "01702 000 000",
            stamp: Moment::from_unix(1_795_000_000),
            cancelled: false,
            child: None,
            initials: "",
        }
    }

    #[test]
    fn a_booking_is_published_in_utc_with_a_uid_that_stays() {
        assert_eq!(
            calendar_entry(&entry()),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Thrice//Thrice//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n\
             BEGIN:VEVENT\r\nUID:meeting-7@meet.oakfield.example.org\r\nSEQUENCE:0\r\nDTSTAMP:20261118T110640Z\r\n\
             DTSTART:20261126T091500Z\r\nDTEND:20261126T094500Z\r\nSUMMARY:Meeting at Oakfield Primary\r\n\
             LOCATION:Room 3\\, by the hall\\; ring twice\r\nSTATUS:CONFIRMED\r\nCLASS:PRIVATE\r\n\
             DESCRIPTION:To change or cancel\\, phone 01702 000 000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    }

    #[test]
    fn calling_off_keeps_the_uid_and_outranks_the_last_booking() {
        let off = calendar_entry(&CalendarEntry { cancelled: true, sequence: 2, ..entry() });
        for part in [
            "METHOD:CANCEL",
            "STATUS:CANCELLED",
            "SEQUENCE:3",
            "UID:meeting-7@",
            "SUMMARY:Called off: meeting at Oakfield",
        ] {
            assert!(off.contains(part), "{part}");
        }
        let named = CalendarEntry { uid: "5f3c", ..entry() };
        let moved = calendar_entry(&CalendarEntry { host: "elsewhere.example.org", sequence: 1, ..named });
        assert!(
            calendar_entry(&named).contains("UID:5f3c\r\n") && moved.contains("UID:5f3c\r\n"),
            "wherever Thrice moves to"
        );
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let school = "é".repeat(100);
        let long = calendar_entry(&CalendarEntry { school: &school, ..entry() });
        assert!(long.split("\r\n").all(|l| l.len() <= 75));
        assert!(long.replace("\r\n ", "").contains(&school));
    }

    #[test]
    fn a_school_name_cannot_add_a_line() {
        let bad = calendar_entry(&CalendarEntry { school: "X\r\nATTENDEE:mailto:a@b.org", ..entry() });
        assert!(!bad.contains("\nATTENDEE"));
    }
}
