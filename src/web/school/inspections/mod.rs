//! For an inspection: pupils of the kinds that are asked for, several at once, each with the dates of their last cycle and the way to their time
//! line; and so many of them drawn by chance. It asks what is in the record, and adds nothing to it.

mod page;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use chrono::NaiveDate;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        ids::PupilId,
        inspection::{Marked, SampleMark, Stages, drawn, marks},
        need::{Area, first_area},
        sen_status::{self, SenCode},
        standing::Light,
    },
    store::{
        inspection::CaseFacts,
        layers::LayersToday,
        register::{BoardOf, Child, Register},
        sen_register::Indicators,
    },
    web::{
        App,
        form::{asked::readable, fields::FormErrors},
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/inspection", get(show))
}

/// A pupil who may be in the sample.
struct Case<'a> {
    child: &'a Child,
    status: SenCode,
    area: Area,
    class: String,
    nc_year: String,
    layers: String,
    marks: BTreeSet<SampleMark>,
    last: Option<Stages>,
}

/// What is asked, by the names of the fields.
type CaseQuery = BTreeMap<String, String>;

/// The most that are drawn.
const MOST_DRAWN: usize = 20;

struct Facts {
    register: Arc<Register>,
    asked: Arc<CaseFacts>,
    layers: Arc<LayersToday>,
    indicators: Arc<Indicators>,
    today: NaiveDate,
    overdue: BTreeSet<PupilId>,
}

async fn facts(app: &App, person: &Person) -> Result<Facts> {
    person.must(Thing::Board, Verb::See)?;
    // Of everybody or of nobody: a sample of half the school would be taken for one of the whole.
    if !person.viewer.may(Relation::None, Thing::SenRecord, Verb::See) {
        return Err(Error::Forbidden);
    }
    let today = app.clock.now().today();
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, today).await?;
    let board = register.board(&person.viewer, BoardOf::on(today));
    let late = board.iter().filter(|(_, stands)| stands.light == Light::Late);
    Ok(Facts {
        overdue: late.map(|(row, _)| row.pupil).collect(),
        asked: register.part(&mut conn, today).await?,
        layers: register.part(&mut conn, today).await?,
        indicators: register.part(&mut conn, today).await?,
        register,
        today,
    })
}

impl Facts {
    fn cases(&self) -> Vec<Case<'_>> {
        let children = self.register.facts().children.iter().filter(|child| child.is_on_roll(self.today));
        let mut cases: Vec<Case<'_>> = children.filter_map(|child| self.case(child)).collect();
        cases.sort_by_key(|case| (case.child.name.surname.to_lowercase(), case.child.name.forename.to_lowercase()));
        cases
    }

    fn case<'a>(&'a self, child: &'a Child) -> Option<Case<'a>> {
        let status = sen_status::on(&child.statuses, self.today).filter(|code| *code != SenCode::None)?;
        let class = child.class_on(self.today);
        let name = class.and_then(|one| self.register.facts().classes.get(&one.class)).map(|one| one.name.clone());
        let last = self.asked.last.get(&child.id).copied();
        Some(Case {
            child,
            status,
            area: first_area(&child.needs),
            class: name.unwrap_or_default(),
            nc_year: class.map(|one| one.nc_year.clone()).unwrap_or_default(),
            layers: self.layers.of(child.id).unwrap_or_default(),
            marks: self.marked(child, status, last),
            last,
        })
    }

    fn marked(&self, child: &Child, status: SenCode, last: Option<Stages>) -> BTreeSet<SampleMark> {
        let (today, id) = (self.today, child.id);
        let with_sen = child.statuses.iter().filter(|span| span.code != SenCode::None);
        let one = Marked {
            status,
            since: with_sen.map(|span| span.from).min(),
            indicators: self.indicators.of(id),
            attendance: self.asked.attendance.get(&id).copied(),
            is_suspended: self.asked.suspended.contains(&id),
            is_part_time: child.part_time.iter().any(|one| one.from <= today && today <= one.until),
            has_beside: child.plans.iter().any(|plan| plan.is_open(today) && !plan.kind.is_sen()),
            is_overdue: self.overdue.contains(&id),
            last,
        };
        marks(&one, today)
    }
}

/// Values by which pupils are narrowed beside the marks: field, words, and what a pupil has.
const SELECTS: [(&str, &str); 4] =
    [("area", "Area of need"), ("group", "Year group"), ("class", "Class"), ("layer", "Layer")];

fn value(case: &Case<'_>, field: &str) -> (String, String) {
    let same = |words: &str| (words.to_owned(), words.to_owned());
    match field {
        "area" => (case.area.as_code().to_owned(), case.area.words().to_owned()),
        "group" => same(&case.nc_year),
        "class" => same(&case.class),
        _ => same(&case.layers),
    }
}

fn wants(case: &Case<'_>, asked: &CaseQuery) -> bool {
    let given = |field: &str| asked.get(field).map_or("", String::as_str);
    SampleMark::ALL.iter().all(|mark| given(mark.as_code()).is_empty() || case.marks.contains(mark))
        && SELECTS.iter().all(|(field, _)| given(field).is_empty() || value(case, field).0 == given(field))
}

/// What of the address says nothing.
fn unread(cases: &[Case<'_>], asked: &CaseQuery) -> FormErrors {
    let mut errors = FormErrors::default();
    for (field, _) in SELECTS {
        let given = asked.get(field).map_or("", String::as_str);
        readable(
            &mut errors,
            field,
            given,
            "something that a pupil with SEN has",
            cases.iter().any(|case| value(case, field).0 == given),
        );
    }
    let draw = asked.get("draw").map_or("", String::as_str);
    let fits = draw.parse::<usize>().is_ok_and(|n| (1..=MOST_DRAWN).contains(&n));
    readable(&mut errors, "draw", draw, "a number from 1 to 20", fits);
    errors
}

async fn show(State(app): State<App>, person: Person, Query(mut asked): Query<CaseQuery>) -> Result<Response> {
    let facts = facts(&app, &person).await?;
    let all = facts.cases();
    let errors = unread(&all, &asked);
    for (field, _) in &errors {
        asked.remove(field.as_ref());
    }
    let mut found: Vec<&Case<'_>> = all.iter().filter(|case| wants(case, &asked)).collect();
    let seed =
        asked.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or_else(|| app.clock.now().unix().unsigned_abs());
    if let Some(wanted) = asked.get("draw").and_then(|draw| draw.parse::<usize>().ok()) {
        found = drawn(found.len(), wanted, seed).into_iter().map(|at| found[at]).collect();
    }
    let seen: Vec<(Option<i64>, PupilId)> = found.iter().map(|case| (None, case.child.id)).collect();
    app.viewed_all(&person, Subject::Report, &seen).await?;
    let body = page::page((&all, &found), (&asked, &errors), seed, person.may(Thing::Figures, Verb::See));
    app.answer(&person, Page::new("Case sample", body).at(Nav::Reports).wrong(&errors)).await
}
