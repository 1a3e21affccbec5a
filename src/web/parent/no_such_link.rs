//! The page behind a link that leads nowhere, and the one behind a link whose time is over.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};

use super::visitor::Visitor;
use crate::{
    args,
    store::{
        conversations::invitations::{self, Ended},
        schools::SchoolCard,
        wordings,
    },
    texts::Words,
    web::{
        App,
        frame::{error::Result, page::Page},
    },
};

/// The same page whether a link never was or may not be used: it tells nobody which. Of one that has ended by itself it says when, and whom
/// to ask for another.
pub(in crate::web) async fn nothing(app: &App, token: &str, visitor: &Visitor) -> Result<Response> {
    let (mut conn, visitor) = (app.store.read().await?, visitor.nowhere());
    let Some(ended) = invitations::ended(&mut conn, token, app.clock.now()).await? else {
        let words = Words::shipped(visitor.language());
        let page = Page::new(words.say("no-link-title"), nowhere(&words)).status(StatusCode::NOT_FOUND);
        return Ok(visitor.page(app, ("Thrice", &words), None, page));
    };
    let (school, wording) = wordings::with_card(&mut conn, ended.school).await?;
    let words = visitor.words(&wording);
    let page = Page::new(words.say("ended-title"), over(&words, &ended, &school)).status(StatusCode::NOT_FOUND);
    Ok(visitor.page(app, (&school.name, &words), None, page))
}

/// The page of a link that has ended by itself.
fn over(words: &Words, ended: &Ended, school: &SchoolCard) -> Markup {
    let day = args!["day" => words.day_of_year(ended.at.today())];
    html! {
        h1 { (words.say("ended-title")) }
        p.lead { (words.say_with("ended-words", &day)) }
        p { (reach(words, "ended-ask", school, None)) }
    }
}

/// Whom to phone for a new link: a line that has a form for a school with a number and one for a school without.
pub(super) fn reach(words: &Words, id: &str, school: &SchoolCard, day: Option<String>) -> String {
    let mut args = args!["school" => school.name.as_str(), "phone" => school.phone.as_str()];
    if let Some(day) = day {
        args.set("day", day);
    }
    let way = if school.phone.is_empty() { "office" } else { "phone" };
    words.say_with(&format!("{id}-{way}"), &args)
}

/// The page of a link that leads nowhere.
fn nowhere(words: &Words) -> Markup {
    html! {
        h1 { (words.say("no-link-title")) }
        p.lead { (words.say("no-link-words")) }
    }
}
