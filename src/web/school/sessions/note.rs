//! The note on one session: seen, written, and corrected by a newer one. A script that keeps notes while there is no network is answered in
//! JSON: where it may go now.

use axum::{
    extract::{Form, Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;

use super::{
    day::{self, DaySession},
    fields::{self, NoteForm},
    page, place,
};
use crate::{
    domain::{audit::Subject, delivery::Outcome, ids::StaffId, time::Day},
    store::{
        secret::hashed,
        sessions::{self, NewRecord},
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The form as it is opened: empty, or with what is noted.
pub(super) fn opened(of: &DaySession, adult: Option<StaffId>) -> Typed {
    let mut typed = Typed::default();
    typed.set("key", fields::key());
    typed.set("adult", adult.map(|one| one.to_string()).unwrap_or_default());
    let noted: Vec<_> = of.pupils.iter().filter_map(|one| Some((one, &one.noted.as_ref()?.0))).collect();
    let minutes = noted.iter().find_map(|(_, note)| match note.outcome {
        Outcome::Given(minutes, _) => Some(minutes),
        Outcome::Lost(_) => None,
    });
    typed.set("minutes", minutes.unwrap_or(of.session.minutes).to_string());
    // What is the same for all is said once: who then chooses another for all means all.
    let same = noted.len() == of.pupils.len() && noted.iter().all(|(_, note)| note.outcome == noted[0].1.outcome);
    for (pupil, note) in noted.iter().copied() {
        let code = match note.outcome {
            Outcome::Given(_, how) => how.map_or("", |how| how.as_code()),
            Outcome::Lost(why) => why.as_code(),
        };
        let name = if same { "all".to_owned() } else { format!("p-{}", pupil.id) };
        typed.set(&name, code);
        typed.set(&format!("t-{}", pupil.id), note.target.map(|one| one.to_string()).unwrap_or_default());
        typed.set("words", note.words.clone());
    }
    typed
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Path((group, on, begins)): Path<(i64, String, u32)>,
) -> Result<Response> {
    let (seen, _) = day::one(&app, &person, (group, &on, begins)).await?;
    audit(&app, &person, &seen).await?;
    app.answer(&person, form(&seen, &opened(&seen, None), &FormErrors::default())).await
}

async fn audit(app: &App, person: &Person, seen: &DaySession) -> Result<()> {
    let pupils: Vec<_> = seen.pupils.iter().map(|one| (Some(seen.group.0), one.id)).collect();
    app.viewed_all(person, Subject::SessionNote, &pupils).await
}

fn form(seen: &DaySession, typed: &Typed, errors: &FormErrors) -> Page {
    let form = NoteForm { of: seen, typed, errors, id: String::new() };
    Page::new(format!("{}, {}", seen.name, Day(seen.session.on)), page::one(seen, &form))
        .at(Nav::Sessions)
        .wrong(errors)
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path((group, on, begins)): Path<(i64, String, u32)>,
    headers: HeaderMap,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (seen, _) = day::one(&app, &person, (group, &on, begins)).await?;
    if !seen.notes {
        return Err(Error::Forbidden);
    }
    let (typed, mut errors) = (Typed(typed), FormErrors::default());
    if !fields::is_key(typed.get("key")) {
        return Err(Error::BadRequest(
            "This note did not come from a page of ours: open the session again.".to_owned(),
        ));
    }
    let by_script = headers.get(header::ACCEPT).is_some_and(|accepts| accepts.as_bytes() == b"application/json");
    let Some(new) = fields::read(&typed, &seen, &mut errors) else {
        if by_script {
            let said: Vec<&String> = (&errors).into_iter().map(|(_, sentence)| sentence).collect();
            return Ok(in_json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "errors": said })));
        }
        return app.answer(&person, form(&seen, &typed, &errors)).await;
    };
    let new = NewRecord { key: own_key(&new), ..new };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    // The same note again, as from a phone that never heard of the first answer, is answered as the first was.
    if sessions::record(&mut tx, &new).await? {
        tx.commit().await?;
    }
    let adult = typed.get("adult").parse().ok().map(StaffId);
    let to = format!("{}#s-{}-{}", place(new.on, adult), new.group, new.begins);
    if by_script {
        return Ok(in_json(StatusCode::OK, &json!({ "to": to })));
    }
    Ok(Redirect::to(&to).into_response())
}

/// The key of a note with what it says: somebody who goes back in their browser and says something else has written another note.
fn own_key(new: &NewRecord) -> String {
    let said = format!("{} {} {:?}", new.minutes, new.words, new.notes);
    let digits: String = hashed(&said).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{digits}", new.key)
}

fn in_json(status: StatusCode, said: &serde_json::Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], said.to_string()).into_response()
}
