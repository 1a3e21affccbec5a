//! The rows of a plan's form: those of a new plan, those of a saved one, and one more where a button asked for it.

use chrono::NaiveDate;

use super::{
    answers::{answer_field, question_field},
    form::{MOST_STRATEGIES, serves_field, strategy_field, strategy_rows},
};
use crate::{
    domain::{
        costing::BoughtBy,
        ids::StaffId,
        need::Adulthood,
        plan::{Funding, PlanKind},
        strategy::Way,
    },
    store::plans::Content,
    web::form::{
        merge::{OPENED, packed},
        typed::{MOST_ROWS, Typed},
    },
};

/// Which row has just been added.
pub(super) const ADDED: &str = "added";

/// Adds the row that a button asked for; tells whether one did.
pub(super) fn add_row(typed: &mut Typed) -> bool {
    let kind = typed.get("add").to_owned();
    if let Some((name, target)) = kind.split_once('-').filter(|(name, _)| ["strategy", "avoid"].contains(name)) {
        return add_strategy(typed, name, target.parse().ok());
    }
    if !["outcome", "target", "provision", "agency"].contains(&kind.as_str()) {
        return false;
    }
    typed.0.retain(|(name, _)| name != "add");
    let next = typed.rows(&kind);
    if next < MOST_ROWS {
        blank_row(typed, &kind, next);
        typed.set(ADDED, format!("{kind}-{next}"));
    }
    true
}

fn add_strategy(typed: &mut Typed, name: &str, target: Option<usize>) -> bool {
    let Some(n) = target.filter(|n| *n < MOST_ROWS) else { return false };
    typed.0.retain(|(field, _)| field != "add");
    let next = strategy_rows(typed, n, name);
    if next < MOST_STRATEGIES {
        typed.set(&format!("target-{n}-{}", strategy_field(name, next)), "");
        typed.set(ADDED, format!("target-{n}"));
    }
    true
}

fn blank_row(typed: &mut Typed, kind: &str, n: usize) {
    if kind == "agency" {
        typed.set(&format!("agency-{n}-name"), "");
        return;
    }
    typed.set(&format!("{kind}-{n}-id"), "");
    if kind == "provision" {
        for (field, value) in [("staff", "1"), ("group", "1"), ("funding", Funding::NotionalSen.as_code())] {
            typed.set(&format!("provision-{n}-{field}"), value);
        }
    }
}

/// A new plan's form.
pub(super) fn blank(kind: PlanKind, lead: StaffId, review_on: NaiveDate) -> Typed {
    let mut typed = Typed::default();
    typed.set("kind", kind.as_code());
    typed.set("lead", lead.to_string());
    typed.set("review_on", review_on.to_string());
    for (kind, rows) in [("outcome", 1), ("target", 1), ("provision", 1)] {
        for n in 0..rows {
            blank_row(&mut typed, kind, n);
        }
    }
    typed
}

/// A saved plan's form as it is opened by somebody who enters what provision costs, or by somebody who does not.
pub(super) fn of(content: &Content, version: i64, costs: bool) -> Typed {
    let mut typed = written(content, version);
    if !costs {
        typed.0.retain(|(name, _)| !is_cost(name));
    }
    let opened = packed(&typed);
    typed.set(OPENED, opened);
    typed
}

/// Whether a field says what provision costs, or who pays.
pub(super) fn is_cost(name: &str) -> bool {
    name.starts_with("provision-")
        && ["-share", "-resources", "-bought_by", "-bought_years", "-bought_for", "-funding"]
            .iter()
            .any(|end| name.ends_with(end))
}

fn put_provision(typed: &mut Typed, content: &Content) {
    for (n, one) in content.placements.iter().enumerate() {
        let mut put = |field: &str, value: String| typed.set(&format!("provision-{n}-{field}"), value);
        put("id", one.id.map(|id| id.to_string()).unwrap_or_default());
        put("name", one.provision.clone());
        put("role", one.role.clone());
        // What takes nobody's time has none of the three, or only its weeks.
        let number = |n: u32| if n == 0 { String::new() } else { n.to_string() };
        put("minutes", number(one.minutes));
        put("times", number(one.times_a_week));
        put("weeks", number(one.weeks));
        put("staff", one.staff.to_string());
        put("group", one.group_size.to_string());
        put("share", one.share.as_code().to_owned());
        put("resources", if one.resources.0 == 0 { String::new() } else { one.resources.plain() });
        put("bought_by", one.bought_by.as_code().to_owned());
        put(
            "bought_years",
            if one.bought_by == BoughtBy::Years { one.bought_years.to_string() } else { String::new() },
        );
        put("bought_for", one.bought_for.as_code().to_owned());
        put("funding", one.funding.as_code().to_owned());
        put("reference", one.reference.clone());
        one.serves.iter().for_each(|target| put(&serves_field(*target), "yes".to_owned()));
    }
}

fn written(content: &Content, version: i64) -> Typed {
    let mut typed = Typed::default();
    typed.set("version", version.to_string());
    typed.set("lead", content.lead.to_string());
    typed.set("review_on", content.review_on.to_string());
    typed.set("ends_on", content.terms.ends_on.map(|d| d.to_string()).unwrap_or_default());
    typed.set("tried_first", content.terms.tried_first.as_str());
    for one in &content.terms.answers {
        typed.set(&answer_field(&one.question), one.words.as_str());
        typed.set(&question_field(&one.question), one.question.as_str());
    }
    for issue in &content.terms.issues {
        typed.set(&format!("issue-{}", issue.as_code()), "yes");
    }
    for (n, one) in content.terms.agencies.iter().enumerate() {
        let fields = [("name", &one.name), ("agency", &one.agency), ("role", &one.role), ("contact", &one.contact)];
        fields.iter().for_each(|(field, text)| typed.set(&format!("agency-{n}-{field}"), text.as_str()));
    }
    typed.set("ehc_anchor_on", content.ehc_anchor_on.map(|d| d.to_string()).unwrap_or_default());
    for (n, one) in content.outcomes.iter().enumerate() {
        let mut put = |field: &str, value: String| typed.set(&format!("outcome-{n}-{field}"), value);
        put("id", one.id.map(|id| id.to_string()).unwrap_or_default());
        put("wording", one.wording.clone());
        put("area", one.area.as_code().to_owned());
        put("reference", one.reference.clone());
        put("adulthood", one.adulthood.map_or("", Adulthood::as_code).to_owned());
    }
    for (n, one) in content.targets.iter().enumerate() {
        let mut put = |field: &str, value: String| typed.set(&format!("target-{n}-{field}"), value);
        put("id", one.id.map(|id| id.to_string()).unwrap_or_default());
        put("outcome", (one.outcome + 1).to_string());
        put("wording", one.wording.clone());
        put("measure", one.measure.clone());
        put("unit", one.unit.clone());
        put("direction", one.aim.direction.as_code().to_owned());
        put("baseline", one.aim.baseline.to_string());
        put("predicted", one.aim.predicted.to_string());
        put("challenge", one.aim.challenge.map(|c| c.to_string()).unwrap_or_default());
        for (way, name) in [(Way::Do, "strategy"), (Way::Avoid, "avoid")] {
            for (k, strategy) in one.strategies.iter().filter(|one| one.way == way).enumerate() {
                put(&strategy_field(name, k), strategy.words.clone());
                if way == Way::Do {
                    put(&strategy_field("by", k), strategy.by.clone());
                }
            }
        }
        put("at_home", one.at_home.clone());
    }
    put_provision(&mut typed, content);
    if content.targets.is_empty() {
        blank_row(&mut typed, "target", 0);
    }
    typed
}
