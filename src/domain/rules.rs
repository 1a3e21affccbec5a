//! The rules that differ by school: dated settings with defaults. A setting that nobody has set is the field's own default.

mod settings;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{access::rights::Rights, people::Role, plan::PlanKind, second_factor};

pub use settings::*;

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

/// The settings in force on one day: those that somebody has set, and for the others their defaults.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Rules {
    set: BTreeMap<&'static str, i64>,
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
                rules.set.insert(known.name, value);
            }
        }
        rules
    }

    /// The value of a setting.
    #[must_use]
    pub fn get(&self, setting: Setting) -> i64 {
        self.set.get(setting.name).copied().unwrap_or(setting.default)
    }

    /// Reviews a year for a kind of plan.
    #[must_use]
    pub fn reviews_a_year(&self, kind: PlanKind) -> u32 {
        let setting = match kind {
            PlanKind::SenSupport => SEN_SUPPORT_A_YEAR,
            PlanKind::EhcDelivery => EHC_DELIVERY_A_YEAR,
            PlanKind::Pastoral => PASTORAL_A_YEAR,
            PlanKind::Behaviour => BEHAVIOUR_A_YEAR,
            PlanKind::Attendance => ATTENDANCE_A_YEAR,
            PlanKind::PartTimeTimetable => PART_TIME_TIMETABLE_A_YEAR,
            PlanKind::RiskAssessment => RISK_ASSESSMENT_A_YEAR,
            PlanKind::ProposedIsp => PROPOSED_ISP_A_YEAR,
        };
        u32::try_from(self.get(setting)).unwrap_or(0)
    }

    /// Whether somebody in this role and with these rights gets in with a second step only.
    #[must_use]
    pub fn second_factor_is_required(&self, role: Role, rights: Rights) -> bool {
        self.get(SECOND_FACTOR) == 1 && second_factor::is_expected_of(role, rights)
    }

    /// What a person should be told about a value before it is saved: SEN support below three goes against the Code.
    #[must_use]
    pub fn warning(setting: &Setting, value: i64) -> Option<&'static str> {
        (setting.name == SEN_SUPPORT_A_YEAR.name && value < 3).then_some(
            "The SEND Code of Practice (6.65) says schools should meet parents at least three times a year. \
             Fewer than three means pupils on SEN support will show as on track when they are not.",
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
        assert_eq!(Rules::on(day(8, 31), &settings).get(WINDOW), 20);
        assert_eq!(Rules::on(day(9, 1), &settings).get(WINDOW), 25);
        assert_eq!(Rules::on(day(11, 1), &settings).get(WINDOW), 15);
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
    fn no_two_settings_share_a_name_and_each_default_is_within_its_bounds() {
        let names: std::collections::BTreeSet<_> = SETTINGS.iter().map(|s| s.name).collect();
        assert_eq!(names.len(), SETTINGS.len());
        for s in SETTINGS {
            assert!((s.bounds.0..=s.bounds.1).contains(&s.default), "{}", s.name);
            assert_eq!(Rules::default().get(*s), s.default, "{}", s.name);
            assert_eq!(find(s.name), Some(s));
        }
    }

    #[test]
    fn fewer_than_three_under_sen_support_warns() {
        assert!(Rules::warning(&SEN_SUPPORT_A_YEAR, 2).is_some());
        assert!(Rules::warning(&SEN_SUPPORT_A_YEAR, 3).is_none());
        assert_eq!(parse(&SEN_SUPPORT_A_YEAR, "9"), Err("must be a whole number from 1 to 6".into()));
    }
}
