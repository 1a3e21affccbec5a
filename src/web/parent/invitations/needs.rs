//! What a parent needs to take part, as they tell it themselves behind their link: asked once, kept with its day, and corrected by them
//! whenever they like. Nothing about a child stands here.

use std::collections::BTreeSet;

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::{LinkedMeeting, begin, meeting_page, open, page::foot, plain, reading};
use crate::{
    domain::{
        adult_needs::{Aid, Format, Needs},
        task::{self, About},
        time::LongDay,
    },
    store::{
        adult_needs,
        conversations::invitations::{self, Opened},
        schools::SchoolCard,
        tasks,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, radios, text_input, textarea},
            typed::{Typed, cut},
        },
        frame::error::Result,
        parent::no_such_link::nothing,
        pupil::contacts::{formats, put_suits, suits_field, suits_of},
        ui::{button::button, post_form::post_form},
    },
};

/// The fields of text: name, question and hint.
const FIELDS: [(&str, &str, &str); 4] = [
    ("language", "Which language do you speak at home?", ""),
    (
        "written",
        "Which language do you like to read?",
        "If it is another. We write in English and find somebody who helps.",
    ),
    (
        "interpreter",
        "If you would like an interpreter: which language?",
        "It is free. British Sign Language is a language too.",
    ),
    ("hours", "When can we ring you?", "In your words, for example: not between 2 and 10"),
];

/// A language or a few words, no more.
const MOST: usize = 500;

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, jar: CookieJar) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    if is_behind(&door) {
        return Ok(plain(&app, &door.school, meeting_page(behind(&door, &token))));
    }
    let typed = match door.is_open() {
        true => typed(&door.opened.who.needs),
        false => typed(&Needs { language: String::new(), ..door.opened.who.needs.clone() }),
    };
    let body = page(&door.opened, &door.school, &token, &typed, &FormErrors::default());
    Ok(plain(&app, &door.school, meeting_page(body)))
}

pub(super) async fn tell(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    if is_behind(&door) {
        return Ok(Redirect::to(&format!("/i/{token}/needs")).into_response());
    }
    let typed = Typed(fields);
    let mut tx = begin(&app, &door).await?;
    let now = tx.now;
    let Some(opened) = invitations::by_token(tx.conn(), &token, now).await? else { return nothing(&app, &token).await };
    let needs = match read(&typed) {
        Ok(needs) => needs,
        Err(errors) => {
            drop(tx);
            let body = page(&opened, &door.school, &token, &typed, &errors);
            return Ok(plain(&app, &door.school, meeting_page(body).wrong(&errors)));
        }
    };
    // Whoever was not shown the language that the school knows cannot have taken it away.
    let kept =
        if door.is_open() || !needs.language.is_empty() { String::new() } else { opened.who.needs.language.clone() };
    let needs = if kept.is_empty() { needs } else { Needs { language: kept, ..needs } };
    let meeting = &opened.conversation;
    let about = About { conversation: meeting.id, pupil: meeting.pupil, adult: opened.who.adult };
    adult_needs::tell(&mut tx, about.pupil, about.adult, &needs).await?;
    if let (true, Some((_, slot))) = (meeting.is_open(), &meeting.booking) {
        tasks::add_all(&mut tx, task::interpreter(about, &needs, slot.id, now.today())).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/i/{token}/needs")).into_response())
}

/// What is known is seen and changed behind the code alone; where nothing is, it may be told.
fn is_behind(door: &LinkedMeeting) -> bool {
    !door.is_open() && !door.opened.who.needs.is_empty()
}

fn behind(door: &LinkedMeeting, token: &str) -> Markup {
    html! {
        p { a href=(format!("/i/{token}")) { "Back" } }
        h1 { "What you need" }
        (reading::told(door, token, &FormErrors::default()))
        (foot(&door.school))
    }
}

fn typed(needs: &Needs) -> Typed {
    let (aids, rest) = Aid::split(&needs.access_needs);
    let mut typed = Typed(aids.iter().map(|aid| ("aid".to_owned(), aid.as_code().to_owned())).collect());
    for (name, value) in [
        ("language", needs.language.as_str()),
        ("written", &needs.written_language),
        ("interpreter", &needs.interpreter),
        ("hours", &needs.hours),
        ("access", &rest),
        ("format", needs.format.as_code()),
    ] {
        typed.set(name, value);
    }
    put_suits(&mut typed, &needs.suits);
    typed
}

fn read(typed: &Typed) -> std::result::Result<Needs, FormErrors> {
    let mut errors = FormErrors::default();
    for (name, ..) in FIELDS {
        if typed.get(name).chars().count() > MOST {
            errors.add(name, format!("Please use {MOST} letters at most"));
        }
    }
    let format = Format::from_code(typed.get("format"));
    if format.is_none() {
        errors.add("format", "Choose how you would like what we send");
    }
    let text = |name| typed.get(name).to_owned();
    match format {
        Some(format) if errors.is_empty() => Ok(Needs {
            language: text("language"),
            written_language: text("written"),
            interpreter: text("interpreter"),
            format,
            access_needs: Aid::joined(&aids(typed), &cut(typed.get("access"))),
            hours: text("hours"),
            suits: suits_of(typed),
            asked_on: None,
        }),
        _ => Err(errors),
    }
}

/// What is ticked.
fn aids(typed: &Typed) -> BTreeSet<Aid> {
    typed.0.iter().filter(|(name, _)| name == "aid").filter_map(|(_, code)| Aid::from_code(code)).collect()
}

fn page(opened: &Opened, school: &SchoolCard, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let [language, written, interpreter, hours] =
        FIELDS.map(|(name, label, hint)| text_input(&field(name, label, hint), "text", "off"));
    let options: Vec<_> = Aid::ALL.iter().map(|aid| (aid.as_code(), aid.words())).collect();
    let ticked: Vec<_> = aids(typed).into_iter().map(Aid::as_code).collect();
    html! {
        (error_summary(errors))
        p { a href=(format!("/i/{token}")) { "Back" } }
        h1 { "What you need" }
        @if let (Some(day), true) = (opened.who.needs.asked_on, errors.is_empty()) {
            div.banner.banner-good role="status" {
                p {
                    strong { "Thank you. " }
                    "This is what you told us on "
                    (LongDay(day))
                    ". You can change it whenever you like."
                }
            }
        }
        p.lead { "Tell us once, and we use it each time we write to you or meet you. Leave empty what does not matter." }
        (post_form(format!("/i/{token}/needs")).of(html! {
            (language) (written) (interpreter)
            (radios(&field("format", "How would you like what we send?", ""), &formats()))
            (checkboxes(&field("aid", "What helps you to take part in a meeting?", "We arrange it each time, and it is free."), &options, &ticked))
            (textarea(&field("access", "Is there anything else you need to take part?", ""), 2))
            (suits_field(&field("suits", "When is a good time for you?", "Tick all that are. We offer such times first."), typed))
            (hours)
            p { (button("Save")) }
        }))
        (foot(school))
    }
}

/// The way to this page, with what is known so far.
pub(super) fn way(door: &LinkedMeeting, token: &str) -> Markup {
    let needs = &door.opened.who.needs;
    html! {
        @if let Some(language) = needs.reads() {
            p {
                "We write in English. Would you rather read this in "
                // Which one the school knows is behind the code, like all that is known.
                @if door.is_open() { bdi { (language) } } @else { "your language" }
                "? Tell us, by phone or below under “What you need”: somebody will help you. It is free."
            }
        }
        p {
            a href=(format!("/i/{token}/needs")) { @if needs.asked_on.is_some() { "What you need: see it or change it" } @else { "Tell us what you need" } }
            " (an interpreter, large print, good times: you are asked only once)"
        }
    }
}
