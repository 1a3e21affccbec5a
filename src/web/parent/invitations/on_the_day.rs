//! The day of the meeting, as a parent has it: one press says that they are running late, or would rather be phoned.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{LinkedMeeting, act, open};
use crate::{
    domain::{
        day_message::{DayWord, can_be_said, is_about},
        reminder::SlotFacts,
        task,
        time::Moment,
    },
    store::{
        conversations::invitations::Opened,
        day_messages::{self, DayMessage},
        tasks,
    },
    web::{
        App,
        form::typed::Typed,
        frame::error::Result,
        meeting::answering::about,
        parent::{no_such_link::nothing, visitor::Visitor},
        ui::post_form::post_form,
    },
};

/// What this adult has said of the time in force.
fn said(opened: &Opened, all: &[DayMessage]) -> Vec<DayWord> {
    let Some((_, slot)) = &opened.conversation.booking else { return Vec::new() };
    let theirs = all.iter().filter(|one| one.adult == Some(opened.who.adult) && is_about(one.at, slot.starts));
    theirs.map(|one| one.word).collect()
}

/// The same, asked for on the day alone: before it nothing is said, and after it the page does not tell.
pub(super) async fn said_of_today(
    conn: &mut SqliteConnection,
    opened: &Opened,
    now: Moment,
) -> anyhow::Result<Vec<DayWord>> {
    match of_today(opened, now) {
        Some(_) => Ok(said(opened, &day_messages::of_meeting(conn, opened.conversation.id).await?)),
        None => Ok(Vec::new()),
    }
}

/// The time of today's meeting, until it is over.
fn of_today(opened: &Opened, now: Moment) -> Option<&SlotFacts> {
    let slot = opened.conversation.booking.as_ref().map(|(_, slot)| slot)?;
    (opened.conversation.is_open() && can_be_said(slot.starts, slot.minutes, now)).then_some(slot)
}

/// The two buttons, on the day.
pub(super) fn section(door: &LinkedMeeting, token: &str, now: Moment) -> Markup {
    let words = &door.words;
    let button = |word: DayWord, label: &str| {
        post_form(format!("/i/{token}/today"))
            .of(html! { button.second type="submit" name="word" value=(word.as_code()) { (words.say(label)) } })
    };
    html! {
        @if of_today(&door.opened, now).is_some() {
            h2 { (words.say("today-title")) }
            @if !door.said_today.is_empty() {
                div.banner.banner-good role="status" { p { strong { (words.say("thanks")) " " } (words.say("today-known")) } }
            }
            div.actions.no-print {
                @if !door.said_today.contains(&DayWord::Late) { (button(DayWord::Late, "today-late")) }
                @if !door.said_today.contains(&DayWord::Phone) { (button(DayWord::Phone, "today-phone")) }
            }
        }
    }
}

pub(super) async fn say(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let (typed, now) = (Typed(fields), app.clock.now());
    let Some((mut tx, opened)) = act(&app, &door, &token).await? else { return nothing(&app, &token, &visitor).await };
    let before = said(&opened, &day_messages::of_meeting(tx.conn(), opened.conversation.id).await?);
    let word = DayWord::from_code(typed.get("word")).filter(|word| !before.contains(word));
    if let (Some(word), Some(slot)) = (word, of_today(&opened, now)) {
        let meeting = &opened.conversation;
        day_messages::say(&mut tx, meeting.id, meeting.pupil, Some(opened.who.adult), word).await?;
        if word == DayWord::Phone {
            tasks::add(&mut tx, &task::phone_today(about(&opened), meeting.lead_role, slot.starts, now.today()))
                .await?;
        }
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/i/{token}")).into_response())
}
