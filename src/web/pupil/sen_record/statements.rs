//! Choosing a need statement while a need or its evidence is written, without script: what was typed travels along and comes back with the
//! statement in it. It is sent as a form and never as an address, since what was typed is about a child.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::{evidence, needs};
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        count::counted,
        need::{Area, Need},
        need_statement::{Key, Says, put_behind},
    },
    store::{need_statements, pupils::head::Head},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, select, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
        ui::post_form::post_form,
    },
};

/// What travels along: the fields of the forms, and the need for which evidence is written, if it is recorded already.
const CARRIED: &[&str] = &["code", "from_on", "evidence", "said_by", "found_on", NEED];
const NEED: &str = "need";
/// What is searched for.
const WORDS: &str = "statement_words";
const AREA: &str = "statement_area";
/// What is pressed: a statement, or the way back without one.
const PUT: &str = "put";
const BACK: &str = "back";

/// What Enter presses in a form that holds the way to the statements: the first button of a form is the one.
pub(super) fn by_enter(words: &str) -> Markup {
    html! { button.hidden type="submit" tabindex="-1" aria-hidden="true" { (words) } }
}

/// The button in a form with evidence that leads here. `need` is the one that is recorded already.
pub(super) fn way_in(head: &Head, need: Option<i64>) -> Markup {
    html! {
        @if let Some(need) = need { input type="hidden" name=(NEED) value=(need); }
        p.no-print {
            button.second type="submit" formaction=(format!("/pupils/{}/needs/statements", head.id)) formnovalidate {
                "Choose from the need statements"
            }
        }
    }
}

pub(super) async fn choose(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let mut typed = Typed(fields);
    let all = need_statements::offered(&mut *app.store.read().await?, person.viewer.school).await?;
    app.viewed(&person, Subject::Need, head.id).await?;
    if typed.get(BACK) == "yes" {
        return app.answer(&person, form(&app, &head, &typed).await?).await;
    }
    if !typed.get(PUT).is_empty() {
        let key = Key::parse(typed.get(PUT));
        let gone = || {
            Error::Conflict("This statement is no longer in the library. Go back and choose another one.".to_owned())
        };
        let (_, says) = all.iter().find(|(one, _)| Some(*one) == key).ok_or_else(gone)?;
        let written = put_behind(typed.get("evidence"), &says.wording);
        typed.set("evidence", written);
        return app.answer(&person, form(&app, &head, &typed).await?.under(&put())).await;
    }
    // Whoever has said which need it is begins in its area.
    if !typed.0.iter().any(|(name, _)| name == AREA) {
        let need = match typed.get(NEED).parse() {
            Ok(held) => Some(needs::one(&app, &head, held).await?.need),
            Err(_) => Need::from_code(typed.get("code")),
        };
        typed.set(AREA, need.and_then(|need| need.areas().first().copied()).map_or("", Area::as_code));
    }
    app.answer(&person, page(&head, &all, &typed)).await
}

fn put() -> Markup {
    html! { div.banner.banner-good role="status" { p { strong { "It stands under “What was found”. " } "Nothing is saved yet." } } }
}

/// The form from which somebody came, with what was typed.
async fn form(app: &App, head: &Head, typed: &Typed) -> Result<Page> {
    let none = FormErrors::default();
    match typed.get(NEED).parse() {
        Ok(need) => Ok(evidence::form(head, &needs::one(app, head, need).await?, typed, &none)),
        Err(_) => Ok(needs::form(head, &needs::open_needs(app, head).await?, typed, &none)),
    }
}

fn page(head: &Head, all: &[(Key, Says)], typed: &Typed) -> Page {
    let area = Area::from_code(typed.get(AREA));
    let fits = |says: &Says| area.is_none_or(|area| says.area == area) && says.has(typed.get(WORDS));
    let found: Vec<_> = all.iter().filter(|(_, says)| fits(says)).collect();
    let errors = FormErrors::default();
    let field = |name, label| Field { name, label, hint: "", value: typed.get(name), errors: &errors };
    let mut areas = vec![("", "All areas of need")];
    areas.extend(Area::ALL.iter().map(|area| (area.as_code(), area.words())));
    let body = html! {
        h1 { "Choose a need statement" }
        p.lead { "For " (head.name.full()) ". What is seen in class, and never a diagnosis; change the words afterwards so that they are true." }
        (post_form(format!("/pupils/{}/needs/statements", head.id)).of(html! {
            @for name in CARRIED { input type="hidden" name=(name) value=(typed.get(name)); }
            div.side {
                (text_input(&field(WORDS, "Words"), "search", "off"))
                (select(&field(AREA, "Area of need"), &areas))
            }
            p.actions {
                button.second type="submit" { "Search" }
                button.second type="submit" name=(BACK) value="yes" { "Back, with nothing added" }
            }
            h2 { (counted(found.len(), "statement", "statements")) }
            @if found.is_empty() { p.empty { "No statement has these words. Try fewer of them, or all areas of need." } }
            @for (key, says) in found {
                div.target {
                    p { (says.wording) " " span.muted { (says.area.words()) } }
                    button.second type="submit" name=(PUT) value=(key) { "Choose this" span.hidden { ": " (says.wording) } }
                }
            }
        }))
    };
    Page::new("Choose a need statement", body)
}
