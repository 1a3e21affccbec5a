//! What is told of the files before anything is brought in: the first rows as they were understood, what is not read, what was refused.

use maud::{Markup, html};

use crate::{
    exchange::{
        Problem,
        diff::Report,
        finished::{facts_of_contact, facts_of_pupil},
    },
    web::ui::table::table,
};

/// How many refusals are shown at once; the rest stands behind a press.
const MANY: usize = 20;

/// The first pupils and contacts as they were understood.
pub(super) fn first_rows(report: &Report) -> Markup {
    let pupils: Vec<String> = report.first.pupils.iter().map(|p| facts_of_pupil(p).join(" · ")).collect();
    let contacts: Vec<String> = report.first.guardians.iter().map(|c| facts_of_contact(c).join(" · ")).collect();
    html! {
        @if !pupils.is_empty() || !contacts.is_empty() {
            h2 { "The first rows as they were understood" }
            p { "If something stands in the wrong place here, say what the columns are before you bring anything in." }
            @if !pupils.is_empty() { h3 { "Pupils" } ul { @for one in &pupils { li { (one) } } } }
            @if !contacts.is_empty() { h3 { "Contacts" } ul { @for one in &contacts { li { (one) } } } }
        }
    }
}

/// The columns that hold something and are not read.
pub(super) fn unread(report: &Report) -> Markup {
    html! {
        @if !report.unread.is_empty() {
            p { "Not read:" }
            ul {
                @for unread in &report.unread {
                    li { "“" (unread.column) "” of " (unread.file) @if !unread.why.is_empty() { ": it " (unread.why) } }
                }
            }
        }
    }
}

/// What was refused, by name; then what is only to be looked at.
pub(super) fn problems(problems: &[Problem]) -> Markup {
    let (refused, others): (Vec<&Problem>, Vec<&Problem>) = problems.iter().partition(|p| p.refused);
    let (shown, more) = refused.split_at(refused.len().min(MANY));
    html! {
        @if !refused.is_empty() {
            h2 { (refused.len()) " refused" }
            p { "What is refused changes nothing; everything else comes in. Put it right in the other system or in the file, and import again." }
            (list("Refused, and why", shown))
            @if !more.is_empty() { details { summary { (more.len()) " more that are refused" } (list("Refused, and why", more)) } }
        }
        @if !others.is_empty() {
            h2 { "To look at" }
            p { "These rows come in. This is how they were read, or what of them was left as it was." }
            details open[others.len() <= MANY] { summary { (others.len()) " to look at" } (list("What, and where", &others)) }
        }
        @if !problems.is_empty() { p.no-print { a href="/import/problems" download { "Download this list as CSV" } } }
    }
}

fn list(caption: &str, problems: &[&Problem]) -> Markup {
    let rows: Vec<Vec<Markup>> = problems
        .iter()
        .map(|p| {
            let line = if p.line == 0 { String::new() } else { p.line.to_string() };
            let file = if p.file.is_empty() { "All files" } else { &p.file };
            let who = match p.who.as_str() {
                "" if p.line == 0 => "The whole file",
                "" => "Several rows",
                named => named,
            };
            vec![html! { (who) }, html! { (p.message) }, html! { (file) }, html! { (line) }, html! { (p.column) }]
        })
        .collect();
    table(caption, &["Who", "What", "File", "Line", "Column"], &rows, "")
}

/// The problems as CSV for a spreadsheet. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub(super) fn as_csv(report: &Report) -> String {
    let mut out = String::from("\u{feff}File,Line,Column,Who,What is wrong,Refused\r\n");
    for problem in &report.problems {
        let refused = if problem.refused { "yes" } else { "no" };
        let line = problem.line.to_string();
        let cells = [&problem.file, &line, &problem.column, &problem.who, &problem.message].map(|c| cell(c));
        out.push_str(&format!("{},{}\r\n", cells.join(","), cell(refused)));
    }
    out
}

fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_problems_holds_no_formula() {
        let problem = Problem {
            file: "=cmd.csv".to_owned(),
            line: 3,
            column: "UPN".to_owned(),
            who: "Temi Okafor".to_owned(),
            message: "\"@x\" is not a UPN".to_owned(),
            refused: false,
        };
        let report = Report { problems: vec![problem], ..Report::default() };
        let row = "\r\n\"'=cmd.csv\",\"3\",\"UPN\",\"Temi Okafor\",\"\"\"@x\"\" is not a UPN\",\"no\"\r\n";
        assert!(as_csv(&report).ends_with(row));
    }
}
