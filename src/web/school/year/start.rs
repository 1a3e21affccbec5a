//! Plans for everybody who has a right to reviews and none yet, in one go: a school that has just been imported has a hundred of them, and
//! without a plan no review can be given a day. They begin empty; what is aimed at is written into each afterwards.

use std::collections::BTreeSet;

use axum::{
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{draft::Draft, steps};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Calendar},
        count::counted,
        ids::{PlanId, StaffId},
        missing::Missing,
        people::Name,
        plan::{PlanKind, Terms},
        sen_status::SenCode,
        time::LongDay,
    },
    store::{
        Tx,
        plans::{self, Content},
        register::{self, BoardOf, BoardRow, Register},
        year_plan,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, select},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "Start plans together";

/// The choice that lets the teacher of each class lead.
const TEACHER: &str = "teacher";

/// Who waits for a plan, and what the form offers.
struct WithoutPlan {
    today: NaiveDate,
    calendar: Calendar,
    rows: Vec<BoardRow>,
    leads: Vec<(StaffId, Name)>,
}

/// Whether a line of the board is somebody on SEN support or with an EHC plan for whom no plan has been made here.
pub(in crate::web) fn waits(row: &BoardRow) -> bool {
    row.missing.contains(&Missing::Plan)
}

impl WithoutPlan {
    /// The last day of the round that is open or opens next.
    fn last_day(&self) -> NaiveDate {
        self.calendar.on_or_before(self.calendar.next_window(self.today).2.closes_on)
    }
}

async fn load(
    conn: &mut SqliteConnection,
    register: &Register,
    person: &Person,
    today: NaiveDate,
) -> Result<WithoutPlan> {
    let board = register.board(&person.viewer, BoardOf::on(today));
    let mut rows: Vec<BoardRow> = board.iter().map(|(row, _)| row).filter(|row| waits(row)).cloned().collect();
    rows.sort_by_key(|r| (r.nc_year.parse().unwrap_or(0), r.class.clone(), r.name.surname.clone()));
    let leads = plans::leads(conn, person.viewer.school, today).await?;
    Ok(WithoutPlan { today, calendar: register.calendar().clone(), rows, leads })
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, &person, today).await?;
    let waiting = load(&mut conn, &register, &person, today).await?;
    drop(conn);
    let mut typed = Typed::default();
    typed.set("lead", TEACHER);
    for row in &waiting.rows {
        typed.0.push(("pupil".to_owned(), row.pupil.to_string()));
    }
    app.answer(&person, Page::new(TITLE, page(&waiting, &typed, &FormErrors::default()))).await
}

pub(super) async fn start(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let (typed, now) = (Typed(fields), app.clock.now());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let register = tx.register(now.today()).await?;
    let waiting = load(tx.conn(), &register, &person, now.today()).await?;
    let mut errors = FormErrors::default();
    let wanted: Vec<&BoardRow> = waiting.rows.iter().filter(|row| is_ticked(&typed, row)).collect();
    let chosen = waiting.leads.iter().map(|(id, _)| *id).find(|id| id.to_string() == typed.get("lead"));
    if chosen.is_none() && typed.get("lead") != TEACHER {
        errors.add("lead", "Choose who leads the plans");
    }
    if wanted.is_empty() && !waiting.rows.is_empty() {
        errors.add("pupils", "Tick at least one pupil");
    }
    if !errors.is_empty() {
        drop(tx);
        return app.answer(&person, Page::new(TITLE, page(&waiting, &typed, &errors)).wrong(&errors)).await;
    }
    let mut started = BTreeSet::new();
    for row in &wanted {
        let lead = chosen.unwrap_or_else(|| teacher(row).unwrap_or(person.viewer.staff));
        started.insert(plans::create(&mut tx, row.pupil, kind(row), &empty(lead, waiting.last_day())).await?);
    }
    share_out(&mut tx, &person, &waiting, &started).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/year?started={}", wanted.len())).into_response())
}

fn is_ticked(typed: &Typed, row: &BoardRow) -> bool {
    typed.0.iter().any(|(name, value)| name == "pupil" && *value == row.pupil.to_string())
}

/// Gives each of these plans a first review on a day of its own, by load, as the page that plans the year proposes it. Whatever has no
/// good day keeps the last one of the round.
async fn share_out(tx: &mut Tx, person: &Person, waiting: &WithoutPlan, started: &BTreeSet<PlanId>) -> Result<()> {
    let (year, season) = waiting.calendar.season_of(waiting.last_day());
    // With the plans that this act has just made.
    let register = register::load(tx.conn(), person.viewer.school, AcademicYear::containing(waiting.today)).await?;
    let (school, rules) = (person.viewer.school, register.rules(waiting.today));
    let ties = year_plan::ties(tx.conn(), school, (register.calendar(), &rules), waiting.today).await?;
    let seen = super::seen((&register, &ties), person, year, waiting.today);
    let mut draft = Draft::saved(&seen);
    draft.typed.set("round", season.as_code());
    draft.days.retain(|(plan, of), _| !(started.contains(plan) && *of == season));
    steps::propose(&seen, &mut draft, &mut FormErrors::default());
    for change in draft.changes(&seen, &mut FormErrors::default()) {
        if started.contains(&change.plan) {
            year_plan::put(tx, &change).await?;
        }
    }
    Ok(())
}

/// The one who teaches the pupil; nobody where several do, since nobody here knows which of them it is to be.
fn teacher(row: &BoardRow) -> Option<StaffId> {
    if let [one] = row.teachers[..] { Some(one) } else { None }
}

fn kind(row: &BoardRow) -> PlanKind {
    if row.status == Some(SenCode::Ehcp) { PlanKind::EhcDelivery } else { PlanKind::SenSupport }
}

fn empty(lead: StaffId, review_on: NaiveDate) -> Content {
    let (outcomes, targets, placements) = (Vec::new(), Vec::new(), Vec::new());
    Content { lead, review_on, ehc_anchor_on: None, terms: Terms::default(), outcomes, targets, placements }
}

/// "1 pupil has", "86 pupils have".
pub(in crate::web) fn pupils_have(n: usize) -> String {
    counted(n, "pupil has", "pupils have")
}

fn page(waiting: &WithoutPlan, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        p.no-print { a href="/year" { "Back to planning the year" } }
        (error_summary(errors))
        h1 { (TITLE) }
        @if waiting.rows.is_empty() {
            p.praise { "Every pupil on SEN support or with an EHC plan has a plan here." }
        } @else {
            p.lead { (pupils_have(waiting.rows.len())) " SEN support or an EHC plan, and no plan here yet." }
            p {
                "Each plan begins empty, with somebody who leads it. "
                "Their first reviews are shared out over the school days up to "
                (LongDay(waiting.last_day()))
                ", and can be moved when the year is planned. "
                "Outcomes, targets and provision are written into each plan afterwards. No parent is written to."
            }
            (form(waiting, typed, errors))
        }
    }
}

fn form(waiting: &WithoutPlan, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let leads: Vec<(String, String)> = waiting.leads.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let mut options = vec![(TEACHER, "The teacher of each class")];
    options.extend(leads.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let lead = field(
        "lead",
        "Who leads them",
        "Where a class has no teacher, or several, you lead until somebody else is put in.",
    );
    html! {
        (post_form("/year/plans").of(html! {
            (select(&lead, &options))
            (pupils(waiting, typed, errors))
            p.actions { (button("Start a plan for everybody who is ticked")) }
        }))
    }
}

fn pupils(waiting: &WithoutPlan, typed: &Typed, errors: &FormErrors) -> Markup {
    let error = errors.get("pupils");
    html! {
        fieldset.field.field-wrong[error.is_some()] id="pupils" tabindex="-1" aria-describedby=[error.map(|_| "pupils-error")] {
            legend { "For whom" }
            @if let Some(error) = error { p.field-error #pupils-error { span.hidden { "Error: " } (error) } }
            div.columns {
                @for row in &waiting.rows {
                    @let id = format!("pupil-{}", row.pupil);
                    div.choice {
                        input type="checkbox" id=(id) name="pupil" value=(row.pupil) checked[is_ticked(typed, row)];
                        label for=(id) {
                            (row.name.full()) " " span.muted { (row.class) ", " (kind(row).words()) }
                        }
                    }
                }
            }
        }
    }
}
