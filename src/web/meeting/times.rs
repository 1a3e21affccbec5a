//! The times that a meeting can have: whom and what each would take up, what it runs into, and the nearest that are free.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::{
    domain::{
        calendar::Calendar,
        conversation::Mode,
        count::noun,
        diary::{Clash, Diary, Engagement, Party, parties},
        ids::{AdultId, ConversationId, SchoolId, StaffId},
        people::Name,
        time::{ClockTime, LongDay, Moment},
    },
    store::{
        calendar,
        conversations::{Conversation, diary},
    },
};

/// Calendar days of notice for an EHC plan's annual review meeting (SEND Regulations 2014 reg 20).
pub(in crate::web) const EHC_NOTICE: i64 = 14;

/// What a school has given away of people's time, and whom it knows by name.
pub(in crate::web) struct MeetingTimes {
    pub(in crate::web) diary: Diary,
    pub(in crate::web) staff: Vec<(StaffId, Name)>,
    calendar: Calendar,
    now: Moment,
}

/// What is wanted, as far as it is the same at every time of one meeting.
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

impl MeetingTimes {
    /// Of a school, without what this meeting itself has given away.
    pub(in crate::web) async fn load(
        conn: &mut SqliteConnection,
        school: SchoolId,
        but: Option<ConversationId>,
        now: Moment,
    ) -> anyhow::Result<Self> {
        let staff = diary::staff(&mut *conn, school, now.today()).await?;
        let all = diary::given_away(&mut *conn, school, &staff, now).await?;
        let diary = but.map_or_else(|| all.clone(), |but| all.without(but));
        Ok(Self { diary, staff, calendar: calendar::load(conn, school).await?, now })
    }

    /// What a wanted time takes up.
    pub(in crate::web) fn at(&self, wanted: &WantedTime<'_>, starts: Moment) -> Engagement {
        let parents = wanted.parents.iter().map(|(id, _)| *id);
        let parties = parties((wanted.lead, wanted.also), &self.staff, (wanted.mode, wanted.place), parents);
        Engagement { meeting: None, starts, minutes: wanted.minutes, parties, booked: false }
    }

    /// The two nearest times that are free for everybody.
    pub(in crate::web) fn nearest(&self, wanted: &WantedTime<'_>, starts: Moment) -> Vec<Moment> {
        let notice = if wanted.annual { EHC_NOTICE * 24 * 60 } else { 0 };
        self.diary.nearest(&self.at(wanted, starts), &self.calendar, self.now.plus_minutes(notice))
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
            Party::Staff(id) => known(&self.staff, *id).unwrap_or_else(|| "who leads it".to_owned()),
            Party::Named(name) => {
                let as_typed = wanted.also.split([',', ';', '&']).map(str::trim);
                let same = |part: &&str| Party::named(part, &[]).contains(party);
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
