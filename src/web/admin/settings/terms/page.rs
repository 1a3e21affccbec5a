//! How the page of a school year looks.

use maud::{Markup, html};

use super::{
    TermsOfYear,
    form::{DAYS, field},
};
use crate::{
    domain::{
        calendar::{ClosureKind, Season},
        time::LongDay,
    },
    web::{
        admin::imports::upload::ACCEPTED,
        form::{
            fields::{
                Field, FormErrors, date_input, error_summary, file_input, second_button, select, text_input, textarea,
            },
            typed::Typed,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// What the page has to say before its form.
#[derive(Default)]
pub(super) struct Said {
    /// Somebody else saved meanwhile: what is saved now stands beside.
    pub(super) overtaken: bool,
    /// Something was pasted: what of it could not be read.
    pub(super) pasted: Option<Vec<String>>,
}

pub(super) fn page(back: &Markup, year: &TermsOfYear, typed: &Typed, errors: &FormErrors, said: &Said) -> Markup {
    html! {
        (back)
        (error_summary(errors))
        @if let Some(problems) = &said.pasted { (pasted(problems)) }
        h1 { "Terms and closures in " (year.year) }
        p { "What is due, when messages go, and which days can be offered to parents all follow from these days." }
        @if said.overtaken { (now(year)) }
        (post_form("/settings/terms").id("terms").of(html! {
            @if let Some(sentence) = errors.get("terms") { p.field-error #terms-error { span.hidden { "Error: " } (sentence) } }
            input type="hidden" name="year" value=(year.year.starting());
            input type="hidden" name="seen" value=(typed.get("seen"));
            @for season in Season::ALL { (term(*season, typed, errors)) }
            (closures(typed, errors))
            p.hint { "Bank holidays are known already: " (holidays(year)) "." }
            (button("Save terms and closures"))
        }))
        (otherwise(year, typed, errors))
        p.no-print {
            @for other in [year.this_year, year.this_year.next()] {
                @if other != year.year { a href=(format!("/settings/terms?year={}", other.starting())) { "Terms and closures in " (other) } }
            }
        }
    }
}

fn term(season: Season, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        fieldset.row {
            legend { (season.title()) " term" }
            @for (end, label) in DAYS {
                @let name = field(season, end);
                (date_input(&Field { name: &name, label, hint: "", value: typed.get(&name), errors }))
            }
        }
    }
}

fn closures(typed: &Typed, errors: &FormErrors) -> Markup {
    let kinds = [("inset", "INSET day"), ("other", "Closed for another reason")];
    html! {
        h2 { "INSET days and other closures" }
        p.hint { "Empty a row to take it away. For more rows than these, save: new ones come." }
        @for n in 0..typed.rows("closure") {
            @let (day, kind, note) = (format!("closure-{n}-day"), format!("closure-{n}-kind"), format!("closure-{n}-note"));
            fieldset.row {
                legend { "Closed day " (n + 1) }
                (date_input(&Field { name: &day, label: "Day", hint: "", value: typed.get(&day), errors }))
                (select(&Field { name: &kind, label: "Why", hint: "", value: typed.get(&kind), errors }, &kinds))
                (text_input(&Field { name: &note, label: "Note (optional)", hint: "", value: typed.get(&note), errors }, "text", "off"))
            }
        }
    }
}

fn holidays(year: &TermsOfYear) -> String {
    let days: Vec<String> = year.holidays.iter().map(|(day, name)| format!("{name} on {}", LongDay(*day))).collect();
    if days.is_empty() { "none of this year".to_owned() } else { days.join(", ") }
}

/// The other ways to fill the form: a file, or pasted rows.
fn otherwise(year: &TermsOfYear, typed: &Typed, errors: &FormErrors) -> Markup {
    let file = "CSV, text or Excel (.xlsx) with a row of headings: term, first day, half term, last day; or day, INSET, note. Several at once if you like.";
    let file = Field { name: "files", label: "File of term dates or closures", hint: file, value: "", errors };
    let none = FormErrors::default();
    let hint = "From a spreadsheet, a CSV file or a letter: a row a term (term, first day, half term, last day), \
        then an empty line, then a row a closed day (day, INSET, note).";
    let text = Field { name: "text", label: "Rows", hint, value: typed.get("text"), errors: &none };
    html! {
        details.no-print open[!typed.get("text").is_empty() || errors.get("files").is_some()] {
            summary { "From a file, or pasted" }
            p { "Nothing is saved by this: the form above is filled with what could be read, for you to look over." }
            (post_form(format!("/settings/terms/file?year={}", year.year.starting())).class("panel").brings_files().of(html! {
                (file_input(&file, ACCEPTED, true))
                (second_button("Fill the form from the file"))
            }))
            (post_form("/settings/terms/pasted").class("panel").of(html! {
                input type="hidden" name="year" value=(year.year.starting());
                (textarea(&text, 8))
                (second_button("Fill the form with these rows"))
            }))
        }
    }
}

fn pasted(problems: &[String]) -> Markup {
    html! {
        div.banner role="status" {
            p { strong { "Not saved yet. " } "The form holds what could be read. Look it over, then save." }
            @if !problems.is_empty() {
                p { "What could not be read:" }
                ul { @for problem in problems { li { (problem) } } }
            }
        }
    }
}

/// What is saved now, for somebody who was overtaken.
fn now(year: &TermsOfYear) -> Markup {
    let row = |what: String, from, to| vec![html! { (what) }, html! { (LongDay(from)) }, html! { (LongDay(to)) }];
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    for term in &year.terms {
        rows.push(row(format!("{} term", term.season.title()), term.starts_on, term.ends_on));
        if let Some((from, to)) = term.half_term {
            rows.push(row("Half term".to_owned(), from, to));
        }
    }
    for (day, kind, _) in &year.closures {
        rows.push(row(if *kind == ClosureKind::Inset { "INSET day" } else { "Closed" }.to_owned(), *day, *day));
    }
    table("What is saved now", &["What", "First day", "Last day"], &rows, "Nothing is saved.")
}
