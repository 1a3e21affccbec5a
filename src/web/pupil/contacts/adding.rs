//! Adding a parent or carer by hand. Somebody whom the school knows already, from a brother or a sister, is linked and not entered twice. A
//! restriction holds from the same second: there is no moment in which a barred person could be invited.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{LABELS, MOST, RESPONSIBILITY, postal};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        people::{EmailAddress, Name},
        roll::{GuardianFacts, Responsibility},
    },
    store::{
        adults::{self, Namesake},
        postal as stored,
        pupils::head::Head,
        restrictions,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, checkboxes, number_input, radios, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::{head, restrictions::entering},
        ui::button::button,
    },
};

const TITLE: &str = "Add a parent or carer";

pub(super) async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Contacts).await?;
    app.viewed(&person, Subject::Contacts, head.id).await?;
    let mut typed = Typed::default();
    typed.set("priority", "1");
    typed.set("responsibility", "unknown");
    typed.set("outcome", "barred");
    app.answer(&person, page(&person, &head, &typed, &[], &FormErrors::default())).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Contacts).await?;
    let (typed, now, school) = (Typed(fields), app.clock.now(), person.viewer.school);
    let mut errors = FormErrors::default();
    let facts = read(&typed, &mut errors);
    let decides = person.may(Thing::Restrictions, Verb::Change);
    let restricted = typed.get("restricted") == "yes";
    let restriction = match restricted {
        true => entering::read(&typed, &mut errors, decides, now.today()),
        false => None,
    };
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    let known = adults::namesakes(tx.conn(), school, &name(&typed), typed.get("email")).await?;
    let known_as = match typed.get("same") {
        "new" => None,
        text => known.iter().map(|one| one.id).find(|id| id.to_string() == text),
    };
    if errors.is_empty() && !known.is_empty() && known_as.is_none() && typed.get("same") != "new" {
        errors.add("same", "Somebody like that is known already: say whether it is the same person");
    }
    if let Some(adult) = known_as
        && restrictions::link(tx.conn(), school, head.id, adult, now.today()).await?.is_some()
    {
        errors.add("same", "That person is a contact of this pupil already");
    }
    let Some(facts) = facts.filter(|_| errors.is_empty()) else {
        drop(tx);
        return app.answer(&person, page(&person, &head, &typed, &known, &errors)).await;
    };
    let adult = match known_as {
        Some(adult) => {
            // Of somebody who is known already nothing is overwritten here; an address that was missing is welcome.
            if stored::of_one(tx.conn(), adult).await?.is_empty() {
                stored::put(&mut tx, adult, &facts.postal).await?;
            }
            adult
        }
        None => adults::add(&mut tx, &facts.adult()).await?,
    };
    adults::link_by_hand(&mut tx, head.id, adult, &facts).await?;
    if let Some(restriction) = restriction {
        let link = restrictions::link(tx.conn(), school, head.id, adult, now.today()).await?.ok_or(Error::NotFound)?;
        restriction.enter(&mut tx, &link).await?;
    }
    restrictions::watch_all_of(&mut tx, adult).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}#contacts", head.id)).into_response())
}

fn name(typed: &Typed) -> Name {
    let text = |name| typed.get(name).to_owned();
    Name { title: text("title"), forename: text("forename"), surname: text("surname") }
}

fn read(typed: &Typed, errors: &mut FormErrors) -> Option<GuardianFacts> {
    too_long(typed, errors);
    for (field, words) in [
        ("forename", "Enter their first name"),
        ("surname", "Enter their family name"),
        ("relationship", "Enter who they are to the pupil, for example: Mother"),
    ] {
        if typed.get(field).is_empty() {
            errors.add(field, words);
        }
    }
    let email = typed.get("email");
    let address = EmailAddress::parse(email).ok();
    if !email.is_empty() && address.is_none() {
        errors.add("email", "The e-mail address must look like name@example.org");
    }
    let postal = postal::read(typed, errors);
    let responsibility = Responsibility::from_code(typed.get("responsibility"));
    if responsibility.is_none() {
        errors.add("responsibility", "Say whether they have parental responsibility");
    }
    let priority = typed.get("priority").parse::<i64>().ok().filter(|n| (1..=20).contains(n));
    if priority.is_none() {
        errors.add("priority", "The place in the list must be a whole number from 1 to 20");
    }
    errors.is_empty().then(|| GuardianFacts {
        name: name(typed),
        email: address,
        phone: typed.get("phone").to_owned(),
        postal,
        language: typed.get("language").to_owned(),
        relationship: Some(typed.get("relationship").to_owned()),
        priority,
        responsibility,
        restrictions: Vec::new(),
    })
}

/// What is longer than anybody means.
pub(super) fn too_long(typed: &Typed, errors: &mut FormErrors) {
    for (name, label) in LABELS {
        if typed.get(name).chars().count() > MOST {
            errors.add(*name, format!("{label}: {MOST} letters at most"));
        }
    }
}

fn page(person: &Person, head: &Head, typed: &Typed, known: &[Namesake], errors: &FormErrors) -> Page {
    let decides = person.may(Thing::Restrictions, Verb::Change);
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let restricted = typed.get("restricted") == "yes";
    let hint = match decides {
        true => "It holds from the moment you save.",
        false => "Nothing is sent to them until the SENCO has checked it.",
    };
    let fields = html! {
        (same(known, &field("same", "Is it one of these people?", "They are known already, from another pupil or from before.")))
        (names(typed, errors))
        (text_input(&field("email", "E-mail address", ""), "email", "off"))
        (text_input(&field("phone", "Phone", ""), "tel", "off"))
        (postal::fields(typed, errors))
        (text_input(&field("language", "Language spoken at home", "What else they need is asked on their own card."), "text", "off"))
        (radios(&field("responsibility", "Parental responsibility", ""), RESPONSIBILITY))
        (number_input(&field("priority", "Place in the list", "1 is contacted first. Every parent is invited all the same."), "", ""))
        details open[restricted] {
            summary { "A court order or another restriction" }
            (checkboxes(
                &field("restricted", "", hint),
                &[("yes", "There is one on this person: enter it with them")],
                &[typed.get("restricted")],
            ))
            (entering::fields(typed, errors, decides))
        }
        (button("Add them"))
    };
    head::form(head, "", TITLE, errors, "/contacts", &fields)
}

/// Name and relationship, for somebody new and for a correction alike.
pub(super) fn names(typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (text_input(&field("title", "Title", "Mr, Mrs, Ms, Dr … or nothing"), "text", "off"))
        (text_input(&field("forename", "First name", ""), "text", "off"))
        (text_input(&field("surname", "Family name", ""), "text", "off"))
        (text_input(&field("relationship", "Who they are to the pupil", "Mother, Father, Grandmother, Foster carer …"), "text", "off"))
    }
}

fn same(known: &[Namesake], field: &Field<'_>) -> Markup {
    let options: Vec<(String, String)> = known.iter().map(|one| (one.id.to_string(), described(one))).collect();
    let mut options: Vec<(&str, &str)> = options.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
    options.push(("new", "No, somebody else of that name"));
    html! { @if !known.is_empty() { (radios(field, &options)) } }
}

fn described(one: &Namesake) -> String {
    let of = if one.of.is_empty() { String::new() } else { format!(", {}", one.of) };
    format!("Yes: {} {}{of}", one.name.title, one.name.full())
}
