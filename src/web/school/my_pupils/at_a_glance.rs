//! What a class sheet says, before it is a page or a document: current targets, what to do, what to avoid. No need, no diagnosis, no history.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        adjustment::MustKnow,
        ids::{PlanId, PupilId},
        plan::beside,
        time::ShortDay,
    },
    store::{
        adjustments,
        plans::agreed::{AgreedPlan, agreed},
        pupils::page::{Listed, OpenPlan, Target},
    },
    web::pupil::adjustments::lines_above_targets,
};

/// Days for which what a new version says differently is told to those who work with it.
const ANEW: u64 = 30;
/// Sentences of what is new that a sheet has room for.
const MOST_NEW: usize = 2;

/// A sheet: its classes by name, and its pupils in order.
pub(super) struct AtAGlance {
    pub(super) classes: String,
    pub(super) pupils: Vec<PupilAtAGlance>,
}

/// A pupil on it.
pub(super) struct PupilAtAGlance {
    pub(super) id: PupilId,
    pub(super) name: String,
    /// What stands above all targets: "Must", and what must be done.
    pub(super) above: Vec<(String, String)>,
    /// At least one: without a plan that is said.
    pub(super) plans: Vec<PlanAtAGlance>,
}

/// A plan: a row for each target, and what is new in it.
pub(super) struct PlanAtAGlance {
    pub(super) rows: Vec<TargetAtAGlance>,
    /// "New since 2 Nov", and what.
    pub(super) anew: Option<(String, String)>,
}

/// A row, each cell as it is read.
#[derive(Default)]
pub(super) struct TargetAtAGlance {
    /// What kind of plan it is where it is none for SEN.
    pub(super) beside: Option<String>,
    pub(super) does: String,
    pub(super) avoid: String,
    pub(super) target: String,
    pub(super) review: String,
}

impl AtAGlance {
    /// The sheet of these pupils on a day.
    pub(super) async fn load(
        conn: &mut SqliteConnection,
        pupils: &[(Listed, Vec<OpenPlan>)],
        day: NaiveDate,
    ) -> anyhow::Result<Self> {
        let anew = agreed_anew(conn, pupils, day).await?;
        let ids: Vec<PupilId> = pupils.iter().map(|(pupil, _)| pupil.id).collect();
        let adjusted = adjustments::current(conn, &ids, day).await?;
        let mut classes: Vec<&str> = pupils.iter().map(|(p, _)| p.class.as_str()).filter(|c| !c.is_empty()).collect();
        classes.sort_unstable();
        classes.dedup();
        Ok(Self {
            classes: classes.join(", "),
            pupils: pupils.iter().map(|(pupil, plans)| glance(pupil, plans, &anew, &adjusted, day)).collect(),
        })
    }

    /// "4A · Support at a glance".
    pub(super) fn title(&self) -> String {
        let dot = if self.classes.is_empty() { "" } else { " · " };
        format!("{}{dot}Support at a glance", self.classes)
    }
}

/// What was agreed anew of late of the plans of these pupils, where it says something else than before.
pub(super) async fn agreed_anew(
    conn: &mut SqliteConnection,
    pupils: &[(Listed, Vec<OpenPlan>)],
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<PlanId, AgreedPlan>> {
    let plans: Vec<PlanId> = pupils.iter().flat_map(|(_, plans)| plans.iter().map(|plan| plan.id)).collect();
    let mut anew = agreed(conn, &plans, day - Days::new(ANEW)).await?;
    anew.retain(|_, one| !one.changed.is_empty());
    Ok(anew)
}

fn glance(
    pupil: &Listed,
    plans: &[OpenPlan],
    anew: &BTreeMap<PlanId, AgreedPlan>,
    adjusted: &BTreeMap<PupilId, MustKnow>,
    day: NaiveDate,
) -> PupilAtAGlance {
    let of_plan = |plan: &OpenPlan| PlanAtAGlance { rows: rows(plan, day), anew: anew.get(&plan.id).map(new_in_it) };
    let plans = match plans {
        [] => vec![PlanAtAGlance { rows: vec![saying("No plan yet")], anew: None }],
        plans => plans.iter().map(of_plan).collect(),
    };
    let above = adjusted.get(&pupil.id).map(|held| lines_above_targets(held, day)).unwrap_or_default();
    PupilAtAGlance { id: pupil.id, name: pupil.name.short(), above, plans }
}

fn saying(words: &str) -> TargetAtAGlance {
    TargetAtAGlance { target: words.to_owned(), ..TargetAtAGlance::default() }
}

/// The rows of a plan; its kind and its review stand beside the first.
fn rows(plan: &OpenPlan, day: NaiveDate) -> Vec<TargetAtAGlance> {
    let mut rows: Vec<TargetAtAGlance> = match plan.targets.as_slice() {
        [] => vec![saying("No target is set yet")],
        targets => targets.iter().map(row).collect(),
    };
    rows[0].beside = beside(plan.kind, plan.ends_on, day);
    rows[0].review = format!("{}, {}", ShortDay(plan.review_on), plan.lead.formal());
    rows
}

fn row(target: &Target) -> TargetAtAGlance {
    let goal = format!("{} ({} to {})", target.wording, target.baseline, target.predicted.of(&target.unit));
    TargetAtAGlance {
        does: target.strategy.clone(),
        avoid: target.avoid.clone(),
        target: goal,
        ..TargetAtAGlance::default()
    }
}

/// What the version in force says that the one before did not, as far as there is room.
fn new_in_it(anew: &AgreedPlan) -> (String, String) {
    let more = anew.changed.len().saturating_sub(MOST_NEW);
    let said = anew.changed.iter().take(MOST_NEW).cloned().collect::<Vec<_>>().join(" ");
    let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
    (format!("New since {}", ShortDay(anew.on)), said + &more)
}
