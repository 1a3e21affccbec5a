//! The school's catalogue of provision: what each is for, why it is thought to work, who begins it and when it ends, how it is usually
//! given, and who waits for a place.

use serde::Deserialize;

use super::count;

/// How a provision is usually given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub struct Pattern {
    /// Minutes each time.
    pub minutes: u32,
    /// Times a week.
    pub times_a_week: u32,
    /// Weeks.
    pub weeks: u32,
    /// Pupils at the same time.
    pub group_size: u32,
}

/// What the catalogue says of a provision. Any of it may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Described {
    /// What it is for.
    pub purpose: String,
    /// Why the school thinks that it works.
    pub evidence: String,
    /// Who begins it.
    pub entry: String,
    /// When it ends.
    pub exit: String,
    /// How many pupils there is room for, where that is said.
    pub places: Option<u32>,
    /// The role that usually gives it; empty where nobody is said.
    pub role: String,
    /// How it is usually given, where all of it is said.
    pub pattern: Option<Pattern>,
}

coded! {
    /// What became of waiting for a place.
    WaitingOutcome {
        /// There was a place.
        Began = "began", "Has begun";
        /// It is no longer needed.
        NotNeeded = "not_needed", "No longer needed";
        /// Anything else.
        Other = "other", "Something else";
    }
}

/// Targets that a provision served: below this many nothing is said of how often they were met.
pub const FEWEST: i64 = 5;

impl Pattern {
    /// "20 minutes, 3 times a week for 8 weeks, in a group of 4"; "no hours, for 8 weeks" where it takes nobody's time.
    #[must_use]
    pub fn words(&self) -> String {
        if self.minutes == 0 || self.times_a_week == 0 {
            return match self.weeks {
                0 => "no hours".to_owned(),
                weeks => format!("no hours, for {}", count::counted(weeks, "week", "weeks")),
            };
        }
        let times = if self.times_a_week == 1 { "once".to_owned() } else { count::times(self.times_a_week) };
        let weeks = count::counted(self.weeks, "week", "weeks");
        let group = if self.group_size > 1 { format!(", in a group of {}", self.group_size) } else { String::new() };
        format!("{} minutes, {times} a week for {weeks}{group}", self.minutes)
    }
}

/// "5 of 8 targets that it served were met", or that there are too few to say.
#[must_use]
pub fn came_of_it(met: i64, of: i64) -> String {
    match of {
        0 => "No target that it served was reviewed yet".to_owned(),
        few if few < FEWEST => format!("Too few reviewed targets to say ({few})"),
        of => format!("{met} of {of} targets that it served were met"),
    }
}

/// Whether there is room for one more.
#[must_use]
pub fn has_room(places: Option<u32>, taken: i64) -> bool {
    places.is_none_or(|places| taken < i64::from(places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_told_as_people_say_it_and_few_targets_say_nothing() {
        let alone = Pattern { minutes: 10, times_a_week: 1, weeks: 1, group_size: 1 };
        assert_eq!(alone.words(), "10 minutes, once a week for 1 week");
        let group = Pattern { minutes: 20, times_a_week: 3, weeks: 8, group_size: 4 };
        assert_eq!(group.words(), "20 minutes, 3 times a week for 8 weeks, in a group of 4");
        assert_eq!(came_of_it(0, 0), "No target that it served was reviewed yet");
        assert_eq!(came_of_it(4, 4), "Too few reviewed targets to say (4)");
        assert_eq!(came_of_it(3, 5), "3 of 5 targets that it served were met");
    }

    #[test]
    fn there_is_room_until_every_place_is_taken_and_always_where_places_are_not_counted() {
        assert!(has_room(Some(6), 5) && !has_room(Some(6), 6) && has_room(None, 99));
    }
}
