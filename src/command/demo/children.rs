//! The pupils with SEN as the demo's story needs them, and the plan that is made for each.

use chrono::NaiveDate;

use super::{
    frame::Frame,
    people::{self, Staff},
    words,
};
use crate::{
    domain::{
        calendar::AcademicYear,
        ids::{PlanId, PupilId, SchoolId, StaffId},
        need::Need,
        plan::{PlanKind, Terms},
        sen_status::SenCode,
    },
    store::{
        Actor, Tx,
        contacts::{self, AdultCard},
        plans::{self, Content},
        register::{self, BoardOf},
    },
};

/// A pupil with SEN.
#[derive(Clone, Debug)]
pub(super) struct Child {
    /// Their place in the list: what tells neighbours apart.
    pub(super) nth: usize,
    pub(super) pupil: PupilId,
    pub(super) forename: String,
    pub(super) needs: Vec<Need>,
    pub(super) young: bool,
    pub(super) kind: PlanKind,
    pub(super) lead: StaffId,
    /// First day of the right to reviews.
    pub(super) since: NaiveDate,
    /// Everyone who may take part today, those contacted first leading.
    pub(super) adults: Vec<AdultCard>,
    /// Is not on this term's files.
    pub(super) leaves: bool,
    /// Their EHC plan's annual review is held in this round.
    pub(super) annual: bool,
    /// The plan, once there is one.
    pub(super) plan: Option<PlanId>,
}

impl Child {
    pub(super) fn words(&self, round: usize) -> words::For<'_> {
        let shift = i64::try_from(self.nth + round).unwrap_or_default();
        words::For { forename: &self.forename, needs: &self.needs, young: self.young, shift }
    }
}

/// Everybody with SEN on a day, the longest supported first.
pub(super) async fn all(tx: &mut Tx, school: SchoolId, staff: Staff, on: NaiveDate) -> anyhow::Result<Vec<Child>> {
    let mut rows = register::load(tx.conn(), school, AcademicYear::containing(on)).await?.rows(BoardOf::on(on));
    rows.retain(|row| row.plan.is_none() && !row.facts.supported.is_empty());
    rows.sort_by_key(|row| row.facts.supported.first().map(|span| span.from));
    let mut children = Vec::with_capacity(rows.len());
    for (nth, row) in rows.into_iter().enumerate() {
        let (ehc, since) = (row.status == Some(SenCode::Ehcp), row.facts.supported[0].from);
        let adults = contacts::contacts_of(tx.conn(), row.pupil, on).await?;
        let adults = adults.into_iter().filter(|(_, facts)| crate::domain::access::may_take_part(facts).is_ok());
        children.push(Child {
            nth,
            pupil: row.pupil,
            forename: row.name.forename.clone(),
            needs: row.needs.iter().filter_map(|code| Need::parse(code)).collect(),
            young: ["N1", "N2", "R", "1", "2"].contains(&row.nc_year.as_str()),
            kind: if ehc { PlanKind::EhcDelivery } else { PlanKind::SenSupport },
            lead: row.teachers.first().copied().filter(|_| !ehc).unwrap_or(staff.senco),
            since,
            adults: adults.map(|(card, _)| card).collect(),
            leaves: people::leaves(&row.name),
            annual: false,
            plan: None,
        });
    }
    Ok(children)
}

/// Makes a child's plan, on the transaction's own day.
pub(super) async fn plan(
    tx: &mut Tx,
    child: &mut Child,
    words: &mut words::Words,
    review_on: NaiveDate,
    frame: &Frame,
) -> anyhow::Result<PlanId> {
    let (mut outcomes, mut targets) = (Vec::new(), Vec::new());
    for (n, (outcome, mut target)) in words.targets(&child.words(0), 2 + child.nth % 2, &[])?.into_iter().enumerate() {
        target.outcome = n;
        outcomes.push(outcome);
        targets.push(target);
    }
    let ehc = child.kind == PlanKind::EhcDelivery;
    let mut placements = words.placements(&child.words(0), 1 + (child.nth + usize::from(ehc)) % 3)?;
    for (n, line) in placements.iter_mut().enumerate() {
        line.serves = vec![n % targets.len().max(1)];
        line.reference = if ehc { format!("F{}", n + 1) } else { String::new() };
    }
    for (n, outcome) in outcomes.iter_mut().enumerate().filter(|_| ehc) {
        outcome.reference = format!("E{}", n + 1);
    }
    let content = Content {
        lead: child.lead,
        review_on,
        terms: Terms::default(),
        ehc_anchor_on: ehc.then(|| anchor(child, frame)),
        outcomes,
        targets,
        placements,
    };
    tx.actor = Actor::Staff(child.lead);
    let plan = plans::create(tx, child.pupil, child.kind, &content).await?;
    child.plan = Some(plan);
    Ok(plan)
}

/// The authority's last decision: spread over the year; for the annual review of the story, nearly a year ago.
fn anchor(child: &Child, frame: &Frame) -> NaiveDate {
    let spread = 20 + u64::try_from(child.nth).unwrap_or_default() * 37 % 220;
    frame.today - chrono::Days::new(if child.annual { 305 } else { spread })
}
