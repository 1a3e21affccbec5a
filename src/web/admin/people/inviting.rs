//! Sending invitations: to one person again, or to many at once.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    dispatch,
    domain::access::{Thing, Verb},
    store::people,
    web::{
        App,
        frame::{error::Result, session::Person},
    },
};

pub(super) async fn send(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let wanted: Vec<i64> =
        fields.iter().filter(|(name, _)| name == "staff").filter_map(|(_, id)| id.parse().ok()).collect();
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let members = people::list(tx.conn(), person.viewer.school, None).await?;
    let asked = members.iter().filter(|m| wanted.contains(&m.id.0));
    let (mut sent, mut not) = (0, 0);
    for member in asked {
        let goes = member.account.standing(now).can_be_invited()
            && dispatch::invite_staff(&mut tx, &app.post, member.id).await?.is_ok();
        *if goes { &mut sent } else { &mut not } += 1;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/people?invited={sent}&not={not}")).into_response())
}
