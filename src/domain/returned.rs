//! What a mail that came back says of one of our messages, and what follows from it (RFC 3464 for the form, RFC 3463 for the codes). Only what
//! is about an address makes it count as dead; what is about today, or about us, does not.

use std::str::FromStr;

/// A status code of mail systems: "5.1.1".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Status {
    /// 2 is success, 4 for now, 5 for good.
    pub class: u16,
    /// What it is about: 1 the address, 2 the mailbox, 3 the system, 4 the way there, 6 the content, 7 security or policy.
    pub subject: u16,
    /// More precisely.
    pub detail: u16,
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts =
            text.trim_matches(|c: char| !c.is_ascii_digit()).split('.').map(|part| part.parse::<u16>().ok());
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Some(class @ (2 | 4 | 5))), Some(Some(subject)), Some(Some(detail)), None)
                if subject < 1000 && detail < 1000 =>
            {
                Ok(Self { class, subject, detail })
            }
            _ => Err(()),
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl Status {
    /// The first code in a text, as people or programs wrote it; an SMTP reply code of three digits where there is none.
    #[must_use]
    pub fn in_text(text: &str) -> Option<Self> {
        let words = || text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '-'));
        let coded = words().filter(|word| word.len() <= 11).find_map(|word| word.parse().ok());
        let of_reply = |word: &str| match word.trim_end_matches([':', ',', ';']).parse::<u16>() {
            Ok(550 | 551 | 553) => Some(Self { class: 5, subject: 1, detail: 0 }),
            Ok(421 | 450 | 451 | 452) => Some(Self { class: 4, subject: 0, detail: 0 }),
            _ => None,
        };
        coded.or_else(|| words().find_map(of_reply))
    }

    /// Whether it says that the address is not to be written to again: not that the mailbox is full, the message too large or refused for what
    /// it is, nor that we are not wanted.
    fn is_about_the_address(self) -> bool {
        self.class == 5 && !matches!((self.subject, self.detail), (2, 2 | 3) | (3, 4) | (6 | 7, _))
    }
}

coded! {
    /// What a mail system did with a message (RFC 3464 2.3.3).
    Action {
        /// It cannot be delivered.
        Failed = "failed", "failed";
        /// It is tried again.
        Delayed = "delayed", "delayed";
        /// It lies in the mailbox.
        Delivered = "delivered", "delivered";
        /// It went on to a system that reports nothing.
        Relayed = "relayed", "relayed";
        /// It went on to several addresses.
        Expanded = "expanded", "expanded";
    }
}

/// What is said of one recipient.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fate {
    /// The addresses that it names: the one that was written to, and the one where it ended.
    pub recipients: Vec<String>,
    /// What was done.
    pub action: Option<Action>,
    /// The code.
    pub status: Option<Status>,
}

/// A mail that came back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Returned {
    /// The Message-IDs in it that may be those of our messages, with their angle brackets.
    pub message_ids: Vec<String>,
    /// What a machine says of each recipient; empty where the mail was written for people alone.
    pub fates: Vec<Fate>,
    /// The code in the words for people.
    pub in_words: Option<Status>,
}

coded! {
    /// What follows from it.
    Verdict {
        /// No mail goes to the address any more, and the office asks for the right one.
        DeadAddress = "dead_address", "the address does not work";
        /// The message did not arrive, for no fault of the address: somebody phones.
        NotTaken = "not_taken", "the message was not taken";
        /// It is counted; the mail system tries again.
        ForNow = "for_now", "not delivered yet";
        /// It is kept, and nothing follows.
        Nothing = "nothing", "nothing follows";
        /// It is about none of our messages.
        NotOurs = "not_ours", "about no message of ours";
        /// It cannot be read.
        Unreadable = "unreadable", "it could not be read";
    }
}

/// What follows from a mail that came back, for the message that it names, which went to this address.
#[must_use]
pub fn judge(returned: &Returned, address: &str) -> Verdict {
    let is_same = |one: &String| one.trim().eq_ignore_ascii_case(address.trim());
    let about: Vec<&Fate> = returned.fates.iter().filter(|fate| fate.recipients.iter().any(is_same)).collect();
    // Our messages have one recipient each: where a report names another, the mailbox was forwarded, and what happened there is not known here.
    let verdicts = about.iter().map(|fate| of_fate(fate.action, fate.status));
    let told = if returned.fates.is_empty() { Some(of_fate(None, returned.in_words)) } else { verdicts.min() };
    told.unwrap_or(Verdict::Nothing)
}

fn of_fate(action: Option<Action>, status: Option<Status>) -> Verdict {
    match (action, status) {
        (Some(Action::Delivered | Action::Relayed | Action::Expanded), _) => Verdict::Nothing,
        (Some(Action::Delayed), _) | (_, Some(Status { class: 4, .. })) => Verdict::ForNow,
        (_, Some(status)) if status.is_about_the_address() => Verdict::DeadAddress,
        (_, Some(Status { class: 5, .. })) => Verdict::NotTaken,
        (Some(Action::Failed), None) => Verdict::DeadAddress,
        _ => Verdict::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fate(to: &str, action: Action, status: &str) -> Fate {
        Fate { recipients: vec![to.to_owned()], action: Some(action), status: status.parse().ok() }
    }

    fn judged(fates: Vec<Fate>) -> Verdict {
        judge(&Returned { fates, ..Returned::default() }, "sana@family.example.org")
    }

    const SANA: &str = "Sana@family.example.org";

    #[test]
    fn an_address_dies_of_what_is_about_it_alone() {
        for (action, status, verdict) in [
            (Action::Failed, "5.1.1", Verdict::DeadAddress),
            (Action::Failed, "5.1.10", Verdict::DeadAddress),
            (Action::Failed, "5.0.0", Verdict::DeadAddress),
            (Action::Failed, "5.2.1", Verdict::DeadAddress),
            (Action::Failed, "5.4.4", Verdict::DeadAddress),
            (Action::Failed, "", Verdict::DeadAddress),
            (Action::Failed, "5.2.2", Verdict::NotTaken),
            (Action::Failed, "5.7.1", Verdict::NotTaken),
            (Action::Failed, "5.6.0", Verdict::NotTaken),
            (Action::Failed, "4.4.7", Verdict::ForNow),
            (Action::Delayed, "4.2.2", Verdict::ForNow),
            (Action::Delayed, "5.1.1", Verdict::ForNow),
            (Action::Delivered, "2.1.5", Verdict::Nothing),
            (Action::Relayed, "", Verdict::Nothing),
        ] {
            assert_eq!(judged(vec![fate(SANA, action, status)]), verdict, "{action:?} {status}");
        }
    }

    #[test]
    fn what_is_said_of_somebody_else_is_nothing_to_us() {
        assert_eq!(judged(vec![fate("other@family.example.org", Action::Failed, "5.1.1")]), Verdict::Nothing);
        let both =
            vec![fate("other@family.example.org", Action::Failed, "5.1.1"), fate(SANA, Action::Delayed, "4.0.0")];
        assert_eq!(judged(both), Verdict::ForNow);
    }

    #[test]
    fn words_for_people_are_read_where_there_is_nothing_else() {
        let said = |text: &str| {
            judge(&Returned { in_words: Status::in_text(text), ..Returned::default() }, "sana@family.example.org")
        };
        for (text, verdict) in [
            ("<sana@family.example.org>: 550 5.1.1 User unknown", Verdict::DeadAddress),
            ("host mx said: 550 no such user (in reply to RCPT TO)", Verdict::DeadAddress),
            ("Mailbox full (#5.2.2)", Verdict::NotTaken),
            ("Warning: 4.4.1 connection timed out; will be tried again", Verdict::ForNow),
            ("451 try again later", Verdict::ForNow),
            ("I am on holiday until 5.1.2027", Verdict::Nothing),
            ("Thank you", Verdict::Nothing),
        ] {
            assert_eq!(said(text), verdict, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_a_failure_for_good_makes_an_address_dead(class in 2u16..6, subject in 0u16..9, detail in 0u16..99, n in 0usize..5) {
            let status = format!("{class}.{subject}.{detail}");
            let verdict = judged(vec![fate(SANA, Action::ALL[n], &status)]);
            prop_assert!(verdict != Verdict::DeadAddress || (class == 5 || class == 3) && Action::ALL[n] == Action::Failed);
        }

        #[test]
        fn whatever_somebody_writes_is_read_without_a_stumble(text in ".{0,400}") {
            if let Some(status) = Status::in_text(&text) {
                prop_assert_eq!(status.to_string().parse(), Ok(status));
            }
        }
    }
}
