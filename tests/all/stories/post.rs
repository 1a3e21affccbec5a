//! A mail as it arrived, and what every mail must be.

use thrice::{
    domain::time::Moment,
    mail::{Read, read},
};

use crate::support::smtp::Taken;

/// Words that give away a child, a need or money. Compared as whole words, without case.
const GIVEAWAYS: &[&str] = &[
    "amira",
    "zain",
    "ben",
    "leo",
    "sen",
    "send",
    "senco",
    "slcn",
    "speech",
    "language",
    "autism",
    "adhd",
    "ehc",
    "ehcp",
    "iep",
    "diagnosis",
    "behaviour",
    "provision",
    "target",
    "targets",
    "outcome",
    "outcomes",
    "support",
    "plan",
    "special",
    "cost",
    "costs",
    "pence",
    "pounds",
    "child",
    "pupil",
    "son",
    "daughter",
    "understood",
    "sentences",
];

/// One mail that a server took.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    /// When.
    pub(crate) at: Moment,
    /// For whom, as the stories call them.
    pub(crate) to: &'static str,
    /// Its parts.
    pub(crate) read: Read,
}

/// Who reads an address.
const READERS: &[(&str, &str)] = &[
    ("sana@family.example.org", "mother"),
    ("bilal@family.example.org", "father"),
    ("carl@family.example.org", "barred man"),
    ("olu@family.example.org", "other mother"),
    ("senco@oakfield.example.org", "senco"),
    ("teacher@oakfield.example.org", "teacher"),
    ("other.teacher@oakfield.example.org", "other teacher"),
    ("head@oakfield.example.org", "head"),
    ("ta@oakfield.example.org", "ta"),
    ("office@oakfield.example.org", "office"),
];

impl Mail {
    /// Reads what the server took, and holds it to the rules that hold for every mail.
    pub(crate) fn taken(taken: &Taken, at: Moment) -> Self {
        let [address] = taken.to.as_slice() else { panic!("one recipient each, not {:?}", taken.to) };
        let reader = READERS.iter().find(|r| r.0 == address);
        let to = reader.unwrap_or_else(|| panic!("nobody in these stories reads {address}")).1;
        let mail = Self { at, to, read: read(&taken.raw) };
        mail.is_addressed_to_one(address);
        mail.gives_nothing_away(&String::from_utf8_lossy(&taken.raw));
        mail.has_a_harmless_calendar_entry();
        mail
    }

    pub(crate) fn subject(&self) -> &str {
        self.read.header("Subject")
    }

    /// "Mon 23 Nov 09:00 mother: Reminder: please choose a time".
    pub(crate) fn line(&self) -> String {
        format!("{} {}: {}", self.at.local().format("%a %-d %b %H:%M"), self.to, self.subject())
    }

    /// The path of the recipient's own link.
    pub(crate) fn link(&self) -> Option<String> {
        let (_, after) = self.read.text.split_once("https://meet.example.org/i/")?;
        let token: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        Some(format!("/i/{token}"))
    }

    /// Answers at once to what this person just did, and so may come at any hour.
    pub(crate) fn is_receipt(&self) -> bool {
        self.subject().starts_with("Booked: ")
    }

    /// It tells of a time of one meeting, and is no list of a day's work.
    pub(crate) fn is_of_a_meeting(&self) -> bool {
        ["Booked: ", "Changed: ", "Cancelled: ", "To be moved: "]
            .iter()
            .any(|begins| self.subject().starts_with(begins))
    }

    fn is_addressed_to_one(&self, address: &str) {
        let named = |name: &str| self.read.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).count();
        assert_eq!((named("To"), named("Cc"), named("Bcc")), (1, 0, 0), "{self:#?}");
        let to = self.read.header("To");
        assert!(to.contains(address) && to.matches('@').count() == 1, "{to}");
        assert_eq!(self.read.header("Auto-Submitted"), "auto-generated");
        assert!(self.read.header("Reply-To").contains("office@oakfield.example.org"), "{self:#?}");
        assert!(!self.read.text.is_empty() && !self.read.html.is_empty(), "words and their twin: {self:#?}");
    }

    fn gives_nothing_away(&self, raw: &str) {
        // The recipient's own address is theirs to choose.
        let rest = self.read.headers.iter().filter(|(name, _)| name != "To");
        let headers: Vec<&str> = rest.map(|(_, value)| value.as_str()).collect();
        let Read { text, html, calendar, .. } = &self.read;
        for part in [headers.join(" ").as_str(), text, html, calendar] {
            // A link's token is random letters, and may spell anything.
            let words = part.split(|c: char| !c.is_alphanumeric() && !"-_".contains(c)).filter(|word| !word.is_empty());
            let words: Vec<String> = words.map(str::to_lowercase).collect();
            // "Your child in Year 4" tells a parent of two which child, and nobody else anything.
            let tells = |n: usize| {
                let theirs = n > 0 && words[n - 1] == "your" && ["child", "children"].contains(&words[n].as_str());
                GIVEAWAYS.contains(&words[n].as_str()) && !theirs
            };
            let found = (0..words.len()).find(|n| tells(*n)).map(|n| &words[n]);
            assert_eq!(found, None, "{}\n{part}", self.line());
            assert!(!part.contains('£'), "money in {}", self.line());
        }
        assert!(!raw.contains("Amira") && !raw.contains("Zain"), "{raw}");
    }

    fn has_a_harmless_calendar_entry(&self) {
        let calendar = &self.read.calendar;
        if calendar.is_empty() {
            return;
        }
        for none in ["ATTENDEE", "ORGANIZER", "Khan", "TZID"] {
            assert!(!calendar.contains(none), "{none} in {calendar}");
        }
        assert!(self.entry("DTSTART").ends_with('Z'), "{calendar}");
    }

    /// One line of the calendar entry.
    pub(crate) fn entry(&self, name: &str) -> &str {
        let wanted = format!("{name}:");
        self.read.calendar.lines().find_map(|l| l.strip_prefix(wanted.as_str())).unwrap_or_default()
    }
}
