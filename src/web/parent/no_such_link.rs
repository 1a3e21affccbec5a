//! The page behind a link that leads nowhere.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};

use crate::web::{
    App,
    frame::{layout::plain_page, page::Page},
};

/// The same page whether a link never was, has ended, or may not be used: it tells nobody which.
pub(in crate::web) fn nothing(app: &App) -> Response {
    plain_page(app, Page::new("This link does not work", words()).status(StatusCode::NOT_FOUND))
}

/// The page of a link that leads nowhere.
fn words() -> Markup {
    html! {
        h1 { "This link does not work" }
        p.lead {
            "It may have ended, or a part of it was lost on the way. "
            "Please use the link in the newest message you had from us, or phone the school office."
        }
    }
}
