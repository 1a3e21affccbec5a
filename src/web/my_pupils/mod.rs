//! A teacher's or teaching assistant's pupils and what each is working on now: made for a phone in a corridor.

use axum::{Router, extract::State, routing::get};
use maud::{Markup, html};

use super::{App, error::Result, pupils::target, session::Person, ui::layout};
use crate::{
    domain::{access::Relation, people::Role, time::Day},
    store::pupil_page,
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
    let body = html! {
        h1 { "My pupils" }
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
