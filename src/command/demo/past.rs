//! The rounds that are over: a meeting and a review for each plan, with what people said and how far the targets were reached.

use chrono::NaiveDate;

use super::{
    children::{self, Child},
    frame::{Frame, moment},
    people::Staff,
    words::Words,
};
use crate::{
    domain::{
        access::Viewer,
        conversation::{Agreement, Doer, Done, Mode, TookPart},
        ids::ConversationId,
        people::Role,
        review::Decision,
        target::{Aim, Progress, Score},
        task::TaskKind,
        time::Moment,
    },
    store::{
        Actor, Tx,
        conversations::{
            self, NewOffer, NewRecord, NewSlot,
            agreed::{self, NewAction},
        },
        demo,
        plans::{self, Content, PlanView},
        reviews::{self, NewReview, Recorded, Voice},
        tasks,
    },
};

/// School days between the start of support and the plan.
const TO_PLAN: i64 = 8;

/// Makes a child's plan on the day it would have been made, and holds every review since. The open cycle's review is agreed for `agreed`.
/// Without effect where support is so new that there is no plan yet.
pub(super) async fn live(
    tx: &mut Tx,
    frame: &Frame,
    staff: Staff,
    words: &mut Words,
    child: &mut Child,
    agreed: NaiveDate,
) -> anyhow::Result<()> {
    let spread = i64::try_from(child.nth % 9).unwrap_or_default();
    let opened = frame.calendar.plus_school_days(child.since.max(frame.since), TO_PLAN + spread);
    if opened > frame.day(-4) {
        return Ok(());
    }
    let held: Vec<(usize, NaiveDate)> = frame
        .past
        .iter()
        .enumerate()
        .filter(|(_, round)| opened < round.window.opens_on)
        .map(|(n, round)| (n, frame.held_on(round, child.nth + 3 * n)))
        .collect();
    let then = |n: usize| held.get(n).map_or(agreed, |(_, day)| *day);
    tx.now = moment(opened, 15, 50);
    children::plan(tx, child, words, then(0), frame).await?;
    for (place, (round, day)) in held.iter().enumerate() {
        let met = meeting(tx, frame, words, child, (*round, *day)).await?;
        tx.now = moment(*day, 16, 20);
        tx.actor = Actor::Staff(child.lead);
        let ehc_annual = child.kind == crate::domain::plan::PlanKind::EhcDelivery && round % 3 == child.nth % 3;
        let ahead = Ahead { conversation: met, ehc_annual, next_on: then(place + 1), round: *round };
        review(tx, staff, words, child, *day, ahead).await?;
    }
    Ok(())
}

/// Ticks off what the office was asked to do in rounds that are over.
pub(super) async fn tidy_up(tx: &mut Tx, staff: Staff) -> anyhow::Result<()> {
    let school = tx.school()?;
    for task in tasks::open(tx.conn(), school).await? {
        tx.now = task.created.plus_seconds(3 * 86_400);
        tx.actor = Actor::Staff(staff.office);
        let note =
            if task.kind == TaskKind::CheckRestriction { "Seen and decided" } else { "Phoned; they know the time" };
        tasks::done(tx, task.id, note).await?;
    }
    Ok(())
}

/// What a review is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    /// The meeting that was the same event.
    pub(super) conversation: Option<ConversationId>,
    pub(super) ehc_annual: bool,
    /// The day agreed for the next.
    pub(super) next_on: NaiveDate,
    /// Tells the rounds apart.
    pub(super) round: usize,
}

/// A meeting of the past: given by hand, so that no message about it goes out today. Returns it where a parent took part.
async fn meeting(
    tx: &mut Tx,
    frame: &Frame,
    words: &mut Words,
    child: &Child,
    (round, day): (usize, NaiveDate),
) -> anyhow::Result<Option<ConversationId>> {
    let Some(plan) = child.plan.filter(|_| !child.adults.is_empty()) else { return Ok(None) };
    tx.now = moment(frame.calendar.plus_school_days(day, -11), 12, 10);
    tx.actor = Actor::Staff(child.lead);
    let offer = NewOffer {
        plan,
        pupil: child.pupil,
        lead: child.lead,
        also_present: String::new(),
        ehc_annual: false,
        answer_by: frame.calendar.plus_school_days(day, -5),
        replaces: None,
        left_out: Vec::new(),
        slots: Vec::new(),
    };
    let id = conversations::offer(tx, &offer).await?;
    demo::invited_by_hand(tx, id, if child.nth.is_multiple_of(4) { "phone" } else { "in person" }).await?;
    let mode = [Mode::School, Mode::School, Mode::Phone, Mode::School, Mode::Video][(child.nth + round) % 5];
    let starts = moment(day, 15, 30);
    let slot = slot(tx, child, starts, mode).await?;
    let slot = conversations::add_slot(tx, id, &slot).await?;
    conversations::book(tx, id, child.pupil, slot).await?;
    // One family in nine did not come; one in seven was phoned later.
    let how = match (child.nth + 2 * round) % 63 {
        n if n % 9 == 4 => TookPart::DidNotCome,
        n if n % 7 == 3 => TookPart::PhonedLater,
        _ => TookPart::Attended,
    };
    tx.now = moment(day, 16, 5);
    conversations::record(tx, id, child.pupil, &record(words, child, day, mode, how)).await?;
    done(tx, frame, child, id, day).await?;
    Ok(Some(id).filter(|_| how.is_meeting()))
}

/// What staff took on is done within its fortnight; one in eleven has been forgotten, and waits for a word.
async fn done(tx: &mut Tx, frame: &Frame, child: &Child, id: ConversationId, day: NaiveDate) -> anyhow::Result<()> {
    let by = day + chrono::Days::new(12);
    // What goes on at home until the next meeting is asked about there, and then done with.
    let is_last = frame.past.last().is_some_and(|round| round.from <= day);
    if by >= frame.today || (child.nth % 11 == 5 && is_last) {
        return Ok(());
    }
    tx.now = moment(by, 15, 50);
    for one in agreed::of_meeting(tx.conn(), id).await?.iter().filter(|one| one.doer == Doer::Staff || !is_last) {
        agreed::set_outcome(tx, one.id, child.pupil, Done::Done, "").await?;
    }
    Ok(())
}

/// What is written down about a meeting to which the first adult came so.
pub(super) fn record(words: &mut Words, child: &Child, day: NaiveDate, mode: Mode, how: TookPart) -> NewRecord {
    let met = how.is_meeting();
    let said = if met { Some(words.meeting()) } else { None };
    let text = |pick: fn(&super::words::MeetingWords) -> &String| said.as_ref().map(pick).cloned().unwrap_or_default();
    let others = if child.nth.is_multiple_of(3) { how } else { TookPart::Apologies };
    let part = |place: usize| if place == 0 { how } else { others };
    NewRecord {
        held_on: day,
        minutes: met.then_some(25 + i64::try_from(child.nth % 4).unwrap_or_default() * 5),
        mode: met.then_some(if how == TookPart::PhonedLater { Mode::Phone } else { mode }),
        interpreter: String::new(),
        going_well: text(|m| &m.well),
        worries: text(|m| &m.worries),
        agreed: text(|m| &m.agreed),
        actions: if met { actions(child, day) } else { Vec::new() },
        agreements: child
            .adults
            .iter()
            .enumerate()
            .filter(|(place, _)| part(*place).is_meeting())
            .map(|(_, adult)| {
                (adult.id, if child.nth % 8 == 5 { Agreement::InPart } else { Agreement::Agree }, String::new())
            })
            .collect(),
        took_part: child.adults.iter().enumerate().map(|(place, adult)| (adult.id, part(place))).collect(),
        ..NewRecord::default()
    }
}

/// Who does what until the next meeting.
fn actions(child: &Child, day: NaiveDate) -> Vec<NewAction> {
    const HOME: [&str; 3] = [
        "Ten minutes of reading together on four evenings a week",
        "Say tomorrow's plan over breakfast, with the picture card",
        "A quiet half hour after school before homework",
    ];
    const SCHOOL: [&str; 3] = [
        "A task card on the table before each piece of writing",
        "A note in the reading record every Friday",
        "A seat near the door, and a card to ask for a break",
    ];
    let home = NewAction { wording: HOME[child.nth % 3].to_owned(), doer: Doer::Home, staff: None, by: None };
    let school = NewAction {
        wording: SCHOOL[(child.nth + 1) % 3].to_owned(),
        doer: Doer::Staff,
        staff: Some(child.lead),
        by: Some(day + chrono::Days::new(14)),
    };
    vec![home, school]
}

/// Where the school meets parents, as they read it.
const ROOMS: [&str; 7] = [
    "Room 4, by the main entrance",
    "The library",
    "The meeting room, first floor (lift)",
    "The family room",
    "The music room",
    "Room 9, across the yard",
    "The head’s study",
];

/// Minutes of every meeting of the demo.
pub(super) const MINUTES: i64 = 30;

/// A time of a meeting, at school in a room that nobody else has then.
pub(super) async fn slot(tx: &mut Tx, child: &Child, starts: Moment, mode: Mode) -> anyhow::Result<NewSlot> {
    let mut rooms = ROOMS;
    rooms.rotate_left(child.nth % 3);
    let place = match mode {
        Mode::School => demo::free_place(tx, &rooms, starts, MINUTES).await?,
        _ => String::new(),
    };
    Ok(NewSlot { starts, minutes: MINUTES, mode, place })
}

/// Records a review, and puts new targets in place of those that were reached.
pub(super) async fn review(
    tx: &mut Tx,
    staff: Staff,
    words: &mut Words,
    child: &Child,
    day: NaiveDate,
    ahead: Ahead,
) -> anyhow::Result<()> {
    let Some(view) = view(tx, staff, child).await? else { return Ok(()) };
    let targets = view.content.targets.iter().enumerate();
    let outcomes: Vec<reviews::Outcome> =
        targets.filter_map(|(n, t)| Some(outcome(t.id?, &t.aim, child.nth + 2 * ahead.round + 5 * n))).collect();
    let reached = outcomes.iter().filter(|o| !o.carry).count();
    let (pupil, parent) = (words.pupil_view(), ahead.conversation.map(|_| words.parent_view()));
    let new = NewReview {
        held_on: day,
        conversation: ahead.conversation,
        ehc_annual: ahead.ehc_annual,
        pupil: if child.nth % 12 == 7 {
            Voice { declined: true, ..Voice::default() }
        } else {
            Voice { words: pupil.said, how: pupil.how, ..Voice::default() }
        },
        parent: parent.map(|p| Voice { words: p.said, how: p.how, ..Voice::default() }).unwrap_or_default(),
        summary: words.summary(&child.forename),
        decision: match (reached, child.nth % 11) {
            (0, 6) => Decision::StepUp,
            (0, _) => Decision::Continue,
            (all, 9) if all == outcomes.len() => Decision::StepDown,
            _ => Decision::Change,
        },
        reason: String::new(),
        next_on: ahead.next_on,
        outcomes,
    };
    if !matches!(reviews::insert(tx, &view, &new).await?, Recorded::As(_)) || reached == 0 {
        return Ok(());
    }
    renew(tx, staff, words, child, (reached, ahead.round + 1)).await
}

/// Adds as many new targets as were reached, each with its outcome.
async fn renew(
    tx: &mut Tx,
    staff: Staff,
    words: &mut Words,
    child: &Child,
    (count, round): (usize, usize),
) -> anyhow::Result<()> {
    let Some(view) = view(tx, staff, child).await? else { return Ok(()) };
    let mut content = view.content.clone();
    let history = reviews::history(tx.conn(), view.id).await?;
    let met: Vec<_> = history.iter().flat_map(|review| &review.results).filter(|result| is_reached(result)).collect();
    for (outcome, mut target) in words.targets(&child.words(round), count, &content.targets)? {
        let known = content.outcomes.iter().position(|o| o.wording == outcome.wording);
        target.outcome = known.unwrap_or(content.outcomes.len());
        if known.is_none() {
            content.outcomes.push(outcome);
        }
        if let Some(before) = met.iter().find(|result| result.wording == target.wording) {
            target.aim = further(before.aim);
        }
        content.targets.push(target);
    }
    drop_idle_outcomes(&mut content);
    let many = content.targets.len().max(1);
    content.placements.iter_mut().enumerate().for_each(|(n, line)| line.serves = vec![n % many]);
    plans::save_or_draft(tx, &view, &content).await?;
    Ok(())
}

fn is_reached(result: &reviews::Result) -> bool {
    matches!(result.progress, Progress::Met | Progress::Exceeded)
}

/// From where a target that was met arrived, as far again: what was met is not aimed at anew. Nothing is counted below nothing.
fn further(met: Aim) -> Aim {
    let step = met.predicted.0 - met.baseline.0;
    let predicted = Score((met.predicted.0 + step).max(0));
    Aim { baseline: met.predicted, predicted, challenge: None, ..met }
}

/// Takes out the outcomes that no target serves any more.
fn drop_idle_outcomes(content: &mut Content) {
    let serves = |n: &usize| content.targets.iter().any(|t| t.outcome == *n);
    let kept: Vec<usize> = (0..content.outcomes.len()).filter(serves).collect();
    for target in &mut content.targets {
        target.outcome = kept.iter().position(|n| *n == target.outcome).unwrap_or_default();
    }
    content.outcomes = kept.into_iter().filter_map(|n| content.outcomes.get(n).cloned()).collect();
}

async fn view(tx: &mut Tx, staff: Staff, child: &Child) -> anyhow::Result<Option<PlanView>> {
    let Some(plan) = child.plan else { return Ok(None) };
    let viewer = Viewer::new(staff.senco, tx.school()?, Role::Senco);
    let today = tx.now.today();
    plans::visible_to(tx.conn(), &viewer, plan, today).await
}

/// How a target came out: mostly well, as a different child's would not.
fn outcome(target: crate::domain::ids::TargetId, aim: &Aim, turn: usize) -> reviews::Outcome {
    let part_way = Score(aim.baseline.0 + (aim.predicted.0 - aim.baseline.0) / 200 * 100);
    let hoped = aim.challenge.unwrap_or(aim.predicted);
    let actual = match turn % 9 {
        0 | 3 | 6 => Some(aim.predicted),
        1 | 4 | 5 => Some(part_way),
        2 => Some(hoped),
        7 => Some(aim.baseline),
        _ => None,
    };
    let progress = actual.map_or(Progress::NotDelivered, |reading| aim.progress(reading));
    let note = match (progress, turn % 2) {
        (Progress::Exceeded, _) => "Further than we thought",
        (Progress::Met, 0) => "As expected, and used in class too",
        (Progress::Met, _) => "As expected",
        (Progress::Partly, 0) => "On the way: goes on with the same aim",
        (Progress::Partly, _) => "Sure with an adult, not yet alone",
        (Progress::NoChange | Progress::Declined, _) => "Too big a step; cut into two",
        (Progress::NotDelivered, _) => "The group did not run for five weeks",
    };
    let carry = !matches!(progress, Progress::Met | Progress::Exceeded);
    reviews::Outcome { target, actual, progress, note: note.to_owned(), carry, onward: None }
}
