//! A pupil's support week on one sheet: what is given at which time, where and by whom, and what of the plan has no time yet.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use maud::{Markup, html};

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        catalogue::Pattern,
        count::{counted, times},
        delivery::WeeklyTime,
        part_time::{WEEKDAYS, clock, hours},
        time::LongDay,
    },
    store::{
        groups::{self, Which},
        pupils::{
            head::Head,
            page::{self, Given},
        },
    },
    web::{
        App,
        frame::{error::Result, page::Page, session::Person},
        ui::print::print,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/pupils/{id}/week", get(show))
}

/// One time of the week.
struct WeekEntry {
    time: WeeklyTime,
    what: String,
    place: String,
    by: String,
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Plan).await?;
    let (school, today, mut conn) = (person.viewer.school, app.clock.now().today(), app.store.read().await?);
    let register = app.register(&mut conn, &person, today).await?;
    let planned = page::load(&mut conn, &person.viewer, &head, &register.rules(today), today).await?;
    let groups = groups::of_school(&mut conn, school, Which::OfPupil(head.id)).await?;
    drop(conn);
    let mut week = Vec::new();
    let mut given: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.members_on(today).any(|one| one.who == head.id)) {
        let by: Vec<String> = group.adults.iter().filter(|one| one.is_on(today)).map(|one| one.name.formal()).collect();
        for (time, place) in group.weekly().filter(|(time, _)| time.span.contains(today)) {
            let (times, minutes) = given.entry(&group.provision).or_default();
            *times += 1;
            *minutes += time.minutes;
            let what = group.name.clone();
            week.push(WeekEntry { time, what, place: place.to_owned(), by: by.join(", ") });
        }
    }
    week.sort_by_key(|one| (one.time.begins, one.time.weekday));
    let lines: Vec<&Given> = planned.plans.iter().flat_map(|plan| &plan.given).collect();
    app.viewed(&person, Subject::SupportWeek, head.id).await?;
    let body = sheet(&head, &week, &differing(&lines, &given), today);
    app.answer(&person, Page::new(format!("Support week · {}", head.name.short()), body)).await
}

/// What the plan says and the week does not, line by line.
fn differing(lines: &[&Given], given: &BTreeMap<&str, (u32, u32)>) -> Vec<String> {
    let said = lines.iter().filter(|line| line.pattern.minutes > 0).filter_map(|line| {
        let Pattern { minutes, times_a_week, .. } = line.pattern;
        let planned = format!("{} ({minutes} min, {} a week)", line.provision, times(times_a_week));
        match given.get(line.provision.as_str()) {
            None => Some(format!("{planned} has no time in the week")),
            Some((found, _)) if *found != times_a_week => Some(format!("{planned} is in the week {}", times(*found))),
            Some((_, found)) if *found != minutes * times_a_week => {
                Some(format!("{planned} takes {} in the week", hours(*found)))
            }
            Some(_) => None,
        }
    });
    said.collect()
}

fn sheet(head: &Head, week: &[WeekEntry], differing: &[String], today: chrono::NaiveDate) -> Markup {
    let minutes: u32 = week.iter().map(|one| one.time.minutes).sum();
    html! {
        p.no-print { a href=(format!("/pupils/{}", head.id)) { "Back to " (head.name.forename) } }
        div.support-week {
            h1 { (head.name.full()) " · Support week" }
            p.lead {
                @if !head.class.is_empty() { "Class " (head.class) ". " }
                (counted(week.len(), "session", "sessions")) ", " (hours(minutes)) " a week"
                ", as on " (LongDay(today)) "."
            }
            @if week.is_empty() { p.empty { "Nothing has a time in the week yet." } } @else { (table(week)) }
            @if !differing.is_empty() {
                h2 { "The plan says, and the week does not" }
                ul { @for one in differing { li { (one) } } }
                @if head.may(Thing::Plan, Verb::Change) { p.no-print { a href="/groups" { "Look at the groups" } } }
            }
            p.shred.only-print { strong { "Contains personal information – shred after use." } }
        }
        @if !week.is_empty() { (print("on A4 across")) }
    }
}

fn table(week: &[WeekEntry]) -> Markup {
    let mut begins: Vec<u32> = week.iter().map(|one| one.time.begins).collect();
    begins.dedup();
    html! {
        table.week.cards {
            caption.hidden { "What is given, by time and day" }
            thead { tr { th scope="col" { "Time" } @for day in WEEKDAYS { th scope="col" { (day) } } } }
            tbody {
                @for at in begins {
                    tr {
                        th scope="row" { (clock(at)) }
                        @for (n, day) in (1_u32..).zip(WEEKDAYS) {
                            td data-label=(day) { div {
                                @for one in week.iter().filter(|one| (one.time.begins, one.time.weekday) == (at, n)) {
                                    p {
                                        strong { (one.what) } br;
                                        (one.time.minutes) " min" @if !one.place.is_empty() { ", " (one.place) }
                                        @if !one.by.is_empty() { br; (one.by) }
                                    }
                                }
                            } }
                        }
                    }
                }
            }
        }
    }
}
