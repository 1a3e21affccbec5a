//! What stands around a plan on its page, as far as one person may see it.

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        costing::Rate,
        early::Prompt,
        plan::PlanKind,
        quality::Quality,
    },
    store::{
        annual_reviews::{self, PlanReviews},
        conversations::{self, Try},
        plans::{self, PlanView, quality},
        readings::{self, Reader},
        register::{Of, Part, Register},
        reviews::{self, ReviewView},
    },
};

/// It.
#[derive(PartialEq, Debug)]
pub(super) struct PlanSurroundings {
    /// Dated rates.
    pub(super) rates: Vec<Rate>,
    /// Recorded reviews, newest first; empty for a person who may not see them.
    pub(super) history: Vec<ReviewView>,
    /// The annual reviews; for an EHC delivery plan only.
    pub(super) annual: Option<PlanReviews>,
    /// Meetings offered on it, newest first; empty for a person who may not see them.
    pub(super) meetings: Vec<Try>,
    /// Who is to read it; empty for a person who does not run plans.
    pub(super) readers: Vec<Reader>,
    /// What the rules on how a plan is written say; for whoever may write in it.
    pub(super) quality: Option<Quality>,
    /// Why it should be looked at before its day; empty for a person who may not see reviews.
    pub(super) prompts: Vec<Prompt>,
}

impl Part for PlanSurroundings {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let plan = register.part_of::<Option<PlanView>>(conn, of, day).await?;
        let plan = plan.as_ref().as_ref().context("no such plan for this person")?;
        let (school, sees) = (register.school(), |thing| plan.may(thing, Verb::See));
        let runs_plans = of.viewer()?.may(Relation::None, Thing::Board, Verb::See);
        Ok(Self {
            rates: plans::rates(conn, school).await?,
            history: if sees(Thing::Review) { reviews::history(conn, plan.id).await? } else { vec![] },
            annual: match plan.kind == PlanKind::EhcDelivery && sees(Thing::SenRecord) {
                true => Some(annual_reviews::of_plan(conn, plan.id, &register.rules(day), day).await?),
                false => None,
            },
            meetings: if sees(Thing::Conversation) { conversations::of_plan(conn, plan.id).await? } else { vec![] },
            readers: match runs_plans && plan.is_open() {
                true => readings::readers(conn, school, readings::Of::Plan(plan.id), day).await?,
                false => vec![],
            },
            quality: match plan.is_open() && plan.may_write() {
                true => {
                    let around = quality::around(conn, plan.id, plan.pupil, day).await?;
                    Some(quality::check(plan, &plan.content, &around, register.calendar()))
                }
                false => None,
            },
            prompts: match plan.is_open() && sees(Thing::Review) {
                true => register.prompts_of(plan.pupil, plan.id, day),
                false => vec![],
            },
        })
    }
}
