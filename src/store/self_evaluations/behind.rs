//! Whom the live figures count, and of each whether it is as the figure asks. What another page counts is asked of the same function as
//! there; the figures of reviews are the reports' own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        annual_review::{self, StepState},
        attendance::Band,
        bank::Success,
        calendar::AcademicYear,
        ids::{PupilId, SchoolId},
        part_time,
        people::Name,
        self_evaluation::{Behind, Figure},
        sen_status::{self, SenCode},
        target::Progress,
    },
    store::{
        annual_reviews::followed,
        code,
        conversations::satisfaction,
        inspection, provisions, readings,
        register::{Child, Register},
        reports::with_sen,
    },
};

/// A pupil, and whether what is counted is as the figure asks.
type Of = (PupilId, bool);

/// Everybody whom a figure counts, as it stands on a day; `None` for those that the reports work out.
///
/// # Errors
/// When the database refuses.
pub async fn behind(
    conn: &mut SqliteConnection,
    register: &Register,
    figure: Figure,
    day: NaiveDate,
) -> anyhow::Result<Option<Vec<Behind>>> {
    let school = register.school();
    let year = AcademicYear::containing(day);
    let since = (year.starts_on(), day);
    let found: Vec<Of> = match figure {
        Figure::ReviewsOnTime | Figure::ThreeAYear | Figure::ParentsMet => return Ok(None),
        Figure::ProvisionDescribed => {
            let all = provisions::of_school(conn, school, None).await?;
            let says = |one: &provisions::HeldProvision| !one.says.evidence.trim().is_empty();
            return Ok(Some(all.iter().map(|one| Behind { pupil: None, counts: says(one) }).collect()));
        }
        Figure::Assessed => {
            let assessed = assessed(conn, school, day).await?;
            with_sen(register, day).map(|child| (child.id, assessed.contains(&child.id))).collect()
        }
        Figure::SeldomAbsent => seldom_absent(conn, register, day).await?,
        Figure::TargetsMet => targets_met(conn, school, since).await?,
        Figure::WholeCycles => {
            let all = inspection::cycles(conn, school, since).await?;
            all.into_iter().map(|(pupil, stages)| (pupil, stages.is_whole())).collect()
        }
        Figure::PupilsHeard => pupils_heard(conn, school, since).await?,
        Figure::AnnualReviewsInTime => annual_reviews(conn, register, day).await?,
        Figure::Adulthood => adulthood(conn, register, day).await?,
        Figure::AdviceReceived => advice_received(conn, school, (year.previous().starts_on(), day)).await?,
        Figure::PartTimeInOrder => part_time_in_order(register, day),
        Figure::PlansRead => {
            let all = readings::readers(conn, school, readings::Of::School, day).await?;
            all.iter().map(|one| (one.pupil, one.read.is_some())).collect()
        }
        Figure::AtHome => at_home(conn, register, day).await?,
        Figure::AgreedDone => agreed_done(conn, school, since).await?,
        Figure::NeedsAsked => needs_asked(conn, register, day).await?,
        Figure::MeetingsUseful => meetings_useful(conn, school, since).await?,
    };
    Ok(Some(named(register, found)))
}

/// The same with the pupils' names.
#[must_use]
pub fn named(register: &Register, found: Vec<Of>) -> Vec<Behind> {
    let name = |id| register.facts().children.find(id).map(|child| child.name.clone());
    let unknown = || Name { title: String::new(), forename: String::new(), surname: "A pupil".to_owned() };
    let named = |(id, counts)| Behind { pupil: Some((id, name(id).unwrap_or_else(unknown))), counts };
    found.into_iter().map(named).collect()
}

async fn assessed(conn: &mut SqliteConnection, school: SchoolId, day: NaiveDate) -> anyhow::Result<BTreeSet<PupilId>> {
    let since = day.checked_sub_months(Months::new(12)).unwrap_or(day);
    let pupils = sqlx::query_scalar!(
        r#"SELECT DISTINCT a.pupil_id AS "id!" FROM assessment a JOIN pupil p ON p.id = a.pupil_id
           WHERE p.school_id = ? AND a.withdrawn_at IS NULL AND a.assessed_on BETWEEN ? AND ?"#,
        school.0,
        since,
        day
    );
    Ok(pupils.fetch_all(conn).await?.into_iter().map(PupilId).collect())
}

/// By the last report of the year on each pupil, up to the day.
async fn seldom_absent(conn: &mut SqliteConnection, register: &Register, day: NaiveDate) -> anyhow::Result<Vec<Of>> {
    let last = inspection::attendance(conn, register.school(), day).await?;
    let seldom = |band: &Band| !matches!(band, Band::Persistent | Band::Severe);
    Ok(with_sen(register, day).filter_map(|child| Some((child.id, seldom(last.get(&child.id)?)))).collect())
}

/// Reviewed targets; support that was not given says nothing about the target.
async fn targets_met(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, until): (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<Of>> {
    let rows = sqlx::query!(
        r#"SELECT l.pupil_id AS "pupil!", x.progress FROM target_result x JOIN review r ON r.id = x.review_id
           JOIN cycle c ON c.id = r.cycle_id JOIN plan l ON l.id = c.plan_id JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ? AND r.held_on BETWEEN ? AND ? ORDER BY p.surname, p.forename, x.target_id"#,
        school.0,
        from,
        until
    )
    .fetch_all(conn)
    .await?;
    let mut found = Vec::new();
    for row in rows {
        let success = Success::of([code::read::<Progress>(&row.progress)?]);
        if success.of > 0 {
            found.push((PupilId(row.pupil), success.met > 0));
        }
    }
    Ok(found)
}

async fn pupils_heard(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, until): (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<Of>> {
    let rows = sqlx::query!(
        r#"SELECT l.pupil_id AS "pupil!", (trim(r.pupil_view) <> '') AS "heard!: bool"
           FROM review r JOIN cycle c ON c.id = r.cycle_id JOIN plan l ON l.id = c.plan_id JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ? AND r.held_on BETWEEN ? AND ? ORDER BY p.surname, p.forename, r.id"#,
        school.0,
        from,
        until
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (PupilId(row.pupil), row.heard)).collect())
}

/// A step that parents have time for is nobody's to be late with.
async fn annual_reviews(conn: &mut SqliteConnection, register: &Register, day: NaiveDate) -> anyhow::Result<Vec<Of>> {
    let all = followed(conn, register.school(), &register.rules(day), day).await?;
    let mut found: BTreeMap<PupilId, bool> = BTreeMap::new();
    for one in all {
        let is_late = |due: &annual_review::Due| matches!(due.state, StepState::Late(_));
        let in_time = !annual_review::wanted(&one.facts, day).iter().any(is_late);
        let so_far = found.entry(one.pupil).or_insert(true);
        *so_far = *so_far && in_time;
    }
    Ok(found.into_iter().collect())
}

async fn adulthood(conn: &mut SqliteConnection, register: &Register, day: NaiveDate) -> anyhow::Result<Vec<Of>> {
    let school = register.school().0;
    let prepared = sqlx::query_scalar!(
        r#"SELECT DISTINCT l.pupil_id AS "id!" FROM outcome o JOIN plan l ON l.id = o.plan_id JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ? AND o.withdrawn_at IS NULL AND o.adulthood <> ''
             AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = l.id)"#,
        school
    )
    .fetch_all(conn)
    .await?;
    let old_enough = |child: &&Child| {
        let year = child.class_on(day).and_then(|one| one.nc_year.parse::<u8>().ok());
        year.is_some_and(|year| year >= 9) && sen_status::on(&child.statuses, day) == Some(SenCode::Ehcp)
    };
    Ok(with_sen(register, day).filter(old_enough).map(|child| (child.id, prepared.contains(&child.id.0))).collect())
}

async fn advice_received(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, until): (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<Of>> {
    let rows = sqlx::query!(
        r#"SELECT a.pupil_id AS "pupil!", EXISTS (SELECT 1 FROM advice_report r WHERE r.advice_id = a.id) AS "received!: bool"
           FROM advice a JOIN pupil p ON p.id = a.pupil_id WHERE p.school_id = ? AND a.asked_on BETWEEN ? AND ?
           ORDER BY p.surname, p.forename, a.id"#,
        school.0,
        from,
        until
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (PupilId(row.pupil), row.received)).collect())
}

fn part_time_in_order(register: &Register, day: NaiveDate) -> Vec<Of> {
    let here = register.facts().children.iter().filter(|child| child.is_on_roll(day));
    let all = here.flat_map(|child| child.part_time.iter().map(|facts| (child.id, facts)));
    all.map(|(pupil, facts)| (pupil, part_time::wanted(facts, day).is_empty())).collect()
}

async fn at_home(conn: &mut SqliteConnection, register: &Register, day: NaiveDate) -> anyhow::Result<Vec<Of>> {
    let school = register.school().0;
    let rows = sqlx::query!(
        r#"SELECT l.pupil_id AS "pupil!", max(trim(t.at_home) <> '') AS "says!: bool"
           FROM target t JOIN cycle c ON c.id = t.cycle_id JOIN plan l ON l.id = c.plan_id JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ? AND t.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = l.id) GROUP BY l.pupil_id"#,
        school
    )
    .fetch_all(conn)
    .await?;
    let says: BTreeMap<i64, bool> = rows.into_iter().map(|row| (row.pupil, row.says)).collect();
    Ok(with_sen(register, day).filter_map(|child| Some((child.id, *says.get(&child.id.0)?))).collect())
}

/// By what was said last of what became of each.
async fn agreed_done(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, until): (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<Of>> {
    let rows = sqlx::query!(
        r#"SELECT c.pupil_id AS "pupil!", coalesce(o.outcome = 'done', FALSE) AS "done!: bool"
           FROM agreed_action a JOIN conversation c ON c.id = a.conversation_id JOIN pupil p ON p.id = c.pupil_id
           LEFT JOIN action_outcome o ON o.id = (SELECT max(n.id) FROM action_outcome n WHERE n.action_id = a.id)
           WHERE p.school_id = ? AND a.by_on BETWEEN ? AND ? ORDER BY p.surname, p.forename, a.id"#,
        school.0,
        from,
        until
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (PupilId(row.pupil), row.done)).collect())
}

/// Whoever is under a restriction is nobody to be asked.
async fn needs_asked(conn: &mut SqliteConnection, register: &Register, day: NaiveDate) -> anyhow::Result<Vec<Of>> {
    let school = register.school().0;
    let rows = sqlx::query!(
        r#"SELECT g.pupil_id AS "pupil!", (a.needs_asked_on IS NOT NULL) AS "asked!: bool"
           FROM guardianship g JOIN adult a ON a.id = g.adult_id JOIN pupil p ON p.id = g.pupil_id
           WHERE p.school_id = ?1 AND g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2)
             AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.guardianship_id = g.id) ORDER BY p.surname, p.forename, g.id"#,
        school,
        day
    )
    .fetch_all(conn)
    .await?;
    let pupils: BTreeSet<i64> = with_sen(register, day).map(|child| child.id.0).collect();
    let of_these = rows.into_iter().filter(|row| pupils.contains(&row.pupil));
    Ok(of_these.map(|row| (PupilId(row.pupil), row.asked)).collect())
}

async fn meetings_useful(
    conn: &mut SqliteConnection,
    school: SchoolId,
    days: (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<Of>> {
    let said = satisfaction::of_school(conn, school, days).await?;
    Ok(said.into_iter().filter_map(|one| Some((one.pupil, one.said.is_positive()?))).collect())
}
