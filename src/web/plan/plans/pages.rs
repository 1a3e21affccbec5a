//! The form of a plan: one page, no script needed, everything typed kept.

use maud::{Markup, html};

use super::{form::Offers, merge, typed::ADDED};
use crate::{
    domain::{
        costing::{BoughtFor, CostShare, rate_on, role_words},
        ids::PupilId,
        need::Area,
        people::Name,
        plan::{Funding, Issue, PlanKind},
        target::Direction,
    },
    store::plans::PlanView,
    web::{
        form::{
            draft::{also_writing, auto_save},
            drafts::KeptDraft as Draft,
            fields::{
                Field, FormErrors, date_input, error_summary, number_input, radios, select, text_input, textarea,
            },
            merge::{Difference, carried, choices},
            typed::Typed,
        },
        frame::page::Page,
        ui::{button::button, post_form::post_form},
    },
};

/// The form of a new plan.
pub(super) fn new(
    (pupil, name): (PupilId, &Name),
    typed: &Typed,
    offers: &Offers,
    errors: &FormErrors,
    draft: &Draft,
) -> Page {
    let kinds: Vec<_> = PlanKind::ALL.iter().map(|k| (k.as_code(), k.words())).collect();
    let kind = Field { name: "kind", label: "What it is for", hint: "", value: typed.get("kind"), errors };
    let body = html! {
        p { a href=(format!("/pupils/{pupil}")) { "Back to " (name.forename) } }
        h1 { "Make a plan for " (name.full()) }
        (error_summary(errors))
        (also_writing(&draft.others))
        (post_form(format!("/pupils/{pupil}/plans")).of(html! {
            (select(&kind, &kinds))
            (anchor(
                typed,
                errors,
                "Only for an EHC delivery plan. The day of the last annual review’s decision letter; \
                 before the first review, the day the EHC plan was issued.",
            ))
            (ends_on(typed, errors, "Only for a part-time timetable: it ends, and is reviewed before that."))
            (issues(typed, errors))
            (fields(typed, offers, errors))
            (auto_save(&format!("/pupils/{pupil}/plans/draft"), draft.version, draft.saved))
            p.actions { (button("Save the plan")) }
        }))
    };
    Page::new(format!("Make a plan for {}", name.full()), body).wrong(errors)
}

/// The form of a saved plan.
pub(super) fn edit(plan: &PlanView, typed: &Typed, offers: &Offers, errors: &FormErrors, draft: &Draft) -> Page {
    let name = plan.pupil_name.full();
    let body = html! {
        p { a href=(format!("/plans/{}", plan.id)) { "Back to the plan" } }
        h1 { "Change " (name) "’s plan" }
        p.lead { (plan.kind.words()) ". A changed line replaces the old one, which stays in the history." }
        (error_summary(errors))
        (also_writing(&draft.others))
        (edit_form(plan, typed, offers, errors, draft))
    };
    Page::new(format!("Change {name}’s plan"), body).wrong(errors)
}

/// What somebody else saved meanwhile beside what this person wrote: for each field that differs, whose text stays.
pub(super) fn conflict(
    plan: &PlanView,
    mine: &Typed,
    differences: &[Difference],
    offers: &Offers,
    errors: &FormErrors,
) -> Page {
    let body = html! {
        p { a href=(format!("/plans/{}", plan.id)) { "Keep what they saved, and leave" } }
        h1 { "Somebody else saved this plan while you were writing" }
        (error_summary(errors))
        @if errors.is_empty() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "Nothing of yours is lost, and nothing of yours is saved yet" }
                p { "Here is each part in which what they saved differs from what you have. Choose what stays, then save." }
            }
        }
        (post_form(format!("/plans/{}", plan.id)).of(html! {
            (carried(mine, &["version"]))
            input type="hidden" name="version" value=(plan.version);
            (choices(differences, mine, errors, |name, value| merge::said(name, value, &offers.leads)))
            @if differences.is_empty() { p.empty { "What they saved is what you wrote." } }
            p.actions { (button("Save the plan")) }
        }))
    };
    Page::new("Somebody else saved this plan", body).wrong(errors)
}

fn edit_form(plan: &PlanView, typed: &Typed, offers: &Offers, errors: &FormErrors, draft: &Draft) -> Markup {
    let hint = "The day of the last annual review’s decision letter; before the first review, the day the EHC plan was issued.";
    html! {
        (post_form(format!("/plans/{}", plan.id)).of(html! {
            input type="hidden" name="version" value=(typed.get("version"));
            @if plan.kind == PlanKind::EhcDelivery { (anchor(typed, errors, hint)) }
            @if plan.kind.must_end() { (ends_on(typed, errors, "It ends, and is reviewed before that.")) }
            @if !plan.kind.is_sen() { (issues(typed, errors)) }
            (fields(typed, offers, errors))
            (auto_save(&format!("/plans/{}/draft", plan.id), draft.version, draft.saved))
            p.actions { (button("Save the plan")) }
        }))
    }
}

/// The day that the annual review's dates run from.
fn anchor(typed: &Typed, errors: &FormErrors, hint: &str) -> Markup {
    let (name, label) = ("ehc_anchor_on", "EHC plan: the authority’s last decision");
    date_input(&Field { name, label, hint, value: typed.get(name), errors })
}

/// The day that a part-time timetable ends.
fn ends_on(typed: &Typed, errors: &FormErrors, hint: &str) -> Markup {
    date_input(&Field { name: "ends_on", label: "Last day", hint, value: typed.get("ends_on"), errors })
}

/// What a plan beside SEN support is about.
fn issues(typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        fieldset.field.field-wrong[errors.get("issue-attendance").is_some()] {
            legend { "What it is about" }
            p.hint { "For pastoral, behaviour and attendance plans and part-time timetables." }
            @if let Some(error) = errors.get("issue-attendance") { p.field-error id="issue-attendance-error" { span.hidden { "Error: " } (error) } }
            @for issue in Issue::ALL {
                @let name = format!("issue-{}", issue.as_code());
                div.choice {
                    input type="checkbox" id=(name) name=(name) value="yes" checked[typed.get(&name) == "yes"];
                    label for=(name) { (issue.words()) }
                }
            }
        }
    }
}

fn agency(typed: &Typed, n: usize, errors: &FormErrors) -> Markup {
    let row = Row { typed, errors, kind: "agency", n };
    html! {
        fieldset.row id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] {
            legend { "Person " (n + 1) }
            (row.field("name", "Name", "", |f| text_input(f, "text", "off")))
            (row.field("agency", "Service", "CAMHS, Early Help, school nurse …", |f| text_input(f, "text", "off")))
            (row.field("role", "What they do", "", |f| text_input(f, "text", "off")))
            (row.field("contact", "How to reach them", "", |f| text_input(f, "text", "off")))
        }
    }
}

fn fields(typed: &Typed, offers: &Offers, errors: &FormErrors) -> Markup {
    let leads: Vec<_> = offers.leads.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let leads: Vec<_> = leads.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let lead = Field {
        name: "lead",
        label: "Who leads it",
        hint: "They are reminded of its reviews.",
        value: typed.get("lead"),
        errors,
    };
    let review = Field {
        name: "review_on",
        label: "Next review",
        hint: "A school day. Agreed with the parents and the pupil.",
        value: typed.get("review_on"),
        errors,
    };
    html! {
        // Pressing Enter in a field saves: the first button of a form is the one that Enter presses.
        button.hidden type="submit" tabindex="-1" aria-hidden="true" { "Save the plan" }
        (select(&lead, &leads))
        (date_input(&review))
        h2 { "Outcomes" }
        p { "What the pupil will be able to do in the long run." }
        @for n in 0..typed.rows("outcome") { (outcome(typed, n, errors)) }
        (add("outcome", "Add another outcome"))
        h2 { "Targets" }
        p { "Steps until the next review. Three are usual. Leave a target empty if you do not need it; clear one to take it out." }
        @for n in 0..typed.rows("target") { (target(typed, n, errors)) }
        (add("target", "Add another target"))
        h2 { "Provision" }
        p { "Only what is additional to or different from the ordinary offer. Clear a line to take it out." }
        @for n in 0..typed.rows("provision") { (provision(typed, offers, n, errors)) }
        (add("provision", "Add another provision"))
        h2 { "Who else takes part" }
        p { "People of other services. They stand on the plan and are named when a meeting is offered; Thrice does not write to them." }
        @for n in 0..typed.rows("agency") { (agency(typed, n, errors)) }
        (add("agency", "Add somebody of another service"))
        datalist id="provisions" { @for name in &offers.provisions { option value=(name) {} } }
    }
}

fn add(kind: &str, words: &str) -> Markup {
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

    fn id(&self) -> Markup {
        let name = format!("{}-{}-id", self.kind, self.n);
        html! { input type="hidden" name=(name) value=(self.typed.get(&name)); }
    }
}

fn outcome(typed: &Typed, n: usize, errors: &FormErrors) -> Markup {
    let row = Row { typed, errors, kind: "outcome", n };
    let mut areas = vec![("", "Choose")];
    areas.extend(Area::ALL.iter().map(|a| (a.as_code(), a.words())));
    html! {
        fieldset.row id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] {
            legend { "Outcome " (n + 1) }
            (row.id())
            (row.field("wording", "What the pupil will be able to do", "", |f| textarea(f, 2)))
            (row.field("area", "Area of need", "", |f| select(f, &areas)))
        }
    }
}

fn target(typed: &Typed, n: usize, errors: &FormErrors) -> Markup {
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
        fieldset.row id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] {
            legend { "Target " (n + 1) }
            (row.id())
            (row.field("wording", "The step", "Specific enough that anybody could say whether it was reached.", |f| textarea(f, 2)))
            (row.field("outcome", "Towards which outcome", "", |f| select(f, &outcomes)))
            (row.field("measure", "How it is measured", "What is counted, and how: the same way now and at the review.", |f| text_input(f, "text", "off")))
            (row.field("unit", "Unit", "words, minutes, times a day …", |f| text_input(f, "text", "off")))
            (radios(&direction, &directions))
            (row.field("baseline", "Now", "", |f| number_input(f, "", "")))
            (row.field("predicted", "Expected by the review", "", |f| number_input(f, "", "")))
            (row.field("challenge", "Challenge", "If all goes very well. May be left empty.", |f| number_input(f, "", "")))
            (row.field("strategy", "What adults do", "", |f| textarea(f, 2)))
            (row.field("avoid", "What does not help", "", |f| textarea(f, 2)))
            (row.field("at_home", "What helps at home", "", |f| textarea(f, 2)))
        }
    }
}

fn provision(typed: &Typed, offers: &Offers, n: usize, errors: &FormErrors) -> Markup {
    let row = Row { typed, errors, kind: "provision", n };
    let kept = typed.get(&format!("provision-{n}-role"));
    let labels: Vec<(&str, String)> = offers
        .roles()
        .into_iter()
        .map(|role| {
            let words = role_words(role);
            let rate = rate_on(&offers.rates, role, offers.today);
            (role, rate.map_or_else(|| words.to_owned(), |rate| format!("{words} ({rate} an hour)")))
        })
        .collect();
    let mut roles = vec![("", "Nobody, or no rate")];
    roles.extend(labels.iter().map(|(role, label)| (*role, label.as_str())));
    if !kept.is_empty() && !roles.iter().any(|r| r.0 == kept) {
        roles.push((kept, role_words(kept)));
    }
    let shares: Vec<_> = CostShare::ALL.iter().map(|s| (s.as_code(), s.words())).collect();
    let bought_for: Vec<_> = BoughtFor::ALL.iter().map(|b| (b.as_code(), b.words())).collect();
    let funding: Vec<_> = Funding::ALL.iter().map(|f| (f.as_code(), f.words())).collect();
    html! {
        fieldset.row id=(row.place()) tabindex="-1" autofocus[row.is_added()] data-focus[row.is_added()] {
            legend { "Provision " (n + 1) }
            (row.id())
            (row.field("name", "What it is", "", provision_name))
            (row.field("role", "Who gives it", "", |f| select(f, &roles)))
            (row.field("minutes", "Minutes each time", "", |f| number_input(f, "", "")))
            (row.field("times", "Times a week", "", |f| number_input(f, "", "")))
            (row.field("weeks", "Weeks", "", |f| number_input(f, "", "")))
            (row.field("staff", "Adults at the same time", "", |f| number_input(f, "", "")))
            (row.field("group", "Pupils in the group", "", |f| number_input(f, "", "")))
            (row.field("share", "Who bears a group’s cost", "", |f| select(f, &shares)))
            (row.field("resources", "Resources", "Bought for it. May be left empty.", |f| number_input(f, "£", "")))
            (row.field("bought_for", "Bought for", "A group’s resources are shared as its hours are.", |f| select(f, &bought_for)))
            (row.field("funding", "Paid from", "", |f| select(f, &funding)))
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
