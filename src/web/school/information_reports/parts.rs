//! One part in words, with what the Code of Practice asks of it beside the field; where two people wrote at once, both texts.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::load;
use crate::{
    domain::{
        access::{Thing, Verb},
        information_report::{Report, Section},
    },
    store::information_reports,
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, textarea},
            merge::{self, Settled, opened},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

/// The longest text of one part, in characters.
const LONGEST: usize = 8000;

fn known(code: &str) -> Result<Section> {
    Section::from_code(code).ok_or(Error::NotFound)
}

fn called(name: &str) -> Option<(String, bool)> {
    (name == "words").then(|| ("In your own words".to_owned(), true))
}

/// What a part says, as its form holds it.
fn held(report: &Report, section: Section) -> Typed {
    Typed(vec![("words".to_owned(), report.part(section).to_owned())])
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(code): Path<String>) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let section = known(&code)?;
    let now = held(&load(&app, &person).await?, section);
    app.answer(&person, page(section, &now, &now, &FormErrors::default())).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(code): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let (section, mut typed, school) = (known(&code)?, Typed(fields), person.viewer.school);
    let mut tx = app.store.begin(person.actor(), school, app.clock.now()).await?;
    let today = tx.now.today();
    let now = held(&information_reports::now(tx.conn(), school, today).await?, section);
    if let Settled::Ask(differences, errors) = merge::settle(&mut typed, &now, called) {
        drop(tx);
        let to = format!("/information-report/parts/{}", section.as_code());
        let there = (to.as_str(), "/information-report");
        let page = merge::page((&typed, &now), &differences, &errors, there, |_, value| value.to_owned());
        return app.answer(&person, page).await;
    }
    let (words, mut errors) = (typed.get("words").replace("\r\n", "\n"), FormErrors::default());
    let many = words.chars().count();
    if many > LONGEST {
        drop(tx);
        errors.add("words", format!("This has {many} characters: at most {LONGEST} are kept"));
        return app.answer(&person, page(section, &typed, &now, &errors)).await;
    }
    if words != now.get("words") {
        information_reports::write(&mut tx, section, &words).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to("/information-report").into_response())
}

fn page(section: Section, typed: &Typed, now: &Typed, errors: &FormErrors) -> Page {
    let hint = "Parents read it on a page that anybody may open: plain words, short sentences, no pupil’s name.";
    let field = Field { name: "words", label: "In your own words", hint, value: typed.get("words"), errors };
    let body = html! {
        p.no-print { a href="/information-report" { "Back to all parts" } }
        (error_summary(errors))
        h1 { (section.words()) }
        p.lead { (section.help()) }
        p.muted { "Asked for by the SEND Code of Practice, " (section.paragraph()) "." }
        (post_form(format!("/information-report/parts/{}", section.as_code())).class("panel").of(html! {
            (opened(typed, merge::OPENED, || now.clone()))
            (textarea(&field, 12))
            (button("Save this part"))
        }))
    };
    Page::new(section.words(), body).wrong(errors)
}
