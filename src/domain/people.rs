//! Roles, and the names and addresses of people.

use std::fmt;

coded! {
    /// What a member of staff is in Thrice. One person has one role; what it opens is decided in [`access`](super::access).
    Role {
        /// Runs the plans.
        Senco = "senco", "SENCO";
        /// Head or senior leader.
        Head = "head", "Headteacher";
        /// Teaches classes.
        Teacher = "teacher", "Teacher";
        /// Supports pupils and classes.
        TeachingAssistant = "ta", "Teaching assistant";
        /// Sees figures, never a child.
        Governor = "governor", "Governor";
        /// Phones, letters, addresses, interpreters.
        Office = "office", "School office";
        /// Keeps the installation running; sees no pupil.
        Admin = "admin", "Administrator";
    }
}

/// A person's name as the school writes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Name {
    /// Mr, Mrs, Ms, Dr … or empty.
    pub title: String,
    /// The name they are called by.
    pub forename: String,
    /// Family name.
    pub surname: String,
}

impl Name {
    /// The name in a row that may hold none, as where nobody entered something.
    #[must_use]
    pub fn maybe(title: Option<String>, forename: Option<String>, surname: Option<String>) -> Option<Self> {
        Some(Self { title: title.unwrap_or_default(), forename: forename?, surname: surname? })
    }

    /// "Mrs Anand", or "Priya Anand" where there is no title.
    #[must_use]
    pub fn formal(&self) -> String {
        let first = if self.title.is_empty() { &self.forename } else { &self.title };
        format!("{first} {}", self.surname).trim().to_owned()
    }

    /// "Priya Anand".
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.forename, self.surname).trim().to_owned()
    }

    /// "P.A.", for a calendar that others may look into.
    #[must_use]
    pub fn initials(&self) -> String {
        let letters = [&self.forename, &self.surname].into_iter().filter_map(|name| name.chars().next());
        letters.flat_map(|letter| [letter, '.']).collect()
    }

    /// "Priya A.", for lists in a room with other people in it.
    #[must_use]
    pub fn short(&self) -> String {
        match self.surname.chars().next() {
            Some(initial) => format!("{} {initial}.", self.forename),
            None => self.forename.clone(),
        }
    }
}

/// An e-mail address that is safe to hand to a mail server: one `@`, a dotted host, no control characters, at most 254 bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EmailAddress(String);

/// Why a text is no e-mail address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("is not an e-mail address like name@example.org")]
pub struct NotAnAddress;

impl EmailAddress {
    /// Reads an address, dropping surrounding white space.
    ///
    /// # Errors
    /// When it could not be delivered to by any mail server.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let (mailbox, host) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let mailbox_is_safe = !mailbox.is_empty()
            && mailbox.len() <= 64
            && !mailbox.starts_with('.')
            && !mailbox.ends_with('.')
            && !mailbox.contains("..")
            && mailbox.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let label = |part: &str| {
            !part.is_empty()
                && part.len() <= 63
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let host_is_safe = host.contains('.') && host.split('.').all(label);
        if mailbox_is_safe && host_is_safe && text.len() <= 254 { Ok(Self(text.to_owned())) } else { Err(NotAnAddress) }
    }

    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// "p***@oakfield.example.org": for logs and for pages that need not show all of it.
    #[must_use]
    pub fn masked(&self) -> String {
        let (mailbox, host) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        format!("{}***@{host}", mailbox.chars().take(1).collect::<String>())
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_a_server_could_take_is_taken() {
        for good in ["a@b.org", " o'neill+x@oak-field.example.org ", "x_y@a.b.c"] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.org",
            "a@",
            "a@.org",
            "a b@c.org",
            "a@b..org",
            "a\n@b.org",
            "a@b.org\r\nBcc: x@y.org",
            ".a@b.org",
            "a@-b.org",
        ] {
            assert_eq!(EmailAddress::parse(bad), Err(NotAnAddress), "{bad:?}");
        }
    }

    #[test]
    fn a_masked_address_keeps_only_its_first_letter_and_host() {
        assert_eq!(EmailAddress::parse("priya@oak.org").unwrap().masked(), "p***@oak.org");
    }

    #[test]
    fn names_read_as_the_school_writes_them() {
        let name = Name { title: "Mrs".into(), forename: "Priya".into(), surname: "Anand".into() };
        assert_eq!(
            (name.formal().as_str(), name.full().as_str(), name.short().as_str()),
            ("Mrs Anand", "Priya Anand", "Priya A.")
        );
        assert_eq!(Name { title: String::new(), ..name }.formal(), "Priya Anand");
    }
}
