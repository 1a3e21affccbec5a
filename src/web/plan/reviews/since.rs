//! What happened since the last review, beside the form: days missed, suspensions, and what was planned to be given.

use maud::{Markup, html};

use super::{form::ReviewContext, voices::since};
use crate::{
    domain::{
        attendance::{Attendance, Band},
        count::{counted, times},
        suspension::{days, reasons},
        time::{LongDay, ShortDay},
    },
    store::plans::{Placement, PlanView},
};

/// Days of a school week.
const WEEK: i64 = 5;

/// Attendance and suspensions.
pub(super) fn section(plan: &PlanView, known: &ReviewContext) -> Markup {
    html! {
        dl.summary {
            div { dt { "Attendance" } dd { (attendance(plan, known)) } }
            div { dt { "Suspensions" } dd { (suspensions(plan, known)) } }
        }
    }
}

fn attendance(plan: &PlanView, known: &ReviewContext) -> Markup {
    let Some((told, on)) = known.beside.attendance else {
        return html! { "Nothing has been reported yet." };
    };
    let began = plan.cycle.started_on;
    let year_began = crate::domain::calendar::AcademicYear::containing(on).starts_on();
    let here = match known.beside.attendance_before {
        _ if on <= began => None,
        Some((before, _)) => told.since(before),
        None if began < year_began => Some(told),
        None => None,
    };
    html! {
        @if let Some(here) = here.filter(|a| a.hundredths().is_some()) {
            strong { (beside_the_line(here)) } " since " (since(plan)) ". "
        }
        "This year: " (told.words()) @if let Some(line) = missed(told) { ", " (line) } ", up to " (LongDay(on)) "."
        @if on <= began { " Nothing has been reported since " (since(plan)) "." }
        @if let Some(band @ (Band::Persistent | Band::Severe)) = told.band() { " " strong { "That is " (band.words()) "." } }
    }
}

/// "3½ days missed (the 98% line: at most 1 day)".
fn missed(told: Attendance) -> Option<String> {
    let (missed, allowed) = told.days_missed().zip(told.days_allowed())?;
    Some(format!("{missed} (the 98% line: {allowed})"))
}

fn beside_the_line(here: Attendance) -> String {
    missed(here).unwrap_or_else(|| here.words())
}

fn suspensions(plan: &PlanView, known: &ReviewContext) -> Markup {
    let ((count, sessions), year) = (known.beside.suspended, known.beside.suspended_this_year);
    html! {
        @match count {
            0 => { "None since " (since(plan)) "." }
            1 => { strong { "1, " (days(sessions)) "," } " since " (since(plan)) "." }
            n => { strong { (n) ", " (days(sessions)) " in all," } " since " (since(plan)) "." }
        }
        @if !known.beside.suspended_for.is_empty() { " Because of: " (reasons(&known.beside.suspended_for)) "." }
        @if year > 0 { " This year: " (days(year)) "." }
    }
}

/// What was planned in this cycle and how far it has come by the calendar; with its price for whoever may see prices.
pub(super) fn provision(plan: &PlanView, known: &ReviewContext) -> Markup {
    let lines = &plan.content.placements;
    let gone = known.calendar.school_days_between(plan.cycle.started_on, known.now.today()) / WEEK;
    let planned_by_now = |line: &Placement| line.times_a_week * line.weeks.min(u32::try_from(gone).unwrap_or(0));
    let price = |line: &Placement| {
        let rates = known.rates.as_ref()?;
        Some(line.priced(rates, plan.cycle.started_on)?.cost())
    };
    html! {
        @if !lines.is_empty() {
            details open {
                summary { "Provision since " (since(plan)) }
                ul {
                    @for line in lines {
                        li {
                            strong { (line.provision) } ": " (line.pattern().words())
                            @if line.minutes > 0 { "; " (times(line.times_a_week * line.weeks)) " in all" }
                            ". "
                            @match known.given.get(&line.provision).filter(|came| !came.is_empty()) {
                                Some(came) => { "Given: " strong { (came.words()) } "; " (hours(came.minutes)) " in all." }
                                None if line.minutes == 0 => {}
                                None => {
                                    "By today " strong {
                                        (counted(planned_by_now(line), "session", "sessions"))
                                        ", " (hours(planned_by_now(line) * line.minutes)) ", were planned"
                                    } "."
                                }
                            }
                            @if let Some(cost) = price(line) { " Planned cost: " (cost) "." }
                        }
                    }
                }
                @if !known.said.is_empty() {
                    p { strong { "Noted in sessions:" } }
                    ul { @for note in &known.said { li { (ShortDay(note.on)) @if let Some(by) = &note.by { ", " (by.formal()) } ": “" (note.words) "”" } } }
                }
                p.hint { "As the plan says it. Where less was given, choose “Support not delivered” for the target, or say below what was missing." }
            }
        }
    }
}

/// "8 h 20 min".
fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (whole, 0) => format!("{whole} h"),
        (whole, rest) => format!("{whole} h {rest} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::hours;

    #[test]
    fn minutes_read_as_hours() {
        assert_eq!([hours(0), hours(45), hours(60), hours(500)], ["0 min", "45 min", "1 h", "8 h 20 min"]);
    }
}
