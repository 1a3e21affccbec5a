//! What stands at the head of each page of a pupil's record, and what decides who sees the rest of it.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Relation, Thing, Verb, Viewer},
        ids::{PupilId, StaffId},
        people::Name,
        sen_status::SenCode,
        standing::Span,
    },
    store::{
        register::{Of, Part, Register},
        relation::relation,
    },
};

/// A pupil as one person may see them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Who.
    pub id: PupilId,
    /// Their name.
    pub name: Name,
    /// Class today; empty if none.
    pub class: String,
    /// Year group today; empty if none.
    pub nc_year: String,
    /// SEN status today, for those who may see the record.
    pub status: Option<SenCode>,
    /// When they were, or are, on roll; the oldest first.
    pub roll: Vec<Span>,
    /// How the person stands to the pupil today.
    pub relation: Relation,
    /// For named readers of the safeguarding marker, whether it is set; nothing for everybody else.
    pub marker: Option<bool>,
    viewer: Viewer,
}

impl Head {
    /// Whether the person this was loaded for may do this to a thing of this pupil.
    #[must_use]
    pub fn may(&self, thing: Thing, verb: Verb) -> bool {
        self.viewer.may(self.relation, thing, verb)
    }

    /// The person it was loaded for.
    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// Whether that person may write in a plan of this pupil that this member of staff leads.
    #[must_use]
    pub fn may_write(&self, lead: StaffId) -> bool {
        self.viewer.may_write(self.relation, lead == self.viewer.staff)
    }

    /// The last day on roll, where it is known and not over yet.
    #[must_use]
    pub fn leaves_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.roll.iter().find(|span| span.contains(today)).and_then(|span| span.until)
    }

    /// The last day on roll, where the pupil has left by this day.
    #[must_use]
    pub fn left_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        if self.roll.iter().any(|span| span.contains(today)) { None } else { self.roll.last().and_then(|s| s.until) }
    }
}

/// A pupil as somebody may see them.
impl Part for Option<Head> {
    async fn read(conn: &mut SqliteConnection, _: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        load(conn, of.viewer()?, PupilId(of.id()), Thing::Pupil, day).await
    }
}

/// The pupil, if this person may see this thing of theirs today; otherwise the pupil does not exist for them.
pub async fn load(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    pupil: PupilId,
    thing: Thing,
    today: NaiveDate,
) -> anyhow::Result<Option<Head>> {
    let relation = relation(&mut *conn, viewer, pupil, today).await?;
    let sees = |thing| viewer.may(relation, thing, Verb::See);
    if !sees(Thing::Pupil) || !sees(thing) {
        return Ok(None);
    }
    let row = sqlx::query!(
        r#"SELECT p.forename, p.surname, coalesce(c.name, '') AS "class!: String", coalesce(m.nc_year, '') AS "nc_year!: String",
             (SELECT s.code FROM sen_status s WHERE s.pupil_id = p.id AND s.from_on <= ?3
                AND (s.until_on IS NULL OR s.until_on >= ?3) ORDER BY s.from_on DESC LIMIT 1) AS "status?: String",
             (SELECT json_group_array(json_array(e.from_on, e.until_on)) FROM
                (SELECT from_on, until_on FROM enrolment WHERE pupil_id = p.id ORDER BY from_on) e) AS "roll!: String",
             EXISTS (SELECT 1 FROM safeguarding_reader r WHERE r.staff_id = ?4 AND r.until_at IS NULL) AS "reads_marker!: bool",
             EXISTS (SELECT 1 FROM safeguarding_marker k WHERE k.pupil_id = p.id AND k.lifted_at IS NULL) AS "marked!: bool"
           FROM pupil p
           LEFT JOIN class_membership m ON m.pupil_id = p.id AND m.from_on <= ?3 AND (m.until_on IS NULL OR m.until_on >= ?3)
           LEFT JOIN class c ON c.id = m.class_id
           WHERE p.id = ?1 AND p.school_id = ?2 LIMIT 1"#,
        pupil.0,
        viewer.school.0,
        today,
        viewer.staff.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let roll: Vec<(NaiveDate, Option<NaiveDate>)> = serde_json::from_str(&row.roll)?;
    Ok(Some(Head {
        id: pupil,
        name: Name { title: String::new(), forename: row.forename, surname: row.surname },
        class: row.class,
        nc_year: row.nc_year,
        status: row.status.as_deref().and_then(SenCode::from_code).filter(|_| sees(Thing::SenRecord)),
        roll: roll.into_iter().map(|(from, until)| Span { from, until }).collect(),
        relation,
        marker: row.reads_marker.then_some(row.marked),
        viewer: *viewer,
    }))
}
