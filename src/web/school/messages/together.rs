//! Messages that go together, of one kind on one day: how many, in which languages, and whether they go, before they do. All of them are held
//! back, or let go, in one press: whoever finds something wrong with a round has minutes, and no time to press a button for each family.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Foreseen, GONE, outlook};
use crate::{
    domain::{
        access::{Thing, Verb},
        notice::{HeldBack, NoticeKind},
        reminder::{Planned, Standing},
        time::LongDay,
    },
    store::notices,
    web::{
        App,
        form::days::date,
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::{post_form::post_form, table::table},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/messages/holds/together", post(hold))
}

/// Fewer are looked at one by one.
const FEWEST: usize = 2;

/// What of one kind goes on one day.
#[derive(Default)]
struct Together<'a> {
    goes: usize,
    held: usize,
    languages: BTreeMap<&'a str, usize>,
}

/// Whether a message would go, and a person could hold it back.
fn goes(planned: &Planned) -> bool {
    planned.kind.is_mail() && matches!(planned.standing, Standing::Due | Standing::Later)
}

/// Whether a person has held it back: only then can a person let it go.
fn is_held(planned: &Planned) -> bool {
    planned.kind.is_mail() && planned.standing == Standing::Held(HeldBack::HeldByPerson)
}

fn gathered(all: &[Foreseen]) -> BTreeMap<(NaiveDate, &'static str, NoticeKind), Together<'_>> {
    let mut found: BTreeMap<_, Together<'_>> = BTreeMap::new();
    for Foreseen { planned, language, .. } in all.iter().filter(|one| goes(&one.planned) || is_held(&one.planned)) {
        let of = found.entry((planned.due_on, planned.kind.words(), planned.kind)).or_default();
        of.goes += usize::from(goes(planned));
        of.held += usize::from(is_held(planned));
        *of.languages.entry(language).or_default() += 1;
    }
    found.retain(|_, of| of.goes + of.held >= FEWEST);
    found
}

/// What the page says of it, where anything goes together.
pub(super) fn section(all: &[Foreseen], changes: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = gathered(all)
        .into_iter()
        .map(|((on, words, kind), of)| {
            let languages: Vec<_> =
                of.languages.iter().map(|(language, many)| format!("{many} in {language}")).collect();
            let mut row = vec![
                html! { (words) p.muted { (LongDay(on)) } },
                html! { (languages.join(", ")) },
                html! {
                    @if of.goes > 0 { (of.goes) @if of.goes == 1 { " goes" } @else { " go" } }
                    @if of.goes > 0 && of.held > 0 { ", " }
                    @if of.held > 0 { (of.held) " held by a person" }
                },
            ];
            if changes {
                row.push(buttons((on, words, kind), &of));
            }
            row
        })
        .collect();
    let mut heads = vec!["Message", "To how many, in which language", "Do they go?"];
    if changes {
        heads.push("All of them");
    }
    html! {
        @if !rows.is_empty() {
            // Shut, so that the list below is in sight on a phone; whoever comes to what is in it finds it open.
            details {
                summary { "What goes together " span.muted { "(" (rows.len()) ")" } }
                div #together {
                    (table("Of one kind, on one day", &heads, &rows, ""))
                    p.muted.no-print { "To whom, and what each says, stands in the list below. A message that is held waits until somebody lets it go." }
                }
            }
        }
    }
}

fn buttons((on, words, kind): (NaiveDate, &str, NoticeKind), of: &Together<'_>) -> Markup {
    let which = html! { span.hidden { ": " (words) ", " (LongDay(on)) } };
    post_form("/messages/holds/together").of(html! {
        input type="hidden" name="on" value=(on);
        input type="hidden" name="kind" value=(kind.as_code());
        div.actions.no-print {
            @if of.goes > 0 { button.second type="submit" name="action" value="hold" { "Hold back " (of.goes) (which) } }
            @if of.held > 0 { button.second type="submit" name="action" value="release" { "Let " (of.held) " go" (which) } }
        }
    })
}

/// Messages of one kind on one day, to hold back or to let go.
#[derive(Debug, Deserialize)]
struct HoldTogether {
    #[serde(default)]
    on: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    action: String,
}

async fn hold(State(app): State<App>, person: Person, Form(form): Form<HoldTogether>) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let wanted: fn(&Planned) -> bool = match form.action.as_str() {
        "hold" => goes,
        "release" => is_held,
        _ => return Err(Error::BadRequest("Messages can be held or released.".to_owned())),
    };
    let (on, kind) = (date(form.on.trim()), NoticeKind::from_code(&form.kind));
    let foreseen = outlook(&app, &person, &mut *app.store.read().await?).await?;
    let all = foreseen.0.iter().map(|one| &one.planned);
    let is_of = |one: &&Planned| Some(one.due_on) == on && Some(one.kind) == kind && wanted(one);
    let keys: Vec<&str> = all.filter(is_of).map(|one| one.key.as_str()).collect();
    if keys.is_empty() {
        return Err(Error::Conflict(GONE.to_owned()));
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for key in keys {
        match form.action.as_str() {
            "hold" => notices::hold(&mut tx, key).await?,
            _ => notices::release(&mut tx, key).await?,
        }
    }
    tx.commit().await?;
    Ok(Redirect::to("/messages#together").into_response())
}
