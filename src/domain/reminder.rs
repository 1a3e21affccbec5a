//! From plans, meetings, people, past notices, the calendar and today: exactly which messages are due, which are held back and why.
//!
//! The scheduler and the page "what will be sent in the next 14 days" call the same function, [`plan`]. A message is a fact with a key:
//! asking twice, from two places, or after a week's silence gives the same keys, and a key that has been said is never said again.
//! A key names its kind, its matter and its recipient, and not its day, so that a day that is worked out anew cannot make a second one.

mod by_hand;
mod digest;
mod effects;
mod leading;
mod looking;
mod meeting;
mod timing;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

pub use by_hand::{DayProblem, may_go_on, once_more};
pub use digest::{Digest, Section};
pub use effects::{Effect, effects};
pub use looking::next_look;
pub use meeting::{SUMMARY_IS_NEWS, annual_review_limit};

use super::{
    access::{Contact, Deliverable},
    annual_review,
    calendar::Calendar,
    carriage::{Carriage, Reach},
    concern,
    conversation::{AnswerKind, Mode, TookPart},
    day_message::DayWord,
    ids::{AdultId, ConversationId, NoticeId, PlanId, PupilId, SlotId, StaffId},
    missing::Missing,
    notice::{AccountNews, HeldBack, NoticeKind, Recipient},
    people::Role,
    rules::Rules,
    standing,
    time::Moment,
    which_child::Mark,
};
use crate::domain::teacher_view;

/// One offered or booked time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SlotFacts {
    /// Which.
    pub id: SlotId,
    /// When it starts.
    pub starts: Moment,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// How people meet.
    pub mode: Mode,
    /// Where, as parents read it.
    pub place: String,
}

/// A booking of a meeting's slot; the last of the list is the one in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BookingFacts {
    /// 0 for the first, then rising: the calendar entry's SEQUENCE.
    pub sequence: i64,
    /// The time.
    pub slot: SlotFacts,
    /// When it was booked.
    pub at: Moment,
    /// The adult whose own answer booked it, who is told at once, at any hour.
    pub by_adult: Option<AdultId>,
}

/// One invited adult.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvitedFacts {
    /// Who, and whether and where they may be written to.
    pub contact: Contact,
    /// Whether and where they may be told that it is off, even if the child has left.
    pub if_off: Result<Deliverable, HeldBack>,
    /// Their latest answer and when they gave it.
    pub answer: Option<(AnswerKind, Moment)>,
    /// How they can be reached, and how they want to be.
    pub reach: Reach,
    /// Whether they have sent anything they would like us to know.
    pub views: bool,
    /// Invited by hand (letter, phone): no invitation by mail.
    pub by_hand: bool,
    /// That was by letter.
    pub by_letter: bool,
    /// How they took part on the day, once it is written down.
    pub took_part: Option<TookPart>,
    /// What tells the child from others of theirs.
    pub child: Option<Mark>,
    /// Answers to what they said is not happening: the row, and when it was written.
    pub answers: Vec<(i64, Moment)>,
}

impl InvitedFacts {
    /// Whether and where a message of a kind may go: that a meeting is off is told to a family that has left, too. Whatever else keeps
    /// somebody's messages back keeps that one back.
    ///
    /// # Errors
    /// The reason nothing may be sent.
    pub fn address(&self, kind: NoticeKind) -> Result<&Deliverable, &HeldBack> {
        match self.contact.address.as_ref() {
            Err(HeldBack::PupilLeft) if kind == NoticeKind::Cancelled => self.if_off.as_ref(),
            address => address,
        }
    }
}

/// One meeting with parents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeetingFacts {
    /// Which.
    pub id: ConversationId,
    /// Whose.
    pub pupil: PupilId,
    /// On which plan.
    pub plan: PlanId,
    /// Who leads it, and owns recording it.
    pub lead: StaffId,
    /// It is an EHC plan's annual review: invitations by 14 calendar days before (SEND Regulations 2014 reg 20).
    pub ehc_annual: bool,
    /// When it was offered.
    pub offered: Moment,
    /// The day answers are asked for by.
    pub answer_by: NaiveDate,
    /// The times offered, in order.
    pub slots: Vec<SlotFacts>,
    /// Bookings, in order.
    pub bookings: Vec<BookingFacts>,
    /// When it was called off.
    pub cancelled: Option<Moment>,
    /// What the school has said on the day of the meeting to those who come, and when.
    pub told: Vec<(DayWord, Moment)>,
    /// When it was recorded, and whether it was held with a parent.
    pub recorded: Option<RecordFacts>,
    /// When the review that it served was recorded.
    pub review_recorded: Option<Moment>,
    /// Who was invited.
    pub invited: Vec<InvitedFacts>,
    /// The pupil is on roll.
    pub on_roll: bool,
    /// The plan is open.
    pub plan_open: bool,
}

/// What was recorded of a meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RecordFacts {
    /// When it was written down.
    pub at: Moment,
    /// The day it was held, or missed.
    pub held_on: NaiveDate,
    /// A parent took part.
    pub met: bool,
}

/// One line of the board: a plan that owes reviews, or a pupil who has a right to them and no plan yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanFacts {
    /// Which, if there is one.
    pub plan: Option<PlanId>,
    /// Whose.
    pub pupil: PupilId,
    /// Who owns its reviews; the SENCO where nobody does.
    pub lead: Option<StaffId>,
    /// Who teaches the pupil today.
    pub teachers: Vec<StaffId>,
    /// What is known of their views before the next review.
    pub inputs: teacher_view::Facts,
    /// The pupil's year so far.
    pub year: standing::Facts,
    /// What is missing before their reviews can be kept.
    pub missing: Vec<Missing>,
}

/// A plan that went from one lead to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HandedOver {
    /// Which.
    pub plan: PlanId,
    /// Who led it.
    pub from: StaffId,
    /// Who leads it now.
    pub to: StaffId,
    /// The day it went.
    pub on: NaiveDate,
}

/// One member of staff who may be written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffFacts {
    /// Who.
    pub id: StaffId,
    /// Their name, as colleagues read it.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Where, if they may be written to at all.
    pub address: Result<Deliverable, HeldBack>,
}

/// A message that has been said, or recorded as stale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said {
    /// The local day on which it was queued.
    pub on: NaiveDate,
    /// It went out, or is about to; not cancelled, refused or stale.
    pub live: bool,
}

/// Everything the rules look at.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// The school's calendar.
    pub calendar: Calendar,
    /// The school's rules today.
    pub rules: Rules,
    /// Staff who may be written to.
    pub staff: Vec<StaffFacts>,
    /// Meetings that are not long over.
    pub meetings: Vec<MeetingFacts>,
    /// The lines of the board.
    pub plans: Vec<PlanFacts>,
    /// Concerns that wait for a decision, or were decided about not long ago.
    pub concerns: Vec<concern::Facts>,
    /// Plans that were handed over not long ago.
    pub handovers: Vec<HandedOver>,
    /// What the steps of EHC plans' annual reviews are worked out from.
    pub annual: Vec<annual_review::Facts>,
    /// The lead of each plan of whose provision so much was lost that somebody should look.
    pub sessions_lost: Vec<StaffId>,
    /// Keys that have been said.
    pub said: BTreeMap<String, Said>,
    /// Keys that a person holds.
    pub held: BTreeSet<String>,
    /// Days that a person chose for messages, by key.
    pub days: BTreeMap<String, NaiveDate>,
}

/// What an adult has done about a meeting: nobody is thanked for what they did not do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Did {
    /// What they said last.
    pub answer: Option<AnswerKind>,
    /// How they took part on the day.
    pub took_part: Option<TookPart>,
}

/// The message that somebody sends once more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Again {
    /// Which.
    pub of: NoticeId,
    /// The day on which it was written.
    pub on: NaiveDate,
}

/// What an invitation tells of the times that are offered, which its page names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Offered {
    /// The first of them.
    pub first: Option<Moment>,
    /// How long a meeting lasts, in minutes, where that is the same at each.
    pub minutes: Option<i64>,
}

impl Offered {
    /// Of these times.
    #[must_use]
    pub fn of(slots: &[SlotFacts]) -> Self {
        let minutes = slots.first().map(|slot| slot.minutes).filter(|n| slots.iter().all(|slot| slot.minutes == *n));
        Self { first: slots.iter().map(|slot| slot.starts).min(), minutes }
    }
}

/// What a message is about: all that its text may draw on. There is no child in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Matter {
    /// A meeting, and for booked, changed and before the time in force.
    Meeting {
        /// Which.
        id: ConversationId,
        /// Whose record the message belongs to; never in its text.
        pupil: PupilId,
        /// The invited adult whom it concerns: of a call, the one to ring.
        adult: AdultId,
        /// The booking in force, with its sequence.
        booking: Option<BookingFacts>,
        /// The day answers are asked for by.
        answer_by: NaiveDate,
        /// What the adult has done about it.
        did: Did,
        /// The day it was held, once that is written down.
        held_on: Option<NaiveDate>,
        /// What tells the child from others of the recipient's.
        child: Option<Mark>,
        /// The times that were offered.
        offered: Offered,
        /// What it repeats, where somebody sends it once more.
        again: Option<Again>,
    },
    /// A meeting that the recipient leads, and the time in force.
    Led {
        /// Which.
        id: ConversationId,
        /// Whose record the message belongs to; never in its text.
        pupil: PupilId,
        /// The time in force.
        booking: BookingFacts,
    },
    /// A code that a parent asked for.
    ReadingCode {
        /// Whose record the message belongs to; never in its text.
        pupil: PupilId,
        /// The code.
        digits: String,
    },
    /// A survey of families.
    Survey {
        /// By whose record the recipient may be written to; never in its text.
        pupil: PupilId,
        /// What is said of it.
        news: SurveyNews,
        /// Its last day.
        closes_on: NaiveDate,
    },
    /// A member of staff's day.
    Digest(Digest),
    /// Somebody's own account.
    Account,
    /// Something happened to somebody's account.
    News(AccountNews),
}

coded! {
    /// What a family is told of a survey.
    SurveyNews {
        /// They are asked.
        Asked = "asked", "asked";
        /// They are asked once more.
        Again = "again", "reminded";
        /// What the school did about it.
        Acted = "acted", "told what came of it";
    }
}

/// Whether a message goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Now: queue it.
    Due,
    /// On its day.
    Later,
    /// Not while this holds.
    Held(HeldBack),
    /// Never: record it as stale.
    Stale(HeldBack),
}

/// One message that the rules know of and that has not been said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Unique for ever.
    pub key: String,
    /// What kind.
    pub kind: NoticeKind,
    /// For whom.
    pub to: Recipient,
    /// The day it is due: a school day, but for an answer to what a parent just did and for legal dates.
    pub due_on: NaiveDate,
    /// The earliest instant it may leave.
    pub not_before: Moment,
    /// Why not on the day it would have been, if it was moved.
    pub moved: Option<String>,
    /// How it goes.
    pub way: Carriage,
    /// What it is about.
    pub matter: Matter,
    /// Whether it goes.
    pub standing: Standing,
}

/// First and last time of day at which automatic mails leave, in England: 07:30 to 18:00.
#[must_use]
pub fn sending_hours() -> (NaiveTime, NaiveTime) {
    let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap_or(NaiveTime::MIN);
    (at(7, 30), at(18, 0))
}

/// When a message leaves that a person asks for now: the day, and the first instant within the hours at which mail leaves.
#[must_use]
pub fn leaves(calendar: &Calendar, now: Moment) -> (NaiveDate, Moment) {
    let when = timing::when(calendar, now.today(), None, Some(now), now);
    (when.due_on, when.not_before)
}

/// Every message due up to and including `until` that has not been said, in the order in which they leave.
#[must_use]
pub fn plan(picture: &Picture, now: Moment, until: NaiveDate) -> Vec<Planned> {
    let mut all: Vec<Planned> =
        picture.meetings.iter().flat_map(|m| meeting::notices(picture, m, now, until)).collect();
    all.extend(picture.meetings.iter().flat_map(|m| leading::notices(picture, m, now, until)));
    all.extend(digest::notices(picture, now, until));
    all.sort_by(|a, b| (a.due_on, a.not_before, &a.key).cmp(&(b.due_on, b.not_before, &b.key)));
    all
}

#[cfg(test)]
mod tests;
