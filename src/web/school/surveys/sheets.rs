//! Sheets of paper: the questions to be answered by pen, and a code that leads a phone to the page. Each has a link of its own, which is
//! made as it is printed and kept nowhere.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::{SurveySeen, load_to_change, page};
use crate::{
    domain::{
        access::{Thing, Verb},
        satisfaction::HowFar,
        survey::{SurveyOf, Theme},
        time::LongDay,
        wellbeing::Rating,
    },
    store::surveys,
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{error::Result, page::Page, session::Person},
        ui::{face::face, print::print, qr::qr},
    },
};

/// The most sheets at once.
const MOST: usize = 300;

pub(super) async fn make(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load_to_change(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let wanted: Vec<_> = match seen.survey.of {
        SurveyOf::Families => {
            person.must(Thing::Messages, Verb::Change)?;
            let silent = seen.families.iter().filter(|one| one.address.is_err());
            silent.map(|one| (Some((one.adult, one.pupil)), one.name.full())).collect()
        }
        SurveyOf::Pupils => {
            let many = typed.get("sheets").parse().ok().filter(|n| (1..=MOST).contains(n));
            vec![(None, String::new()); many.unwrap_or_default()]
        }
    };
    if wanted.is_empty() {
        errors.add("sheets", format!("Enter how many sheets: a whole number from 1 to {MOST}"));
    }
    if !seen.is_open() {
        errors.add("sheets", "This survey is over");
    }
    if !errors.is_empty() {
        return app.answer(&person, page::one(&seen, &typed, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, seen.now).await?;
    let mut sheets = Vec::new();
    for (whom, name) in wanted {
        let token = surveys::ask(&mut tx, seen.survey.id, whom).await?;
        sheets.push(sheet(&seen, &name, &format!("{}/s/{token}", app.post.public_url)));
    }
    tx.commit().await?;
    let body = html! {
        p.no-print { a href=(format!("/surveys/{id}")) { "Back to the survey" } }
        h1.no-print { "Sheets to print" }
        p.no-print { "Print them now: they are not kept. If you make them again, the new ones work beside these." }
        (print("each on a page of its own"))
        @for one in &sheets { (one) }
    };
    app.answer(&person, Page::new("Sheets to print", body)).await
}

fn sheet(seen: &SurveySeen, name: &str, link: &str) -> Markup {
    let of = seen.survey.of;
    html! {
        article.letter {
            @if !name.is_empty() { p { "For " (name) } }
            h2 { "Five questions about " (seen.school.name) }
            p {
                "Nobody is told who said what. Scan the code with a phone to answer there"
                @if of == SurveyOf::Families { ", or tick below and give this sheet back in a closed envelope" } @else { ", or tick below" }
                ". Until " (LongDay(seen.survey.closes_on)) "."
            }
            a href=(link) { (qr(link, "The code that leads a phone to the questions")) }
            @for theme in Theme::ALL {
                p { strong { (theme.statement(of)) } }
                p { @for far in HowFar::ALL { span.tick-box { "☐" @if of == SurveyOf::Pupils { (face(drawing(*far))) } (words(of, *far)) } } }
            }
            p { strong { "What should we do?" } }
            p.write-here {}
        }
    }
}

fn drawing(far: HowFar) -> Rating {
    match far {
        HowFar::Yes => Rating::Five,
        HowFar::Partly => Rating::Three,
        HowFar::No => Rating::One,
    }
}

/// The answer, in a child's word where it is a child's.
fn words(of: SurveyOf, far: HowFar) -> &'static str {
    match (of, far) {
        (SurveyOf::Pupils, HowFar::Partly) => "Sometimes",
        _ => far.words(),
    }
}
