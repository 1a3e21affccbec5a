//! How it looks: what the line costs, who bears how much of it, and the form to name another.

use maud::{Markup, html};

use super::{PaidLine, address};
use crate::{
    domain::{
        costing::Pence,
        payer::{Borne, Payer, PayerWay},
        plan::Funding,
        time::LongDay,
    },
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, number_input, radios, select},
            typed::Typed,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) fn body(seen: &PaidLine, typed: &Typed, errors: &FormErrors) -> Markup {
    let payers: Vec<Payer> = seen.payers.iter().map(|(_, payer)| payer.clone()).collect();
    let borne = Borne::by(&payers, seen.line.funding, seen.cost, seen.days);
    html! {
        p.no-print { a href=(format!("/plans/{}", seen.plan.id)) { "Back to the plan" } }
        (error_summary(errors))
        h1 { "Who pays for " (seen.line.provision) }
        p.lead {
            (seen.plan.pupil_name.full()) ", " (LongDay(seen.days.from)) " to " (LongDay(seen.days.until)) ": "
            @if seen.cost > Pence(0) { (seen.cost) " until the next review." }
            @else { "no rate for the day on which this cycle started, so it has no price yet." }
        }
        (shares(seen, &borne))
        (named(seen))
        p { "What nobody named here pays stays with what the plan says: " strong { (seen.line.funding.words()) } "." }
        @if seen.changes { (form(seen, typed, errors)) }
    }
}

/// What each stream bears, and that it is the cost.
fn shares(seen: &PaidLine, borne: &Borne) -> Markup {
    let row = |(funding, pence): (Funding, Pence)| vec![html! { (funding.words()) }, html! { (pence) }];
    let mut rows: Vec<Vec<Markup>> = borne.shares(seen.cost).into_iter().map(row).collect();
    if rows.len() > 1 {
        rows.push(vec![html! { strong { "Together" } }, html! { strong { (seen.cost) } }]);
    }
    table("What each pays until the next review", &["Stream", "How much"], &rows, "")
}

fn named(seen: &PaidLine) -> Markup {
    let mut heads = vec!["Stream", "What it pays"];
    if seen.changes {
        heads.push("Change");
    }
    let rows: Vec<Vec<Markup>> = seen
        .payers
        .iter()
        .map(|(id, payer)| {
            let mut row = vec![html! { (payer.funding.words()) }, html! { (payer.words()) }];
            if seen.changes {
                row.push(post_form(format!("{}/{id}/withdrawal", address(seen))).class("no-print").of(html! {
                    button.second type="submit" { "Take back" span.hidden { ": " (payer.funding.words()) ", " (payer.words()) } }
                }));
            }
            row
        })
        .collect();
    table("Named for this line", &heads, &rows, "Nobody is named beside the plan’s own stream.")
}

fn form(seen: &PaidLine, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let offered: Vec<_> =
        std::iter::once(("", "Choose")).chain(Funding::ALL.iter().map(|one| (one.as_code(), one.words()))).collect();
    let ways: Vec<_> = PayerWay::ALL.iter().map(|way| (way.as_code(), way.words())).collect();
    html! {
        h2.no-print { "Name somebody who pays" }
        (post_form(address(seen)).class("panel no-print").of(html! {
            (select(&field("funding", "Stream", ""), &offered))
            (radios(&field("way", "What it pays", ""), &ways))
            (number_input(&field("share", "Share", "Per cent of the line, like 40 or 12.5."), "", "%"))
            (number_input(&field("amount", "Sum a year", "The line bears its days of it."), "£", ""))
            (date_input(&field("from_on", "First day", "May be empty: from the line’s first day on.")))
            (date_input(&field("until_on", "Last day", "May be empty: to the line’s last day, and on in the next cycle.")))
            (button("Save"))
        }))
    }
}
