//! The rows of a plan's form: outcomes, targets, provision, people of other services.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{
    form::{Offers, serves_field, strategy_field, strategy_rows},
    typed::ADDED,
};
use crate::{
    domain::{
        costing::{BoughtBy, BoughtFor, CostShare, rate_on, role_words},
        need::{Adulthood, Area},
        plan::Funding,
        strategy::Way,
        target::Direction,
        template::TargetField,
    },
    web::form::{
        fields::{Field, FormErrors, number_input, radios, select, text_input, textarea},
        typed::Typed,
    },
};

/// The button that adds a row of a kind.
pub(super) fn add(kind: &str, words: &str) -> Markup {
    html! { p { button.second type="submit" name="add" value=(kind) { (words) } } }
}

/// A row's field: its name, and its label with the row's number for people who hear the page.
struct Row<'a> {
    typed: &'a Typed,
    errors: &'a FormErrors,
    kind: &'static str,
    n: usize,
}

impl Row<'_> {
    fn field(&self, field: &str, label: &str, hint: &str, show: impl Fn(&Field<'_>) -> Markup) -> Markup {
        let name = format!("{}-{}-{field}", self.kind, self.n);
        show(&Field { name: &name, label, hint, value: self.typed.get(&name), errors: self.errors })
    }

    fn place(&self) -> String {
        format!("{}-{}", self.kind, self.n)
    }

    /// Whether somebody has just asked for it: then the page opens there, with script or without.
    fn is_added(&self) -> bool {
        self.typed.get(ADDED) == self.place()
    }

    /// Whether one of these fields is wrong.
    fn is_wrong(&self, fields: &[impl AsRef<str>]) -> bool {
        fields.iter().any(|field| self.errors.get(&format!("{}-{}-{}", self.kind, self.n, field.as_ref())).is_some())
    }

    /// Whether a field is asked: by the template, or because something stands in it or is wrong.
    fn asks(&self, asked: &BTreeSet<TargetField>, one: TargetField, field: &str) -> bool {
        let is_filled = !self.typed.get(&format!("{}-{}-{field}", self.kind, self.n)).is_empty();
        asked.contains(&one) || is_filled || self.is_wrong(&[field])
    }

    /// What may be said besides: folded, unless one of these fields holds something or anything in it is wrong.
    fn more<F: AsRef<str>>(&self, words: &str, fields: &[F], inside: &Markup) -> Markup {
        let holds = |field: &F| !self.typed.get(&format!("{}-{}-{}", self.kind, self.n, field.as_ref())).is_empty();
        let is_open =
            fields.iter().any(holds) || self.is_wrong(fields) || self.is_wrong(&["staff", "group", "direction"]);
        html! { details.more open[is_open] { summary { (words) span.hidden { ", " (self.kind) " " (self.n + 1) } } (inside) } }
    }

    /// Whether the place in an EHC plan is asked for: in a plan that delivers one, or where one is written already.
    fn is_of_ehc(&self, is_ehc: bool) -> bool {
        is_ehc || !self.typed.get(&format!("{}-{}-reference", self.kind, self.n)).is_empty()
    }

    fn reference(&self, label: &str, hint: &str) -> Markup {
        self.field("reference", label, hint, |f| text_input(f, "text", "off"))
    }

    fn id(&self) -> Markup {
        let name = format!("{}-{}-id", self.kind, self.n);
        html! { input type="hidden" name=(name) value=(self.typed.get(&name)); }
    }
}

/// A long-term outcome.
pub(super) fn outcome(typed: &Typed, n: usize, (is_ehc, prepares): (bool, bool), errors: &FormErrors) -> Markup {
    let row = Row { typed, errors, kind: "outcome", n };
    let prepares = prepares || !typed.get(&format!("outcome-{n}-adulthood")).is_empty();
    let mut parts = vec![("", "Not said")];
    parts.extend(Adulthood::ALL.iter().map(|part| (part.as_code(), part.words())));
    let mut areas = vec![("", "Choose")];
    areas.extend(Area::ALL.iter().map(|a| (a.as_code(), a.words())));
    html! {
        fieldset.row {
            legend id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] { "Outcome " (n + 1) }
            (row.id())
            (row.field("wording", "What the pupil will be able to do", "", |f| textarea(f, 2)))
            (row.field("area", "Area of need", "", |f| select(f, &areas)))
            @if prepares { (row.field("adulthood", "What it prepares for", "From Year 9 on (Code of Practice 8.9).", |f| select(f, &parts))) }
            @if row.is_of_ehc(is_ehc) { (row.reference("Where section E of the EHC plan has it", "E1, or the page. May be left empty.")) }
        }
    }
}

/// A target: what it takes first, and what may be said besides folded under it.
pub(super) fn target(typed: &Typed, n: usize, asked: &BTreeSet<TargetField>, errors: &FormErrors) -> Markup {
    let row = Row { typed, errors, kind: "target", n };
    let numbers: Vec<String> = (1..=typed.rows("outcome").max(1)).map(|n| n.to_string()).collect();
    let labels: Vec<String> = numbers
        .iter()
        .enumerate()
        .map(|(i, n)| {
            let wording: String = typed.get(&format!("outcome-{i}-wording")).chars().take(60).collect();
            if wording.is_empty() { format!("Outcome {n}") } else { format!("{n}. {wording}") }
        })
        .collect();
    let outcomes: Vec<_> = numbers.iter().zip(&labels).map(|(n, l)| (n.as_str(), l.as_str())).collect();
    let directions: Vec<_> = Direction::ALL.iter().map(|d| (d.as_code(), d.words())).collect();
    let chosen = format!("target-{n}-direction");
    let direction = if typed.get(&chosen).is_empty() { Direction::Higher.as_code() } else { typed.get(&chosen) };
    let direction = Field { name: &chosen, label: "Which way is better", hint: "", value: direction, errors };
    html! {
        fieldset.row {
            legend id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] { "Target " (n + 1) }
            (row.id())
            (row.field("wording", "The step", "Specific enough that anybody could say whether it was reached.", |f| textarea(f, 2)))
            (row.field("measure", "How it is measured", "What is counted, and how: the same way now and at the review.", |f| text_input(f, "text", "off")))
            (row.field("unit", "Unit", "words, minutes, times a day …", |f| text_input(f, "text", "off")))
            div.side {
                (row.field("baseline", "Now", "", |f| number_input(f, "", "")))
                (row.field("predicted", "Expected by the review", "", |f| number_input(f, "", "")))
            }
            @if labels.len() > 1 || row.is_wrong(&["outcome"]) { (row.field("outcome", "Towards which outcome", "", |f| select(f, &outcomes))) }
            (row.more("What adults do, and what else to say of it", &besides(typed, n), &html! {
                (strategies(&row, asked))
                @if row.asks(asked, TargetField::AtHome, "at_home") { (row.field("at_home", "What helps at home", "", |f| textarea(f, 2))) }
                @if row.asks(asked, TargetField::Challenge, "challenge") {
                    (row.field("challenge", "Challenge", "If all goes very well. May be left empty.", |f| number_input(f, "", "")))
                }
                (radios(&direction, &directions))
            }))
        }
    }
}

/// The fields of a target that fold away.
fn besides(typed: &Typed, n: usize) -> Vec<String> {
    let rows = ["strategy", "by", "avoid"].into_iter();
    let rows = rows.flat_map(|name| (0..strategy_rows(typed, n, name)).map(move |k| strategy_field(name, k)));
    rows.chain(["at_home", "challenge"].map(str::to_owned)).collect()
}

/// What adults do, each with who does it, and what does not help.
fn strategies(row: &Row<'_>, asked: &BTreeSet<TargetField>) -> Markup {
    let by_whom = row.asks(asked, TargetField::ByWhom, "by_0");
    let avoids = row.asks(asked, TargetField::Avoid, "avoid_0");
    let one = |name: &str, k: usize, label: &str| {
        let numbered = if k == 0 { label.to_owned() } else { format!("{label} ({})", k + 1) };
        row.field(&strategy_field(name, k), &numbered, "", |f| text_input(f, "text", "off"))
    };
    html! {
        div.strategies {
            @for k in 0..strategy_rows(row.typed, row.n, "strategy") {
                (one("strategy", k, Way::Do.words()))
                @if by_whom { (one("by", k, "Who does it")) }
            }
            @for k in 0..if avoids { strategy_rows(row.typed, row.n, "avoid") } else { 0 } { (one("avoid", k, Way::Avoid.words())) }
        }
        p.actions {
            @for (name, words) in [("strategy", "Add another thing that adults do"), ("avoid", "Add another thing that does not help")] {
                button.second type="submit" name="add" value=(format!("{name}-{}", row.n)) { (words) span.hidden { ", target " (row.n + 1) } } " "
            }
        }
    }
}

/// A line of provision: what is given first, and what it costs folded under it.
pub(super) fn provision(typed: &Typed, offers: &Offers, n: usize, is_ehc: bool, errors: &FormErrors) -> Markup {
    let row = Row { typed, errors, kind: "provision", n };
    let kept = typed.get(&format!("provision-{n}-role"));
    let labels: Vec<(&str, String)> = offers
        .roles()
        .into_iter()
        .map(|role| {
            let words = role_words(role);
            let rate = rate_on(&offers.rates, role, offers.today).filter(|_| offers.costs);
            (role, rate.map_or_else(|| words.to_owned(), |rate| format!("{words} ({rate})")))
        })
        .collect();
    let mut roles = vec![("", "Nobody, or no rate")];
    roles.extend(labels.iter().map(|(role, label)| (*role, label.as_str())));
    if !kept.is_empty() && !roles.iter().any(|r| r.0 == kept) {
        roles.push((kept, role_words(kept)));
    }
    let shares: Vec<_> = CostShare::ALL.iter().map(|s| (s.as_code(), s.words())).collect();
    let bought_for: Vec<_> = BoughtFor::ALL.iter().map(|b| (b.as_code(), b.words())).collect();
    let bought_by: Vec<_> = BoughtBy::ALL.iter().map(|b| (b.as_code(), b.words())).collect();
    let funding: Vec<_> = Funding::ALL.iter().map(|f| (f.as_code(), f.words())).collect();
    html! {
        fieldset.row {
            legend id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] { "Provision " (n + 1) }
            (row.id())
            (row.field("name", "What it is", "", provision_name))
            (row.field("role", "Who gives it", "", |f| select(f, &roles)))
            div.side {
                (row.field("minutes", "Minutes each time", "", |f| number_input(f, "", "")))
                (row.field("times", "Times a week", "", |f| number_input(f, "", "")))
                (row.field("weeks", "Weeks", "", |f| number_input(f, "", "")))
            }
            (serves(typed, n))
            @if row.is_of_ehc(is_ehc) { (row.reference("Where section F of the EHC plan asks for it", "F1, or the page. May be left empty.")) }
            (row.more(if offers.costs { "The group, and what it costs" } else { "The group" }, &["resources", "bought_years"], &html! {
                div.side {
                    (row.field("staff", "Adults at the same time", "", |f| number_input(f, "", "")))
                    (row.field("group", "Pupils in the group", "", |f| number_input(f, "", "")))
                }
                @if offers.costs {
                    (row.field("share", "Who bears a group’s cost", "", |f| select(f, &shares)))
                    (row.field("resources", "Resources", "Bought for it. May be left empty.", |f| number_input(f, "£", "")))
                    (row.field("bought_by", "What that amount buys", "", |f| select(f, &bought_by)))
                    (row.field("bought_years", "Years that it lasts", "Only where it lasts for years: each bears its part.", |f| number_input(f, "", "")))
                    (row.field("bought_for", "Bought for", "A group’s resources are shared as its hours are.", |f| select(f, &bought_for)))
                    (row.field("funding", "Paid from", "", |f| select(f, &funding)))
                }
            }))
        }
    }
}

/// The targets that a line of provision is for: one or more.
fn serves(typed: &Typed, n: usize) -> Markup {
    let step = |row: usize| typed.get(&format!("target-{row}-wording")).chars().take(60).collect::<String>();
    let written: Vec<(usize, String)> =
        (0..typed.rows("target")).map(|row| (row, step(row))).filter(|(_, step)| !step.is_empty()).collect();
    html! {
        @if !written.is_empty() {
            fieldset.field {
                legend { "Which targets it serves" }
                @for (row, step) in &written {
                    @let name = format!("provision-{n}-{}", serves_field(*row));
                    div.choice {
                        input type="checkbox" id=(name) name=(name) value="yes" checked[typed.get(&name) == "yes"];
                        label for=(name) { (row + 1) ". " (step) }
                    }
                }
            }
        }
    }
}

/// As a text input, with the catalogue's names to choose from.
fn provision_name(field: &Field<'_>) -> Markup {
    let error = field.errors.get(field.name);
    html! {
        div.field.field-wrong[error.is_some()] {
            label for=(field.name) { (field.label) }
            @if let Some(error) = error {
                p.field-error id=(format!("{}-error", field.name)) { span.hidden { "Error: " } (error) }
            }
            input type="text" id=(field.name) name=(field.name) value=(field.value) list="provisions"
                autocomplete="off" aria-describedby=[error.map(|_| format!("{}-error", field.name))]
                aria-invalid=[error.map(|_| "true")];
        }
    }
}

/// Somebody of another service.
pub(super) fn agency(typed: &Typed, n: usize, errors: &FormErrors) -> Markup {
    let row = Row { typed, errors, kind: "agency", n };
    html! {
        fieldset.row {
            legend id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] { "Person " (n + 1) }
            (row.field("name", "Name", "", |f| text_input(f, "text", "off")))
            (row.field("agency", "Service", "CAMHS, Early Help, school nurse …", |f| text_input(f, "text", "off")))
            (row.field("role", "What they do", "", |f| text_input(f, "text", "off")))
            (row.field("contact", "How to reach them", "", |f| text_input(f, "text", "off")))
        }
    }
}
