//! The screens around a meeting.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    after, annual,
    fields::who_when,
    offering::{reason, tries},
    on_the_day, review_day, services,
};
use crate::{
    domain::{
        adult_needs::{Format, when_to_ring},
        conversation::{Agreement, Mode, State},
        count::counted,
        ids::{AdultId, InvitationId},
        notice::HeldBack,
        time::{ClockTime, LongDay, Moment, ShortDay},
    },
    store::{
        annual_reviews::AnnualReview,
        conversations::{Conversation, Invited, KnownService, NewSlot, Record, Try, knowing::KnownTime},
        day_messages::DayMessage,
        parent_views::ParentView,
    },
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, number_input, radios, second_button, text_input},
            typed::Typed,
        },
        meeting::{arranging, parent_words::beforehand},
        ui::{button::button, post_form::post_form, summary_list::summary_list, table::table},
    },
};

pub(super) fn when(slot: &NewSlot) -> String {
    let local = slot.starts.local();
    let place = if slot.place.is_empty() { String::new() } else { format!(", {}", slot.place) };
    format!("{}, {}, {}{place}", LongDay(local.date()), ClockTime(local.time()), slot.mode.words())
}

/// The day and the time of an offer, numbered if there are several.
pub(super) fn slot_fields(n: usize, numbered: bool, typed: &Typed, errors: &FormErrors) -> Markup {
    let (day, time) = (format!("slot-{n}-day"), format!("slot-{n}-time"));
    let (day_label, time_label) = if numbered {
        (format!("Time {}: day", n + 1), format!("Time {}: from", n + 1))
    } else {
        ("Day".to_owned(), "From".to_owned())
    };
    html! {
        div.side {
            (date_input(&Field { name: &day, label: &day_label, hint: "", value: typed.get(&day), errors }))
            (text_input(&Field { name: &time, label: &time_label, hint: "", value: typed.get(&time), errors }, "time", "off"))
        }
    }
}

/// How people meet, or met, and for how long.
pub(super) fn how_fields(question: &'static str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field =
        |name: &'static str, label: &'static str| Field { name, label, hint: "", value: typed.get(name), errors };
    let modes: Vec<_> = Mode::ALL.iter().map(|m| (m.as_code(), m.words())).collect();
    html! {
        (radios(&field("mode", question), &modes))
        (number_input(&field("minutes", "How long"), "", "minutes"))
    }
}

/// What a meeting's page shows besides the meeting.
pub(super) struct MeetingPage {
    /// The reader may change it.
    pub(super) may: bool,
    /// The reader may know of restrictions.
    pub(super) reasons: bool,
    /// The record can still be taken back.
    pub(super) undo: bool,
    /// The time that was agreed has come.
    pub(super) begun: bool,
    /// Where it stands now.
    pub(super) state: State,
    /// What was said on the day of the time in force.
    pub(super) said: Vec<DayMessage>,
    pub(super) now: Moment,
    /// What parents told the school beforehand.
    pub(super) views: BTreeMap<InvitationId, ParentView>,
    /// Every try to hold this meeting.
    pub(super) tries: Vec<Try>,
    /// The annual review that it is, for whoever may see the record.
    pub(super) annual: Option<AnnualReview>,
    /// Who of other services is known already.
    pub(super) known: Vec<KnownService>,
    /// The day agreed for the plan's review, and whether the reader may agree another.
    pub(super) review_on: Option<NaiveDate>,
    pub(super) plans: bool,
    /// The parents have been met, and the reader may record the review that has not been since.
    pub(super) to_review: bool,
    /// Who would like to meet without the other parent.
    pub(super) apart: BTreeSet<AdultId>,
    /// Who knows when and where it will be held.
    pub(super) knows: Vec<KnownTime>,
}

impl MeetingPage {
    fn offered_again(&self, meeting: &Conversation) -> bool {
        self.tries.last().is_some_and(|newest| newest.id != meeting.id)
    }
}

/// A meeting: what became of it, and what can be done.
pub(super) fn show(meeting: &Conversation, seen: &MeetingPage, typed: &Typed, errors: &FormErrors) -> Markup {
    let mut facts = vec![
        ("Led by", html! { (meeting.lead_name.formal()) }),
        ("Offered", html! { (LongDay(meeting.offered.today())) }),
        ("Answers asked for by", html! { (LongDay(meeting.answer_by)) }),
    ];
    if meeting.booking.is_none() && meeting.record.is_none() && !meeting.slots.is_empty() {
        facts
            .push(("Times offered", html! { ul.bare { @for slot in &meeting.slots { li { (when(&slot.into())) } } } }));
    }
    if !meeting.also_present.is_empty() {
        facts.push(("Also there", html! { (meeting.also_present) }));
    }
    let rows: Vec<Vec<Markup>> = meeting.invited.iter().map(|one| row(meeting, one, seen)).collect();
    html! {
        p.no-print { a href=(format!("/plans/{}", meeting.plan)) { "Back to the plan" } }
        h1 { "Meeting with " (meeting.pupil_name.full()) "’s parents" }
        (error_summary(errors))
        @if seen.may && seen.undo { (after::undo_banner(meeting)) }
        p.lead {
            @if let Some((reason, at)) = &meeting.cancelled { "Cancelled on " (LongDay(at.today())) ": " (reason) }
            @else if let Some(record) = &meeting.record {
                @if meeting.met() { "Held on " (LongDay(record.held_on)) "." }
                @else { "Offered for " (LongDay(record.held_on)) "; nobody could come. It does not count as a meeting." }
            }
            @else if let Some((_, slot)) = &meeting.booking { "Booked: " (when(&slot.into())) }
            @else if seen.state == State::Lapsed { "The times that were offered have passed, and none was agreed." }
            @else { "Offered. No time is agreed yet." }
        }
        @if let Some(review) = &seen.annual { (annual::section(meeting, review)) }
        @if seen.may { (to_move(meeting, seen)) (review_day::note(meeting, seen.review_on, seen.plans)) (next_step(meeting, seen)) }
        (on_the_day::section(meeting, &seen.said, seen.may, seen.now))
        (summary_list(&facts))
        (table("Who was invited", &["Name", "Answer", "Phone"], &rows, "Nobody was invited."))
        (services::section(meeting, seen.may, &seen.known, typed, errors))
        (beforehand(meeting, &seen.views))
        @if seen.tries.len() > 1 { (tries(&seen.tries, Some(meeting.id))) }
        @if let Some(record) = &meeting.record {
            @if meeting.met() { (written(meeting, record)) }
            @if meeting.met() { p.no-print { a href=(format!("/conversations/{}/paper", meeting.id)) { "Print what was agreed, for the parents" } } }
        }
        @if seen.may && meeting.met() { (after::correction_form(meeting, typed, errors)) }
        @if seen.may && meeting.is_open() { (acts(meeting, typed, errors)) }
    }
}

/// Somebody knows the time and the place who may not take part any more.
fn to_move(meeting: &Conversation, seen: &MeetingPage) -> Markup {
    let kept_away = |one: &&Invited| one.may_take_part.as_ref().is_err_and(HeldBack::keeps_from_the_school);
    let knows = |one: &&Invited| seen.knows.iter().any(|time| time.adult == one.adult);
    html! {
        @for one in meeting.invited.iter().filter(kept_away).filter(knows) {
            div.banner {
                p {
                    strong { (one.name.formal()) " may not take part any more, and knows this time and place. " }
                    "Agree another time or place below. They are not told."
                }
            }
        }
    }
}

/// The one thing to do next.
fn next_step(meeting: &Conversation, seen: &MeetingPage) -> Markup {
    let again = arranging::again(meeting.plan, meeting.id);
    html! {
        p.actions.no-print {
            @if meeting.is_open() {
                a.second[!seen.begun].button[seen.begun] href=(format!("/conversations/{}/live", meeting.id)) { "Hold the meeting" }
                " " a.second href=(format!("/conversations/{}/record", meeting.id)) { "Record the meeting" }
                @if seen.state == State::Lapsed { " " a.button href=(again) { "Offer other times" } }
                @else if meeting.nobody_comes() || (meeting.booking.is_none() && meeting.invited.iter().any(Invited::declines)) {
                    " " a.second href=(again) { "Offer other times" }
                }
            } @else if seen.to_review && meeting.met() {
                a.button href=(format!("/plans/{}/review/new", meeting.plan)) { "Record its review" }
            } @else if !meeting.met() && !seen.offered_again(meeting) {
                a.button href=(again) { "Offer it again" }
            }
        }
    }
}

fn row(meeting: &Conversation, one: &Invited, seen: &MeetingPage) -> Vec<Markup> {
    let said = html! {
        @if let Some(how) = one.took_part { (how.words()) }
        @else if let Some(said) = &one.answer {
            (said.kind.words())
            @if let Some(slot) = said.slot.and_then(|id| meeting.slot(id)) {
                ": " (when(&slot.into()))
                @if meeting.moved_since(said) { ". " strong { "The time has changed since" } }
            }
            @if !said.preferences.is_empty() { ": " (said.preferences) }
            " (" (ShortDay(said.at.today())) ")"
        } @else if one.by_hand.is_empty() { "No answer yet" } @else { "No answer yet; invited by hand (" (one.by_hand) ")" }
        @if let Some(said) = &one.answer {
            @if let Some(by) = &said.entered_by { br; "Written down by " (by.formal()) }
            @if said.brings_someone { br; "Brings somebody" }
            @if !said.message.is_empty() { br; "“" (said.message) "”" }
        }
        (needed(one, seen))
        @if seen.apart.contains(&one.adult) { (wishes_apart(meeting, one, seen)) }
        @if let Some(at) = one.summary_sent { br; "What was agreed was sent on " (ShortDay(at.today())) }
        @if let Some((right, words, at)) = &one.summary_answer {
            br; strong { "Is it right? " (right.words()) } @if !words.is_empty() { ", “" (words) "”" } " (" (ShortDay(at.today())) ")"
        }
        @if !one.satisfaction.is_empty() {
            br; "Of the meeting: " (one.satisfaction.words())
            @if !one.satisfaction.comment.is_empty() { " “" (one.satisfaction.comment) "”" }
        }
        @match &one.may_take_part {
            Err(why) => { br; strong { "May not take part: " (reason(why, seen.reasons)) } }
            Ok(()) if seen.may && meeting.is_open() => {
                br; a.no-print href=(format!("/conversations/{}/answers/{}", meeting.id, one.invitation)) {
                    "Write down what they say" span.hidden { ": " (one.name.formal()) }
                }
                " · " a.no-print href=(format!("/conversations/{}/views/{}", meeting.id, one.invitation)) {
                    "Write down their views" span.hidden { ": " (one.name.formal()) }
                }
            }
            Ok(()) => {}
        }
    };
    vec![
        html! { (one.name.full()) },
        said,
        html! { @if one.phone_shown().is_empty() { "–" } @else { (one.phone_shown()) } },
    ]
}

/// They would like to meet on their own, and the way to that; the other parent is not told.
fn wishes_apart(meeting: &Conversation, one: &Invited, seen: &MeetingPage) -> Markup {
    html! {
        br; strong { "Would like to meet without the other parent, who is not to know" }
        @if seen.may && one.may_take_part.is_ok() && meeting.invited.len() > 1 {
            br; a.no-print href=(format!("/plans/{}/conversations/new?alone={}", meeting.plan, one.adult)) {
                "Offer a meeting of their own" span.hidden { " to " (one.name.formal()) }
            }
        }
    }
}

/// What somebody needs: as they said with their answer, else as it is known of them.
fn needed(one: &Invited, seen: &MeetingPage) -> Markup {
    let said = one.answer.as_ref();
    let of_answer = said.map(|a| a.interpreter_language.as_str()).filter(|text| !text.is_empty());
    let access = said.map(|a| a.access_needs.as_str()).filter(|text| !text.is_empty());
    let access = access.unwrap_or(&one.needs.access_needs);
    // When they can be rung, and what they read, are for those who deal with contacts; which times suit them is for whoever meets them.
    let hours = if seen.reasons { one.needs.hours.as_str() } else { "" };
    let ring = when_to_ring(&one.needs.suits, hours);
    html! {
        @if let Some(language) = of_answer.or(one.needs.interpreter()) { br; strong { "Interpreter: " (language) } }
        @if !access.is_empty() { br; "Needs: " (access) }
        @if one.needs.format != Format::AsItComes { br; "Format: " (one.needs.format.words()) }
        @if let (true, Some(language)) = (seen.reasons, one.needs.reads()) { br; "Reads: " (language) }
        @if !ring.is_empty() { br; "Good times: " (ring) }
    }
}

fn acts(meeting: &Conversation, typed: &Typed, errors: &FormErrors) -> Markup {
    let field =
        |name: &'static str, label: &'static str| Field { name, label, hint: "", value: typed.get(name), errors };
    let slots: Vec<(String, String)> = meeting.slots.iter().map(|s| (s.id.to_string(), when(&s.into()))).collect();
    let mut options: Vec<(&str, &str)> = slots.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
    options.push(("other", "Another time, entered below"));
    let mut known = typed.clone();
    if known.get("mode").is_empty() && !known.0.iter().any(|(name, _)| name == "minutes") {
        known.set("mode", Mode::School.as_code());
        known.set("minutes", "30");
    }
    html! {
        details open[!errors.is_empty() && errors.get("reason").is_none()] {
            summary { @if meeting.booking.is_some() { "Change the time" } @else { "Enter the time that was agreed" } }
            (post_form(format!("/conversations/{}/booking", meeting.id)).of(html! {
                (radios(&field("slot", "Which time?"), &options))
                (slot_fields(0, false, typed, errors))
                (how_fields("How you meet", &known, errors))
                (text_input(&field("place", "Where"), "text", "off"))
                p { (button("Book this time")) }
            }))
        }
        details open[errors.get("reason").is_some()] {
            summary { "Cancel the meeting" }
            (post_form(format!("/conversations/{}/cancellation", meeting.id)).of(html! {
                (text_input(&field("reason", "Why? Parents are told only that it is cancelled."), "text", "off"))
                p { (second_button("Cancel the meeting")) }
            }))
        }
    }
}

fn written(meeting: &Conversation, record: &Record) -> Markup {
    let or = |text: &str| html! { @if text.is_empty() { "Not written down" } @else { (text) } };
    let actions = html! {
        @if !record.actions.is_empty() {
            ul.bare { @for one in &record.actions {
                li { (one.wording) " (" (who_when(one)) ")" @if let Some((done, ..)) = &one.outcome { ": " strong { (done.words()) } } }
            } }
        }
        @if !record.agreed.is_empty() || record.actions.is_empty() { (or(&record.agreed)) }
    };
    // Where one of them spoke, what all of them said together is the same.
    let alone = meeting.invited.iter().filter(|one| one.agreement.is_some()).count() == 1;
    let said = html! {
        @if !alone { (record.agreement.map_or("", Agreement::words)) " " }
        (record.agreement_words)
        ul.bare { @for one in &meeting.invited {
            @if let Some((agreement, words)) = &one.agreement {
                li { (one.name.formal()) ": " (agreement.words()) @if !words.is_empty() { ". “" (words) "”" } }
            }
        } }
    };
    let mut facts = vec![
        (
            "How",
            html! { (record.mode.map_or("Nobody came", Mode::words)) @if let Some(minutes) = record.minutes { ", " (counted(minutes, "minute", "minutes")) } },
        ),
        (
            "Also there",
            html! {
                @if record.others.is_empty() { "Nobody" }
                @for (n, other) in record.others.iter().enumerate() { @if n > 0 { ", " } (other.name) " (" (other.role.words().to_lowercase()) ")" }
            },
        ),
        (
            "Interpreter",
            html! { @if record.interpreter.is_empty() { "None was needed" } @else { (record.interpreter) } },
        ),
        ("Going well", or(&record.going_well)),
        ("Worries", or(&record.worries)),
        ("What matters most", or(&record.focus)),
        ("Agreed", actions),
        ("Parents", said),
    ];
    if let Some(next) = record.next_on {
        facts.push(("Next meeting", html! { (LongDay(next)) }));
    }
    if !record.keep_in_touch.is_empty() {
        facts.push(("Until then", html! { (record.keep_in_touch) }));
    }
    html! {
        h2 { "What was said" }
        (summary_list(&facts))
        p.no-print { a href=(format!("/pupils/{}/agreed", meeting.pupil)) { "Everything that was agreed, and what became of it" } }
        (after::corrections(&record.corrections))
    }
}
