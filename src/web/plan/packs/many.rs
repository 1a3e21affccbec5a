//! The sheets of a class, or of everybody with an open plan, in one file: made while whoever asked goes on with something else. The page says how
//! far it is each time somebody looks; the file is theirs alone, for a day. What fails there leaves everything as it was.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{desk::PrintJob, paper};
use crate::{
    documents::{Document, MAKES_PDF},
    domain::{
        access::{Relation, Thing, Verb, Viewer},
        audit::Subject,
        ids::{ClassId, PlanId},
        print_job::{AT_A_TIME, PrintStage},
        time::ClockTime,
    },
    store::{
        packs,
        register::{Child, Register},
        schools,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, select},
            typed::Typed,
        },
        frame::{
            download::made_pdf,
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "Print many sheets";
/// More sheets than this are asked for class by class.
const MOST: usize = 500;

fn must(person: &Person) -> Result<()> {
    if person.viewer.may(Relation::Teaches, Thing::Review, Verb::See) { Ok(()) } else { Err(Error::Forbidden) }
}

/// The open plans whose sheets somebody may print; of them each class of today, by name, and all. Of others it is not told that there are any.
struct Printable {
    classes: Vec<(ClassId, String, Vec<PlanId>)>,
    all: Vec<PlanId>,
}

impl Printable {
    async fn load(app: &App, person: &Person) -> Result<Self> {
        let today = app.clock.now().today();
        let register = app.register(&mut *app.store.read().await?, person, today).await?;
        Ok(Self::of(&register, &person.viewer, today))
    }

    fn of(register: &Register, viewer: &Viewer, today: NaiveDate) -> Self {
        let mut found = Self { classes: Vec::new(), all: Vec::new() };
        let may = |child: &&Child| viewer.may(register.relation(viewer, child.id, today), Thing::Review, Verb::See);
        for child in register.facts().children.iter().filter(|child| child.is_on_roll(today)).filter(may) {
            let open = child.plans.iter().filter(|plan| plan.closed_on.is_none()).map(|plan| plan.id);
            let plans: Vec<PlanId> = open.collect();
            found.all.extend(&plans);
            let class = child.class_on(today).map(|one| one.class).filter(|_| !plans.is_empty());
            let Some((id, class)) = class.and_then(|id| Some((id, register.facts().classes.get(&id)?))) else {
                continue;
            };
            match found.classes.iter_mut().find(|(known, ..)| *known == id) {
                Some((_, _, of)) => of.extend(plans),
                None => found.classes.push((id, class.name.clone(), plans)),
            }
        }
        found.classes.sort_by(|a, b| a.1.cmp(&b.1));
        found
    }

    /// What is asked for: its name, and the plans.
    fn wanted(&self, class: &str) -> Option<(String, Vec<PlanId>)> {
        if class == "all" {
            return Some(("Every open plan".to_owned(), self.all.clone()));
        }
        let one = self.classes.iter().find(|(id, ..)| id.to_string() == class)?;
        Some((format!("Class {}", one.1), one.2.clone()))
    }
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    answer(&app, &person, &Typed::default(), &FormErrors::default()).await
}

async fn answer(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let printable = Printable::load(app, person).await?;
    let job = app.prints.get(person.viewer.staff, app.clock.now());
    app.answer(person, Page::new(TITLE, page(&printable, job.as_ref(), typed, errors)).wrong(errors)).await
}

fn page(printable: &Printable, job: Option<&PrintJob>, typed: &Typed, errors: &FormErrors) -> Markup {
    let ids: Vec<String> = printable.classes.iter().map(|(id, ..)| id.to_string()).collect();
    let named = ids.iter().zip(&printable.classes).map(|(id, one)| (id.as_str(), one.1.as_str()));
    let offered: Vec<(&str, &str)> = [("", "Choose"), ("all", "Every open plan")].into_iter().chain(named).collect();
    let hint = "Of pupils whose reviews you see. Each plan begins on a page of its own.";
    let field = Field { name: "class", label: "Whose sheets", hint, value: typed.get("class"), errors };
    html! {
        p.no-print { a href="/packs" { "Back to the print pack" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Sheets for reviews in one file, made while you go on with something else." }
        @if let Some(job) = job { (so_far(job)) }
        @if !job.is_some_and(|job| job.stage.goes_on()) {
            @if MAKES_PDF {
                (post_form("/packs/many").class("panel").of(html! { (select(&field, &offered)) (button("Make the file")) }))
            } @else {
                p { "This Thrice was built without PDF: print the page of the pack with your browser instead." }
            }
        }
        p.muted { "The file is yours alone. It is kept in memory for a day, or until you ask for another." }
    }
}

fn so_far(job: &PrintJob) -> Markup {
    html! {
        section.panel aria-labelledby="so-far" {
            h2 #so-far { (job.about) ", asked for at " (ClockTime(job.since.local().time())) }
            p role="status" { strong { (job.stage.words()) } }
            p.actions {
                @if job.stage.goes_on() { a.second href="/packs/many" { "Look again" } }
                @if job.file.is_some() { a.primary href="/packs/many.pdf" download { "Fetch the file" } }
            }
        }
    }
}

pub(super) async fn start(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let wanted = Printable::load(&app, &person).await?.wanted(typed.get("class"));
    let Some((about, plans)) = wanted else {
        errors.add("class", "Choose a class, or every open plan");
        return answer(&app, &person, &typed, &errors).await;
    };
    if plans.len() > MOST {
        errors.add("class", format!("These are {} sheets: {MOST} is the most at once. Choose a class", plans.len()));
        return answer(&app, &person, &typed, &errors).await;
    }
    let begun = app.prints.begin(person.viewer.staff, about, plans.len(), app.clock.now());
    if begun {
        // A task of its own within another: whatever becomes of the one, the other says so.
        let staff = person.viewer.staff;
        tokio::spawn(async move {
            let work = tokio::spawn(make(app.clone(), person, plans));
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

fn failed(why: &dyn std::fmt::Debug) -> (PrintStage, Option<Vec<u8>>) {
    tracing::error!("a file of many sheets was not made: {why:?}");
    (PrintStage::Failed, None)
}

/// Gathers the sheets, a few at a time, and has them put into one file. Who is on one has been looked at.
async fn make(app: App, person: Person, plans: Vec<PlanId>) -> Result<(PrintStage, Option<Vec<u8>>)> {
    let (now, staff, by) = (app.clock.now(), person.viewer.staff, person.name.formal());
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    let (mut all, mut done): (Vec<Document>, usize) = (Vec::new(), 0);
    for some in plans.chunks(AT_A_TIME) {
        let sheets = packs::sheets(&mut *app.store.read().await?, &person.viewer, Some(some), now.today()).await?;
        let seen: Vec<_> = sheets.iter().map(|one| (Some(one.plan.0), one.pupil)).collect();
        app.viewed_all(&person, Subject::PrintPack, &seen).await?;
        all.extend(sheets.iter().map(|one| paper::document(one, &school, &by, now)));
        done += some.len();
        app.prints.is_at(staff, PrintStage::Gathering { done, of: plans.len() }, None, now);
    }
    if all.is_empty() {
        return Ok((PrintStage::Nothing, None));
    }
    app.prints.is_at(staff, PrintStage::Typesetting(all.len()), None, now);
    let file = app.typesetter.pdf_of_many(&all).await.map_err(anyhow::Error::from)?;
    Ok((PrintStage::Ready(all.len()), Some(file)))
}

pub(super) async fn file(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    let job = app.prints.get(person.viewer.staff, app.clock.now()).ok_or(Error::NotFound)?;
    let file = job.file.ok_or(Error::NotFound)?;
    Ok(made_pdf("sheets", file.to_vec()))
}
