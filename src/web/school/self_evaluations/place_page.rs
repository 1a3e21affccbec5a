//! How the page of a statement looks, and of what stands above it.

use maud::{Markup, html};

use super::{FrameworkSeen, actions, address, figures::beside, signed};
use crate::{
    domain::{
        ids::StaffId,
        people::Name,
        self_evaluation::{Place, Rater, Statement, by_term},
    },
    store::self_evaluations::written::{Note, NoteKind, Rating},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, radios, select, text_input, textarea},
            nameless::no_name,
            typed::Typed,
        },
        ui::{
            button::button,
            lines::lines,
            post_form::post_form,
            safe_url::SafeUrl,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// What the page is called.
pub(super) fn title(place: Place<'_>) -> String {
    place.statement().map_or_else(|| place.words().to_owned(), |one| format!("Statement {}", one.key))
}

pub(super) fn page(
    seen: &FrameworkSeen,
    place: Place<'_>,
    owners: &[(StaffId, Name)],
    typed: &Typed,
    errors: &FormErrors,
) -> Markup {
    let framework = seen.framework();
    let there = format!("{}/places/{}", address(&framework.key), place.key());
    html! {
        p.no-print { a href=(address(&framework.key)) { "Back to " (framework.title) } }
        (error_summary(errors))
        h1 { (title(place)) }
        @if let Some(one) = place.statement() { (head(seen, one)) (history(seen, one)) }
        @if seen.may.change && place.statement().is_some() { (rating_form(seen, place, &there, typed, errors)) }
        section aria-labelledby="evidence-heading" {
            h2 #evidence-heading { "Evidence" }
            (notes(&seen.notes_on(place.key(), NoteKind::Evidence), seen.may.change, "No evidence is named yet."))
            @if seen.may.change { (evidence_form(&there, typed, errors)) }
        }
        section aria-labelledby="comments-heading" {
            h2 #comments-heading { "Comments" }
            (notes(&seen.notes_on(place.key(), NoteKind::Comment), seen.may.change, "Nobody has commented yet."))
            @if seen.may.change { (comment_form(&there, typed, errors)) }
        }
        (actions::list(&seen.actions_on(place.key()), seen, false))
        @if seen.may.change { (action_form(&there, owners, typed, errors)) }
    }
}

fn head(seen: &FrameworkSeen, one: &Statement) -> Markup {
    html! {
        p.lead { (one.words) @if one.is_statutory { " " (tag(Tone::Sky, "Asked by law")) } }
        @if let Some(figure) = one.figure { (beside(seen, figure)) }
    }
}

/// What was said term by term, and everything that was ever said.
fn history(seen: &FrameworkSeen, one: &Statement) -> Markup {
    let all: Vec<Rating> = seen.ratings.iter().filter(|rating| rating.place == one.key).cloned().collect();
    let terms = by_term(&seen.calendar, &all, |rating| (rating.rater, rating.at));
    let cell = |rating: Option<&Rating>| {
        html! {
            @if let Some(rating) = rating {
                (seen.rated(rating))
                @if !rating.second_rater.is_empty() { p { (rating.second_rater) } }
                @if !rating.reason.is_empty() { p { (lines(&rating.reason)) } }
                p.muted { (signed(rating.by.as_ref(), rating.at)) }
            } @else { "–" }
        }
    };
    let rows: Vec<Vec<Markup>> = terms
        .iter()
        .map(|term| {
            let difference = seen.difference(term.school, term.second).unwrap_or_else(|| "–".to_owned());
            let name = html! { (term.season.title()) " " (term.year) };
            vec![name, cell(term.school), cell(term.second), html! { (difference) }]
        })
        .collect();
    let heads = ["Term", "The school", "Second rater", "Difference"];
    html! {
        (table("Ratings by term: what was said last in each", &heads, &rows, "Nobody has rated it yet."))
        @if all.len() > terms.len() {
            details {
                summary { "Every rating (" (all.len()) ")" }
                ul { @for rating in all.iter().rev() { li {
                    @if rating.second_rater.is_empty() { (rating.rater.words()) } @else { (rating.second_rater) }
                    ": " (rating.step_words) ". " (rating.reason) " " span.muted { (signed(rating.by.as_ref(), rating.at)) }
                } } }
            }
        }
    }
}

fn rating_form(seen: &FrameworkSeen, place: Place<'_>, there: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let said = |key: &str| place.statement()?.descriptors.iter().find(|(step, _)| step == key).map(|(_, words)| words);
    let steps: Vec<(String, String)> = seen
        .framework()
        .scale
        .iter()
        .map(|step| {
            let more = said(&step.key).unwrap_or(&step.descriptor);
            let words = if more.is_empty() { step.words.clone() } else { format!("{}: {more}", step.words) };
            (step.key.clone(), words)
        })
        .collect();
    let steps: Vec<_> = steps.iter().map(|(key, words)| (key.as_str(), words.as_str())).collect();
    let raters: Vec<_> = Rater::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let rater = if typed.get("rater").is_empty() { Rater::School.as_code() } else { typed.get("rater") };
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (post_form(format!("{there}/ratings")).class("panel no-print").of(html! {
            h2 { "Rate it" }
            (radios(&field("step", "How far is it so?", ""), &steps))
            (radios(&Field { value: rater, ..field("rater", "Who rates?", "") }, &raters))
            (text_input(&field("second_rater", "Who the second rater is", "Only for a second rater: a person, or another school."), "text", "off"))
            (textarea(&field("reason", "Why", "May be left empty. No child’s name: governors and other schools read it."), 2))
            @if errors.get("reason").is_some() { (no_name(typed, errors)) }
            p.actions { (button("Save the rating")) }
        }))
    }
}

fn evidence_form(there: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (post_form(format!("{there}/evidence")).class("panel no-print").of(html! {
            (textarea(&field("evidence", "What shows it", "Where somebody from outside could see it. No child’s name."), 2))
            (text_input(&field("link", "Address of a web page", "May be left empty."), "url", "off"))
            @if errors.get("evidence").is_some() { (no_name(typed, errors)) }
            p.actions { (button("Add the evidence")) }
        }))
    }
}

fn comment_form(there: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (post_form(format!("{there}/comments")).class("panel no-print").of(html! {
            (textarea(&field("comment", "Your comment", "No child’s name."), 2))
            @if errors.get("comment").is_some() { (no_name(typed, errors)) }
            p.actions { (button("Add the comment")) }
        }))
    }
}

fn action_form(there: &str, owners: &[(StaffId, Name)], typed: &Typed, errors: &FormErrors) -> Markup {
    let names: Vec<(String, String)> = owners.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let mut options = vec![("", "Choose")];
    options.extend(names.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (post_form(format!("{there}/actions")).class("panel no-print").of(html! {
            h2 { "Take something on" }
            (textarea(&field("action", "What is to be done", "No child’s name."), 2))
            (select(&field("owner", "Who does it", "It stands on their first page until it is done."), &options))
            (date_input(&field("due_on", "By when", "")))
            @if errors.get("action").is_some() { (no_name(typed, errors)) }
            p.actions { (button("Add the action")) }
        }))
    }
}

fn notes(all: &[&Note], changes: bool, empty: &str) -> Markup {
    html! {
        @if all.is_empty() { p.empty { (empty) } }
        @else { ul.rows { @for one in all {
            li.row {
                div.row-what {
                    (lines(&one.words))
                    @if let Some(page) = SafeUrl::web(&one.link) { p { a href=(page) rel="noreferrer" { (page) } } }
                    p.muted { (signed(one.by.as_ref(), one.at)) }
                }
                @if changes {
                    (post_form(format!("/self-evaluation/notes/{}/withdrawal", one.id)).class("no-print").of(html! {
                        button.second type="submit" { "Take it out" span.hidden { ": " (one.words) } }
                    }))
                }
            }
        } } }
    }
}
