//! The list of a pupil's personal budgets, one of them with what was spent and looked at, and their forms.

use maud::{Markup, html};

use super::Budgets;
use crate::{
    domain::{
        access::{Thing, Verb},
        costing::Pence,
        personal_budget::{BudgetDecision, BudgetWay, balance, next_look},
        time::LongDay,
    },
    store::personal_budgets::{HeldBudget, Spending},
    web::{
        form::{
            fields::{
                Field, FormErrors, date_input, error_summary, number_input, radios, second_button, select, text_input,
                textarea,
            },
            typed::Typed,
        },
        frame::page::Page,
        ui::{
            button::button,
            lines::lines,
            post_form::post_form,
            summary_list::summary_list,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Personal budgets";

fn may_change(seen: &Budgets) -> bool {
    seen.head.may(Thing::Costs, Verb::Change)
}

pub(super) fn list(seen: &Budgets, typed: &Typed, errors: &FormErrors) -> Page {
    let head = &seen.head;
    let rows: Vec<Vec<Markup>> = seen.all.iter().map(|one| row(seen, one)).collect();
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}", head.id)) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead {
            (head.name.full()) ". Money set aside within an EHC plan for provision that the plan names, agreed with the parent "
            "(SEND Code of Practice 9.95 to 9.124). It is not the school’s threshold and no part of it."
        }
        (table("The newest first", &["For", "Agreed", "Spent", "Left", "Looked at again by"], &rows, "None is agreed."))
        @if may_change(seen) {
            @if seen.may_have() { h2.no-print { "Write down one that was agreed" } (agreeing(seen, typed, errors)) }
            @else { p.no-print { "Only an EHC plan has a personal budget, and " (head.name.forename) " has none today." } }
        }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body).wrong(errors)
}

fn row(seen: &Budgets, one: &HeldBudget) -> Vec<Markup> {
    let stands = balance(&one.budget, one.spent());
    vec![
        html! { a href=(format!("/pupils/{}/personal-budgets/{}", seen.head.id, one.id)) { (one.budget.purpose) } },
        html! { (one.budget.agreed) br; span.muted { (LongDay(one.budget.from)) " to " (LongDay(one.budget.until)) } },
        html! { (stands.spent) },
        left(stands.left),
        look_by(seen, one),
    ]
}

fn left(left: Pence) -> Markup {
    html! { (left) @if left.0 < 0 { " " (tag(Tone::Late, "More than agreed")) } }
}

fn look_by(seen: &Budgets, one: &HeldBudget) -> Markup {
    let looks: Vec<_> = one.looks.iter().map(|look| (look.on, look.decision)).collect();
    html! {
        @match next_look(&one.budget, &looks, seen.today) {
            Some(day) => { (LongDay(day)) @if day < seen.today { " " (tag(Tone::Late, "Late")) } }
            None => "It is over",
        }
    }
}

fn adults(seen: &Budgets) -> Vec<(String, &str)> {
    let named = seen.adults.iter().map(|(id, name)| (id.to_string(), name.as_str()));
    std::iter::once((String::new(), "Choose")).chain(named).collect()
}

fn chosen<'a>(adults: &'a [(String, &'a str)]) -> Vec<(&'a str, &'a str)> {
    adults.iter().map(|(id, name)| (id.as_str(), *name)).collect()
}

fn agreeing(seen: &Budgets, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let ways: Vec<_> = BudgetWay::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let adults = adults(seen);
    html! {
        (post_form(format!("/pupils/{}/personal-budgets", seen.head.id)).class("panel no-print").of(html! {
            (text_input(&field("purpose", "Which provision of the plan it secures", "As the plan words it: music therapy, an hour a week."), "text", "off"))
            (number_input(&field("amount", "How much, for its whole time", ""), "£", ""))
            (radios(&field("way", "How it is paid", ""), &ways))
            (date_input(&field("from_on", "First day", "")))
            (date_input(&field("until_on", "Last day", "")))
            (date_input(&field("agreed_on", "Agreed on", "")))
            (select(&field("with", "Agreed with", ""), &chosen(&adults)))
            (button("Save the budget"))
        }))
    }
}

pub(super) fn one(seen: &Budgets, held: &HeldBudget, typed: &Typed, errors: &FormErrors) -> Page {
    let (budget, stands) = (&held.budget, balance(&held.budget, held.spent()));
    let own = format!("/pupils/{}/personal-budgets/{}", seen.head.id, held.id);
    let facts = [
        ("Days", html! { (LongDay(budget.from)) " to " (LongDay(budget.until)) }),
        ("How it is paid", html! { (budget.way.words()) }),
        ("Agreed", html! { "With " (held.with.full()) " on " (LongDay(budget.agreed_on)) }),
        ("Agreed amount", html! { (budget.agreed) }),
        ("Spent", html! { (stands.spent) }),
        ("Left", left(stands.left)),
        ("Looked at again by", look_by(seen, held)),
    ];
    let spendings: Vec<Vec<Markup>> = held.spendings.iter().rev().map(|one| spending(seen, &own, one)).collect();
    let looks: Vec<Vec<Markup>> = held
        .looks
        .iter()
        .rev()
        .map(|one| {
            vec![
                html! { (LongDay(one.on)) },
                html! { (one.with.full()) },
                html! { (one.decision.words()) ". " (lines(&one.words)) },
            ]
        })
        .collect();
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}/personal-budgets", seen.head.id)) { "Back to the personal budgets" } }
        (error_summary(errors))
        h1 { "Personal budget: " (budget.purpose) }
        p.lead { (seen.head.name.full()) ". " (stands.spent) " of " (budget.agreed) " is spent." }
        (summary_list(&facts))
        (table("Spent, the newest first", &["On", "How much", "What for"], &spendings, "Nothing is spent yet."))
        (table("Looked at with the parent", &["On", "With", "Decided"], &looks, "Not yet."))
        @if may_change(seen) { (spending_form(&own, typed, errors)) (look_form(seen, &own, typed, errors)) }
    };
    Page::new(format!("Personal budget · {}", seen.head.name.short()), body).wrong(errors)
}

fn spending(seen: &Budgets, own: &str, one: &Spending) -> Vec<Markup> {
    let (on, amount) = (LongDay(one.on), Pence(one.pence));
    vec![
        html! { (on) },
        html! { @if one.withdrawn == 0 { (amount) } @else { s { (amount) } " " (tag(Tone::Quiet, "Withdrawn")) } },
        html! {
            (one.what)
            @if may_change(seen) && one.withdrawn == 0 {
                details.no-print {
                    summary { "Entered wrongly" span.hidden { ": " (amount) " on " (on) } }
                    (post_form(format!("{own}/spendings/{}/withdrawal", one.id)).of(html! {
                        (second_button(&format!("Withdraw {amount} of {on}")))
                    }))
                }
            }
        },
    ]
}

fn spending_form(own: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        h2.no-print { "Write down what was spent" }
        (post_form(format!("{own}/spendings")).class("panel no-print").of(html! {
            (date_input(&field("spent_on", "Spent on", "")))
            (number_input(&field("amount", "How much", ""), "£", ""))
            (text_input(&field("what", "What for", ""), "text", "off"))
            (button("Save the spending"))
        }))
    }
}

fn look_form(seen: &Budgets, own: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let decisions: Vec<_> = BudgetDecision::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let adults = adults(seen);
    html! {
        h2.no-print { "Look at it with the parent" }
        (post_form(format!("{own}/looks")).class("panel no-print").of(html! {
            (date_input(&field("looked_on", "Looked at on", "")))
            (select(&field("with", "With", ""), &chosen(&adults)))
            (radios(&field("decision", "What was decided", ""), &decisions))
            (textarea(&field("words", "What you talked about", ""), 3))
            (button("Save the look"))
        }))
    }
}
