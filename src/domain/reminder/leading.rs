//! What whoever leads a meeting is told of it: when it is, each time that changes, and that it should be moved because somebody knows the
//! time and the place who may not take part any more. At once, within school hours: a lead has a day to arrange.

use chrono::NaiveDate;

use super::{
    BookingFacts, InvitedFacts, Matter, MeetingFacts, Moment, Picture, Planned, StaffFacts, Standing,
    meeting::{About, mark},
    timing,
};
use crate::domain::{
    carriage::Carriage,
    notice::{HeldBack, NoticeKind, Recipient},
};

pub(super) fn notices(picture: &Picture, meeting: &MeetingFacts, now: Moment, until: NaiveDate) -> Vec<Planned> {
    let lead = picture.staff.iter().find(|person| person.id == meeting.lead);
    let (Some(lead), Some(booking)) = (lead, meeting.bookings.last()) else { return Vec::new() };
    let led = Led { picture, meeting, lead, booking };
    let all = [led.agreed(), led.cancelled()].into_iter().flatten().chain(led.to_move());
    let planned = all.map(|(kind, key, at)| led.planned(kind, key, at, now));
    planned.filter(|one| one.due_on <= until && !picture.said.contains_key(&one.key)).collect()
}

/// One meeting with an agreed time, and who leads it.
struct Led<'a> {
    picture: &'a Picture,
    meeting: &'a MeetingFacts,
    lead: &'a StaffFacts,
    booking: &'a BookingFacts,
}

/// A message that the facts ask for: its kind, its key and the instant of its cause.
type Wish = (NoticeKind, String, Moment);

impl Led<'_> {
    fn key(&self, kind: NoticeKind, mark: &str) -> String {
        format!("{}/c{}{mark}/s{}", kind.as_code(), self.meeting.id, self.lead.id)
    }

    fn told_of(&self, booking: &BookingFacts) -> bool {
        let kinds = [NoticeKind::Booked, NoticeKind::Changed];
        kinds.iter().any(|kind| self.picture.said.contains_key(&self.key(*kind, &mark(booking))))
    }

    /// To be held, of a pupil who is here.
    fn stands(&self) -> bool {
        let MeetingFacts { cancelled, recorded, on_roll, plan_open, .. } = self.meeting;
        cancelled.is_none() && recorded.is_none() && *on_roll && *plan_open
    }

    fn agreed(&self) -> Option<Wish> {
        let earlier = self.meeting.bookings.iter().rev().skip(1).any(|booking| self.told_of(booking));
        let kind = if earlier { NoticeKind::Changed } else { NoticeKind::Booked };
        let wanted = self.stands() && !self.told_of(self.booking);
        wanted.then(|| (kind, self.key(kind, &mark(self.booking)), self.booking.at))
    }

    /// Of a time that they were never told nobody needs to be told that it is off.
    fn cancelled(&self) -> Option<Wish> {
        let at =
            self.meeting.cancelled.filter(|_| self.meeting.bookings.iter().any(|booking| self.told_of(booking)))?;
        Some((NoticeKind::Cancelled, self.key(NoticeKind::Cancelled, ""), at))
    }

    fn to_move(&self) -> impl Iterator<Item = Wish> + use<'_> {
        let knows = |adult: &&InvitedFacts| {
            let kept_away = adult.contact.address.as_ref().is_err_and(HeldBack::keeps_from_the_school);
            kept_away && About { picture: self.picture, meeting: self.meeting, adult }.knows_of(self.booking)
        };
        let wish = |adult: &InvitedFacts| {
            let mark = format!("{}/a{}", mark(self.booking), adult.contact.adult);
            (NoticeKind::ToMove, self.key(NoticeKind::ToMove, &mark), self.booking.at)
        };
        self.meeting.invited.iter().filter(|_| self.stands()).filter(knows).map(wish)
    }

    fn planned(&self, kind: NoticeKind, key: String, at: Moment, now: Moment) -> Planned {
        let when = timing::when(&self.picture.calendar, at.today(), None, Some(at), now);
        let standing = match &self.lead.address {
            _ if self.booking.slot.starts <= now.max(when.not_before) => {
                Standing::Stale(HeldBack::Stale(self.booking.slot.starts.today()))
            }
            Err(why) => Standing::Held(why.clone()),
            Ok(_) if self.picture.held.contains(&key) => Standing::Held(HeldBack::HeldByPerson),
            Ok(_) if now >= when.not_before => Standing::Due,
            Ok(_) => Standing::Later,
        };
        Planned {
            key,
            kind,
            to: Recipient::Staff(self.lead.id),
            due_on: when.due_on,
            not_before: when.not_before,
            moved: when.moved,
            way: Carriage::Mail,
            matter: Matter::Led { id: self.meeting.id, pupil: self.meeting.pupil, booking: self.booking.clone() },
            standing,
        }
    }
}
