//! What was typed into a form whose rows have numbers: "target-0-wording", "target-1-wording" … Kept as it came, so that nothing is lost
//! when the form is shown again.

use chrono::NaiveDate;

use crate::{
    domain::{
        ids::StaffId,
        plan::{Funding, PlanKind},
    },
    store::plans::Content,
};

/// The most rows of one kind that a form holds.
const MOST: usize = 40;

/// Names and values, as a browser sends them.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Typed(pub(in crate::web) Vec<(String, String)>);

impl Typed {
    /// What was typed, without the white space around it; empty if the field was not sent.
    pub(in crate::web) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// Puts a value in place of what was typed.
    pub(in crate::web) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// How many numbered rows of a kind there are.
    pub(in crate::web) fn rows(&self, kind: &str) -> usize {
        let number = |name: &str| name.strip_prefix(kind)?.strip_prefix('-')?.split('-').next()?.parse::<usize>().ok();
        self.0.iter().filter_map(|(name, _)| number(name)).max().map_or(0, |n| (n + 1).min(MOST))
    }

    /// Adds the row that a button asked for; tells whether one did.
    pub(super) fn add_row(&mut self) -> bool {
        let kind = self.get("add").to_owned();
        if !["outcome", "target", "provision", "agency"].contains(&kind.as_str()) {
            return false;
        }
        self.0.retain(|(name, _)| name != "add");
        let next = self.rows(&kind);
        if next < MOST {
            self.blank_row(&kind, next);
        }
        true
    }

    fn blank_row(&mut self, kind: &str, n: usize) {
        if kind == "agency" {
            self.set(&format!("agency-{n}-name"), "");
            return;
        }
        self.set(&format!("{kind}-{n}-id"), "");
        if kind == "provision" {
            for (field, value) in [("staff", "1"), ("group", "1"), ("funding", Funding::NotionalSen.as_code())] {
                self.set(&format!("provision-{n}-{field}"), value);
            }
        }
    }

    /// A new plan's form.
    pub(super) fn blank(kind: PlanKind, lead: StaffId, review_on: NaiveDate) -> Self {
        let mut typed = Self::default();
        typed.set("kind", kind.as_code());
        typed.set("lead", lead.to_string());
        typed.set("review_on", review_on.to_string());
        for (kind, rows) in [("outcome", 1), ("target", 3), ("provision", 1)] {
            for n in 0..rows {
                typed.blank_row(kind, n);
            }
        }
        typed
    }

    /// A saved plan's form.
    pub(super) fn of(content: &Content, version: i64) -> Self {
        let mut typed = Self::default();
        typed.set("version", version.to_string());
        typed.set("lead", content.lead.to_string());
        typed.set("review_on", content.review_on.to_string());
        typed.set("ends_on", content.terms.ends_on.map(|d| d.to_string()).unwrap_or_default());
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
            put("strategy", one.strategy.clone());
            put("avoid", one.avoid.clone());
            put("at_home", one.at_home.clone());
        }
        for (n, one) in content.placements.iter().enumerate() {
            let mut put = |field: &str, value: String| typed.set(&format!("provision-{n}-{field}"), value);
            put("id", one.id.map(|id| id.to_string()).unwrap_or_default());
            put("name", one.provision.clone());
            put("role", one.role.clone());
            put("minutes", one.minutes.to_string());
            put("times", one.times_a_week.to_string());
            put("weeks", one.weeks.to_string());
            put("staff", one.staff.to_string());
            put("group", one.group_size.to_string());
            put("share", one.share.as_code().to_owned());
            put("resources", if one.resources.0 == 0 { String::new() } else { one.resources.plain() });
            put("funding", one.funding.as_code().to_owned());
        }
        if content.targets.is_empty() {
            typed.blank_row("target", 0);
        }
        typed
    }
}
