//! The form of a plan: one page, no script needed, everything typed kept.

use maud::{Markup, html};

use super::{
    answers,
    drafts::{BANK, THEN},
    form::Offers,
    merge,
    rows::{add, agency, outcome, provision, target},
};
use crate::{
    domain::{
        ids::PupilId,
        people::Name,
        plan::{Issue, PlanKind},
        template::{AskedPart, Question, TemplatePart},
    },
    store::plans::PlanView,
    web::{
        form::{
            draft::{also_writing, auto_save},
            drafts::KeptDraft as Draft,
            fields::{Field, FormErrors, date_input, error_summary, select, textarea},
            merge::{Difference, OPENED, asking, carried, choices, nothing_is_lost},
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
    let draft_at = format!("/pupils/{pupil}/plans/draft");
    let body = html! {
        p { a href=(format!("/pupils/{pupil}")) { "Back to " (name.forename) } }
        h1 { "Make a plan for " (name.full()) }
        (error_summary(errors))
        (also_writing(&draft.others))
        (post_form(format!("/pupils/{pupil}/plans")).of(html! {
            (select(&kind, &kinds))
            (of_some_kinds(typed, errors))
            (fields(typed, offers, (PlanKind::from_code(typed.get("kind")) == Some(PlanKind::EhcDelivery), &draft_at), errors))
            (auto_save(&draft_at, draft.version, draft.saved))
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
        p.lead { (plan.kind.words()) ". " (what_saving_does(plan)) }
        (error_summary(errors))
        (also_writing(&draft.others))
        (edit_form(plan, typed, offers, errors, draft))
    };
    Page::new(format!("Change {name}’s plan"), body).wrong(errors)
}

/// Whether what is saved is in the plan at once, or in a draft of its next version.
fn what_saving_does(plan: &PlanView) -> String {
    match (plan.in_force(), plan.draft()) {
        (None, _) => "A changed line replaces the old one, which stays in the history.".to_owned(),
        (Some(now), None) => format!(
            "Version {} is agreed and never changes. Outcomes, targets and provision that you change are a draft of the next one; the class \
             works with them once it is agreed.",
            now.number
        ),
        (Some(now), Some(draft)) => format!(
            "This is the draft of version {}. The class works with version {} until it is agreed.",
            draft.number, now.number
        ),
    }
}

/// What somebody else saved meanwhile beside what this person wrote: for each field that differs, whose text stays.
pub(super) fn conflict(
    plan: &PlanView,
    (mine, theirs): (&Typed, &Typed),
    differences: &[Difference],
    offers: &Offers,
    errors: &FormErrors,
) -> Page {
    let body = html! {
        p { a href=(format!("/plans/{}", plan.id)) { "Keep what they saved, and leave" } }
        h1 { "Somebody else saved this plan while you were writing" }
        (error_summary(errors))
        (nothing_is_lost(errors))
        (post_form(format!("/plans/{}", plan.id)).of(html! {
            (carried(mine, &["version", OPENED]))
            (asking(differences, theirs))
            input type="hidden" name="version" value=(plan.lock());
            (choices(differences, mine, errors, |name, value| merge::said(name, value, &offers.leads)))
            p.actions { (button("Save the plan")) }
        }))
    };
    Page::new("Somebody else saved this plan", body).wrong(errors)
}

/// What only some kinds of plan have: all of it, since the kind can still be chosen; open where the kind that is chosen has it.
fn of_some_kinds(typed: &Typed, errors: &FormErrors) -> Markup {
    let kind = PlanKind::from_code(typed.get("kind"));
    let has_error = ["ehc_anchor_on", "ends_on", "issue-attendance"].iter().any(|field| errors.get(field).is_some());
    let is_open = has_error || kind.is_some_and(|kind| kind != PlanKind::SenSupport);
    html! {
        details.more open[is_open] {
            summary { "For an EHC delivery plan, a part-time timetable or another kind of plan" }
            (anchor(
                typed,
                errors,
                "Only for an EHC delivery plan. The day of the last annual review’s decision letter; \
                 before the first review, the day the EHC plan was issued.",
            ))
            (ends_on(typed, errors, "Only for a part-time timetable: it ends, and is reviewed before that."))
            (issues(typed, errors))
        }
    }
}

fn edit_form(plan: &PlanView, typed: &Typed, offers: &Offers, errors: &FormErrors, draft: &Draft) -> Markup {
    let draft_at = format!("/plans/{}/draft", plan.id);
    let hint = "The day of the last annual review’s decision letter; before the first review, the day the EHC plan was issued.";
    html! {
        (post_form(format!("/plans/{}", plan.id)).of(html! {
            input type="hidden" name="version" value=(typed.get("version"));
            input type="hidden" name=(OPENED) value=(typed.get(OPENED));
            @if plan.kind == PlanKind::EhcDelivery && offers.runs { (anchor(typed, errors, hint)) }
            @if plan.kind.must_end() { (ends_on(typed, errors, "It ends, and is reviewed before that.")) }
            @if !plan.kind.is_sen() { (issues(typed, errors)) }
            (fields(typed, offers, (plan.kind == PlanKind::EhcDelivery, &draft_at), errors))
            (auto_save(&draft_at, draft.version, draft.saved))
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

/// What every plan has. Targets are put in from the bank by way of the draft, whose address is given.
fn fields(typed: &Typed, offers: &Offers, (is_ehc, draft): (bool, &str), errors: &FormErrors) -> Markup {
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
        div.side {
            @if offers.runs { (select(&lead, &leads)) }
            (date_input(&review))
        }
        @for one in &offers.template.parts {
            @if one.is_asked || is_written(one.part, typed, errors) { (part(one, typed, offers, (is_ehc, draft), errors)) }
        }
        datalist id="provisions" {
            @for (name, usual) in &offers.provisions { option value=(name) { @if let Some(usual) = usual { (usual.words()) } } }
        }
    }
}

/// Whether anything stands in a part, or is wrong there: then it is shown, whatever the template says.
fn is_written(part: TemplatePart, typed: &Typed, errors: &FormErrors) -> bool {
    match part {
        TemplatePart::TriedFirst => !typed.get("tried_first").is_empty(),
        TemplatePart::Questions => {
            typed.0.iter().any(|(name, value)| name.starts_with("answer-") && !value.trim().is_empty())
        }
        TemplatePart::Outcomes | TemplatePart::Targets => true,
        TemplatePart::Provision => {
            holds(typed, errors, "provision-", &["name", "minutes", "times", "weeks", "resources"])
        }
        TemplatePart::Agencies => holds(typed, errors, "agency-", &["name", "agency", "role", "contact"]),
    }
}

fn holds(typed: &Typed, errors: &FormErrors, rows: &str, fields: &[&str]) -> bool {
    let of_part =
        |name: &str| name.starts_with(rows) && fields.iter().any(|field| name.ends_with(&format!("-{field}")));
    typed.0.iter().any(|(name, value)| of_part(name) && (!value.trim().is_empty() || errors.get(name).is_some()))
}

/// One part of the form, under the school's own heading where it has one.
fn part(
    asked: &AskedPart,
    typed: &Typed,
    offers: &Offers,
    (is_ehc, draft): (bool, &str),
    errors: &FormErrors,
) -> Markup {
    let heading = if asked.heading.is_empty() { asked.part.words() } else { asked.heading.as_str() };
    let help = |ours: &str| if asked.help.is_empty() { ours.to_owned() } else { asked.help.clone() };
    html! {
        @let is_headed = match asked.part {
            TemplatePart::TriedFirst => false,
            TemplatePart::Questions => !answers::asked(&offers.template, &[], typed).is_empty(),
            _ => true,
        };
        @if is_headed { h2 { (heading) } }
        @match asked.part {
            TemplatePart::TriedFirst => details.more open[!typed.get("tried_first").is_empty()] {
                summary { (heading) }
                (textarea(&tried_first(typed, (heading, &asked.help), errors), 2))
            },
            TemplatePart::Questions => {
                @if !asked.help.is_empty() { p { (asked.help) } }
                @for question in answers::asked(&offers.template, &[], typed) { (answer(&question, typed, errors)) }
            },
            TemplatePart::Outcomes => {
                p { (help("What the pupil will be able to do in the long run.")) }
                @for n in 0..typed.rows("outcome") { (outcome(typed, n, (is_ehc, offers.prepares), errors)) }
                (add("outcome", "Add another outcome"))
            },
            TemplatePart::Targets => {
                p { (help("Steps until the next review. Three are usual. Clear one to take it out.")) }
                @for n in 0..typed.rows("target") { (target(typed, n, &offers.template.of_target, errors)) }
                (add("target", "Add another target"))
                (from_bank(draft))
            },
            TemplatePart::Provision => {
                p {
                    (help("Only what is additional to or different from the ordinary offer. Clear a line to take it out.")) " "
                    "What the " a href="/provisions" { "catalogue" } " describes may be left without minutes, times and weeks: then it is given as usual."
                }
                @if offers.costs && offers.rates.is_empty() { (no_rates()) }
                @for n in 0..typed.rows("provision") { (provision(typed, offers, n, is_ehc, errors)) }
                (add("provision", "Add another provision"))
            },
            TemplatePart::Agencies => {
                p.hint {
                    (help("People of other services. They stand on the plan and are named when a meeting is offered; Thrice does not write to them."))
                }
                @for n in 0..typed.rows("agency") { (agency(typed, n, errors)) }
                (add("agency", "Add somebody of another service"))
            },
        }
    }
}

/// A question of the template, and what is answered.
fn answer(question: &Question, typed: &Typed, errors: &FormErrors) -> Markup {
    let name = answers::answer_field(&question.words);
    let field = Field { name: &name, label: &question.words, hint: &question.help, value: typed.get(&name), errors };
    html! {
        input type="hidden" name=(answers::question_field(&question.words)) value=(question.words);
        (textarea(&field, 3))
    }
}

/// What was done before a plan was made.
fn tried_first<'a>(typed: &'a Typed, (label, help): (&'a str, &'a str), errors: &'a FormErrors) -> Field<'a> {
    let ours = "What adults did for everybody in class, for how long, and what came of it. May be left empty.";
    let hint = if help.is_empty() { ours } else { help };
    Field { name: "tried_first", label, hint, value: typed.get("tried_first"), errors }
}

/// The way to the bank: what is typed is kept as a draft first, with script or without.
fn from_bank(draft: &str) -> Markup {
    html! {
        p {
            button.second type="submit" name=(THEN) value=(BANK) formaction=(draft) formnovalidate {
                "Choose from the target bank"
            }
        }
    }
}

/// That nothing can be costed, and the way to change that.
fn no_rates() -> Markup {
    html! {
        p.hint {
            "No rate is entered yet, so that nobody can be chosen to give it and no hour has a price. "
            "Save what you have written first, then "
            a href="/settings/rates" { "enter what an hour costs" }
            "."
        }
    }
}
