//! How close the rows of the board stand. Each device keeps its own choice: a laptop shows a term at once, a whiteboard is read from afar.

use axum::{
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;

use super::filter::Filter;
use crate::{
    domain::access::{Thing, Verb},
    web::{
        App,
        frame::{
            error::Result,
            session::{Kind, Person, cookie, token},
        },
        ui::post_form::post_form,
    },
};

/// How close rows stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Density {
    /// Twenty rows on the screen of a laptop.
    Compact,
    /// Easy to hit with a finger.
    Roomy,
}

impl Density {
    fn read(word: &str) -> Self {
        if word == "roomy" { Self::Roomy } else { Self::Compact }
    }

    fn word(self) -> &'static str {
        if self == Self::Roomy { "roomy" } else { "compact" }
    }

    /// As this device has chosen; compact where it has not.
    pub(super) fn of(app: &App, jar: &CookieJar) -> Self {
        Self::read(&token(app, jar, Kind::Density).unwrap_or_default())
    }

    /// The press that changes it.
    pub(super) fn switch(self, filter: &Filter) -> Markup {
        let (other, words) = match self {
            Self::Compact => (Self::Roomy, "Roomy rows"),
            Self::Roomy => (Self::Compact, "Compact rows"),
        };
        post_form("/round/density").class("density no-print").of(html! {
            input type="hidden" name="back" value=(filter.address());
            button.second type="submit" name="density" value=(other.word()) { (words) }
        })
    }
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    density: String,
    #[serde(default)]
    back: String,
}

pub(super) async fn choose(
    State(app): State<App>,
    person: Person,
    jar: CookieJar,
    Form(chosen): Form<Chosen>,
) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let density = Density::read(&chosen.density);
    let is_board = chosen.back == "/round" || chosen.back.starts_with("/round?");
    let back = if is_board { chosen.back.as_str() } else { "/round" };
    let jar = jar.add(cookie(&app, Kind::Density, density.word().to_owned()));
    Ok((jar, Redirect::to(back)).into_response())
}
