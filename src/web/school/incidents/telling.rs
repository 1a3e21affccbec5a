//! Recording whom of a pupil's parents was told of an incident, when, how and in which words. Whoever may not be contacted is not offered.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::html;
use sqlx::SqliteConnection;

use super::{one, open_to_record, tells, to};
use crate::{
    domain::{
        audit::Subject,
        ids::AdultId,
        incident::{Told, Way, may_be_told},
        people::Name,
        time::LongDay,
    },
    store::{
        contacts,
        incidents::{self, Incident},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, checkboxes, date_input, radios, textarea},
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
        ui::button::button,
    },
};

/// What stands for the local authority among those who may be told.
const AUTHORITY: &str = "authority";

/// Somebody who may be told.
pub(super) struct Parent {
    pub(super) id: AdultId,
    pub(super) name: Name,
}

/// Those of a pupil's contacts who may be told: nobody who is barred, and nobody who is known to have no parental responsibility.
pub(super) async fn parents(conn: &mut SqliteConnection, head: &Head, today: NaiveDate) -> Result<Vec<Parent>> {
    let all = contacts::contacts_of(conn, head.id, today).await?;
    let may = all.into_iter().filter(|(card, facts)| may_be_told(facts) && card.responsibility != "no");
    Ok(may.map(|(card, _)| Parent { id: card.id, name: card.name }).collect())
}

/// The pupil and the incident, for somebody who tells parents.
pub(super) async fn about(app: &App, person: &Person, (id, incident): (i64, i64)) -> Result<(Head, Incident)> {
    let head = open_to_record(app, person, id).await?;
    let incident = one(app, &head, incident).await?;
    if tells(&head) { Ok((head, incident)) } else { Err(Error::Forbidden) }
}

pub(super) async fn ask(State(app): State<App>, person: Person, Path(ids): Path<(i64, i64)>) -> Result<Response> {
    let (head, incident) = about(&app, &person, ids).await?;
    let today = app.clock.now().today();
    let parents = parents(&mut *app.store.read().await?, &head, today).await?;
    let mut typed = Typed(parents.iter().map(|one| ("who".to_owned(), one.id.to_string())).collect());
    typed.set("told_on", today.to_string());
    app.viewed(&person, Subject::Incident, head.id).await?;
    app.answer(&person, form(&head, &incident, &parents, &typed, &FormErrors::default())).await
}

pub(super) async fn tell(
    State(app): State<App>,
    person: Person,
    Path(ids): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, incident) = about(&app, &person, ids).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let parents = parents(&mut *app.store.read().await?, &head, now.today()).await?;
    let Some(told) = read(&typed, &parents, (incident.newest.account.on, now.today()), &mut errors) else {
        return app.answer(&person, form(&head, &incident, &parents, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    incidents::tell(&mut tx, head.id, incident.id, &told, &cut(typed.get("words"))).await?;
    tx.commit().await?;
    Ok(to(&head, incident.id))
}

/// What was typed; nothing where a field is wrong, which is said beside it. Of those who are sent only those count who may be told.
fn read(
    typed: &Typed,
    parents: &[Parent],
    (on, today): (NaiveDate, NaiveDate),
    errors: &mut FormErrors,
) -> Option<Vec<Told>> {
    let ticked = |code: &str| typed.0.iter().any(|(name, value)| name == "who" && value == code);
    let those = parents.iter().filter(|one| ticked(&one.id.to_string())).map(|one| Some(one.id));
    let who: Vec<Option<AdultId>> = those.chain(ticked(AUTHORITY).then_some(None)).collect();
    if who.is_empty() {
        errors.add("who", "Tick who was told");
    }
    let day = day_gone(typed, "told_on", "the day on which they were told", today, errors);
    if day.is_some_and(|day| day < on) {
        errors.add("told_on", format!("The incident was on {}: enter that day or a later one", LongDay(on)));
    }
    let way = Way::from_code(typed.get("way"));
    if way.is_none() {
        errors.add("way", "Choose how they were told");
    }
    given(typed, "words", "Write down what they were told", errors);
    let (Some(on), Some(way), true) = (day, way, errors.is_empty()) else { return None };
    Some(who.into_iter().map(|adult| Told { adult, on, way }).collect())
}

fn form(head: &Head, incident: &Incident, parents: &[Parent], typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let named: Vec<(String, String)> = parents.iter().map(|one| (one.id.to_string(), one.name.formal())).collect();
    let mut options: Vec<(&str, &str)> = named.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    options.push((
        AUTHORITY,
        "The local authority, because telling any parent would be likely to harm the pupil seriously",
    ));
    let chosen: Vec<&str> = typed.0.iter().filter(|(name, _)| name == "who").map(|(_, code)| code.as_str()).collect();
    let ways: Vec<_> = Way::ALL.iter().map(|way| (way.as_code(), way.words())).collect();
    let end = format!("/incidents/{}", incident.id);
    let fields = html! {
        p { "The incident was on " (LongDay(incident.newest.account.on)) ". Whoever may not be contacted is not in the list." }
        (checkboxes(&field("who", "Who was told", ""), &options, &chosen))
        (date_input(&field("told_on", "When", "")))
        (radios(&field("way", "How", "A talk is good and not enough: the law asks for writing. No e-mail: it is not safe for this."), &ways))
        (textarea(&field("words", "What they were told", "In a few sentences, or: the letter of today."), 3))
        (button("Save"))
    };
    head::form(head, &end, "Record that parents were told", errors, &format!("{end}/tellings"), &fields)
}
