//! The languages, one of them, and a part of its texts beside the English.

use maud::{Markup, html};

use crate::{
    domain::{count::counted, language::Language, time::LongDay, wording::Wording},
    texts::{self, Section},
    web::{
        form::{
            fields::{Field, FormErrors, error_summary, text_input},
            typed::Typed,
        },
        frame::page::{Nav, Page},
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The most letters of a speaker's name.
pub(super) const MOST_NAME: usize = 200;

const TITLE: &str = "Languages of families";

/// Every language, and how it stands.
pub(super) fn languages(wording: &Wording) -> Page {
    let rows: Vec<_> = Language::ALL
        .iter()
        .map(|one| {
            vec![
                html! { a href=(format!("/settings/languages/{}", one.as_code())) { (one.words()) } },
                html! { bdi lang=(one.tag()) { (one.own_name()) } },
                standing(wording, *one),
                html! { (counted(wording.of(*one).count(), "line", "lines")) },
            ]
        })
        .collect();
    let body = html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        h1 { (TITLE) }
        p.lead { "Mails, letters and pages for parents are written in these. A mail in another language has the English below it." }
        p {
            "The words were written once and are never made by a machine. Until somebody who speaks a language has looked it over, "
            "each message in it says so. What people write themselves stays in their own words."
        }
        (table("Languages", &["Language", "Its own name", "State", "Worded by the school"], &rows, "None"))
    };
    Page::new(TITLE, body).at(Nav::Settings)
}

fn standing(wording: &Wording, language: Language) -> Markup {
    let lacking =
        texts::lacking(language).into_iter().filter(|id| wording.of(language).all(|(own, _)| own != *id)).count();
    html! {
        @if language.is_english() { (tag(Tone::Good, "Reviewed")) }
        @else if let Some(by) = wording.looked_over(language) { (tag(Tone::Good, "Looked over")) " by " (by.speaker) }
        @else { (tag(Tone::Soon, "Draft: check with a speaker")) }
        @if lacking > 0 { " " (counted(lacking, "line", "lines")) " said in English" }
    }
}

/// One language: who looked it over, and the parts of its texts.
pub(super) fn language(wording: &Wording, language: Language, typed: &Typed, errors: &FormErrors) -> Page {
    let there = format!("/settings/languages/{}", language.as_code());
    let body = html! {
        p.no-print { a href="/settings/languages" { "Back to the languages" } }
        (error_summary(errors))
        h1 { (language.words()) }
        @if !language.is_english() { (checking(wording, language, typed, errors)) }
        h2 { "The texts" }
        ul {
            @for (n, section) in texts::sections(Language::English).iter().enumerate() {
                li { a href=(format!("{there}/texts/{}", n + 1)) { (section.title) } " " span.muted { (counted(section.lines.len(), "line", "lines")) } }
            }
        }
    };
    Page::new(language.words(), body).at(Nav::Settings)
}

fn checking(wording: &Wording, language: Language, typed: &Typed, errors: &FormErrors) -> Markup {
    let known = wording.looked_over(language);
    let value = match typed.get("speaker") {
        "" if errors.is_empty() => known.map_or("", |one| one.speaker.as_str()),
        typed => typed,
    };
    html! {
        section.panel aria-labelledby="checked" {
            h2 #checked { "Has a speaker looked it over?" }
            p { (standing(wording, language)) }
            @if let Some(one) = known {
                p.muted { "Entered on " (LongDay(one.at.today())) @if let Some(by) = &one.by { " by " (by.formal()) } "." }
            }
            (post_form(format!("/settings/languages/{}/check", language.as_code())).of(html! {
                (text_input(
                    &Field {
                        name: "speaker",
                        label: "Who speaks it and has read every text",
                        hint: "Their name, and who they are. Empty the field to take it back.",
                        value,
                        errors,
                    },
                    "text",
                    "off",
                ))
                p { (button("Save")) }
            }))
        }
    }
}

/// A part of the texts: the English, and a field for each line.
pub(super) fn edit(
    language: Language,
    (number, section): (usize, &Section),
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let there = format!("/settings/languages/{}", language.as_code());
    let title = format!("{}: {}", language.words(), section.title);
    let body = html! {
        p.no-print { a href=(there) { "Back to " (language.words()) } }
        (error_summary(errors))
        h1 { (title) }
        p.lead {
            "Keep what stands in braces, like { $name }: a name, a day or a number is put in there. "
            "Empty a field to put the words back that come with Thrice."
        }
        (post_form(format!("{there}/texts/{number}")).of(html! {
            @for line in &section.lines {
                fieldset.row {
                    legend { code { (line.id) } }
                    @if !language.is_english() { p.said-in-english lang="en-GB" { (line.pattern) } }
                    (own(language, line.id, typed, errors))
                }
            }
            p.actions { (button("Save these texts")) }
        }))
    };
    Page::new(title, body).at(Nav::Settings)
}

/// A field in the language and the direction of what stands in it.
fn own(language: Language, id: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let value = typed.get(id);
    let wrong = errors.get(id);
    let error = wrong.map(|_| format!("{id}-error"));
    let rows = value.lines().count().clamp(2, 12);
    html! {
        div.field.field-wrong[wrong.is_some()] {
            label for=(id) { "In " (language.words()) span.hidden { ": " (id) } }
            @if let Some(wrong) = wrong { p.field-error id=(format!("{id}-error")) { span.hidden { "Error: " } (wrong) } }
            textarea id=(id) name=(id) rows=(rows) lang=(language.tag()) dir=(language.dir())
                aria-describedby=[error] aria-invalid=[wrong.map(|_| "true")] { (value) }
        }
    }
}
