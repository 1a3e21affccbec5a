//! A pupil's memberships: begun, looked at, ended. Other hours are another membership, so that what was stays dated.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;

use super::page;
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        ids::BaseMembershipId,
        inclusion_base::{BaseTime, latest_look},
        part_time::{FULL_WEEKS, parse_hours},
        time::LongDay,
    },
    store::{
        inclusion_bases::{self, InclusionBase, Membership, NewMembership},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::FormErrors,
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        pupil::head,
    },
};

/// A pupil with their memberships, and the bases that are open.
pub(super) struct PupilsBases {
    pub(super) head: Head,
    pub(super) all: Vec<Membership>,
    pub(super) open: Vec<InclusionBase>,
    pub(super) today: NaiveDate,
}

impl PupilsBases {
    async fn read(app: &App, head: Head) -> Result<Self> {
        let (mut conn, school, today) = (app.store.read().await?, head.viewer().school, app.clock.now().today());
        let all = inclusion_bases::memberships(&mut conn, school, Some(head.id)).await?;
        let mut open = inclusion_bases::of_school(&mut conn, school).await?;
        open.retain(|one| one.closed_on.is_none());
        Ok(Self { head, all, open, today })
    }

    /// One that goes on.
    fn going_on(&self, id: i64) -> Result<&Membership> {
        let found = self.all.iter().find(|one| one.id == BaseMembershipId(id)).ok_or(Error::NotFound)?;
        match found.time.until {
            None => Ok(found),
            Some(_) => Err(Error::Conflict("This membership has ended.".to_owned())),
        }
    }
}

async fn to_change(app: &App, person: &Person, id: i64) -> Result<PupilsBases> {
    let head = head::open_to_change(app, person, id, Thing::SenRecord).await?;
    PupilsBases::read(app, head).await
}

pub(super) async fn list(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::SenRecord).await?;
    let of = PupilsBases::read(&app, head).await?;
    let mut typed = Typed::default();
    typed.set("from_on", of.today.to_string());
    app.viewed(&person, Subject::BaseMembership, of.head.id).await?;
    app.answer(&person, page::of_pupil(&of, &typed, &FormErrors::default())).await
}

pub(super) async fn join(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let of = to_change(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let Some(new) = read(&of, &typed, &mut errors) else {
        return app.answer(&person, page::of_pupil(&of, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    inclusion_bases::join(&mut tx, of.head.id, &new).await?;
    tx.commit().await?;
    Ok(back(&of.head))
}

/// What was typed of a new membership; nothing where a field is wrong, which is said beside it.
fn read(of: &PupilsBases, typed: &Typed, errors: &mut FormErrors) -> Option<NewMembership> {
    let base = of.open.iter().find(|one| one.id.to_string() == typed.get("base"));
    match base {
        None => errors.add("base", "Choose which base"),
        Some(base) if of.all.iter().any(|one| one.base == base.id && one.time.until.is_none()) => {
            errors
                .add("base", format!("{} is a member of {} already: end that first", of.head.name.forename, base.name));
        }
        Some(_) => {}
    }
    let from = day_gone(typed, "from_on", "the first day", of.today, errors);
    let minutes = parse_hours(typed.get("hours")).filter(|n| (1..=*FULL_WEEKS.end()).contains(n));
    if minutes.is_none() {
        errors.add("hours", "Enter hours a week up to 50, like 6, 7.5 or 7:30");
    }
    given(typed, "why", "Say why, and for what the pupil learns there", errors);
    given(typed, "return_plan", "Say how the pupil returns to class", errors);
    let look_on = next_look(typed, of.today, errors);
    let (Some(base), Some(from), Some(minutes), Some(look_on), true) =
        (base, from, minutes, look_on, errors.is_empty())
    else {
        return None;
    };
    let time = BaseTime { from, until: None, minutes, look_on };
    Some(NewMembership { base: base.id, time, why: cut(typed.get("why")), return_plan: cut(typed.get("return_plan")) })
}

/// The day on which the plan to return is looked at next: after today, and within about a term.
fn next_look(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    let latest = latest_look(today);
    match date(typed.get("look_on")) {
        None => {
            errors.add("look_on", format!("Enter when the plan to return is looked at next as a date, like {latest}"))
        }
        Some(day) if day <= today => {
            errors.add("look_on", format!("{} is not to come: enter a later day", LongDay(day)))
        }
        Some(day) if day > latest => {
            errors.add("look_on", format!("It is looked at about once a term: enter a day up to {}", LongDay(latest)));
        }
        Some(day) => return Some(day),
    }
    None
}

pub(super) async fn ask_look(
    State(app): State<App>,
    person: Person,
    Path((id, membership)): Path<(i64, i64)>,
) -> Result<Response> {
    let of = to_change(&app, &person, id).await?;
    let one = of.going_on(membership)?;
    app.viewed(&person, Subject::BaseMembership, of.head.id).await?;
    app.answer(&person, page::looking(&of.head, one, &Typed::default(), &FormErrors::default())).await
}

pub(super) async fn look(
    State(app): State<App>,
    person: Person,
    Path((id, membership)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let of = to_change(&app, &person, id).await?;
    let one = of.going_on(membership)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "words", "Say what was found, and what happens next", &mut errors);
    let Some(next) = next_look(&typed, of.today, &mut errors).filter(|_| errors.is_empty()) else {
        return app.answer(&person, page::looking(&of.head, one, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    inclusion_bases::look(&mut tx, one, &cut(typed.get("words")), next).await?;
    tx.commit().await?;
    Ok(back(&of.head))
}

pub(super) async fn ask_end(
    State(app): State<App>,
    person: Person,
    Path((id, membership)): Path<(i64, i64)>,
) -> Result<Response> {
    let of = to_change(&app, &person, id).await?;
    let one = of.going_on(membership)?;
    let mut typed = Typed::default();
    typed.set("until_on", of.today.to_string());
    app.viewed(&person, Subject::BaseMembership, of.head.id).await?;
    app.answer(&person, page::ending(&of.head, one, &typed, &FormErrors::default())).await
}

pub(super) async fn end(
    State(app): State<App>,
    person: Person,
    Path((id, membership)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let of = to_change(&app, &person, id).await?;
    let one = of.going_on(membership)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let until = day_gone(&typed, "until_on", "the last day", of.today, &mut errors);
    if until.is_some_and(|until| until < one.time.from) {
        errors.add("until_on", format!("It began on {}: enter that day or a later one", LongDay(one.time.from)));
    }
    given(&typed, "why", "Say how it ended", &mut errors);
    let Some(until) = until.filter(|_| errors.is_empty()) else {
        return app.answer(&person, page::ending(&of.head, one, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !inclusion_bases::end(&mut tx, one, until, &cut(typed.get("why"))).await? {
        return Err(Error::Conflict("Somebody else has ended this meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&of.head))
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/bases", head.id)).into_response()
}
