//! The plan as it was agreed, behind the code: what the child works on, who does what, what is new, and whether the parent agrees. Nothing
//! of what it costs.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{LinkedMeeting, begin, meeting_page, not_happening, open, page, plain};
use crate::{
    domain::{
        access::may_decide,
        conversation::Agreement,
        plan_version::SaidTarget,
        reading_code::Reading,
        shortfall::of_line,
        task,
        time::{LongDay, Moment},
    },
    store::{
        contacts,
        conversations::invitations::Opened,
        plans::agreed::{AgreedPlan, agreed, answer_by_link, answer_of},
        tasks,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, radios, textarea},
            typed::{Typed, cut},
        },
        frame::error::Result,
        meeting::answering::about,
        parent::no_such_link::nothing,
        ui::{button::button, lines::lines, post_form::post_form},
    },
};

/// The version in force, and what this parent said last to it.
pub(super) struct AgreedWithUs {
    pub(super) plan: AgreedPlan,
    said: Option<(Agreement, String, NaiveDate)>,
}

/// It, for an adult who decides; nothing where none was agreed.
pub(super) async fn load(
    conn: &mut SqliteConnection,
    opened: &Opened,
    now: Moment,
) -> anyhow::Result<Option<AgreedWithUs>> {
    let (meeting, adult) = (&opened.conversation, opened.who.adult);
    let facts = contacts::facts_of_all(conn, &[(adult, meeting.pupil)], now.today()).await?;
    if !facts.get(&(adult, meeting.pupil)).is_some_and(may_decide) {
        return Ok(None);
    }
    let Some(plan) = agreed(conn, &[meeting.plan], NaiveDate::MIN).await?.remove(&meeting.plan) else {
        return Ok(None);
    };
    Ok(Some(AgreedWithUs { said: answer_of(conn, plan.version, adult).await?, plan }))
}

/// What may be answered: whoever answers was reached.
const ANSWERS: [Agreement; 3] = [Agreement::Agree, Agreement::InPart, Agreement::NotAgreed];

/// The section. It is open by itself once the meeting was held.
pub(super) fn section(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let Some(with_us) = door.agreed.as_ref().filter(|_| door.is_open()) else { return html! {} };
    let plan = &with_us.plan;
    let is_open = door.opened.conversation.record.is_some() || !errors.is_empty();
    html! {
        details #plan open[is_open] {
            summary { "The plan we agreed on " (LongDay(plan.on)) }
            @if !plan.changed.is_empty() {
                h3 { "What is new in it" }
                ul { @for sentence in &plan.changed { li { (sentence) } } }
            }
            @for outcome in &plan.said.outcomes { p { strong { "In the long run: " } (outcome.wording) } }
            @for (n, one) in plan.said.targets.iter().enumerate() { (target(n, one)) }
            @if !plan.said.lines.is_empty() {
                h3 { "Extra help" }
                ul { @for one in &plan.said.lines { li { (of_line(one)) } } }
            }
            (not_happening::way(token))
            (answering(with_us, token, typed, errors))
        }
    }
}

fn target(n: usize, one: &SaidTarget) -> Markup {
    let said =
        [("What adults do", &one.strategy), ("What does not help", &one.avoid), ("What helps at home", &one.at_home)];
    html! {
        h3 { "Step " (n + 1) ": " (one.wording) }
        p { "From " strong { (one.baseline) } " to " strong { (one.predicted.of(&one.unit)) } ". " (one.measure) "." }
        dl.summary { @for (words, text) in said { @if !text.is_empty() { div { dt { (words) } dd { (lines(text)) } } } } }
    }
}

fn answering(with_us: &AgreedWithUs, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let answers: Vec<_> = ANSWERS.iter().map(|one| (one.as_code(), words(*one))).collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        h3.no-print { "Do you agree with this plan?" }
        @if let Some((answer, said, on)) = with_us.said.as_ref().filter(|(answer, ..)| ANSWERS.contains(answer)) {
            div.banner.banner-good.no-print role="status" {
                p { strong { "Thank you. " } "On " (LongDay(*on)) " you told us: " (words(*answer)) "." @if !said.is_empty() { " “" (said) "”" } }
                p { "You can tell us again if something has changed." }
            }
        }
        (post_form(format!("/i/{token}/plan")).class("no-print").of(html! {
            input type="hidden" name="version" value=(with_us.plan.version);
            (radios(&field("plan_answer", "Your answer", ""), &answers))
            (textarea(&field("plan_words", "Is there something you would like to say to it?", "In your words. We keep them exactly as you write them."), 3))
            p { (button("Tell us")) }
        }))
    }
}

/// An answer as a parent gives it. That they were not reached is nothing they said.
fn words(answer: Agreement) -> &'static str {
    match answer {
        Agreement::Agree => "Yes, I agree",
        Agreement::InPart => "I agree with part of it",
        Agreement::NotAgreed => "No, I do not agree",
        Agreement::NotReached => "",
    }
}

/// Keeps the answer, word for word. Where they do not agree with all of it, whoever leads the meeting is asked to phone them.
pub(super) async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    let (typed, now, back) = (Typed(fields), app.clock.now(), format!("/i/{token}"));
    let Some(with_us) = door.agreed.as_ref().filter(|_| door.reading == Reading::Open) else {
        return Ok(Redirect::to(&back).into_response());
    };
    let (answer, words) = (Agreement::from_code(typed.get("plan_answer")), cut(typed.get("plan_words")));
    let mut errors = FormErrors::default();
    match answer.filter(|one| ANSWERS.contains(one)) {
        None => errors.add("plan_answer", "Choose one of the three answers"),
        Some(Agreement::InPart | Agreement::NotAgreed) if words.is_empty() => {
            errors.add("plan_words", "Tell us with what you do not agree");
        }
        Some(_) => {}
    }
    if typed.get("version").parse() != Ok(with_us.plan.version) {
        errors.add("plan_answer", "The plan has changed since you opened this page: please read it again");
    }
    let Some(answer) = answer.filter(|_| errors.is_empty()) else {
        let body = page::page(&door, &token, &typed, &errors, now);
        return Ok(plain(&app, &door.school, meeting_page(body).wrong(&errors)));
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
