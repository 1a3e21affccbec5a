//! Hours that plans need in a week, and hours that adults give and have.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        costing::CostShare,
        delivery::minutes_a_week,
        ids::StaffId,
        people::Name,
        report::{Giver, WeeklyNeed},
    },
    store::{
        code,
        groups::{self, HeldGroup, Which},
        register::Register,
    },
};

/// What each line of provision in the open cycles of a school's plans needs in a week.
pub async fn weekly_needs(
    conn: &mut SqliteConnection,
    register: &Register,
    day: NaiveDate,
) -> anyhow::Result<Vec<WeeklyNeed>> {
    let school = register.school().0;
    let rows = sqlx::query!(
        r#"SELECT m.rate_role AS role, m.minutes AS "minutes: u32", m.times_a_week AS "times: u32", m.staff AS "staff: u32",
             m.group_size AS "group_size: u32", m.cost_share AS share
           FROM pupil p JOIN plan l ON l.pupil_id = p.id JOIN cycle c ON c.plan_id = l.id JOIN placement m ON m.cycle_id = c.id
           WHERE p.school_id = ?1 AND m.withdrawn_at IS NULL AND m.minutes > 0 AND c.started_on <= ?2
             AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id AND r.held_on <= ?2)
             AND NOT EXISTS (SELECT 1 FROM plan_closure e WHERE e.plan_id = l.id AND e.closed_on <= ?2)
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))"#,
        school,
        day
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let group = (code::read::<CostShare>(&row.share)? == CostShare::PerGroup).then_some(row.group_size);
        Ok(WeeklyNeed::of(&row.role, (row.minutes, row.times, row.staff), group))
    });
    read.collect()
}

/// Every adult who may give support, with what they give in the week of a day and what they have for it.
pub async fn givers(conn: &mut SqliteConnection, register: &Register, day: NaiveDate) -> anyhow::Result<Vec<Giver>> {
    let school = register.school();
    let all = groups::of_school(conn, school, Which::All).await?;
    let bookings: Vec<_> = all.iter().flat_map(HeldGroup::adult_bookings).collect();
    let has = groups::hours(conn, school, day).await?;
    let adults = groups::adults(conn, school, day).await?;
    let giver = |(id, name): (StaffId, Name)| {
        Some(Giver {
            name: name.formal(),
            role: register.facts().staff.get(&id)?.role,
            booked: minutes_a_week(&bookings, &id, day),
            has: has.get(&id).copied(),
        })
    };
    Ok(adults.into_iter().filter_map(giver).collect())
}
