//! Attendance beside the plan, on integers: 89.96% is never shown or judged as 90%.

use super::count::counted;

/// What a school's system reported: the sessions themselves, or only a percentage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attendance {
    /// Half days.
    Sessions {
        /// Sessions the pupil could have attended.
        possible: u32,
        /// Sessions attended, at most as many.
        attended: u32,
    },
    /// Hundredths of a percent: 9530 is 95.30%.
    Percent(u16),
}

coded! {
    /// How attendance is judged.
    Band {
        /// 98% or above.
        Expected = "expected", "98% or above";
        /// Below 98%, yet less than a tenth missed.
        Below = "below", "below 98%";
        /// A tenth or more missed.
        Persistent = "persistent", "persistent absence";
        /// Half or more missed.
        Severe = "severe", "severe absence";
    }
}

impl Attendance {
    /// Of sessions.
    #[must_use]
    pub fn sessions(possible: u32, attended: u32) -> Option<Self> {
        (attended <= possible).then_some(Self::Sessions { possible, attended })
    }

    /// Reads "95.3", "95.30%", "100".
    #[must_use]
    pub fn parse_percent(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('%').trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) {
            return None;
        }
        // Further digits are cut off, not rounded: 89.999 must not become 90.
        let hundredths: u32 = format!("{part:0<2.2}").parse().ok()?;
        let all = whole.parse::<u32>().ok()? * 100 + hundredths;
        (all <= 10_000).then_some(Self::Percent(u16::try_from(all).ok()?))
    }

    /// The band, or `None` where no session was possible.
    #[must_use]
    pub fn band(self) -> Option<Band> {
        let (possible, attended) = match self {
            Self::Sessions { possible, attended } => (u64::from(possible), u64::from(attended)),
            Self::Percent(hundredths) => (10_000, u64::from(hundredths)),
        };
        let absent = possible.saturating_sub(attended);
        match possible {
            0 => None,
            _ if absent * 2 >= possible => Some(Band::Severe),
            _ if absent * 10 >= possible => Some(Band::Persistent),
            _ if attended * 100 >= possible * 98 => Some(Band::Expected),
            _ => Some(Band::Below),
        }
    }

    /// Hundredths of a percent, cut off and not rounded, or `None` where no session was possible.
    #[must_use]
    pub fn hundredths(self) -> Option<u32> {
        match self {
            Self::Sessions { possible, attended } => {
                u32::try_from((u64::from(attended) * 10_000).checked_div(u64::from(possible))?).ok()
            }
            Self::Percent(hundredths) => Some(u32::from(hundredths)),
        }
    }

    /// "352 of 380 sessions (92.6%)", or "95.3%". No percentage where no session was possible.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Sessions { possible: 0, .. } => "no sessions yet".to_owned(),
            Self::Sessions { possible, attended } => {
                let cut = u64::from(attended) * 1000 / u64::from(possible);
                // 91 of 101 is more than 90%, and no persistent absence: cut to 90.0% it would be read as one.
                let judged = u16::try_from(cut * 10).ok().and_then(|hundredths| Self::Percent(hundredths).band());
                let tenths = cut + u64::from(judged != self.band());
                format!("{attended} of {possible} sessions ({}.{}%)", tenths / 10, tenths % 10)
            }
            Self::Percent(hundredths) if hundredths % 10 == 0 => {
                format!("{}.{}%", hundredths / 100, hundredths / 10 % 10)
            }
            Self::Percent(hundredths) => format!("{}.{:02}%", hundredths / 100, hundredths % 100),
        }
    }

    /// The sessions after an earlier report of the same year, where both know them.
    #[must_use]
    pub fn since(self, before: Self) -> Option<Self> {
        match (self, before) {
            (
                Self::Sessions { possible, attended },
                Self::Sessions { possible: possible_before, attended: attended_before },
            ) => Self::sessions(possible.checked_sub(possible_before)?, attended.checked_sub(attended_before)?),
            _ => None,
        }
    }

    /// Days missed, where the sessions are known: "14 days missed", "half a day missed".
    #[must_use]
    pub fn days_missed(self) -> Option<String> {
        let Self::Sessions { possible, attended } = self else { return None };
        Some(match possible.saturating_sub(attended) {
            0 => "no day missed".to_owned(),
            absent => format!("{} missed", days(absent)),
        })
    }

    /// What the line of 98% allows of the sessions so far, where they are known: "at most 1 day". Half a session is none.
    #[must_use]
    pub fn days_allowed(self) -> Option<String> {
        match self {
            Self::Sessions { possible, .. } if possible > 0 => Some(match possible / 50 {
                0 => "none yet".to_owned(),
                sessions => format!("at most {}", days(sessions)),
            }),
            _ => None,
        }
    }
}

/// Sessions as days: "half a day", "1½ days", "2 days".
#[must_use]
pub fn days(sessions: u32) -> String {
    match (sessions / 2, sessions % 2) {
        (0, 0) => "no day".to_owned(),
        (0, _) => "half a day".to_owned(),
        (days, 0) => counted(days, "day", "days"),
        (days, _) => format!("{days}½ days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(possible: u32, attended: u32) -> Option<Band> {
        Attendance::sessions(possible, attended).unwrap().band()
    }

    #[test]
    fn the_thresholds_are_met_exactly_and_never_rounded() {
        assert_eq!(band(380, 343), Some(Band::Below), "37 of 380 missed is 9.7%");
        assert_eq!(band(380, 342), Some(Band::Persistent), "38 of 380 is a tenth");
        assert_eq!(band(2500, 2249), Some(Band::Persistent), "89.96% is not 90%");
        assert_eq!(band(380, 191), Some(Band::Persistent));
        assert_eq!(band(380, 190), Some(Band::Severe));
        assert_eq!(band(100, 98), Some(Band::Expected));
        assert_eq!(band(380, 372), Some(Band::Below), "97.9%");
        assert_eq!(band(380, 352), Some(Band::Below));
        assert_eq!(band(0, 0), None);
        assert_eq!(Attendance::sessions(10, 11), None);
    }

    #[test]
    fn a_percentage_with_one_decimal_is_on_the_side_of_the_line_on_which_it_is_judged() {
        let said = |attended, possible| Attendance::sessions(possible, attended).unwrap().words();
        assert!(said(91, 101).ends_with("(90.1%)"), "{}", said(91, 101));
        assert!(said(90, 100).ends_with("(90.0%)") && said(9_799, 10_000).ends_with("(97.9%)"));
        for possible in 1..400 {
            for attended in 0..=possible {
                let found = Attendance::sessions(possible, attended).unwrap();
                let (words, shown) = (found.words(), found.words());
                let shown = shown.rsplit_once('(').unwrap().1.trim_end_matches("%)");
                assert_eq!(Attendance::parse_percent(shown).unwrap().band(), found.band(), "{words}");
            }
        }
    }

    #[test]
    fn a_percentage_is_judged_on_its_hundredths() {
        for (text, hundredths, band) in [
            ("95.3", 9530, Band::Below),
            ("100", 10_000, Band::Expected),
            ("98.0%", 9800, Band::Expected),
            ("97.99", 9799, Band::Below),
            ("90.00", 9000, Band::Persistent),
            ("90.01", 9001, Band::Below),
            ("89.999", 8999, Band::Persistent),
            ("50", 5000, Band::Severe),
        ] {
            let read = Attendance::parse_percent(text).unwrap();
            assert_eq!((read, read.band()), (Attendance::Percent(hundredths), Some(band)), "{text}");
        }
        for bad in ["", "%", "101", "100.01", "-1", "9 5", "n/a", "1e1", ".5"] {
            assert_eq!(Attendance::parse_percent(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_came_after_an_earlier_report_is_the_difference_of_the_sessions() {
        let of = |possible, attended| Attendance::sessions(possible, attended).unwrap();
        assert_eq!(of(120, 110).since(of(100, 96)), Some(of(20, 14)));
        assert_eq!(of(120, 110).since(of(120, 110)), Some(of(0, 0)));
        assert_eq!(of(100, 96).since(of(120, 110)), None, "a report that was put right meanwhile");
        assert_eq!(of(120, 100).since(of(100, 75)), None, "more attended than there were");
        assert_eq!(of(120, 110).since(Attendance::Percent(9600)), None);
    }

    #[test]
    fn attendance_reads_in_words() {
        let year = Attendance::sessions(380, 352).unwrap();
        assert_eq!(year.words(), "352 of 380 sessions (92.6%)");
        assert_eq!(year.days_missed().as_deref(), Some("14 days missed"));
        assert_eq!(Attendance::sessions(380, 379).unwrap().days_missed().as_deref(), Some("half a day missed"));
        assert_eq!(Attendance::sessions(380, 377).unwrap().days_missed().as_deref(), Some("1½ days missed"));
        assert_eq!(year.days_allowed().as_deref(), Some("at most 3½ days"));
        assert_eq!(Attendance::sessions(49, 49).unwrap().days_allowed().as_deref(), Some("none yet"));
        assert_eq!(Attendance::sessions(0, 0).unwrap().days_allowed(), None);
        assert_eq!(Attendance::sessions(0, 0).unwrap().words(), "no sessions yet");
        assert_eq!(Attendance::Percent(9530).words(), "95.3%");
        assert_eq!(Attendance::Percent(8996).words(), "89.96%");
    }
}
