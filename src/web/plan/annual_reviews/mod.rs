//! An EHC plan's annual review on one page: the limit that rules, each step with its day until it is ticked, who is asked and comes, the
//! report, the authority's decision, and the letter for what is overdue with the authority.

mod acts;
mod letter;
mod pack;
mod page;
mod people;
mod wanted;

use axum::{
    Form, Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;

use crate::{
    domain::{
        access::{Thing, Verb},
        annual_review::Child,
        audit::Subject,
        calendar::Calendar,
        plan::PlanKind,
    },
    store::{
        annual_reviews::{self, AnnualReview},
        calendar,
        plans::PlanView,
        schools,
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        plan::{evidence, plans},
    },
};

pub(in crate::web) use wanted::{in_a_line as steps_in_a_line, section as wanted_steps};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/plans/{id}/annual-review", get(show).post(change))
        .route("/plans/{id}/annual-review/letter", get(letter::show))
        .route("/plans/{id}/annual-review/pack.pdf", get(pack::as_pdf))
}

/// A plan with its annual reviews, the one under way first.
struct Seen {
    plan: PlanView,
    reviews: Vec<AnnualReview>,
    calendar: Calendar,
    child: Child,
    today: NaiveDate,
    /// Whether this person may have the pack, which is drawn from the whole record.
    draws_pack: bool,
}

impl Seen {
    /// Whether this person may enter something.
    fn changes(&self) -> bool {
        self.plan.may(Thing::SenRecord, Verb::Change) && self.plan.is_open()
    }

    /// The review under way, where the day is known from which it runs.
    fn under_way(&self) -> Option<&AnnualReview> {
        self.reviews.first()
    }
}

/// The annual reviews of a plan, to a person who may see the pupil's record.
async fn load(app: &App, person: &Person, id: i64) -> Result<Seen> {
    let plan = plans::load(app, person, id).await?;
    if plan.kind != PlanKind::EhcDelivery || !plan.may(Thing::SenRecord, Verb::See) {
        return Err(Error::NotFound);
    }
    let (mut conn, today, school) = (app.store.read().await?, app.clock.now().today(), person.viewer.school);
    let rules = schools::rules(&mut conn, school, today).await?;
    let reviews = annual_reviews::of_plan(&mut conn, plan.id, &rules, today).await?;
    let calendar = calendar::load(&mut conn, school).await?;
    Ok(Seen {
        plan,
        reviews: reviews.all,
        calendar,
        child: reviews.around.child,
        today,
        draws_pack: evidence::may_draw(person),
    })
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    app.viewed(&person, Subject::AnnualReview, seen.plan.pupil).await?;
    app.answer(&person, of(&seen, &Typed::default(), &FormErrors::default())).await
}

fn of(seen: &Seen, typed: &Typed, errors: &FormErrors) -> Page {
    let title = format!("Annual review: {}", seen.plan.pupil_name.short());
    Page::new(title, page::page(seen, typed, errors)).wrong(errors)
}

async fn change(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    if !seen.plan.may(Thing::SenRecord, Verb::Change) {
        return Err(Error::Forbidden);
    }
    if !seen.plan.is_open() {
        return Err(Error::Conflict("This plan has ended: nothing of its annual review is open.".to_owned()));
    }
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let act = acts::read(&typed, &seen, &mut errors);
    let Some(act) = act.filter(|_| errors.is_empty()) else {
        return app.answer(&person, of(&seen, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !acts::done(&mut tx, &seen, act).await? {
        return Err(Error::Conflict(
            "Somebody else has entered this meanwhile. Open the page again and look.".to_owned(),
        ));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{id}/annual-review")).into_response())
}
