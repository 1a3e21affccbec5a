//! Who may be the same person. Names, mailboxes and phones are written in many ways; here each has one form in which it is compared, so
//! that a father who is barred is not invited as somebody of the same name, under his address or his number.
//!
//! What shares one of the three only may be the same: a person decides, and until then nothing is sent.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::people::Name;

/// What two people have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shared {
    /// The mailbox.
    Mailbox,
    /// The telephone number.
    Phone,
    /// The name.
    Name,
}

impl Shared {
    /// "the same e-mail address".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Mailbox => "the same e-mail address",
            Self::Phone => "the same phone number",
            Self::Name => "the same name",
        }
    }
}

/// By what somebody is known, each in the form in which it is compared; empty where it tells nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    name: String,
    mailbox: String,
    phone: String,
}

impl Marks {
    /// Of an adult, as they are stored.
    #[must_use]
    pub fn of(name: &Name, email: &str, phone: &str) -> Self {
        Self { name: name_form(name), mailbox: mailbox_form(email), phone: phone_form(phone) }
    }

    /// What the two share, the surest leading; `None` where nothing says that they may be one.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Option<Shared> {
        let same = |one: &str, two: &str| !one.is_empty() && one == two;
        match () {
            () if same(&self.mailbox, &other.mailbox) => Some(Shared::Mailbox),
            () if same(&self.phone, &other.phone) => Some(Shared::Phone),
            () if same(&self.name, &other.name) => Some(Shared::Name),
            () => None,
        }
    }
}

/// A text in lower case without accents, composed or not: "Zoë" and "ZOE" are one. A few letters are no letter with an accent and are
/// written as their neighbour all the same.
#[must_use]
pub fn plain(text: &str) -> String {
    let bare = |letter: char| match letter {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        other => other,
    };
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(bare).collect()
}

/// The same, letters and digits only: the form in which names, headings and words of a file are compared.
#[must_use]
pub fn folded(text: &str) -> String {
    plain(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The first of the forenames and the last of the surnames, in either order; titles and middle names tell nothing. Empty where one is
/// missing: half a name is nobody's.
fn name_form(name: &Name) -> String {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| c.is_whitespace() || c == ',').map(folded).filter(|word| !word.is_empty()).collect()
    };
    match (words(&name.forename).first(), words(&name.surname).last()) {
        (Some(first), Some(last)) => {
            let mut both = [first.as_str(), last.as_str()];
            both.sort_unstable();
            both.join(" ")
        }
        _ => String::new(),
    }
}

/// Lower case, without white space, "mailto:" and what follows a plus: all of them reach the same mailbox.
#[must_use]
pub fn mailbox_form(text: &str) -> String {
    let plain: String =
        text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase).collect();
    let plain = plain.strip_prefix("mailto:").unwrap_or(&plain).trim_matches(['<', '>', '.', ',', ';']);
    match plain.split_once('@') {
        Some((local, host)) => format!("{}@{host}", local.split('+').next().unwrap_or(local)),
        None => String::new(),
    }
}

/// The digits of a number as it is rung within the country: +44 and 0044 are 0, and "(0)" after them is nothing. Empty where there are too
/// few for a number of one's own.
#[must_use]
pub fn phone_form(text: &str) -> String {
    let trimmed = text.trim().replace("(0)", "");
    let digits: String =
        trimmed.chars().filter_map(|c| c.to_digit(10)).map(|d| char::from_digit(d, 10).unwrap_or('0')).collect();
    let abroad =
        trimmed.starts_with('+').then(|| digits.strip_prefix("44")).flatten().or_else(|| digits.strip_prefix("0044"));
    let number = match abroad {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None if digits.len() == 10 && digits.starts_with('7') => format!("0{digits}"), // a spreadsheet ate the zero
        None => digits,
    };
    if number.len() >= 9 { number } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(forename: &str, surname: &str) -> Name {
        Name { title: String::new(), forename: forename.into(), surname: surname.into() }
    }

    #[test]
    fn a_name_is_one_however_it_is_written() {
        let of = |forename: &str, surname: &str| Marks::of(&name(forename, surname), "", "");
        let bilal = of("Bilal", "Khan");
        for (forename, surname) in [
            ("BILAL", "khan"),
            ("Bilal Ahmed", "Khan"),
            ("Khan", "Bilal"),
            ("  bilal ", "O'Khan-Khan Khan"),
            ("Bilal,", "Khan"),
        ] {
            assert_eq!(bilal.shared(&of(forename, surname)), Some(Shared::Name), "{forename} {surname}");
        }
        assert_eq!(of("Łukasz", "Sørensen").shared(&of("lukasz", "Sorensen")), Some(Shared::Name));
        assert_eq!(of("Zoe\u{308}", "Nun\u{303}ez").shared(&of("Zoë", "Nuñez")), Some(Shared::Name));
        for (forename, surname) in [("Sana", "Khan"), ("Bilal", "Khanna"), ("", "Khan"), ("Bilal", "")] {
            assert_eq!(bilal.shared(&of(forename, surname)), None, "{forename} {surname}");
        }
        assert_eq!(of("", "").shared(&of("", "")), None, "nobody is not the same as nobody");
    }

    #[test]
    fn a_mailbox_and_a_number_are_one_however_they_are_written() {
        for text in [
            "Bilal@Family.example",
            " mailto:bilal@family.example ",
            "<bilal@family.example>",
            "bilal+school@family.example",
        ] {
            assert_eq!(mailbox_form(text), "bilal@family.example", "{text}");
        }
        assert_eq!(mailbox_form("no mailbox"), "");
        for text in
            ["07700 900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700-900-123", "7700900123", "٠٧٧٠٠٩٠٠١٢٣"]
        {
            let found = phone_form(text);
            assert!(found == "07700900123" || !text.is_ascii(), "{text}: {found}");
        }
        assert_eq!(phone_form("ext. 12"), "");
        assert_eq!(phone_form("+1 212 555 0100"), "12125550100");
    }
}
