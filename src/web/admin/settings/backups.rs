//! The backups: how old the last one is, when one was last restored on trial, and what is kept.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        keeping,
        time::{ClockTime, LongDay, Moment},
    },
    store::backup,
    web::{
        App,
        form::fields::second_button,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            button::button,
            post_form::post_form,
            summary_list::summary_list,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// Days after which a rehearsal is asked for again: a term.
const A_TERM: i64 = 120;
const DAY: i64 = 86_400;
/// How an encrypted one is rehearsed: its key must never come through the pages.
const BY_HAND: &str =
    "Whoever keeps the key and looks after the server rehearses with thrice rehearse FILE --identity KEYFILE.";

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    app.answer(&person, page(&app, &person, None).await?).await
}

pub(super) async fn make(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let shelf = app.backups.as_ref().ok_or(Error::NotFound)?;
    let made = backup::keep(&app.store, shelf, person.actor(), app.clock.now()).await;
    after(&app, &person, made.map(|_| ())).await
}

pub(super) async fn rehearse(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let shelf = app.backups.as_ref().ok_or(Error::NotFound)?;
    let newest = backup::kept(&shelf.folder)?.into_iter().next().ok_or(Error::NotFound)?;
    if newest.encrypted {
        return after(
            &app,
            &person,
            Err(anyhow::anyhow!("The newest is encrypted, and its key is not here. {BY_HAND}")),
        )
        .await;
    }
    let tried = backup::rehearse(&app.store, &newest.file, None, person.actor(), app.clock.now()).await;
    after(&app, &person, tried.map(|_| ())).await
}

async fn after(app: &App, person: &Person, done: anyhow::Result<()>) -> Result<Response> {
    match done {
        Ok(()) => Ok(Redirect::to("/settings/backups").into_response()),
        Err(error) => {
            let page = page(app, person, Some(format!("{error:#}"))).await?;
            app.answer(person, page.refused(StatusCode::CONFLICT)).await
        }
    }
}

async fn page(app: &App, _person: &Person, fault: Option<String>) -> Result<Page> {
    let now = app.clock.now();
    let state = backup::state(&mut *app.store.read().await?, now).await?;
    let kept = app.backups.as_ref().map(|shelf| backup::kept(&shelf.folder)).transpose()?;
    let closed = kept.iter().flatten().next().is_some_and(|newest| newest.encrypted);
    let body = html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        @if let Some(fault) = &fault {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "That did not work" }
                p { (fault) }
            }
        }
        h1 { "Backups" }
        (facts(&state, app.backups.as_ref(), now))
        @match &kept {
            None => { p { "No folder for backups is set here, so none is made by itself. Whoever looks after the server makes them with thrice backup." } }
            Some(kept) => {
                p {
                    "A rehearsal restores the newest backup into a place of its own, opens it as Thrice does, "
                    "and throws that place away. Nothing here changes. Do it once a term. "
                    @if closed { (BY_HAND) }
                }
                div.actions {
                    (post_form("/settings/backups").of(html! { (button("Make a backup now")) }))
                    @if !kept.is_empty() && !closed { (post_form("/settings/backups/rehearsals").of(html! { (second_button("Rehearse with the newest")) })) }
                }
                h2 { "What is kept" }
                p {
                    "One is made every night at half past three, checked, counted and sealed, "
                    "and encrypted where there is a key for it, before it gets its name. Each of the last "
                    (keeping::DAYS)
                    " days and the last of each of "
                    (keeping::MONTHS)
                    " months are kept. They lie on the same computer: "
                    "whoever looks after it copies them to another place as well."
                }
                (table(
                    "The newest first",
                    &["Made", "Size", "Encrypted"],
                    &rows(kept),
                    "None has been made yet. The first is made the night after the school was set up.",
                ))
            }
        }
    };
    Ok(Page::new("Backups", body))
}

fn rows(kept: &[backup::Kept]) -> Vec<Vec<Markup>> {
    let size = |bytes: u64| {
        if bytes < 1_000_000 { format!("{} KB", bytes / 1000) } else { format!("{} MB", bytes / 1_000_000) }
    };
    kept.iter()
        .map(|one| {
            vec![
                html! { (when(one.made)) },
                html! { (size(one.bytes)) },
                html! { (if one.encrypted { "Yes" } else { "No" }) },
            ]
        })
        .collect()
}

fn facts(state: &backup::State, shelf: Option<&backup::Shelf>, now: Moment) -> Markup {
    let age = |at: Moment| (now.unix() - at.unix()) / DAY;
    let last = html! {
        @match &state.last {
            None => { "None yet" }
            Some((at, _)) => {
                (when(*at)) " "
                @if age(*at) > 2 { (tag(Tone::Late, "Too old")) } @else { (tag(Tone::Good, "Recent")) }
            }
        }
    };
    let failed = html! {
        @match &state.failed {
            None => { "None since the last backup" }
            Some((at, why)) => { (tag(Tone::Late, "Failed")) " " (when(*at)) ": " (why) }
        }
    };
    let rehearsed = html! {
        @match &state.rehearsed {
            None => { "Never " (tag(Tone::Soon, "Due")) }
            Some((at, who)) => {
                (when(*at)) @if let Some(who) = who { ", by " (who.formal()) } " "
                @if age(*at) > A_TERM { (tag(Tone::Soon, "Due")) } @else { (tag(Tone::Good, "This term")) }
            }
        }
        @if let Some(why) = &state.rehearsal_failed { p { (tag(Tone::Late, "The last one failed")) " " (why) } }
    };
    let encrypted = html! {
        @match shelf.and_then(|shelf| shelf.recipient.as_ref()) {
            None => { (tag(Tone::Soon, "No")) " Whoever gets hold of a backup reads everything in it. The setting backup.recipient encrypts them." }
            Some(key) => {
                (tag(Tone::Good, "Yes"))
                " To the key "
                code { (key.shortened()) }
                ". Only the file with its other half opens them: "
                "make sure that the school keeps it, in two places, and not on this server."
            }
        }
    };
    let facts = [("Last backup", last), ("Failures", failed), ("Last rehearsal", rehearsed), ("Encrypted", encrypted)];
    summary_list(&facts[..if shelf.is_some() { 4 } else { 3 }])
}

fn when(at: Moment) -> String {
    format!("{}, {}", LongDay(at.today()), ClockTime(at.local().time()))
}
