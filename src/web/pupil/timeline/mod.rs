//! The time line of a pupil: newest first, page by page. When something happened leads; when it was entered follows where it differs.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::head::{self, Tab};
use crate::{
    domain::{
        access::Thing,
        calendar::{AcademicYear, Season},
        need::Need,
        part_time,
        plan::PlanKind,
        restriction::{Effect, OrderKind},
        review::Decision,
        sen_status::SenCode,
        suspension,
        time::LongDay,
        wellbeing::Source,
    },
    store::{
        pupils::head::Head,
        timeline::{self, Happened},
    },
    web::{
        App,
        form::{
            asked,
            fields::{FormErrors, error_summary},
        },
        frame::{error::Result, session::Person},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/pupils/{id}/timeline", get(show))
}

/// Which page, counted from 1.
#[derive(Deserialize)]
struct TimelineQuery {
    #[serde(default)]
    page: String,
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(typed): Query<TimelineQuery>,
) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Plan).await?;
    let mut errors = FormErrors::default();
    let page = asked::page(&mut errors, &typed.page);
    let (list, more) = timeline::of(&mut *app.store.read().await?, &head, page - 1, app.clock.now().today()).await?;
    let body = html! { (error_summary(&errors)) (body(&head, &list, page, more)) };
    head::asked_page(&app, &person, &head, Tab::Timeline, body, &errors).await
}

fn body(head: &Head, list: &[Happened], page: i64, more: bool) -> Markup {
    let path = format!("/pupils/{}/timeline", head.id);
    html! {
        section aria-labelledby="timeline" {
            h2 #timeline { "What happened" @if page > 1 { ", page " (page) } }
            @if list.is_empty() { p.empty { "Nothing is recorded here." } } @else {
                ol.timeline { @for one in list { (entry(head, one)) } }
            }
            p.actions.no-print {
                @if page > 1 { a.second href=(format!("{path}?page={}", page - 1)) { "Newer" } }
                @if more { a.second href=(format!("{path}?page={}", page + 1)) { "Older" } }
            }
        }
    }
}

fn entry(head: &Head, one: &Happened) -> Markup {
    let (title, link) = said(head, one);
    let entered = one.entered.map(|at| at.today()).filter(|day| *day != one.on);
    html! {
        li {
            p.timeline-day { time datetime=(one.on) { (LongDay(one.on)) } }
            p.timeline-title { @match link { Some(href) => a href=(href) { (title) }, None => (title) } }
            @match one.kind.as_str() {
                kind if kind.starts_with("restriction") => {}
                "suspension" => p { (suspension::reasons(&suspension::reasons_of(&one.words))) },
                _ => @if !one.words.is_empty() { p { (short(&one.words)) } },
            }
            @if entered.is_some() || one.by.is_some() {
                p.muted {
                    @if let Some(day) = entered { "Entered on " (LongDay(day)) } @else { "Entered" }
                    @if let Some(by) = &one.by { " by " (by.formal()) }
                }
            }
        }
    }
}

/// What happened in a few words, and where it is to be read.
fn said(head: &Head, one: &Happened) -> (String, Option<String>) {
    let pupil = format!("/pupils/{}", head.id);
    let record = || Some(format!("{pupil}/record"));
    let plan_words = || PlanKind::from_code(&one.code).map_or("Plan", PlanKind::words);
    let need_words = || Need::from_code(&one.code).map_or("a need", Need::words);
    let review_words = || {
        let year =
            one.thing.and_then(|year| i32::try_from(year).ok()).map(|year| format!(" {}", AcademicYear::new(year)));
        format!("{} review{}", Season::from_code(&one.code).map_or("The", Season::title), year.unwrap_or_default())
    };
    let decided =
        || part_time::Decision::from_code(&one.code).map_or_else(String::new, |found| found.words().to_lowercase());
    let ended = || part_time::End::from_code(&one.code).map_or_else(String::new, |found| found.words().to_lowercase());
    let part_time = || one.thing.map(|id| format!("{pupil}/part-time/{id}"));
    let to = |path: &str| one.thing.map(|id| format!("{path}/{id}"));
    match one.kind.as_str() {
        "status" => (format!("SEN status: {}", SenCode::from_code(&one.code).map_or("", SenCode::words)), record()),
        "need" => (format!("Need recorded: {}", need_words()), record()),
        "need_ended" => (format!("Need ended: {}", need_words()), record()),
        "advice" => ("Advice asked".to_owned(), to(&format!("{pupil}/advice"))),
        "report" => ("Report came".to_owned(), to(&format!("{pupil}/advice"))),
        "suspension" if one.code == "permanent" => ("Permanent exclusion".to_owned(), record()),
        "suspension" => {
            let sessions = one.thing.and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
            (format!("Suspended for {}", suspension::days(sessions)), record())
        }
        "part_time" => ("Part-time timetable: first day".to_owned(), part_time()),
        "part_time_review" => (format!("Part-time timetable reviewed: {}", decided()), part_time()),
        "part_time_end" => (format!("Part-time timetable ended: {}", ended()), part_time()),
        "document" => ("Document".to_owned(), Some(format!("{pupil}/documents"))),
        "joined" => ("Came on roll".to_owned(), None),
        "left" => ("Last day on roll".to_owned(), None),
        "plan" => (format!("{} begun", plan_words()), to("/plans")),
        "plan_ended" => (format!("{} ended", plan_words()), to("/plans")),
        "review" => (
            format!(
                "Review held: {}",
                Decision::from_code(&one.code).map_or_else(String::new, |d| d.words().to_lowercase())
            ),
            to("/plans"),
        ),
        "meeting" if one.code == "none" => ("Meeting: nobody came".to_owned(), to("/conversations")),
        "meeting" => ("Meeting with parents".to_owned(), to("/conversations")),
        "not_needed" => (format!("{} not needed", review_words()), None),
        "needed_again" => (format!("{} needed after all", review_words()), None),
        "restriction" => {
            let order = OrderKind::from_code(&one.code).map_or("Restriction", OrderKind::words);
            (
                format!("Restriction entered on the {}: {order}", one.words.to_lowercase()),
                Some("/restrictions".to_owned()),
            )
        }
        "restriction_decided" => (
            format!("Decided about the {}: {}", one.words.to_lowercase(), does(&one.code)),
            Some("/restrictions".to_owned()),
        ),
        "restriction_over" => {
            (format!("Last day of a restriction on the {}", one.words.to_lowercase()), Some("/restrictions".to_owned()))
        }
        "assessment" => ("Assessed".to_owned(), Some(format!("{pupil}/assessments"))),
        "wellbeing" => {
            let who = Source::from_code(&one.code).map_or("", Source::words).to_lowercase();
            (format!("Wellbeing filled in by {who}"), Some(format!("{pupil}/wellbeing")))
        }
        "own_field" => ("Filled in".to_owned(), Some(format!("{pupil}/fields"))),
        "concern" => ("Concern raised".to_owned(), to("/concerns")),
        other => (other.to_owned(), None),
    }
}

/// What a restriction does, in a few words.
fn does(codes: &str) -> String {
    let codes: Vec<String> = serde_json::from_str(codes).unwrap_or_default();
    let words: Vec<&str> = codes.iter().filter_map(|code| Effect::from_code(code)).map(Effect::short).collect();
    if words.is_empty() { "may be contacted".to_owned() } else { words.join(", ").to_lowercase() }
}

/// The beginning of longer words: the whole is one step away.
fn short(words: &str) -> String {
    let cut: String = words.chars().take(160).collect();
    if cut.len() < words.len() { format!("{}…", cut.trim_end()) } else { cut }
}
