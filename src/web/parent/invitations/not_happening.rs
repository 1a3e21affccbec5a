//! "This is not happening": a parent says so of a line of the agreed plan, and reads what the school answered. All of it is behind the
//! code: the plan's lines and everybody's words are.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{LinkedMeeting, agreed_plan, begin, open, page::framed, plain, reading};
use crate::{
    args,
    domain::{plan_version::AnswerHow, reading_code::Reading, shortfall::lines, time::Moment},
    store::shortfalls::{self, NewShortfall, Shortfall},
    texts::Words,
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
        frame::{error::Result, page::Page},
        parent::{asked::ParentForm, no_such_link::nothing, visitor::Visitor, which_child},
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

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    if !agreed_plan::is_there(&app, &door).await? {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let all = if door.is_open() { said(&app, &door).await? } else { Vec::new() };
    let body = page(&door, &token, &all, &Typed::default(), &door.no_errors(), app.clock.now());
    Ok(plain(&app, &door, body))
}

pub(super) async fn tell(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let (typed, now, back) = (Typed(fields), app.clock.now(), format!("/i/{token}/not-happening"));
    let Some(with_us) = door.agreed.as_ref().filter(|_| door.reading == Reading::Open) else {
        return Ok(Redirect::to(&back).into_response());
    };
    let all = said(&app, &door).await?;
    let waiting: Vec<&Shortfall> = all.iter().filter(|one| one.answer().is_none()).collect();
    let (mut errors, said, own) = (door.no_errors(), &door.words, cut(typed.get("words")));
    let line = match typed.get("line") {
        // For the school to read, whatever language it was chosen in.
        OTHER => Some("Something else that was agreed".to_owned()),
        key => lines(&with_us.plan.said).into_iter().find(|(one, _)| one == key).map(|(_, line)| line),
    };
    if line.is_none() {
        errors.add("line", said.say("wrong-missing"));
    }
    if typed.get("line") == OTHER && own.is_empty() {
        errors.add("words", said.say("wrong-missing-words"));
    }
    if waiting.len() >= MOST_WAITING {
        errors.add("line", said.say("wrong-missing-many"));
    }
    let Some(line) = line.filter(|_| errors.is_empty()) else {
        return Ok(plain(&app, &door, page(&door, &token, &all, &typed, &errors, now)));
    };
    // A second press says nothing new.
    if waiting.iter().any(|one| one.line == line && one.words == own) {
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
        words: &own,
        owner: meeting.lead_role,
    };
    let mut tx = begin(&app, &door).await?;
    shortfalls::tell(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(Redirect::to(&back).into_response())
}

fn page(door: &LinkedMeeting, token: &str, all: &[Shortfall], typed: &Typed, errors: &FormErrors, now: Moment) -> Page {
    let words = &door.words;
    let inner = html! {
        (which_child::line(words, &door.opened, door.is_open()))
        @if let Some(with_us) = door.agreed.as_ref().filter(|_| door.is_open()) {
            h1 { (words.say("missing-title")) }
            p.lead { (words.say("missing-lead")) }
            @for one in all { (told(words, one, now)) }
            (form(&lines(&with_us.plan.said), token, &ParentForm { words, typed, errors }))
        } @else { (reading::way_in(door, token, errors)) }
    };
    framed(door, token, errors, &inner)
}

/// One thing that was said, and where it stands. What people wrote stays in their words.
fn told(words: &Words, one: &Shortfall, now: Moment) -> Markup {
    let due = args!["day" => words.day_of_year(one.due_on)];
    html! {
        article.plan-card {
            p { (words.say_with("missing-told", &args!["day" => words.day_of_year(one.told_on)])) " " strong lang="en-GB" dir="auto" { (one.line) } }
            @if !one.words.is_empty() { blockquote.said dir="auto" { (broken(&one.words)) } }
            @match one.answer() {
                Some(answer) => {
                    p { strong { (words.coded("finding", answer.finding.as_code())) } }
                    p lang="en-GB" dir="auto" { (broken(&answer.words)) }
                    p.muted { bdi { (answer.by.formal()) } ", " (words.day_of_year(answer.at.today())) }
                }
                None if one.due_on >= now.today() => p role="status" { (words.say_with("missing-by", &due)) },
                None => p role="status" { (words.say_with("missing-late", &due)) },
            }
        }
    }
}

fn form(lines: &[(String, String)], token: &str, asked: &ParentForm<'_>) -> Markup {
    let other = (OTHER.to_owned(), asked.words.say("missing-other"));
    let choices: Vec<(String, String)> = lines.iter().cloned().chain([other]).collect();
    html! {
        (post_form(format!("/i/{token}/not-happening")).class("no-print").of(html! {
            (asked.one_of("line", "missing-label", "", &choices))
            (asked.lines("words", "missing-words", "missing-words-hint", 3))
            p { (button(&asked.words.say("tell-us"))) }
        }))
    }
}

/// The way to this page, under the agreed plan.
pub(super) fn way(words: &Words, token: &str) -> Markup {
    html! {
        p.no-print { (words.say("missing-way")) " " a href=(format!("/i/{token}/not-happening")) { (words.say("missing-link")) } }
    }
}
