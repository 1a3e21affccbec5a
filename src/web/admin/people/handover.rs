//! Giving what somebody leads to others, as a part of the form that makes it necessary. Who may not see pupils sees only how many.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        ids::{PlanId, StaffId},
        people::Name,
        plan::PlanKind,
        time::LongDay,
    },
    store::people::handover::Led,
    web::{
        form::{
            fields::{Field, FormErrors, select},
            typed::Typed,
        },
        frame::session::Person,
    },
};

/// What is led, and who else can.
pub(super) struct Handover {
    /// What they lead.
    pub(super) led: Vec<Led>,
    /// Who can lead instead.
    pub(super) others: Vec<(StaffId, Name)>,
}

fn field(plan: PlanId) -> String {
    format!("plan-{plan}")
}

impl Handover {
    /// Where each of them goes, or an error beside the field.
    pub(super) fn read(&self, typed: &Typed, errors: &mut FormErrors) -> BTreeMap<PlanId, StaffId> {
        let who = |name: &str| {
            let id = typed.get(name).parse().ok().map(StaffId)?;
            self.others.iter().map(|(known, _)| *known).find(|known| *known == id)
        };
        let all = who("to");
        let to: BTreeMap<PlanId, StaffId> =
            self.led.iter().filter_map(|led| Some((led.plan, who(&field(led.plan)).or(all)?))).collect();
        if to.len() < self.led.len() {
            errors.add("to", "Choose who takes over the plans and meetings");
        }
        to
    }

    /// The fields; nothing where nothing is led.
    pub(super) fn form(&self, person: &Person, typed: &Typed, errors: &FormErrors) -> Markup {
        let people: Vec<(String, String)> =
            self.others.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
        let choices = |first: &'static str| -> Vec<(&str, &str)> {
            std::iter::once(("", first)).chain(people.iter().map(|(id, name)| (id.as_str(), name.as_str()))).collect()
        };
        let to = Field { name: "to", label: "Who takes all of it over", hint: "", value: typed.get("to"), errors };
        let sees = person.may(Thing::Board, Verb::See);
        html! {
            @if !self.led.is_empty() {
                h2 { "What they lead" }
                p {
                    (self.count())
                    " Whoever takes a plan over also leads its meetings. "
                    "Parents who have had an invitation read the old name in it: tell them."
                }
                (select(&to, &choices("Choose")))
                @if sees && self.led.len() > 1 {
                    details {
                        summary { "Share it out one by one" }
                        @for led in &self.led { (one(led, typed, errors, &choices("As above"))) }
                    }
                } @else if sees {
                    p.hint { (words(&self.led[0])) }
                }
            }
        }
    }

    fn count(&self) -> String {
        let plans = self.led.iter().filter(|l| l.leads_plan).count();
        let meetings: i64 = self.led.iter().map(|l| l.meetings).sum();
        format!("{} and {}.", counted(plans, "open plan", "open plans"), counted(meetings, "meeting", "meetings"))
    }
}

fn words(led: &Led) -> String {
    let kind = led.kind.map_or("Plan", PlanKind::words);
    let review = led.review_on.map(|day| format!(", review on {}", LongDay(day))).unwrap_or_default();
    let meetings = match led.meetings {
        0 => String::new(),
        n => format!(", {}", counted(n, "meeting", "meetings")),
    };
    format!("{}: {kind}{review}{meetings}", led.pupil_name.short())
}

fn one(led: &Led, typed: &Typed, errors: &FormErrors, choices: &[(&str, &str)]) -> Markup {
    let (name, label) = (field(led.plan), words(led));
    let value = typed.get(&name).to_owned();
    select(&Field { name: &name, label: &label, hint: "", value: &value, errors }, choices)
}
