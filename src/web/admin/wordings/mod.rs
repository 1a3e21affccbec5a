//! The words in which families are written to: every language beside its English, the school's own wording of a line, and who has looked a
//! language over. It shows nothing of any pupil.

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use crate::{
    domain::{
        access::{Thing, Verb},
        language::Language,
        wording::Wording,
    },
    store::wordings,
    texts::{self, Section},
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/languages", get(show))
        .route("/settings/languages/{language}", get(one))
        .route("/settings/languages/{language}/check", post(look_over))
        .route("/settings/languages/{language}/texts/{section}", get(edit).post(save))
}

async fn load(app: &App, person: &Person) -> Result<Wording> {
    person.must(Thing::Settings, Verb::Change)?;
    Ok(wordings::of(&mut *app.store.read().await?, person.viewer.school).await?)
}

fn named(code: &str) -> Result<Language> {
    Language::from_code(code).ok_or(Error::NotFound)
}

/// A part of the texts by its place among them, from 1. The parts are those of the English file.
fn part(section: usize) -> Result<&'static Section> {
    section.checked_sub(1).and_then(|n| texts::sections(Language::English).get(n)).ok_or(Error::NotFound)
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let wording = load(&app, &person).await?;
    app.answer(&person, page::languages(&wording)).await
}

async fn one(State(app): State<App>, person: Person, Path(code): Path<String>) -> Result<Response> {
    let (wording, language) = (load(&app, &person).await?, named(&code)?);
    app.answer(&person, page::language(&wording, language, &Typed::default(), &FormErrors::default())).await
}

/// Keeps who looked a language over; an empty field takes it back.
async fn look_over(
    State(app): State<App>,
    person: Person,
    Path(code): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (wording, language, typed) = (load(&app, &person).await?, named(&code)?, Typed(fields));
    if language.is_english() {
        return Err(Error::NotFound);
    }
    let (speaker, before) = (cut(typed.get("speaker")), wording.looked_over(language));
    let mut errors = FormErrors::default();
    if speaker.is_empty() && before.is_none() {
        errors.add("speaker", "Enter who speaks the language and has read the texts");
    }
    if speaker.chars().count() > page::MOST_NAME {
        errors.add("speaker", format!("Use {} letters at most", page::MOST_NAME));
    }
    if !errors.is_empty() {
        return app.answer(&person, page::language(&wording, language, &typed, &errors).wrong(&errors)).await;
    }
    if before.is_none_or(|before| before.speaker != speaker) {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        wordings::look_over(&mut tx, language, &speaker).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/settings/languages/{code}")).into_response())
}

async fn edit(
    State(app): State<App>,
    person: Person,
    Path((code, section)): Path<(String, usize)>,
) -> Result<Response> {
    let (wording, language, lines) = (load(&app, &person).await?, named(&code)?, part(section)?);
    let typed = stands(&wording, language, lines);
    app.answer(&person, page::edit(language, (section, lines), &typed, &FormErrors::default())).await
}

/// What each line of a part says now: as the school words it, else as it is shipped, else nothing.
fn stands(wording: &Wording, language: Language, section: &Section) -> Typed {
    let mut typed = Typed::default();
    for line in &section.lines {
        let own = wording.of(language).find(|(id, _)| *id == line.id).map(|(_, pattern)| pattern.to_owned());
        typed.set(line.id, own.unwrap_or_else(|| shipped(language, line.id)));
    }
    typed
}

/// What comes with the program; empty where the language lacks the line.
fn shipped(language: Language, id: &str) -> String {
    texts::line(language, id).map_or_else(String::new, |line| line.pattern.to_owned())
}

/// Keeps what was worded anew. A field that is emptied puts the words back that come with the program.
async fn save(
    State(app): State<App>,
    person: Person,
    Path((code, section)): Path<(String, usize)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (wording, language, lines) = (load(&app, &person).await?, named(&code)?, part(section)?);
    let typed = Typed(fields);
    let (mut errors, mut changed) = (FormErrors::default(), Vec::new());
    let before = stands(&wording, language, lines);
    for line in &lines.lines {
        let said = typed.get(line.id).replace("\r\n", "\n");
        if said == before.get(line.id) {
            continue;
        }
        match texts::check(line.id, &said) {
            _ if said.is_empty() || said == shipped(language, line.id) => changed.push((line.id, String::new())),
            Ok(()) => changed.push((line.id, said)),
            Err(wrong) => errors.add(line.id, wrong.to_string()),
        }
    }
    if !errors.is_empty() {
        return app.answer(&person, page::edit(language, (section, lines), &typed, &errors).wrong(&errors)).await;
    }
    if !changed.is_empty() {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        let changed: Vec<_> = changed.iter().map(|(id, said)| (*id, said.as_str())).collect();
        wordings::word(&mut tx, language, &changed).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/settings/languages/{code}")).into_response())
}
