//! Bringing a framework in, as a file or pasted. A file with mistakes changes nothing: each is named with its line, and the text stands in
//! the form to be put right.

use axum::{
    extract::{Multipart, Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{address, held, must};
use crate::{
    domain::{
        access::Verb,
        count::counted,
        self_evaluation::{Figure, MOST_BYTES, Problem, read},
    },
    store::self_evaluations,
    web::{
        App,
        form::fields::{Field, FormErrors, error_summary, file_input, textarea},
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "Bring in a framework";

pub(super) async fn new(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person, Verb::Change)?;
    answer(&app, &person, "", &FormErrors::default(), &[]).await
}

pub(super) async fn bring_in(State(app): State<App>, person: Person, form: Multipart) -> Result<Response> {
    must(&person, Verb::Change)?;
    let (text, mut errors) = sent(form).await?;
    if !errors.is_empty() {
        return answer(&app, &person, &text, &errors, &[]).await;
    }
    let framework = match read(&text) {
        Ok(framework) => framework,
        Err(problems) => {
            let many = counted(problems.len(), "mistake", "mistakes");
            errors.add("pasted", format!("Nothing was changed because of {many}: see “What to put right”"));
            return answer(&app, &person, &text, &errors, &problems).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let all = self_evaluations::of_school(tx.conn(), person.viewer.school).await?;
    if all.iter().any(|one| one.framework.key == framework.key && one.text == text) {
        drop(tx);
        errors.add("pasted", format!("“{}” is the version that you have already", framework.title));
        return answer(&app, &person, &text, &errors, &[]).await;
    }
    self_evaluations::bring_in(&mut tx, &framework, &text).await?;
    tx.commit().await?;
    Ok(Redirect::to(&address(&framework.key)).into_response())
}

/// The text of the file, or else what was pasted.
async fn sent(mut form: Multipart) -> Result<(String, FormErrors)> {
    let refused =
        |_| Error::BadRequest("The file is much too large, or did not arrive whole. Nothing was changed.".to_owned());
    let (mut file, mut pasted, mut errors) = (Vec::new(), Vec::new(), FormErrors::default());
    while let Some(field) = form.next_field().await.map_err(refused)? {
        match field.name() {
            Some("file") => file = field.bytes().await.map_err(refused)?.to_vec(),
            Some("pasted") => pasted = field.bytes().await.map_err(refused)?.to_vec(),
            _ => {}
        }
    }
    let is_file = !file.is_empty();
    let text = String::from_utf8(if is_file { file } else { pasted });
    let Ok(text) = text else {
        errors.add("file", "This is no text in UTF-8: save it as a text file and choose it again");
        return Ok((String::new(), errors));
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if text.trim().is_empty() {
        errors.add("file", "Choose a file, or paste a framework below");
    }
    Ok((text, errors))
}

async fn answer(app: &App, person: &Person, text: &str, errors: &FormErrors, problems: &[Problem]) -> Result<Response> {
    let field = |name, label, hint, value| Field { name, label, hint, value, errors };
    let most = format!("A text file in TOML, at most {} KB.", MOST_BYTES / 1024);
    let body = html! {
        p.no-print { a href="/self-evaluation" { "All frameworks" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Any framework can be used here: sections and statements in two or three levels, on a scale of two to five steps." }
        p {
            "A file with the key of a framework that you have is its new version. What was written against statements that stay "
            "is kept with them, by their keys; what was written against others stays readable."
        }
        @if !problems.is_empty() { (mistakes(problems)) }
        (post_form("/self-evaluation").class("panel").brings_files().of(html! {
            div {
                (file_input(&field("file", "The file", &most, ""), ".toml,.txt", false))
                (textarea(&field("pasted", "Or paste it, or put it right here", "Used where no file is chosen.", text), 16))
            }
            p.actions { (button("Bring it in")) }
        }))
        (format())
    };
    app.answer(person, Page::new(TITLE, body).at(Nav::Reports).wrong(errors)).await
}

fn mistakes(problems: &[Problem]) -> Markup {
    html! {
        section aria-labelledby="mistakes" {
            h2 #mistakes { "What to put right" }
            ul { @for one in problems { li { (one) "." } } }
        }
    }
}

/// A whole file, small, with the figures that there are.
fn format() -> Markup {
    html! {
        details {
            summary { "What a file looks like" }
            p { "Take the file of a framework that you have, from its page, and change it. The smallest one is:" }
            pre { (SMALLEST) }
            p {
                "A section can have " code { "about" } ", and groups of statements as " code { "[[section.group]]" } " with "
                code { "[[section.group.statement]]" } ". A statement can have " code { "statutory = true" } ", "
                code { "descriptors = { yes = \"How it would show\" }" } ", and a live figure, as in "
                code { "figure = \"assessed\"" } ". A " code { "[[header]]" } " with " code { "key" } " and " code { "words" }
                " stands before the sections."
            }
            p { "The figures, each as the part of a whole:" }
            ul { @for one in Figure::ALL { li { code { (one.as_code()) } ": " (one.of()) " " (one.words()) } } }
        }
    }
}

const SMALLEST: &str = "key = \"our-own\"\ntitle = \"Our own framework\"\n\n[[scale]]\nkey = \"yes\"\nwords = \"Yes\"\n\n[[scale]]\n\
    key = \"no\"\nwords = \"No\"\n\n[[section]]\nkey = \"a\"\ntitle = \"Leadership\"\n\n[[section.statement]]\nkey = \"a1\"\n\
    words = \"Governors visit each term.\"";

/// The framework as its file, to be changed and brought in again, here or at another school.
pub(super) async fn file(State(app): State<App>, person: Person, Path(key): Path<String>) -> Result<Response> {
    must(&person, Verb::See)?;
    let held = held(&mut *app.store.read().await?, person.viewer.school, &key).await?;
    let name = format!("attachment; filename=\"{}.toml\"", held.framework.key);
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, held.text).into_response())
}

#[cfg(test)]
mod tests {
    use super::{SMALLEST, read};

    #[test]
    fn the_smallest_file_that_is_shown_is_one() {
        assert_eq!(read(SMALLEST).unwrap().statements().count(), 1);
    }
}
