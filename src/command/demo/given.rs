//! What the demo's teaching assistants give: groups made of the lines of plans in their classes, a week for each, and six weeks of notes. Today's
//! sessions are still to be noted.

use std::collections::BTreeMap;

use chrono::Days;

use super::{
    frame::{Frame, moment},
    people::Staff,
};
use crate::{
    domain::{
        access::Viewer,
        delivery::{HowItWent, Lost, Session, WeeklyTime, planned},
        ids::{GroupId, PupilId, SchoolId, StaffId},
        people::Role,
        standing::Span,
    },
    store::{
        Actor, Store, Tx,
        groups::{self, Content},
        people::accounts,
        plans::{self, Placement},
        register::Register,
        sessions::{self, NewNote, NewRecord},
    },
};

/// Groups of each assistant.
const GROUPS: usize = 5;

/// Minutes of a session at most: an adult beside a pupil for half a morning is no session.
const LONGEST: u32 = 45;

/// Pupils of a group at most.
const TOGETHER: usize = 4;

/// Days back from which notes are there: six weeks.
const SINCE: u64 = 42;

/// When groups begin, in minutes after midnight, and where.
const TIMES: [(u32, &str); GROUPS] =
    [(9 * 60 + 10, "Library"), (10 * 60, "The Nest"), (11 * 60 + 5, "Library"), (13 * 60 + 20, ""), (14 * 60, "Hall")];

/// The days on which something is given that is given so many times a week.
const WEEKDAYS: [u32; 5] = [3, 1, 5, 2, 4];

/// Short notes that now and then somebody writes.
const WORDS: [&str; 4] = [
    "Managed it with one reminder",
    "Tired today, slower than on Monday",
    "Asked to do the hard one again",
    "Needed the picture cards, then went on alone",
];

pub(super) async fn make(store: &Store, frame: &Frame, (school, staff): (SchoolId, Staff)) -> anyhow::Result<()> {
    let now = frame.start;
    let everybody = accounts::everybody(&mut *store.read().await?, school, now).await?;
    let assistants =
        everybody.iter().filter(|(.., code)| code == Role::TeachingAssistant.as_code()).map(|(id, ..)| *id);
    let mut tx = store.begin(Actor::Staff(staff.senco), school, now).await?;
    let register = tx.register(now.today()).await?;
    for assistant in assistants {
        (tx.now, tx.actor) = (now, Actor::Staff(staff.senco));
        let lines = lines(&mut tx, &register, (school, staff.senco), assistant).await?;
        // Those of several pupils first: that is what a group is for.
        let mut lines: Vec<_> = lines.into_iter().collect();
        lines.sort_by_key(|(_, (line, pupils))| (line.group_size == 1, std::cmp::Reverse(pupils.len())));
        for (n, (provision, (line, pupils))) in lines.into_iter().take(GROUPS).enumerate() {
            group(&mut tx, frame, (assistant, staff.senco), (n, &provision, &line), &pupils).await?;
        }
        (tx.now, tx.actor) = (now, Actor::Staff(staff.senco));
        groups::put_hours(&mut tx, assistant, 10 * 60).await?;
    }
    tx.commit().await
}

type Lines = BTreeMap<String, (Placement, Vec<PupilId>)>;

/// What the plans of the pupils in somebody's classes say is given by an assistant, by its name.
async fn lines(
    tx: &mut Tx,
    register: &Register,
    (school, senco): (SchoolId, StaffId),
    assistant: StaffId,
) -> anyhow::Result<Lines> {
    let today = tx.now.today();
    let viewer = Viewer::new(senco, school, Role::Senco);
    let mut all = Lines::new();
    let theirs = |class| {
        let staff = register.facts().classes.get(class).map(|class| &class.staff);
        staff.is_some_and(|staff| staff.iter().any(|(span, id)| *id == assistant && span.contains(today)))
    };
    for child in register.facts().children.iter().filter(|child| child.is_on_roll(today)) {
        if !child.class_on(today).is_some_and(|one| theirs(&one.class)) {
            continue;
        }
        for plan in child.plans.iter().filter(|plan| plan.is_open(today)) {
            let Some(view) = plans::visible_to(tx.conn(), &viewer, plan.id, today).await? else { continue };
            for line in view.content.placements.into_iter().filter(|line| line.role == "ta" && line.minutes <= LONGEST)
            {
                let (_, pupils) = all.entry(line.provision.clone()).or_insert_with(|| (line, Vec::new()));
                if pupils.len() < TOGETHER && !pupils.contains(&child.id) {
                    pupils.push(child.id);
                }
            }
        }
    }
    Ok(all)
}

async fn group(
    tx: &mut Tx,
    frame: &Frame,
    (assistant, senco): (StaffId, StaffId),
    (n, provision, line): (usize, &str, &Placement),
    pupils: &[PupilId],
) -> anyhow::Result<()> {
    let from = frame.today - Days::new(SINCE);
    let span = Span { from, until: None };
    let (begins, place) = TIMES[n % TIMES.len()];
    let weekdays = WEEKDAYS.iter().take(usize::try_from(line.times_a_week).unwrap_or(1).clamp(1, 5));
    let time = |weekday: &u32| WeeklyTime { weekday: *weekday, begins, minutes: line.minutes, span };
    let times: Vec<WeeklyTime> = weekdays.map(time).collect();
    let one = &pupils[..if line.group_size > 1 { pupils.len() } else { 1.min(pupils.len()) }];
    tx.now = moment(from, 8, 10 + u32::try_from(n).unwrap_or_default());
    tx.actor = Actor::Staff(senco);
    let content = Content {
        name: provision.to_owned(),
        provision: provision.to_owned(),
        members: one.iter().map(|pupil| (*pupil, span)).collect(),
        adults: vec![(assistant, span)],
        times: times.iter().map(|time| (*time, place.to_owned())).collect(),
    };
    let id = groups::enter(tx, &content).await?;
    tx.actor = Actor::Staff(assistant);
    let sessions = planned(&frame.calendar, &times, (from, frame.today.pred_opt().unwrap_or(frame.today)));
    for (at, session) in sessions.into_iter().enumerate() {
        note(tx, id, session, at + 3 * n, one).await?;
    }
    Ok(())
}

/// What came of a session: mostly given; now and then an absence, a trip, or nobody who wrote it down.
async fn note(tx: &mut Tx, group: GroupId, session: Session, at: usize, pupils: &[PupilId]) -> anyhow::Result<()> {
    let outcome = |pupil: usize| match (at * 7 + pupil * 3) % 13 {
        0 => Err(Lost::PupilAbsent),
        1..5 => Ok(HowItWent::Nearly),
        5 | 6 => Ok(HowItWent::NotYet),
        _ => Ok(HowItWent::GotIt),
    };
    let for_all = match at % 11 {
        4 => Some(Err(Lost::AdultAbsent)),
        8 => Some(Err(if at.is_multiple_of(2) { Lost::Cover } else { Lost::RoomOrTrip })),
        10 => return Ok(()),
        _ => None,
    };
    let note = |(n, pupil): (usize, &PupilId)| NewNote {
        pupil: *pupil,
        outcome: for_all.unwrap_or_else(|| outcome(n)),
        target: None,
    };
    tx.now = moment(session.on, 15, 0).plus_seconds(i64::from(session.begins));
    let record = NewRecord {
        group,
        on: session.on,
        begins: session.begins,
        minutes: session.minutes,
        words: if at % 5 == 2 && for_all.is_none() { WORDS[at % WORDS.len()].to_owned() } else { String::new() },
        key: format!("demo-{group}-{}-{}", session.on, session.begins),
        notes: pupils.iter().enumerate().map(note).collect(),
    };
    sessions::record(tx, &record).await.map(|_| ())
}
