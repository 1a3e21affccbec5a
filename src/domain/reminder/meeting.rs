//! The messages about one meeting: invite, one chaser, then a phone call instead of a third mail; booked, changed, cancelled; before; on
//! the day itself; what we agreed; one question.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{
    BookingFacts, Did, InvitedFacts, Matter, MeetingFacts, Moment, Offered, Picture, Planned, SlotFacts, Standing,
    timing,
};
use crate::domain::{
    carriage::{Agreed, Carriage, POST_DAYS, carriage},
    conversation::{AnswerKind, TookPart, UNDO_MINUTES},
    day_message::{DayWord, is_about},
    notice::{HeldBack, NoticeKind, Recipient},
    rules,
};

/// Calendar days before an EHC annual review by which everyone must be invited (SEND Regulations 2014 reg 20).
const EHC_NOTICE_DAYS: u64 = 14;

/// The last day on which people may be invited to an EHC plan's annual review that begins on `first` at the earliest.
#[must_use]
pub fn annual_review_limit(first: NaiveDate) -> NaiveDate {
    first - Days::new(EHC_NOTICE_DAYS)
}

/// School days after which the record of a meeting is no longer news.
pub const SUMMARY_IS_NEWS: i64 = 20;

/// School days after which nobody remembers a meeting well enough to be asked about it.
const FEEDBACK_IS_USEFUL: i64 = 10;

/// When one message is meant to go, and until when it is of use.
struct Wish {
    kind: NoticeKind,
    /// Tells bookings of one meeting apart; empty where there is only ever one such message.
    mark: String,
    /// The day it is meant for.
    on: NaiveDate,
    /// A day in law that it must not pass.
    limit: Option<NaiveDate>,
    /// The earliest instant, where it is later than the start of its day.
    not_before: Option<Moment>,
    /// It answers what this adult did a moment ago: at once, at any hour.
    at_once: bool,
    /// From this instant on it is of no use to anybody.
    useless_from: Moment,
}

pub(super) fn notices(picture: &Picture, meeting: &MeetingFacts, now: Moment, until: NaiveDate) -> Vec<Planned> {
    meeting.invited.iter().flat_map(|adult| for_adult(picture, meeting, adult, now, until)).collect()
}

fn for_adult(
    picture: &Picture,
    meeting: &MeetingFacts,
    adult: &InvitedFacts,
    now: Moment,
    until: NaiveDate,
) -> Vec<Planned> {
    let about = About { picture, meeting, adult };
    let mut wishes = about.wishes();
    wishes.sort_by_key(|w| w.on);
    let cap = picture.rules.get(rules::MAILS_A_MEETING);
    let mut counted = about.counted();
    let mut out = Vec::new();
    for wish in wishes {
        let planned = about.planned(&wish, now, counted >= cap);
        if planned.due_on > until || picture.said.contains_key(&planned.key) {
            continue;
        }
        let goes = matches!(planned.standing, Standing::Due | Standing::Later);
        counted += i64::from(goes && wish.kind.counts_towards_cap());
        out.push(planned);
    }
    out
}

/// The message about a meeting with a key, which was sent, as it goes once more: in the next hour in which messages leave, however many have
/// gone. What tells of something that is over is of use for as long as somebody asks for it.
pub(super) fn once_more(picture: &Picture, meeting: &MeetingFacts, key: &str, now: Moment) -> Option<Planned> {
    let of_adult = |adult| {
        let about = About { picture, meeting, adult };
        let wish = about.wishes().into_iter().find(|wish| about.key(wish.kind, &wish.mark) == key)?;
        let useless_from = if of_the_past(wish.kind) { now.plus_minutes(A_YEAR) } else { wish.useless_from };
        let wish = Wish { on: now.today(), limit: None, at_once: false, useless_from, ..wish };
        Some(about.planned(&wish, now, false))
    };
    meeting.invited.iter().find_map(of_adult)
}

/// Minutes of a year.
const A_YEAR: i64 = 365 * 24 * 60;

/// Whether a message tells of a meeting that is over, or will not be.
fn of_the_past(kind: NoticeKind) -> bool {
    matches!(kind, NoticeKind::Cancelled | NoticeKind::Summary | NoticeKind::Feedback | NoticeKind::Answered)
}

/// Instants after `now` but for which the passing of time alone makes nothing about a meeting due before the next school day opens.
pub(super) fn instants(picture: &Picture, meeting: &MeetingFacts, now: Moment) -> Vec<Moment> {
    let midnight = Moment::at(now.today() + Days::new(1), NaiveTime::MIN);
    let of_adult = |adult| {
        let about = About { picture, meeting, adult };
        let unsaid = |wish: &Wish| !picture.said.contains_key(&about.key(wish.kind, &wish.mark));
        let of_wish = |wish: Wish| {
            // What keeps to no opening hours may be let go by what begins or ends with a day.
            let any_hour = wish.at_once || wish.limit.is_some_and(|limit| limit > now.today());
            let opens = about.planned(&wish, now, false).not_before;
            [Some(opens), any_hour.then_some(midnight)]
        };
        about.wishes().into_iter().filter(unsaid).flat_map(of_wish).flatten().collect::<Vec<_>>()
    };
    meeting.invited.iter().flat_map(of_adult).filter(|at| *at > now).collect()
}

/// One adult and one meeting.
pub(super) struct About<'a> {
    pub(super) picture: &'a Picture,
    pub(super) meeting: &'a MeetingFacts,
    pub(super) adult: &'a InvitedFacts,
}

impl About<'_> {
    /// Every message that the facts ask for, said or not.
    fn wishes(&self) -> Vec<Wish> {
        let once = [
            self.invite(),
            self.chaser(),
            self.phone_task(),
            self.booked(),
            self.cancelled(),
            self.before(),
            self.eve(),
            self.on_the_day(DayWord::Late),
            self.on_the_day(DayWord::Phone),
            self.summary(),
            self.feedback(),
        ];
        once.into_iter().flatten().chain(self.answers()).collect()
    }

    fn key(&self, kind: NoticeKind, mark: &str) -> String {
        format!("{}/c{}{mark}/a{}", kind.as_code(), self.meeting.id, self.adult.contact.adult)
    }

    fn said_on(&self, kind: NoticeKind, mark: &str) -> Option<NaiveDate> {
        self.picture.said.get(&self.key(kind, mark)).filter(|s| s.live).map(|s| s.on)
    }

    /// Mails of Thrice's own accord about this meeting that this adult has had.
    fn counted(&self) -> i64 {
        let once = [NoticeKind::Invite, NoticeKind::InviteReminder, NoticeKind::Feedback].map(|k| self.said_on(k, ""));
        let before = self.meeting.bookings.iter().map(|b| self.said_on(NoticeKind::Before, &mark(b)));
        i64::try_from(once.into_iter().chain(before).flatten().count()).unwrap_or(i64::MAX)
    }

    fn answer(&self) -> Option<AnswerKind> {
        self.adult.answer.map(|(kind, _)| kind)
    }

    fn is_coming(&self) -> bool {
        !matches!(self.answer(), Some(AnswerKind::Cannot | AnswerKind::WrongPerson))
    }

    /// Knows of the meeting, by mail or by hand.
    fn knows(&self) -> bool {
        self.adult.by_hand || self.answer().is_some() || self.said_on(NoticeKind::Invite, "").is_some()
    }

    /// Open: neither called off nor recorded.
    fn is_open(&self) -> bool {
        self.meeting.cancelled.is_none() && self.meeting.recorded.is_none()
    }

    /// The time in force, else the last that was offered.
    fn last_time(&self) -> Option<&SlotFacts> {
        match self.meeting.bookings.last() {
            Some(booking) => Some(&booking.slot),
            None => self.meeting.slots.iter().max_by_key(|s| s.starts),
        }
    }

    fn over_from(&self) -> Moment {
        self.last_time().map_or(self.meeting.offered, |s| s.starts)
    }

    fn wish(&self, kind: NoticeKind, on: NaiveDate, useless_from: Moment) -> Wish {
        Wish { kind, mark: String::new(), on, limit: None, not_before: None, at_once: false, useless_from }
    }

    fn invite(&self) -> Option<Wish> {
        let wanted = !self.adult.by_hand && self.answer().is_none();
        let first = self.meeting.slots.iter().map(|s| s.starts).min()?.today();
        let limit = self.meeting.ehc_annual.then(|| annual_review_limit(first));
        let offered = self.meeting.offered;
        let wish = Wish {
            limit,
            not_before: Some(offered),
            ..self.wish(NoticeKind::Invite, offered.today(), self.over_from())
        };
        wanted.then_some(wish)
    }

    /// Invited by mail or by letter, has not answered, and no time is agreed yet: since when they have known, and how many days the post
    /// takes from them and to them.
    fn is_silent(&self) -> Option<(NaiveDate, i64)> {
        let waiting = self.is_open() && self.answer().is_none() && self.meeting.bookings.is_empty();
        let by_letter = self.adult.by_letter.then(|| self.meeting.offered.today());
        let post = if self.way(NoticeKind::InviteReminder) == Carriage::Letter { POST_DAYS } else { 0 };
        self.said_on(NoticeKind::Invite, "").or(by_letter).filter(|_| waiting).map(|since| (since, post))
    }

    fn chaser(&self) -> Option<Wish> {
        let (invited, post) = self.is_silent()?;
        let after = self.picture.rules.get(rules::INVITE_REMINDER) + post;
        let on = self.picture.calendar.plus_school_days(invited, after);
        Some(self.wish(NoticeKind::InviteReminder, on, self.over_from()))
    }

    fn phone_task(&self) -> Option<Wish> {
        let (invited, post) = self.is_silent()?;
        let after = self.picture.rules.get(rules::PHONE_TASK) + 2 * post;
        self.said_on(NoticeKind::InviteReminder, "")?;
        let on = self.picture.calendar.plus_school_days(invited, after);
        Some(self.wish(NoticeKind::PhoneTask, on, self.over_from()))
    }

    fn booked(&self) -> Option<Wish> {
        let booking = self.meeting.bookings.last()?;
        let earlier = self.meeting.bookings.iter().rev().skip(1);
        let told_before = earlier.clone().any(|b| self.told_of(b));
        let kind = if told_before { NoticeKind::Changed } else { NoticeKind::Booked };
        let own = booking.by_adult == Some(self.adult.contact.adult);
        let wanted = self.is_open() && self.is_coming() && self.knows() && !self.told_of(booking);
        wanted.then(|| Wish {
            mark: mark(booking),
            at_once: own,
            not_before: Some(booking.at),
            ..self.wish(kind, booking.at.today(), booking.slot.starts)
        })
    }

    /// Whether they know when and where it is booked for: they chose the time, or were told.
    pub(super) fn knows_of(&self, booking: &BookingFacts) -> bool {
        let accepted = self.adult.answer.is_some_and(|(kind, at)| kind == AnswerKind::Accept && booking.at <= at);
        accepted || booking.by_adult == Some(self.adult.contact.adult) || self.told_of(booking)
    }

    fn told_of(&self, booking: &BookingFacts) -> bool {
        [NoticeKind::Booked, NoticeKind::Changed]
            .iter()
            .any(|k| self.picture.said.contains_key(&self.key(*k, &mark(booking))))
    }

    fn cancelled(&self) -> Option<Wish> {
        let at = self.meeting.cancelled?;
        let wish = Wish { not_before: Some(at), ..self.wish(NoticeKind::Cancelled, at.today(), self.over_from()) };
        // Of what was taken back before it was offered nobody has heard.
        (self.meeting.offered <= at && self.knows() && self.is_coming()).then_some(wish)
    }

    /// Five school days before, to ask for views that have not come; else the day before. Neither where the time was agreed later than
    /// that: the booking itself was the reminder.
    fn before(&self) -> Option<Wish> {
        let booking = self.meeting.bookings.last()?;
        let day = booking.slot.starts.today();
        let ahead =
            |rule: rules::Setting| self.picture.calendar.plus_school_days(day, -self.picture.rules.get(rule).max(1));
        let to_ask = ahead(rules::BEFORE_WITHOUT_VIEWS);
        let to_remind = ahead(rules::BEFORE_WITH_VIEWS);
        // A letter needs its days.
        let by_letter = self.way(NoticeKind::Before) == Carriage::Letter;
        let wanted = [(by_letter || !self.adult.views).then_some(to_ask), (!by_letter).then_some(to_remind)];
        let on = wanted.into_iter().flatten().find(|d| *d > booking.at.today())?;
        let wish = Wish { mark: mark(booking), ..self.wish(NoticeKind::Before, on, booking.slot.starts) };
        (self.is_open() && self.is_coming() && self.knows()).then_some(wish)
    }

    /// On the school day before, to whoever has said that they come: not where that was said, or the time agreed, as late as this, nor to
    /// whom the same day brings the question for their views.
    fn eve(&self) -> Option<Wish> {
        let booking = self.meeting.bookings.last()?;
        let on = self.picture.calendar.plus_school_days(booking.slot.starts.today(), -1);
        let said_yes = self.adult.answer.filter(|(kind, _)| *kind == AnswerKind::Accept)?.1;
        let asked = self.before().is_some_and(|before| before.on >= on);
        let wanted = self.is_open() && on > booking.at.max(said_yes).today() && !asked;
        wanted.then(|| Wish { mark: mark(booking), ..self.wish(NoticeKind::Eve, on, booking.slot.starts) })
    }

    /// What the school says on the day of the meeting: at once, and once about one time. Of use until the meeting is over, or has begun.
    fn on_the_day(&self, word: DayWord) -> Option<Wish> {
        let booking = self.meeting.bookings.last()?;
        let (starts, minutes) = (booking.slot.starts, booking.slot.minutes);
        let said = self.meeting.told.iter().find(|(one, at)| *one == word && is_about(*at, starts))?.1;
        let (kind, useless_from) = match word {
            DayWord::Late => (NoticeKind::RunningLate, starts.plus_minutes(minutes)),
            DayWord::Phone => (NoticeKind::PleasePhone, starts),
        };
        (self.is_open() && self.is_coming() && self.knows()).then(|| Wish {
            mark: mark(booking),
            at_once: true,
            not_before: Some(said),
            ..self.wish(kind, said.today(), useless_from)
        })
    }

    /// The record goes to every parent who was invited, whether or not they came, once the ten minutes to undo it are over.
    fn summary(&self) -> Option<Wish> {
        let met = self.meeting.recorded.filter(|r| r.met).map(|r| r.at);
        let at = met.or(self.meeting.review_recorded)?;
        let stale = self.picture.calendar.plus_school_days(at.today(), SUMMARY_IS_NEWS);
        let wish = Wish {
            not_before: Some(at.plus_minutes(UNDO_MINUTES)),
            ..self.wish(NoticeKind::Summary, at.today(), timing::opening(stale))
        };
        (self.answer() != Some(AnswerKind::WrongPerson)).then_some(wish)
    }

    fn feedback(&self) -> Option<Wish> {
        let record =
            self.meeting.recorded.filter(|r| r.met && self.adult.took_part.is_some_and(TookPart::is_meeting))?;
        let on = self.picture.calendar.plus_school_days(record.held_on, self.picture.rules.get(rules::FEEDBACK));
        let stale = self.picture.calendar.plus_school_days(on, FEEDBACK_IS_USEFUL);
        Some(self.wish(NoticeKind::Feedback, on.max(record.at.today()), timing::opening(stale)))
    }

    /// An answer to what they said is not happening, as soon as the school day allows.
    fn answers(&self) -> impl Iterator<Item = Wish> {
        self.adult.answers.iter().map(|(id, at)| {
            let stale = self.picture.calendar.plus_school_days(at.today(), SUMMARY_IS_NEWS);
            let wish = self.wish(NoticeKind::Answered, at.today(), timing::opening(stale));
            Wish { mark: format!("/n{id}"), not_before: Some(*at), ..wish }
        })
    }

    /// How a message of a kind reaches this adult, seen from its day.
    fn way_on(&self, kind: NoticeKind, day: NaiveDate) -> Carriage {
        let booking = self.meeting.bookings.last();
        let agreed = match booking {
            Some(booking) if booking.by_adult == Some(self.adult.contact.adult) => Agreed::OnTheirPage,
            Some(booking) if self.adult.answer == Some((AnswerKind::Accept, booking.at)) => Agreed::WithSomebody,
            _ => Agreed::Otherwise,
        };
        let meets = self.over_from().today();
        let near = self.picture.calendar.school_days_between(day, meets) < POST_DAYS;
        carriage(kind, self.adult.reach, agreed, near)
    }

    fn way(&self, kind: NoticeKind) -> Carriage {
        self.way_on(kind, self.meeting.offered.today())
    }

    fn planned(&self, wish: &Wish, now: Moment, enough: bool) -> Planned {
        let key = self.key(wish.kind, &wish.mark);
        let chosen = self.picture.days.get(&key).copied();
        let when = if wish.at_once && chosen.is_none() {
            timing::When { due_on: wish.on.max(now.today()), not_before: wish.not_before.unwrap_or(now), moved: None }
        } else {
            timing::when(&self.picture.calendar, chosen.unwrap_or(wish.on), wish.limit, wish.not_before, now)
        };
        let way = self.way_on(wish.kind, when.due_on);
        let standing = match self.why_not(wish, (&key, way), &when, now, enough) {
            Some(why @ (HeldBack::Stale(_) | HeldBack::MeetingCancelled | HeldBack::NotThisWay(_))) => {
                Standing::Stale(why)
            }
            Some(why) => Standing::Held(why),
            None if now >= when.not_before => Standing::Due,
            None => Standing::Later,
        };
        Planned {
            key,
            kind: wish.kind,
            to: if wish.kind.is_mail() { Recipient::Adult(self.adult.contact.adult) } else { Recipient::Office },
            due_on: when.due_on,
            not_before: when.not_before,
            moved: when.moved,
            way,
            matter: Matter::Meeting {
                id: self.meeting.id,
                pupil: self.meeting.pupil,
                adult: self.adult.contact.adult,
                booking: self.meeting.bookings.last().cloned(),
                answer_by: self.meeting.answer_by,
                did: Did { answer: self.answer(), took_part: self.adult.took_part },
                held_on: self.meeting.recorded.map(|record| record.held_on),
                child: self.adult.child,
                offered: Offered::of(&self.meeting.slots),
                again: None,
            },
            standing,
        }
    }

    /// Why it does not go.
    fn why_not(
        &self,
        wish: &Wish,
        (key, way): (&str, Carriage),
        when: &timing::When,
        now: Moment,
        enough: bool,
    ) -> Option<HeldBack> {
        let of_the_past = of_the_past(wish.kind);
        if self.meeting.cancelled.is_some() && !of_the_past {
            return Some(HeldBack::MeetingCancelled);
        }
        if wish.useless_from <= now.max(when.not_before) {
            return Some(HeldBack::Stale(wish.useless_from.today()));
        }
        // A letter or a call needs no mailbox; whoever may take part no more is not reached in any way.
        if let Err(why) = self.adult.address(wish.kind)
            && (way.has_mail() || why.bars_every_way())
        {
            return Some(why.clone());
        }
        if let Carriage::Nothing(why) = way {
            return Some(HeldBack::NotThisWay(why));
        }
        if !self.meeting.on_roll && wish.kind != NoticeKind::Cancelled {
            return Some(HeldBack::PupilLeft);
        }
        if !self.meeting.plan_open && !of_the_past {
            return Some(HeldBack::PlanClosed);
        }
        if self.picture.held.contains(key) {
            return Some(HeldBack::HeldByPerson);
        }
        let capped = enough && wish.kind.counts_towards_cap();
        capped.then(|| HeldBack::EnoughMails(self.picture.rules.get(rules::MAILS_A_MEETING)))
    }
}

pub(super) fn mark(booking: &BookingFacts) -> String {
    format!(".{}", booking.sequence)
}
