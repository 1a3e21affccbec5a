//! The record as a page. What happened and when it was entered stand beside each other.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        attendance::Band,
        calendar::Calendar,
        layer::OnLayer,
        sen_status::{SenCode, Told},
        time::LongDay,
    },
    store::{
        advice::Advice, attendance::Report, census::HeldIndicator, earlier_settings::HeldSetting,
        inclusion_bases::Membership, needs, pupils::head::Head, sen_status, suspensions,
    },
    web::{
        form::order::mover,
        pupil::head::entered,
        ui::{
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// All that the page shows.
pub(super) struct Record {
    pub(super) statuses: Vec<sen_status::HeldStatus>,
    pub(super) needs: Vec<needs::HeldNeed>,
    pub(super) attendance: Vec<Report>,
    pub(super) census: Vec<HeldIndicator>,
    /// The layers of support, the newest first.
    pub(super) layers: Vec<OnLayer>,
    pub(super) bases: Vec<Membership>,
    pub(super) advice: Vec<Advice>,
    pub(super) suspensions: Vec<suspensions::HeldSuspension>,
    pub(super) earlier: Vec<HeldSetting>,
    pub(super) today: NaiveDate,
}

pub(super) fn body(head: &Head, record: &Record, calendar: &Calendar) -> Markup {
    let changes = head.may(Thing::SenRecord, Verb::Change);
    let path = format!("/pupils/{}", head.id);
    html! {
        section aria-labelledby="status" {
            h2 #status { "SEN status" }
            (statuses(&record.statuses, &path, changes))
        }
        section aria-labelledby="needs" {
            h2 #needs { "Needs" }
            (needs(&record.needs, &path, changes))
            p.no-print { a href=(format!("{path}/assessments")) { "Assessments and scores" } }
        }
        section aria-labelledby="attendance" {
            h2 #attendance { "Attendance" }
            (attendance(&record.attendance))
            @if changes { p.actions.no-print { a.second href=(format!("{path}/attendance/new")) { "Enter attendance" } } }
            p.no-print { a href=(format!("{path}/part-time")) { "Part-time timetables" } }
        }
        section aria-labelledby="layers" {
            h2 #layers { "Ladder of support" }
            p {
                @let now: Vec<&str> = record.layers.iter().filter(|on| on.is_on(record.today)).map(|on| on.name.as_str()).collect();
                @if now.is_empty() { "On none of the school’s layers." } @else { (now.join(", ")) "." }
                span.no-print { " " a href=(format!("{path}/layers")) { "Layers, with their days" } }
            }
        }
        (crate::web::pupil::inclusion_bases::section(head, &record.bases, record.today))
        section aria-labelledby="census" {
            h2 #census { "For the census" }
            (census(&record.census, &path, changes))
        }
        (crate::web::pupil::suspensions::section(head, &record.suspensions, record.today))
        (crate::web::pupil::advice::section(head, &record.advice))
        (crate::web::pupil::earlier_settings::section(head, &record.earlier, calendar, record.today))
    }
}

fn statuses(all: &[sen_status::HeldStatus], path: &str, changes: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            let span = one.span;
            vec![
                html! { (span.code.words()) @if span.until.is_none() { " " (tag(Tone::Good, "Now")) } },
                html! {
                    (LongDay(span.from)) @if one.from_assumed { " (counted from; since when is not known)" }
                    @if let Some(until) = span.until { br; "to " (LongDay(until)) }
                },
                html! { @if one.reason.is_empty() { "Not given" } @else { (one.reason) } },
                html! {
                    @match &one.told {
                        Some(Told::On(day, how)) => { (LongDay(*day)) @if !how.is_empty() { br; (how) } },
                        Some(Told::NotYet(why)) => { (tag(Tone::Soon, "Not yet")) br; (why) },
                        None => "Not recorded",
                    }
                    @if changes && span.until.is_none() && span.code != SenCode::None && !matches!(one.told, Some(Told::On(..))) {
                        br; a.no-print href=(format!("{path}/status/{}/told", one.id)) { "Record that they were told" }
                    }
                },
                entered(Some(one.entered), one.by.as_ref()),
            ]
        })
        .collect();
    html! {
        (table("Every status, the present one first", &["Status", "From and to", "Why", "Parents told", "Entered"], &rows, "No SEN status is recorded."))
        @if changes { p.actions.no-print { a.second href=(format!("{path}/status/new")) { "Change the SEN status" } } }
    }
}

fn needs(all: &[needs::HeldNeed], path: &str, changes: bool) -> Markup {
    let open: Vec<&needs::HeldNeed> = all.iter().filter(|n| n.until.is_none()).collect();
    let ended: Vec<&needs::HeldNeed> = all.iter().filter(|n| n.until.is_some()).collect();
    let order = open.iter().map(|n| n.id.to_string()).collect::<Vec<_>>().join(",");
    html! {
        @if open.is_empty() { p.empty { "No need is recorded." } } @else {
            ol.rows {
                @for (n, need) in open.iter().enumerate() {
                    li.row {
                        div {
                            h3 { (rank(n)) ": " (need.need.words()) }
                            p.muted { "Since " (LongDay(need.from)) @if let Some(by) = &need.by { ", entered by " (by.formal()) } }
                            (evidence(&need.evidence))
                            @if changes {
                                p.no-print {
                                    a href=(format!("{path}/needs/{}/evidence", need.id)) { "Add evidence" span.hidden { " for " (need.need.words()) } }
                                    " · "
                                    a href=(format!("{path}/needs/{}/end", need.id)) { "End this need" span.hidden { ": " (need.need.words()) } }
                                }
                            }
                        }
                        @if changes && open.len() > 1 { (mover(format!("{path}/needs/order"), &order, (need.id, need.need.words()), (n, open.len()))) }
                    }
                }
            }
        }
        @if changes { p.actions.no-print { a.second href=(format!("{path}/needs/new")) { "Add a need" } } }
        @if !ended.is_empty() {
            details {
                summary { "Needs that have ended (" (ended.len()) ")" }
                ul { @for need in ended {
                    li {
                        (need.need.words()) ", " (LongDay(need.from)) " to " @if let Some(until) = need.until { (LongDay(until)) }
                        @if !need.ended_why.is_empty() { ": " (need.ended_why) }
                        (evidence(&need.evidence))
                    }
                } }
            }
        }
    }
}

/// The first is what the census knows as primary, the second as secondary.
fn rank(n: usize) -> String {
    match n {
        0 => "Primary".to_owned(),
        1 => "Secondary".to_owned(),
        n => format!("{}th", n + 1).replace("3th", "3rd"),
    }
}

fn evidence(list: &[needs::Evidence]) -> Markup {
    html! {
        @if list.is_empty() { p.muted { "No evidence is recorded." } } @else {
            ul.bare { @for one in list {
                li { (one.wording) @if !one.said_by.is_empty() { " – " (one.said_by) ", " (LongDay(one.found_on)) } }
            } }
        }
    }
}

fn attendance(all: &[Report]) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            let band = one.told.band();
            vec![
                html! { "Up to " (LongDay(one.on)) },
                html! { (one.told.words()) },
                html! { (one.told.days_missed().unwrap_or_else(|| "Only a percentage is known".to_owned())) },
                html! { (one.told.days_allowed().unwrap_or_else(|| "–".to_owned())) },
                html! { @if let Some(band) = band { (tag(tone(band), capital(band.words()).as_str())) } },
                entered(one.entered, one.by.as_ref()),
            ]
        })
        .collect();
    let heads = ["Reported", "Attended", "Missed", "98% allows", "Judged", "Entered"];
    html! {
        (table("What the register said, the newest first", &heads, &rows, "No attendance is recorded."))
        p.muted { "A session is half a day. Persistent absence is a tenth or more of the sessions missed, severe absence half or more." }
    }
}

fn census(all: &[HeldIndicator], path: &str, changes: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { (one.what.indicator.words()) },
                html! { (LongDay(one.what.from)) },
                html! {
                    @match one.what.until {
                        Some(until) => (LongDay(until)),
                        None if changes => a href=(format!("{path}/census/{}/end", one.id)) {
                            "End it" span.hidden { ": " (one.what.indicator.words()) }
                        },
                        None => "goes on",
                    }
                },
                entered(Some(one.entered), one.by.as_ref()),
            ]
        })
        .collect();
    html! {
        (table("Top-up funding and reserved places, the newest first", &["What", "Since", "Last day", "Entered"], &rows, "Nothing is recorded."))
        @if changes { p.actions.no-print { a.second href=(format!("{path}/census/new")) { "Enter a place or top-up funding" } } }
    }
}

fn tone(band: Band) -> Tone {
    match band {
        Band::Expected => Tone::Good,
        Band::Below => Tone::Soon,
        Band::Persistent | Band::Severe => Tone::Late,
    }
}

/// A word at the beginning of what is said.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
