//! Who has what in September, on one screen: each pupil with a plan, what goes on, and what the class hands on to the next one in its own
//! words. Whoever works with the pupil in the autumn reads it with their targets.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        handover_note::year_to_hand_over,
        ids::PupilId,
        time::ShortDay,
    },
    store::{
        handover_notes::{self, HandoverNote},
        pupils::page::{Listed, OpenPlan, Whose, supported},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::{Person, encoded},
        },
        ui::{button::button, post_form::post_form, print::print},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/handover", get(show).post(save))
}

/// Of which class, for those who see every plan; a teacher sees their own pupils.
#[derive(Deserialize)]
struct HandoverQuery {
    #[serde(default)]
    class: String,
    saved: Option<String>,
}

type Pupils = Vec<(Listed, Vec<OpenPlan>)>;

async fn pupils(app: &App, person: &Person, class: &str) -> Result<Pupils> {
    let sees_all = person.may(Thing::Plan, Verb::See);
    if !sees_all && !person.viewer.has_own_pupils() {
        return Err(Error::Forbidden);
    }
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    let whose = if class.is_empty() { Whose::Mine } else { Whose::Class(class) };
    Ok(supported(&mut conn, &register, &person.viewer, whose, today).await?)
}

async fn notes(app: &App, pupils: &Pupils, year: AcademicYear) -> Result<BTreeMap<PupilId, HandoverNote>> {
    let ids: Vec<PupilId> = pupils.iter().map(|(pupil, _)| pupil.id).collect();
    Ok(handover_notes::of_year(&mut *app.store.read().await?, &ids, year).await?)
}

async fn classes(app: &App, person: &Person) -> Result<Vec<String>> {
    if !person.may(Thing::Plan, Verb::See) {
        return Ok(Vec::new());
    }
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    let mut found: Vec<String> = register.facts().classes.values().map(|class| class.name.clone()).collect();
    found.sort();
    found.dedup();
    Ok(found)
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<HandoverQuery>) -> Result<Response> {
    let pupils = pupils(&app, &person, &asked.class).await?;
    let year = year_to_hand_over(app.clock.now().today());
    let notes = notes(&app, &pupils, year).await?;
    let seen: Vec<_> = pupils.iter().map(|(pupil, _)| (None, pupil.id)).collect();
    app.viewed_all(&person, Subject::HandoverNote, &seen).await?;
    let mut typed = Typed::default();
    for (pupil, note) in &notes {
        typed.set(&field(*pupil), note.words.as_str());
    }
    let classes = classes(&app, &person).await?;
    let shown = HandoverPage {
        person: &person,
        classes: &classes,
        class: &asked.class,
        pupils: &pupils,
        year,
        saved: asked.saved.is_some(),
    };
    app.answer(&person, page(&shown, &typed, &FormErrors::default())).await
}

/// The field of a pupil's note.
fn field(pupil: PupilId) -> String {
    format!("note-{pupil}")
}

/// The most letters of one note: a class's notes stand on one sheet.
const MOST_LETTERS: usize = 600;

async fn save(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let class = typed.get("class").to_owned();
    let pupils = pupils(&app, &person, &class).await?;
    let year = year_to_hand_over(app.clock.now().today());
    let before = notes(&app, &pupils, year).await?;
    let writes = |pupil: &Listed| person.viewer.may(pupil.relation, Thing::Targets, Verb::Change);
    let mut changed = Vec::new();
    for (pupil, _) in pupils.iter().filter(|(pupil, _)| writes(pupil)) {
        let (name, was) = (field(pupil.id), before.get(&pupil.id).map_or("", |note| note.words.as_str()));
        // A pupil who came into the class meanwhile is not in the form, and their note stays as it is.
        if !typed.0.iter().any(|(sent, _)| *sent == name) || typed.get(&name) == was {
            continue;
        }
        if typed.get(&name).chars().count() > MOST_LETTERS {
            errors.add(name, format!("{}: at most {MOST_LETTERS} letters", pupil.name.short()));
        } else {
            changed.push((pupil.id, typed.get(&name)));
        }
    }
    if !errors.is_empty() {
        let classes = classes(&app, &person).await?;
        let shown =
            HandoverPage { person: &person, classes: &classes, class: &class, pupils: &pupils, year, saved: false };
        return app.answer(&person, page(&shown, &typed, &errors)).await;
    }
    if !pupils.iter().any(|(pupil, _)| writes(pupil)) {
        return Err(Error::Forbidden);
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for (pupil, words) in &changed {
        handover_notes::write(&mut tx, *pupil, year, words).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/handover?class={}&saved=yes", encoded(&class))).into_response())
}

/// What the page shows.
struct HandoverPage<'a> {
    person: &'a Person,
    classes: &'a [String],
    class: &'a str,
    pupils: &'a Pupils,
    year: AcademicYear,
    saved: bool,
}

const TITLE: &str = "Who has what in September";

fn page(shown: &HandoverPage<'_>, typed: &Typed, errors: &FormErrors) -> Page {
    let body = html! {
        @if shown.saved { div.banner.banner-good role="status" { p { strong { "Saved." } } } }
        (error_summary(errors))
        h1 { (TITLE) @if !shown.class.is_empty() { ": " (shown.class) } }
        p.lead {
            "What goes on, and what the next class should know from the first day. "
            "From September it stands with the pupil’s targets, to the end of the autumn term."
        }
        @if !shown.classes.is_empty() {
            nav.jump.no-print aria-label="Classes" {
                ul {
                    @for class in shown.classes {
                        @let is_it = (class == shown.class).then_some("page");
                        li { a href=(format!("/handover?class={}", encoded(class))) aria-current=[is_it] { (class) } }
                    }
                }
            }
        }
        @if shown.pupils.is_empty() {
            @let chooses = shown.class.is_empty() && !shown.classes.is_empty();
            p.empty { @if chooses { "Choose a class." } @else { "No pupil here has an open plan." } }
        }
        @else {
            (print("on A4"))
            (post_form("/handover").of(html! {
                input type="hidden" name="class" value=(shown.class);
                @for (pupil, plans) in shown.pupils { (one(shown, (pupil, plans), typed, errors)) }
                p.actions.no-print { (button("Save")) }
            }))
            p.muted { "Handed over from " (shown.year) "." }
        }
    };
    Page::new(TITLE, body).wrong(errors)
}

fn one(shown: &HandoverPage<'_>, (pupil, plans): (&Listed, &[OpenPlan]), typed: &Typed, errors: &FormErrors) -> Markup {
    let writes = shown.person.viewer.may(pupil.relation, Thing::Targets, Verb::Change);
    let name = field(pupil.id);
    let label = format!("What {}’s next class should know", pupil.name.forename);
    let note = Field { name: &name, label: &label, hint: "", value: typed.get(&name), errors };
    html! {
        article.plan-card {
            h2 { (pupil.name.short()) span.muted { " " (pupil.class) } }
            @for plan in plans {
                p { strong { (plan.kind.words()) } ", led by " (plan.lead.formal()) ", next review " (ShortDay(plan.review_on)) }
                ul {
                    @for target in &plan.targets { li { (target.wording) } }
                    @for given in &plan.given { li { (given.provision) ": " (given.pattern.words()) } }
                }
            }
            @if plans.is_empty() { p.empty { "No plan yet." } }
            @if writes { (textarea(&note, 2)) } @else if !typed.get(&name).is_empty() { p { "“" (typed.get(&name)) "”" } }
        }
    }
}
