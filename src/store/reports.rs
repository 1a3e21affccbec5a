//! What reports on the whole school are counted from, read at once for all of its pupils. Whoever shows it has asked whether the person may
//! see the records of all of them.

mod hours;
mod satisfaction;
mod term;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    code,
    register::{Child, Register},
};
use crate::domain::{
    calendar::AcademicYear,
    ids::{PupilId, SchoolId},
    pupil_field::{FieldKind, PupilField},
    report::{Counted, PupilFacts, PupilValues, ReportBy, Value, values},
    sen_status::{self, SenCode},
    target::Progress,
};

pub use hours::{givers, weekly_needs};
pub use satisfaction::asked;
pub use term::{TermCounts, term_counts};

/// By what the things of each pupil are gathered, as it holds on a day.
pub async fn pupil_values(
    conn: &mut SqliteConnection,
    register: &Register,
    day: NaiveDate,
) -> anyhow::Result<PupilValues> {
    let school = register.school();
    let mut fields = fields(conn, school).await?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", sex, pupil_premium AS "premium: bool", free_meals AS "meals: bool", eal AS "eal: bool", in_care AS "care: bool"
           FROM pupil WHERE school_id = ?"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().filter_map(|row| {
        let child = register.facts().children.find(PupilId(row.id))?;
        let class = child.class_on(day);
        let named = class.and_then(|one| register.facts().classes.get(&one.class));
        let facts = PupilFacts {
            needs: child.needs.clone(),
            class: named.map(|class| class.name.clone()).unwrap_or_default(),
            nc_year: class.map(|one| one.nc_year.clone()).unwrap_or_default(),
            status: sen_status::on(&child.statuses, day),
            sex: row.sex,
            pupil_premium: row.premium,
            free_meals: row.meals,
            eal: row.eal,
            in_care: row.care,
            fields: fields.remove(&child.id).unwrap_or_default(),
        };
        Some((child.id, values(&facts)))
    });
    Ok(read.collect())
}

/// What is filled in of each pupil in the school's own fields that part pupils into groups: yes or no, and one of a few choices.
async fn fields(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<BTreeMap<PupilId, Vec<(String, String)>>> {
    let asked = super::pupil_fields::in_use(conn, school).await?;
    let parting = |kind: FieldKind| matches!(kind, FieldKind::YesNo | FieldKind::Choice);
    let asked: BTreeMap<i64, PupilField> =
        asked.into_iter().filter(|one| parting(one.field.kind)).map(|one| (one.id.0, one.field)).collect();
    let rows = sqlx::query!(
        "SELECT v.pupil_id, v.field_id, v.value FROM pupil_field f JOIN pupil_field_value v ON v.field_id = f.id
         WHERE f.school_id = ? AND f.withdrawn_at IS NULL AND v.ended_at IS NULL ORDER BY v.pupil_id, f.position, f.id",
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<PupilId, Vec<(String, String)>> = BTreeMap::new();
    for row in rows {
        if let Some(field) = asked.get(&row.field_id) {
            found.entry(PupilId(row.pupil_id)).or_default().push((field.name.clone(), field.shown(&row.value)));
        }
    }
    Ok(found)
}

/// The pupils on roll who are on SEN support or have an EHC plan on a day.
pub fn with_sen(register: &Register, day: NaiveDate) -> impl Iterator<Item = &Child> {
    register.facts().children.iter().filter(move |child| {
        let has = matches!(sen_status::on(&child.statuses, day), Some(SenCode::Support | SenCode::Ehcp));
        has && child.is_on_roll(day)
    })
}

/// The term of a day, as a value by which things are gathered.
#[must_use]
pub fn term_of(register: &Register, day: NaiveDate) -> Value {
    let (_, season) = register.calendar().season_of(day);
    (u32::try_from(season.index()).unwrap_or_default(), season.title().to_owned())
}

/// What came of each target that was reviewed in the school year of a day, up to that day.
pub async fn results(
    conn: &mut SqliteConnection,
    register: &Register,
    day: NaiveDate,
) -> anyhow::Result<Vec<Counted<Progress>>> {
    let (school, since) = (register.school().0, AcademicYear::containing(day).starts_on());
    let rows = sqlx::query!(
        r#"SELECT l.pupil_id AS "pupil!", r.held_on AS "on: NaiveDate", x.progress,
             (SELECT json_group_array(name) FROM (SELECT DISTINCT v.name FROM placement_target s JOIN placement m ON m.id = s.placement_id
                JOIN provision v ON v.id = m.provision_id WHERE s.target_id = x.target_id ORDER BY v.name)) AS "served!: String"
           FROM pupil p JOIN plan l ON l.pupil_id = p.id JOIN cycle c ON c.plan_id = l.id JOIN review r ON r.cycle_id = c.id
           JOIN target_result x ON x.review_id = r.id
           WHERE p.school_id = ? AND r.held_on BETWEEN ? AND ? ORDER BY l.pupil_id, r.held_on, x.target_id"#,
        school,
        since,
        day
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let served: Vec<String> = serde_json::from_str(&row.served)?;
        let served = served.into_iter().map(|name| (0, name)).collect();
        Ok(Counted {
            pupil: PupilId(row.pupil),
            own: [(ReportBy::Provision, served), (ReportBy::Term, vec![term_of(register, row.on)])].into(),
            is: code::read::<Progress>(&row.progress)?,
        })
    });
    read.collect()
}
