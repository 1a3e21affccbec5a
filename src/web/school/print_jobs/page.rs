//! The page: what somebody may ask for, and how far what they asked for is.

use maud::{Markup, html};

use super::{
    desk::PrintJob,
    printable::{ALL, Printable},
};
use crate::{
    documents::MAKES_PDF,
    domain::{print_job::PrintContent, time::ClockTime},
    web::{
        form::{
            fields::{Field, FormErrors, error_summary, radios, select},
            typed::Typed,
        },
        ui::{button::button, post_form::post_form},
    },
};

pub(super) const TITLE: &str = "Print many sheets";

/// "Class 4A: sheets for reviews".
pub(super) fn about(whose: &str, content: PrintContent) -> String {
    let what = match content {
        PrintContent::ReviewSheets => "sheets for reviews",
        PrintContent::ClassSheets => "class sheets",
        PrintContent::Both => "class sheets and sheets for reviews",
    };
    format!("{whose}: {what}")
}

pub(super) fn page(printable: &Printable, job: Option<&PrintJob>, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        p.no-print { a href="/packs" { "Back to the print pack" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Class sheets and sheets for reviews in one file, made while you go on with something else." }
        @if let Some(job) = job { (so_far(job)) }
        @if !job.is_some_and(|job| job.stage.goes_on()) {
            @if MAKES_PDF { (choice(printable, typed, errors)) }
            @else { p { "This Thrice was built without PDF: print the page of the pack with your browser instead." } }
        }
        p.muted { "The file is yours alone. It is kept in memory for a day, or until you ask for another." }
    }
}

fn choice(printable: &Printable, typed: &Typed, errors: &FormErrors) -> Markup {
    let ids: Vec<String> = printable.classes.iter().map(|(id, ..)| id.to_string()).collect();
    let named = ids.iter().zip(&printable.classes).map(|(id, one)| (id.as_str(), one.1.as_str()));
    let classes: Vec<(&str, &str)> = [("", "Choose"), (ALL, "Every open plan")].into_iter().chain(named).collect();
    let contents: Vec<(&str, &str)> = PrintContent::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let chosen = match typed.get("content") {
        "" => PrintContent::ReviewSheets.as_code(),
        chosen => chosen,
    };
    let whose = "Of pupils whose reviews you see. Each sheet begins on a page of its own.";
    let what = "A class sheet says what to do, what to avoid and which targets are current; a sheet for a review has room to write.";
    let field = |name, label, hint, value| Field { name, label, hint, value, errors };
    post_form("/packs/many").class("panel").of(html! {
        (select(&field("class", "Whose sheets", whose, typed.get("class")), &classes))
        (radios(&field("content", "What goes into the file", what, chosen), &contents))
        (button("Make the file"))
    })
}

fn so_far(job: &PrintJob) -> Markup {
    html! {
        section.panel aria-labelledby="so-far" {
            h2 #so-far { (job.about) ", asked for at " (ClockTime(job.since.local().time())) }
            p role="status" { strong { (job.stage.words()) } }
            p.actions {
                @if job.stage.goes_on() { a.second href="/packs/many" { "Look again" } }
                @if job.file.is_some() { a.primary href="/packs/many.pdf" download { "Fetch the file" } }
            }
        }
    }
}
