//! The rules that differ by school: dated settings with defaults. A setting that nobody has set is the field's own default.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{access::rights::Rights, people::Role, plan::PlanKind, second_factor};

/// One setting's value from a day on. The newest whose day has come is in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatedSetting {
    /// Its name, as [`Setting::name`].
    pub name: String,
    /// Its value, as it was typed.
    pub value: String,
    /// The first day it holds.
    pub from: NaiveDate,
}

/// What a setting is: its name, its default, its bounds and its reason. Numbers only: every rule here is a count, or on (1) or off (0).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// The name in tables and pages.
    pub name: &'static str,
    /// In force where nobody has set another.
    pub default: i64,
    /// Least and greatest value that makes sense.
    pub bounds: (i64, i64),
    /// What it does and in which unit, for the page where it is set.
    pub reason: &'static str,
}

impl Setting {
    /// Whether it is on (1) or off (0), and nothing else.
    #[must_use]
    pub const fn is_yes_or_no(&self) -> bool {
        matches!(self.bounds, (0, 1))
    }
}

/// Reviews and meetings a year under SEN support (Code of Practice 6.65).
pub const SEN_SUPPORT_A_YEAR: Setting = Setting {
    name: "reviews_a_year.sen_support",
    default: 3,
    bounds: (1, 6),
    reason: "Reviews a year for SEN support. The Code of Practice (6.65) says at least three.",
};

/// The settings of the reminder ladder, the windows and the count, each with its default.
pub const SETTINGS: &[Setting] = &[
    SEN_SUPPORT_A_YEAR,
    Setting {
        name: "reviews_a_year.ehc_delivery",
        default: 3,
        bounds: (1, 6),
        reason: "Reviews a year for an EHC delivery plan; the annual review may be one of them.",
    },
    Setting {
        name: "reviews_a_year.pastoral",
        default: 3,
        bounds: (0, 12),
        reason: "Reviews a year for a pastoral support plan.",
    },
    Setting {
        name: "reviews_a_year.behaviour",
        default: 3,
        bounds: (0, 12),
        reason: "Reviews a year for a behaviour support plan.",
    },
    Setting {
        name: "reviews_a_year.attendance",
        default: 3,
        bounds: (0, 12),
        reason: "Reviews a year for an attendance plan.",
    },
    Setting {
        name: "reviews_a_year.part_time_timetable",
        default: 3,
        bounds: (0, 12),
        reason: "Reviews a year for a part-time timetable.",
    },
    Setting {
        name: "reviews_a_year.proposed_isp",
        default: 3,
        bounds: (1, 6),
        reason: "Reviews a year for a proposed individual support plan. The proposals' twelve months are an outer limit, not law.",
    },
    Setting {
        name: "window.school_days",
        default: 20,
        bounds: (5, 60),
        reason: "School days at the end of each term in which its reviews are held.",
    },
    Setting {
        name: "year_plan.reviews_a_day",
        default: 2,
        bounds: (1, 20),
        reason: "Reviews that one person leads on one day, at most, when the year is planned.",
    },
    Setting {
        name: "due_soon.school_days",
        default: 20,
        bounds: (1, 60),
        reason: "School days before a review is due from which it shows as due soon.",
    },
    Setting {
        name: "invite.school_days_ahead",
        default: 10,
        bounds: (1, 40),
        reason: "School days' notice a meeting should be offered with.",
    },
    Setting {
        name: "meeting_asked.school_days",
        default: 5,
        bounds: (1, 20),
        reason: "School days in which a parent who asks for a meeting is offered one. No law sets it: it is the school’s own promise.",
    },
    Setting {
        name: "invite_reminder.school_days_after",
        default: 4,
        bounds: (1, 20),
        reason: "School days after the invitation when an adult who has not answered is written to once more.",
    },
    Setting {
        name: "phone_task.school_days_after",
        default: 7,
        bounds: (2, 40),
        reason: "School days after the invitation when the office is asked to phone instead.",
    },
    Setting {
        name: "before.school_days_without_views",
        default: 5,
        bounds: (1, 20),
        reason: "School days before the meeting to ask a parent who has not sent their views.",
    },
    Setting {
        name: "before.school_days_with_views",
        default: 1,
        bounds: (0, 20),
        reason: "School days before the meeting to remind a parent who has.",
    },
    Setting {
        name: "record_it.school_days_after",
        default: 1,
        bounds: (0, 20),
        reason: "School days after a meeting when its lead is asked to record it.",
    },
    Setting {
        name: "feedback.school_days_after",
        default: 2,
        bounds: (1, 20),
        reason: "School days after a meeting when the one question is asked.",
    },
    Setting {
        name: "teacher_input.school_days_before",
        default: 10,
        bounds: (1, 40),
        reason: "School days before the window closes when teachers are asked for their view.",
    },
    Setting {
        name: "overdue.senco_after_school_days",
        default: 5,
        bounds: (1, 60),
        reason: "School days late when the SENCO is told as well as the owner.",
    },
    Setting {
        name: "overdue.head_after_school_days",
        default: 10,
        bounds: (1, 60),
        reason: "School days late when the head is told too.",
    },
    Setting {
        name: "parent.mails_a_meeting",
        default: 3,
        bounds: (1, 10),
        reason: "Mails that Thrice sends to one parent about one meeting of its own accord.",
    },
    Setting {
        name: "figures.threshold",
        default: 5,
        bounds: (3, 10),
        reason: "Numbers of pupils below this one are not shown to governors, nor anything that gives them away.",
    },
    Setting {
        name: "part_time_timetable.most_weeks",
        default: 6,
        bounds: (1, 12),
        reason: "Weeks that a part-time timetable lasts at most. It is for a short while, and reviewed before its last day.",
    },
    Setting {
        name: "early_review.attendance_points",
        default: 3,
        bounds: (1, 20),
        reason: "Percentage points by which attendance falls since it was last reported for an early review to be proposed.",
    },
    Setting {
        name: "persistent_absence.percent_missed",
        default: 10,
        bounds: (1, 50),
        reason: "Percent of sessions missed from which absence is persistent.",
    },
    Setting {
        name: second_factor::REQUIRED,
        default: 1,
        bounds: (0, 1),
        reason: "SENCO, headteacher and administrator need a code from their phone as well as their password. Everybody else may choose to.",
    },
];

/// Every setting with the value in force on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rules {
    values: BTreeMap<&'static str, i64>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { values: SETTINGS.iter().map(|s| (s.name, s.default)).collect() }
    }
}

impl Rules {
    /// The rules in force on a day. A value outside its bounds, or for a name nobody knows, is passed over: the default holds.
    #[must_use]
    pub fn on(day: NaiveDate, settings: &[DatedSetting]) -> Self {
        let mut sorted: Vec<&DatedSetting> = settings.iter().filter(|s| s.from <= day).collect();
        sorted.sort_by_key(|s| s.from);
        let mut rules = Self::default();
        for set in sorted {
            if let Some(known) = find(&set.name)
                && let Ok(value) = parse(known, &set.value)
            {
                rules.values.insert(known.name, value);
            }
        }
        rules
    }

    /// The value of a setting by its name.
    ///
    /// # Panics
    /// When the name is none of [`SETTINGS`]: a slip in the program, which every test would meet.
    #[must_use]
    pub fn get(&self, name: &str) -> i64 {
        self.values[name]
    }

    /// Reviews a year for a kind of plan.
    #[must_use]
    pub fn reviews_a_year(&self, kind: PlanKind) -> u32 {
        u32::try_from(self.get(&format!("reviews_a_year.{}", kind.as_code()))).unwrap_or(0)
    }

    /// Whether somebody in this role and with these rights gets in with a second step only.
    #[must_use]
    pub fn second_factor_is_required(&self, role: Role, rights: Rights) -> bool {
        self.get(second_factor::REQUIRED) == 1 && second_factor::is_expected_of(role, rights)
    }

    /// What a person should be told about a value before it is saved: SEN support below three goes against the Code.
    #[must_use]
    pub fn warning(setting: &Setting, value: i64) -> Option<&'static str> {
        (setting.name == SEN_SUPPORT_A_YEAR.name && value < 3).then_some(
            "The SEND Code of Practice (6.65) says schools should meet parents at least three times a year. Fewer than three means pupils on SEN support will show as on track when they are not.",
        )
    }
}

/// The setting of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.name == name)
}

/// Reads a typed value.
///
/// # Errors
/// A sentence that names the bounds.
pub fn parse(setting: &Setting, typed: &str) -> Result<i64, String> {
    let (least, most) = setting.bounds;
    match typed.trim().parse::<i64>() {
        Ok(value) if (least..=most).contains(&value) => Ok(value),
        _ => Err(format!("must be a whole number from {least} to {most}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    fn set(name: &str, value: &str, from: NaiveDate) -> DatedSetting {
        DatedSetting { name: name.into(), value: value.into(), from }
    }

    #[test]
    fn a_setting_holds_from_its_day_on() {
        let settings = [set("window.school_days", "15", day(11, 1)), set("window.school_days", "25", day(9, 1))];
        assert_eq!(Rules::on(day(8, 31), &settings).get("window.school_days"), 20);
        assert_eq!(Rules::on(day(9, 1), &settings).get("window.school_days"), 25);
        assert_eq!(Rules::on(day(11, 1), &settings).get("window.school_days"), 15);
    }

    #[test]
    fn nonsense_leaves_the_default() {
        let settings = [set("window.school_days", "many", day(9, 1)), set("no.such", "1", day(9, 1))];
        assert_eq!(Rules::on(day(12, 1), &settings), Rules::default());
    }

    #[test]
    fn every_kind_of_plan_has_a_number() {
        for kind in PlanKind::ALL {
            assert_eq!(Rules::default().reviews_a_year(*kind), 3, "{kind:?}");
        }
    }

    #[test]
    fn fewer_than_three_under_sen_support_warns() {
        assert!(Rules::warning(&SEN_SUPPORT_A_YEAR, 2).is_some());
        assert!(Rules::warning(&SEN_SUPPORT_A_YEAR, 3).is_none());
        assert_eq!(parse(&SEN_SUPPORT_A_YEAR, "9"), Err("must be a whole number from 1 to 6".into()));
    }
}
