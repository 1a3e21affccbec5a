//! The class sheets and the sheets for reviews of a class, or of everybody with an open plan, in one file: made while whoever asked goes on with
//! something else. The page says how far it is each time somebody looks; the file is theirs alone, for a day. What fails there leaves everything
//! as it was.

mod desk;
mod page;
mod printable;

pub use desk::PrintDesk;

use axum::{
    Form, Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use self::printable::{PrintStep, Printable};
use crate::{
    documents::Document,
    domain::print_job::{AT_A_TIME, PrintContent, PrintStage},
    store::schools,
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            download::made_pdf,
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        plan::packs,
        school::my_pupils,
    },
};

/// More sheets than this are asked for class by class.
const MOST: usize = 500;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/packs/many", get(show).post(start)).route("/packs/many.pdf", get(file))
}

fn must(person: &Person) -> Result<()> {
    if packs::may_print(person) { Ok(()) } else { Err(Error::Forbidden) }
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    answer(&app, &person, &Typed::default(), &FormErrors::default()).await
}

async fn answer(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let printable = Printable::load(app, person).await?;
    let job = app.prints.get(person.viewer.staff, app.clock.now());
    let body = page::page(&printable, job.as_ref(), typed, errors);
    app.answer(person, Page::new(page::TITLE, body).wrong(errors)).await
}

async fn start(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    must(&person)?;
    let typed = Typed(fields);
    let (about, steps) = match wanted(&Printable::load(&app, &person).await?, &typed) {
        Ok(wanted) => wanted,
        Err(errors) => return answer(&app, &person, &typed, &errors).await,
    };
    let of = steps.iter().map(PrintStep::sheets).sum();
    if app.prints.begin(person.viewer.staff, about, of, app.clock.now()) {
        // A task of its own within another: whatever becomes of the one, the other says so.
        let staff = person.viewer.staff;
        tokio::spawn(async move {
            let work = tokio::spawn(make(app.clone(), person, steps, of));
            let (stage, file) = match work.await {
                Ok(Ok(done)) => done,
                Ok(Err(why)) => failed(&why),
                Err(why) => failed(&why),
            };
            app.prints.is_at(staff, stage, file, app.clock.now());
        });
    }
    Ok(Redirect::to("/packs/many").into_response())
}

/// What is asked for: what it is called, and what goes into the file.
fn wanted(printable: &Printable, typed: &Typed) -> std::result::Result<(String, Vec<PrintStep>), FormErrors> {
    let mut errors = FormErrors::default();
    let content = PrintContent::from_code(typed.get("content"));
    if content.is_none() {
        errors.add("content", "Choose what goes into the file");
    }
    let found = printable.wanted(typed.get("class"), content.unwrap_or(PrintContent::Both));
    let sheets = found.as_ref().map_or(0, |(_, steps)| steps.iter().map(PrintStep::sheets).sum());
    if found.is_none() {
        errors.add("class", "Choose a class, or every open plan");
    } else if sheets > MOST {
        errors.add("class", format!("These are {sheets} sheets: {MOST} is the most at once. Choose a class"));
    }
    match found.zip(content) {
        Some(((whose, steps), content)) if errors.is_empty() => Ok((page::about(&whose, content), steps)),
        _ => Err(errors),
    }
}

fn failed(why: &dyn std::fmt::Debug) -> (PrintStage, Option<Vec<u8>>) {
    tracing::error!("a file of many sheets was not made: {why:?}");
    (PrintStage::Failed, None)
}

/// Gathers the sheets, a few at a time, and has them put into one file.
async fn make(app: App, person: Person, steps: Vec<PrintStep>, of: usize) -> Result<(PrintStage, Option<Vec<u8>>)> {
    let (now, staff) = (app.clock.now(), person.viewer.staff);
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    let (mut all, mut done): (Vec<Document>, usize) = (Vec::new(), 0);
    for step in &steps {
        match step {
            PrintStep::ClassSheet(class) => {
                all.extend(my_pupils::class_sheet(&app, &person, &school, Some(class)).await?);
                done += 1;
            }
            PrintStep::ReviewSheets(plans) => {
                for some in plans.chunks(AT_A_TIME) {
                    all.extend(packs::documents(&app, &person, &school, some).await?);
                    done += some.len();
                    app.prints.is_at(staff, PrintStage::Gathering { done, of }, None, now);
                }
            }
        }
        app.prints.is_at(staff, PrintStage::Gathering { done, of }, None, now);
    }
    if all.is_empty() {
        return Ok((PrintStage::Nothing, None));
    }
    app.prints.is_at(staff, PrintStage::Typesetting(all.len()), None, now);
    let file = app.typesetter.pdf_of_many(&all).await.map_err(anyhow::Error::from)?;
    Ok((PrintStage::Ready(all.len()), Some(file)))
}

async fn file(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    let job = app.prints.get(person.viewer.staff, app.clock.now()).ok_or(Error::NotFound)?;
    let file = job.file.ok_or(Error::NotFound)?;
    Ok(made_pdf("sheets", file.to_vec()))
}
