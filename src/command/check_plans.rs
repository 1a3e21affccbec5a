//! `thrice check-plans`: how well every open plan is written, by the rules of `domain::quality`. Names no pupil: plans have their numbers.

use serde::Serialize;

use crate::{
    clock::Clock,
    domain::quality::Finding,
    store::{
        Store, calendar,
        plans::quality::{self, Checked},
        schools,
    },
};

/// One plan, as `--json` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CheckedPlan {
    /// Its number, as in the address of its page.
    pub plan: i64,
    /// The pupil's number.
    pub pupil: i64,
    /// The code of its kind.
    pub kind: &'static str,
    /// Whole per cent of the rules that are kept.
    pub score: usize,
    /// Whether nothing stands in the way of an agreement.
    pub can_be_agreed: bool,
    /// What is not kept.
    pub findings: Vec<Found>,
}

/// One finding, as `--json` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Found {
    /// "Q06".
    pub rule: String,
    /// What the rule asks for.
    pub asks_for: &'static str,
    /// "Target 2".
    pub place: String,
    /// The field of the plan's form, where it is mended there.
    pub field: Option<String>,
    /// What is the matter.
    pub reason: String,
    /// Whether the plan cannot be agreed before it is mended.
    pub needed: bool,
}

/// Checks every open plan of the school and returns what to print.
///
/// # Errors
/// When the database refuses.
pub async fn run(store: &Store, clock: &Clock, json: bool) -> anyhow::Result<String> {
    let (mut conn, today) = (store.read().await?, clock.now().today());
    let mut all = Vec::new();
    if let Some(school) = schools::only(&mut conn).await? {
        let calendar = calendar::load(&mut conn, school).await?;
        let checked = quality::of_school(&mut conn, school.0, &calendar, today).await?;
        all.extend(checked.iter().map(line));
    }
    Ok(if json { serde_json::to_string_pretty(&all)? } else { words(&all) })
}

fn line(one: &Checked) -> CheckedPlan {
    CheckedPlan {
        plan: one.plan.0,
        pupil: one.pupil.0,
        kind: one.kind.as_code(),
        score: one.quality.score(),
        can_be_agreed: one.quality.needed().next().is_none(),
        findings: one.quality.findings.iter().map(found).collect(),
    }
}

fn found(one: &Finding) -> Found {
    Found {
        rule: one.rule.number(),
        asks_for: one.rule.asks_for(),
        place: one.place.words(),
        field: one.place.field(),
        reason: one.reason.clone(),
        needed: one.rule.is_needed(),
    }
}

fn words(all: &[CheckedPlan]) -> String {
    let mut lines = Vec::new();
    for one in all {
        lines.push(format!("Plan {} ({}): {} of 100", one.plan, one.kind, one.score));
        let found = |f: &Found| format!("  {} {}: {}", f.rule, f.place, f.reason);
        lines.extend(one.findings.iter().map(found));
    }
    if lines.is_empty() { "No plan is open.".to_owned() } else { lines.join("\n") }
}
