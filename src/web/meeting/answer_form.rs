//! From what a parent typed to their answer.

use crate::{
    domain::{
        conversation::{AnswerKind, NewAnswer},
        ids::SlotId,
        reminder::SlotFacts,
        time::Moment,
    },
    store::{contacts::AdultCard, conversations::invitations::Opened},
    web::form::{
        fields::FormErrors,
        typed::{Typed, cut},
    },
};

/// Times that might suit better: what is sent, and what people read.
pub(in crate::web) const TIMES: &[(&str, &str)] = &[
    ("before school", "Before school"),
    ("during the school day", "During the school day"),
    ("straight after school", "Straight after school"),
    ("in the evening", "In the evening"),
    ("by video call", "By video call"),
];

/// Who is told what is wrong: the parent who types, or the member of staff who types for them.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) enum Voice {
    Parent,
    Staff,
}

impl Voice {
    fn say(self, parent: &'static str, staff: &'static str) -> &'static str {
        match self {
            Self::Parent => parent,
            Self::Staff => staff,
        }
    }
}

/// The times that can still be chosen, those that suit this adult first.
pub(in crate::web) fn free(opened: &Opened, now: Moment) -> impl Iterator<Item = &SlotFacts> {
    let suits = &opened.who.needs.suits;
    let mut free: Vec<_> = opened.conversation.slots.iter().filter(|s| s.starts > now).collect();
    free.sort_by_key(|slot| !suits.fit(slot.starts));
    free.into_iter()
}

/// The form for whoever holds the link alone: what is free to choose, and nothing of what was said.
pub(in crate::web) fn blank(opened: &Opened, now: Moment) -> Typed {
    let first = free(opened, now).next().map_or_else(|| "phone".to_owned(), |s| s.id.to_string());
    let mut typed = Typed::default();
    typed.set("answer", if opened.conversation.booking.is_some() { "come".to_owned() } else { first });
    typed
}

/// The form before anything is typed: what they said last, else what is known of them, and the first free time chosen.
pub(in crate::web) fn known(opened: &Opened, card: Option<&AdultCard>, now: Moment) -> Typed {
    let mut typed = blank(opened, now);
    if let Some(card) = card {
        typed.set("interpreter", card.needs.interpreter.clone());
        typed.set("access", card.needs.access_needs.clone());
    }
    if let Some(said) = &opened.who.answer {
        if said.kind != AnswerKind::Accept {
            typed.set("answer", said.kind.as_code().to_owned());
        }
        typed.set("message", said.message.clone());
        if said.brings_someone {
            typed.set("brings", "yes");
        }
    }
    typed
}

/// The answer.
pub(in crate::web) fn parse(
    typed: &Typed,
    opened: &Opened,
    voice: Voice,
    now: Moment,
) -> Result<NewAnswer, FormErrors> {
    let mut errors = FormErrors::default();
    let meeting = &opened.conversation;
    if !meeting.is_open() {
        let staff = "This meeting has been recorded or cancelled meanwhile";
        errors.add("answer", voice.say("This meeting is over or cancelled: please phone us", staff));
        return Err(errors);
    }
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.id);
    let (kind, slot) = match typed.get("answer") {
        "" => {
            errors.add("answer", "Choose one of the answers");
            return Err(errors);
        }
        "come" => (AnswerKind::Accept, booked),
        text => match AnswerKind::from_code(text).filter(|k| *k != AnswerKind::Accept) {
            Some(kind) => (kind, None),
            None => (AnswerKind::Accept, text.parse().ok().map(SlotId)),
        },
    };
    if kind == AnswerKind::Accept {
        match (slot, booked) {
            (Some(slot), Some(booked)) if slot != booked => {
                let parent = "Another time has been agreed meanwhile. Please say whether you can come then";
                errors
                    .add("answer", voice.say(parent, "Another time is agreed already: ask whether they can come then"));
            }
            (Some(slot), None) if free(opened, now).all(|s| s.id != slot) => {
                let parent = "That time cannot be chosen any more. Please choose another answer";
                errors.add("answer", voice.say(parent, "That time has passed: choose another answer"));
            }
            (None, _) => errors.add("answer", "Choose one of the answers"),
            _ => {}
        }
    }
    let mut preferences: Vec<&str> = TIMES.iter().map(|t| t.0).filter(|t| ticked(typed, t)).collect();
    let own = cut(typed.get("preferences"));
    if !own.is_empty() {
        preferences.push(&own);
    }
    if kind == AnswerKind::OtherTime && preferences.is_empty() {
        errors.add("when", voice.say("Tell us when would suit you better", "Enter when would suit them better"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(NewAnswer {
        kind,
        slot,
        preferences: if kind == AnswerKind::OtherTime { preferences.join("; ") } else { String::new() },
        message: cut(typed.get("message")),
        interpreter_language: cut(typed.get("interpreter")),
        access_needs: cut(typed.get("access")),
        brings_someone: typed.get("brings") == "yes",
    })
}

/// Whether a time was ticked.
pub(in crate::web) fn ticked(typed: &Typed, time: &str) -> bool {
    typed.0.iter().any(|(name, value)| name == "when" && value == time)
}
