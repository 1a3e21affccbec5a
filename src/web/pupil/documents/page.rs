//! The list of files, and the two forms.

use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        document::{Circle, Sort, size_words},
        time::LongDay,
    },
    store::{documents::HeldDocument, pupils::head::Head, safeguarding::Candidate},
    web::{
        form::{
            fields::{
                Field, FormErrors, checkboxes, date_input, error_summary, file_input, radios, select, text_input,
                textarea,
            },
            typed::Typed,
        },
        frame::page::Page,
        pupil::head::{self, entered},
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) const UPLOAD: &str = "Add a document";
const READERS: &str = "Who reads a document";
const WITHDRAW: &str = "Withdraw a document";

pub(super) fn list(head: &Head, all: &[HeldDocument]) -> Markup {
    let changes = head.may(Thing::SenRecord, Verb::Change);
    let path = format!("/pupils/{}/documents", head.id);
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .filter(|one| one.withdrawn.is_none())
        .map(|one| {
            vec![
                html! {
                    a href=(format!("{path}/{}", one.id)) download { (one.title) }
                    @for (advice, profession) in &one.report_of {
                        br; "Report of: " a href=(format!("/pupils/{}/advice/{advice}", head.id)) { (profession) }
                    }
                },
                html! { (one.sort.words()) br; span.muted { (one.kind.words()) ", " (size_words(one.bytes)) } },
                html! { @match &one.readers { Some(names) => { strong { "Only " } (names.join(", ")) }, None => (Circle::Record.words()) } },
                html! { (LongDay(one.dated_on)) },
                html! {
                    (entered(Some(one.entered), one.by.as_ref()))
                    @if changes {
                        br; a.no-print href=(format!("{path}/{}/readers", one.id)) { "Readers" span.hidden { " of " (one.title) } }
                        " " a.no-print href=(format!("{path}/{}/withdrawal", one.id)) { "Withdraw" span.hidden { ": " (one.title) } }
                    }
                },
            ]
        })
        .collect();
    let withdrawn: Vec<&HeldDocument> = all.iter().filter(|one| one.withdrawn.is_some()).collect();
    html! {
        section aria-labelledby="documents" {
            h2 #documents { "Documents" }
            (table("The newest first", &["Document", "What it is", "Who reads it", "Dated", "Entered"], &rows, "No document has been added."))
            @if changes { p.actions.no-print { a.second href=(format!("{path}/new")) { (UPLOAD) } } }
            @if !withdrawn.is_empty() {
                details {
                    summary { "Withdrawn (" (withdrawn.len()) ")" }
                    ul { @for one in withdrawn {
                        li { (one.title) ", " (LongDay(one.dated_on)) @if let Some(why) = &one.withdrawn { ": " (why) } }
                    } }
                }
            }
        }
    }
}

pub(super) fn upload(head: &Head, circle: &[Candidate], typed: &Typed, errors: &FormErrors) -> Markup {
    let path = format!("/pupils/{}/documents", head.id);
    let mut sorts = vec![("", "Choose")];
    sorts.extend(Sort::ALL.iter().map(|sort| (sort.as_code(), sort.words())));
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        p.no-print { a href=(path) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { (UPLOAD) }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } }
        (post_form(path).class("panel").brings_files().of(html! {
            (file_input(
                &field(
                    "file",
                    "File",
                    "A PDF, a PNG or JPEG picture, or a Word document (.docx), at most 10 MB. \
                     Child protection records do not belong here.",
                ),
                ".pdf,.png,.jpg,.jpeg,.docx",
                false,
            ))
            (text_input(&field("title", "Title", "Left empty, it is taken from the name of the file."), "text", "off"))
            (date_input(&field("dated_on", "Date of the document", "The day it bears, which may be long before today.")))
            (select(&field("sort", "What kind of document it is", "A court or family document always has named readers."), &sorts))
            (who_reads(head, circle, typed, errors))
            (button("Add the document"))
        }))
    }
}

/// Who is to read a document: everybody who sees the record, or those who are named.
fn who_reads(head: &Head, circle: &[Candidate], typed: &Typed, errors: &FormErrors) -> Markup {
    let circles: Vec<_> = Circle::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let called = |one: &Candidate| format!("{}, {}", one.name.formal(), one.role.words());
    let everybody = circle.iter().map(called).collect::<Vec<_>>().join("; ");
    let record = format!("The record of {} is seen today by {everybody}.", head.name.forename);
    let readers: Vec<(String, String)> = circle.iter().map(|one| (one.staff.to_string(), called(one))).collect();
    let readers: Vec<(&str, &str)> = readers.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
    let ticked: Vec<&str> = typed.0.iter().filter(|(name, _)| name == "reader").map(|(_, id)| id.as_str()).collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let few = "As few as need to know, and you. For everybody else the document does not exist, the head and other SENCOs included.";
    html! {
        (radios(&field("circle", "Who reads it", &record), &circles))
        (checkboxes(&field("reader", "Named readers", few), &readers, &ticked))
    }
}

pub(super) fn readers(
    head: &Head,
    held: &HeldDocument,
    circle: &[Candidate],
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let fields = html! {
        p { strong { (held.title) } ", " (held.sort.words()) ", " (LongDay(held.dated_on)) }
        (who_reads(head, circle, typed, errors))
        (button("Save who reads it"))
    };
    head::form(head, "/documents", READERS, errors, &format!("/documents/{}/readers", held.id), &fields)
}

pub(super) fn withdrawal(head: &Head, held: &HeldDocument, typed: &Typed, errors: &FormErrors) -> Page {
    let hint = "Nobody can open it any more. That it was here, and why it was withdrawn, stays.";
    let fields = html! {
        p { strong { (held.title) } ", " (held.kind.words()) ", " (LongDay(held.dated_on)) }
        (textarea(&Field { name: "why", label: "Why", hint, value: typed.get("why"), errors }, 2))
        (button("Withdraw it"))
    };
    head::form(head, "/documents", WITHDRAW, errors, &format!("/documents/{}/withdrawal", held.id), &fields)
}
