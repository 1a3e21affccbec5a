//! Sheets of paper for reviews: one pupil's plan to a page, with what the last review found and room to write at the meeting. Nothing in
//! them costs anything, and no parent's words are on them: a sheet may lie in front of everybody who is there.

mod paper;

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use maud::{Markup, html};

use crate::{
    documents::{Document, MAKES_PDF},
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        count::counted,
        ids::PlanId,
        time::{ClockTime, LongDay, Moment},
    },
    store::{
        packs::{self, Last, Sheet, Target},
        schools,
    },
    web::{
        App,
        frame::{
            download::pdf,
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::print::print,
    },
};

/// The most sheets in one pack.
const MOST: usize = 200;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/packs", get(show)).route("/packs.pdf", get(as_pdf))
}

/// The plans that are asked for stand in the address by their numbers: `plan=3&plan=17`. Without any they are all that a teacher teaches.
async fn show(State(app): State<App>, person: Person, Query(asked): Query<PackQuery>) -> Result<Response> {
    let (sheets, now) = load(&app, &person, &asked).await?;
    let on_board = person.may(Thing::Board, Verb::See);
    let back = if on_board { ("/round", "Back to the review round") } else { ("/my-pupils", "Back to my pupils") };
    let body = page(&sheets, back, &person.name.formal(), now);
    app.answer(&person, Page::new("Print pack", body)).await
}

/// The same sheets in one file, each plan beginning on a page of its own.
async fn as_pdf(State(app): State<App>, person: Person, Query(asked): Query<PackQuery>) -> Result<Response> {
    let (sheets, now) = load(&app, &person, &asked).await?;
    if sheets.is_empty() {
        return Err(Error::Conflict("None of these pupils has an open plan that you may print.".to_owned()));
    }
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    pdf(&app, "print-pack", &as_documents(&person, &school, &sheets, now)).await
}

/// Which plans are asked for.
type PackQuery = Vec<(String, String)>;

/// Whether somebody prints sheets for reviews at all: whoever sees the reviews of those whom they teach.
pub(in crate::web) fn may_print(person: &Person) -> bool {
    person.viewer.may(Relation::Teaches, Thing::Review, Verb::See)
}

/// The sheets of these plans as documents in the name of a school, as far as this person may print them. Who is on one has been looked at.
///
/// # Errors
/// When the database refuses.
pub(in crate::web) async fn documents(
    app: &App,
    person: &Person,
    school: &str,
    plans: &[PlanId],
) -> Result<Vec<Document>> {
    let (sheets, now) = sheets(app, person, Some(plans)).await?;
    Ok(as_documents(person, school, &sheets, now))
}

fn as_documents(person: &Person, school: &str, sheets: &[Sheet], now: Moment) -> Vec<Document> {
    let by = person.name.formal();
    sheets.iter().map(|one| paper::document(one, school, &by, now)).collect()
}

async fn sheets(app: &App, person: &Person, wanted: Option<&[PlanId]>) -> Result<(Vec<Sheet>, Moment)> {
    let now = app.clock.now();
    let sheets = packs::sheets(&mut *app.store.read().await?, &person.viewer, wanted, now.today()).await?;
    let seen: Vec<_> = sheets.iter().map(|one| (Some(one.plan.0), one.pupil)).collect();
    app.viewed_all(person, Subject::PrintPack, &seen).await?;
    Ok((sheets, now))
}

async fn load(app: &App, person: &Person, asked: &[(String, String)]) -> Result<(Vec<Sheet>, Moment)> {
    if !may_print(person) {
        return Err(Error::Forbidden);
    }
    // Without any plan all are printed: one that cannot be read must not become none.
    let ids = asked.iter().filter(|(name, _)| name == "plan").map(|(_, id)| id.parse().ok().map(PlanId)).take(MOST);
    let Some(plans) = ids.collect::<Option<Vec<PlanId>>>() else {
        return Err(Error::BadRequest("This address asks for a plan by something that is no number.".to_owned()));
    };
    let wanted = if person.viewer.has_own_pupils() && plans.is_empty() { None } else { Some(plans.as_slice()) };
    sheets(app, person, wanted).await
}

fn page(sheets: &[Sheet], (to, back): (&str, &str), by: &str, now: Moment) -> Markup {
    let printed = format!("{}, {}", LongDay(now.today()), ClockTime(now.local().time()));
    html! {
        p.no-print { a href=(to) { (back) } }
        h1.no-print { "Print pack: " (counted(sheets.len(), "sheet", "sheets")) }
        p.no-print { a href="/packs/many" { "A whole class, or every open plan, in one file" } }
        @if sheets.is_empty() { p.empty { "None of these pupils has an open plan that you may print. Tick pupils on the review round first." } }
        @else {
            (print("on A4: each plan begins on a page of its own"))
            @if MAKES_PDF {
                @let plans: Vec<String> = sheets.iter().map(|one| format!("plan={}", one.plan)).collect();
                p.actions.no-print { a.second href=(format!("/packs.pdf?{}", plans.join("&"))) download { "Download as one PDF" } }
            }
        }
        @for one in sheets { (sheet(one, by, &printed)) }
    }
}

/// What is written onto the sheet by hand.
const BY_HAND: &[&str] = &[
    "In the pupil’s own words",
    "What is going well",
    "What is hard",
    "What we agree: who, by when",
    "What was decided",
    "Who was there; next date",
];

fn sheet(one: &Sheet, by: &str, printed: &str) -> Markup {
    html! {
        article.pack {
            h2 { (one.name.full()) @if !one.class.is_empty() { span.muted { " " (one.class) } } }
            p { (one.kind.words()) " · led by " (one.lead.formal()) " · review on " (LongDay(one.review_on)) }
            @for (n, target) in one.targets.iter().enumerate() { (of_target(n, target)) }
            @if one.targets.is_empty() { p { "No target is set." } }
            @if let Some(last) = &one.last { (of_last(last)) } @else { p { "This will be the plan’s first review." } }
            div.blanks {
                @for words in BY_HAND { div.blank { strong { (words) } } }
            }
            p.shred { "Printed by " (by) ", " (printed) ". " strong { "Keep it safe, and shred it after use." } }
        }
    }
}

fn of_target(n: usize, target: &Target) -> Markup {
    let (from, to, far) = &target.aim;
    html! {
        section.pack-target {
            h3 { (n + 1) ". " (target.wording) }
            p {
                "From " (from) " to " strong { (to.of(&target.unit)) }
                @if let Some(far) = far { ", challenge " (far) }
                ". " (target.measure) ". " span.now { "Now: " span.line { "" } }
            }
            @for (label, words) in ["Do: ", "Avoid: ", "At home: "].iter().zip(&target.strategies) {
                @if !words.is_empty() { p { strong { (label) } (words) } }
            }
        }
    }
}

fn of_last(last: &Last) -> Markup {
    html! {
        section {
            h3 { "Last review, " (LongDay(last.held_on)) ": " (last.decision.words().to_lowercase()) }
            ul {
                @for one in &last.results {
                    li {
                        (one.wording) ": " strong { (one.progress.words().to_lowercase()) }
                        @if let Some(actual) = &one.actual { " (" (actual) ")" }
                        @if !one.note.is_empty() { ". " (one.note) }
                    }
                }
            }
            @if !last.summary.is_empty() { p.said { (last.summary) } }
        }
    }
}
