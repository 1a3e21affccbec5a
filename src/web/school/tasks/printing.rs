//! Letters as they are printed: an invitation names its times, other messages have the words of their mail, and what was agreed stands
//! there in full, for whoever may read the record of the meeting.

use axum::response::Response;
use maud::{Markup, html};

use super::{ShownTask, letter};
use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb},
        adult_needs::{Needs, Way},
        audit::Subject,
        ids::{AdultId, ConversationId, TaskId},
        notice::{HeldBack, NoticeKind, Recipient},
        restriction::Effect,
    },
    store::{
        adult_needs, contacts,
        conversations::{self, Conversation, OnPaper},
        postal, reminders, schools, which_child, wordings,
    },
    texts::Words,
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        meeting::conversations::paper,
        ui::who_gets_what::Reached,
    },
};

/// The page of these letters: one by itself, or all with those that must not be sent.
pub(super) async fn written(
    app: &App,
    person: &Person,
    tasks: &[ShownTask],
    held: Option<&[ShownTask]>,
) -> Result<Response> {
    let (school, now, are_all) = (person.viewer.school, app.clock.now(), held.is_some());
    let mut conn = app.store.read().await?;
    let card = schools::get(&mut conn, school).await?;
    let adults: Vec<AdultId> = tasks.iter().filter_map(|one| one.task.adult).collect();
    let to: Vec<Recipient> = adults.iter().map(|adult| Recipient::Adult(*adult)).collect();
    let names = reminders::names_of(&mut conn, &to).await?;
    let needs = adult_needs::of_all(&mut conn, &adults).await?;
    let addresses = postal::of_all(&mut conn, &adults).await?;
    let about: Vec<ConversationId> = tasks.iter().filter_map(|one| one.task.conversation).collect();
    let meetings = conversations::on_paper(&mut conn, &about).await?;
    let pairs: Vec<_> = tasks.iter().filter_map(|one| one.task.adult.zip(one.task.pupil)).collect();
    let rules = schools::rules(&mut conn, school, now.today()).await?;
    let marks = which_child::marks(&mut conn, &pairs, &rules, now.today()).await?;
    let known = contacts::facts_of_all(&mut conn, &pairs, now.today()).await?;
    let hides = |pair: &_| known.get(pair).is_some_and(|facts| facts.effects.contains(&Effect::AddressHidden));
    let wording = wordings::of(&mut conn, school).await?;
    let written_in = |one: &ShownTask| one.task.adult.and_then(|adult| needs.get(&adult)).map(Needs::written_in);
    let goes = tasks.iter().map(|one| reached(one, written_in(one).unwrap_or_default(), Ok(Way::Letter)));
    let held = held.unwrap_or_default().iter().map(|one| reached(one, String::new(), Err(why_not(one))));
    let whom: Vec<Reached> = goes.chain(held).collect();
    let mut sheets = Vec::new();
    for one in tasks {
        let Some((adult, pupil)) = one.task.adult.zip(one.task.pupil) else { continue };
        let name = names.get(&Recipient::Adult(adult)).ok_or(Error::NotFound)?;
        let needs = needs.get(&adult).ok_or(Error::NotFound)?;
        let meeting = one.task.conversation.and_then(|id| meetings.get(&id));
        let to = letter::To {
            name,
            words: Words::of(&wording, needs.language_to_write().0),
            needs,
            // A letter with an address that is hidden lies in no pile with others.
            address: addresses.get(&adult).filter(|_| !are_all || !hides(&(adult, pupil))),
            hidden: are_all && hides(&(adult, pupil)),
            child: marks.get(&(adult, pupil)).copied(),
            // Where it can be added, for whoever may.
            card: person.may(Thing::Contacts, Verb::Change).then(|| format!("/pupils/{pupil}/contacts/{adult}")),
        };
        let on = letter::Sheet { school: &card, to: &to, now, among_others: are_all };
        sheets.push(match (one.task.message, one.task.conversation) {
            (Some(NoticeKind::Summary), Some(id)) => {
                let found = conversations::visible_to(&mut conn, &person.viewer, id, Verb::See, now.today()).await?;
                agreed(&on, &found.ok_or(Error::NotFound)?, adult)
            }
            (message, _) => told(&on, message, meeting)?,
        });
    }
    drop(conn);
    let seen: Vec<_> = tasks.iter().filter_map(|one| Some((Some(one.task.id.0), one.task.pupil?))).collect();
    app.viewed_all(person, Subject::Letter, &seen).await?;
    let ids: Vec<TaskId> = tasks.iter().map(|one| one.task.id).collect();
    let (title, body) = match sheets.as_slice() {
        [sheet] if !are_all => ("Letter", letter::alone(sheet)),
        sheets => ("Letters", letter::all(sheets, &whom, &ids, person.may(Thing::Tasks, Verb::Change))),
    };
    app.answer(person, Page::new(title, body)).await
}

/// Who gets which letter.
fn reached(one: &ShownTask, language: String, how: std::result::Result<Way, String>) -> Reached {
    // The page is printed: no child is named on it.
    let about = one.task.message.map_or("Invitation", NoticeKind::words).to_owned();
    Reached { name: one.task.adult_name.clone(), about, language, how, more: "" }
}

/// Why a letter must not be sent today.
fn why_not(one: &ShownTask) -> String {
    one.blocked.as_ref().map_or_else(|| "nobody is named for it".to_owned(), HeldBack::words)
}

/// A message about a meeting that is to come, or is called off.
fn told(on: &letter::Sheet<'_>, message: Option<NoticeKind>, meeting: Option<&OnPaper>) -> Result<Markup> {
    let (Some(kind), Some(known)) = (message, meeting) else { return letter::invitation(on, meeting, false) };
    if matches!(kind, NoticeKind::Invite | NoticeKind::InviteReminder) {
        return letter::invitation(on, meeting, kind == NoticeKind::InviteReminder);
    }
    let telling = dispatch::Telling {
        kind,
        name: on.to.name,
        reads: on.to.needs.language_to_write().1,
        time: known.booked.as_ref(),
        lead: &known.lead,
        also_present: &known.also_present,
        child: on.to.child,
    };
    let shown = |words: &Words| -> Result<(String, Markup)> {
        let paper = dispatch::on_paper(on.school, &telling, words)?;
        let body = html! {
            @for lines in &paper.paragraphs {
                p { @for (n, line) in lines.iter().enumerate() { @if n > 0 { br; } (line) } }
            }
        };
        Ok((paper.title, body))
    };
    letter::in_languages(on, shown)
}

/// What was agreed, in full, with what this adult said to it and nothing that another did.
fn agreed(on: &letter::Sheet<'_>, meeting: &Conversation, adult: AdultId) -> Markup {
    let one = meeting.invited.iter().find(|one| one.adult == adult);
    let body = match (&meeting.record, one) {
        (Some(record), Some(one)) if meeting.met() => html! {
            p { "Dear " (on.to.name.formal()) "," }
            (letter::about(on, Some(record.held_on)))
            (paper::agreed(on.school, meeting, record, one))
            p { "Yours sincerely," }
            p { (meeting.lead_name.formal()) br; (on.school.name) }
        },
        _ => html! {
            p { "Dear " (on.to.name.formal()) "," }
            (letter::about(on, None))
            p {
                "We have looked at how school is going and what happens next, without a meeting. "
                "We would like to tell you about it. Please "
                (letter::reach(on.school))
                "."
            }
            p { "Yours sincerely," }
            p { (meeting.lead_name.formal()) br; (on.school.name) }
        },
    };
    letter::sheet(on, "What we agreed", &body)
}
