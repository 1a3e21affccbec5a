//! The demo: be anybody with one click, and read the messages that went to a folder. Nothing of this exists where there is no demo.

mod mail;

use std::collections::BTreeMap;

use axum::{
    Form, Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;
use maud::html;
use serde::Deserialize;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::StaffId,
        people::Role,
        roll::StaffHeld,
        time::LongDay,
    },
    store::{
        imports,
        people::{accounts, sessions},
        schools,
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            layout::plain_page,
            page::Page,
            session::{Kind, cookie, device},
        },
        ui::post_form::post_form,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/demo/sign-in", get(people).post(be)).route("/demo/mail", get(mail::show))
}

async fn people(State(app): State<App>) -> Result<Response> {
    let folder = app.demo.as_ref().ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let school = schools::only(&mut conn).await?.ok_or(Error::NotFound)?;
    let everybody = accounts::everybody(&mut conn, school, now).await?;
    let held = imports::staff::held(&mut conn, school).await?;
    drop(conn);
    let classes = |h: StaffHeld| (h.id, h.facts.classes.unwrap_or_default().join(", "));
    let classes: BTreeMap<StaffId, String> = held.into_iter().map(classes).collect();
    let parents = mail::for_parents(folder, &app.post.public_url).await?;
    let body = html! {
        p.day { (LongDay(now.today())) }
        h1 { "Who would you like to be?" }
        p.lead { "One click signs you in. Begin with the SENCO, then try a class teacher and a parent." }
        @for role in Role::ALL {
            @let of_role: Vec<_> = everybody.iter().filter(|(_, _, code)| code == role.as_code()).collect();
            @if !of_role.is_empty() {
                h2 { (role.words()) }
                p { (does(*role)) }
                ul.people {
                    @for (id, name, _) in of_role {
                        li {
                            (post_form("/demo/sign-in").of(html! {
                                input type="hidden" name="staff" value=(id);
                                button.second type="submit" {
                                    (name.title) " " (name.full())
                                    @if let Some(classes) = classes.get(id).filter(|c| !c.is_empty()) { ", " (classes) }
                                }
                            }))
                        }
                    }
                }
            }
        }
        @if !parents.is_empty() {
            h2 { "Parent or carer" }
            p { "Has no account: a link in a message leads to everything they need. These are from the newest messages." }
            ul.people {
                @for door in &parents { li { a href=(door.path) { (door.to) } br; span.muted { (door.subject) } } }
            }
            p { a href="/demo/mail" { "All messages" } }
        }
    };
    Ok(plain_page(&app, Page::new("Choose somebody", body)))
}

/// What somebody in a role does here, for people who have never seen one.
fn does(role: Role) -> &'static str {
    match role {
        Role::Senco => "Runs the plans: what is late, who is to be met, what will be sent.",
        Role::Head => "Sees everything, changes nothing.",
        Role::Teacher => "Sees the pupils they teach today: current targets, meetings, reviews.",
        Role::TeachingAssistant => "Sees the current targets of the pupils they support today, and no costs.",
        Role::Governor => "Sees figures and never a child.",
        Role::Office => "Phones, letters, addresses, interpreters: a list of things to do.",
        Role::Admin => "Keeps the settings; sees no pupil.",
    }
}

#[derive(Deserialize)]
struct Be {
    staff: String,
}

async fn be(State(app): State<App>, jar: CookieJar, headers: HeaderMap, Form(form): Form<Be>) -> Result<Response> {
    app.demo.as_ref().ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let school = schools::only(&mut conn).await?.ok_or(Error::NotFound)?;
    let everybody = accounts::everybody(&mut conn, school, now).await?;
    drop(conn);
    let (id, ..) = everybody.into_iter().find(|(id, ..)| id.to_string() == form.staff).ok_or(Error::NotFound)?;
    let mut tx = app.store.begin(crate::store::Actor::Staff(id), school, now).await?;
    accounts::ensure(&mut tx, id).await?;
    let token = sessions::begin(&mut tx, id, &device(&headers)).await?;
    tx.audit(Entry::new(Deed::SignedIn, Subject::Session).detail("demo")).await?;
    tx.commit().await?;
    Ok((jar.add(cookie(&app, Kind::Session, token)), Redirect::to("/")).into_response())
}
