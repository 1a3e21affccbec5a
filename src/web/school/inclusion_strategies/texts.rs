//! What a draft says beside its activities: the form, and where two people wrote at once both texts.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::html;

use super::{ShownStrategy, back, load_draft, too_late};
use crate::{
    domain::{
        calendar::AcademicYear,
        costing::Pence,
        inclusion_strategy::{MOST_YEARS, Says, check_review},
    },
    store::inclusion_strategies,
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, number_input, select, textarea},
            merge::{self, Settled, opened},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

/// The longest text of one part, in characters.
const LONGEST: usize = 8000;

/// The parts that are texts: field, label, help.
const TEXTS: [(&str, &str, &str); 4] = [
    ("intent", "Intent", "What you want for every pupil, in a few sentences that a parent understands."),
    ("barriers", "Barriers to participation", "What keeps pupils from taking part here, and how you know."),
    (
        "outcomes",
        "Outcomes",
        "What is to be different at the end, how you will see it, and what has come of it so far.",
    ),
    ("further", "Further information", "Where to read on: policies, the SEN information report. May be empty."),
];

/// The other fields, as people call them.
const FACTS: [(&str, &str); 4] = [
    ("year", "First school year"),
    ("years", "For how many years"),
    ("review_on", "Next review"),
    ("grant", "Inclusive Mainstream Fund received"),
];

/// How people call a field, and whether two texts of it can be put together.
fn called(name: &str) -> Option<(String, bool)> {
    let text = TEXTS.iter().find(|(field, ..)| *field == name).map(|(_, label, _)| ((*label).to_owned(), true));
    text.or_else(|| FACTS.iter().find(|(field, _)| *field == name).map(|(_, label)| ((*label).to_owned(), false)))
}

/// A draft as its form holds it.
fn held(says: &Says) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in [
        ("year", says.year.starting().to_string()),
        ("years", says.years.to_string()),
        ("review_on", says.review_on.map(|day| day.to_string()).unwrap_or_default()),
        ("grant", says.grant.map(Pence::plain).unwrap_or_default()),
        ("intent", says.intent.clone()),
        ("barriers", says.barriers.clone()),
        ("outcomes", says.outcomes.clone()),
        ("further", says.further.clone()),
    ] {
        typed.set(name, value);
    }
    typed
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let strategy = load_draft(&app, &person, id).await?;
    app.answer(&person, page(&strategy, &held(&strategy.held.says), &FormErrors::default())).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let strategy = load_draft(&app, &person, id).await?;
    let (id, mut typed, now) = (strategy.held.id, Typed(fields), held(&strategy.held.says));
    if let Settled::Ask(differences, errors) = merge::settle(&mut typed, &now, called) {
        let (to, there) = (format!("/inclusion-strategy/{id}/texts"), format!("/inclusion-strategy/{id}"));
        let page = merge::page((&typed, &now), &differences, &errors, (&to, &there), |_, value| value.to_owned());
        return app.answer(&person, page).await;
    }
    let says = match read(&typed, &strategy.held.says, app.clock.now().today()) {
        Ok(says) => says,
        Err(errors) => return app.answer(&person, page(&strategy, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let newest = inclusion_strategies::of_school(tx.conn(), person.viewer.school, Some(id)).await?.pop();
    if newest.is_none_or(|newest| newest.says != strategy.held.says)
        || !inclusion_strategies::save(&mut tx, id, &says).await?
    {
        return Err(too_late());
    }
    tx.commit().await?;
    Ok(back(id))
}

fn read(typed: &Typed, before: &Says, today: NaiveDate) -> std::result::Result<Says, FormErrors> {
    let mut errors = FormErrors::default();
    let year = typed.get("year").parse().ok().map(AcademicYear::new);
    if year.is_none() {
        errors.add("year", "Choose the school year in which it begins");
    }
    let years = typed.get("years").parse().ok().filter(|years| (1..=MOST_YEARS).contains(years));
    if years.is_none() {
        errors.add("years", format!("Enter for how many years it is, from 1 to {MOST_YEARS}"));
    }
    let review_on = day(typed, before, today, &mut errors);
    let grant = match typed.get("grant") {
        "" => None,
        text => Pence::parse(text).map_err(|problem| errors.add("grant", format!("What you received {problem}"))).ok(),
    };
    let mut text = |field: &'static str, label: &str| {
        let many = typed.get(field).chars().count();
        if many > LONGEST {
            errors.add(field, format!("{label} has {many} characters: at most {LONGEST} are kept"));
        }
        typed.get(field).to_owned()
    };
    let [intent, barriers, outcomes, further] = TEXTS.map(|(field, label, _)| text(field, label));
    match year.zip(years) {
        Some((year, years)) if errors.is_empty() => {
            Ok(Says { year, years, review_on, grant, intent, barriers, outcomes, further })
        }
        _ => Err(errors),
    }
}

/// The day of the review, which may wait; one that was saved before may stay until somebody approves the version.
fn day(typed: &Typed, before: &Says, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    let text = typed.get("review_on");
    let found = date(text);
    match found {
        None if text.is_empty() => {}
        None => errors.add("review_on", "Enter the day of the review as a date, like 2027-09-01"),
        Some(_) if found == before.review_on => {}
        Some(day) => {
            let _ = check_review(day, today).map_err(|why| errors.add("review_on", why));
        }
    }
    found
}

fn page(strategy: &ShownStrategy, typed: &Typed, errors: &FormErrors) -> Page {
    let id = strategy.held.id;
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let first = strategy.held.says.year;
    let years: Vec<(String, String)> = [first.previous(), first, first.next()]
        .into_iter()
        .map(|year| (year.starting().to_string(), year.to_string()))
        .collect();
    let years: Vec<(&str, &str)> = years.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect();
    let review = "At least every twelve months, also where the strategy is for several years.";
    let received = "For the time of this strategy. Empty where you have none, or do not know yet.";
    let body = html! {
        p.no-print { a href=(format!("/inclusion-strategy/{id}")) { "Back to version " (strategy.held.number) } }
        (error_summary(errors))
        h1 { "What the strategy says" }
        p { "It is read by parents, governors and inspectors, on a page that anybody may open: write no pupil’s name." }
        (post_form(format!("/inclusion-strategy/{id}/texts")).class("panel").of(html! {
            (opened(typed, "year", || held(&strategy.held.says)))
            (select(&field("year", FACTS[0].1, ""), &years))
            (number_input(&field("years", FACTS[1].1, ""), "", ""))
            (date_input(&field("review_on", FACTS[2].1, review)))
            (number_input(&field("grant", FACTS[3].1, received), "£", ""))
            @for (name, label, hint) in TEXTS { (textarea(&field(name, label, hint), 8)) }
            (button("Save what it says"))
        }))
    };
    Page::new("What the strategy says", body).wrong(errors)
}
