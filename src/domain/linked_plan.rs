//! Plans for a pupil that others write and keep. Thrice holds none of what they say: only that there is one, where it lies, and when it is
//! looked at again, so that whoever works with the pupil knows of it.

use chrono::NaiveDate;

use super::{standing::Span, time::ShortDay};

coded! {
    /// Which plan it is.
    LinkedKind {
        /// Made with health professionals and kept with the medicines (Children and Families Act 2014, section 100).
        Healthcare = "healthcare", "Individual healthcare plan";
        /// Of a looked-after child, kept with the virtual school (Promoting the education of looked-after children, 2018).
        PersonalEducation = "personal_education", "Personal education plan (PEP)";
        /// Any other, by its own name.
        Other = "other", "Another plan";
    }
}

impl LinkedKind {
    /// The longest that such a plan goes without being looked at again, in months, and who says so.
    #[must_use]
    pub fn longest(self) -> (u32, &'static str) {
        match self {
            Self::Healthcare => {
                (12, "at least once a year (Supporting pupils at school with medical conditions, 2015)")
            }
            Self::PersonalEducation => (6, "each term (Promoting the education of looked-after children, 2018)"),
            Self::Other => (12, "at least once a year"),
        }
    }
}

/// One of them, as it is known here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkedPlan {
    /// Which.
    pub kind: LinkedKind,
    /// What it is called, where it is of the last kind.
    pub name: String,
    /// Where it lies: "Medical room, red folder".
    pub place: String,
    /// Its web address; may be empty.
    pub link: String,
    /// Who keeps it; may be empty.
    pub holder: String,
    /// Since when it holds.
    pub from: NaiveDate,
    /// When it is looked at again.
    pub review_on: NaiveDate,
    /// Its last day, once that is known.
    pub until: Option<NaiveDate>,
}

impl LinkedPlan {
    /// Whether it holds on a day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        Span { from: self.from, until: self.until }.contains(day)
    }

    /// Whether the day on which it was to be looked at has gone by.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.until.is_none() && self.review_on < today
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.name.is_empty() { self.kind.words() } else { &self.name }
    }

    /// Where it lies, who keeps it, and what is late: "in the medical room, kept by the school nurse".
    #[must_use]
    pub fn whereabouts(&self, today: NaiveDate) -> String {
        let holder = if self.holder.is_empty() { String::new() } else { format!(", kept by {}", self.holder) };
        let late = if self.is_late(today) {
            format!("; to be looked at since {}", ShortDay(self.review_on))
        } else {
            String::new()
        };
        format!("{}{holder}{late}", self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn one() -> LinkedPlan {
        LinkedPlan {
            kind: LinkedKind::Healthcare,
            name: String::new(),
            place: "Medical room, red folder".to_owned(),
            link: String::new(),
            holder: "the school nurse".to_owned(),
            from: day(9, 7),
            review_on: day(11, 17),
            until: None,
        }
    }

    #[test]
    fn it_says_what_it_is_where_it_lies_and_that_it_is_late_on_the_day_after() {
        let plan = one();
        assert_eq!(plan.title(), "Individual healthcare plan");
        assert_eq!(plan.whereabouts(day(11, 17)), "Medical room, red folder, kept by the school nurse");
        let late = plan.whereabouts(day(11, 18));
        assert!(late.ends_with("; to be looked at since Tue 17 Nov"), "{late}");
        let named = LinkedPlan { kind: LinkedKind::Other, name: "Early help plan".to_owned(), ..one() };
        assert_eq!(named.title(), "Early help plan");
    }

    #[test]
    fn one_that_has_ended_is_never_late() {
        let ended = LinkedPlan { until: Some(day(11, 16)), ..one() };
        assert!(!ended.is_late(day(12, 1)) && ended.is_on(day(11, 16)) && !ended.is_on(day(11, 17)));
    }
}
