//! How a pupil's targets have gone through every plan they have had: drawn, and as figures.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        target::Progress,
        time::LongDay,
        trend::{InYear, Line, Point, by_year, lines},
    },
    store::{
        plans::{self, PlanView, Successors, successors::Part},
        reviews::{self, ReviewView},
    },
    web::{
        App,
        frame::{error::Result, page::Page, session::Person},
        plan::plans as plan_pages,
        pupil::head::{self, Tab},
        ui::{
            chart::{chart_key, target_chart},
            table::table,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/pupils/{id}/progress", get(show))
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Review).await?;
    let all = plans::of_pupil(&mut *app.store.read().await?, head.id).await?;
    let mut sections = Vec::new();
    for plan in all {
        let plan = plan_pages::load(&app, &person, plan.0).await?;
        let mut conn = app.store.read().await?;
        let history = reviews::history(&mut conn, plan.id).await?;
        let line = plans::successors(&mut conn, plan.id).await?;
        sections.push((plan, history, line));
    }
    let register = app.register(&mut *app.store.read().await?, &person, app.clock.now().today()).await?;
    let classes = &register.facts().classes;
    let child = register.facts().children.find(head.id);
    let class = |day| {
        child.and_then(|child| child.class_on(day)).and_then(|one| classes.get(&one.class)).map(|one| one.name.clone())
    };
    let reviews = sections.iter().flat_map(|(_, history, _)| history);
    let held = reviews.map(|one| (one.held_on, class(one.held_on), one.results.iter().map(|r| r.progress).collect()));
    let years = years(&by_year(held));
    app.viewed(&person, Subject::Progress, head.id).await?;
    let body = html! {
        (head::bar(&head, Tab::Progress))
        @if sections.is_empty() { p.empty { "No plan has been made yet." } }
        (years)
        @for (plan, history, line) in &sections { (section(plan, history, line)) }
    };
    let title = format!("{}: progress", head.name.short());
    app.answer(&person, Page::new(title, body)).await
}

fn section(plan: &PlanView, history: &[ReviewView], line: &Successors) -> Markup {
    html! {
        section {
            h2 { a href=(format!("/plans/{}", plan.id)) { (plan.kind.words()) } }
            p {
                "From " (LongDay(plan.opened_on))
                @if let Some((on, why)) = &plan.closed { " until " (LongDay(*on)) ". " (why) } @else { ", and open." }
            }
            (charts(plan, history, line))
            (outcomes(history))
        }
    }
}

/// How many targets came out how in each school year and class, over all plans.
fn years(found: &[InYear]) -> Markup {
    let mut heads = vec!["School year", "Class", "Reviews"];
    heads.extend(Progress::ALL.iter().map(|p| p.words()));
    let rows: Vec<Vec<Markup>> = found
        .iter()
        .map(|one| {
            let mut row =
                vec![html! { (one.year) }, html! { (one.class.as_deref().unwrap_or("None")) }, html! { (one.reviews) }];
            row.extend(Progress::ALL.iter().map(|p| html! { (one.of(*p)) }));
            row
        })
        .collect();
    html! { @if !rows.is_empty() { (table("Targets of all plans, year by year", &heads, &rows, "")) } }
}

/// A chart for each target that has been worked on.
fn charts(plan: &PlanView, history: &[ReviewView], line: &Successors) -> Markup {
    let found = trends(plan, history, line);
    html! {
        @if !found.is_empty() {
            (chart_key())
            div.charts { @for (n, one) in found.iter().enumerate() { (target_chart(&format!("{}-{n}", plan.id), one)) } }
        }
    }
}

/// Every target that was reviewed at least once, and where it is to go next if it is still worked on.
fn trends(plan: &PlanView, history: &[ReviewView], line: &Successors) -> Vec<Line> {
    let past = history.iter().rev().flat_map(|review| {
        review.results.iter().map(|r| {
            let point = Point { on: review.held_on, aim: r.aim, actual: r.actual, progress: Some(r.progress) };
            (line.newest(Part::Target, r.target.0), r.wording.clone(), r.unit.clone(), point)
        })
    });
    let now = plan.content.targets.iter().filter(|_| plan.is_open()).filter_map(|t| {
        let point = Point { on: plan.content.review_on, aim: t.aim, actual: None, progress: None };
        Some((line.newest(Part::Target, t.id?.0), t.wording.clone(), t.unit.clone(), point))
    });
    let mut found = lines(past.chain(now));
    found.retain(|line| line.points.iter().any(|p| p.progress.is_some()));
    found
}

/// How many targets came out how at each review.
fn outcomes(history: &[ReviewView]) -> Markup {
    let mut heads = vec!["Review"];
    heads.extend(Progress::ALL.iter().map(|p| p.words()));
    heads.push("Decided");
    let rows: Vec<Vec<Markup>> = history
        .iter()
        .map(|review| {
            let count = |p: &Progress| review.results.iter().filter(|r| r.progress == *p).count();
            let mut row = vec![html! { (LongDay(review.held_on)) }];
            row.extend(Progress::ALL.iter().map(|p| html! { (count(p)) }));
            row.push(html! { (review.decision.words()) });
            row
        })
        .collect();
    table("Targets at each review, the newest first", &heads, &rows, "No review has been held yet.")
}
