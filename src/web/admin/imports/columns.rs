//! What the columns of one file are: pre-filled with what its headings are known as, or with what was chosen for them before.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::must;
use crate::{
    domain::count::counted,
    exchange::{Column, File, Kind, Look, Mapping},
    intake,
    store::imports,
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, text_input},
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

const TITLE: &str = "What the columns are";

#[derive(Deserialize)]
pub(super) struct ColumnsQuery {
    #[serde(default)]
    kind: String,
}

/// One of the files that wait.
struct WaitingFile {
    at: usize,
    file: File,
    look: Look,
}

fn load(app: &App, person: &Person, at: usize) -> Result<WaitingFile> {
    let files = app.desk.get(person.viewer.staff, app.clock.now()).ok_or(Error::NotFound)?;
    let file = files.get(at).ok_or(Error::NotFound)?.clone();
    let look = Look::at(&file.bytes).map_err(Error::BadRequest)?;
    Ok(WaitingFile { at, file, look })
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Path(at): Path<usize>,
    Query(asked): Query<ColumnsQuery>,
) -> Result<Response> {
    must(&person)?;
    let waiting = load(&app, &person, at)?;
    let chosen = waiting.file.mapping.clone().or_else(|| waiting.look.known.clone());
    let kind = Kind::from_code(&asked.kind).or_else(|| chosen.as_ref().map(|m| m.kind));
    let Some(kind) = kind else {
        return app.answer(&person, Page::new(TITLE, which_kind(&waiting))).await;
    };
    let columns: Vec<Option<Column>> = match chosen.filter(|m| m.kind == kind) {
        Some(mapping) => mapping.columns.into_iter().map(|(_, column)| column).collect(),
        None => waiting.look.guess(kind),
    };
    let mut typed = Typed::default();
    for (place, column) in columns.iter().enumerate() {
        typed.set(&field_of(place), column.map_or("", Column::as_code));
    }
    let saved = imports::mappings(&mut *app.store.read().await?, person.viewer.school).await?;
    let named = saved.iter().find(|s| s.headings == waiting.look.key()).map_or("", |s| s.name.as_str());
    typed.set("name", named);
    app.answer(&person, Page::new(TITLE, page(&waiting, kind, &typed, &FormErrors::default()))).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(at): Path<usize>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let (waiting, typed) = (load(&app, &person, at)?, Typed(fields));
    let kind = Kind::from_code(typed.get("kind")).ok_or(Error::NotFound)?;
    let mut errors = FormErrors::default();
    let mapping = read(&waiting, kind, &typed, &mut errors);
    if !errors.is_empty() {
        let body = page(&waiting, kind, &typed, &errors);
        return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
    }
    if !typed.get("name").is_empty() {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        imports::save_mapping(&mut tx, &intake::to_save(typed.get("name"), &mapping)?).await?;
        tx.commit().await?;
    }
    app.desk.choose(person.viewer.staff, at, mapping);
    let unknown = super::first_unknown(&app, &person);
    Ok(Redirect::to(&unknown.unwrap_or_else(|| "/import/differences".to_owned())).into_response())
}

fn field_of(place: usize) -> String {
    format!("column-{place}")
}

/// The columns as chosen. Each thing may stand in one column only.
fn read(waiting: &WaitingFile, kind: Kind, typed: &Typed, errors: &mut FormErrors) -> Mapping {
    let mut columns: Vec<Option<Column>> = Vec::new();
    for place in 0..waiting.look.titles.len() {
        let column = Column::from_code(typed.get(&field_of(place))).filter(|c| Column::of_kind(kind).contains(c));
        if let Some(twice) = column.filter(|c| columns.contains(&Some(*c))) {
            errors.add(field_of(place), format!("“{}” is chosen for another column already", twice.words()));
        }
        columns.push(column);
    }
    let mapping = Mapping::new(kind, &waiting.look.titles, &columns);
    if let Some(missing) = mapping.missing() {
        errors.add(field_of(0), format!("Choose {missing}"));
    }
    if typed.get("name").chars().count() > 60 {
        errors.add("name", "Choose a name of at most 60 letters");
    }
    mapping
}

fn rows(many: usize) -> String {
    counted(many, "row", "rows")
}

fn which_kind(waiting: &WaitingFile) -> Markup {
    html! {
        p.no-print { a href="/import/differences" { "Back to the differences" } }
        h1 { "What is in this file?" }
        p.lead { (waiting.file.name) ": " (rows(waiting.look.rows)) ", with headings that Thrice does not know." }
        ul.plain { @for kind in Kind::ALL { li { a.second href=(format!("/import/columns/{}?kind={}", waiting.at, kind.as_code())) { (kind.words()) } } } }
    }
}

fn page(waiting: &WaitingFile, kind: Kind, typed: &Typed, errors: &FormErrors) -> Markup {
    let look = &waiting.look;
    let here = format!("/import/columns/{}", waiting.at);
    let options: Vec<(&str, &str)> = std::iter::once(("", "Pass over"))
        .chain(Column::of_kind(kind).into_iter().map(|c| (c.as_code(), c.words())))
        .collect();
    let name = Field {
        name: "name",
        label: "Remember this as (may be left empty)",
        hint: "It is used by itself when a file with the same headings comes again.",
        value: typed.get("name"),
        errors,
    };
    html! {
        p.no-print { a href="/import/differences" { "Back to the differences" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (waiting.file.name) ": " (rows(look.rows)) ", read as " (kind.words().to_lowercase()) "." }
        @if !look.doubled.is_empty() {
            p.panel { "“" (look.doubled.join("” and “")) "” stands twice, over different values: say what each of the columns is." }
        }
        p.no-print {
            "It is something else: "
            @for other in Kind::ALL.iter().filter(|k| **k != kind) {
                a href=(format!("{here}?kind={}", other.as_code())) { (other.words()) } " "
            }
        }
        (post_form(here).of(html! {
            input type="hidden" name="kind" value=(kind.as_code());
            div.panel {
                @for (place, title) in look.titles.iter().enumerate() {
                    (column(place, title, look.examples.get(place).map_or("", String::as_str), typed, errors, &options))
                }
            }
            (text_input(&name, "text", "off"))
            (button("Look what would change"))
        }))
    }
}

fn column(
    place: usize,
    title: &str,
    example: &str,
    typed: &Typed,
    errors: &FormErrors,
    options: &[(&str, &str)],
) -> Markup {
    let name = field_of(place);
    let label = if title.is_empty() { format!("Column {} (no heading)", place + 1) } else { title.to_owned() };
    let hint = if example.is_empty() { "Nothing stands in it.".to_owned() } else { format!("For example: {example}") };
    crate::web::form::fields::select(
        &Field { name: &name, label: &label, hint: &hint, value: typed.get(&name), errors },
        options,
    )
}
