//! The switch of each page that anybody may open, and where the school publishes it instead. What stands on such a page is its own resource;
//! this room gives it the frame, and says on the first page what is to be done about it.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        ids::SchoolId,
        open_page::{NameFound, OpenPage, Wanted},
        time::LongDay,
    },
    store::{
        open_pages::{self, HeldPage},
        schools::{self, SchoolCard},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, radios, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            layout,
            page::Page,
            session::Person,
        },
        ui::{
            button::button,
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/open-pages/{page}", get(show).post(switch))
        .route("/open-pages/{page}/elsewhere", post(put_elsewhere))
}

/// The most letters of the place where a page is published instead.
const MOST_LETTERS: usize = 200;

/// Where staff write what a page shows.
fn home(page: OpenPage) -> &'static str {
    match page {
        OpenPage::InclusionStrategy => "/inclusion-strategy",
        OpenPage::InformationReport => "/information-report",
    }
}

/// Where anybody reads it.
fn address(page: OpenPage, school: SchoolId) -> String {
    format!("/open/{school}{}", home(page))
}

/// The page of this code.
fn known(code: &str) -> Result<OpenPage> {
    OpenPage::from_code(code).ok_or(Error::NotFound)
}

async fn show(State(app): State<App>, person: Person, Path(code): Path<String>) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::See)?;
    answer(&app, &person, known(&code)?, None, &FormErrors::default()).await
}

async fn answer(
    app: &App,
    person: &Person,
    page: OpenPage,
    typed: Option<&Typed>,
    errors: &FormErrors,
) -> Result<Response> {
    let school = person.viewer.school;
    let mut conn = app.store.read().await?;
    let held = open_pages::find(&mut conn, school, page).await?;
    let is_published = open_pages::is_published(&mut conn, school, page).await?;
    drop(conn);
    let there = address(page, school);
    let body = html! {
        p.no-print { a href=(home(page)) { "Back: " (page.words()) } }
        (error_summary(errors))
        h1 { (page.words()) ", open to everybody" }
        p.lead { "An open page needs no signing in. It shows what was published last, and no child." }
        @if held.is_open && is_published {
            p { (tag(Tone::Good, "Open")) " Its address, for your own site: " a href=(there) { (app.post.public_url) (there) } }
        } @else {
            p { (tag(Tone::Quiet, "Shut")) " Nobody finds a page there." }
        }
        @if person.may(Thing::OpenPages, Verb::Change) { (forms(page, &held, typed, errors)) }
    };
    app.answer(person, Page::new(format!("{}, open to everybody", page.words()), body).wrong(errors)).await
}

fn forms(page: OpenPage, held: &HeldPage, typed: Option<&Typed>, errors: &FormErrors) -> Markup {
    let now = if held.is_open { "yes" } else { "no" };
    let switched = Field { name: "open", label: "Who may open it?", hint: "", value: now, errors };
    let place = Field {
        name: "place",
        label: "Where it is published",
        hint: "An address, or a few words. Empty where you publish it here.",
        value: typed.map_or(held.elsewhere.as_str(), |typed| typed.get("place")),
        errors,
    };
    html! {
        (post_form(format!("/open-pages/{}", page.as_code())).class("panel no-print").of(html! {
            h2 { "The switch" }
            (radios(&switched, &[("yes", "Everybody"), ("no", "Nobody: there is no such page")]))
            (button("Set the switch"))
        }))
        (post_form(format!("/open-pages/{}/elsewhere", page.as_code())).class("panel no-print").of(html! {
            h2 { "Published elsewhere" }
            p { "Where your school publishes it on another site only, say so: then Thrice does not ask you to publish it here." }
            (text_input(&place, "text", "off"))
            (button("Save the place"))
        }))
    }
}

async fn switch(
    State(app): State<App>,
    person: Person,
    Path(code): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let (page, typed, mut errors) = (known(&code)?, Typed(fields), FormErrors::default());
    let is_open = match typed.get("open") {
        "yes" => true,
        "no" => false,
        _ => {
            errors.add("open", "Choose who may open it");
            return answer(&app, &person, page, None, &errors).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if is_open && !open_pages::is_published(tx.conn(), person.viewer.school, page).await? {
        drop(tx);
        errors.add("open", "Nothing is published yet: publish it first, then open the page");
        return answer(&app, &person, page, None, &errors).await;
    }
    if open_pages::find(tx.conn(), person.viewer.school, page).await?.is_open != is_open {
        open_pages::switch(&mut tx, page, is_open).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/open-pages/{}", page.as_code())).into_response())
}

async fn put_elsewhere(
    State(app): State<App>,
    person: Person,
    Path(code): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let (page, typed, mut errors) = (known(&code)?, Typed(fields), FormErrors::default());
    let place = typed.get("place");
    if place.chars().count() > MOST_LETTERS {
        errors.add("place", format!("Say where in at most {MOST_LETTERS} letters"));
        return answer(&app, &person, page, Some(&typed), &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    open_pages::put_elsewhere(&mut tx, page, place).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/open-pages/{}", page.as_code())).into_response())
}

/// How a page stands, in a line for the page where it is written.
pub(in crate::web) async fn state(app: &App, person: &Person, page: OpenPage) -> Result<Markup> {
    let mut conn = app.store.read().await?;
    let held = open_pages::find(&mut conn, person.viewer.school, page).await?;
    let is_published = open_pages::is_published(&mut conn, person.viewer.school, page).await?;
    let there = address(page, person.viewer.school);
    Ok(html! {
        p.no-print {
            "The open page: "
            @if held.is_open && is_published { a href=(there) { "everybody may read what was published last" } "." }
            @else { "shut, so that nobody outside the school reads it." }
            " " a href=(format!("/open-pages/{}", page.as_code())) { "The switch of the open page" }
            @if !held.elsewhere.is_empty() { " Published elsewhere: " (held.elsewhere) "." }
        }
    })
}

/// The school whose page somebody asks for without signing in.
///
/// # Errors
/// [`Error::NotFound`] where there is no such school, or it has not opened the page.
pub(in crate::web) async fn opened(app: &App, school: i64, page: OpenPage) -> Result<SchoolCard> {
    let (school, mut conn) = (SchoolId(school), app.store.read().await?);
    if !open_pages::find(&mut conn, school, page).await?.is_open {
        return Err(Error::NotFound);
    }
    Ok(schools::get(&mut conn, school).await?)
}

/// An open page with this on it.
pub(in crate::web) fn open(app: &App, school: &SchoolCard, title: &str, body: Markup) -> Response {
    layout::open_page(app, &school.name, &Page::new(title, body))
}

/// Whose full names stand in which part: a reason to publish nothing.
pub(in crate::web) fn refused_for(found: &[NameFound], errors: &mut FormErrors) {
    let said = |one: &NameFound| format!("{} names “{}”", one.place, one.name);
    if !found.is_empty() {
        let all: Vec<String> = found.iter().map(said).collect();
        errors.add("publish", format!("No child stands on an open page. Take the name out: {}", all.join("; ")));
    }
}

/// What is to be done about the open pages, on the first page.
pub(in crate::web) fn to_do(wanted: &[&Wanted]) -> Markup {
    html! {
        @if !wanted.is_empty() {
            section aria-labelledby="open-pages" {
                h2 #open-pages { "To publish (" (wanted.len()) ")" }
                ul.rows { @for one in wanted { li.row {
                    span.row-who { (one.what) }
                    span.row-what { "by " (LongDay(one.by)) br; span.muted { (one.source) } }
                    a.second href=(home(one.page)) { "Open" span.hidden { ": " (one.what) } }
                } } }
            }
        }
    }
}
