//! Where post reaches somebody: lines as the school's system or a person wrote them, and the postcode. Thrice only prints it, so it is
//! checked for nothing but what an envelope can show.

use std::fmt;

/// An address on paper: empty, or at least one line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PostalAddress {
    lines: Vec<String>,
    postcode: String,
}

/// The most lines above the postcode that the window of an envelope shows.
pub const MOST_LINES: usize = 5;
/// The most letters of one line.
const MOST_LETTERS: usize = 80;

impl PostalAddress {
    /// Reads what somebody typed: one line each. A postcode that stands last in them is taken as one where none is given.
    ///
    /// # Errors
    /// What is wrong, as a sentence for whoever typed it.
    pub fn parse(text: &str, postcode: &str) -> Result<Self, &'static str> {
        Self::of(text.lines().map(str::to_owned), postcode)
    }

    /// Reads the parts that a file gives, in the order in which they are written on an envelope. A part may hold several lines, or
    /// several parted by commas where it is the only one. More than fit flow together in the last.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub fn of_parts(parts: &[&str], postcode: &str) -> Result<Self, &'static str> {
        let given: Vec<&str> =
            parts.iter().flat_map(|part| part.lines()).map(str::trim).filter(|p| !p.is_empty()).collect();
        let mut lines: Vec<String> = match given.as_slice() {
            [one] => one.split(',').map(str::to_owned).collect(),
            all => all.iter().map(|line| (*line).to_owned()).collect(),
        };
        lines.retain(|line| !line.trim().is_empty());
        let ends_in_postcode = postcode.trim().is_empty() && lines.last().is_some_and(|last| is_postcode(last));
        let most = MOST_LINES + usize::from(ends_in_postcode);
        if lines.len() > most {
            let kept = most - 1 - usize::from(ends_in_postcode);
            let rest: Vec<String> = lines.drain(kept..lines.len() - usize::from(ends_in_postcode)).collect();
            lines.insert(kept, rest.iter().map(|line| line.trim()).collect::<Vec<_>>().join(", "));
        }
        Self::of(lines.into_iter(), postcode)
    }

    fn of(lines: impl Iterator<Item = String>, postcode: &str) -> Result<Self, &'static str> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines: Vec<String> =
            lines.map(|line| words(line.trim().trim_end_matches(','))).filter(|l| !l.is_empty()).collect();
        let mut postcode = words(postcode);
        if postcode.is_empty() && lines.last().is_some_and(|last| is_postcode(last)) {
            postcode = lines.pop().unwrap_or_default();
        }
        match () {
            () if lines.is_empty() && !postcode.is_empty() => Err("Enter the address above the postcode"),
            () if lines.len() > MOST_LINES => Err("An address has at most five lines above the postcode"),
            () if lines.iter().any(|line| line.chars().count() > MOST_LETTERS) => {
                Err("A line of an address has at most 80 letters")
            }
            () if postcode.chars().count() > 10 => Err("A postcode has at most ten letters and digits"),
            () => Ok(Self { lines, postcode }),
        }
    }

    /// Whether no address is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines above the postcode, as they are typed.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// The postcode, or empty.
    #[must_use]
    pub fn postcode(&self) -> &str {
        &self.postcode
    }

    /// Every line as it stands on an envelope, the postcode last.
    pub fn on_envelope(&self) -> impl Iterator<Item = &str> {
        let postcode = Some(self.postcode.as_str()).filter(|code| !code.is_empty());
        self.lines.iter().map(String::as_str).chain(postcode)
    }
}

impl fmt::Display for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.on_envelope().collect::<Vec<_>>().join(", "))
    }
}

/// Whether a line is a postcode of the United Kingdom and nothing else: one or two letters, a digit and perhaps a letter or digit, then a
/// digit and two letters.
fn is_postcode(line: &str) -> bool {
    let code: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let Some((outward, [digit, one, two])) = code.split_last_chunk::<3>() else { return false };
    let letters = outward.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let rest = &outward[letters.min(outward.len())..];
    let inward = digit.is_ascii_digit() && one.is_ascii_alphabetic() && two.is_ascii_alphabetic();
    let area = (1..=2).contains(&letters) && rest.first().is_some_and(char::is_ascii_digit);
    inward && area && rest.len() <= 2 && rest.iter().all(char::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_line_by_line() {
        let home = PostalAddress::parse(" Flat 2 \r\n\r\n14  Oak Road,\nLeeds", "ls1 4ab").unwrap();
        assert_eq!(home.on_envelope().collect::<Vec<_>>(), ["Flat 2", "14 Oak Road", "Leeds", "ls1 4ab"]);
        assert_eq!(home.to_string(), "Flat 2, 14 Oak Road, Leeds, ls1 4ab");
        assert_eq!(PostalAddress::parse(&home.text(), home.postcode()).unwrap(), home);
        assert_eq!(PostalAddress::parse("14 Oak Road\nM1 1AE", "").unwrap().postcode(), "M1 1AE");
        assert!(PostalAddress::parse(" \n ", " ").unwrap().is_empty());
        assert!(PostalAddress::parse("", "LS1 4AB").unwrap_err().contains("above the postcode"));
        assert!(PostalAddress::parse("a\nb\nc\nd\ne\nf", "").unwrap_err().contains("five lines"));
        assert!(PostalAddress::parse(&"x".repeat(81), "").is_err());
        assert!(PostalAddress::parse("14 Oak Road", "not a postcode").is_err());
    }

    #[test]
    fn one_cell_or_many_make_the_same_address() {
        let parts = PostalAddress::of_parts(&["14 Oak Road", "", "Leeds"], "LS1 4AB").unwrap();
        assert_eq!(PostalAddress::of_parts(&["14 Oak Road, Leeds, LS1 4AB"], "").unwrap(), parts);
        assert_eq!(PostalAddress::of_parts(&["14 Oak Road\nLeeds\nLS1 4AB"], "").unwrap(), parts);
        let long = PostalAddress::of_parts(&["a, b, c, d, e, f, g, LS1 4AB"], "").unwrap();
        assert_eq!(long.on_envelope().collect::<Vec<_>>(), ["a", "b", "c", "d", "e, f, g", "LS1 4AB"]);
        assert!(PostalAddress::of_parts(&["", ""], "").unwrap().is_empty());
    }

    #[test]
    fn a_postcode_is_told_from_a_town() {
        for code in ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "ec1a1bb"] {
            assert!(is_postcode(code), "{code}");
        }
        for other in ["Leeds", "", "A1", "14 Oak Road", "ABC1 1AA", "M1 1A", "M123 1AA"] {
            assert!(!is_postcode(other), "{other}");
        }
    }
}
