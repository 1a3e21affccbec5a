//! The report as a document: what is written now, or a version that was published.

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;

use super::{document::is_shown, load, load_version};
use crate::{
    documents::{Document, Layout, Part},
    domain::{
        count::times,
        figures::print as shown,
        information_report::{Figure, Report, Section},
        time::LongDay,
    },
    store::schools::{self, SchoolCard},
    web::{
        App,
        frame::{download::pdf, error::Result, session::Person},
    },
};

/// What is written now.
pub(super) async fn preview(State(app): State<App>, person: Person) -> Result<Response> {
    let report = load(&app, &person).await?;
    let card = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    pdf(&app, "information-report-draft", &[document(&report, &card, None, app.clock.now().today())]).await
}

/// A version that was published.
pub(super) async fn version(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let one = load_version(&app, &person, id).await?;
    let card = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    let on = one.at.today();
    pdf(&app, &format!("information-report-{on}"), &[document(&one.report, &card, Some(on), on)]).await
}

fn document(report: &Report, card: &SchoolCard, published: Option<NaiveDate>, on: NaiveDate) -> Document {
    let written = Section::ALL.iter().filter(|section| is_shown(report, **section));
    let mut parts: Vec<Part> = written.flat_map(|section| part(report, card, *section)).collect();
    parts.extend(figures(&report.figures));
    let about = published.map_or_else(|| "Not published".to_owned(), |day| format!("Published on {}", LongDay(day)));
    Document {
        title: format!("What {} offers children with special educational needs", card.name),
        school: card.name.clone(),
        about: format!("SEN information report. {about}"),
        on,
        layout: Layout::Upright,
        parts,
    }
}

fn part(report: &Report, card: &SchoolCard, section: Section) -> Vec<Part> {
    let words = report.part(section);
    let mut parts = vec![Part::Heading(section.words().to_owned())];
    if !words.is_empty() {
        parts.push(Part::Text(words.to_owned()));
    }
    match section {
        Section::Contacts => parts.push(Part::List(contacts(card))),
        Section::Parents => parts.push(Part::Text(format!(
            "Parents of a child on SEN support are asked to meet us at least {} a year.",
            times(report.reviews_a_year)
        ))),
        Section::Support => {
            for (area, of) in report.by_area() {
                parts.push(Part::Subheading(area.words().to_owned()));
                parts.push(Part::Facts(of.iter().map(|one| (one.name.clone(), one.words.clone())).collect()));
            }
        }
        Section::Policy if !card.local_offer.is_empty() => parts.push(Part::Text(format!(
            "All that there is for families in our area is in the Local Offer: {}",
            card.local_offer
        ))),
        _ => {}
    }
    parts
}

/// How to reach the school, and free advice that is not the school's.
fn contacts(card: &SchoolCard) -> Vec<String> {
    let all = [
        ("Phone the school", &card.phone),
        ("Write to us", &card.email),
        ("Free and impartial advice for families", &card.sendiass),
    ];
    let known = all.into_iter().filter(|(_, words)| !words.is_empty());
    known.map(|(what, words)| format!("{what}: {words}")).collect()
}

/// How many pupils there are, as governors were shown it.
fn figures(all: &[Figure]) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let of = |one: &Figure| {
        let printed = shown(one.line, &one.counts, one.threshold);
        let cells = printed.names.iter().zip(&printed.published.cells);
        let rows = cells.map(|(name, count)| vec![(*name).to_owned(), count.words(one.threshold)]).collect();
        Part::table(&format!("{}, on {}", one.line.words(), LongDay(one.as_of)), &["Group", "Pupils"], rows)
    };
    let note = "“Fewer than” includes none. Small numbers are hidden, so that no child can be made out.";
    let mut parts = vec![Part::Heading("How many pupils".to_owned())];
    parts.extend(all.iter().map(of));
    parts.push(Part::Note(note.to_owned()));
    parts
}
