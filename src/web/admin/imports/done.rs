//! One import that was made: what it did, and the way back while there is one.

use maud::{Markup, html};

use super::page::{by, when};
use crate::{
    domain::{count::counted, time::Moment},
    intake,
    store::imports::Made,
    web::{
        form::fields::second_button,
        ui::{post_form::post_form, summary_list::summary_list, table::table},
    },
};

/// What is said of obstacles to somebody who may not be told whom they are about.
pub(super) const BUILT_ON: &str = "People have entered or changed something since. The SENCO can see what.";

pub(super) fn page(made: &Made, obstacles: &[String], now: Moment) -> anyhow::Result<Markup> {
    let number = |n: usize| html! { (n) };
    let rows: Vec<Vec<Markup>> = intake::counts(made)?
        .into_iter()
        .filter(|(_, t)| *t != crate::exchange::diff::Tally::default())
        .map(|(kind, t)| {
            let name = html! { (kind.words()) };
            vec![name, number(t.new), number(t.changed), number(t.unchanged), number(t.leaving), number(t.refused)]
        })
        .collect();
    let files = counted(made.files, "file", "files");
    let heads = ["What", "New", "Changed", "Unchanged", "Left", "Refused"];
    Ok(html! {
        p.no-print { a href="/import" { "Back to the import" } }
        (in_the_way(obstacles))
        h1 { "Import of " (when(made.at)) }
        (summary_list(&[("By", html! { (by(made)) }), ("From", html! { (files) })]))
        (how_far(made, now))
        (table(if made.is_part() { "What it is to do" } else { "What it did" }, &heads, &rows, "Nothing."))
        @match (&made.undone, made.undo_until(now)) {
            (Some((at, who)), _) => {
                p.lead { "Undone on " (when(*at)) @if let Some(who) = who { " by " (who.formal()) } "." }
            }
            (None, Some(until)) => (way_back(made, until)),
            (None, None) if made.goes_on(now) => {}
            (None, None) => p { "It is more than a day old and cannot be undone any more. Import a corrected file instead." },
        }
    })
}

/// How far an import is that is not done, or was cut off.
fn how_far(made: &Made, now: Moment) -> Markup {
    let (done, all) = made.done;
    html! {
        @if made.undone.is_none() && made.goes_on(now) {
            look-again role="status" {
                p.lead { "Under way: " (done) " of " (all) " pupils, adults and lists are done. Others can work meanwhile." }
                p { progress max=(all) value=(done) aria-label="How far the import is" { (done) " of " (all) } }
                p.no-print { a href=(format!("/import/{}", made.id)) { "Look again" } }
            }
        } @else if made.undone.is_none() && made.is_part() {
            div.panel {
                h2 { "This import was cut off" }
                p { (done) " of " (all) " pupils, adults and lists were brought in. Nothing of them is half done." }
                p { "Import the same files again: what is in stays as it is, and only the rest is brought in." }
                p.no-print { a.second href="/import" { "Import the files again" } }
            }
        }
    }
}

fn in_the_way(obstacles: &[String]) -> Markup {
    html! {
        @if !obstacles.is_empty() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "This import was not undone" }
                p { "It can only be taken back whole, and this stands in the way:" }
                ul { @for obstacle in obstacles.iter().take(20) { li { (obstacle) } } }
                @if obstacles.len() > 20 { p { "And " (obstacles.len() - 20) " more." } }
                p { "Import a corrected file instead: it changes only what differs." }
            }
        }
    }
}

fn way_back(made: &Made, until: Moment) -> Markup {
    html! {
        section.panel aria-labelledby="undo" {
            h2 #undo { "Undo it" }
            p { "Until " (when(until)) ", unless people have entered something on what it brought. Everything stands again as it was before, in one go." }
            p {
                "Two things stay: "
                "a restriction that it brought, with the contact it is on, until somebody has decided on it; "
                "and of pupils whom it brought the name, UPN and birthday, off roll, because the audit names them."
            }
            (post_form(format!("/import/{}/reversal", made.id)).of(html! { (second_button("Undo this import")) }))
        }
    }
}
