//! The pack for an annual review in one file: where it stands, its steps, who is asked, the school's report and the authority's decision, and then
//! the whole record as authorities are given it.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{Seen, load, page::lead, people::is_same};
use crate::{
    documents::{Document, Layout, Part},
    domain::{
        annual_review::steps,
        audit::Subject,
        time::{LongDay, ShortDay},
    },
    store::{
        annual_reviews::{AnnualReview, Asked},
        schools,
    },
    web::{
        App,
        frame::{
            download::pdf,
            error::{Error, Result},
            session::Person,
        },
        plan::evidence::whole_record,
        ui::step_state::step_words,
    },
};

pub(super) async fn as_pdf(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    if !seen.draws_pack {
        return Err(Error::Forbidden);
    }
    let review = seen.under_way().ok_or_else(|| {
        Error::Conflict(
            "No day is entered from which the annual review runs. Enter the authority’s decision first.".to_owned(),
        )
    })?;
    app.viewed(&person, Subject::AnnualReview, seen.plan.pupil).await?;
    let mut parts = of_review(&seen, review);
    parts.push(Part::NewPage);
    parts.extend(whole_record(&app, &person, seen.plan.pupil).await?);
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    let document = Document {
        title: "Annual review of the EHC plan".to_owned(),
        school,
        about: seen.plan.pupil_name.full(),
        on: seen.today,
        layout: Layout::Upright,
        parts,
    };
    // The name of the file says nothing of the child.
    pdf(&app, &format!("annual-review-{id}"), &[document]).await
}

fn of_review(seen: &Seen, review: &AnnualReview) -> Vec<Part> {
    let heading = |words: &str| Part::Heading(words.to_owned());
    vec![
        Part::Lead(lead(review)),
        heading("The steps"),
        steps_of(seen, review),
        heading("Who is asked and invited"),
        people(review),
        heading("The school’s report"),
        report(review),
        heading("The authority’s decision"),
        decision(review),
    ]
}

fn steps_of(seen: &Seen, review: &AnnualReview) -> Part {
    let rows = steps(&review.facts, seen.today).into_iter().map(|due| {
        vec![
            due.step.words().to_owned(),
            format!("{}, {}", ShortDay(due.by), due.unit),
            step_words(due.state),
            due.source.to_owned(),
        ]
    });
    Part::table("Calendar days count weekends and holidays", &["Step", "By", "Stands", "Source"], rows.collect())
}

fn people(review: &AnnualReview) -> Part {
    let deeds = |one: &Asked| {
        let own = one.deeds.iter().map(|(deed, on)| format!("{}, {}", deed.words(), ShortDay(*on)));
        let came = review.came.iter().filter(|came| is_same(one, came)).map(|came| came.deed.words().to_owned());
        let all: Vec<String> = own.chain(came).collect();
        if all.is_empty() { "Nothing yet".to_owned() } else { all.join("; ") }
    };
    let asked = review.asked.iter().map(|one| vec![one.party.words().to_owned(), one.name.clone(), deeds(one)]);
    let others = review.came.iter().filter(|came| review.asked.iter().all(|one| !is_same(one, came)));
    let others =
        others.map(|came| vec![came.party.words().to_owned(), came.name.clone(), came.deed.words().to_owned()]);
    let rows: Vec<Vec<String>> = asked.chain(others).collect();
    if rows.is_empty() {
        return Part::Text("Nobody is entered yet.".to_owned());
    }
    Part::table("Each with what became of it", &["As", "Who", "So far"], rows)
}

fn report(review: &AnnualReview) -> Part {
    let Some(report) = &review.report else { return Part::Text("Not written yet.".to_owned()) };
    let sent =
        report.sent.as_ref().map_or_else(|| "Not yet".to_owned(), |(to, on)| format!("To {to}, {}", LongDay(*on)));
    let facts = [
        ("Recommends", report.recommendation.words().to_owned()),
        ("Sections", report.sections.clone()),
        ("Seen otherwise", report.disagreement.clone()),
        ("Sent", sent),
    ];
    let said = facts.into_iter().filter(|(_, words)| !words.is_empty());
    Part::Facts(said.map(|(name, words)| (name.to_owned(), words)).collect())
}

fn decision(review: &AnnualReview) -> Part {
    Part::Text(match review.facts.decision {
        Some(decided) => format!("{}, {}.", decided.kind.words(), LongDay(decided.on)),
        None => "Not made yet. The next year’s dates run from it.".to_owned(),
    })
}
