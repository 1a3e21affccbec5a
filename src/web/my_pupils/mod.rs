//! A teacher's or teaching assistant's pupils and what each is working on now: made for a phone in a corridor.

use axum::{Router, extract::State, routing::get};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{App, error::Result, pupils::target, session::Person, tasks::kind, ui::layout};
use crate::{
    domain::{
        access::{Relation, may_take_part},
        ids::PupilId,
        people::Role,
        time::Day,
    },
    store::{
        concerns::{self, Concern, Which},
        contacts,
        pupil_page::{self, Listed, OpenPlan},
        tasks::{self, OpenTask},
    },
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/my-pupils", get(show))
}

async fn show(State(app): State<App>, person: Person) -> Result<Markup> {
    let now = app.clock.now();
    let is_theirs = matches!(person.viewer.role, Role::Teacher | Role::TeachingAssistant);
    let mine = if is_theirs {
        pupil_page::mine(&mut *app.store.read().await?, &person.viewer, now.today()).await?
    } else {
        Vec::new()
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let seen: Vec<_> = mine.iter().map(|(pupil, _)| (None, pupil.id)).collect();
    tx.audit_views("targets", &seen).await?;
    tx.commit().await?;
    let asked = asked(&app, &person, &mine, now.today()).await?;
    let own = own_concerns(&app, &person, now.today()).await?;
    let body = html! {
        h1 { "My pupils" }
        @if !asked.is_empty() { (to_do(&asked)) }
        (super::concerns::mine(&own, now.today()))
        @if mine.len() > 1 && person.viewer.role == Role::Teacher {
            p.actions.no-print { a.second href="/reviews/queue" { "Record reviews in a row" } }
        }
        @if mine.is_empty() { p.praise { "None of the pupils you teach or support today has an open plan." } }
        @for (pupil, plans) in &mine {
            @let relation = &pupil.relation;
            article.plan-card {
                h2 { a href=(format!("/pupils/{}", pupil.id)) { (pupil.name.short()) } span.muted { " " (pupil.class) } }
                @for plan in plans {
                    @for one in &plan.targets { (target(one)) }
                    @if plan.targets.is_empty() { p.empty { "No target is set yet." } }
                    p.muted { "Review on " (Day(plan.review_on)) " · led by " (plan.lead.formal()) }
                    @if person.viewer.role == Role::Teacher && *relation == Relation::Teaches {
                        p.actions.no-print { a.second href=(format!("/plans/{}/review/new", plan.id)) { "Record the review" span.hidden { " of " (pupil.name.short()) } } }
                    }
                }
            }
        }
    };
    Ok(layout::page(&layout::chrome(&app, &person).await?, "My pupils", body))
}

/// What parents ask of the person who leads their meeting: only of pupils whom they teach today, and only of adults who may be
/// contacted today.
async fn asked(
    app: &App,
    person: &Person,
    mine: &[(Listed, Vec<OpenPlan>)],
    today: NaiveDate,
) -> Result<Vec<OpenTask>> {
    let mut conn = app.store.read().await?;
    let teaches = |id: PupilId| mine.iter().any(|(p, _)| p.id == id && p.relation == Relation::Teaches);
    let mut open = tasks::of_lead(&mut conn, &person.viewer).await?;
    open.retain(|task| task.pupil.is_some_and(teaches));
    let about = |task: &OpenTask| task.adult.zip(task.pupil);
    let pairs: Vec<_> = open.iter().filter_map(about).collect();
    let known = contacts::facts_of_all(&mut conn, &pairs, today).await?;
    open.retain(|task| about(task).and_then(|pair| known.get(&pair)).is_some_and(|f| may_take_part(f).is_ok()));
    Ok(open)
}

/// The concerns that this person raised about pupils whom they still teach or support.
async fn own_concerns(app: &App, person: &Person, today: NaiveDate) -> Result<Vec<Concern>> {
    let mut found = concerns::visible_to(&mut *app.store.read().await?, &person.viewer, Which::All, today).await?;
    found.retain(|one| one.raised_by.0 == person.viewer.staff);
    Ok(found)
}

fn to_do(tasks: &[OpenTask]) -> Markup {
    html! {
        section aria-labelledby="asked" {
            h2 #asked { "Parents ask" }
            ul.rows {
                @for task in tasks {
                    li.row {
                        span.row-who { (task.adult_name) @if !task.phone.is_empty() { " " (task.phone) } }
                        span.row-what { (kind(&task.kind)) ": " (task.detail) }
                        @if let Some(meeting) = task.conversation {
                            a.second href=(format!("/conversations/{meeting}")) { "Open the meeting" span.hidden { " with " (task.adult_name) } }
                        }
                    }
                }
            }
        }
    }
}
