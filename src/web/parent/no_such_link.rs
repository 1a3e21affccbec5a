//! The page behind a link that leads nowhere, and the one behind a link whose time is over.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};

use crate::{
    domain::time::LongDay,
    store::{
        conversations::invitations::{self, Ended},
        schools::{self, SchoolCard},
    },
    web::{
        App,
        frame::{
            error::Result,
            layout::{parent_page, plain_page},
            page::Page,
        },
        ui::phone::phone,
    },
};

/// The same page whether a link never was or may not be used: it tells nobody which. Of one that has ended by itself it says when, and whom
/// to ask for another.
pub(in crate::web) async fn nothing(app: &App, token: &str) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let Some(ended) = invitations::ended(&mut conn, token, app.clock.now()).await? else {
        return Ok(plain_page(app, Page::new("This link does not work", words()).status(StatusCode::NOT_FOUND)));
    };
    let school = schools::get(&mut conn, ended.school).await?;
    let page = Page::new("This link has ended", over(&ended, &school)).status(StatusCode::NOT_FOUND);
    Ok(parent_page(app, &school.name, page))
}

/// The page of a link that has ended by itself.
fn over(ended: &Ended, school: &SchoolCard) -> Markup {
    html! {
        h1 { "This link has ended" }
        p.lead { "It worked until " (LongDay(ended.at.today())) ", and showed what we talked about and agreed." }
        p {
            "Would you like to read it again, or to talk with us? "
            @if school.phone.is_empty() { "Phone the office of " (school.name) } @else { "Phone " (school.name) " on " (phone(&school.phone)) }
            ": we send you a new link, or give it to you on paper."
        }
    }
}

/// The page of a link that leads nowhere.
pub(super) fn words() -> Markup {
    html! {
        h1 { "This link does not work" }
        p.lead {
            "It may have ended, or a part of it was lost on the way. "
            "Please use the link in the newest message you had from us, or phone the school office."
        }
    }
}
