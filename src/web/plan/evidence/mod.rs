//! Evidence for an authority, drawn from the record: an index of what its form asks with what answers it, then the cycles in order, with voices,
//! targets, what was planned and given, what it costs, advice with its age, and what was changed after each review. On the page and as PDF.

mod forms;
mod gather;
mod parts;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};
use maud::html;
use serde::Deserialize;

use crate::{
    documents::{Document, Layout, MAKES_PDF, Part},
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        evidence::{EvidenceForm, general, parse},
        ids::PupilId,
    },
    store::{evidence, pupils::head::Head, schools},
    web::{
        App,
        form::{
            asked::readable,
            fields::{Field, FormErrors, error_summary, select},
        },
        frame::{
            download::pdf,
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
        ui::{paper::paper, print::print},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/evidence", get(show))
        .route("/pupils/{id}/evidence.pdf", get(as_pdf))
        .route("/evidence-forms", get(forms::show).post(forms::bring_in))
        .route("/evidence-forms/{form}/withdrawal", post(forms::withdraw))
}

/// What is asked: by which form, and how many cycles.
#[derive(Deserialize, Default)]
#[serde(default)]
struct EvidenceQuery {
    form: String,
    cycles: String,
}

/// How many cycles authorities commonly ask for: two to four.
const CYCLES: [(&str, &str); 3] = [("2", "Two"), ("3", "Three"), ("4", "Four")];
const USUAL: usize = 3;

impl EvidenceQuery {
    fn cycles(&self) -> usize {
        self.known().unwrap_or(USUAL)
    }

    fn known(&self) -> Option<usize> {
        self.cycles.parse().ok().filter(|n| (2..=4).contains(n))
    }

    /// What of the address says nothing.
    fn unread(&self) -> FormErrors {
        let mut errors = FormErrors::default();
        readable(&mut errors, "cycles", &self.cycles, "two, three or four", self.known().is_some());
        errors
    }
}

/// The forms to choose from: ours, and those that the school has brought in. One that can no longer be read is left out.
async fn choices(app: &App, person: &Person) -> Result<Vec<(String, EvidenceForm)>> {
    let held = evidence::of_school(&mut *app.store.read().await?, person.viewer.school).await?;
    let own = held.into_iter().filter_map(|one| Some((one.id.to_string(), parse(&one.body).ok()?)));
    Ok(std::iter::once((String::new(), general())).chain(own).collect())
}

/// The pupil, for whoever runs the record of the whole school: evidence is drawn from all of it.
async fn open(app: &App, person: &Person, id: i64) -> Result<Head> {
    let head = head::open(app, person, id, Thing::SenRecord).await?;
    if may_draw(person) { Ok(head) } else { Err(Error::Forbidden) }
}

/// Whether this person runs the record of the whole school.
pub(in crate::web) fn may_draw(person: &Person) -> bool {
    let reads = |thing| person.viewer.may(Relation::None, thing, Verb::See);
    reads(Thing::SenRecord) && reads(Thing::Review)
}

/// The whole record of a pupil as parts of another document: the same as authorities are given, without the index of a form.
pub(in crate::web) async fn whole_record(app: &App, person: &Person, pupil: PupilId) -> Result<Vec<Part>> {
    let head = open(app, person, pupil.0).await?;
    let record = gather::gather(app, person, &head, USUAL).await?;
    app.viewed(person, Subject::Evidence, head.id).await?;
    Ok(parts::whole(&record, app.clock.now().today()))
}

async fn draw(
    app: &App,
    person: &Person,
    head: &Head,
    asked: &EvidenceQuery,
) -> Result<(Document, Vec<(String, EvidenceForm)>)> {
    let forms = choices(app, person).await?;
    let chosen = forms.iter().find(|(id, _)| *id == asked.form).ok_or(Error::NotFound)?;
    let record = gather::gather(app, person, head, asked.cycles()).await?;
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    let document = Document {
        title: "Evidence for the authority".to_owned(),
        school,
        about: format!("{}, {}", head.name.full(), chosen.1.name),
        on: app.clock.now().today(),
        layout: Layout::Upright,
        parts: parts::parts(&record, &chosen.1, app.clock.now().today()),
    };
    Ok((document, forms))
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(asked): Query<EvidenceQuery>,
) -> Result<Response> {
    let head = open(&app, &person, id).await?;
    let (document, forms) = draw(&app, &person, &head, &asked).await?;
    app.viewed(&person, Subject::Evidence, head.id).await?;
    let errors = asked.unread();
    let own = format!("/pupils/{}", head.id);
    let names: Vec<(&str, &str)> = forms.iter().map(|(id, form)| (id.as_str(), form.name.as_str())).collect();
    let shown = asked.cycles().to_string();
    let field = |name, label, value| Field { name, label, hint: "", value, errors: &errors };
    let body = html! {
        p.no-print { a href=(own) { "Back to " (head.name.forename) } }
        (error_summary(&errors))
        h1 { (document.title) }
        p.lead { (document.about) }
        form.filters.no-print method="get" action=(format!("{own}/evidence")) {
            (select(&field("form", "Whose form", &asked.form), &names))
            (select(&field("cycles", "Cycles", &shown), &CYCLES))
            button.second type="submit" { "Show" }
            a.clear href="/evidence-forms" { "Forms of authorities" }
        }
        p.actions.no-print {
            @if MAKES_PDF { a.second href=(format!("{own}/evidence.pdf?form={}&cycles={shown}", asked.form)) download { "Download as PDF" } }
        }
        (print(""))
        (paper(&document.parts))
    };
    app.answer(&person, Page::new(format!("Evidence · {}", head.name.short()), body).wrong(&errors)).await
}

async fn as_pdf(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(asked): Query<EvidenceQuery>,
) -> Result<Response> {
    let head = open(&app, &person, id).await?;
    if let Some((_, why)) = asked.unread().into_iter().next() {
        return Err(Error::BadRequest(why.clone()));
    }
    let (document, _) = draw(&app, &person, &head, &asked).await?;
    app.viewed(&person, Subject::Evidence, head.id).await?;
    // The name of the file says nothing of the child.
    pdf(&app, &format!("evidence-{}", head.id), &[document]).await
}
