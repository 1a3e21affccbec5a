//! One provision: what the catalogue says of it, and who waits for a place.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::opens;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        catalogue::{Described, Pattern, WaitingOutcome, came_of_it, has_room},
        costing::{Rate, rate_on, role_words},
        ids::ProvisionId,
        time::LongDay,
    },
    store::{
        plans::{self, Placement},
        provisions::{self, HeldProvision, Waiting},
        pupils::page::{Listed, list},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, number_input, second_button, select, text_input, textarea},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, lines::lines, post_form::post_form, summary_list::summary_list, table::table},
    },
};

/// What the page is made from.
struct CatalogueEntry {
    one: HeldProvision,
    /// Who waits; empty for whoever does not see every plan.
    waiting: Vec<Waiting>,
    /// Whom the SENCO may put on the list.
    pupils: Vec<Listed>,
    rates: Vec<Rate>,
    today: NaiveDate,
    changes: bool,
    sees_costs: bool,
    sees_all: bool,
}

async fn load(app: &App, person: &Person, id: i64) -> Result<CatalogueEntry> {
    opens(person)?;
    let (school, today, id) = (person.viewer.school, app.clock.now().today(), ProvisionId(id));
    let mut conn = app.store.read().await?;
    let one = provisions::of_school(&mut conn, school, Some(id)).await?.pop().ok_or(Error::NotFound)?;
    let (changes, sees_all) = (person.may(Thing::Plan, Verb::Change), person.may(Thing::Plan, Verb::See));
    let register = app.register(&mut conn, person, today).await?;
    Ok(CatalogueEntry {
        waiting: if sees_all { provisions::waiting(&mut conn, id).await? } else { Vec::new() },
        pupils: if changes { list(&register, &person.viewer, today) } else { Vec::new() },
        rates: plans::rates(&mut conn, school).await?,
        sees_costs: person.may(Thing::Costs, Verb::See),
        today,
        changes,
        sees_all,
        one,
    })
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    let each: Vec<_> = seen.waiting.iter().map(|one| (Some(one.id), one.pupil)).collect();
    app.viewed_all(&person, Subject::ProvisionWaiting, &each).await?;
    app.answer(&person, page(&seen, &filled(&seen.one.says), &FormErrors::default())).await
}

fn filled(says: &Described) -> Typed {
    let mut typed = Typed::default();
    let text = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let pattern = says.pattern;
    for (name, value) in [
        ("purpose", says.purpose.clone()),
        ("evidence", says.evidence.clone()),
        ("entry", says.entry.clone()),
        ("exit", says.exit.clone()),
        ("places", text(says.places)),
        ("role", says.role.clone()),
        ("minutes", text(pattern.map(|one| one.minutes))),
        ("times", text(pattern.map(|one| one.times_a_week))),
        ("weeks", text(pattern.map(|one| one.weeks))),
        ("group", text(pattern.map(|one| one.group_size))),
    ] {
        typed.set(name, value);
    }
    typed
}

/// A number within bounds, or nothing where nothing was typed.
fn number(typed: &Typed, field: &'static str, what: &str, most: u32, errors: &mut FormErrors) -> Option<u32> {
    let text = typed.get(field);
    let found = text.parse().ok().filter(|n| (1..=most).contains(n));
    if found.is_none() && !text.is_empty() {
        errors.add(field, format!("{what} must be a whole number from 1 to {most}, or be left empty"));
    }
    found
}

fn read(typed: &Typed, seen: &CatalogueEntry) -> std::result::Result<Described, FormErrors> {
    let mut errors = FormErrors::default();
    let places = number(typed, "places", "Places", 500, &mut errors);
    let minutes = number(typed, "minutes", "Minutes", 600, &mut errors);
    let times = number(typed, "times", "Times a week", 50, &mut errors);
    let weeks = number(typed, "weeks", "Weeks", 52, &mut errors);
    let group_size = number(typed, "group", "Pupils in the group", 60, &mut errors).unwrap_or(1);
    let pattern = match (minutes, times, weeks) {
        (Some(minutes), Some(times_a_week), Some(weeks)) => Some(Pattern { minutes, times_a_week, weeks, group_size }),
        (None, None, None) => None,
        _ => {
            if errors.is_empty() {
                errors.add("minutes", "Enter minutes, times a week and weeks, or none of the three");
            }
            None
        }
    };
    let role = typed.get("role").to_owned();
    if !role.is_empty() && !seen.rates.iter().any(|rate| rate.role == role) && role != seen.one.says.role {
        errors.add("role", "Choose who gives it");
    }
    let text = |name| cut(typed.get(name));
    let (purpose, evidence, entry, exit) = (text("purpose"), text("evidence"), text("entry"), text("exit"));
    if errors.is_empty() {
        Ok(Described { purpose, evidence, entry, exit, places, role, pattern })
    } else {
        Err(errors)
    }
}

pub(super) async fn describe(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    person.must(Thing::Plan, Verb::Change)?;
    let typed = Typed(fields);
    let says = match read(&typed, &seen) {
        Ok(says) => says,
        Err(errors) => return app.answer(&person, page(&seen, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    provisions::describe(&mut tx, seen.one.id, &says).await?;
    tx.commit().await?;
    Ok(back(&seen))
}

pub(super) async fn wait(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    person.must(Thing::Plan, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let again = |errors: &FormErrors| {
        let mut shown = filled(&seen.one.says);
        ["pupil", "why"].iter().for_each(|name| shown.set(name, typed.get(name)));
        page(&seen, &shown, errors)
    };
    let chosen = seen.pupils.iter().find(|one| one.id.to_string() == typed.get("pupil"));
    let Some(pupil) = chosen.map(|one| one.id) else {
        errors.add("pupil", "Choose who waits");
        return app.answer(&person, again(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !provisions::wait(&mut tx, seen.one.id, pupil, &cut(typed.get("why"))).await? {
        drop(tx);
        errors.add("pupil", "This pupil is on the list already");
        return app.answer(&person, again(&errors)).await;
    }
    tx.commit().await?;
    Ok(back(&seen))
}

pub(super) async fn stop(
    State(app): State<App>,
    person: Person,
    Path((id, waiting)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    person.must(Thing::Plan, Verb::Change)?;
    let one = seen.waiting.iter().find(|one| one.id == waiting).ok_or(Error::NotFound)?;
    let Some(outcome) = WaitingOutcome::from_code(Typed(fields).get("outcome")) else {
        return Err(Error::BadRequest("Choose what became of it.".to_owned()));
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !provisions::stop_waiting(&mut tx, one, outcome).await? {
        return Err(Error::Conflict("Somebody else has taken this pupil off the list meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&seen))
}

fn back(seen: &CatalogueEntry) -> Response {
    Redirect::to(&format!("/provisions/{}", seen.one.id)).into_response()
}

fn page(seen: &CatalogueEntry, typed: &Typed, errors: &FormErrors) -> Page {
    let one = &seen.one;
    let body = html! {
        p.no-print { a href="/provisions" { "Back to the catalogue" } }
        (error_summary(errors))
        h1 { (one.name) }
        (facts(seen))
        @if seen.sees_all { h2 { "Waiting for a place" } (waiting(seen)) }
        @if seen.changes {
            (joining(seen, typed, errors))
            @let is_open = !errors.is_empty() && errors.get("pupil").is_none();
            details.no-print open[is_open] { summary { "Change what the catalogue says" } (form(seen, typed, errors)) }
        }
    };
    Page::new(one.name.clone(), body).wrong(errors)
}

fn facts(seen: &CatalogueEntry) -> Markup {
    let (one, says) = (&seen.one, &seen.one.says);
    let mut facts = Vec::new();
    for (words, text) in [
        ("What it is for", &says.purpose),
        ("Why we think that it works", &says.evidence),
        ("Who begins it", &says.entry),
        ("When it ends", &says.exit),
    ] {
        facts.push((words, html! { @if text.is_empty() { "Not said yet" } @else { (lines(text)) } }));
    }
    let usual = says.pattern.map_or_else(|| "Not said yet".to_owned(), |pattern| pattern.words());
    facts.push(("Usually", html! { (usual) @if !says.role.is_empty() { ". Given by: " (role_words(&says.role)) } }));
    if let Some(cost) = usual_cost(seen) {
        facts.push(("Usual cost for one pupil", html! { (cost) }));
    }
    let room = if has_room(says.places, one.pupils) { "" } else { ": no place is free" };
    facts.push((
        "Pupils now",
        html! { (one.pupils) @if let Some(places) = says.places { " of " (places) (room) } @if one.waiting > 0 { "; " (one.waiting) " waiting" } },
    ));
    facts.push(("What came of it", html! { (came_of_it(one.served.1, one.served.0)) }));
    summary_list(&facts)
}

/// What it usually costs for one pupil, with its working; for whoever sees costs, where a role, its rate and a pattern are said.
fn usual_cost(seen: &CatalogueEntry) -> Option<String> {
    let (says, pattern) = (&seen.one.says, seen.one.says.pattern.filter(|_| seen.sees_costs)?);
    let price = rate_on(&seen.rates, &says.role, seen.today)?;
    Some(Placement::usual(&seen.one.name, &says.role, pattern).line(price).working())
}

fn waiting(seen: &CatalogueEntry) -> Markup {
    let outcomes = |one: &Waiting| {
        html! {
            (post_form(format!("/provisions/{}/waiting/{}/end", seen.one.id, one.id)).class("no-print").of(html! {
                @for outcome in WaitingOutcome::ALL {
                    button.second type="submit" name="outcome" value=(outcome.as_code()) { (outcome.words()) span.hidden { ": " (one.name.short()) } } " "
                }
            }))
        }
    };
    let rows: Vec<Vec<Markup>> = seen
        .waiting
        .iter()
        .map(|one| {
            let mut row = vec![
                html! { a href=(format!("/pupils/{}", one.pupil)) { (one.name.short()) } },
                html! { (LongDay(one.since)) },
                html! { (one.why) },
            ];
            if seen.changes {
                row.push(outcomes(one));
            }
            row
        })
        .collect();
    let heads: &[&str] =
        if seen.changes { &["Pupil", "Since", "Why", "What became of it"] } else { &["Pupil", "Since", "Why"] };
    table("The longest first", heads, &rows, "Nobody waits.")
}

fn joining(seen: &CatalogueEntry, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let named: Vec<(String, String)> =
        seen.pupils.iter().map(|one| (one.id.to_string(), format!("{} {}", one.name.full(), one.class))).collect();
    let mut options = vec![("", "Choose")];
    options.extend(named.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    html! {
        (post_form(format!("/provisions/{}/waiting", seen.one.id)).class("panel no-print").of(html! {
            (select(&field("pupil", "Put on the waiting list", ""), &options))
            (text_input(&field("why", "How they meet what begins it", "May be left empty."), "text", "off"))
            (second_button("Put on the list"))
        }))
    }
}

fn form(seen: &CatalogueEntry, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let mut roles: Vec<&str> = seen.rates.iter().map(|rate| rate.role.as_str()).collect();
    roles.push(&seen.one.says.role);
    roles.retain(|role| !role.is_empty());
    roles.sort_unstable();
    roles.dedup();
    let mut options = vec![("", "Nobody, or no rate")];
    options.extend(roles.iter().map(|role| (*role, role_words(role))));
    html! {
        (post_form(format!("/provisions/{}", seen.one.id)).class("panel").of(html! {
            (textarea(&field("purpose", "What it is for", ""), 2))
            (textarea(&field("evidence", "Why we think that it works", "A study, a guidance report, your own figures; with its year."), 2))
            (textarea(&field("entry", "Who begins it", "What must be true of a pupil, so that any two people would say the same."), 2))
            (textarea(&field("exit", "When it ends", "What is reached then, or after how long it is looked at again."), 2))
            (number_input(&field("places", "Places", "How many pupils there is room for. May be left empty."), "", ""))
            (select(&field("role", "Who usually gives it", ""), &options))
            div.side {
                (number_input(&field("minutes", "Minutes each time", ""), "", ""))
                (number_input(&field("times", "Times a week", ""), "", ""))
                (number_input(&field("weeks", "Weeks", ""), "", ""))
                (number_input(&field("group", "Pupils in the group", ""), "", ""))
            }
            p.hint { "A plan that names it and leaves minutes, times and weeks empty takes these." }
            (button("Save"))
        }))
    }
}
