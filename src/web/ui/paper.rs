//! A document as a page shows it: the same parts that a PDF has, in the page's own look.

use maud::{Markup, html};

use super::{bars::bars, summary_list::summary_list, table::table};
use crate::documents::{IndexLine, Part};

/// The parts, in their order.
#[must_use]
pub fn paper(parts: &[Part]) -> Markup {
    html! { @for one in parts { (part(one)) } }
}

fn part(one: &Part) -> Markup {
    match one {
        Part::Lead(words) => html! { p.lead { (words) } },
        Part::Heading(words) => html! { h2 { (words) } },
        Part::Section(key, words) => html! { h2 id=(key) { (words) } },
        Part::Subheading(words) => html! { h3 { (words) } },
        Part::Text(words) => html! { @for words in words.split("\n\n") { p { (words) } } },
        Part::Note(words) => html! { p.muted { (words) } },
        Part::List(lines) => html! { ul { @for line in lines { li { (line) } } } },
        Part::Facts(facts) => {
            let facts: Vec<_> = facts.iter().map(|(name, words)| (name.as_str(), html! { (words) })).collect();
            summary_list(&facts)
        }
        Part::Table(of) => {
            let heads: Vec<&str> = of.heads.iter().map(String::as_str).collect();
            let rows: Vec<Vec<Markup>> =
                of.rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect()).collect();
            table(&of.caption, &heads, &rows, "Nothing is entered.")
        }
        Part::Bars(of) => bars(of),
        Part::Index(lines) => index(lines),
        Part::Room(lines) => html! { div.blanks { @for words in lines { div.blank { strong { (words) } } } } },
        Part::NewPage => html! {},
    }
}

fn index(lines: &[IndexLine]) -> Markup {
    let rows: Vec<Vec<Markup>> = lines
        .iter()
        .map(|line| {
            let answers = html! {
                div.cell-links {
                    @for (n, (key, words)) in line.answers.iter().enumerate() { @if n > 0 { br; } a href=(format!("#{key}")) { (words) } }
                    @if !line.note.is_empty() { @if !line.answers.is_empty() { br; } strong { (line.note) } }
                }
            };
            vec![html! { (line.asks) }, answers]
        })
        .collect();
    table(
        "What is asked, and where it is answered",
        &["What is asked", "Where it is answered"],
        &rows,
        "Nothing is asked.",
    )
}
