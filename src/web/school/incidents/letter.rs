//! The letter to one parent about one incident, to be read, printed and handed over or posted on the same day. Other children are named
//! nowhere in it, so far as their names can be found.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::telling::{about, parents};
use crate::{
    domain::{
        access::{Thing, Verb},
        adult_needs::Needs,
        audit::Subject,
        bank::in_place_of,
        count::counted,
        incident::{Account, words},
        language::Language,
        people::Name,
        time::{ClockTime, LongDay},
    },
    store::{
        adult_needs, postal,
        pupils::head::Head,
        register::Register,
        schools::{self, SchoolCard},
    },
    texts::Words,
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        school::tasks::letter,
        ui::{lines::lines, print::print},
    },
};

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Path((id, incident, adult)): Path<(i64, i64, i64)>,
) -> Result<Response> {
    let (head, incident) = about(&app, &person, (id, incident)).await?;
    let (mut conn, now) = (app.store.read().await?, app.clock.now());
    let parents = parents(&mut conn, &head, now.today()).await?;
    let to = parents.into_iter().find(|one| one.id.0 == adult).ok_or(Error::NotFound)?;
    let school = schools::get(&mut conn, person.viewer.school).await?;
    let needs = adult_needs::of_all(&mut conn, &[to.id]).await?.remove(&to.id).ok_or(Error::NotFound)?;
    let address = postal::of_all(&mut conn, &[to.id]).await?.remove(&to.id);
    let register = app.store.register(&mut conn, person.viewer.school, now.today()).await?;
    drop(conn);
    let reader = letter::To {
        words: Words::shipped(Language::English),
        name: &to.name,
        needs: &needs,
        // Where parents live is for those who keep it.
        address: address.as_ref().filter(|_| head.may(Thing::Contacts, Verb::See)),
        hidden: false,
        child: None,
        card: head.may(Thing::Contacts, Verb::Change).then(|| format!("/pupils/{}/contacts/{}", head.id, to.id)),
    };
    let sheet = letter::Sheet { school: &school, to: &reader, now, among_others: false };
    let told = told(&register, &head, &incident.newest.account);
    let words = told_words((&head, &school), (&to.name, &needs), &told, &person.name);
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}/incidents/{}", head.id, incident.id)) { "Back to the record" } }
        p.no-print {
            strong { "Read it before it goes. " }
            "Names of other pupils are taken out where they are found; another child may still be made out from what was written. "
            "Hand it over or post it today, then record that it went. "
            (print(""))
        }
        (letter::sheet(&sheet, "About an incident at school", &words))
    };
    app.viewed(&person, Subject::Letter, head.id).await?;
    app.answer(&person, Page::new("Letter", body)).await
}

/// The account as parents are told it: without the names of other pupils, and without those of staff, who are named to parents by a person.
fn told(register: &Register, head: &Head, account: &Account) -> Account {
    let others = register.facts().children.iter().filter(|child| child.id != head.id);
    let names: Vec<String> = others.flat_map(|child| [child.name.full(), child.name.forename.clone()]).collect();
    // Whoever bears the name of the pupil or of a relative of theirs is not told from them.
    let own = [&head.name.forename, &head.name.surname];
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !own.iter().any(|one| one == name)).collect();
    let plain = |text: &str| in_place_of(text, &names, "another child");
    Account {
        place: plain(&account.place),
        why: plain(&account.why),
        triggers: plain(&account.triggers),
        tried: plain(&account.tried),
        degree: plain(&account.degree),
        injuries: plain(&account.injuries),
        support: plain(&account.support),
        ..account.clone()
    }
}

fn told_words(
    (head, school): (&Head, &SchoolCard),
    (to, needs): (&Name, &Needs),
    account: &Account,
    by: &Name,
) -> Markup {
    let parts = [
        ("Why", &account.why),
        ("What led up to it", &account.triggers),
        ("What was tried before", &account.tried),
        ("Kind and degree of force", &account.degree),
        ("Injuries", &account.injuries),
        ("What was done for your child afterwards", &account.support),
    ];
    html! {
        p { "Dear " (to.formal()) "," }
        p {
            "On " (LongDay(account.on)) " at " (ClockTime(account.began)) " there was an incident at school with " (head.name.forename)
            ". We are writing to tell you what happened."
        }
        p {
            strong { "What was used: " } (words(&account.kinds)) ". " strong { "Where: " } (account.place) ". "
            strong { "How long: " } (counted(account.minutes, "minute", "minutes")) "."
        }
        @for (heading, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
            p { strong { (heading) ": " } (lines(text)) }
        }
        p { "We would like to talk with you about it. Please " (letter::reach(school)) "." }
        @if let Some(language) = needs.reads() {
            p { "If you would like this letter in " bdi { (language) } ", please tell us: somebody will help you. It is free." }
        }
        @if !school.sendiass.is_empty() { p { "Free and impartial advice for families: " (school.sendiass) } }
        p { "Yours sincerely," }
        p { (by.formal()) br; (school.name) }
    }
}
