//! How it looks: a term and a reason, and everything said before.

use maud::{Markup, html};

use super::{ExemptionFields, ExemptionPage, name};
use crate::{
    domain::time::LongDay,
    store::exemptions::Exemption,
    web::{
        form::fields::{Field, FormErrors, error_summary, select, textarea},
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) fn page(seen: &ExemptionPage, typed: &ExemptionFields, errors: &FormErrors) -> Markup {
    let terms: Vec<(String, String)> =
        seen.terms().map(|term| (name(term), format!("{} {}", term.1.title(), term.0))).collect();
    let mut options = vec![("", "Choose")];
    options.extend(terms.iter().map(|(code, words)| (code.as_str(), words.as_str())));
    let rows: Vec<Vec<Markup>> = seen.all.iter().map(|one| said(seen, one)).collect();
    html! {
        p.no-print { a href=(format!("/pupils/{}", seen.card.id)) { "Back to " (seen.card.name.forename) } }
        (error_summary(errors))
        h1 { "Reviews not needed" }
        p.lead { (seen.card.name.full()) }
        p {
            "A term that is not needed is not owed: it is never late, and nobody is reminded of it. "
            "Who said so and why stays on record. "
            "The Code of Practice (6.65) says schools should meet parents at least three times a year: "
            "a long stay in hospital, or a review that another one has just stood in for, are good reasons."
        }
        (post_form(format!("/pupils/{}/exemptions", seen.card.id)).class("panel").of(html! {
            (select(&Field { name: "term", label: "Which term", hint: "", value: &typed.term, errors }, &options))
            (textarea(
                &Field {
                    name: "reason",
                    label: "Why it is not needed",
                    hint: "Everybody who sees this pupil’s reviews reads it.",
                    value: &typed.reason,
                    errors,
                },
                2,
            ))
            (button("Mark as not needed"))
        }))
        (table("What was said", &["Term", "Why", "Who said so", "Does it hold?"], &rows, "Every term is needed."))
    }
}

fn said(seen: &ExemptionPage, one: &Exemption) -> Vec<Markup> {
    let term = format!("{} {}", one.season.title(), one.year);
    let path = format!("/pupils/{}/exemptions/{}/withdrawal", seen.card.id, one.id);
    vec![
        html! { (term) },
        html! { (one.reason) },
        html! { (one.by.formal()) ", " (LongDay(one.at.today())) },
        html! {
            @match &one.withdrawn {
                Some((who, at)) => { "Taken back by " (who.formal()) " on " (LongDay(at.today())) }
                None => (post_form(path).of(html! { button.second type="submit" { "Take it back" span.hidden { ": " (term) } } })),
            }
        },
    ]
}
