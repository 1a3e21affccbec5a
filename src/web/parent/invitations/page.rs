//! What a parent reads: plain words, and nothing about a child.

use maud::{Markup, html};

use super::{LinkedMeeting, afterwards, annual, apart, asking, meeting_page, needs, on_the_day, reading, siblings};
use crate::{
    args,
    domain::{
        conversation::{AnswerKind, Mode},
        people::Role,
        reminder::SlotFacts,
        time::Moment,
    },
    store::{
        conversations::{NewSlot, invitations::Opened},
        schools::SchoolCard,
    },
    texts::Words,
    web::{
        form::{
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::page::Page,
        meeting::{
            answer_form::{FreeTimes, TIMES, own_code, ticked},
            parent_words::is_time,
        },
        parent::{asked::ParentForm, easy_read::drawn, which_child},
        ui::{
            button::button, phone::phone, picture::Picture, post_form::post_form, safe_url::SafeUrl,
            summary_list::summary_list,
        },
    },
};

/// A time as it can be chosen.
pub(super) fn when(words: &Words, slot: &NewSlot) -> String {
    words.time_and_place(slot.starts, slot.minutes, slot.mode, &slot.place)
}

/// The name of the form in which an answer is given.
pub(super) const ANSWER: &str = "answer-form";

/// The page as the meeting stands now.
pub(super) fn page(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors, now: Moment) -> Markup {
    let LinkedMeeting { opened, school, words, .. } = door;
    let meeting = &opened.conversation;
    html! {
        (which_child::line(words, opened, door.is_open()))
        (error_summary(errors))
        @if meeting.cancelled.is_some() {
            h1 { (words.say("cancelled-title")) }
            p.lead { (words.say("cancelled-lead")) }
        } @else if meeting.record.is_some() {
            (afterwards::page(door, token, typed, errors, now))
        } @else if let Some(slot) = gone(opened, now) {
            h1 { (words.say("gone-title")) }
            p.lead { strong { (words.slot(slot)) } }
            p { (words.say("gone-lead")) }
        } @else {
            (heading(door, token, now))
            (reading::told(door, token, errors))
            (annual::section(door, token, now))
            (who(door, now))
            @if is_time(opened, now) {
                (drawn(words, Picture::Write, html! {
                    p { a href=(format!("/i/{token}/views")) { (words.say("views-link")) } " " span.hint { (words.say("views-link-hint")) } }
                }))
            }
            (needs::way(door, token))
            (apart::way(words, token))
            (questions(door, token, &ParentForm { words, typed, errors }))
        }
        (asking::way(words, token))
        (foot(words, school))
    }
}

/// Whether an answer can be given on the page.
pub(super) fn asks(opened: &Opened, now: Moment) -> bool {
    let meeting = &opened.conversation;
    meeting.cancelled.is_none() && meeting.record.is_none() && gone(opened, now).is_none()
}

/// What is to be done now, and what was said to it.
fn heading(door: &LinkedMeeting, token: &str, now: Moment) -> Markup {
    let LinkedMeeting { opened, school, words, times, .. } = door;
    html! {
        @if let Some((_, slot)) = &opened.conversation.booking {
            h1 { (words.say("booked-title")) }
            (said(door))
            (drawn(words, Picture::Day, html! { p.lead { strong { (words.slot(slot)) } } }))
            p { a href=(format!("/i/{token}/calendar.ics")) { (words.say("calendar-link")) } }
            (on_the_day::section(door, token, now))
        } @else if times.taken && times.offered.is_empty() {
            h1 { (words.say("taken-title")) }
            (said(door))
            p.lead { (words.say(if times.is_empty() { "taken-none" } else { "taken-near" })) }
        } @else if times.is_empty() {
            h1 { (words.say("passed-title")) }
            (said(door))
            p.lead { (words.say("passed-lead")) }
        } @else {
            h1 { (words.say("choose-title")) }
            (said(door))
            @let lead = words.say_with("choose-lead", &args!["school" => school.name.as_str()]);
            (drawn(words, Picture::Talk, html! { p.lead { (lead) } }))
        }
    }
}

/// The time that was agreed, once it is over.
fn gone(opened: &Opened, now: Moment) -> Option<&SlotFacts> {
    let slot = opened.conversation.booking.as_ref().map(|(_, slot)| slot)?;
    (slot.starts.plus_minutes(slot.minutes) <= now).then_some(slot)
}

/// As what somebody will be there: the name of the text, which tells nothing of why the school writes.
fn as_what(role: Role) -> Option<&'static str> {
    match role {
        Role::Teacher => Some("role-teacher"),
        Role::TeachingAssistant => Some("role-assistant"),
        Role::Head => Some("role-head"),
        Role::Senco => Some("role-senco"),
        Role::Governor | Role::Office | Role::Admin => None,
    }
}

/// Who will be there and as what, how long it lasts, where to come, and that nobody has to come alone.
fn who(door: &LinkedMeeting, now: Moment) -> Markup {
    let LinkedMeeting { opened, school, words, .. } = door;
    let meeting = &opened.conversation;
    let role = meeting.lead_role.and_then(as_what).map(|role| format!(", {}", words.say(role))).unwrap_or_default();
    let mut facts = vec![(words.say("will-meet"), html! { bdi { (meeting.lead_name.formal()) } (role) })];
    if !meeting.also_present.is_empty() {
        facts.push((words.say("also-there"), html! { bdi { (meeting.also_present) } }));
    }
    let times: Vec<NewSlot> = match &meeting.booking {
        Some((_, slot)) => vec![slot.into()],
        None => door.times.coded().into_iter().map(|(_, slot)| slot).collect(),
    };
    if let Some(first) = times.first().filter(|first| times.iter().all(|one| one.minutes == first.minutes)) {
        facts.push((words.say("how-long"), html! { (words.minutes(first.minutes)) }));
    }
    if !school.entrance.is_empty() && times.iter().any(|one| one.mode == Mode::School) {
        facts.push((words.say("entrance"), html! { bdi { (school.entrance) } }));
    }
    if let Some(link) = SafeUrl::web(&school.video_link)
        && times.iter().any(|one| one.mode == Mode::Video && one.place.is_empty())
    {
        facts.push((words.say("video-link"), html! { bdi { a href=(link) rel="noreferrer" { (link) } } }));
    }
    facts.push((words.say("bring-title"), html! { (words.say("brings-hint")) }));
    if meeting.booking.is_none() && meeting.answer_by >= now.today() {
        facts.push((words.say("answer-by"), html! { (words.day_of_year(meeting.answer_by)) }));
    }
    let facts: Vec<_> = facts.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    drawn(words, Picture::People, summary_list(&facts))
}

fn said(door: &LinkedMeeting) -> Markup {
    let (opened, words) = (&door.opened, &door.words);
    if opened.who.answer.as_ref().is_some_and(|said| opened.conversation.moved_since(said)) {
        return html! {
            div.banner role="status" { p { strong { (words.say("moved-title")) " " } (words.say("moved-words")) } }
        };
    }
    let kind = match opened.who.answer.as_ref().map(|a| a.kind) {
        Some(AnswerKind::WrongPerson) | None => return Markup::default(),
        Some(kind) => kind,
    };
    let told = if door.is_open() { words.coded("said", kind.as_code()) } else { words.say("said-hidden") };
    html! {
        div.banner.banner-good role="status" { p { strong { (words.say("thanks")) " " } (told) " " (words.say("said-change")) } }
    }
}

/// Fields that most people leave empty: they fold away.
const MORE: &[&str] = &["interpreter", "access", "brings", "message"];

/// What is asked first, and the answers to choose from, each with its code.
fn choices(words: &Words, opened: &Opened, times: &FreeTimes) -> (&'static str, Vec<(String, String)>) {
    let booked = opened.conversation.booking.is_some();
    let mut answers: Vec<(String, String)> = if booked {
        vec![("come".to_owned(), words.say("answer-come"))]
    } else {
        times.coded().into_iter().map(|(code, slot)| (code, when(words, &slot))).collect()
    };
    answers.extend(times.own.iter().map(|slot| {
        let own = words.say_with("answer-own", &args!["slot" => when(words, &slot.into())]);
        (own_code(slot), own)
    }));
    let mut add = |code: AnswerKind, id: &str| answers.push((code.as_code().to_owned(), words.say(id)));
    let none_of_these = !booked && !times.is_empty();
    add(AnswerKind::OtherTime, if none_of_these { "answer-none" } else { "answer-other" });
    add(AnswerKind::Phone, "answer-phone");
    add(AnswerKind::Cannot, "answer-cannot");
    add(AnswerKind::WrongPerson, "answer-wrong");
    let label = if booked {
        "ask-come"
    } else if none_of_these {
        "ask-which"
    } else {
        "ask-what"
    };
    (label, answers)
}

/// How the texts name the times that might suit better, in the order of [`TIMES`].
const WHEN: [&str; 5] = ["when-before", "when-during", "when-after", "when-evening", "when-video"];

fn questions(door: &LinkedMeeting, token: &str, asked: &ParentForm<'_>) -> Markup {
    let (words, typed, errors) = (asked.words, asked.typed, asked.errors);
    let (label, answers) = choices(words, &door.opened, &door.times);
    let whens: Vec<_> = TIMES.iter().zip(WHEN).map(|((code, _), id)| ((*code).to_owned(), words.say(id))).collect();
    let times: Vec<&str> = TIMES.iter().map(|t| t.0).filter(|t| ticked(typed, t)).collect();
    let brings = [("yes".to_owned(), words.say("brings-yes"))];
    html! {
        (post_form(format!("/i/{token}")).id(ANSWER).of(html! {
            (asked.one_of("answer", label, "", &answers))
            (siblings::fields(door, typed, errors))
            // Shown once "another time" is chosen, by style alone; where a browser cannot do that, always.
            div.when {
                (asked.any_of("when", ("when-label", "when-hint"), &whens, &times))
                (asked.line("preferences", "when-own", "when-own-hint"))
            }
            details open[MORE.iter().any(|name| !typed.get(name).is_empty() || errors.get(name).is_some())] {
                summary { (words.say("more")) }
                (asked.line("interpreter", "interpreter-label", "interpreter-hint"))
                (asked.line("access", "access-label", "access-hint"))
                (asked.any_of("brings", ("brings-label", "brings-hint"), &brings, &[typed.get("brings")]))
                (asked.lines("message", "message-label", "", 4))
            }
            (which_child::beside_the_button(words, &door.opened, door.is_open()))
            p { (button(&words.say("answer-send"))) }
        }))
    }
}

/// After somebody said that they are not the person we meant: their link has ended.
pub(super) fn not_you(door: &LinkedMeeting) -> Markup {
    html! {
        h1 { (door.words.say("not-you-title")) }
        p.lead { (door.words.say("not-you-lead")) }
        (foot(&door.words, &door.school))
    }
}

/// After a paper copy was asked for.
pub(super) fn paper_comes(door: &LinkedMeeting, token: &str) -> Markup {
    html! {
        h1 { (door.words.say("paper-comes-title")) }
        p.lead { (door.words.say("paper-comes-lead")) }
        (back(&door.words, token))
        (foot(&door.words, &door.school))
    }
}

/// A page behind the link beside that of the meeting itself: the way back, what is wrong, what it is about, and whom to phone.
pub(super) fn framed(door: &LinkedMeeting, token: &str, errors: &FormErrors, inner: &Markup) -> Page {
    let body = html! {
        div.no-print { (back(&door.words, token)) }
        (error_summary(errors))
        (inner)
        (foot(&door.words, &door.school))
    };
    meeting_page(door, body).wrong(errors)
}

/// The way back to the meeting.
pub(super) fn back(words: &Words, token: &str) -> Markup {
    html! { p { a href=(format!("/i/{token}")) { (words.say("back")) } } }
}

/// Whom to phone, and who helps besides.
pub(super) fn foot(words: &Words, school: &SchoolCard) -> Markup {
    html! {
        h2 { (words.say("talk-to-us")) }
        (drawn(words, Picture::Phone, html! {
            @if school.phone.is_empty() { p { (words.say("talk-office")) } }
            @else {
                p { (words.say_with("talk-phone", &args!["phone" => school.phone.as_str()])) }
                p { (phone(&school.phone)) }
            }
        }))
        @if !school.sendiass.is_empty() { p { (words.labelled("advice", &school.sendiass)) } }
        @if !school.local_offer.is_empty() {
            p {
                (words.say("near-you")) ": "
                bdi {
                    @if let Some(page) = SafeUrl::web(&school.local_offer) { a href=(page) rel="noreferrer" { (page) } } @else { (school.local_offer) }
                }
            }
        }
    }
}
