//! The pack for a peer review as a document: what its page has, in the same order. It leaves the house, so that small numbers are hidden in it
//! whoever asks for it.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{FrameworkSeen, figures::outside_words, load, signed_words};
use crate::{
    documents::{Document, Layout, Part},
    domain::{
        self_evaluation::{Place, Rater, Statement},
        time::LongDay,
    },
    store::{
        schools,
        self_evaluations::{
            actions::Action,
            written::{NoteKind, Rating},
        },
    },
    web::{
        App,
        frame::{download::pdf, error::Result, session::Person},
    },
};

pub(super) async fn as_pdf(State(app): State<App>, person: Person, Path(key): Path<String>) -> Result<Response> {
    let seen = load(&app, &person, &key).await?;
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    let about = format!("For a peer review. Printed by {}", person.name.formal());
    pdf(&app, "self-evaluation", &[document(&seen, school, about)]).await
}

fn document(seen: &FrameworkSeen, school: String, about: String) -> Document {
    let framework = seen.framework();
    let mut parts = Vec::new();
    if !framework.about.is_empty() {
        parts.push(Part::Text(framework.about.clone()));
    }
    let step = |words: &str, means: &str| {
        (words.to_owned(), if means.is_empty() { "A step of the scale".to_owned() } else { means.to_owned() })
    };
    parts.push(Part::Facts(framework.scale.iter().map(|one| step(&one.words, &one.descriptor)).collect()));
    parts.extend(framework.places().into_iter().flat_map(|place| of_place(seen, place)));
    parts.push(Part::Note("No child is named here, and figures of few pupils are not shown.".to_owned()));
    Document { title: framework.title.clone(), school, about, on: seen.now.today(), layout: Layout::Upright, parts }
}

fn of_place(seen: &FrameworkSeen, place: Place<'_>) -> Vec<Part> {
    match place {
        Place::Statement(one) => statement(seen, one),
        Place::Group(one) => with(Part::Subheading(one.title.clone()), written_on(seen, &one.key)),
        Place::Section(one) => {
            let mut parts = vec![Part::Heading(one.title.clone())];
            if !one.about.is_empty() {
                parts.push(Part::Text(one.about.clone()));
            }
            parts.extend(written_on(seen, &one.key));
            parts
        }
        Place::Header(one) => with(Part::Heading(one.words.clone()), written_on(seen, &one.key)),
        Place::Whole(_) => written_on(seen, place.key()),
    }
}

fn with(first: Part, rest: Vec<Part>) -> Vec<Part> {
    std::iter::once(first).chain(rest).collect()
}

fn statement(seen: &FrameworkSeen, one: &Statement) -> Vec<Part> {
    let (school, second) = (seen.last(&one.key, Rater::School), seen.last(&one.key, Rater::Second));
    let by_law = if one.is_statutory { " (asked by law)" } else { "" };
    let mut said = vec![school.map_or_else(|| "Not rated yet.".to_owned(), |rating| rated("The school", rating))];
    said.extend(second.map(|rating| rated(&rating.second_rater, rating)));
    said.extend(seen.difference(school, second).map(|words| format!("{words}.")));
    said.extend(one.figure.map(|figure| outside_words(seen, figure)));
    let mut parts = vec![Part::Text(format!("{}. {}{by_law}", one.key, one.words)), Part::List(said)];
    parts.extend(written_on(seen, &one.key));
    parts
}

fn rated(who: &str, rating: &Rating) -> String {
    let why = if rating.reason.is_empty() { String::new() } else { format!(". {}", rating.reason) };
    format!("{who}: {} ({}){why}", rating.step_words, signed_words(rating.by.as_ref(), rating.at))
}

/// Comments, evidence and actions on something.
fn written_on(seen: &FrameworkSeen, place: &str) -> Vec<Part> {
    let mut lines = Vec::new();
    for one in seen.notes_on(place, NoteKind::Comment) {
        lines.push(format!("{} ({})", one.words, signed_words(one.by.as_ref(), one.at)));
    }
    for one in seen.notes_on(place, NoteKind::Evidence) {
        let link = if one.link.is_empty() { String::new() } else { format!(" ({})", one.link) };
        lines.push(format!("Evidence: {}{link}", one.words));
    }
    lines.extend(seen.actions_on(place).into_iter().map(|one| action(seen, one)));
    if lines.is_empty() { Vec::new() } else { vec![Part::List(lines)] }
}

fn action(seen: &FrameworkSeen, one: &Action) -> String {
    let state = match &one.done {
        Some((on, note)) if note.is_empty() => format!("done on {}", LongDay(*on)),
        Some((on, note)) => format!("done on {}. {note}", LongDay(*on)),
        None if one.is_late(seen.now.today()) => "late".to_owned(),
        None => "open".to_owned(),
    };
    format!("Action: {}, {}, by {}: {state}", one.words, one.owner.1.formal(), LongDay(one.due_on))
}
