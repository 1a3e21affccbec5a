//! How often force, restraint and seclusion were used in a year. The SENCO and the head see each number; governors see the terms that are
//! over, and of those no number from which a child could be made out.

use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::figures::ways_of;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        calendar::{AcademicYear, Season},
        count::counted,
        incident::{
            Telling,
            figures::{Counted, Parted, lines, pupils, share_with_sen},
        },
        need::Need,
        rules,
        sen_status::{self, SenCode},
    },
    store::{
        incidents::{self, Fact},
        register::Register,
    },
    web::{
        App,
        form::{
            asked,
            fields::{FormErrors, error_summary},
        },
        frame::{error::Result, page::Page, session::Person},
        ui::table::table,
    },
};

const TITLE: &str = "Force, restraint and seclusion";

/// Of which year, as 2026 for 2026/27; empty: of this one.
#[derive(Deserialize)]
pub(super) struct IncidentsQuery {
    #[serde(default)]
    year: String,
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Query(query): Query<IncidentsQuery>,
) -> Result<Response> {
    person.must(Thing::Figures, Verb::See)?;
    let today = app.clock.now().today();
    let this = AcademicYear::containing(today);
    let (mut unread, asked) = (FormErrors::default(), [this, this.previous()]);
    let found = asked.into_iter().find(|year| year.starting().to_string() == query.year);
    asked::readable(&mut unread, "year", &query.year, "a year that is shown here", found.is_some());
    let year = found.unwrap_or(this);
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, &person, today).await?;
    let sees_pupils = person.may(Thing::Incident, Verb::See);
    let until = if sees_pupils { year.ends_on() } else { last_day_over(&register, year, today) };
    let facts = incidents::facts(&mut conn, person.viewer.school, (year.starts_on(), until), today).await?;
    drop(conn);
    let all: Vec<Counted> = facts.iter().map(|fact| of_day(&register, fact)).collect();
    let threshold = u32::try_from(register.rules(today).get(rules::FIGURES_THRESHOLD)).unwrap_or(u32::MAX);
    let hidden_below = (!sees_pupils).then_some(threshold);
    app.looked(&person, Entry::new(Deed::Viewed, Subject::Report).detail("incidents")).await?;
    let other = if year == this { this.previous() } else { this };
    let body = html! {
        (ways_of(&person, "/reports/incidents"))
        (error_summary(&unread))
        h1 { (TITLE) " in " (year) }
        p.no-print { a href=(format!("/reports/incidents?year={}", other.starting())) { "The figures of " (other) } }
        (figures(&all, hidden_below))
    };
    app.answer(&person, Page::new(TITLE, body).wrong(&unread)).await
}

/// The last day of the last term of a year that is over, so that no number changes with a single incident while somebody looks on.
fn last_day_over(register: &Register, year: AcademicYear, today: NaiveDate) -> NaiveDate {
    let ends = Season::ALL.iter().map(|season| register.calendar().reach(year, *season).1);
    ends.filter(|end| *end < today).max().unwrap_or(year.previous().ends_on())
}

/// An incident with what is known of its pupil on its day; the need is the first of those that are open now.
fn of_day(register: &Register, fact: &Fact) -> Counted {
    let child = register.facts().children.find(fact.pupil);
    let in_class = child.and_then(|child| child.class_on(fact.on));
    let class = in_class.and_then(|one| register.facts().classes.get(&one.class)).map(|class| class.name.clone());
    let status = child.and_then(|child| sen_status::on(&child.statuses, fact.on));
    let need = child.and_then(|child| Need::from_code(child.needs.first()?));
    Counted {
        pupil: fact.pupil,
        season: register.calendar().season_of(fact.on).1,
        kinds: fact.kinds.clone(),
        class: class.unwrap_or_default(),
        nc_year: in_class.map(|one| one.nc_year.clone()).unwrap_or_default(),
        need: need.and_then(|need| need.areas().first()).map(|area| area.words().to_owned()).unwrap_or_default(),
        with_sen: matches!(status, Some(SenCode::Support | SenCode::Ehcp)),
        same_day: match fact.telling {
            Telling::Done { same_day } => Some(same_day),
            Telling::DueToday(_) | Telling::Late { .. } => None,
        },
    }
}

/// The lines; for somebody who may not see the pupils, only those from which none can be made out.
fn figures(all: &[Counted], hidden_below: Option<u32>) -> Markup {
    let (of_pupils, few) = (pupils(all).0, hidden_below.filter(|least| pupils(all).0 < *least as usize));
    html! {
        @if hidden_below.is_some() { p.muted { "Of the terms that are over." } }
        @if let Some(least) = few {
            p.lead { "Incidents with fewer than " (least) " pupils, or none: no more is shown, so that no child can be made out." }
        } @else {
            p.lead { strong { (counted(all.len(), "incident", "incidents")) } " with " (counted(of_pupils, "pupil", "pupils")) "." }
            @let shown = lines(all).into_iter().map(|line| (hidden_below.is_none_or(|least| line.may_be_shown(least)), line)).collect::<Vec<_>>();
            @for (is_shown, line) in &shown {
                @if *is_shown { (one(line)) } @else { p.muted { (line.title) ": not shown, so that no child can be made out." } }
            }
            @let share_is_shown = shown.iter().any(|(is_shown, line)| *is_shown && line.title == "By SEN");
            @if let Some(share) = share_with_sen(all).filter(|_| share_is_shown) { p { (share) "." } }
        }
        p.muted {
            "One incident may have had force and seclusion: it is counted once, under both. Class, year group and SEN are those of the day; the area "
            "is that of the need which is first now. Parents are told in writing on the same calendar day."
        }
    }
}

fn one(line: &Parted) -> Markup {
    let rows: Vec<Vec<Markup>> = line
        .cells
        .iter()
        .map(|(name, incidents, pupils)| vec![html! { (name) }, html! { (incidents) }, html! { (pupils) }])
        .collect();
    html! { div.figures { (table(line.title, &["Group", "Incidents", "Pupils"], &rows, "None.")) } }
}
