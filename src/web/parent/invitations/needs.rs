//! What a parent needs to take part, as they tell it themselves behind their link: asked once, kept with its day, and corrected by them
//! whenever they like. Nothing about a child stands here.

use std::collections::BTreeSet;

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{LinkedMeeting, act, afterwards::coded, open, page::framed, plain, reading};
use crate::{
    args,
    domain::{
        adult_needs::{Aid, Format, Needs, Time},
        task::{self, About},
    },
    store::{adult_needs, conversations::invitations::Opened, tasks},
    texts::Words,
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
        frame::{error::Result, page::Page},
        parent::{asked::ParentForm, easy_read::drawn, no_such_link::nothing, visitor::Visitor},
        pupil::contacts::{put_suits, suits_of},
        ui::{button::button, picture::Picture, post_form::post_form},
    },
};

/// The fields of text: name, question and hint.
const FIELDS: [(&str, &str, &str); 4] = [
    ("language", "needs-language", ""),
    ("written", "needs-written", "needs-written-hint"),
    ("interpreter", "interpreter-label", "interpreter-hint"),
    ("hours", "needs-hours", "needs-hours-hint"),
];

/// The name of the form.
const NEEDS: &str = "needs-form";

/// A language or a few words, no more.
const MOST: usize = 500;

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    if is_behind(&door) {
        return Ok(plain(&app, &door, behind(&door, &token)));
    }
    let typed = match door.is_open() {
        true => typed(&door.opened.who.needs),
        false => typed(&Needs { language: String::new(), ..door.opened.who.needs.clone() }),
    };
    Ok(asking(&app, &door, page(&door, &door.opened, &token, &typed, &door.no_errors())))
}

pub(super) async fn tell(
    State(app): State<App>,
    Path(token): Path<String>,
    mut visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let typed = Typed(fields);
    let is_switch = visitor.asked_by(&typed);
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    if is_behind(&door) {
        return Ok(Redirect::to(&format!("/i/{token}/needs")).into_response());
    }
    if is_switch {
        return Ok(asking(&app, &door, page(&door, &door.opened, &token, &typed, &door.no_errors())));
    }
    let Some((mut tx, opened)) = act(&app, &door, &token).await? else { return nothing(&app, &token, &visitor).await };
    let now = tx.now;
    let needs = match read(&door.words, &typed) {
        Ok(needs) => needs,
        Err(errors) => {
            drop(tx);
            return Ok(asking(&app, &door, page(&door, &opened, &token, &typed, &errors)));
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

/// The page with its form, which goes along into another language.
fn asking(app: &App, door: &LinkedMeeting, page: Page) -> Response {
    door.visitor.page(app, (&door.school.name, &door.words), Some(NEEDS), page)
}

fn behind(door: &LinkedMeeting, token: &str) -> Page {
    let errors = door.no_errors();
    let inner = html! {
        h1 { (door.words.say("needs-title")) }
        (reading::told(door, token, &errors))
    };
    framed(door, token, &errors, &inner)
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

fn read(words: &Words, typed: &Typed) -> std::result::Result<Needs, FormErrors> {
    let mut errors = FormErrors::in_words(words);
    for (name, ..) in FIELDS {
        if typed.get(name).chars().count() > MOST {
            errors.add(name, words.say_with("wrong-letters", &args!["most" => MOST.to_string()]));
        }
    }
    let format = Format::from_code(typed.get("format"));
    if format.is_none() {
        errors.add("format", words.say("wrong-format"));
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

fn page(door: &LinkedMeeting, opened: &Opened, token: &str, typed: &Typed, errors: &FormErrors) -> Page {
    let words = &door.words;
    let asked = ParentForm { words, typed, errors };
    let [language, written, interpreter, hours] = FIELDS.map(|(name, label, hint)| asked.line(name, label, hint));
    let aid_choices = coded(words, "aid", Aid::ALL.iter().map(|aid| aid.as_code()));
    let ticked: Vec<_> = aids(typed).into_iter().map(Aid::as_code).collect();
    let inner = html! {
        h1 { (words.say("needs-title")) }
        @if let (Some(day), true) = (opened.who.needs.asked_on, errors.is_empty()) {
            div.banner.banner-good role="status" {
                p {
                    strong { (words.say("thanks")) " " }
                    (words.say_with("needs-told", &args!["day" => words.day_of_year(day)]))
                }
            }
        }
        p.lead { (words.say("needs-lead")) }
        (post_form(format!("/i/{token}/needs")).id(NEEDS).of(html! {
            (language) (written) (interpreter)
            (asked.one_of("format", "needs-format", "", &formats(words)))
            (asked.any_of("aid", ("needs-aid", "needs-aid-hint"), &aid_choices, &ticked))
            (asked.lines("access", "needs-access", "needs-access-hint", 2))
            (suits(&asked))
            (hours)
            p { (button(&words.say("save"))) }
        }))
    };
    framed(door, token, errors, &inner)
}

fn formats(words: &Words) -> Vec<(String, String)> {
    let said = |format: &Format| match format.as_code() {
        "" => words.say("format-as_it_comes"),
        code => words.coded("format", code),
    };
    Format::ALL.iter().map(|format| (format.as_code().to_owned(), said(format))).collect()
}

fn suits(asked: &ParentForm<'_>) -> Markup {
    let times: Vec<_> = coded(asked.words, "suits", Time::ALL.iter().map(|time| time.as_code()));
    let ticked = suits_of(asked.typed).as_text();
    let ticked: Vec<&str> = ticked.split_whitespace().collect();
    asked.any_of("suits", ("needs-suits", "needs-suits-hint"), &times, &ticked)
}

/// The way to this page, with what is known so far.
pub(super) fn way(door: &LinkedMeeting, token: &str) -> Markup {
    let (needs, words) = (&door.opened.who.needs, &door.words);
    html! {
        // Whoever reads a language that we write can have the page in it; for another somebody has to help.
        @if let Some(language) = needs.language_to_write().1 {
            // Which one the school knows is behind the code, like all that is known.
            @if door.is_open() { p { (words.say_with("reads-known", &args!["language" => language])) } }
            @else { p { (words.say("reads-hidden")) } }
        }
        @let says = if needs.asked_on.is_some() { "needs-see" } else { "needs-tell" };
        (drawn(words, Picture::Help, html! {
            p { a href=(format!("/i/{token}/needs")) { (words.say(says)) } " " span.hint { (words.say("needs-way-hint")) } }
        }))
    }
}
