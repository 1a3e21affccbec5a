//! What lies around a review while it is written, as far as one person may see it.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{NaiveDate, NaiveTime};
use sqlx::SqliteConnection;

use super::voices::{self, Heard};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        costing::Rate,
        delivery::{Delivery, Outcome},
        early::Prompt,
        time::Moment,
        wellbeing::{TermSaid, by_term},
    },
    store::{
        plans::{self, PlanView},
        register::{Of, Part, Register},
        reviews::{self, Beside, ReviewView},
        sessions::{self, HeldNote},
        teacher_views, wellbeing, year_plan,
    },
};

/// Notes on sessions beside a review at most: more is read on the pages of the groups.
const NOTES: usize = 10;

/// It.
#[derive(PartialEq, Debug)]
pub(super) struct ReviewSurroundings {
    /// The school's calendar.
    pub(super) calendar: Calendar,
    /// The day to suggest for the next review.
    pub(super) next_on: NaiveDate,
    /// Reviews so far, newest first.
    pub(super) history: Vec<ReviewView>,
    /// What lies beside it.
    pub(super) beside: Beside,
    /// What pupil and parents have said since the last review.
    pub(super) heard: Heard,
    /// What the pupil's teachers say, each target under its newest row.
    pub(super) inputs: Vec<teacher_views::Voice>,
    /// What an hour costs; `None` for a person who may not see costs.
    pub(super) rates: Option<Vec<Rate>>,
    /// What was planned, given and lost since the cycle began, by the name of the provision.
    pub(super) given: BTreeMap<String, Delivery>,
    /// The short notes on the pupil's sessions since then that say something, the newest first.
    pub(super) said: Vec<HeldNote>,
    /// What pupil and adults have said of the pupil's wellbeing, term by term, for whoever sees the targets.
    pub(super) wellbeing: Vec<TermSaid>,
    /// Why it should be looked at early.
    pub(super) prompts: Vec<Prompt>,
}

impl Part for ReviewSurroundings {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let plan = register.part_of::<Option<PlanView>>(conn, of, day).await?;
        let plan = plan.as_ref().as_ref().context("no such plan for this person")?;
        let (school, calendar) = (register.school(), register.calendar().clone());
        // Whatever was asked or said that day had been so before its end.
        let evening = Moment::at(day, NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default());
        let days = (plan.cycle.started_on, day);
        let (given, notes) = sessions::of_pupil(conn, school, plan.pupil, register.calendar(), days).await?;
        Ok(Self {
            next_on: year_plan::review_after(conn, plan.id, &calendar, day).await?,
            calendar,
            history: reviews::history(conn, plan.id).await?,
            beside: reviews::beside(conn, plan, day).await?,
            heard: voices::heard(conn, plan).await?,
            inputs: voices::teachers(conn, plan, evening).await?,
            rates: match plan.may(Thing::Costs, Verb::See) {
                true => Some(plans::rates(conn, school).await?),
                false => None,
            },
            said: said(notes),
            given,
            wellbeing: terms(conn, register.calendar(), plan, day).await?,
            prompts: register.prompts_of(plan.pupil, plan.id, day),
        })
    }
}

/// What was said of the pupil's wellbeing, as far as the reader of the plan may see it.
async fn terms(
    conn: &mut SqliteConnection,
    calendar: &Calendar,
    plan: &PlanView,
    day: NaiveDate,
) -> anyhow::Result<Vec<TermSaid>> {
    if !plan.may(Thing::Targets, Verb::See) {
        return Ok(Vec::new());
    }
    let filled: Vec<_> = wellbeing::of_pupil(conn, plan.pupil).await?.iter().map(|one| one.filled).collect();
    Ok(by_term(calendar, &filled, day))
}

/// What was written last of sessions in which the pupil took part, the newest first.
fn said(mut notes: Vec<HeldNote>) -> Vec<HeldNote> {
    notes.retain(|one| !one.words.is_empty() && matches!(one.outcome, Outcome::Given(..)));
    notes.reverse();
    notes.truncate(NOTES);
    notes
}
