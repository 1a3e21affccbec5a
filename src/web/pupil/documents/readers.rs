//! Choosing anew who reads a document. Only somebody who reads it and may change the record can; for everybody else it does not exist.

use std::collections::BTreeSet;

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};

use super::{one, page, upload};
use crate::{
    domain::{audit::Subject, document::Circle},
    store::documents::readers as chosen,
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

pub(super) async fn ask(
    State(app): State<App>,
    person: Person,
    Path((id, document)): Path<(i64, i64)>,
) -> Result<Response> {
    let (head, held) = one(&app, &person, id, document).await?;
    let circle = upload::circle(&app, &person, &head).await?;
    let named = chosen::named(&mut *app.store.read().await?, held.id).await?;
    let mut typed = Typed(named.iter().map(|staff| ("reader".to_owned(), staff.to_string())).collect());
    let today = if held.readers.is_some() { Circle::Named } else { Circle::Record };
    typed.set("circle", today.as_code().to_owned());
    app.viewed(&person, Subject::Documents, head.id).await?;
    app.answer(&person, page::readers(&head, &held, &circle, &typed, &FormErrors::default())).await
}

pub(super) async fn choose(
    State(app): State<App>,
    person: Person,
    Path((id, document)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, held) = one(&app, &person, id, document).await?;
    let circle = upload::circle(&app, &person, &head).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let Some(readers) = upload::readers(&typed, &circle, held.sort.is_confidential(), &mut errors) else {
        return app.answer(&person, page::readers(&head, &held, &circle, &typed, &errors)).await;
    };
    let readers = readers.map(BTreeSet::from_iter);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !chosen::choose(&mut tx, head.id, held.id, readers.as_ref()).await? {
        return Err(Error::Conflict("Somebody else has withdrawn it meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/documents", head.id)).into_response())
}
