//! The section of the record, the form by which advice is asked, and one piece of advice with all that became of it.

use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        time::LongDay,
    },
    store::{
        advice::{Advice, Strategy},
        documents::HeldDocument,
        pupils::head::Head,
    },
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, select, text_input, textarea},
            typed::Typed,
        },
        frame::{page::Page, session::Person},
        pupil::head::{self, entered},
        ui::{
            button::button,
            post_form::post_form,
            summary_list::summary_list,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const NEW: &str = "Advice is asked";
pub(super) const TITLE: &str = "Advice and report";

/// The section on the page of the record.
pub(in crate::web) fn section(head: &Head, all: &[Advice]) -> Markup {
    let path = format!("/pupils/{}/advice", head.id);
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { a href=(format!("{path}/{}", one.id)) { (who(one)) } },
                html! { (LongDay(one.asked_on)) },
                html! {
                    @match &one.report {
                        Some(report) => (LongDay(report.received_on)),
                        None => (tag(Tone::Soon, "Not yet")),
                    }
                },
                html! { @match one.readers.len() { 0 => "Nobody yet", _ => (names(one)) } },
                html! { @if one.strategies.is_empty() { "None yet" } @else { ul.bare { @for s in &one.strategies { li { (s.strategy) } } } } },
            ]
        })
        .collect();
    html! {
        section aria-labelledby="advice" {
            h2 #advice { "Professionals and reports" }
            (table(
                "Advice that was asked, the newest first",
                &["From whom", "Asked on", "Report came", "Read by", "Became"],
                &rows,
                "No advice has been asked.",
            ))
            @if head.may(Thing::SenRecord, Verb::Change) { p.actions.no-print { a.second href=(format!("{path}/new")) { "Record that advice is asked" } } }
        }
    }
}

/// "Educational psychologist (Dr Lee)".
fn who(one: &Advice) -> String {
    match one.asked.name.as_str() {
        "" => one.asked.profession.clone(),
        name => format!("{} ({name})", one.asked.profession),
    }
}

fn names(one: &Advice) -> String {
    one.readers.iter().map(|(_, name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
}

pub(super) fn new(head: &Head, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        (text_input(&field("profession", "Profession", "For example: educational psychologist, speech and language therapist"), "text", "off"))
        (text_input(&field("name", "Name, if you know it", ""), "text", "off"))
        (text_input(&field("service", "Service", "For example: the authority’s autism team"), "text", "off"))
        (date_input(&field("asked_on", "Asked on", "")))
        (textarea(&field("about", "What you ask", ""), 3))
        (text_input(
            &field(
                "parents_agreed",
                "When and how the parents agreed",
                "They are always part of this decision (Code of Practice 6.47, 6.59).",
            ),
            "text",
            "off",
        ))
        (button("Save"))
    };
    head::form(head, "/record", NEW, errors, "/advice", &fields)
}

/// A form as it was filled in, and what is wrong with it.
pub(super) struct Filled<'a> {
    pub(super) typed: &'a Typed,
    pub(super) errors: &'a FormErrors,
}

/// The page of one piece of advice; with the targets and the documents that may be chosen.
pub(super) fn one(
    person: &Person,
    head: &Head,
    found: &Advice,
    (targets, documents): (&[Strategy], &[HeldDocument]),
    filled: &Filled<'_>,
) -> Markup {
    let path = format!("/pupils/{}/advice/{}", head.id, found.id);
    let changes = head.may(Thing::SenRecord, Verb::Change);
    let has_read = found.readers.iter().any(|(id, ..)| *id == person.viewer.staff.0);
    html! {
        p.no-print { a href=(format!("/pupils/{}/record", head.id)) { "Back to " (head.name.forename) } }
        (error_summary(filled.errors))
        h1 { (who(found)) }
        p.lead { "About " (head.name.full()) @if !found.asked.service.is_empty() { " · " (found.asked.service) } }
        (facts(head, found))
        @if found.report.is_some() && !has_read {
            (post_form(format!("{path}/reading")).class("no-print").of(html! { (button("I have read this report")) }))
        }
        @if changes { (forms(head, found, targets, filled)) (document(head, found, documents, filled)) }
    }
}

fn facts(head: &Head, found: &Advice) -> Markup {
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    let mut list = vec![
        ("Asked on", html! { (LongDay(found.asked_on)) }),
        ("What was asked", html! { (found.asked.about) }),
        ("Parents agreed", html! { (or(&found.asked.parents_agreed, "Not recorded")) }),
        ("Entered", entered(Some(found.entered), found.by.as_ref())),
    ];
    match &found.report {
        None => list.push(("Report", tag(Tone::Soon, "Not yet"))),
        Some(report) => {
            list.push(("Report came", html! { (LongDay(report.received_on)) }));
            list.push(("What it says", html! { (report.summary) }));
            list.push((
                "Document",
                html! {
                    @if found.documents.is_empty() { "None is filed for it" } @else {
                        ul.bare { @for (id, title) in &found.documents {
                            li { a href=(format!("/pupils/{}/documents/{id}", head.id)) download { (title) } }
                        } }
                    }
                },
            ));
            list.push((
                "Read by",
                html! {
                    @if found.readers.is_empty() { "Nobody yet" } @else {
                        ul.bare { @for (_, name, at) in &found.readers { li { (name) ", " (LongDay(at.today())) } } }
                    }
                },
            ));
            list.push(("Became", html! {
                @if found.strategies.is_empty() { "No strategy yet" } @else {
                    ul.bare { @for s in &found.strategies { li { (s.strategy) " – " a href=(format!("/plans/{}", s.plan)) { (s.wording) } } } }
                }
            }));
        }
    }
    summary_list(&list)
}

/// The strategies that a report became.
fn forms(head: &Head, found: &Advice, targets: &[Strategy], filled: &Filled<'_>) -> Markup {
    let (typed, errors) = (filled.typed, filled.errors);
    let path = format!("/pupils/{}/advice/{}", head.id, found.id);
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let free: Vec<(String, String)> = targets
        .iter()
        .filter(|t| !t.strategy.is_empty() && !found.strategies.iter().any(|s| s.target == t.target))
        .map(|t| (t.target.to_string(), format!("{} ({})", t.strategy, t.wording)))
        .collect();
    let options: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(free.iter().map(|(id, words)| (id.as_str(), words.as_str()))).collect();
    html! {
        @if found.report.is_some() && !free.is_empty() {
            h2 { "What became of it" }
            (post_form(format!("{path}/strategy")).class("panel").of(html! {
                (select(&field("target", "It became this strategy", "The strategies of the current targets. A new one is written in the plan."), &options))
                (button("Save"))
            }))
        }
    }
}

/// The report, with the document that was filed for it; once it has come, one more document.
fn document(head: &Head, found: &Advice, documents: &[HeldDocument], filled: &Filled<'_>) -> Markup {
    let path = format!("/pupils/{}/advice/{}", head.id, found.id);
    let field = |name, label, hint| Field { name, label, hint, value: filled.typed.get(name), errors: filled.errors };
    let free: Vec<(String, String)> = documents
        .iter()
        .filter(|one| !found.documents.iter().any(|(id, _)| *id == one.id))
        .map(|one| (one.id.to_string(), format!("{}, {}", one.title, LongDay(one.dated_on))))
        .collect();
    let none = if found.report.is_none() { "None, or not yet" } else { "Choose" };
    let options: Vec<(&str, &str)> =
        std::iter::once(("", none)).chain(free.iter().map(|(id, words)| (id.as_str(), words.as_str()))).collect();
    let add = html! { p { "Is it not here yet? " a href=(format!("/pupils/{}/documents/new", head.id)) { "Add a document" } ", then come back." } };
    let choice = html! { (select(&field("document", "The document filed for it", "Whoever may see the record can open it."), &options)) };
    html! {
        @if found.report.is_none() {
            h2 { "The report has come" }
            (post_form(format!("{path}/report")).class("panel").of(html! {
                (date_input(&field("received_on", "Came on", "")))
                (textarea(
                    &field(
                        "summary",
                        "What it says, in short",
                        "The report itself belongs in the documents. Child protection records do not belong here.",
                    ),
                    4,
                ))
                @if !free.is_empty() { (choice) }
                (add)
                (button("Save the report"))
            }))
        } @else {
            h2 { "The report itself" }
            @if free.is_empty() { (add) } @else {
                (post_form(format!("{path}/document")).class("panel").of(html! {
                    (choice)
                    (add)
                    (button("File it here"))
                }))
            }
        }
    }
}
