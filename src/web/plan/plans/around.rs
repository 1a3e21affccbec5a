//! What stands around a plan on its page, as far as one person may see it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        costing::Rate,
        delivery::{Delivery, WeeklyTime, weekday_words},
        early::Prompt,
        part_time::clock,
        plan::PlanKind,
        plan_version::{Version, changes},
        quality::Quality,
    },
    store::{
        annual_reviews::{self, PlanReviews},
        conversations::{self, Try},
        groups::{self, Which},
        payers::{self, PayersByLine},
        plans::{self, PlanView, quality, versions},
        provisions,
        readings::{self, Reader},
        register::{Of, Part, Register},
        reviews::{self, ReviewView},
        sessions,
    },
};

/// It.
#[derive(PartialEq, Debug)]
pub(super) struct PlanSurroundings {
    /// What was given since the cycle began, by the name of the provision, and when in the week it is.
    pub(super) given: BTreeMap<String, GivenLine>,
    /// For which provision the pupil waits for a place, and since when.
    pub(super) waits: Vec<(String, NaiveDate)>,
    /// Dated rates.
    pub(super) rates: Vec<Rate>,
    /// Who pays for its lines beside its own streams; empty for a person who may not see costs.
    pub(super) payers: PayersByLine,
    /// Recorded reviews, newest first; empty for a person who may not see them.
    pub(super) history: Vec<ReviewView>,
    /// The annual reviews; for an EHC delivery plan only.
    pub(super) annual: Option<PlanReviews>,
    /// Meetings offered on it, newest first; empty for a person who may not see them.
    pub(super) meetings: Vec<Try>,
    /// Who is to read it; empty for a person who does not run plans.
    pub(super) readers: Vec<Reader>,
    /// What the rules on how a plan is written say of it, or of its draft; for whoever may write in it.
    pub(super) quality: Option<Quality>,
    /// What the version in force says that the one before did not.
    pub(super) changed: Vec<String>,
    /// What the draft says that the version in force does not; for whoever may write in it.
    pub(super) drafted: Vec<String>,
    /// Why it should be looked at before its day; empty for a person who may not see reviews.
    pub(super) prompts: Vec<Prompt>,
}

impl Part for PlanSurroundings {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let plan = register.part_of::<Option<PlanView>>(conn, of, day).await?;
        let plan = plan.as_ref().as_ref().context("no such plan for this person")?;
        let (school, sees) = (register.school(), |thing| plan.may(thing, Verb::See));
        let runs_plans = of.viewer()?.may(Relation::None, Thing::Board, Verb::See);
        let all = if plan.versions.is_empty() { vec![] } else { versions::all(conn, plan).await? };
        let said = |one: Option<&Version>| {
            all.iter().find(|kept| Some(kept.version.id) == one.map(|v| v.id)).map(|kept| kept.kept.said())
        };
        let told = |old: Option<&Version>, new: Option<&Version>| {
            said(old).zip(said(new)).map(|(old, new)| changes(&old, &new)).unwrap_or_default()
        };
        let now = plan.in_force();
        let is_before = |one: &&Version| one.agreed_on.is_some() && now.is_some_and(|now| one.number < now.number);
        let before = plan.versions.iter().rfind(is_before);
        Ok(Self {
            changed: told(before, now),
            drafted: if plan.may_write() { told(now, plan.draft()) } else { vec![] },
            given: given(conn, register, plan, day).await?,
            waits: if plan.is_open() { provisions::waited_for(conn, plan.pupil).await? } else { vec![] },
            rates: plans::rates(conn, school).await?,
            payers: if sees(Thing::Costs) { payers::of_cycle(conn, plan.cycle.id).await? } else { PayersByLine::new() },
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
                    let draft = versions::draft(conn, plan).await?;
                    Some(quality::check(plan, draft.as_ref().unwrap_or(&plan.content), &around, register.calendar()))
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

/// What stands of one line of provision beside it.
#[derive(PartialEq, Debug, Default)]
pub(super) struct GivenLine {
    /// What was planned, given and lost since the cycle began.
    pub(super) came: Delivery,
    /// "Monday 9:00am, Library, Ms Bates": its times that are not over.
    pub(super) times: Vec<String>,
}

async fn given(
    conn: &mut SqliteConnection,
    register: &Register,
    plan: &PlanView,
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<String, GivenLine>> {
    let groups = groups::of_school(conn, register.school(), Which::OfPupil(plan.pupil)).await?;
    if groups.is_empty() || !plan.is_open() {
        return Ok(BTreeMap::new());
    }
    let days = (plan.cycle.started_on, day);
    let notes = sessions::notes(conn, register.school(), Some(plan.pupil), days).await?;
    let came = sessions::by_provision(&groups, &notes, plan.pupil, register.calendar(), days);
    let mut all: BTreeMap<String, GivenLine> =
        came.into_iter().map(|(name, came)| (name, GivenLine { came, times: Vec::new() })).collect();
    for group in &groups {
        let by: Vec<String> = group.adults.iter().filter(|one| one.is_on(day)).map(|one| one.name.formal()).collect();
        let own = group.times_of(plan.pupil);
        let mut same: BTreeMap<(u32, &str), BTreeSet<u32>> = BTreeMap::new();
        for (time, place) in group.weekly().filter(|(time, _)| own.iter().any(|one| is_at(one, time, day))) {
            same.entry((time.begins, place)).or_default().insert(time.weekday);
        }
        for ((begins, place), weekdays) in same {
            let mut words = vec![format!("{} {}", weekday_words(&weekdays), clock(begins))];
            words.extend((!place.is_empty()).then(|| place.to_owned()));
            words.extend(by.iter().cloned());
            all.entry(group.provision.clone()).or_default().times.push(words.join(", "));
        }
    }
    Ok(all)
}

/// Whether a pupil's time is this one of the group, and is not over.
fn is_at(own: &WeeklyTime, time: &WeeklyTime, day: NaiveDate) -> bool {
    (own.weekday, own.begins) == (time.weekday, time.begins) && own.span.until.is_none_or(|until| until >= day)
}
