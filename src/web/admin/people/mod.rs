//! The staff: who is here as what, inviting them, changing what they are, and ending their access. For the SENCO and the administrator;
//! the head looks.

mod adding;
mod approvals;
mod classes_given;
mod handover;
mod inviting;
mod leaving;
mod list;
mod lost_phone;
mod one;
mod rights;
mod role;

use axum::{
    Router,
    routing::{get, post},
};
use maud::{Markup, html};

use crate::{
    domain::{
        ids::StaffId,
        membership::Standing,
        time::{ClockTime, Day, Moment},
    },
    store::people::{self, Member},
    web::{
        App,
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::tag::{Tone, tag},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(list::show))
        .route("/people/new", get(adding::show).post(adding::save))
        .route("/people/invitations", post(inviting::send))
        .route("/people/access/{id}", post(approvals::decide))
        .route("/people/{id}", get(one::show).post(one::save))
        .route("/people/{id}/role", get(role::show).post(role::save))
        .route("/people/{id}/rights", get(rights::show).post(rights::save))
        .route("/people/{id}/leave", get(leaving::show).post(leaving::save))
        .route("/people/{id}/return", post(leaving::bring_back))
        .route("/people/{id}/lost-phone", get(lost_phone::show).post(lost_phone::save))
}

/// One of the staff of this person's school; for anybody else's they do not exist.
async fn load(app: &App, person: &Person, id: i64) -> Result<Member> {
    let found = people::one(&mut *app.store.read().await?, person.viewer.school, StaffId(id)).await?;
    found.ok_or(Error::NotFound)
}

/// How somebody stands to their account: a word on a tint, and when.
fn standing(member: &Member, now: Moment) -> Markup {
    let at = |moment: Moment| {
        let local = moment.local();
        html! { (Day(local.date())) " at " (ClockTime(local.time())) }
    };
    html! {
        @match member.account.standing(now) {
            Standing::NotInvited => (tag(Tone::Quiet, "No account yet")),
            Standing::Invited(until) => { (tag(Tone::Soon, "Invited")) p.muted { "The link works until " (at(until)) (message(member)) "." } },
            Standing::RanOut(_) => { (tag(Tone::Late, "Invitation ran out")) p.muted { "Send it again" (message(member)) "." } },
            Standing::Ready => (tag(Tone::Good, "Password chosen")),
            Standing::SignedIn(last) => { (tag(Tone::Good, "Has signed in")) p.muted { "Last on " (at(last)) "." } },
            Standing::Closed => (tag(Tone::Quiet, "Account closed")),
            Standing::Left(_) => (tag(Tone::Quiet, "Access ended")),
        }
    }
}

/// What became of the newest invitation's message.
fn message(member: &Member) -> String {
    match member.message.as_ref().map(|(state, reason)| (state.as_str(), reason)) {
        None => String::new(),
        Some(("waiting", reason)) if reason.is_empty() => "; the message waits to be sent".to_owned(),
        Some(("waiting", reason)) => format!("; the message will be tried again ({reason})"),
        Some(("sending", _)) => "; the message is being sent".to_owned(),
        Some(("accepted", _)) => "; accepted by the mail server".to_owned(),
        Some(("refused", _)) => "; the e-mail address does not work".to_owned(),
        Some((_, reason)) => format!("; the message was not sent: {reason}"),
    }
}
