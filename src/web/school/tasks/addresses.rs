//! All addresses that do not work on one page, each answered where it stands: by another address, or by paper from now on. What waits for an
//! answer goes then by itself.

use std::collections::BTreeMap;

use axum::{
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{ShownTask, load};
use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        ids::{AdultId, PupilId, TaskId},
        people::EmailAddress,
        task::TaskKind,
        time::ShortDay,
    },
    store::{
        adult_needs,
        adults::{self, Reach},
        delivery_log::{self, DeadAddress},
        tasks,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "Addresses that do not work";

/// An address that does not work, and whose it is.
struct DeadLine {
    task: TaskId,
    adult: AdultId,
    pupil: PupilId,
    name: String,
    about: String,
    phone: String,
    dead: Option<DeadAddress>,
}

/// What is to be done about one.
enum Put {
    Email(EmailAddress),
    OnPaper,
}

/// Whether a task can be answered on this page.
pub(super) fn is_address(one: &ShownTask) -> bool {
    one.task.kind == TaskKind::FixAddress
        && one.blocked.is_none()
        && one.task.adult.is_some()
        && one.task.pupil.is_some()
}

async fn lines(app: &App, person: &Person) -> Result<Vec<DeadLine>> {
    person.must(Thing::Tasks, Verb::Change)?;
    person.must(Thing::Contacts, Verb::Change)?;
    let mut open = load(app, person).await?;
    open.retain(is_address);
    let adults: Vec<AdultId> = open.iter().filter_map(|one| one.task.adult).collect();
    let mut dead = delivery_log::dead(&mut *app.store.read().await?, &adults).await?;
    let line = |one: ShownTask| {
        let (adult, pupil) = one.task.adult.zip(one.task.pupil)?;
        let (task, name, about, phone) = (one.task.id, one.task.adult_name, one.task.pupil_name, one.task.phone);
        Some(DeadLine { task, adult, pupil, name, about, phone, dead: dead.remove(&adult) })
    };
    Ok(open.into_iter().filter_map(line).collect())
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let lines = lines(&app, &person).await?;
    app.answer(&person, page(&lines, &Typed::default(), &FormErrors::default())).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let lines = lines(&app, &person).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let mut to_do = BTreeMap::new();
    for (n, line) in lines.iter().enumerate() {
        if let Some(put) = read(&app, line, &typed, &mut errors).await? {
            to_do.insert(n, put);
        }
    }
    if to_do.is_empty() && errors.is_empty() {
        let first = lines.first().map(|line| name("email", line.task)).unwrap_or_default();
        errors.add(first, "Enter a new address, or tick “on paper”, for one of them at least");
    }
    if !errors.is_empty() {
        return app.answer(&person, page(&lines, &typed, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for (n, put) in to_do {
        let line = &lines[n];
        let note = match put {
            Put::Email(email) => {
                let to = Reach { email: Some(email), phone: None, postal: None };
                adults::reach(&mut tx, line.adult, line.pupil, &to).await?;
                format!("New {}", to.words())
            }
            Put::OnPaper => {
                adult_needs::on_paper(&mut tx, line.pupil, line.adult).await?;
                "On paper from now on".to_owned()
            }
        };
        if !tasks::done(&mut tx, line.task, &note).await? {
            return Err(Error::Conflict(
                "Somebody else has answered one of these meanwhile. Open the list again.".to_owned(),
            ));
        }
    }
    tx.commit().await?;
    Ok(Redirect::to("/tasks/addresses").into_response())
}

/// What was typed for one of them; nothing, where nothing was.
async fn read(app: &App, line: &DeadLine, typed: &Typed, errors: &mut FormErrors) -> Result<Option<Put>> {
    let field = name("email", line.task);
    let (email, on_paper) = (typed.get(&field).to_owned(), typed.get(&name("paper", line.task)) == "yes");
    let wrong = match (EmailAddress::parse(&email), on_paper) {
        (_, true) if email.is_empty() => return Ok(Some(Put::OnPaper)),
        (_, false) if email.is_empty() => return Ok(None),
        (_, true) => "Enter an address, or tick “on paper”: not both",
        (Err(_), _) => "The address must look like name@example.org",
        (Ok(address), _) if adults::is_dead(&mut *app.store.read().await?, &address).await? => {
            "A mail server refuses this address. Enter another one"
        }
        (Ok(address), _) => return Ok(Some(Put::Email(address))),
    };
    errors.add(field, wrong);
    Ok(None)
}

fn name(field: &str, task: TaskId) -> String {
    format!("{field}-{task}")
}

fn page(lines: &[DeadLine], typed: &Typed, errors: &FormErrors) -> Page {
    let body = html! {
        p.no-print { a href="/tasks" { "Back to the tasks" } }
        (error_summary(errors))
        h1 { (TITLE) }
        @if lines.is_empty() {
            p.empty { "Every address is answered. What waits for one of them goes with the next look, within a minute or in school hours." }
        } @else {
            p.lead {
                (counted(lines.len(), "person gets", "people get")) " no e-mail. Ask them by phone or with a letter; enter what they say, "
                "and leave the others empty. What is still of use is then sent to the new address, or printed."
            }
            (post_form("/tasks/addresses").of(html! {
                @for line in lines { (one(line, typed, errors)) }
                (button("Save what is entered"))
            }))
        }
    };
    Page::new(TITLE, body).at(Nav::Tasks).wrong(errors)
}

fn one(line: &DeadLine, typed: &Typed, errors: &FormErrors) -> Markup {
    let (email, paper) = (name("email", line.task), name("paper", line.task));
    let (label, on_paper) =
        (format!("New e-mail address of {}", line.name), format!("{}: on paper from now on", line.name));
    html! {
        section.panel aria-labelledby=(name("who", line.task)) {
            h2 id=(name("who", line.task)) { (line.name) }
            p.muted {
                "About " (line.about)
                @if !line.phone.is_empty() { ". Phone: " (line.phone) }
            }
            @if let Some(dead) = &line.dead {
                p { (dead.address) br; span.muted { (dead.reply) ", since " (ShortDay(dead.marked.today())) } }
            }
            (text_input(&Field { name: &email, label: &label, hint: "", value: typed.get(&email), errors }, "email", "off"))
            (checkboxes(
                &Field { name: &paper, label: "Instead of an address", hint: "", value: "", errors },
                &[("yes", on_paper.as_str())],
                &[typed.get(&paper)],
            ))
        }
    }
}
