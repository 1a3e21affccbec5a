//! Words of the files that Thrice does not know: what they mean is asked once and remembered for the school.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::must;
use crate::{
    domain::count::counted,
    exchange::unknown::{About, NOTHING, Unknown},
    store::imports::{self, SavedAnswer},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, select},
            typed::Typed,
        },
        frame::{error::Result, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

/// The most letters of a word that is kept.
const LONGEST: usize = 200;

/// The questions, one for each word.
pub(super) fn questions(unknown: &[Unknown]) -> Markup {
    html! {
        @if !unknown.is_empty() {
            h2 #words { "Words that Thrice does not know" }
            p { "The rows come in without them. Say once what each means: it is remembered for every file to come." }
            (post_form("/import/words").class("panel").of(html! {
                @for (at, word) in unknown.iter().enumerate() { (question(at, word)) }
                (button("Save what they mean"))
            }))
        }
    }
}

fn question(at: usize, unknown: &Unknown) -> Markup {
    let meanings = unknown.about.meanings();
    let first = [("", "Ask me again"), (NOTHING, "It says nothing: leave it as it is")];
    let known = meanings.iter().map(|(code, words)| (code.as_str(), words.as_str()));
    let options: Vec<(&str, &str)> = first.into_iter().chain(known).collect();
    let name = format!("meaning-{at}");
    let label = format!("{}: “{}”", unknown.about.words(), unknown.word);
    let hint = format!("On {}.", counted(unknown.rows, "row", "rows"));
    let errors = FormErrors::default();
    html! {
        input type="hidden" name=(format!("about-{at}")) value=(unknown.about.as_code());
        input type="hidden" name=(format!("word-{at}")) value=(unknown.word);
        (select(&Field { name: &name, label: &label, hint: &hint, value: "", errors: &errors }, &options))
    }
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let typed = Typed(fields);
    let answers: Vec<SavedAnswer> = (0..typed.0.len()).filter_map(|at| answer(&typed, at)).collect();
    if !answers.is_empty() {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        for answer in &answers {
            imports::save_answer(&mut tx, answer).await?;
        }
        tx.commit().await?;
    }
    Ok(Redirect::to("/import/differences").into_response())
}

/// One answer of the form; `None` where nothing was chosen, or something that was not offered.
fn answer(typed: &Typed, at: usize) -> Option<SavedAnswer> {
    let get = |what: &str| typed.get(&format!("{what}-{at}"));
    let about = About::from_code(get("about"))?;
    let (word, meaning) = (get("word"), get("meaning"));
    let offered = meaning == NOTHING || about.meanings().iter().any(|(code, _)| code == meaning);
    let fits = !word.trim().is_empty() && word.chars().count() <= LONGEST;
    let word = crate::exchange::unknown::form(word);
    (offered && fits).then(|| SavedAnswer { about: about.as_code().to_owned(), word, meaning: meaning.to_owned() })
}
