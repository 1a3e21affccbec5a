//! From what was typed to an offer or a time, or to errors beside their fields.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use crate::{
    domain::{
        annual_review::{Limit, Party, check_meeting},
        calendar::Calendar,
        conversation::{AnswerKind, LONGEST_MINUTES, Mode},
        count::counted,
        ids::{AdultId, ConversationId, StaffId},
        notice::{HeldBack, giveaway},
        offer::usually_left_out,
        people::Name,
        plan::{Agency, PlanKind},
        restriction::Effect,
        time::{LongDay, Moment},
    },
    store::{
        contacts::AdultCard,
        conversations::{Conversation, Ground, Invited, NewOffer, NewSlot, Try},
    },
    web::{
        form::{days::date, fields::FormErrors, typed::Typed},
        meeting::times::{EHC_NOTICE, MeetingTimes, WantedTime},
    },
};

/// Times on the form.
pub(super) const SLOTS: usize = 3;
/// School days in which parents are asked to answer.
const TO_ANSWER: i64 = 5;
/// Calendar days before the last day of an annual review's meeting from which an offer proposes to be that meeting.
const ANNUAL_AHEAD: i64 = 120;
/// Calendar days beyond which a day is a slip of the pen.
const A_YEAR: i64 = 366;

/// Who can be asked and who can lead.
pub(super) struct MeetingChoices {
    /// Each adult of the pupil, and whether they may be invited.
    pub(super) adults: Vec<(AdultCard, Result<(), HeldBack>)>,
    /// Those of them who meet on their own.
    pub(super) alone: BTreeSet<AdultId>,
    /// Those who would like to meet without the other parent.
    pub(super) apart: BTreeSet<AdultId>,
    /// Those whose address is hidden.
    pub(super) hidden: BTreeSet<AdultId>,
    /// Who can lead the meeting.
    pub(super) leads: Vec<(StaffId, Name)>,
    /// The school's calendar.
    pub(super) calendar: Calendar,
    /// Tries before this one, if this offer stands in for one that did not come about.
    pub(super) before: Vec<Try>,
    /// What parents asked for when those times did not suit them, each with their name.
    pub(super) asked: Vec<(Name, String)>,
    /// Who of other services takes part in the plan.
    pub(super) agencies: Vec<Agency>,
    /// The newest meeting on the plan, where this offer is one of its own.
    pub(super) newest: Option<Try>,
    /// The school invites adults without parental responsibility, too.
    pub(super) invites_all: bool,
    /// The limit that rules the annual review of an EHC plan, while its meeting has not been held.
    pub(super) limit: Option<Limit>,
    /// Whom its annual review must invite beside parents and school, and nobody has entered; for whoever may change the record.
    pub(super) parties: Vec<Party>,
    /// School days' notice that a meeting should be offered with.
    pub(super) notice: i64,
    /// A time is offered to another family too, which can be meant.
    pub(super) overlaps: bool,
}

impl MeetingChoices {
    /// The adults who may be invited.
    pub(super) fn invitable(&self) -> impl Iterator<Item = &AdultCard> {
        self.adults.iter().filter(|(_, may)| may.is_ok()).map(|(card, _)| card)
    }
}

/// What each adult asked for who may take part, where the times did not suit them.
pub(super) fn asked_for(old: &Conversation) -> Vec<(Name, String)> {
    let able = old.invited.iter().filter(|one| one.may_take_part.is_ok());
    let asked = able.filter_map(|one| {
        let said = one.answer.as_ref()?;
        let words = match said.kind {
            AnswerKind::OtherTime => format!("asks for another time: {}", said.preferences),
            AnswerKind::Phone => "would like a phone call instead".to_owned(),
            AnswerKind::Cannot => "cannot come to any of those times".to_owned(),
            AnswerKind::Accept | AnswerKind::WrongPerson => return None,
        };
        Some((one.name.clone(), words))
    });
    asked.collect()
}

/// Ticks everybody but one, who asked for a meeting of their own.
pub(super) fn leave_out_all_but(typed: &mut Typed, choices: &MeetingChoices, alone: AdultId) {
    if !choices.invitable().any(|card| card.id == alone) {
        return;
    }
    typed.0.retain(|(name, _)| name != "leave_out");
    let others = choices.invitable().filter(|card| card.id != alone);
    typed.0.extend(others.map(|card| ("leave_out".to_owned(), card.id.to_string())));
}

/// The offer before anything is typed.
pub(super) fn blank(
    ground: &Ground,
    choices: &MeetingChoices,
    replaces: Option<ConversationId>,
    today: NaiveDate,
) -> Typed {
    let (mut typed, calendar) = (Typed::default(), &choices.calendar);
    let names = choices.agencies.iter().map(|one| one.name.as_str()).filter(|name| !name.is_empty());
    typed.set("also_present", names.collect::<Vec<_>>().join(", "));
    for n in 0..SLOTS {
        let day = calendar.plus_school_days(today, choices.notice + i64::try_from(n).unwrap_or_default());
        typed.set(&format!("slot-{n}-day"), if n == 0 { day.to_string() } else { String::new() });
        typed.set(&format!("slot-{n}-time"), if n == 0 { "15:30" } else { "" });
    }
    let adults: Vec<_> = choices.invitable().map(|card| (card.id, card.responsibility == "no")).collect();
    let mut out = usually_left_out(&adults, choices.invites_all);
    if adults.iter().any(|(id, _)| !choices.alone.contains(id) && !out.contains(id)) {
        out.extend(adults.iter().map(|(id, _)| *id).filter(|id| choices.alone.contains(id)));
    }
    typed.0.extend(out.into_iter().map(|id| ("leave_out".to_owned(), id.to_string())));
    typed.set("lead", ground.lead.to_string());
    typed.set("replaces", replaces.map(|id| id.to_string()).unwrap_or_default());
    typed.set("mode", Mode::School.as_code());
    // The annual review is the meeting that comes next where its last day is less than four months away.
    let is_near = choices.limit.is_some_and(|limit| (limit.latest_meeting - today).num_days() <= ANNUAL_AHEAD);
    if ground.kind == Some(PlanKind::EhcDelivery) && is_near {
        typed.set("ehc_annual", "yes");
    }
    typed.0.extend(choices.parties.iter().map(|party| ("party".to_owned(), party.as_code().to_owned())));
    typed.set("minutes", if typed.get("ehc_annual") == "yes" { "90" } else { "30" });
    typed
}

/// The whole offer. Everybody who may be invited is, but for those who are ticked to be left out: nobody is forgotten by accident.
pub(super) fn offer(
    typed: &Typed,
    ground: &Ground,
    choices: &MeetingChoices,
    now: Moment,
) -> Result<NewOffer, FormErrors> {
    let (mut errors, calendar) = (FormErrors::default(), &choices.calendar);
    let left_out: Vec<AdultId> = choices.invitable().map(|card| card.id).filter(|id| left_out(typed, *id)).collect();
    if choices.invitable().next().is_none() {
        errors.add("invited", "Nobody can be invited: see the reasons in the list");
    } else if choices.invitable().all(|card| left_out.contains(&card.id)) {
        errors.add("leave_out", "Everybody is left out: invite at least one person");
    }
    let asked_now: Vec<_> = choices.invitable().filter(|card| !left_out.contains(&card.id)).collect();
    if asked_now.len() > 1
        && let Some(alone) = asked_now.iter().find(|card| choices.alone.contains(&card.id))
    {
        let rule = "meets on their own: leave them out of this meeting and offer them one of their own, or leave everybody else out";
        errors.add("leave_out", format!("{} {rule}", alone.name.formal()));
    }
    at_home(typed, asked_now.iter().map(|card| (&card.name, choices.hidden.contains(&card.id))), &mut errors);
    let lead = match typed.get("lead") {
        "" => Some(ground.lead),
        text => text.parse().ok().map(StaffId),
    };
    let lead = lead.filter(|id| *id == ground.lead || choices.leads.iter().any(|(known, _)| known == id));
    if lead.is_none() {
        errors.add("lead", "Choose who leads the meeting");
    }
    let annual = ground.kind == Some(PlanKind::EhcDelivery) && typed.get("ehc_annual") == "yes";
    let starts: Vec<Moment> = asked(typed)
        .filter_map(|n| start(typed, n, (annual, choices.limit.as_ref()), calendar, now, &mut errors))
        .collect();
    let how = how(typed, &mut errors);
    harmless(typed, &["place", "also_present"], &ground.pupil_name, &mut errors);
    match (lead, how, starts.iter().map(|s| s.today()).min()) {
        (Some(lead), Some((mode, minutes)), Some(first)) if errors.is_empty() => Ok(NewOffer {
            plan: ground.plan,
            pupil: ground.pupil,
            lead,
            also_present: typed.get("also_present").to_owned(),
            ehc_annual: annual,
            answer_by: calendar.plus_school_days(now.today(), TO_ANSWER).min(first),
            replaces: choices.before.last().map(|one| one.id),
            slots: starts.into_iter().map(|starts| new_slot(typed, starts, mode, minutes)).collect(),
            left_out,
        }),
        _ => Err(errors),
    }
}

/// A meeting at somebody's home tells everybody who is asked where that is.
fn at_home<'a>(typed: &Typed, asked: impl Iterator<Item = (&'a Name, bool)>, errors: &mut FormErrors) {
    let asked: Vec<_> = asked.collect();
    let hidden = asked.iter().find(|(_, hidden)| *hidden).filter(|_| asked.len() > 1);
    if let Some((name, _)) = hidden.filter(|_| Mode::from_code(typed.get("mode")) == Some(Mode::Home)) {
        let rule = "is hidden, and a meeting at home tells everybody who is asked where that is: choose another place";
        errors.add("mode", format!("The address of {} {rule}", name.formal()));
    }
}

/// The times that are asked for: the first always, the others only if something of them is typed.
fn asked(typed: &Typed) -> impl Iterator<Item = usize> {
    let blank = |n: &usize| [format!("slot-{n}-day"), format!("slot-{n}-time")].iter().all(|f| typed.get(f).is_empty());
    (0..SLOTS).filter(move |n| *n == 0 || !blank(n))
}

/// What the times of an offer run into. What is booked is refused; what another family can still choose stands only if it is meant.
pub(super) fn clashes(typed: &Typed, new: &NewOffer, choices: &mut MeetingChoices, times: &MeetingTimes) -> FormErrors {
    let mut errors = FormErrors::default();
    let asked_of = choices.invitable().filter(|card| !new.left_out.contains(&card.id));
    let parents: Vec<_> = asked_of.map(|card| (card.id, card.name.clone())).collect();
    for (n, slot) in asked(typed).zip(&new.slots) {
        let wanted = WantedTime {
            lead: new.lead,
            also: &new.also_present,
            mode: slot.mode,
            place: &slot.place,
            minutes: slot.minutes,
            parents: parents.clone(),
            annual: new.ehc_annual,
        };
        let Some(clash) = times.given.diary.clash(&times.given.at(&wanted, slot.starts)) else { continue };
        choices.overlaps |= !clash.with.booked;
        if clash.with.booked || typed.get("overlap") != "yes" {
            errors.add(format!("slot-{n}-time"), times.why_not(&wanted, slot.starts, &clash));
        }
    }
    errors
}

/// What a time that is to be agreed on runs into of what is booked, beside the field that it was entered in.
pub(super) fn taken(field: &'static str, slot: &NewSlot, meeting: &Conversation, times: &MeetingTimes) -> FormErrors {
    let mut errors = FormErrors::default();
    let wanted = WantedTime::of(meeting, (slot.mode, &slot.place, slot.minutes));
    if let Some(clash) = times.given.diary.taken(&times.given.at(&wanted, slot.starts)) {
        errors.add(field, times.why_not(&wanted, slot.starts, &clash));
    }
    errors
}

/// Whether an adult is ticked to be left out.
pub(super) fn left_out(typed: &Typed, adult: AdultId) -> bool {
    typed.0.iter().any(|(name, value)| name == "leave_out" && *value == adult.to_string())
}

/// A time that was agreed otherwise than by answering.
pub(super) fn agreed(
    typed: &Typed,
    meeting: &Conversation,
    calendar: &Calendar,
    now: Moment,
) -> Result<NewSlot, FormErrors> {
    let mut errors = FormErrors::default();
    let start = start(typed, 0, (meeting.ehc_annual, None), calendar, now, &mut errors);
    let how = how(typed, &mut errors);
    let hidden = |one: &Invited| one.effects.contains(&Effect::AddressHidden);
    let coming = meeting.invited.iter().filter(|one| one.may_take_part.is_ok());
    at_home(typed, coming.map(|one| (&one.name, hidden(one))), &mut errors);
    harmless(typed, &["place"], &meeting.pupil_name, &mut errors);
    match start.zip(how) {
        Some((starts, (mode, minutes))) if errors.is_empty() => Ok(new_slot(typed, starts, mode, minutes)),
        _ => Err(errors),
    }
}

/// Lines that stand in messages: nothing in them tells why the school writes, or about whom.
fn harmless(typed: &Typed, fields: &[&'static str], pupil: &Name, errors: &mut FormErrors) {
    for field in fields {
        if let Some(word) = giveaway(typed.get(field), pupil) {
            errors.add(*field, format!("Leave out “{word}”: this line stands in e-mails, which others may see"));
        }
    }
}

fn new_slot(typed: &Typed, starts: Moment, mode: Mode, minutes: i64) -> NewSlot {
    NewSlot { starts, minutes, mode, place: typed.get("place").to_owned() }
}

/// How people meet, and for how many minutes.
fn how(typed: &Typed, errors: &mut FormErrors) -> Option<(Mode, i64)> {
    let mode = Mode::from_code(typed.get("mode"));
    let minutes = typed.get("minutes").parse::<i64>().ok().filter(|m| (5..=LONGEST_MINUTES).contains(m));
    if mode.is_none() {
        errors.add("mode", "Choose how you will meet");
    }
    if minutes.is_none() {
        errors.add("minutes", format!("Minutes must be a number from 5 to {LONGEST_MINUTES}"));
    }
    mode.zip(minutes)
}

/// One time: on a school day to come, and for an annual review with the notice that the law gives.
fn start(
    typed: &Typed,
    n: usize,
    (annual, limit): (bool, Option<&Limit>),
    calendar: &Calendar,
    now: Moment,
    errors: &mut FormErrors,
) -> Option<Moment> {
    let (day_field, time_field) = (format!("slot-{n}-day"), format!("slot-{n}-time"));
    let (day, time) = (date(typed.get(&day_field)), NaiveTime::parse_from_str(typed.get(&time_field), "%H:%M").ok());
    if day.is_none() {
        errors.add(day_field.clone(), format!("Time {}: enter a day, like 2026-11-26", n + 1));
    }
    if time.is_none() {
        errors.add(time_field.clone(), format!("Time {}: enter a time, like 15:30", n + 1));
    }
    let (day, starts) = (day?, Moment::at(day?, time?));
    let (long, notice) = (LongDay(day), (day - now.today()).num_days());
    if starts <= now {
        errors.add(if notice < 0 { day_field } else { time_field }, format!("{long}: that time has passed"));
        return None;
    }
    if notice > A_YEAR {
        errors.add(day_field, format!("{long} is more than a year away"));
        return None;
    }
    if let Some(why) = calendar.why_closed(day) {
        errors.add(day_field, format!("{long}: the school is closed ({})", why.words()));
        return None;
    }
    if annual && notice < EHC_NOTICE {
        let rule = "an annual review meeting needs two weeks’ notice (SEND Regulations 2014 reg 20)";
        errors.add(day_field, format!("{long} is in {}: {rule}", counted(notice, "day", "days")));
        return None;
    }
    if let Err(why) = check_meeting(day, limit.filter(|_| annual), now.today()) {
        errors.add(day_field, why);
        return None;
    }
    Some(starts)
}
