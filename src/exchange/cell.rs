//! What spreadsheets, printers and other people's computers leave on a value: taken off before anything is read.

use unicode_normalization::UnicodeNormalization;

/// A cell as it was meant: letters composed, marks of spreadsheets off, one space between words. Lines stay lines: an address has them.
pub(super) fn meant(cell: &str) -> String {
    let composed: String = cell.nfc().filter(|c| !is_invisible(*c)).collect();
    let lines = composed.split(['\n', '\r', '\u{2028}']).map(one_line).filter(|line| !line.is_empty());
    unmarked(&lines.collect::<Vec<_>>().join("\n")).to_owned()
}

/// The same on one line, as every column but an address is read.
pub(super) fn flat(cell: &str) -> String {
    cell.replace('\n', " ")
}

fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c == '\u{a0}' || c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks of direction and width, which nobody sees and every comparison does.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
}

/// Without what says to a spreadsheet that this is text: `'4A`, `="07700 900102"`. A name may begin with an apostrophe: 't Hooft.
fn unmarked(text: &str) -> &str {
    let formula = text.strip_prefix('=').map(str::trim_start).and_then(|rest| rest.strip_prefix('"'));
    if let Some(inner) = formula.and_then(|rest| rest.trim_end().strip_suffix('"')).filter(|inner| !inner.contains('"'))
    {
        return unmarked(inner.trim());
    }
    match text.strip_prefix('\'') {
        Some(rest) if !rest.starts_with(|c: char| c.is_lowercase()) => rest.strip_suffix('\'').unwrap_or(rest).trim(),
        _ => text,
    }
}

/// Whether a value is a formula or its failure, which says nothing about anybody: `=A1&B1`, `#REF!`.
pub(super) fn is_formula(text: &str) -> bool {
    let errors = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"];
    errors.contains(&text) || text.strip_prefix(['=', '+', '@']).is_some_and(|rest| rest.contains(char::is_alphabetic))
}

/// What a value was before it was read in the wrong alphabet ("ZoÃ«" was "Zoë"), where that is certain.
pub(super) fn unspoilt(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
    let whole = std::str::from_utf8(&bytes).ok().filter(|_| !lost)?;
    (whole != text).then(|| whole.nfc().collect())
}

/// Whether letters of a value are lost for good: no alphabet gives them back.
pub(super) fn is_spoilt(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let between = |w: &[char]| w[0].is_alphabetic() && w[1] == '?' && w[2].is_alphabetic();
    text.contains('\u{fffd}') || letters.windows(3).any(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_wrote_before_a_value_is_taken_off() {
        for (cell, value) in [
            ("'14/02/2018", "14/02/2018"),
            ("=\"07700900102\"", "07700900102"),
            ("= \"4A\" ", "4A"),
            ("'4A'", "4A"),
            ("'=SUM", "=SUM"),
            ("=\"'4A\"", "4A"),
            ("'t Hooft", "'t Hooft"),
            ("O'Neil", "O'Neil"),
            ("\u{200e}Zoe\u{308}\u{a0} Nu\u{feff}n", "Zoë Nun"),
            ("14 Oak Road\r\nLeeds\n\n", "14 Oak Road\nLeeds"),
            ("14 Oak Road\u{2028}Leeds", "14 Oak Road\nLeeds"),
            ("=A1&B1", "=A1&B1"),
        ] {
            assert_eq!(meant(cell), value, "{cell:?}");
        }
    }

    #[test]
    fn a_formula_is_nobodys_name() {
        for formula in ["=A1&B1", "=HYPERLINK(\"x\")", "#REF!", "#N/A", "@SUM(A1)", "+A1"] {
            assert!(is_formula(formula), "{formula}");
        }
        for value in ["Okafor", "+44 7700 900123", "#4", "=", "N/A", "-"] {
            assert!(!is_formula(value), "{value}");
        }
    }

    #[test]
    fn letters_read_in_the_wrong_alphabet_are_read_again() {
        assert_eq!(unspoilt("ZoÃ« NuÃ±ez").as_deref(), Some("Zoë Nuñez"));
        for fine in ["Zoë", "Zoe", "Łukasz", "Ã", "£5"] {
            assert_eq!(unspoilt(fine), None, "{fine}");
        }
        assert!(is_spoilt("Zo\u{fffd}") && is_spoilt("Zo?e") && !is_spoilt("Who?"));
    }
}
