//! How many hours a week the plans need, and how many there are: by role, and of every adult who gives support or has hours for it.

use std::collections::BTreeMap;

use super::{Report, ReportCell, ReportRow, ReportTable, heads};
use crate::domain::{part_time::hours, people::Role};

/// What one line of a plan needs in a week.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WeeklyNeed {
    /// The role that gives it: a school may name roles freely.
    pub role: String,
    /// Hundredths of a minute of adults' time, a group's shared by its pupils: rounded once for each role.
    pub hundredths: u64,
}

impl WeeklyNeed {
    /// The share of one pupil in a session: all of it where the group is given for this pupil alone.
    #[must_use]
    pub fn of(role: &str, (minutes, times, staff): (u32, u32, u32), group: Option<u32>) -> Self {
        let whole = u64::from(minutes) * u64::from(times) * u64::from(staff) * 100;
        Self { role: role.to_owned(), hundredths: whole / u64::from(group.unwrap_or(1).max(1)) }
    }
}

/// An adult who gives support, or has hours for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Giver {
    /// As people address them.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Minutes a week on the timetable.
    pub booked: u32,
    /// Minutes a week that they have for giving support, where somebody has said it.
    pub has: Option<u32>,
}

/// One role.
#[derive(Default)]
struct OfRole {
    needed: u64,
    booked: u32,
    /// Of those of whom it is known.
    has: Option<u32>,
    /// Of how many it is not.
    unknown: u32,
}

impl OfRole {
    /// Whether there is anything to say of it.
    fn is_used(&self) -> bool {
        self.needed > 0 || self.booked > 0 || self.has.is_some()
    }
}

/// The hours of a week. `own_roles` are the minutes a week that those with a role of the school's own have together.
#[must_use]
pub fn staffing(needs: &[WeeklyNeed], givers: &[Giver], own_roles: &BTreeMap<String, u32>) -> Report {
    let mut roles: BTreeMap<String, OfRole> = BTreeMap::new();
    for need in needs {
        roles.entry(need.role.clone()).or_default().needed += need.hundredths;
    }
    for giver in givers {
        let role = roles.entry(giver.role.as_code().to_owned()).or_default();
        role.booked += giver.booked;
        match giver.has {
            Some(minutes) => role.has = Some(role.has.unwrap_or_default() + minutes),
            None => role.unknown += 1,
        }
    }
    for (name, minutes) in own_roles {
        let role = roles.entry(name.clone()).or_default();
        role.has = Some(role.has.unwrap_or_default() + minutes);
    }
    Report {
        lead: lead(&roles),
        tables: vec![by_role(&roles), by_adult(givers)],
        notes: vec![
            "Needed is what the open cycles of all plans hold in a week, a group’s time shared by its pupils; on the timetable is what groups have \
             for each adult; there is what was said under hours for support. Those with a role of the school’s own have the hours that were said for all of \
             them together."
                .to_owned(),
        ],
    }
}

/// Minutes a week that the plans need of each role.
#[must_use]
pub fn needed_by_role(needs: &[WeeklyNeed]) -> BTreeMap<String, u32> {
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    for need in needs {
        *all.entry(need.role.clone()).or_default() += need.hundredths;
    }
    all.into_iter().map(|(role, hundredths)| (role, minutes(hundredths))).collect()
}

/// Whole minutes.
fn minutes(hundredths: u64) -> u32 {
    u32::try_from((hundredths + 50) / 100).unwrap_or(u32::MAX)
}

/// How a role is called.
fn called(role: &str) -> String {
    let words = crate::domain::costing::role_words(role);
    if words.is_empty() { "Nobody’s time".to_owned() } else { words.to_owned() }
}

fn lead(roles: &BTreeMap<String, OfRole>) -> String {
    let needed: u64 = roles.values().map(|one| one.needed).sum();
    let booked: u32 = roles.values().map(|one| one.booked).sum();
    let has: u32 = roles.values().filter_map(|one| one.has).sum();
    let short = |(role, one): (&String, &OfRole)| {
        let gap = minutes(one.needed).checked_sub(one.has?).filter(|gap| *gap > 0)?;
        Some(format!("{}: {} short", called(role), hours(gap)))
    };
    let short: Vec<String> = roles.iter().filter_map(short).collect();
    let short = if short.is_empty() { String::new() } else { format!(" {}.", short.join("; ")) };
    if (needed, booked, has) == (0, 0, 0) {
        return "No plan needs anybody’s time, and no hours for support are entered.".to_owned();
    }
    let (needed, booked, has) = (hours(minutes(needed)), hours(booked), hours(has));
    format!("A week of the plans needs {needed}. There for it: {has}; on the timetable: {booked}.{short}")
}

/// What is needed and there, needed and not there, there and not needed.
fn bar(needed: u32, has: u32) -> Vec<u32> {
    let both = needed.min(has);
    vec![both, needed - both, has - both]
}

fn by_role(roles: &BTreeMap<String, OfRole>) -> ReportTable {
    let row = |(role, one): (&String, &OfRole)| {
        let needed = minutes(one.needed);
        let has = one.has.map_or(ReportCell::None, ReportCell::Minutes);
        let left = one.has.map_or(ReportCell::None, |has| left(has, needed));
        ReportRow {
            cells: vec![
                ReportCell::Words(called(role)),
                ReportCell::Minutes(needed),
                ReportCell::Minutes(one.booked),
                has,
                left,
                ReportCell::Count(one.unknown),
            ],
            bar: one.has.map(|has| bar(needed, has)).unwrap_or_default(),
        }
    };
    let columns = &["Needed a week", "On the timetable", "There for it", "Difference", "Adults without a figure"];
    ReportTable {
        caption: "By role".to_owned(),
        heads: heads("Given by", columns),
        rows: roles.iter().filter(|(_, one)| one.is_used()).map(row).collect(),
        segments: ["Needed and there", "Needed and not there", "There and not needed"].map(str::to_owned).to_vec(),
        in_minutes: true,
        ..ReportTable::default()
    }
}

/// "2 hours short", "3 hours left".
fn left(has: u32, wanted: u32) -> ReportCell {
    ReportCell::Words(match (has.checked_sub(wanted), wanted.checked_sub(has)) {
        (Some(0), _) => "None".to_owned(),
        (Some(left), _) => format!("{} left", hours(left)),
        (None, short) => format!("{} short", hours(short.unwrap_or_default())),
    })
}

fn by_adult(givers: &[Giver]) -> ReportTable {
    let row = |one: &Giver| ReportRow {
        cells: vec![
            ReportCell::words_of(&one.name),
            ReportCell::words_of(one.role.words()),
            ReportCell::Minutes(one.booked),
            one.has.map_or(ReportCell::None, ReportCell::Minutes),
            one.has.map_or(ReportCell::None, |has| left(has, one.booked)),
        ],
        bar: one.has.map(|has| bar(one.booked, has)).unwrap_or_default(),
    };
    let used = givers.iter().filter(|one| one.booked > 0 || one.has.is_some());
    ReportTable {
        caption: "By adult".to_owned(),
        heads: heads("Adult", &["Role", "On the timetable", "There for it", "Difference"]),
        rows: used.map(row).collect(),
        segments: ["On the timetable and there", "On the timetable beyond it", "Left"].map(str::to_owned).to_vec(),
        in_minutes: true,
        ..ReportTable::default()
    }
}
