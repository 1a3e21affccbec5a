//! One message that was written: what became of it, that it came back, and the same once more.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{
    additions,
    coming::{history, hold_button},
    page::kind,
};
use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb},
        addition,
        audit::{Deed, Entry, Subject},
        ids::NoticeId,
        notice::NoticeKind,
        people::Name,
        returned::Verdict,
        time::{ClockTime, LongDay, Moment},
    },
    mail,
    store::{
        delivery_log,
        notices::{self, Handled, Written},
        returned,
    },
    web::{
        App,
        form::{
            fields::{FormErrors, error_summary, second_button},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{post_form::post_form, summary_list::summary_list},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/messages/{id}", get(show))
        .route("/messages/{id}/return", post(came_back))
        .route("/messages/{id}/again", post(again))
}

pub(super) async fn find(conn: &mut SqliteConnection, person: &Person, id: i64) -> Result<Written> {
    notices::one(conn, person.viewer.school, NoticeId(id)).await?.ok_or(Error::NotFound)
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Messages, Verb::See)?;
    let one = find(&mut *app.store.read().await?, &person, id).await?;
    answer(&app, &person, &one, &additions::typed_of(&one.addition), &FormErrors::default()).await
}

/// The page, with what was typed into its forms.
pub(super) async fn answer(
    app: &App,
    person: &Person,
    one: &Written,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let waiting = delivery_log::waiting(&mut conn, person.viewer.school).await?;
    let held = waiting.into_iter().find(|(key, _)| *key == one.logged.key).map(|(_, held)| held);
    let handled = notices::handled(&mut conn, &one.matter).await?;
    let reported = returned::of_message(&mut conn, one.logged.id).await?;
    drop(conn);
    if let Some(pupil) = one.logged.pupil {
        app.looked(person, Entry::new(Deed::Viewed, Subject::Notice).id(one.logged.id.0).pupil(pupil)).await?;
    }
    let doing = person.may(Thing::Messages, Verb::Change).then(|| what_can_be_done(one, held, typed, errors));
    let body = page(one, held == Some(true), &handled, &reported, doing, errors);
    app.answer(person, Page::new("A message", body).at(Nav::Messages).wrong(errors)).await
}

/// Somebody found it among what came back.
async fn came_back(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let one = find(tx.conn(), &person, id).await?;
    if one.returned.is_none() && !notices::came_back(&mut tx, &one).await? {
        return Err(Error::Conflict("Only a message that a mail server has taken can come back.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/messages/{id}")).into_response())
}

/// The same once more, with what is added to it. A second press finds the copy of the first.
async fn again(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let one = find(tx.conn(), &person, id).await?;
    if one.again.is_none() {
        if !was_sent(&one) {
            return Err(Error::Conflict("Only a message that was sent can be sent again.".to_owned()));
        }
        let addition = additions::read(tx.conn(), &person, &typed, &mut errors).await?;
        if !errors.is_empty() {
            drop(tx);
            return answer(&app, &person, &one, &typed, &errors).await;
        }
        if let Err(why) = dispatch::send_again(&mut tx, &app.post, &one, &addition).await? {
            drop(tx);
            errors.add("again", format!("It cannot be sent again now: {}", why.words()));
            return answer(&app, &person, &one, &typed, &errors).await;
        }
        tx.audit(Entry { pupil: one.logged.pupil, ..Entry::new(Deed::Repeated, Subject::Notice).id(id) }).await?;
        tx.commit().await?;
    }
    let copy = find(&mut *app.store.read().await?, &person, id).await?.again;
    Ok(Redirect::to(&format!("/messages/{}", copy.map_or(id, |copy| copy.0))).into_response())
}

/// Whether it left: taken by a mail server, come back, or refused since its address did not work.
fn was_sent(one: &Written) -> bool {
    matches!(one.logged.state.as_str(), "accepted" | "refused")
}

/// Whether the copy has room for what somebody adds.
fn may_add(one: &Written) -> bool {
    NoticeKind::from_code(&one.logged.kind).is_some_and(addition::has_room)
}

fn page(
    one: &Written,
    is_held: bool,
    handled: &[(Moment, Name, Handled)],
    reported: &[(Moment, Verdict)],
    doing: Option<Markup>,
    errors: &FormErrors,
) -> Markup {
    let logged = &one.logged;
    let mut facts = vec![("To", html! { (logged.name) @if !logged.address.is_empty() { br; (logged.address) } })];
    if let Some(pupil) = logged.pupil {
        facts.push(("About", html! { a href=(format!("/pupils/{pupil}")) { (logged.about) } }));
    }
    facts.push(("Subject", html! { (logged.subject) }));
    facts.push(("Written", instant(logged.queued)));
    facts.push((
        "Where it stands",
        html! {
            @if is_held { "Held: held by a person" } @else { (logged.words()) }
            @if let Some(at) = logged.settled { br; span.muted { (instant(at)) } }
        },
    ));
    if !one.addition.is_empty() {
        facts.push(("Added to it", additions::fact(&one.addition)));
    }
    if !reported.is_empty() {
        facts.push(("What mail systems reported", reports(reported)));
    }
    if let Some((who, at)) = &one.returned {
        facts.push(("Came back", html! { "Written down by " (who.formal()) ", " (instant(*at)) }));
    }
    if let Some(first) = one.again_of {
        facts.push((
            "Sent again",
            html! { a href=(format!("/messages/{first}")) { "This is a copy of an earlier message" } },
        ));
    }
    html! {
        p.no-print { a href="/messages#log" { "Back to the messages" } }
        (error_summary(errors))
        h1 { (kind(&logged.kind)) }
        (summary_list(&facts))
        @if let Some(doing) = doing { (doing) }
        (text(one))
        (history(handled))
    }
}

/// What came back about it, as far as that is kept.
fn reports(all: &[(Moment, Verdict)]) -> Markup {
    html! { @for (n, (at, verdict)) in all.iter().enumerate() { @if n > 0 { br; } (instant(*at)) ": " (verdict.words()) } }
}

fn instant(at: Moment) -> Markup {
    let local = at.local();
    html! { (LongDay(local.date())) ", " (ClockTime(local.time())) }
}

fn what_can_be_done(one: &Written, held: Option<bool>, typed: &Typed, errors: &FormErrors) -> Markup {
    let id = one.logged.id;
    html! {
        @if let Some(held) = held { div.actions.no-print { (hold_button(&one.logged.key, held)) } }
        @if additions::fits_written(one) { (additions::form(&format!("/messages/{id}/addition"), None, typed, errors)) }
        @if let Some(copy) = one.again {
            p { a href=(format!("/messages/{copy}")) { "It was sent again: see the copy" } }
        } @else if one.to_parent().is_some() && was_sent(one) {
            section.panel.no-print #again aria-labelledby="again-head" tabindex="-1" {
                h2 #again-head { "Send it again" }
                @if let Some(why) = errors.get("again") { p.field-error { span.hidden { "Error: " } (why) } }
                p {
                    "The same message, with a new link, to the address they have now. It says that it is sent again, and leaves in school hours. "
                    "The link that they had works as long as before."
                }
                (post_form(format!("/messages/{id}/again")).of(html! {
                    @if may_add(one) { (additions::fields(typed, errors)) }
                    p { (second_button("Send it again")) }
                }))
            }
        }
        @if one.logged.state == "accepted" {
            section.panel.no-print aria-labelledby="return" {
                h2 #return { "It came back" }
                p {
                    "Did the school’s mailbox get a notice that this message could not be delivered? Then no more mail goes to "
                    strong { (one.logged.address) }
                    ", and the office has a task to ask for the right address."
                }
                (post_form(format!("/messages/{id}/return")).of(html! { p { (second_button("It came back")) } }))
            }
        }
    }
}

/// What a message to a parent says while it waits; afterwards nothing of it is kept. The link in it is theirs.
fn text(one: &Written) -> Markup {
    let words =
        one.raw.as_deref().filter(|_| one.to_parent().is_some()).map(|raw| without_links(&mail::read(raw).text));
    html! {
        @if let Some(words) = words { h2 { "What it says" } pre { (words) } }
        @else { p.muted { "What it said is not kept once it has left." } }
    }
}

/// A text in which no address opens anything.
fn without_links(text: &str) -> String {
    let mut parts = text.split("/i/");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "/i/…" + part.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn what_staff_read_opens_no_parents_page() {
        let text = "Open it:\nhttps://meet.example.org/i/0a1b2c/ask\n\nor https://meet.example.org/i/ff";
        assert_eq!(
            without_links(text),
            "Open it:\nhttps://meet.example.org/i/…/ask\n\nor https://meet.example.org/i/…"
        );
        assert_eq!(without_links("No link"), "No link");
    }
}
