//! The samples that were published, how plans are chosen, and the sheets without names.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::choice::{PlanToSample, SampleChoice};
use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        people::Role,
        plan_sample::{MOST, Sheet, mark},
        time::LongDay,
    },
    store::plan_samples::PlanSample,
    web::{
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, number_input, textarea},
            typed::Typed,
        },
        frame::{page::Page, session::Person},
        ui::{
            button::button,
            lines::lines,
            post_form::post_form,
            print::print,
            report_nav::ways,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Plans without names";
/// Plans that are usually drawn.
const USUAL: usize = 5;

/// What was published, and for whoever publishes the form to choose others.
pub(super) fn list(person: &Person, all: &[PlanSample], plans: Option<&[PlanToSample]>, today: NaiveDate) -> Page {
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let mut typed = Typed::default();
    typed.set("most", USUAL.to_string());
    typed.set("seed", format!("{}{:02}{:02}", today.year(), today.month(), today.day()));
    let body = html! {
        @if person.viewer.role == Role::Governor { p.no-print { a href="/reports/figures" { "Figures for governors" } } }
        @else { (ways("/plan-samples", person.may(Thing::Figures, Verb::See))) }
        h1 { (TITLE) }
        p.lead { "For governors to read: some of the school’s plans, with every name taken out. Whose they are is not told." }
        (table("Published, the newest first", &["Published on", "By", "Plans"], &rows, "Nothing has been published yet."))
        @if let Some(plans) = plans { (choosing_forms(plans, &typed, &FormErrors::default())) }
    };
    Page::new(TITLE, body)
}

fn row(one: &PlanSample) -> Vec<Markup> {
    vec![
        html! {
            a href=(format!("/plan-samples/{}", one.id)) { (LongDay(one.at.today())) }
            @if let Some(why) = &one.withdrawn { " " (tag(Tone::Quiet, "Withdrawn")) br; (why) }
        },
        html! { (one.by.formal()) },
        html! { (counted(one.sheets.len(), "plan", "plans")) ", " (how(one.seed)) },
    ]
}

fn how(seed: Option<u64>) -> String {
    seed.map_or_else(|| "chosen by hand".to_owned(), |seed| format!("drawn by the number {seed}"))
}

/// The forms again, with what is wrong.
pub(super) fn choosing(plans: &[PlanToSample], typed: &Typed, errors: &FormErrors) -> Page {
    let body = html! {
        p.no-print { a href="/plan-samples" { "Back to the plans without names" } }
        (error_summary(errors))
        h1 { "Choose plans" }
        (choosing_forms(plans, typed, errors))
    };
    Page::new("Choose plans", body).wrong(errors)
}

fn choosing_forms(plans: &[PlanToSample], typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let named: Vec<(String, String)> =
        plans.iter().map(|one| (one.id.to_string(), format!("{}, {}", one.name.full(), one.kind.words()))).collect();
    let options: Vec<(&str, &str)> = named.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
    let chosen: Vec<&str> = typed.0.iter().filter(|(name, _)| name == "plan").map(|(_, id)| id.as_str()).collect();
    let by_hand = format!("Up to {MOST}. Governors do not learn whose they are.");
    html! {
        section.no-print aria-labelledby="draw" {
            h2 #draw { "Have plans drawn" }
            form.panel method="get" action="/plan-samples/new" novalidate {
                (number_input(&field("most", "How many", ""), "", "plans"))
                (number_input(&field("seed", "Number to draw by", "The same number draws the same of the same plans."), "", ""))
                (button("Draw the plans"))
            }
            h2 { "Choose them by hand" }
            @if options.is_empty() { p.empty { "No plan with a target is open." } } @else {
                form.panel method="get" action="/plan-samples/new" novalidate {
                    (checkboxes(&field("plan", "Plans", &by_hand), &options, &chosen))
                    (button("Show these plans"))
                }
            }
        }
    }
}

/// What would be published, for whoever publishes to read.
pub(super) fn draft(choice: &SampleChoice, sheets: &[Sheet], errors: &FormErrors) -> Page {
    let read = Field { name: "read", label: "Before it is published", hint: "", value: "", errors };
    let body = html! {
        p.no-print { a href="/plan-samples" { "Back to the plans without names" } }
        (error_summary(errors))
        h1 { "Read before it is published" }
        div.banner.banner-late role="note" {
            p {
                strong { "Not every name can be found by a rule. " }
                "Names of this school’s pupils, parents and staff are taken out; a nickname, a place, a rare condition or a story may still "
                "tell who it is. Read every line. What tells too much is changed in the plan, or another plan is chosen."
            }
        }
        p { (counted(sheets.len(), "plan", "plans")) ", " (how(choice.seed())) "." }
        (all(sheets))
        @if !sheets.is_empty() {
            (post_form("/plan-samples/publication").class("panel no-print").of(html! {
                @for (name, value) in choice.fields() { input type="hidden" name=(name) value=(value); }
                input type="hidden" name="mark" value=(mark(sheets));
                (checkboxes(&read, &[("yes", "I have read every line, and nobody can be made out")], &[]))
                (button("Publish for governors"))
            }))
        }
    };
    Page::new("Read before it is published", body).wrong(errors)
}

/// What was published.
pub(super) fn published(one: &PlanSample, withdraws: bool) -> Page {
    let body = html! {
        p.no-print { a href="/plan-samples" { "Back to the plans without names" } }
        h1 { (TITLE) }
        p.muted {
            "Published on " (LongDay(one.at.today())) " by " (one.by.formal()) ": " (counted(one.sheets.len(), "plan", "plans")) ", "
            (how(one.seed)) "."
        }
        @if let Some(why) = &one.withdrawn { p { (tag(Tone::Quiet, "Withdrawn")) " " (why) } }
        (print(""))
        (all(&one.sheets))
        @if withdraws && one.withdrawn.is_none() {
            p.no-print { a href=(format!("/plan-samples/{}/withdrawal", one.id)) { "Withdraw it" } }
        }
    };
    Page::new(TITLE, body)
}

fn all(sheets: &[Sheet]) -> Markup {
    html! {
        @if sheets.is_empty() { p.empty { "No plan with a target is open." } }
        @for (n, sheet) in sheets.iter().enumerate() {
            section aria-labelledby=(format!("plan-{}", n + 1)) {
                h2 id=(format!("plan-{}", n + 1)) { "Plan " (n + 1) ": " (sheet.kind.words()) }
                @for (heading, said) in &sheet.parts {
                    h3 { (heading) }
                    @if said.is_empty() { p.empty { "No target yet." } } @else { ul { @for line in said { li { (lines(line)) } } } }
                }
            }
        }
    }
}

/// The form that takes a sample back.
pub(super) fn withdrawal(one: &PlanSample, typed: &Typed, errors: &FormErrors) -> Page {
    let why = Field { name: "why", label: "Why", hint: "Write no name here.", value: typed.get("why"), errors };
    let body = html! {
        p.no-print { a href=(format!("/plan-samples/{}", one.id)) { "Back to the plans" } }
        (error_summary(errors))
        h1 { "Withdraw plans without names" }
        p { "Governors read them no longer. That they were published stays on record." }
        (post_form(format!("/plan-samples/{}/withdrawal", one.id)).class("panel").of(html! { (textarea(&why, 2)) (button("Withdraw them")) }))
    };
    Page::new("Withdraw plans without names", body).wrong(errors)
}
