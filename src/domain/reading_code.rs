//! The code in front of what anybody wrote: a link tells who is meant and lives for weeks; that whoever holds it also reads the parent's mail
//! is shown by a code that lives ten minutes, in the browser that asked for it (OWASP ASVS 5.0, 6.5.5 and 6.6.2).

use super::time::Moment;

/// Seconds for which a code can be typed (ASVS 6.5.5: at most ten minutes).
pub const CODE_SECONDS: i64 = 10 * 60;
/// Seconds for which the browser may read after the right code, at most: as long as a parent's evening, not as long as a shared computer's
/// day.
pub const READING_SECONDS: i64 = 2 * 3600;
/// Seconds without a page after which the visit is over.
pub const IDLE_SECONDS: i64 = 10 * 60;
/// Wrong tries after which a code is no use.
pub const TRIES: i64 = 5;
/// Codes for one invitation within an hour: enough for whoever mistypes, too few to fill a mailbox or to guess.
pub const AN_HOUR: i64 = 5;

/// What is known of the last code that a browser asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// When it was made.
    pub made: Moment,
    /// Wrong tries so far.
    pub wrong: i64,
    /// When the right one was typed.
    pub proven: Option<Moment>,
    /// When the browser last read behind it.
    pub used: Option<Moment>,
}

/// How a browser stands to what is behind the code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// It has shown nothing: it may ask for a code.
    Closed,
    /// A code is on its way, or waits to be typed.
    Waiting,
    /// It may read.
    Open,
}

/// How a browser stands at an instant, from the last code it asked for.
#[must_use]
pub fn reading(asked: Option<Asked>, now: Moment) -> Reading {
    let within = |from: Moment, seconds: i64| (0..seconds).contains(&(now.unix() - from.unix()));
    match asked {
        Some(Asked { proven: Some(at), used, .. })
            if within(at, READING_SECONDS) && within(used.map_or(at, |used| used.max(at)), IDLE_SECONDS) =>
        {
            Reading::Open
        }
        Some(Asked { proven: None, made, wrong, .. }) if wrong < TRIES && within(made, CODE_SECONDS) => {
            Reading::Waiting
        }
        _ => Reading::Closed,
    }
}

/// Six digits from a random number. A remainder of 32 bits favours no code by more than one part in four thousand.
#[must_use]
pub fn digits(random: u32) -> String {
    format!("{:06}", random % 1_000_000)
}

/// The six digits that somebody typed, with whatever spaces and dashes a copied code brings along.
#[must_use]
pub fn typed(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds after the code was made.
    fn at(seconds: i64) -> Moment {
        Moment::from_unix(1_800_000_000 + seconds)
    }

    #[test]
    fn a_code_waits_ten_minutes_and_five_tries() {
        let asked = |wrong| Some(Asked { made: at(0), wrong, proven: None, used: None });
        assert_eq!(reading(None, at(0)), Reading::Closed);
        for (wrong, seconds, stands) in [
            (0, 0, Reading::Waiting),
            (4, 599, Reading::Waiting),
            (0, 600, Reading::Closed),
            (5, 1, Reading::Closed),
            (0, -1, Reading::Closed),
        ] {
            assert_eq!(reading(asked(wrong), at(seconds)), stands, "{wrong} wrong, {seconds} s");
        }
    }

    #[test]
    fn whoever_typed_it_reads_until_ten_minutes_without_a_page_and_for_two_hours_at_most() {
        let asked = |used: Option<i64>| Some(Asked { made: at(0), wrong: 3, proven: Some(at(60)), used: used.map(at) });
        for (used, seconds, stands) in [
            (None, 60, Reading::Open),
            (None, 659, Reading::Open),
            (None, 660, Reading::Closed),
            (Some(600), 1199, Reading::Open),
            (Some(600), 1200, Reading::Closed),
            (Some(7200), 7259, Reading::Open),
            (Some(7200), 7260, Reading::Closed),
        ] {
            assert_eq!(reading(asked(used), at(seconds)), stands, "used at {used:?}, {seconds} s");
        }
    }

    #[test]
    fn a_code_is_six_digits_however_it_is_typed() {
        assert_eq!(digits(0), "000000");
        assert_eq!(digits(u32::MAX), "967295");
        assert_eq!(typed(" 967 295\n"), Some("967295".to_owned()));
        assert_eq!(typed("967-295"), Some("967295".to_owned()));
        for wrong in ["", "96729", "9672951", "96729a", "９６７２９５"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }
}
