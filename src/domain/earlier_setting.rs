//! Where a pupil was before, and what became of their file there. An old school sends the pupil's record and the common transfer file within
//! fifteen school days (Education (Pupil Information) (England) Regulations 2005, regulation 9); settings that are no school have no such limit.

use chrono::NaiveDate;

use super::calendar::Calendar;

/// School days within which an old school sends a pupil's file, from the pupil's last day there, or from the day on which it was asked
/// where that is later.
pub const FILE_DAYS: i64 = 15;
/// Who says so.
pub const SOURCE: &str = "Education (Pupil Information) (England) Regulations 2005, regulation 9";
/// The most letters of a name, and of why a pupil left.
pub const LONGEST: usize = 200;

coded! {
    /// What an earlier setting was.
    SettingKind {
        /// A school on whose roll the pupil was.
        School = "school", "School";
        /// Before school.
        EarlyYears = "early_years", "Nursery, pre-school or childminder";
        /// None of these.
        Other = "other", "Another setting, or education at home";
    }
}

coded! {
    /// What became of a file.
    FileStep {
        /// This school asked for it.
        Asked = "asked", "It was asked for";
        /// It is here.
        Came = "came", "It came";
    }
}

/// A setting at which a pupil was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EarlierSetting {
    /// What it was.
    pub kind: SettingKind,
    /// Its name.
    pub name: String,
    /// The first day there, where it is known.
    pub from: Option<NaiveDate>,
    /// The last day there.
    pub until: NaiveDate,
    /// Why the pupil left; may be empty.
    pub why_left: String,
    /// When its file was asked for.
    pub asked_on: Option<NaiveDate>,
    /// When that came.
    pub came_on: Option<NaiveDate>,
}

/// Where the file stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileStanding {
    /// Nobody has asked for it.
    NotAsked,
    /// It was asked for on a day, and no law says by when it is to come.
    Asked(NaiveDate),
    /// It is to come by the end of a day.
    Expected(NaiveDate),
    /// It was to come by a day, and is late by so many school days.
    Waiting(NaiveDate, i64),
    /// It came on a day.
    Came(NaiveDate),
}

impl EarlierSetting {
    /// Where its file stands on a day. The old school's own days are not known: they are counted as this school's.
    #[must_use]
    pub fn file(&self, calendar: &Calendar, today: NaiveDate) -> FileStanding {
        match (self.came_on, self.asked_on) {
            (Some(came), _) => FileStanding::Came(came),
            (None, None) => FileStanding::NotAsked,
            (None, Some(asked)) if self.kind != SettingKind::School => FileStanding::Asked(asked),
            (None, Some(asked)) => {
                let by = calendar.plus_school_days(asked.max(self.until), FILE_DAYS);
                match calendar.school_days_between(by, today) {
                    _ if today <= by => FileStanding::Expected(by),
                    late => FileStanding::Waiting(by, late),
                }
            }
        }
    }

    /// Why a step of its file cannot have happened on a day.
    ///
    /// # Errors
    /// A sentence that says what stands in the way.
    pub fn step(&self, step: FileStep, on: NaiveDate) -> Result<(), StepProblem> {
        match (step, self.asked_on, self.came_on) {
            (FileStep::Asked, Some(_), _) => Err(StepProblem::Twice("asked for")),
            (FileStep::Came, _, Some(_)) => Err(StepProblem::Twice("here")),
            (FileStep::Asked, None, Some(came)) if on > came => Err(StepProblem::CameBefore),
            (FileStep::Came, Some(asked), None) if on < asked => Err(StepProblem::CameBefore),
            _ => Ok(()),
        }
    }
}

/// Why a step of a file cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StepProblem {
    /// It was done.
    #[error("The file is {0} already")]
    Twice(&'static str),
    /// The other way round.
    #[error("The file would have come before it was asked for: look at the day again")]
    CameBefore,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Facts;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn setting(kind: SettingKind, asked_on: Option<NaiveDate>, came_on: Option<NaiveDate>) -> EarlierSetting {
        let (name, why_left) = ("Elm Primary".to_owned(), String::new());
        EarlierSetting { kind, name, from: None, until: day(11, 2), why_left, asked_on, came_on }
    }

    #[test]
    fn a_school_has_fifteen_school_days_from_leaving_or_from_being_asked_later() {
        let calendar = Calendar::new(Facts::default());
        let school = |asked| setting(SettingKind::School, Some(asked), None);
        // Monday 2 November and fifteen weekdays: Monday 23 November.
        for (asked, today, standing) in [
            (day(10, 20), day(11, 3), FileStanding::Expected(day(11, 23))),
            (day(10, 20), day(11, 23), FileStanding::Expected(day(11, 23))),
            (day(10, 20), day(11, 24), FileStanding::Waiting(day(11, 23), 1)),
            (day(11, 9), day(11, 24), FileStanding::Expected(day(11, 30))),
            (day(11, 9), day(12, 5), FileStanding::Waiting(day(11, 30), 4)),
        ] {
            assert_eq!(school(asked).file(&calendar, today), standing, "asked {asked}, today {today}");
        }
    }

    #[test]
    fn what_came_waits_for_nothing_and_other_settings_have_no_limit() {
        let calendar = Calendar::new(Facts::default());
        let came = setting(SettingKind::School, Some(day(11, 3)), Some(day(11, 10)));
        assert_eq!(came.file(&calendar, day(12, 18)), FileStanding::Came(day(11, 10)));
        let nursery = setting(SettingKind::EarlyYears, Some(day(11, 3)), None);
        assert_eq!(nursery.file(&calendar, day(12, 18)), FileStanding::Asked(day(11, 3)));
        assert_eq!(setting(SettingKind::School, None, None).file(&calendar, day(12, 18)), FileStanding::NotAsked);
    }

    #[test]
    fn a_file_comes_once_and_not_before_it_was_asked_for() {
        let asked = setting(SettingKind::School, Some(day(11, 3)), None);
        assert_eq!(asked.step(FileStep::Asked, day(11, 4)), Err(StepProblem::Twice("asked for")));
        assert_eq!(asked.step(FileStep::Came, day(11, 2)), Err(StepProblem::CameBefore));
        assert_eq!(asked.step(FileStep::Came, day(11, 3)), Ok(()));
        let unasked = setting(SettingKind::Other, None, Some(day(11, 3)));
        assert_eq!(unasked.step(FileStep::Came, day(11, 9)), Err(StepProblem::Twice("here")));
        assert_eq!(unasked.step(FileStep::Asked, day(11, 4)), Err(StepProblem::CameBefore));
        assert_eq!(unasked.step(FileStep::Asked, day(11, 2)), Ok(()), "entered afterwards");
    }
}
