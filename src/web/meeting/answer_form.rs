//! From what a parent typed to their answer.

use std::slice;

use sqlx::SqliteConnection;

use crate::{
    domain::{
        conversation::{AnswerKind, NewAnswer},
        ids::SlotId,
        reminder::SlotFacts,
        rules,
        time::Moment,
    },
    store::conversations::{NewSlot, invitations::Opened},
    texts::Words,
    web::{
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
        meeting::times::{GivenAway, MeetingTimes, WantedTime},
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
pub(in crate::web) enum Voice<'a> {
    /// In their language.
    Parent(&'a Words),
    Staff,
}

impl Voice<'_> {
    /// `parent` is the name of a text, `staff` the sentence itself.
    fn say(self, parent: &str, staff: &str) -> String {
        match self {
            Self::Parent(words) => words.say(parent),
            Self::Staff => staff.to_owned(),
        }
    }

    fn errors(self) -> FormErrors {
        match self {
            Self::Parent(words) => FormErrors::in_words(words),
            Self::Staff => FormErrors::default(),
        }
    }
}

/// What a family can choose from at this moment.
#[derive(Default)]
pub(in crate::web) struct FreeTimes {
    /// The offered times that are to come and free, those that suit this adult first.
    pub(in crate::web) offered: Vec<SlotFacts>,
    /// Where an offered time has been taken by another meeting: the nearest that are free instead.
    pub(in crate::web) instead: Vec<NewSlot>,
    /// An offered time to come has been taken.
    pub(in crate::web) taken: bool,
    /// Where another parent has chosen a time: the other offered times that are free, for a meeting of this adult's own, if the school has it so.
    pub(in crate::web) own: Vec<SlotFacts>,
}

impl FreeTimes {
    /// For this adult. Where a time is agreed there is nothing to choose.
    pub(in crate::web) async fn load(
        conn: &mut SqliteConnection,
        opened: &Opened,
        now: Moment,
    ) -> anyhow::Result<Self> {
        Ok(Self::load_all(conn, slice::from_ref(opened), now).await?.pop().unwrap_or_default())
    }

    /// For the adults of several meetings of one school, in as many statements as for one: none where there is nothing to choose, and more than
    /// a look at what is booked then only where a time is taken.
    pub(in crate::web) async fn load_all(
        conn: &mut SqliteConnection,
        all: &[Opened],
        now: Moment,
    ) -> anyhow::Result<Vec<Self>> {
        let Some(school) = all.first().map(|one| one.conversation.school) else { return Ok(Vec::new()) };
        let times: Vec<&SlotFacts> = all.iter().flat_map(|one| to_choose(one, now)).collect();
        let named = all.iter().any(|one| !one.conversation.also_present.is_empty());
        let given = GivenAway::beside(&mut *conn, school, &times, named, now.today()).await?;
        let (mut found, mut others) = (Vec::new(), None);
        for one in all {
            let meeting = one.conversation.id;
            let (mut choice, taken) = Self::of(one, &given.without(meeting), now);
            if let Some(slot) = taken {
                if others.is_none() {
                    others = Some(MeetingTimes::load(&mut *conn, school, None, now).await?);
                }
                choice.instead =
                    others.as_ref().map(|all| choice.near(one, &slot, &all.without(meeting))).unwrap_or_default();
            }
            found.push(choice);
        }
        Ok(found)
    }

    /// What is free of what was offered, and the first time that is not.
    fn of(opened: &Opened, given: &GivenAway, now: Moment) -> (Self, Option<SlotFacts>) {
        let meeting = &opened.conversation;
        let all = to_choose(opened, now);
        if meeting.booking.is_some() {
            return (Self { own: own_times(opened, &all, given), ..Self::default() }, None);
        }
        let is_taken = |slot: &SlotFacts| given.is_taken(&wanted(opened, slot), slot.starts);
        let (taken, mut offered): (Vec<_>, Vec<_>) = all.into_iter().cloned().partition(is_taken);
        let suits = &opened.who.needs.suits;
        offered.sort_by_key(|slot| !suits.fit(slot.starts));
        (Self { offered, taken: !taken.is_empty(), ..Self::default() }, taken.into_iter().next())
    }

    /// The nearest free times to one that was taken, but for those that are offered anyway.
    fn near(&self, opened: &Opened, taken: &SlotFacts, times: &MeetingTimes) -> Vec<NewSlot> {
        let is_offered = |at: &Moment| self.offered.iter().any(|slot| slot.starts == *at);
        let near = times.nearest(&wanted(opened, taken), taken.starts).into_iter().filter(|at| !is_offered(at));
        near.map(|starts| NewSlot { starts, ..NewSlot::from(taken) }).collect()
    }

    /// Nothing can be chosen.
    pub(in crate::web) fn is_empty(&self) -> bool {
        self.offered.is_empty() && self.instead.is_empty()
    }

    /// Each time with its code: the number of one that was offered, or the instant of one that stands in for it.
    pub(in crate::web) fn coded(&self) -> Vec<(String, NewSlot)> {
        let offered = self.offered.iter().map(|slot| (slot.id.to_string(), NewSlot::from(slot)));
        let instead = self.instead.iter().map(|slot| (format!("{INSTEAD}{}", slot.starts.unix()), slot.clone()));
        offered.chain(instead).collect()
    }
}

/// The times of a meeting that can be chosen if nothing is in their way: those to come while none is agreed, and then those of a second
/// household, if the school has it so.
fn to_choose(opened: &Opened, now: Moment) -> Vec<&SlotFacts> {
    let meeting = &opened.conversation;
    let apart = || opened.rules.get(rules::SECOND_HOUSEHOLD) == 1 && may_meet_apart(opened);
    if !meeting.is_open() || (meeting.booking.is_some() && !apart()) {
        return Vec::new();
    }
    meeting.slots.iter().filter(|slot| slot.starts > now).collect()
}

/// What a meeting wants at one of its times.
fn wanted<'a>(opened: &'a Opened, slot: &'a SlotFacts) -> WantedTime<'a> {
    WantedTime::of(&opened.conversation, (slot.mode, &slot.place, slot.minutes))
}

/// How the code of a time begins that stands in for one that was taken.
const INSTEAD: &str = "at-";
/// How the code of a time begins at which a second household meets the school on its own.
const OWN: &str = "own-";

/// The code of a time for a meeting of one's own.
pub(in crate::web) fn own_code(slot: &SlotFacts) -> String {
    format!("{OWN}{}", slot.id)
}

/// Whether a time stands that somebody else has chosen, at a meeting which may be held twice. The annual review of an EHC plan is one meeting.
fn may_meet_apart(opened: &Opened) -> bool {
    let meeting = &opened.conversation;
    let chosen_by_another = meeting.invited.iter().any(|one| {
        one.adult != opened.who.adult && one.answer.as_ref().is_some_and(|said| said.kind == AnswerKind::Accept)
    });
    let accepted = opened.who.answer.as_ref().is_some_and(|said| said.kind == AnswerKind::Accept);
    meeting.is_open() && meeting.booking.is_some() && !meeting.ehc_annual && chosen_by_another && !accepted
}

/// The times beside the agreed one that are free for the school and this adult.
fn own_times(opened: &Opened, all: &[&SlotFacts], given: &GivenAway) -> Vec<SlotFacts> {
    let Some((_, booked)) = &opened.conversation.booking else { return Vec::new() };
    let ends = |slot: &SlotFacts| slot.starts.plus_minutes(slot.minutes);
    let beside = |slot: &SlotFacts| ends(slot) <= booked.starts || ends(booked) <= slot.starts;
    let is_free = |slot: &SlotFacts| {
        let parents = vec![(opened.who.adult, opened.who.name.clone())];
        !given.is_taken(&WantedTime { parents, ..wanted(opened, slot) }, slot.starts)
    };
    all.iter().filter(|slot| beside(slot) && is_free(slot)).map(|slot| (*slot).clone()).collect()
}

/// An answer, and the time that stands in for an offered one if they chose such.
pub(in crate::web) struct ReadAnswer {
    pub(in crate::web) new: NewAnswer,
    pub(in crate::web) instead: Option<NewSlot>,
    /// The time of a meeting of their own.
    pub(in crate::web) own: Option<SlotFacts>,
}

/// The form for whoever holds the link alone: what is free to choose, and nothing of what was said.
pub(in crate::web) fn blank(opened: &Opened, times: &FreeTimes) -> Typed {
    let first = times.coded().into_iter().next().map_or_else(|| "phone".to_owned(), |(code, _)| code);
    let mut typed = Typed::default();
    typed.set("answer", if opened.conversation.booking.is_some() { "come".to_owned() } else { first });
    typed
}

/// The form before anything is typed: what they said last, else what is known of them, and the first free time chosen.
pub(in crate::web) fn known(opened: &Opened, times: &FreeTimes) -> Typed {
    let mut typed = blank(opened, times);
    typed.set("interpreter", opened.who.needs.interpreter.clone());
    typed.set("access", opened.who.needs.access_needs.clone());
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

const NOTHING_CHOSEN: &str = "Choose one of the answers";
const AGREED_MEANWHILE: &str = "Another time is agreed already: ask whether they can come then";
const TAKEN_MEANWHILE: &str = "That time has been taken by another meeting: choose one of those that are free";

/// The answer.
pub(in crate::web) fn parse(
    typed: &Typed,
    opened: &Opened,
    times: &FreeTimes,
    voice: Voice<'_>,
    now: Moment,
) -> Result<ReadAnswer, FormErrors> {
    let mut errors = voice.errors();
    let meeting = &opened.conversation;
    if !meeting.is_open() {
        let staff = "This meeting has been recorded or cancelled meanwhile";
        errors.add("answer", voice.say("wrong-over", staff));
        return Err(errors);
    }
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.id);
    let instead = times.instead.iter().find(|slot| typed.get("answer") == format!("{INSTEAD}{}", slot.starts.unix()));
    let apart = times.own.iter().find(|slot| typed.get("answer") == own_code(slot));
    let (kind, slot) = match typed.get("answer") {
        "" => {
            errors.add("answer", voice.say("wrong-none", NOTHING_CHOSEN));
            return Err(errors);
        }
        text if text.starts_with(OWN) => {
            if apart.is_none() {
                errors.add("answer", "We are sorry: that time has just been taken. Please choose another answer");
                return Err(errors);
            }
            (AnswerKind::Cannot, None)
        }
        "come" => (AnswerKind::Accept, booked),
        text => match AnswerKind::from_code(text).filter(|k| *k != AnswerKind::Accept) {
            Some(kind) => (kind, None),
            None => (AnswerKind::Accept, text.parse().ok().map(SlotId)),
        },
    };
    if kind == AnswerKind::Accept && instead.is_none() {
        let to_come = slot.and_then(|id| meeting.slot(id)).is_some_and(|slot| slot.starts > now);
        match (slot, booked) {
            (Some(slot), Some(booked)) if slot != booked => {
                errors.add("answer", voice.say("wrong-agreed", AGREED_MEANWHILE));
            }
            (Some(slot), None) if times.offered.iter().all(|s| s.id != slot) && to_come => {
                errors.add("answer", voice.say("wrong-taken", TAKEN_MEANWHILE));
            }
            (Some(slot), None) if times.offered.iter().all(|s| s.id != slot) => {
                errors.add("answer", voice.say("wrong-passed", "That time has passed: choose another answer"));
            }
            (None, None) if typed.get("answer").starts_with(INSTEAD) => {
                errors.add("answer", voice.say("wrong-taken-too", TAKEN_MEANWHILE));
            }
            (None, Some(_)) if typed.get("answer").starts_with(INSTEAD) => {
                errors.add("answer", voice.say("wrong-agreed", AGREED_MEANWHILE));
            }
            (None, _) => errors.add("answer", voice.say("wrong-none", NOTHING_CHOSEN)),
            _ => {}
        }
    }
    let mut preferences: Vec<&str> = TIMES.iter().map(|t| t.0).filter(|t| ticked(typed, t)).collect();
    let own = cut(typed.get("preferences"));
    if !own.is_empty() {
        preferences.push(&own);
    }
    if kind == AnswerKind::OtherTime && preferences.is_empty() {
        errors.add("when", voice.say("wrong-when", "Enter when would suit them better"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let new = NewAnswer {
        kind,
        slot,
        preferences: if kind == AnswerKind::OtherTime { preferences.join("; ") } else { String::new() },
        message: cut(typed.get("message")),
        interpreter_language: cut(typed.get("interpreter")),
        access_needs: cut(typed.get("access")),
        brings_someone: typed.get("brings") == "yes",
    };
    Ok(ReadAnswer { new, instead: instead.cloned(), own: apart.cloned() })
}

/// Whether a time was ticked.
pub(in crate::web) fn ticked(typed: &Typed, time: &str) -> bool {
    typed.0.iter().any(|(name, value)| name == "when" && value == time)
}
