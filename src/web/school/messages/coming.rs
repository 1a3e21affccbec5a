//! One message that is to come: what it will say, whether it goes, and what can be done with it. It can be held, and it can go on another
//! day, and it can say where to come and what to bring. Nothing else that anybody types may stand in a mailbox, where others may read it.

use axum::{
    Router,
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Foreseen, GONE, additions, outlook, page::standing, pupil};
use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb},
        addition::Addition,
        audit::{Deed, Entry, Subject},
        language::Language,
        notice::HeldBack,
        people::Name,
        reminder::{self, Matter, Picture, Standing},
        time::{ClockTime, LongDay, Moment},
    },
    store::{
        notices::{self, Handled, additions::addition},
        reminders,
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, second_button},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::{Person, encoded},
        },
        ui::{post_form::post_form, summary_list::summary_list},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/messages/planned", get(show)).route("/messages/days", post(choose_day))
}

/// Where one message stands by its key.
pub(super) fn address(key: &str) -> String {
    format!("/messages/planned?key={}", encoded(key))
}

/// Which message.
#[derive(Debug, Deserialize)]
struct WhichMessage {
    #[serde(default)]
    key: String,
}

/// A message to come with all that its page shows.
pub(super) struct Coming {
    pub(super) foreseen: Foreseen,
    /// Subject and text, where it can be written now.
    words: Option<(String, String)>,
    /// What somebody has added to it.
    pub(super) addition: Addition,
    /// What people did about it.
    handled: Vec<(Moment, Name, Handled)>,
}

pub(super) async fn load(app: &App, person: &Person, key: &str) -> Result<Coming> {
    let (school, now) = (person.viewer.school, app.clock.now());
    let mut conn = app.store.read().await?;
    let found = outlook(app, person, &mut conn).await?.0.iter().find(|one| one.planned.key == key).cloned();
    let foreseen = found.ok_or_else(|| Error::Conflict(GONE.to_owned()))?;
    let register = app.register(&mut conn, person, now.today()).await?;
    let picture = register.part::<Picture>(&mut conn, now.today()).await?;
    let words = dispatch::preview(&mut conn, &app.post, (school, now), &picture, &foreseen.planned).await?;
    let addition = addition(&mut conn, key).await?;
    Ok(Coming { words, addition, handled: notices::handled(&mut conn, key).await?, foreseen })
}

async fn show(State(app): State<App>, person: Person, Query(which): Query<WhichMessage>) -> Result<Response> {
    person.must(Thing::Messages, Verb::See)?;
    let coming = load(&app, &person, &which.key).await?;
    answer(&app, &person, &coming, &additions::typed_of(&coming.addition), &FormErrors::default()).await
}

/// The page, with what was typed into its forms.
pub(super) async fn answer(
    app: &App,
    person: &Person,
    coming: &Coming,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    if let Some(pupil) = pupil(&coming.foreseen.planned) {
        app.looked(person, Entry::new(Deed::Viewed, Subject::Notice).pupil(pupil)).await?;
    }
    let body = page(coming, person.may(Thing::Messages, Verb::Change), typed, errors);
    app.answer(person, Page::new("A message to come", body).at(Nav::Messages).wrong(errors)).await
}

/// Another day for a message, or its own again.
#[derive(Debug, Deserialize)]
struct OtherDay {
    #[serde(default)]
    key: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    action: String,
}

async fn choose_day(State(app): State<App>, person: Person, Form(form): Form<OtherDay>) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let coming = load(&app, &person, &form.key).await?;
    let Matter::Meeting { id, .. } = coming.foreseen.planned.matter else {
        return Err(Error::Conflict("Only what a parent is told about a meeting goes on another day.".to_owned()));
    };
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let day = match (form.action.as_str(), date(form.on.trim())) {
        ("own", _) => None,
        (_, Some(day)) => {
            let picture = reminders::of_conversation(tx.conn(), id, now).await?;
            if let Err(why) = reminder::may_go_on(&picture, &form.key, day, now) {
                drop(tx);
                return wrong_day(&app, &person, &coming, &form.on, &why.to_string()).await;
            }
            Some(day)
        }
        (_, None) => {
            drop(tx);
            return wrong_day(&app, &person, &coming, &form.on, "Enter the day on which it goes").await;
        }
    };
    notices::goes_on(&mut tx, &form.key, day).await?;
    tx.commit().await?;
    Ok(Redirect::to(&address(&form.key)).into_response())
}

async fn wrong_day(app: &App, person: &Person, coming: &Coming, on: &str, why: &str) -> Result<Response> {
    let mut errors = FormErrors::default();
    errors.add("on", why.to_owned());
    let mut typed = additions::typed_of(&coming.addition);
    typed.set("on", on);
    answer(app, person, coming, &typed, &errors).await
}

fn page(coming: &Coming, changes: bool, typed: &Typed, errors: &FormErrors) -> Markup {
    let Foreseen { planned, to, about, language } = &coming.foreseen;
    let held = planned.standing == Standing::Held(HeldBack::HeldByPerson);
    let reads_english = Language::ALL.iter().any(|one| one.is_english() && language.starts_with(one.words()));
    // Only a person's hold can be released by a person; the other reasons end by themselves or are put right where they arose.
    let goes = matches!(planned.standing, Standing::Due | Standing::Later);
    let can = changes && planned.kind.is_mail() && (held || goes);
    let mut facts = vec![("To", html! { (to) })];
    if let Some(pupil) = pupil(planned) {
        facts.push(("About", html! { a href=(format!("/pupils/{pupil}")) { (about) } }));
    }
    facts.push(("Day", html! { (LongDay(planned.due_on)) }));
    facts.push(("How", html! { @if planned.way.words().is_empty() { "By e-mail" } @else { (planned.way.words()) } }));
    facts.push(("Language", html! { (language) @if !reads_english { ", with the English below" } }));
    facts.push(("Does it go?", standing(planned)));
    html! {
        p.no-print { a href="/messages" { "Back to the messages" } }
        (error_summary(errors))
        h1 { (planned.kind.words()) }
        (summary_list(&facts))
        @if can {
            div.actions.no-print { (hold_button(&planned.key, held)) }
            @if matches!(planned.matter, Matter::Meeting { .. }) { (other_day(coming, typed.get("on"), errors)) }
            @if additions::fits(planned) { (additions::form("/messages/additions", Some(&planned.key), typed, errors)) }
        }
        h2 { "What it will say" }
        @match &coming.words {
            Some((subject, text)) => {
                p { strong { (subject) } }
                pre { (text) }
                p.hint {
                    "The link is another for each person, and is not shown here. But for where to come and what to bring the words are the "
                    "same for everybody, so that nobody else who reads the mailbox learns about a child. What you want to say besides, say by phone."
                }
            }
            None => p.muted { "It is not written while nobody may be written to." },
        }
        (history(&coming.handled))
    }
}

/// The button that holds a message, or lets it go.
pub(super) fn hold_button(key: &str, held: bool) -> Markup {
    let (action, words) = if held { ("release", "Let it go") } else { ("hold", "Hold it back") };
    post_form("/messages/holds").of(html! {
        input type="hidden" name="key" value=(key);
        button.second type="submit" name="action" value=(action) { (words) }
    })
}

fn other_day(coming: &Coming, on: &str, errors: &FormErrors) -> Markup {
    let key = &coming.foreseen.planned.key;
    let hint = "A school day from today on, while it is still of use. It leaves between 7:30am and 6pm.";
    let chosen = matches!(
        coming.handled.iter().rfind(|(_, _, what)| matches!(what, Handled::Day(_) | Handled::OwnDay)),
        Some((_, _, Handled::Day(_)))
    );
    html! {
        details.no-print open[errors.get("on").is_some()] {
            summary { "Send it on another day" }
            (post_form("/messages/days").of(html! {
                input type="hidden" name="key" value=(key);
                (date_input(&Field { name: "on", label: "Day on which it goes", hint, value: on, errors }))
                (second_button("Send it on this day"))
            }))
        }
        @if chosen {
            (post_form("/messages/days").class("no-print").of(html! {
                input type="hidden" name="key" value=(key);
                p { button.quiet type="submit" name="action" value="own" { "Give it its own day again" } }
            }))
        }
    }
}

/// Who did what about a message, and when.
pub(super) fn history(handled: &[(Moment, Name, Handled)]) -> Markup {
    html! {
        @if !handled.is_empty() {
            h2 { "What was done about it" }
            ul {
                @for (at, who, what) in handled {
                    @let local = at.local();
                    li {
                        (LongDay(local.date())) ", " (ClockTime(local.time())) ": " (who.formal()) " "
                        @match what {
                            Handled::Held => "held it back",
                            Handled::LetGo => "let it go",
                            Handled::Day(day) => { "chose " (LongDay(*day)) " for it" }
                            Handled::OwnDay => "gave it its own day again",
                            Handled::Added(addition) if addition.is_empty() => "took away what was added to it",
                            Handled::Added(addition) => { "added to it: " (additions::fact(addition)) }
                        }
                        "."
                    }
                }
            }
        }
    }
}
