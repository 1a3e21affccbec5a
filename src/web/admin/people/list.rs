//! Everybody on one page, and inviting those who have no account yet in one go.

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::standing;
use crate::{
    domain::{
        access::{Thing, Verb, rights::Rights},
        count::counted,
        ids::StaffId,
        membership::Standing,
        people::Role,
        time::Moment,
    },
    store::people::{self, Member, approvals, rights},
    web::{
        App,
        admin::steps,
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// What has just been done, if anything.
#[derive(Deserialize)]
pub(super) struct PeopleQuery {
    /// So many were invited.
    invited: Option<u32>,
    /// So many of those asked for could not be.
    not: Option<u32>,
    /// Somebody was added, or their access ended.
    done: Option<String>,
}

pub(super) async fn show(State(app): State<App>, person: Person, Query(after): Query<PeopleQuery>) -> Result<Response> {
    person.must(Thing::Settings, Verb::See)?;
    let (now, school) = (app.clock.now(), person.viewer.school);
    let mut conn = app.store.read().await?;
    let members = people::list(&mut conn, school, None).await?;
    let rights = rights::of_all(&mut conn, school, now.today()).await?;
    let waiting = super::approvals::section(&person, &approvals::open(&mut conn, school).await?);
    drop(conn);
    let back = steps::way_back(&app, &person, "/settings", "Back to the settings").await?;
    let body = page(&person, (&members, &rights), now, &after, (&back, &waiting));
    app.answer(&person, Page::new("People", body)).await
}

fn page(
    person: &Person,
    (members, rights): (&[Member], &BTreeMap<StaffId, Rights>),
    now: Moment,
    after: &PeopleQuery,
    (back, waiting): (&Markup, &Markup),
) -> Markup {
    let changes = person.may(Thing::Settings, Verb::Change);
    let left = |m: &&Member| matches!(m.account.standing(now), Standing::Left(_));
    let (gone, here): (Vec<&Member>, Vec<&Member>) = members.iter().partition(left);
    let new: Vec<&Member> = here.iter().filter(|m| m.account.standing(now) == Standing::NotInvited).copied().collect();
    html! {
        (back)
        (banner(after))
        h1 { "People" }
        (waiting)
        @if changes {
            p.actions.no-print { a.second href="/people/new" { "Add a member of staff" } }
        }
        @if changes && !new.is_empty() { (invite(&new)) }
        (table("Staff", &["Name", "Role", "Classes", "Account"], &rows(&here, rights, now), "Nobody works here yet."))
        @if !gone.is_empty() {
            details {
                summary { "Access ended (" (gone.len()) ")" }
                (table("Staff who have left", &["Name", "Role", "Classes", "Account"], &rows(&gone, rights, now), ""))
            }
        }
    }
}

fn rows(members: &[&Member], rights: &BTreeMap<StaffId, Rights>, now: Moment) -> Vec<Vec<Markup>> {
    let row = |m: &&Member| {
        vec![
            html! { a href=(format!("/people/{}", m.id)) { (m.name.full()) } },
            html! {
                (m.role.map_or("", Role::words))
                @for right in rights.get(&m.id).into_iter().flat_map(|all| all.each()) { p.muted { "+ " (right.words()) } }
            },
            html! { (m.classes) },
            standing(m, now),
        ]
    };
    members.iter().map(row).collect()
}

/// Those who came in without an account, each with a tick to take away.
fn invite(new: &[&Member]) -> Markup {
    html! {
        section.panel aria-labelledby="invite" {
            h2 #invite { (counted(new.len(), "person has", "people have")) " no account yet" }
            p { "Each gets a message with a link to choose a password. It works once, for seven days." }
            (post_form("/people/invitations").of(html! {
                fieldset.field {
                    legend { "Who is invited" }
                    @for m in new {
                        div.choice {
                            input type="checkbox" id=(format!("staff-{}", m.id)) name="staff" value=(m.id) checked;
                            label for=(format!("staff-{}", m.id)) { (m.name.full()) ", " (m.role.map_or("", Role::words)) " – " (m.email) }
                        }
                    }
                }
                (button("Invite everybody who is ticked"))
            }))
        }
    }
}

fn banner(after: &PeopleQuery) -> Markup {
    let said = match (after.invited, after.done.as_deref()) {
        (Some(0), _) => "Nobody was invited.".to_owned(),
        (Some(1), _) => "1 invitation is on its way.".to_owned(),
        (Some(n), _) => format!("{n} invitations are on their way."),
        (None, Some("added")) => "Added. They have no account until you invite them.".to_owned(),
        (None, Some("waits")) => {
            "Added. The SENCO or the head has to agree to this role first: they have been written to.".to_owned()
        }
        (None, Some("ended")) => "Their access has ended, and their sessions with it.".to_owned(),
        _ => return html! {},
    };
    html! {
        div.banner.banner-good role="status" {
            p { strong { (said) } }
            @if let Some(n) = after.not.filter(|n| *n > 0) {
                p { (n) " could not be invited: they have a password already, have left, or their address does not work." }
            }
        }
    }
}
