//! "This is not happening": a parent says so of a line of the agreed plan, and reads what the school answered. All of it is behind the
//! code: the plan's lines and everybody's words are.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::{LinkedMeeting, begin, meeting_page, open, page::foot, plain, reading};
use crate::{
    domain::{
        plan_version::AnswerHow,
        reading_code::Reading,
        shortfall::lines,
        time::{LongDay, Moment},
    },
    store::shortfalls::{self, NewShortfall, Shortfall},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, radios, textarea},
            typed::{Typed, cut},
        },
        frame::{error::Result, page::Page},
        parent::{no_such_link::nothing, which_child},
        ui::{button::button, lines::lines as broken, post_form::post_form},
    },
};

/// How many things an adult may have waiting for an answer: more are talked about.
const MOST_WAITING: usize = 10;

/// What stands for something that the plan does not say.
const OTHER: &str = "other";

/// What this adult said about the plan, the newest first.
async fn said(app: &App, door: &LinkedMeeting) -> Result<Vec<Shortfall>> {
    let meeting = &door.opened.conversation;
    let mut all = shortfalls::of_pupil(&mut *app.store.read().await?, meeting.pupil).await?;
    all.retain(|one| one.plan == meeting.plan && one.adult == door.opened.who.adult);
    Ok(all)
}

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, jar: CookieJar) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    if door.agreed.is_none() {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let all = if door.is_open() { said(&app, &door).await? } else { Vec::new() };
    let body = page(&door, &token, &all, &Typed::default(), &FormErrors::default(), app.clock.now());
    Ok(plain(&app, &door.school, body))
}

pub(super) async fn tell(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    let (typed, now, back) = (Typed(fields), app.clock.now(), format!("/i/{token}/not-happening"));
    let Some(with_us) = door.agreed.as_ref().filter(|_| door.reading == Reading::Open) else {
        return Ok(Redirect::to(&back).into_response());
    };
    let all = said(&app, &door).await?;
    let waiting: Vec<&Shortfall> = all.iter().filter(|one| one.answer().is_none()).collect();
    let (mut errors, words) = (FormErrors::default(), cut(typed.get("words")));
    let line = match typed.get("line") {
        OTHER => Some("Something else that was agreed".to_owned()),
        key => lines(&with_us.plan.said).into_iter().find(|(one, _)| one == key).map(|(_, line)| line),
    };
    if line.is_none() {
        errors.add("line", "Choose what is not happening");
    }
    if typed.get("line") == OTHER && words.is_empty() {
        errors.add("words", "Tell us what is not happening");
    }
    if waiting.len() >= MOST_WAITING {
        errors.add("line", "We have not answered the others yet. Please phone us: that is the quickest way");
    }
    let Some(line) = line.filter(|_| errors.is_empty()) else {
        return Ok(plain(&app, &door.school, page(&door, &token, &all, &typed, &errors, now)));
    };
    // A second press says nothing new.
    if waiting.iter().any(|one| one.line == line && one.words == words) {
        return Ok(Redirect::to(&back).into_response());
    }
    let meeting = &door.opened.conversation;
    let new = NewShortfall {
        plan: meeting.plan,
        pupil: meeting.pupil,
        adult: door.opened.who.adult,
        link: Some((door.opened.who.invitation, meeting.id)),
        how: AnswerHow::Link,
        told_on: now.today(),
        line: &line,
        words: &words,
        owner: meeting.lead_role,
    };
    let mut tx = begin(&app, &door).await?;
    shortfalls::tell(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(Redirect::to(&back).into_response())
}

fn page(door: &LinkedMeeting, token: &str, all: &[Shortfall], typed: &Typed, errors: &FormErrors, now: Moment) -> Page {
    let body = html! {
        p.no-print { a href=(format!("/i/{token}")) { "Back to your meeting" } }
        (which_child::line(&door.opened, door.is_open()))
        (error_summary(errors))
        @if let Some(with_us) = door.agreed.as_ref().filter(|_| door.is_open()) {
            h1 { "Is something not happening?" }
            p.lead { "Tell us which part of the plan is not happening. We look into it and answer you." }
            @for one in all { (told(one, now)) }
            (form(&lines(&with_us.plan.said), token, typed, errors))
        } @else { (reading::way_in(door.reading, token, errors)) }
        (foot(&door.school))
    };
    meeting_page(body).wrong(errors)
}

/// One thing that was said, and where it stands.
fn told(one: &Shortfall, now: Moment) -> Markup {
    html! {
        article.plan-card {
            p { "On " (LongDay(one.told_on)) " you told us that this is not happening: " strong { (one.line) } }
            @if !one.words.is_empty() { blockquote.said { (broken(&one.words)) } }
            @match one.answer() {
                Some(answer) => {
                    p { strong { (answer.finding.words()) "." } }
                    p { (broken(&answer.words)) }
                    p.muted { (answer.by.formal()) ", " (LongDay(answer.at.today())) }
                }
                None if one.due_on >= now.today() => p role="status" { "We have it. We answer you by " strong { (LongDay(one.due_on)) } "." },
                None => p role="status" { "We meant to answer you by " (LongDay(one.due_on)) ". We are sorry. Please phone us." },
            }
        }
    }
}

fn form(lines: &[(String, String)], token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let mut choices: Vec<(&str, &str)> = lines.iter().map(|(key, words)| (key.as_str(), words.as_str())).collect();
    choices.push((OTHER, "Something else that we agreed"));
    html! {
        (post_form(format!("/i/{token}/not-happening")).class("no-print").of(html! {
            (radios(&field("line", "What is not happening?", ""), &choices))
            (textarea(&field("words", "What should we know about it?", "In your words: since when, for example. You may leave it empty."), 3))
            p { (button("Tell us")) }
        }))
    }
}

/// The way to this page, under the agreed plan.
pub(super) fn way(token: &str) -> Markup {
    html! {
        p.no-print {
            "Is something of this not happening? "
            a href=(format!("/i/{token}/not-happening")) { "Tell us" span.hidden { " what is not happening" } }
        }
    }
}
