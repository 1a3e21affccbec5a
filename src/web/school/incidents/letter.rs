//! The letter to one parent about one incident, to be read, printed and handed over or posted on the same day: its fixed lines in the language
//! that the parent reads, with the English below. Other children are named nowhere in it, so far as their names can be found.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::telling::{about, parents};
use crate::{
    args,
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        bank::in_place_of,
        incident::Account,
        people::Name,
    },
    store::{
        adult_needs, postal,
        pupils::head::Head,
        register::Register,
        schools::{self, SchoolCard},
        wordings,
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
    let wording = wordings::of(&mut conn, person.viewer.school).await?;
    let address = postal::of_all(&mut conn, &[to.id]).await?.remove(&to.id);
    let register = app.register(&mut conn, &person, now.today()).await?;
    drop(conn);
    let reader = letter::To {
        words: Words::of(&wording, needs.language_to_write().0),
        name: &to.name,
        needs: &needs,
        // Where parents live is for those who keep it.
        address: address.as_ref().filter(|_| head.may(Thing::Contacts, Verb::See)),
        hidden: false,
        child: None,
        card: head.may(Thing::Contacts, Verb::Change).then(|| format!("/pupils/{}/contacts/{}", head.id, to.id)),
    };
    let sheet = letter::Sheet { school: &school, to: &reader, now, among_others: false };
    let account = told(&register, &head, &incident.newest.account);
    let telling = Telling { head: &head, school: &school, account, by: &person.name };
    let sheet =
        letter::in_languages(&sheet, |words| Ok((words.say("incident-title"), telling.in_words(words, &reader))))?;
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}/incidents/{}", head.id, incident.id)) { "Back to the record" } }
        p.no-print {
            strong { "Read it before it goes. " }
            "Names of other pupils are taken out where they are found; another child may still be made out from what was written. "
            "Hand it over or post it today, then record that it went. "
            (print(""))
        }
        (sheet)
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

/// What a letter tells, and who tells it.
struct Telling<'a> {
    head: &'a Head,
    school: &'a SchoolCard,
    account: Account,
    by: &'a Name,
}

impl Telling<'_> {
    /// The letter below its title. The fixed lines are in these words; what staff wrote stays in theirs.
    fn in_words(&self, words: &Words, to: &letter::To<'_>) -> Markup {
        let (account, school) = (&self.account, self.school);
        let parts = [
            ("incident-why", &account.why),
            ("incident-triggers", &account.triggers),
            ("incident-tried", &account.tried),
            ("incident-degree", &account.degree),
            ("incident-injuries", &account.injuries),
            ("incident-support", &account.support),
        ];
        let (day, time) = (words.day_of_year(account.on), words.clock(account.began));
        let what = args!["day" => day, "time" => time, "name" => self.head.name.forename.as_str()];
        html! {
            p { (words.say_with("greeting", &args!["name" => to.name.formal()])) "," }
            p { (words.say_with("incident-what", &what)) }
            p { strong { (words.say("incident-used")) } }
            ul { @for kind in &account.kinds { li { (words.coded("used", kind.as_code())) } } }
            p { strong { (words.say("incident-length")) } " " (words.minutes(i64::from(account.minutes))) }
            @if !words.language().is_english() { p { (words.say("written-in-english")) } }
            p { strong { (words.say("incident-where")) } " " (as_written(words, &account.place)) }
            @for (id, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
                p { strong { (words.say(id)) } " " (as_written(words, text)) }
            }
            @let ways = words.ways(&school.phone, false);
            p { (words.say_with("incident-talk", &args!["ways" => ways.as_str()])) }
            @if let Some(language) = to.needs.language_to_write().1 {
                p { (words.say_with("in-english-letter", &args!["language" => language, "ways" => ways.as_str()])) }
            }
            @if !school.sendiass.is_empty() { p { (words.labelled("advice", &school.sendiass)) } }
            p { (words.say("letter-sincerely")) }
            p { (self.by.formal()) br; (school.name) }
        }
    }
}

/// What staff wrote, in a line of another language.
fn as_written(words: &Words, text: &str) -> Markup {
    html! {
        @if words.language().is_english() { (lines(text)) } @else { span lang="en-GB" dir="ltr" { (lines(text)) } }
    }
}
