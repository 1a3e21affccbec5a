//! Many reviews in a row. The queue stands in the address, as the numbers of its plans: nothing is kept for it, two people may each have
//! theirs, and a review that somebody else has recorded meanwhile is passed over.

use std::collections::BTreeSet;

use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        count::counted,
        ids::PlanId,
        missing::Missing,
        standing::State as CellState,
    },
    store::register::{BoardOf, Line},
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// The most plans one queue holds: an address has an end.
const MOST: usize = 200;

/// Where one review stands in its queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    plans: Vec<PlanId>,
    at: usize,
    saved: bool,
}

impl Place {
    /// Reads "3.17.4". Nothing where this plan is not in it.
    pub(super) fn read(text: &str, plan: PlanId, saved: bool) -> Option<Self> {
        let plans: Vec<PlanId> = text.split('.').filter_map(|n| n.parse().ok().map(PlanId)).take(MOST).collect();
        let at = plans.iter().position(|p| *p == plan)?;
        Some(Self { plans, at, saved })
    }

    /// The queue as it stands in addresses and forms.
    pub(super) fn text(&self) -> String {
        text(&self.plans)
    }

    /// First, second, third …
    pub(super) fn number(&self) -> usize {
        self.at + 1
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.plans.len()
    }

    /// The review before this one has just been saved.
    pub(super) fn has_just_saved(&self) -> bool {
        self.saved
    }

    /// Past this one without recording it.
    pub(super) fn skip(&self) -> String {
        match self.plans.get(self.at + 1) {
            Some(next) => address(*next, &self.plans, false),
            None => end(&self.plans),
        }
    }

    /// The next that still has its review to come.
    pub(super) fn next(&self, owed: &BTreeSet<PlanId>) -> String {
        match self.plans[self.at + 1..].iter().find(|plan| owed.contains(plan)) {
            Some(next) => address(*next, &self.plans, true),
            None => end(&self.plans),
        }
    }
}

fn text(plans: &[PlanId]) -> String {
    plans.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

fn address(plan: PlanId, plans: &[PlanId], saved: bool) -> String {
    format!("/plans/{plan}/review/new?queue={}{}", text(plans), if saved { "&saved=1" } else { "" })
}

fn end(plans: &[PlanId]) -> String {
    format!("/reviews/queue?done={}", text(plans))
}

/// Which queue: of one class, or how one that has been gone through came out.
#[derive(Deserialize)]
pub(super) struct ReviewQuery {
    #[serde(default)]
    class: String,
    #[serde(default)]
    done: String,
}

/// Opens the first review of a queue, or says how one came out.
pub(super) async fn open(State(app): State<App>, person: Person, Query(asked): Query<ReviewQuery>) -> Result<Response> {
    if !person.viewer.may(Relation::Teaches, Thing::Review, Verb::Change) {
        return Err(Error::Forbidden);
    }
    let owed = owed(&app, &person).await?;
    let gone: Vec<PlanId> = asked.done.split('.').filter_map(|n| n.parse().ok().map(PlanId)).take(MOST).collect();
    if gone.is_empty() {
        let wanted = owed.iter().filter(|(_, class)| asked.class.is_empty() || *class == asked.class);
        let plans: Vec<PlanId> = wanted.map(|(plan, _)| *plan).take(MOST).collect();
        if let Some(first) = plans.first() {
            return Ok(Redirect::to(&address(*first, &plans, false)).into_response());
        }
    }
    let left: Vec<PlanId> = gone.iter().copied().filter(|plan| owed.iter().any(|(id, _)| id == plan)).collect();
    let body = html! {
        h1 { "Reviews in a row" }
        @if gone.is_empty() {
            p.praise { "No review waits for you now." }
        } @else {
            p.praise { (gone.len() - left.len()) " of " (counted(gone.len(), "review is", "reviews are")) " recorded." }
        }
        @if let Some(first) = left.first() {
            p.actions {
                a.primary href=(address(*first, &left, false)) {
                    "Record the " @match left.len() { 1 => "one that is left", n => { (n) " that are left" } }
                }
            }
        }
        p { a href="/" { "Back to today" } }
    };
    app.answer(&person, Page::new("Reviews in a row", body)).await
}

/// The plans whose reviews this person may record and that are to be held now, the most urgent first, each with its class.
pub(super) async fn owed(app: &App, person: &Person) -> Result<Vec<(PlanId, String)>> {
    let today = app.clock.now().today();
    let register = app.register(&mut *app.store.read().await?, person, today).await?;
    let theirs = register.board_to(&person.viewer, (Thing::Review, Verb::Change), BoardOf::on(today));
    let is_due = |line: &Line| {
        line.1.cells.iter().any(|cell| match cell.state {
            CellState::Overdue(_) | CellState::DueSoon(_) => true,
            CellState::Booked(on) => on <= today,
            CellState::Planned => cell.window.opens_on <= today,
            CellState::Done { .. } | CellState::NotNeeded(_) => false,
        })
    };
    let is_written = |line: &Line| !line.0.missing.contains(&Missing::Targets);
    let mut lines: Vec<&Line> = theirs.iter().filter(|line| is_due(line) && is_written(line)).collect();
    lines.sort_by_key(|(row, stands)| {
        let open = stands.cells.iter().find(|c| !matches!(c.state, CellState::Done { .. } | CellState::NotNeeded(_)));
        (open.map(|c| c.due_on), row.name.surname.clone(), row.name.forename.clone())
    });
    Ok(lines.into_iter().filter_map(|(row, _)| row.plan.map(|plan| (plan, row.class.clone()))).collect())
}
