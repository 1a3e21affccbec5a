//! Mailboxes and telephone numbers as they stand in cells.

use crate::domain::{identity::phone_form, people::EmailAddress};

/// What stands in a cell of addresses: the one that is certain, and what is to be said of the rest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::exchange) struct Mailbox {
    pub(in crate::exchange) address: Option<EmailAddress>,
    /// What was not read, in a sentence; empty where nothing was left.
    pub(in crate::exchange) left: String,
}

/// Reads the mailbox of a cell: "mailto:", angle brackets and a name before them are no part of it; of several the one that stands first
/// and can be written to.
pub(in crate::exchange) fn mailbox(cell: &str) -> Mailbox {
    let bare = |part: &str| {
        let inner = part.rsplit_once('<').map_or(part, |(_, inner)| inner).trim();
        let inner = inner.trim_matches(['<', '>', '(', ')', '"', '\'', ',', ';', ' ']);
        let is_link = inner.get(..7).is_some_and(|lead| lead.eq_ignore_ascii_case("mailto:"));
        if is_link { inner[7..].split('?').next().unwrap_or_default().trim().to_owned() } else { inner.to_owned() }
    };
    let parts: Vec<String> =
        cell.split([';', ',', '/', '|', ' ', '\n']).map(bare).filter(|p| p.contains('@')).collect();
    let certain: Vec<EmailAddress> = parts.iter().filter_map(|p| EmailAddress::parse(p).ok()).collect();
    let left = match (certain.as_slice(), parts.len()) {
        ([], _) if cell.is_empty() => String::new(),
        ([], _) => format!("\"{cell}\" is not an e-mail address: left as it was"),
        ([_], 1) => String::new(),
        ([one, ..], _) => format!("\"{cell}\" holds more than one e-mail address: {one} is taken"),
    };
    Mailbox { address: certain.into_iter().next(), left }
}

/// Reads a telephone number: the zero that a spreadsheet ate is put back; a number that it made a fraction of powers of ten is lost, and
/// what has no digits is none.
///
/// # Errors
/// A sentence on what is wrong.
pub(in crate::exchange) fn phone(cell: &str) -> Result<String, String> {
    let text = cell.strip_suffix(".0").unwrap_or(cell).trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_power = text.to_ascii_uppercase().contains("E+") && text.contains('.');
    match () {
        () if text.is_empty() => Ok(String::new()),
        () if is_power => Err(format!("a spreadsheet has shortened the number \"{text}\": left as it was")),
        () if digits == 0 => Err(format!("\"{text}\" is no telephone number: left as it was")),
        () if text.len() == digits => Ok(whole(text)),
        () => Ok(text.to_owned()),
    }
}

/// A number that is nothing but digits, as it is rung.
fn whole(digits: &str) -> String {
    let is_national = digits.len() == 10 && digits.starts_with(['1', '2', '3', '7', '8']);
    let is_abroad = digits.len() == 12 && digits.starts_with("44");
    match (is_national, is_abroad) {
        (true, _) => format!("0{digits}"),
        (_, true) => phone_form(&format!("+{digits}")),
        _ => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certain_one_of_what_stands_in_a_cell_is_read() {
        for (cell, address, left) in [
            ("a@home.example", Some("a@home.example"), false),
            ("mailto:a@home.example?subject=x", Some("a@home.example"), false),
            ("Ada Bell <a@home.example>", Some("a@home.example"), false),
            ("a@home.example; b@home.example", Some("a@home.example"), true),
            ("zoë@home.example / b@home.example", Some("b@home.example"), true),
            ("a@home.example,", Some("a@home.example"), false),
            ("none", None, true),
            ("", None, false),
        ] {
            let read = mailbox(cell);
            assert_eq!(read.address.as_ref().map(EmailAddress::as_str), address, "{cell}");
            assert_eq!(!read.left.is_empty(), left, "{cell}: {}", read.left);
        }
    }

    #[test]
    fn a_number_is_as_it_is_rung() {
        for (cell, number) in [
            ("7700900101", "07700900101"),
            ("7700900101.0", "07700900101"),
            ("447700900101", "07700900101"),
            ("1632960001", "01632960001"),
            ("07700 900101", "07700 900101"),
            ("+44 7700 900101", "+44 7700 900101"),
            ("", ""),
        ] {
            assert_eq!(phone(cell).as_deref(), Ok(number), "{cell}");
        }
        assert!(phone("4.477E+11").unwrap_err().contains("shortened"));
        assert!(phone("Yes").unwrap_err().contains("no telephone number"));
    }
}
