//! The first page: what needs this person today. Counts equal the lists they head, and every row ends in something to do.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::Timelike;
use maud::{Markup, html};

use super::{
    App,
    error::Result,
    rounds::{Line, lines, place},
    session::Person,
    tasks::kind,
    ui::{layout, strip::words},
};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Season},
        ids::{ConversationId, PlanId},
        people::Role,
        standing::{Light, State as CellState},
        time::{Day, LongDay},
    },
    store::{calendar, conversations, standing::BoardRow, tasks, tasks::OpenTask},
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    match person.viewer.role {
        Role::Teacher | Role::TeachingAssistant => Ok(Redirect::to("/my-pupils").into_response()),
        Role::Office => Ok(Redirect::to("/tasks").into_response()),
        Role::Admin => Ok(Redirect::to("/settings").into_response()),
        Role::Governor => Ok(figures(&app, &person).await?.into_response()),
        Role::Senco | Role::Head => Ok(today(&app, &person).await?.into_response()),
    }
}

async fn today(app: &App, person: &Person) -> Result<Markup> {
    let now = app.clock.now();
    let (all, season) = lines(app, person).await?;
    let mut conn = app.store.read().await?;
    let calendar = calendar::load(&mut conn, person.viewer.school).await?;
    let mut tasks = tasks::open(&mut conn, person.viewer.school).await?;
    let meetings = conversations::open_of_school(&mut conn, person.viewer.school).await?;
    drop(conn);
    tasks.retain(|t| t.for_role == person.viewer.role.as_code());
    let of_state = |wanted: fn(&CellState) -> bool| -> Vec<(&Line, usize)> {
        all.iter()
            .flat_map(|line| (0..3).filter(move |n| wanted(&line.1.cells[*n].state)).map(move |n| (line, n)))
            .collect()
    };
    let mut late = of_state(|s| matches!(s, CellState::Overdue(_)));
    let mut soon = of_state(|s| matches!(s, CellState::DueSoon(_)));
    let mut booked = of_state(|s| matches!(s, CellState::Booked(_)));
    late.sort_by_key(|(line, n)| line.1.cells[*n].due_on);
    soon.sort_by_key(|(line, n)| line.1.cells[*n].due_on);
    booked.sort_by_key(|(line, n)| match line.1.cells[*n].state {
        CellState::Booked(on) => on,
        _ => line.1.cells[*n].due_on,
    });
    let done = all.iter().filter(|l| matches!(l.1.cells[season.index()].state, CellState::Done { .. })).count();
    let needed = all.iter().filter(|l| !matches!(l.1.cells[season.index()].state, CellState::NotNeeded(_))).count();
    let (_, next_season, next) = calendar.next_window(now.today());
    let changes = person.may(Thing::Review, Verb::Change);
    let greeting = match now.local().hour() {
        0..=11 => "Good morning",
        12..=17 => "Good afternoon",
        _ => "Good evening",
    };
    let things = late.len() + soon.len() + tasks.len();
    let body = html! {
        p.day { (LongDay(now.today())) }
        h1 { (greeting) ", " (person.name.forename) ". " @match things {
            0 => "Nothing needs you today.",
            1 => "1 thing needs you.",
            n => { (n) " things need you." }
        } }
        ul.tiles {
            (tile("/round?status=overdue", late.len(), "late"))
            (tile("/round?status=due", soon.len(), "due soon"))
            (tile("/round?status=booked", booked.len(), "meetings booked"))
            li { a.tile href="/round" { strong { (done) " of " (needed) } span { "reviewed this " (season.words()) " term" } progress max=(needed.max(1)) value=(done) aria-hidden="true" {} } }
        }
        @if things == 0 {
            @let open = next.opens_on <= now.today();
            p.praise {
                @match all.len() {
                    0 => "No pupil has a plan yet. ",
                    1 => "The one pupil with a right to reviews is on track. ",
                    n => { "All " (n) " pupils are on track. " }
                }
                "The " (next_season.words()) " review round "
                @if open { "is open until " (Day(next.closes_on)) "." } @else { "opens on " (Day(next.opens_on)) "." }
            }
        }
        (list("late", "Late", &late, &meetings, if changes { "Record the review" } else { "Look" }))
        (list("soon", "Due soon, with nothing booked", &soon, &meetings, if changes { "Offer a meeting" } else { "Look" }))
        @if !tasks.is_empty() { (to_do(&tasks)) }
        (list("booked", "Booked", &booked, &meetings, "Open"))
    };
    Ok(layout::page(&layout::chrome(app, person).await?, "Today", body))
}

fn tile(href: &str, count: usize, words: &str) -> Markup {
    html! { li { a.tile href=(href) { strong { (count) } span { (words) } } } }
}

/// Rows that each list shows at once; the others fold away, so that a late week does not bury what comes below.
const AT_ONCE: usize = 8;

fn list(id: &str, title: &str, rows: &[(&Line, usize)], meetings: &Meetings, verb: &'static str) -> Markup {
    if rows.is_empty() {
        return html! {};
    }
    let (first, others) = rows.split_at(rows.len().min(AT_ONCE));
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) " (" (rows.len()) ")" }
            ul.rows { @for (line, n) in first { (listed(line, *n, meetings, verb)) } }
            @if !others.is_empty() {
                details {
                    summary { (others.len()) " more" span.hidden { ": " (title) } }
                    ul.rows { @for (line, n) in others { (listed(line, *n, meetings, verb)) } }
                }
            }
        }
    }
}

fn listed((row, stands): &Line, n: usize, meetings: &Meetings, verb: &'static str) -> Markup {
    let cell = &stands.cells[n];
    let meeting = row.plan.and_then(|plan| meetings.get(&plan)).copied();
    let (verb, href) = step(row, meeting, verb);
    html! {
        li class=(format!("row row-{}", super::ui::strip::class(&cell.state))) {
            span.row-who { a href=(format!("/pupils/{}", row.pupil)) { (row.name.short()) } " " span.muted { (row.class) } }
            span.row-what {
                (cell.season.title()) " review: " strong { (words(cell)) }
                @if meeting.is_some() && matches!(cell.state, CellState::DueSoon(_)) { "; a meeting is offered" }
            }
            a.second href=(href) { (verb) span.hidden { " for " (row.name.short()) ", " (cell.season.words()) } }
        }
    }
}

/// The meeting of each plan that is still to be held.
type Meetings = BTreeMap<PlanId, ConversationId>;

/// What to do about a line, and where.
fn step(row: &BoardRow, meeting: Option<ConversationId>, verb: &'static str) -> (&'static str, String) {
    match (verb, row.plan, meeting) {
        (_, None, _) => ("Start a plan", place(row)),
        ("Record the review", Some(plan), _) => (verb, format!("/plans/{plan}/review/new")),
        ("Offer a meeting" | "Open", Some(_), Some(meeting)) => {
            ("Open the meeting", format!("/conversations/{meeting}"))
        }
        ("Offer a meeting", Some(plan), None) => (verb, format!("/plans/{plan}/conversations/new")),
        _ => (verb, place(row)),
    }
}

fn to_do(tasks: &[OpenTask]) -> Markup {
    let place = |task: &OpenTask| match (task.kind.as_str(), task.conversation) {
        ("check_restriction", _) => "/restrictions".to_owned(),
        (_, Some(id)) => format!("/conversations/{id}"),
        _ => "/tasks".to_owned(),
    };
    html! {
        section aria-labelledby="tasks" {
            h2 #tasks { "To do (" (tasks.len()) ")" }
            ul.rows {
                @for task in tasks {
                    li.row {
                        span.row-who { (task.pupil_name) }
                        span.row-what {
                            strong { (kind(&task.kind)) @if !task.adult_name.is_empty() { ": " (task.adult_name) } }
                            " " (task.detail) " " span.muted { "By " (Day(task.due_on)) }
                        }
                        a.second href=(place(task)) { "Do it" span.hidden { ": " (kind(&task.kind)) " " (task.pupil_name) } }
                    }
                }
            }
        }
    }
}

/// What governors see: counts, none of them small enough to point at a child.
async fn figures(app: &App, person: &Person) -> Result<Markup> {
    let (all, season) = lines(app, person).await?;
    let year = AcademicYear::containing(app.clock.now().today());
    let count = |wanted: &dyn Fn(&Line) -> bool| suppressed(all.iter().filter(|l| wanted(l)).count());
    let held = |season: Season| count(&|l: &Line| matches!(l.1.cells[season.index()].state, CellState::Done { .. }));
    let body = html! {
        h1 { "Reviews in " (year) }
        p.lead { "How far the school has come with the three reviews a year. Numbers from 1 to 4 are not shown, so that no child can be made out." }
        (super::ui::summary_list::summary_list(&[
            ("Pupils with a right to reviews", html! { (suppressed(all.len())) }),
            ("On track", html! { (count(&|l| l.1.light == Light::OnTrack)) }),
            ("Due soon", html! { (count(&|l| l.1.light == Light::AtRisk)) }),
            ("Late", html! { (count(&|l| l.1.light == Light::Late)) }),
            ("Autumn reviews held", html! { (held(Season::Autumn)) }),
            ("Spring reviews held", html! { (held(Season::Spring)) }),
            ("Summer reviews held", html! { (held(Season::Summer)) }),
        ]))
        p.muted { "It is the " (season.words()) " term." }
    };
    Ok(layout::page(&layout::chrome(app, person).await?, "Reviews", body))
}

/// A count that cannot point at a child.
fn suppressed(count: usize) -> String {
    if (1..5).contains(&count) { "fewer than 5".to_owned() } else { count.to_string() }
}
