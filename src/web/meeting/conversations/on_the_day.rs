//! The day of a meeting itself: what parents have said today, and one button by which all who come are told that the school is running late or
//! wants to be phoned. The messages are the same for everybody and tell nothing of a child.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::{Fields, change, done};
use crate::{
    domain::{
        day_message::{DayWord, can_be_said, is_about},
        time::{ClockTime, Moment},
    },
    store::{
        conversations::Conversation,
        day_messages::{self, DayMessage},
    },
    web::{
        App,
        form::typed::Typed,
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::post_form::post_form,
    },
};

/// What was said on the day of the time in force.
pub(super) fn of_today(all: Vec<DayMessage>, meeting: &Conversation) -> Vec<DayMessage> {
    let starts = meeting.booking.as_ref().map(|(_, slot)| slot.starts);
    all.into_iter().filter(|one| starts.is_some_and(|starts| is_about(one.at, starts))).collect()
}

/// Whether it is the day of a meeting that is still to be held.
fn is_today(meeting: &Conversation, now: Moment) -> bool {
    let said = meeting.booking.as_ref().is_some_and(|(_, slot)| can_be_said(slot.starts, slot.minutes, now));
    said && meeting.is_open()
}

/// What was said today, and the buttons.
pub(super) fn section(meeting: &Conversation, said: &[DayMessage], may: bool, now: Moment) -> Markup {
    let today = is_today(meeting, now);
    let told = |word| said.iter().any(|one| one.adult.is_none() && one.word == word);
    html! {
        @if today || !said.is_empty() {
            section aria-labelledby="on-the-day" {
                h2 #on-the-day { "On the day" }
                @if !said.is_empty() { ul { @for one in said { li { (words(meeting, one)) } } } }
                @if today && may {
                    div.actions.no-print {
                        @if !told(DayWord::Late) { (tell(meeting, DayWord::Late, "Tell the parents that we are running late")) }
                        @if !told(DayWord::Phone) { (tell(meeting, DayWord::Phone, "Ask the parents to phone us first")) }
                    }
                    p.hint.no-print { "Everybody who comes gets one short message at once. It names no child." }
                }
            }
        }
    }
}

fn tell(meeting: &Conversation, word: DayWord, label: &str) -> Markup {
    post_form(format!("/conversations/{}/today", meeting.id)).of(html! {
        button.second type="submit" name="word" value=(word.as_code()) { (label) }
    })
}

/// "Mrs Khan is running late (3:10pm)".
fn words(meeting: &Conversation, one: &DayMessage) -> Markup {
    let name = one.adult.and_then(|adult| meeting.invited.iter().find(|invited| invited.adult == adult));
    let at = ClockTime(one.at.local().time());
    html! {
        @match (one.adult, one.word) {
            (None, DayWord::Late) => { "The parents were told that we are running late" },
            (None, DayWord::Phone) => { "The parents were asked to phone us first" },
            (Some(_), word) => {
                strong {
                    @match name { Some(invited) => (invited.name.formal()), None => "A parent" }
                    @match word { DayWord::Late => " is running late", DayWord::Phone => " asks to be phoned instead" }
                }
            },
        }
        " (" (at) ")"
    }
}

/// Tells all who come, once.
pub(super) async fn say(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Fields,
) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let typed = Typed(fields);
    let word = DayWord::from_code(typed.get("word")).filter(|_| is_today(&meeting, tx.now));
    let Some(word) = word else {
        return Err(Error::Conflict("This can be said on the day of the meeting, until it is over.".to_owned()));
    };
    let said = of_today(day_messages::of_meeting(tx.conn(), meeting.id).await?, &meeting);
    if !said.iter().any(|one| one.adult.is_none() && one.word == word) {
        day_messages::say(&mut tx, meeting.id, meeting.pupil, None, word).await?;
    }
    done(&app, tx, meeting.id).await
}
