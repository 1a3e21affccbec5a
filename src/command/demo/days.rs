//! The round under way, lived day by day: people act, and on every school day the scheduler looks and the sender sends, as they do in a
//! running Thrice. What lies in the mail folder afterwards was written and sent by them.

use std::{collections::BTreeMap, sync::atomic::AtomicBool};

use super::{
    children::{self, Child},
    frame::{Frame, moment},
    past::{self, Ahead},
    people::{self, Staff},
    stories::{Asks, Step, Story},
    words::Words,
};
use crate::{
    clock::Clock,
    dispatch::{self, Post, Scope},
    domain::{
        calendar::Calendar,
        conversation::{AnswerKind, Mode, NewAnswer},
        ids::{ConversationId, SchoolId, SlotId},
        plan::PlanKind,
        task::{self, About, Answered, TaskKind},
        time::Moment,
    },
    jobs,
    mail::Transport,
    store::{
        Actor, Store, Tx, adult_needs,
        conversations::{self, NewOffer, invitations},
        tasks,
    },
};

/// Everything that lives through the days.
#[derive(Debug)]
pub(super) struct Days<'a> {
    pub(super) store: &'a Store,
    pub(super) post: &'a Post,
    pub(super) transport: &'a mut Transport,
    pub(super) frame: &'a Frame,
    pub(super) staff: Staff,
    pub(super) school: SchoolId,
    pub(super) words: Words,
    pub(super) children: Vec<Child>,
    /// Each child's newest meeting of this round.
    pub(super) meetings: BTreeMap<usize, ConversationId>,
}

/// Something that happens at an instant.
#[derive(Clone, Debug)]
enum Event {
    /// The scheduler looks at everything.
    Look,
    /// The school's files are brought in again.
    Import,
    /// Whoever has joined gets a plan.
    Welcome,
    /// The office makes the phone calls that have waited longest.
    Phone,
    /// A step in a child's story.
    Step(usize, Step),
}

impl Days<'_> {
    /// Lives through them all, up to the demo's own now.
    pub(super) async fn live(&mut self, stories: &[(usize, Story)]) -> anyhow::Result<()> {
        for (at, event) in self.events(stories) {
            let clock = Clock::standing_at(at);
            let queued = match event {
                Event::Look => jobs::queue_due(self.store, &clock, self.post).await?.max(1),
                Event::Step(nth, step) => self.step(at, nth, step).await?,
                Event::Import => people::this_term(self.store, self.school, at).await.map(|()| 0)?,
                Event::Welcome => self.welcome(at).await.map(|()| 0)?,
                Event::Phone => self.phone(at).await.map(|()| 0)?,
            };
            tracing::debug!(day = %at.today(), queued, "the demo goes on");
            if queued > 0 {
                jobs::drain(self.store, &clock, self.post, self.transport, &AtomicBool::new(false)).await?;
            }
        }
        Ok(())
    }

    fn events(&self, stories: &[(usize, Story)]) -> Vec<(Moment, Event)> {
        let frame = self.frame;
        let steps = stories.iter().flat_map(|(nth, story)| {
            story.steps(frame, *nth).into_iter().map(|(at, step)| (at, Event::Step(*nth, step)))
        });
        let mut events: Vec<(Moment, Event)> = steps.filter(|(at, _)| *at < frame.start).collect();
        let imported = frame.calendar.plus_school_days(frame.today, -8.min(frame.behind()).max(0));
        let imported = if frame.behind() > 0 { imported } else { frame.today };
        events.push((moment(imported, 6, 30), Event::Import));
        events.push((frame.at(-4, 15, 20).max(moment(imported, 6, 40)), Event::Welcome));
        events.push((frame.at(-3, 10, 30).max(moment(imported, 6, 45)), Event::Phone));
        let first = events.iter().map(|(at, _)| at.today()).min().unwrap_or(frame.today);
        let days = first.iter_days().take_while(|day| *day <= frame.today);
        let school_days = days.filter(|day| frame.calendar.is_school_day(*day));
        events.extend(school_days.map(|day| (moment(day, 7, 35), Event::Look)));
        events.push((frame.start, Event::Look));
        events.sort_by_key(|(at, _)| *at);
        events
    }

    /// A plan for each pupil who came with the last import.
    async fn welcome(&mut self, at: Moment) -> anyhow::Result<()> {
        let mut tx = self.store.begin(Actor::Staff(self.staff.senco), self.school, at).await?;
        let all = children::all(&mut tx, self.school, self.staff, at.today()).await?;
        let joined = all.into_iter().filter(|c| !self.children.iter().any(|known| known.pupil == c.pupil));
        for mut child in joined {
            let review_on = self.frame.held_on(&self.frame.next, child.nth);
            children::plan(&mut tx, &mut child, &mut self.words, review_on, self.frame).await?;
        }
        tx.commit().await
    }

    async fn phone(&mut self, at: Moment) -> anyhow::Result<()> {
        let mut tx = self.store.begin(Actor::Staff(self.staff.office), self.school, at).await?;
        for task in tasks::open(tx.conn(), self.school).await? {
            if task.kind == TaskKind::PrintLetter && task.due_on < self.frame.day(-3) {
                tasks::done(&mut tx, task.id, "Printed and posted").await?;
            }
            if task.kind == TaskKind::PhoneParent && task.due_on < self.frame.day(-5) {
                tasks::done(&mut tx, task.id, "Spoke on the phone; they will come").await?;
            }
        }
        tx.commit().await
    }

    /// Takes one step of a child's story, and returns how many messages it left in the outbox.
    async fn step(&mut self, at: Moment, nth: usize, step: Step) -> anyhow::Result<usize> {
        let Some(child) = self.children.iter().find(|c| c.nth == nth).cloned() else { return Ok(0) };
        let mut tx = self.store.begin(Actor::Staff(child.lead), self.school, at).await?;
        match step {
            Step::Offer(times, annual) => self.offer(&mut tx, &child, times, annual).await?,
            Step::OfferAgain(times) => self.offer(&mut tx, &child, times, false).await?,
            Step::Review => self.review(&mut tx, &child).await?,
            step => {
                let Some(id) = self.meetings.get(&nth).copied() else { return Ok(0) };
                self.meet(&mut tx, &child, id, step).await?;
            }
        }
        let queued = match self.meetings.get(&nth) {
            Some(id) => dispatch::queue_due(&mut tx, self.post, Scope::Conversation(*id)).await?,
            None => 0,
        };
        tx.commit().await?;
        Ok(queued)
    }

    async fn offer(
        &mut self,
        tx: &mut Tx,
        child: &Child,
        times: Vec<(Moment, Mode)>,
        annual: bool,
    ) -> anyhow::Result<()> {
        let Some(plan) = child.plan.filter(|_| !child.adults.is_empty()) else { return Ok(()) };
        let first = times.iter().map(|(starts, _)| starts.today()).min().unwrap_or(tx.now.today());
        let also_present = match (annual, child.nth % 3) {
            (true, _) => "the class teacher and an officer of the local authority",
            (false, 0) => "the class's teaching assistant",
            (false, _) if child.kind == PlanKind::EhcDelivery => "the class teacher",
            (false, _) => "",
        };
        let mut slots = Vec::new();
        for (starts, mode) in times {
            slots.push(past::slot(tx, child, starts, mode).await?);
        }
        let offer = NewOffer {
            plan,
            pupil: child.pupil,
            lead: child.lead,
            also_present: also_present.to_owned(),
            ehc_annual: annual,
            answer_by: answer_by(&self.frame.calendar, tx.now, first),
            replaces: self.meetings.get(&child.nth).copied(),
            left_out: Vec::new(),
            slots,
        };
        self.meetings.insert(child.nth, conversations::offer(tx, &offer).await?);
        Ok(())
    }

    /// What happens to a meeting that was offered.
    async fn meet(&mut self, tx: &mut Tx, child: &Child, id: ConversationId, step: Step) -> anyhow::Result<()> {
        match step {
            Step::Answer(kind, slot, asks) => self.answer(tx, child, id, (kind, slot, asks)).await?,
            Step::Move(starts, mode) => {
                let slot = past::slot(tx, child, starts, mode).await?;
                let slot = conversations::add_slot(tx, id, &slot).await?;
                conversations::book(tx, id, child.pupil, slot).await?;
            }
            Step::Cancel(reason) => conversations::cancel(tx, id, child.pupil, reason).await?,
            Step::Record(how, mode) => {
                let record = past::record(&mut self.words, child, tx.now.today(), mode, how);
                conversations::record(tx, id, child.pupil, &record).await?;
            }
            Step::Offer(..) | Step::OfferAgain(_) | Step::Review => {}
        }
        Ok(())
    }

    async fn review(&mut self, tx: &mut Tx, child: &Child) -> anyhow::Result<()> {
        let next_on = self.frame.held_on(&self.frame.next, child.nth);
        let conversation = self.meetings.get(&child.nth).copied();
        let ahead = Ahead { conversation, ehc_annual: false, next_on, round: self.frame.past.len() };
        past::review(tx, self.staff, &mut self.words, child, tx.now.today(), ahead).await
    }

    /// The first adult answers: through the link where they have one, else on the phone to the office.
    async fn answer(
        &mut self,
        tx: &mut Tx,
        child: &Child,
        id: ConversationId,
        (kind, slot, asks): (AnswerKind, usize, Asks),
    ) -> anyhow::Result<()> {
        let today = tx.now.today();
        let Some(meeting) = conversations::load(tx.conn(), id, today).await? else { return Ok(()) };
        let mut invited = meeting.invited.iter().filter(|i| i.may_take_part.is_ok());
        let by_mail = invited.clone().find(|i| i.by_hand.is_empty());
        let Some(who) = by_mail.or_else(|| invited.next()) else { return Ok(()) };
        tx.actor = if by_mail.is_some() { Actor::Adult(who.adult) } else { Actor::Staff(self.staff.office) };
        let slot = meeting.slots.get(slot).map(|s| s.id).filter(|_| kind == AnswerKind::Accept);
        let new = self.said(child, kind, asks, slot);
        let about = About { conversation: id, pupil: child.pupil, adult: who.adult };
        invitations::answer(tx, about, who.invitation, &new).await?;
        if let Some(slot) = slot {
            conversations::book(tx, id, child.pupil, slot).await?;
        }
        let needs = adult_needs::of_one(tx.conn(), who.adult).await?;
        let answered = Answered { about, lead: meeting.lead_role, said: &new, before: None, needs: &needs };
        tasks::add_all(tx, task::after_answer(&answered, tx.now)).await
    }

    fn said(&mut self, child: &Child, kind: AnswerKind, asks: Asks, slot: Option<SlotId>) -> NewAnswer {
        let home = child.adults.first().map(|adult| adult.needs.language.clone());
        let language = home.filter(|l| !l.is_empty() && l != "English").unwrap_or_else(|| "Polish".to_owned());
        let if_asked = |what: Asks, text: &str| if asks == what { text.to_owned() } else { String::new() };
        NewAnswer {
            kind,
            slot,
            preferences: if kind == AnswerKind::OtherTime {
                "after 4pm; Monday, Thursday".to_owned()
            } else {
                String::new()
            },
            message: if asks == Asks::Message { self.words.message() } else { String::new() },
            interpreter_language: if_asked(Asks::Interpreter, &language),
            access_needs: if_asked(Asks::StepFree, "No stairs, please"),
            brings_someone: asks == Asks::Company,
        }
    }
}

fn answer_by(calendar: &Calendar, now: Moment, first: chrono::NaiveDate) -> chrono::NaiveDate {
    calendar.plus_school_days(now.today(), 5).min(first)
}
