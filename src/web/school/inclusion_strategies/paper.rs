//! A strategy as a document: the same facts in the same order as on its page.

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;

use super::{
    ShownStrategy, TITLE,
    document::{cover_facts, fit_words, period, reach, when},
    load,
};
use crate::{
    documents::{Document, Layout, Part},
    domain::{
        costing::Pence,
        inclusion_strategy::{Activity, Sum, by_funding, by_principle, sum},
    },
    web::{
        App,
        frame::{download::pdf, error::Result, session::Person},
    },
};

pub(super) async fn as_pdf(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let strategy = load(&app, &person, id).await?;
    let name = format!("inclusion-strategy-{}", strategy.held.number);
    pdf(&app, &name, &[document(&strategy, app.clock.now().today())]).await
}

fn document(strategy: &ShownStrategy, on: NaiveDate) -> Document {
    let (says, does) = (&strategy.held.says, &strategy.held.principles);
    let activities: Vec<Activity> = strategy.activities.iter().map(|one| one.does.clone()).collect();
    let facts = cover_facts(strategy).into_iter().map(|(name, words)| (name.to_owned(), words));
    let mut parts = vec![Part::Facts(facts.collect())];
    parts.extend(written("Intent", &says.intent));
    parts.extend(written("Barriers to participation", &says.barriers));
    parts.push(Part::Heading("What we do, by principle".to_owned()));
    if !does.title.is_empty() {
        parts.push(Part::Note(format!("{}. {}", does.title, does.source)));
    }
    for (principle, of) in by_principle(&activities, does) {
        parts.push(Part::Subheading(principle.title.clone()));
        parts.push(Part::Note(principle.words.clone()));
        parts.push(each(&principle.title, &of, strategy.threshold));
    }
    parts.extend(costs(strategy, &activities));
    parts.extend(written("Outcomes", &says.outcomes));
    if !says.further.is_empty() {
        parts.extend(written("Further information", &says.further));
    }
    let title = format!("{TITLE} of {}", strategy.school);
    Document { title, school: strategy.school.clone(), about: period(says), on, layout: Layout::Upright, parts }
}

fn written(heading: &str, text: &str) -> [Part; 2] {
    let words = if text.is_empty() { "Nothing is written yet." } else { text };
    [Part::Heading(heading.to_owned()), Part::Text(words.to_owned())]
}

fn each(principle: &str, of: &[&Activity], threshold: u32) -> Part {
    let row = |one: &&Activity| {
        let lead = if one.lead.is_empty() { String::new() } else { format!(" Led by {}", one.lead) };
        vec![
            format!("{}{lead}", one.what),
            reach(one, threshold),
            when(one),
            one.funding.words().to_owned(),
            one.budget.to_string(),
            spent(one.actual),
        ]
    };
    if of.is_empty() {
        return Part::Text("Nothing is entered under this principle.".to_owned());
    }
    let heads = ["What", "Pupils", "When", "Paid from", "Budget", "Spent so far"];
    Part::table(&format!("Activities: {principle}"), &heads, of.iter().map(row).collect())
}

fn spent(actual: Option<Pence>) -> String {
    actual.map_or_else(|| "Not known yet".to_owned(), |pence| pence.to_string())
}

fn costs(strategy: &ShownStrategy, activities: &[Activity]) -> Vec<Part> {
    let heading = Part::Heading("What it costs".to_owned());
    if activities.is_empty() {
        return vec![heading, Part::Text("Nothing is entered yet.".to_owned())];
    }
    let row = |what: &str, one: Sum| vec![what.to_owned(), one.budget.to_string(), one.actual.to_string()];
    let total = row("Together", sum(activities));
    let mut funds: Vec<_> = by_funding(activities).into_iter().map(|(fund, one)| row(fund.words(), one)).collect();
    let principles = by_principle(activities, &strategy.held.principles);
    let mut kinds: Vec<_> = principles.into_iter().map(|(principle, of)| row(&principle.title, sum(of))).collect();
    funds.push(total.clone());
    kinds.push(total);
    let mut parts = vec![
        heading,
        Part::table("By who pays", &["Fund", "Budget", "Spent so far"], funds),
        Part::table("By principle", &["Principle", "Budget", "Spent so far"], kinds),
    ];
    parts.extend(fit_words(strategy.held.says.grant, activities).map(Part::Text));
    parts
}
