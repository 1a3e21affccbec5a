//! All of a pupil's record that can answer an authority, read as the person who asks may see it.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{
    domain::{
        access::{Thing, Verb},
        adjustment::MustKnow,
        ids::CycleId,
        provision_map::MapLine,
        wellbeing::{TermSaid, by_term},
    },
    store::{
        adjustments,
        advice::{self, Advice},
        assessments::{self, HeldAssessment},
        attendance::{self, Report},
        conversations::{self, Try},
        needs::{self, HeldNeed},
        plans::{self, PlanView},
        provision_map,
        pupils::head::Head,
        register::{Child, Register},
        reviews::{self, ReviewView},
        suspensions::{self, HeldSuspension},
        wellbeing,
    },
    web::{
        App,
        frame::{error::Result, session::Person},
        plan::plans as plan_pages,
    },
};

/// One turn of assess, plan, do and review.
pub(super) struct EvidenceTurn {
    /// The plan it is of.
    pub(super) plan: Arc<PlanView>,
    /// The recorded end of it; nothing while it is open.
    pub(super) review: Option<ReviewView>,
    pub(super) lines: Vec<MapLine>,
}

/// What was read.
pub(super) struct EvidenceRecord {
    pub(super) head: Head,
    pub(super) register: Arc<Register>,
    /// The newest, in the order in which they were.
    pub(super) turns: Vec<EvidenceTurn>,
    pub(super) needs: Vec<HeldNeed>,
    pub(super) assessments: Vec<HeldAssessment>,
    pub(super) advice: Vec<Advice>,
    pub(super) attendance: Vec<Report>,
    pub(super) suspensions: Vec<HeldSuspension>,
    pub(super) meetings: Vec<Try>,
    pub(super) wellbeing: Vec<TermSaid>,
    pub(super) must_know: MustKnow,
    /// Whether costs may be seen.
    pub(super) costs: bool,
}

impl EvidenceRecord {
    /// The pupil as the register has them.
    pub(super) fn child(&self) -> Option<&Child> {
        self.register.facts().children.find(self.head.id)
    }
}

/// Reads it, with so many cycles.
pub(super) async fn gather(app: &App, person: &Person, head: &Head, cycles: usize) -> Result<EvidenceRecord> {
    let (pupil, today) = (head.id, app.clock.now().today());
    let turns = turns(app, person, head, cycles, today).await?;
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, today).await?;
    let mut needs = needs::of_pupil(&mut conn, pupil).await?;
    needs.retain(|need| need.until.is_none());
    let mut assessments = assessments::of_pupil(&mut conn, pupil).await?;
    assessments.retain(|one| one.stands);
    let mut suspensions = suspensions::of_pupil(&mut conn, pupil).await?;
    suspensions.retain(|one| one.withdrawn.is_none());
    let filled: Vec<_> = wellbeing::of_pupil(&mut conn, pupil).await?.into_iter().map(|one| one.filled).collect();
    Ok(EvidenceRecord {
        head: head.clone(),
        turns,
        needs,
        assessments,
        suspensions,
        advice: advice::of_pupil(&mut conn, head).await?,
        attendance: attendance::of_pupil(&mut conn, pupil).await?,
        meetings: conversations::of_pupil(&mut conn, pupil).await?,
        wellbeing: by_term(register.calendar(), &filled, today),
        must_know: adjustments::current(&mut conn, &[pupil], today).await?.remove(&pupil).unwrap_or_default(),
        costs: person.may(Thing::Costs, Verb::See),
        register,
    })
}

/// The newest turns of the plans that answer special educational needs, the oldest of them first.
async fn turns(app: &App, person: &Person, head: &Head, cycles: usize, today: NaiveDate) -> Result<Vec<EvidenceTurn>> {
    let all = plans::of_pupil(&mut *app.store.read().await?, head.id).await?;
    let mut turns = Vec::new();
    for id in all {
        let plan = Arc::new(plan_pages::load(app, person, id.0).await?);
        if !plan.kind.is_sen() {
            continue;
        }
        let history = reviews::history(&mut *app.store.read().await?, plan.id).await?;
        let open = (!plan.cycle.reviewed && plan.is_written()).then_some((plan.cycle.id, None));
        let held = history.into_iter().rev().map(|review| (review.cycle, Some(review)));
        turns.extend(held.chain(open).map(|(cycle, review)| (plan.clone(), cycle, review)));
    }
    // By when each ended; what is open is the newest.
    turns.sort_by_key(|(_, _, review)| review.as_ref().map_or(NaiveDate::MAX, |review| review.held_on));
    let newest = turns.split_off(turns.len().saturating_sub(cycles));
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, today).await?;
    let lines = provision_map::of_pupil(&mut conn, &register, head.id, today).await?;
    let turn = |(plan, cycle, review): (Arc<PlanView>, CycleId, Option<ReviewView>)| {
        let lines = lines.iter().filter(|line| line.cycle == cycle).cloned().collect();
        EvidenceTurn { plan, review, lines }
    };
    Ok(newest.into_iter().map(turn).collect())
}
