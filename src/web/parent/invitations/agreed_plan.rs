//! The plan as it was agreed, behind the code: what the child works on, who does what, what is new, and whether the parent agrees. Nothing
//! of what it costs.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{
    LinkedMeeting,
    afterwards::{coded, told},
    begin, meeting_page, not_happening, open, page, plain,
};
use crate::{
    args,
    domain::{conversation::Agreement, plan_version::SaidTarget, reading_code::Reading, shortfall::of_line, task},
    store::{
        conversations::invitations::Opened,
        plans::agreed::{AgreedPlan, agreed, answer_by_link, answer_of},
        tasks,
    },
    texts::Words,
    web::{
        App,
        form::typed::{Typed, cut},
        frame::error::Result,
        meeting::answering::about,
        parent::{asked::ParentForm, no_such_link::nothing, visitor::Visitor},
        ui::{button::button, lines::lines, post_form::post_form},
    },
};

/// The version in force, and what this parent said last to it.
pub(super) struct AgreedWithUs {
    pub(super) plan: AgreedPlan,
    said: Option<(Agreement, String, NaiveDate)>,
}

/// It, for an adult who decides; nothing where none was agreed.
pub(super) async fn load(conn: &mut SqliteConnection, opened: &Opened) -> anyhow::Result<Option<AgreedWithUs>> {
    let Some(plan) = in_force(conn, opened).await? else { return Ok(None) };
    Ok(Some(AgreedWithUs { said: answer_of(conn, plan.version, opened.who.adult).await?, plan }))
}

async fn in_force(conn: &mut SqliteConnection, opened: &Opened) -> anyhow::Result<Option<AgreedPlan>> {
    let (plan, who) = (opened.conversation.plan, &opened.who);
    if who.may_take_part.is_err() || !who.decides() {
        return Ok(None);
    }
    Ok(agreed(conn, &[plan], NaiveDate::MIN).await?.remove(&plan))
}

/// Whether there is one for them: known of in front of the code, too, where nothing of it is read.
pub(super) async fn is_there(app: &App, door: &LinkedMeeting) -> anyhow::Result<bool> {
    Ok(door.agreed.is_some() || in_force(&mut *app.store.read().await?, &door.opened).await?.is_some())
}

/// What may be answered: whoever answers was reached.
const ANSWERS: [Agreement; 3] = [Agreement::Agree, Agreement::InPart, Agreement::NotAgreed];

/// The section. It is open by itself once the meeting was held.
pub(super) fn section(door: &LinkedMeeting, token: &str, asked: &ParentForm<'_>) -> Markup {
    let Some(with_us) = door.agreed.as_ref().filter(|_| door.is_open()) else { return html! {} };
    let words = asked.words;
    let is_open = door.opened.conversation.record.is_some() || !asked.errors.is_empty();
    html! {
        details #plan open[is_open] {
            summary { (words.say_with("plan-title", &args!["day" => words.day_of_year(with_us.plan.on)])) }
            (written(words, &with_us.plan))
            (not_happening::way(words, token))
            (answering(with_us, token, asked))
        }
    }
}

/// The plan: what stands in every plan in the reader's language, and what the school wrote as it wrote it.
fn written(words: &Words, plan: &AgreedPlan) -> Markup {
    html! {
        @if !words.language().is_english() { p.hint { (words.say("written-in-english")) } }
        @if !plan.changed.is_empty() {
            h3 { (words.say("plan-new")) }
            ul lang="en-GB" dir="auto" { @for sentence in &plan.changed { li { (sentence) } } }
        }
        @for outcome in &plan.said.outcomes { p { strong { (words.say("plan-long-run")) ": " } (theirs(&outcome.wording)) } }
        @for (n, one) in plan.said.targets.iter().enumerate() { (target(words, n + 1, one)) }
        @if !plan.said.lines.is_empty() {
            h3 { (words.say("plan-help")) }
            ul lang="en-GB" dir="auto" { @for one in &plan.said.lines { li { (of_line(one)) } } }
        }
    }
}

/// What the school wrote, in its own language and direction.
fn theirs(text: &str) -> Markup {
    html! { span lang="en-GB" dir="auto" { (lines(text)) } }
}

fn target(words: &Words, n: usize, one: &SaidTarget) -> Markup {
    let said = [("plan-adults", &one.strategy), ("plan-avoid", &one.avoid), ("plan-at-home", &one.at_home)];
    let from_to = args!["from" => one.baseline.to_string(), "to" => one.predicted.of(&one.unit)];
    html! {
        h3 { (words.say_with("plan-step", &args!["n" => n.to_string()])) ": " (theirs(&one.wording)) }
        p { (words.say_with("plan-from-to", &from_to)) " " (theirs(&one.measure)) "." }
        dl.summary { @for (id, text) in said { @if !text.is_empty() { div { dt { (words.say(id)) } dd { (theirs(text)) } } } } }
    }
}

fn answering(with_us: &AgreedWithUs, token: &str, asked: &ParentForm<'_>) -> Markup {
    let words = asked.words;
    let answers = coded(words, "plan", ANSWERS.iter().map(|one| one.as_code()));
    html! {
        h3.no-print { (words.say("plan-ask")) }
        @if let Some((answer, said, on)) = with_us.said.as_ref().filter(|(answer, ..)| ANSWERS.contains(answer)) {
            (told(words, (words.day_of_year(*on), words.coded("plan", answer.as_code())), said))
        }
        (post_form(format!("/i/{token}/plan")).class("no-print").of(html! {
            input type="hidden" name="version" value=(with_us.plan.version);
            (asked.one_of("plan_answer", "plan-answer", "", &answers))
            (asked.lines("plan_words", "plan-words", "own-words-hint", 3))
            p { (button(&words.say("tell-us"))) }
        }))
    }
}

/// Keeps the answer, word for word. Where they do not agree with all of it, whoever leads the meeting is asked to phone them.
pub(super) async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let (typed, now, back) = (Typed(fields), app.clock.now(), format!("/i/{token}"));
    let Some(with_us) = door.agreed.as_ref().filter(|_| door.reading == Reading::Open) else {
        return Ok(Redirect::to(&back).into_response());
    };
    let (answer, words) = (Agreement::from_code(typed.get("plan_answer")), cut(typed.get("plan_words")));
    let mut errors = door.no_errors();
    match answer.filter(|one| ANSWERS.contains(one)) {
        None => errors.add("plan_answer", door.words.say("wrong-plan")),
        Some(Agreement::InPart | Agreement::NotAgreed) if words.is_empty() => {
            errors.add("plan_words", door.words.say("wrong-plan-words"));
        }
        Some(_) => {}
    }
    if typed.get("version").parse() != Ok(with_us.plan.version) {
        errors.add("plan_answer", door.words.say("wrong-plan-changed"));
    }
    let Some(answer) = answer.filter(|_| errors.is_empty()) else {
        let body = page::page(&door, &token, &typed, &errors, now);
        return Ok(plain(&app, &door, meeting_page(&door, body).wrong(&errors)));
    };
    let (meeting, adult) = (&door.opened.conversation, door.opened.who.adult);
    let mut tx = begin(&app, &door).await?;
    answer_by_link(&mut tx, (meeting.plan, meeting.pupil), (with_us.plan.version, adult), (answer, &words)).await?;
    if answer != Agreement::Agree {
        tasks::add(&mut tx, &task::not_agreed(about(&door.opened), meeting.lead_role, answer, &words, now)).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("{back}#plan")).into_response())
}
