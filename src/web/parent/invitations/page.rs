//! What a parent reads: plain words, and nothing about a child.

use maud::{Markup, html};

use super::{LinkedMeeting, afterwards, annual, asking, needs, on_the_day, reading, siblings};
use crate::{
    domain::{
        conversation::{AnswerKind, Mode},
        count::counted,
        people::Role,
        reminder::SlotFacts,
        time::{ClockTime, LongDay, Moment},
    },
    store::{
        conversations::{NewSlot, invitations::Opened},
        schools::SchoolCard,
    },
    web::{
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, radios, text_input, textarea},
            typed::Typed,
        },
        meeting::{
            answer_form::{FreeTimes, TIMES, own_code, ticked},
            parent_words::is_time,
        },
        parent::which_child,
        ui::{button::button, phone::phone, post_form::post_form, safe_url::SafeUrl, summary_list::summary_list},
    },
};

/// "Thursday 26 November 2026, 9:15am, 30 minutes, at school, Room 3".
pub(super) fn when(slot: &NewSlot) -> String {
    let local = slot.starts.local();
    let place = if slot.place.is_empty() { String::new() } else { format!(", {}", slot.place) };
    let (day, time) = (LongDay(local.date()), ClockTime(local.time()));
    let length = counted(slot.minutes, "minute", "minutes");
    format!("{day}, {time}, {length}, {}{place}", slot.mode.words())
}

/// The page as the meeting stands now.
pub(super) fn page(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors, now: Moment) -> Markup {
    let LinkedMeeting { opened, school, .. } = door;
    let meeting = &opened.conversation;
    html! {
        (which_child::line(opened, door.is_open()))
        (error_summary(errors))
        @if meeting.cancelled.is_some() {
            h1 { "This meeting has been cancelled" }
            p.lead { "We are sorry. We will write to you or phone you to agree another time." }
        } @else if meeting.record.is_some() {
            (afterwards::page(door, token, typed, errors, now))
        } @else if let Some(slot) = gone(opened, now) {
            h1 { "We had planned to meet" }
            p.lead { strong { (when(&slot.into())) } }
            p {
                "If we met: thank you. We will send you what we agreed. If we did not meet, that is all right: "
                "please phone us, and we will find another time."
            }
        } @else {
            @if let Some((_, slot)) = &meeting.booking {
                h1 { "Our meeting with you" }
                (said(door))
                p.lead { strong { (when(&slot.into())) } }
                p { a href=(format!("/i/{token}/calendar.ics")) { "Put it in your calendar" } }
                (on_the_day::section(door, token, now))
            } @else if door.times.taken && door.times.offered.is_empty() {
                h1 { "The times that we offered have been taken" }
                (said(door))
                p.lead {
                    "We are sorry. "
                    @if door.times.is_empty() { "Tell us when would suit you, or phone us." }
                    @else { "These are the nearest times that are free." }
                }
            } @else if door.times.is_empty() {
                h1 { "The times that we offered have passed" }
                (said(door))
                p.lead { "We would still like to meet you. Tell us when would suit you, or phone us." }
            } @else {
                h1 { "Please choose a time to talk with us" }
                (said(door))
                p.lead { (school.name) " would like to meet you. What you know and think matters to us." }
            }
            (reading::told(door, token, errors))
            (annual::section(door, token, now))
            (who(door, now))
            @if is_time(opened, now) {
                p { a href=(format!("/i/{token}/views")) { "Tell us your views before we meet" } " (about 2 minutes, if you like)" }
            }
            (needs::way(door, token))
            (questions(door, token, typed, errors))
        }
        (asking::way(token))
        (foot(school))
    }
}

/// The time that was agreed, once it is over.
fn gone(opened: &Opened, now: Moment) -> Option<&SlotFacts> {
    let slot = opened.conversation.booking.as_ref().map(|(_, slot)| slot)?;
    (slot.starts.plus_minutes(slot.minutes) <= now).then_some(slot)
}

/// As what somebody will be there, in words that tell nothing of why the school writes.
fn as_what(role: Role) -> Option<&'static str> {
    match role {
        Role::Teacher => Some("teacher"),
        Role::TeachingAssistant => Some("teaching assistant"),
        Role::Head => Some("headteacher"),
        Role::Senco => Some("co-ordinates support in our school"),
        Role::Governor | Role::Office | Role::Admin => None,
    }
}

/// Who will be there and as what, how long it lasts, where to come, and that nobody has to come alone.
fn who(door: &LinkedMeeting, now: Moment) -> Markup {
    let LinkedMeeting { opened, school, .. } = door;
    let meeting = &opened.conversation;
    let role = meeting.lead_role.and_then(as_what).map(|role| format!(", {role}")).unwrap_or_default();
    let mut facts = vec![("You will meet", html! { (meeting.lead_name.formal()) (role) })];
    if !meeting.also_present.is_empty() {
        facts.push(("Also at the meeting", html! { (meeting.also_present) }));
    }
    let times: Vec<NewSlot> = match &meeting.booking {
        Some((_, slot)) => vec![slot.into()],
        None => door.times.coded().into_iter().map(|(_, slot)| slot).collect(),
    };
    if let Some(first) = times.first().filter(|first| times.iter().all(|one| one.minutes == first.minutes)) {
        facts.push(("How long", html! { (counted(first.minutes, "minute", "minutes")) }));
    }
    if !school.entrance.is_empty() && times.iter().any(|one| one.mode == Mode::School) {
        facts.push(("Where to come in", html! { (school.entrance) }));
    }
    if let Some(link) = SafeUrl::web(&school.video_link)
        && times.iter().any(|one| one.mode == Mode::Video && one.place.is_empty())
    {
        facts.push(("Link for the video call", html! { a href=(link) rel="noreferrer" { (link) } }));
    }
    facts.push(("You may bring someone", html! { "A friend, a relative or an adviser is welcome." }));
    if meeting.booking.is_none() && meeting.answer_by >= now.today() {
        facts.push(("Please answer by", html! { (LongDay(meeting.answer_by)) }));
    }
    summary_list(&facts)
}

fn said(door: &LinkedMeeting) -> Markup {
    let opened = &door.opened;
    if opened.who.answer.as_ref().is_some_and(|said| opened.conversation.moved_since(said)) {
        return html! {
            div.banner role="status" { p { strong { "The time has changed. " } "Please tell us below whether you can come." } }
        };
    }
    let words = match opened.who.answer.as_ref().map(|a| a.kind) {
        Some(AnswerKind::Accept) => "You told us that you will come.",
        Some(AnswerKind::OtherTime) => "You asked for another time. We will be in touch.",
        Some(AnswerKind::Phone) => "You asked for a phone call. We will ring you.",
        Some(AnswerKind::Cannot) => "You told us that you cannot come. We will be in touch.",
        Some(AnswerKind::WrongPerson) | None => return Markup::default(),
    };
    let words = if door.is_open() { words } else { "We have your answer." };
    html! {
        div.banner.banner-good role="status" { p { strong { "Thank you. " } (words) " You can change your answer below." } }
    }
}

/// Fields that most people leave empty: they fold away.
const MORE: &[&str] = &["interpreter", "access", "brings", "message"];

/// What is asked first, and the answers to choose from, each with its code.
fn choices(opened: &Opened, times: &FreeTimes) -> (&'static str, Vec<(String, String)>) {
    let booked = opened.conversation.booking.is_some();
    let mut answers: Vec<(String, String)> = if booked {
        vec![("come".to_owned(), "I will come".to_owned())]
    } else {
        times.coded().into_iter().map(|(code, slot)| (code, when(&slot))).collect()
    };
    answers
        .extend(times.own.iter().map(|slot| (own_code(slot), format!("A meeting of my own: {}", when(&slot.into())))));
    let mut add = |code: AnswerKind, words: &str| answers.push((code.as_code().to_owned(), words.to_owned()));
    let none_of_these = !booked && !times.is_empty();
    add(
        AnswerKind::OtherTime,
        if none_of_these { "None of these: I need another time" } else { "I need another time" },
    );
    add(AnswerKind::Phone, "Please phone me instead");
    add(AnswerKind::Cannot, "I cannot take part");
    add(AnswerKind::WrongPerson, "I am not the person you meant");
    let label = if booked {
        "Can you come?"
    } else if none_of_these {
        "Which time suits you?"
    } else {
        "What would you like to do?"
    };
    (label, answers)
}

fn questions(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let (label, answers) = choices(&door.opened, &door.times);
    let answers: Vec<(&str, &str)> = answers.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect();
    let times: Vec<&str> = TIMES.iter().map(|t| t.0).filter(|t| ticked(typed, t)).collect();
    html! {
        (post_form(format!("/i/{token}")).of(html! {
            (radios(&field("answer", label, ""), &answers))
            (siblings::fields(door, typed, errors))
            // Shown once "another time" is chosen, by style alone; where a browser cannot do that, always.
            div.when {
                (checkboxes(&field("when", "When would suit you?", "Tick all that would do."), TIMES, &times))
                (text_input(&field("preferences", "Other times, in your words", "For example: Tuesdays after 4"), "text", "off"))
            }
            details open[MORE.iter().any(|name| !typed.get(name).is_empty() || errors.get(name).is_some())] {
                summary { "An interpreter, something you need, or a message" }
                (text_input(
                    &field(
                        "interpreter",
                        "If you would like an interpreter: which language?",
                        "It is free. British Sign Language is a language too.",
                    ),
                    "text",
                    "off",
                ))
                (text_input(
                    &field(
                        "access",
                        "Is there anything you need to take part?",
                        "For example: step-free access, large print, childcare",
                    ),
                    "text",
                    "off",
                ))
                (checkboxes(
                    &field(
                        "brings",
                        "Will you bring somebody with you?",
                        "A friend, a relative or an adviser is welcome.",
                    ),
                    &[("yes", "Yes, somebody comes with me")],
                    &[typed.get("brings")],
                ))
                (textarea(&field("message", "Is there anything you would like us to know or talk about?", ""), 4))
            }
            (which_child::beside_the_button(&door.opened, door.is_open()))
            p { (button("Send my answer")) }
        }))
    }
}

/// After somebody said that they are not the person we meant: their link has ended.
pub(super) fn not_you(school: &SchoolCard) -> Markup {
    html! {
        h1 { "Thank you for telling us" }
        p.lead { "We are sorry. This link no longer works, and the school office will put it right." }
        (foot(school))
    }
}

/// After a paper copy was asked for.
pub(super) fn paper_comes(school: &SchoolCard, token: &str) -> Markup {
    html! {
        h1 { "A paper copy is on its way" }
        p.lead { "We will print what we agreed and give it to you." }
        p { a href=(format!("/i/{token}")) { "Back" } }
        (foot(school))
    }
}

pub(super) fn foot(school: &SchoolCard) -> Markup {
    html! {
        h2 { "Talk to us" }
        p {
            @if school.phone.is_empty() { "Please phone the school office: we are happy to help." }
            @else { "Would you rather phone? Ring " (phone(&school.phone)) ": we are happy to help." }
        }
        @if !school.sendiass.is_empty() { p { "Free and impartial advice for families: " (school.sendiass) } }
        @if !school.local_offer.is_empty() {
            p { "What there is for families near you: "
                @if let Some(page) = SafeUrl::web(&school.local_offer) { a href=(page) rel="noreferrer" { (page) } } @else { (school.local_offer) }
            }
        }
    }
}
