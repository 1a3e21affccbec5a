//! What lies around a review while it is written, as far as one person may see it.

use anyhow::Context;
use chrono::{NaiveDate, NaiveTime};
use sqlx::SqliteConnection;

use super::voices::{self, Heard};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        costing::Rate,
        early::Prompt,
        time::Moment,
    },
    store::{
        plans::{self, PlanView},
        register::{Of, Part, Register},
        reviews::{self, Beside, ReviewView},
        teacher_views, year_plan,
    },
};

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
            prompts: register.prompts_of(plan.pupil, plan.id, day),
        })
    }
}
