//! From what was typed about a meeting to its record, or to errors beside their fields: in the order of the form.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    domain::{
        conversation::{Agreement, Doer, Done, LONGEST_MINUTES, Mode, OtherRole, TookPart, WrongDay, day_held},
        ids::{InvitationId, StaffId},
        people::Name,
        time::{ClockTime, LongDay, Moment},
    },
    store::{
        conversations::{
            Conversation, Invited, NewRecord,
            agreed::{Action, NewAction, Other},
        },
        parent_views::ParentView,
    },
    web::form::{days::date, drafts, fields::FormErrors, typed::Typed},
};

/// What the form has to know besides the meeting.
pub(super) struct RecordingContext {
    /// Who of the school can take something on.
    pub(super) staff: Vec<(StaffId, Name)>,
    /// What was agreed before and is not done yet.
    pub(super) before: Vec<Action>,
    /// What is known of the draft.
    pub(super) kept: drafts::KeptDraft,
    /// Whether the writer may know why somebody is kept away.
    pub(super) reasons: bool,
}

/// The fields of one adult.
pub(super) fn took(one: &Invited) -> String {
    format!("took-{}", one.adult)
}

/// What one adult says to what was agreed.
pub(super) fn agree(one: &Invited) -> String {
    format!("agree-{}", one.adult)
}

/// In which words.
pub(super) fn words(one: &Invited) -> String {
    format!("words-{}", one.adult)
}

/// What became of an action.
pub(super) fn done(action: &Action) -> String {
    format!("done-{}", action.id)
}

/// Enters what is known where nothing has been typed: the day, how people meet and for how long.
pub(super) fn fill_in(typed: &mut Typed, meeting: &Conversation, now: Moment) {
    let slot = meeting.booking.as_ref().map(|(_, slot)| slot);
    let began = typed.get("started").parse().ok().map(Moment::from_unix).filter(|at| at.today() == now.today());
    let day = slot.map_or(now.today(), |s| s.starts.today()).min(now.today());
    let day = if began.is_some() { now.today() } else { day };
    let took = began.map(|at| (now.unix() - at.unix()) / 60).filter(|minutes| (5..=240).contains(minutes));
    let minutes = took.unwrap_or_else(|| slot.map_or(30, |s| s.minutes));
    let mode = slot.map_or(Mode::School, |s| s.mode).as_code();
    for (name, known) in [("held_on", day.to_string()), ("minutes", minutes.to_string()), ("mode", mode.to_owned())] {
        if typed.get(name).is_empty() {
            typed.set(name, known);
        }
    }
}

/// Those who were there, as far as it is typed.
pub(super) fn here<'a>(meeting: &'a Conversation, typed: &Typed) -> Vec<&'a Invited> {
    let met = |one: &&Invited| TookPart::from_code(typed.get(&took(one))).is_some_and(TookPart::is_meeting);
    meeting.recordable().filter(met).collect()
}

/// Takes out of a draft what it holds of somebody who has been kept away since: nobody sees those fields any more.
pub(super) fn leave_out_kept_away(typed: &mut Typed, meeting: &Conversation) {
    let away = meeting.invited.iter().filter(|one| !one.can_be_recorded());
    let fields: Vec<String> = away.flat_map(|one| [took(one), agree(one), words(one)]).collect();
    typed.0.retain(|(name, _)| !fields.contains(name));
}

/// Enters how those took part who were invited and are not here, by what they said before: the parents in the room are not asked.
pub(super) fn fill_in_absent(typed: &mut Typed, meeting: &Conversation, told: &BTreeMap<InvitationId, ParentView>) {
    for one in meeting.recordable() {
        let wrote = one.answer.as_ref().is_some_and(|said| !said.message.is_empty());
        let how =
            TookPart::of_absent(one.answer.as_ref().map(|said| said.kind), wrote || told.contains_key(&one.invitation));
        if typed.get(&took(one)).is_empty() {
            typed.set(&took(one), how.as_code());
        }
    }
}

/// What is not whole of what the parents see: nothing of it is passed over in silence.
pub(super) fn unfinished(typed: &Typed, known: &RecordingContext, today: NaiveDate) -> FormErrors {
    let mut errors = FormErrors::default();
    actions(typed, &known.staff, &mut errors);
    next_on(typed, today, &mut errors);
    others(typed, &mut errors);
    errors
}

fn next_on(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    let next = day(typed, "next_on", errors);
    if let Some(next) = next.filter(|next| *next < today) {
        errors.add("next_on", format!("{} has passed", LongDay(next)));
    }
    next
}

/// The whole record. Where nobody took part it says so, and needs nothing else.
pub(super) fn record(
    typed: &Typed,
    meeting: &Conversation,
    known: &RecordingContext,
    now: Moment,
) -> Result<NewRecord, FormErrors> {
    let mut errors = FormErrors::default();
    let (held_on, today) = (held_on(typed, meeting, now, &mut errors), now.today());
    let mut took_part = Vec::new();
    for one in &meeting.invited {
        match TookPart::from_code(typed.get(&took(one))) {
            Some(TookPart::Attended | TookPart::PhonedLater | TookPart::ViewsOnly) if !one.can_be_recorded() => {
                errors.add(took(one), format!("{} cannot be recorded as having taken part", one.name.formal()));
            }
            _ if !one.can_be_recorded() => {}
            Some(how) => took_part.push((one.adult, how)),
            None => errors.add(took(one), format!("Choose how {} took part", one.name.formal())),
        }
    }
    let here = here(meeting, typed);
    let met = !here.is_empty();
    let mode = Mode::from_code(typed.get("mode")).filter(|_| met);
    let minutes = typed.get("minutes").parse::<i64>().ok().filter(|m| (1..=LONGEST_MINUTES).contains(m) && met);
    if met && mode.is_none() {
        errors.add("mode", "Choose how you met");
    }
    if met && minutes.is_none() {
        errors.add("minutes", format!("Minutes must be a number from 1 to {LONGEST_MINUTES}"));
    }
    let others = others(typed, &mut errors);
    let actions = actions(typed, &known.staff, &mut errors);
    let next_on = next_on(typed, today, &mut errors);
    let agreements = agreements(typed, &here, &mut errors);
    let outcome = |one: &Action| Some((one.id, Done::from_code(typed.get(&done(one)))?));
    let text = |name: &str| typed.get(name).to_owned();
    match held_on {
        Some(held_on) if errors.is_empty() => Ok(NewRecord {
            held_on,
            minutes,
            mode,
            interpreter: text("interpreter"),
            going_well: text("going_well"),
            worries: text("worries"),
            focus: text("focus"),
            actions: if met { actions } else { Vec::new() },
            agreed: text("agreed"),
            keep_in_touch: text("keep_in_touch"),
            next_on: next_on.filter(|_| met),
            started: typed.get("started").parse().ok().map(Moment::from_unix).filter(|at| at.today() == held_on),
            others: if met { others } else { Vec::new() },
            agreements,
            outcomes: known.before.iter().filter_map(outcome).filter(|_| met).collect(),
            took_part,
        }),
        _ => Err(errors),
    }
}

fn held_on(typed: &Typed, meeting: &Conversation, now: Moment, errors: &mut FormErrors) -> Option<NaiveDate> {
    let Some(day) = date(typed.get("held_on")) else {
        errors.add("held_on", "Enter the day, like 2026-11-26");
        return None;
    };
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.starts);
    let met = !here(meeting, typed).is_empty();
    let wrong = day_held(day, met, meeting.offered.today(), booked, now).err();
    let words = wrong.map(|wrong| match wrong {
        WrongDay::NotYet => format!("{} has not come yet", LongDay(day)),
        WrongDay::BeforeOffered => format!("{} is before the meeting was offered", LongDay(day)),
        WrongDay::NotMissedYet(at) => format!(
            "The meeting is booked for {}, {}: nobody has missed it on {}. Cancel it or change its time if it does not come about",
            LongDay(at.today()),
            ClockTime(at.local().time()),
            LongDay(day)
        ),
    });
    words.into_iter().for_each(|words| errors.add("held_on", words));
    Some(day)
}

/// A day that may be left empty.
fn day(typed: &Typed, name: &str, errors: &mut FormErrors) -> Option<NaiveDate> {
    let found = date(typed.get(name));
    if found.is_none() && !typed.get(name).is_empty() {
        errors.add(name.to_owned(), "Enter a day, like 2026-11-26");
    }
    found
}

/// What was agreed, row by row; a row in which nothing is typed is none.
pub(super) fn actions(typed: &Typed, staff: &[(StaffId, Name)], errors: &mut FormErrors) -> Vec<NewAction> {
    let mut found = Vec::new();
    for n in 0..typed.rows("action") {
        let [what, who, by] = ["what", "who", "by"].map(|field| format!("action-{n}-{field}"));
        if typed.get(&what).is_empty() && typed.get(&by).is_empty() {
            continue;
        }
        if typed.get(&what).is_empty() {
            errors.add(what.clone(), format!("Line {}: enter what was agreed", n + 1));
        }
        let person = typed.get(&who).strip_prefix("staff-").and_then(|id| id.parse().ok()).map(StaffId);
        let person = person.filter(|id| staff.iter().any(|(known, _)| known == id));
        let doer = if person.is_some() { Some(Doer::Staff) } else { Doer::from_code(typed.get(&who)) };
        let doer = doer.filter(|doer| *doer != Doer::Staff || person.is_some());
        if doer.is_none() {
            errors.add(who, format!("Line {}: choose who does it", n + 1));
        }
        let by = day(typed, &by, errors);
        let wording = typed.get(&what).to_owned();
        found.extend(doer.map(|doer| NewAction { wording, doer, staff: person, by }));
    }
    found
}

/// Who else was there; a row without a name is none.
pub(super) fn others(typed: &Typed, errors: &mut FormErrors) -> Vec<Other> {
    let mut found = Vec::new();
    for n in 0..typed.rows("other") {
        let [name, role] = ["name", "role"].map(|field| format!("other-{n}-{field}"));
        if typed.get(&name).is_empty() {
            continue;
        }
        match OtherRole::from_code(typed.get(&role)) {
            Some(role) => found.push(Other { name: typed.get(&name).to_owned(), role }),
            None => errors.add(role, format!("Choose as what {} was there", typed.get(&name))),
        }
    }
    found
}

/// What each adult who was there says: nothing is chosen for them, since silence is never consent.
fn agreements(
    typed: &Typed,
    here: &[&Invited],
    errors: &mut FormErrors,
) -> Vec<(crate::domain::ids::AdultId, Agreement, String)> {
    let mut found = Vec::new();
    for one in here.iter().filter(|one| one.decides()) {
        match Agreement::from_code(typed.get(&agree(one))) {
            Some(said) => found.push((one.adult, said, typed.get(&words(one)).to_owned())),
            None => errors.add(agree(one), format!("Choose what {} says to what was agreed", one.name.formal())),
        }
    }
    found
}

/// The form of a record that was taken back.
pub(super) fn typed(meeting: &Conversation, settled: &[(i64, String)]) -> Typed {
    let mut typed = Typed::default();
    let Some(record) = &meeting.record else { return typed };
    let mut put = |name: &str, value: String| typed.set(name, value);
    put("started", record.started.map(|at| at.unix().to_string()).unwrap_or_default());
    put("held_on", record.held_on.to_string());
    put("mode", record.mode.map_or("", Mode::as_code).to_owned());
    put("minutes", record.minutes.map(|m| m.to_string()).unwrap_or_default());
    for (name, text) in [
        ("interpreter", &record.interpreter),
        ("going_well", &record.going_well),
        ("worries", &record.worries),
        ("focus", &record.focus),
        ("agreed", &record.agreed),
        ("keep_in_touch", &record.keep_in_touch),
    ] {
        put(name, text.clone());
    }
    put("next_on", record.next_on.map(|day| day.to_string()).unwrap_or_default());
    for one in &meeting.invited {
        put(&took(one), one.took_part.map_or("", TookPart::as_code).to_owned());
        if let Some((said, in_words)) = &one.agreement {
            put(&agree(one), said.as_code().to_owned());
            put(&words(one), in_words.clone());
        }
    }
    for (n, one) in record.actions.iter().enumerate() {
        let staff = one.staff.as_ref().map(|(id, _)| format!("staff-{id}"));
        put(&format!("action-{n}-what"), one.wording.clone());
        put(&format!("action-{n}-who"), staff.unwrap_or_else(|| one.doer.as_code().to_owned()));
        put(&format!("action-{n}-by"), one.by.map(|day| day.to_string()).unwrap_or_default());
    }
    for (n, one) in record.others.iter().enumerate() {
        put(&format!("other-{n}-name"), one.name.clone());
        put(&format!("other-{n}-role"), one.role.as_code().to_owned());
    }
    for (action, outcome) in settled {
        put(&format!("done-{action}"), outcome.clone());
    }
    typed
}
