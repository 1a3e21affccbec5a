//! The times that a meeting can have: what whoever leads it keeps free, whom and what each time would take up, what it runs into, and the
//! nearest that are free.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        calendar::Calendar,
        conversation::Mode,
        count::noun,
        diary::{Clash, Diary, Engagement, KnownStaff, NEAR_DAYS, Party, parties},
        free_time::{ClosedDays, FreeTime, Opening, openings},
        ids::{AdultId, ConversationId, SchoolId, StaffId},
        people::Name,
        reminder::SlotFacts,
        time::{ClockTime, LongDay, Moment},
    },
    store::{
        calendar,
        conversations::{Conversation, diary},
        free_times::{self, FreeTimesOfSchool},
    },
};

/// Calendar days of notice for an EHC plan's annual review meeting (SEND Regulations 2014 reg 20).
pub(in crate::web) const EHC_NOTICE: i64 = 14;

/// What a school has given away of people's time, and whom it knows by name.
#[derive(Clone, Default)]
pub(in crate::web) struct GivenAway {
    pub(in crate::web) diary: Diary,
    pub(in crate::web) staff: KnownStaff,
}

/// The same with what is needed to find another time.
#[derive(Clone)]
pub(in crate::web) struct MeetingTimes {
    pub(in crate::web) given: GivenAway,
    calendar: Calendar,
    kept_free: FreeTimesOfSchool,
    now: Moment,
}

/// What is wanted, as far as it is the same at every time of one meeting.
#[derive(Clone)]
pub(in crate::web) struct WantedTime<'a> {
    pub(in crate::web) lead: StaffId,
    /// Who else will be there, as parents read it.
    pub(in crate::web) also: &'a str,
    pub(in crate::web) mode: Mode,
    pub(in crate::web) place: &'a str,
    pub(in crate::web) minutes: i64,
    /// The parents who are asked.
    pub(in crate::web) parents: Vec<(AdultId, Name)>,
    /// It is an annual review, which needs its notice.
    pub(in crate::web) annual: bool,
}

impl<'a> WantedTime<'a> {
    /// Of somebody alone, whatever the meeting is.
    pub(in crate::web) fn led_by(lead: StaffId) -> Self {
        Self { lead, also: "", mode: Mode::School, place: "", minutes: 0, parents: Vec::new(), annual: false }
    }

    /// Of a meeting that is offered, at one of its times or at another.
    pub(in crate::web) fn of(meeting: &'a Conversation, (mode, place, minutes): (Mode, &'a str, i64)) -> Self {
        let comes = meeting.invited.iter().filter(|one| one.may_take_part.is_ok() && !one.declines());
        Self {
            lead: meeting.lead,
            also: &meeting.also_present,
            mode,
            place,
            minutes,
            parents: comes.map(|one| (one.adult, one.name.clone())).collect(),
            annual: meeting.ehc_annual,
        }
    }
}

impl GivenAway {
    /// What is booked while any of these times lasts: whether one is taken is asked far more often than when else people are free, and of little.
    /// `named` says that one of these meetings names who else will be there.
    pub(in crate::web) async fn beside(
        conn: &mut SqliteConnection,
        school: SchoolId,
        times: &[&SlotFacts],
        named: bool,
        today: NaiveDate,
    ) -> anyhow::Result<Self> {
        if times.is_empty() {
            return Ok(Self::default());
        }
        let spans: Vec<_> = times.iter().map(|slot| (slot.starts, slot.starts.plus_minutes(slot.minutes))).collect();
        let (diary, staff) = diary::booked(conn, school, &spans, named, today).await?;
        Ok(Self { diary, staff })
    }

    /// The same without what one meeting has given away.
    pub(in crate::web) fn without(&self, meeting: ConversationId) -> Self {
        Self { diary: self.diary.without(meeting), staff: self.staff.clone() }
    }

    /// What a wanted time takes up.
    pub(in crate::web) fn at(&self, wanted: &WantedTime<'_>, starts: Moment) -> Engagement {
        let parents = wanted.parents.iter().map(|(id, _)| *id);
        let parties = parties((wanted.lead, wanted.also), &self.staff, (wanted.mode, wanted.place), parents);
        Engagement { meeting: None, starts, minutes: wanted.minutes, parties, booked: false }
    }

    /// Whether a wanted time runs into something that is booked.
    pub(in crate::web) fn is_taken(&self, wanted: &WantedTime<'_>, starts: Moment) -> bool {
        self.diary.taken(&self.at(wanted, starts)).is_some()
    }
}

impl MeetingTimes {
    /// Of a school, without what this meeting itself has given away.
    pub(in crate::web) async fn load(
        conn: &mut SqliteConnection,
        school: SchoolId,
        but: Option<ConversationId>,
        now: Moment,
    ) -> anyhow::Result<Self> {
        let staff = diary::staff(&mut *conn, school, now.today()).await?;
        let diary = diary::given_away(&mut *conn, school, &staff, now).await?;
        let kept_free = free_times::of_school(&mut *conn, school, now.today()).await?;
        let diary = match but {
            Some(meeting) => diary.without(meeting),
            None => diary,
        };
        let given = GivenAway { diary, staff };
        Ok(Self { given, calendar: calendar::load(conn, school).await?, kept_free, now })
    }

    /// The same without what one meeting has given away.
    pub(in crate::web) fn without(&self, meeting: ConversationId) -> Self {
        Self { given: self.given.without(meeting), ..self.clone() }
    }

    /// Whether somebody keeps time free for meetings at all.
    pub(in crate::web) fn keeps_free(&self, lead: StaffId) -> bool {
        self.kept_free.times_of(lead).next().is_some()
    }

    /// The times to come that somebody keeps free between two days, whether or not they are given away; each as long as a meeting has to be.
    pub(in crate::web) fn kept_by(&self, lead: StaffId, span: (NaiveDate, NaiveDate), at_least: i64) -> Vec<Opening> {
        let times: Vec<FreeTime> = self.kept_free.times_of(lead).map(|held| held.time.clone()).collect();
        let closed: Vec<ClosedDays> = self.kept_free.closed_of(lead).map(|held| held.days).collect();
        let mut all = openings(&times, &closed, span, at_least, &self.calendar);
        all.retain(|one| self.now < one.starts);
        all
    }

    /// Those of them at which whoever and whatever else is wanted is free, too.
    pub(in crate::web) fn free(
        &self,
        wanted: &WantedTime<'_>,
        span: (NaiveDate, NaiveDate),
        at_least: i64,
    ) -> Vec<Opening> {
        let from = self.earliest(wanted);
        let mut all = self.kept_by(wanted.lead, span, at_least);
        all.retain(|one| from < one.starts && self.is_free(wanted, one));
        all
    }

    /// Whether nothing that an opening would take up is given away or offered then.
    pub(in crate::web) fn is_free(&self, wanted: &WantedTime<'_>, one: &Opening) -> bool {
        self.given.diary.clash(&self.engaged(wanted, one)).is_none()
    }

    /// What an opening takes up.
    pub(in crate::web) fn engaged(&self, wanted: &WantedTime<'_>, one: &Opening) -> Engagement {
        let wanted = WantedTime { mode: one.mode, place: &one.place, minutes: one.minutes, ..wanted.clone() };
        self.given.at(&wanted, one.starts)
    }

    /// After which instant it may begin: an annual review needs its notice.
    fn earliest(&self, wanted: &WantedTime<'_>) -> Moment {
        self.now.plus_minutes(if wanted.annual { EHC_NOTICE * 24 * 60 } else { 0 })
    }

    /// The two nearest times that are free for everybody: of those that whoever leads it keeps free, where they keep any.
    pub(in crate::web) fn nearest(&self, wanted: &WantedTime<'_>, starts: Moment) -> Vec<Moment> {
        let (engaged, from) = (self.given.at(wanted, starts), self.earliest(wanted));
        if !self.keeps_free(wanted.lead) {
            return self.given.diary.nearest(&engaged, &self.calendar, from);
        }
        let near = Days::new(NEAR_DAYS.unsigned_abs());
        let kept = self.kept_by(wanted.lead, (starts.today() - near, starts.today() + near), wanted.minutes);
        let alike = kept.into_iter().filter(|one| one.mode == wanted.mode).map(|one| one.starts);
        self.given.diary.nearest_among(&engaged, alike, from)
    }

    /// Who or which room is taken then, by what, and when everybody is free.
    pub(in crate::web) fn why_not(&self, wanted: &WantedTime<'_>, starts: Moment, clash: &Clash<'_>) -> String {
        let who = listed(&clash.parties.iter().map(|one| self.name(wanted, one)).collect());
        let (verb, with) = (noun(clash.parties.len(), "is", "are"), clash.with);
        let how = if with.booked { "taken by another meeting" } else { "offered to another family" };
        let span = format!("{} to {}", clock(with.starts), clock(with.ends()));
        let near: Vec<String> = self.nearest(wanted, starts).into_iter().map(day_and_time).collect();
        let near = match near.as_slice() {
            [] => "No time near it is free".to_owned(),
            near => format!("Nearest free times: {}", near.join("; ")),
        };
        format!("{}: {who} {verb} {how} then ({span}). {near}", day_and_time(starts))
    }

    fn name(&self, wanted: &WantedTime<'_>, party: &Party) -> String {
        let known = |all: &[(StaffId, Name)], id| all.iter().find(|(one, _)| *one == id).map(|(_, name)| name.formal());
        match party {
            Party::Staff(id) => known(self.given.staff.all(), *id).unwrap_or_else(|| "who leads it".to_owned()),
            Party::Named(name) => {
                let as_typed = wanted.also.split([',', ';', '&']).map(str::trim);
                let same = |part: &&str| Party::named(part, &KnownStaff::default()).contains(party);
                as_typed.clone().find(same).map_or_else(|| name.clone(), str::to_owned)
            }
            Party::Room(_) => wanted.place.split(',').next().unwrap_or_default().trim().to_owned(),
            Party::Parent(id) => {
                let theirs = wanted.parents.iter().find(|(one, _)| one == id).map(|(_, name)| name.formal());
                theirs.unwrap_or_else(|| "a parent".to_owned())
            }
        }
    }
}

/// "Thursday 26 November 2026, 3:30pm".
pub(in crate::web) fn day_and_time(at: Moment) -> String {
    format!("{}, {}", LongDay(at.today()), clock(at))
}

fn clock(at: Moment) -> String {
    ClockTime(at.local().time()).to_string()
}

/// "Mrs Anand, Room 3 and Mr Hill".
fn listed(names: &BTreeSet<String>) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
