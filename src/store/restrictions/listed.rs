//! Restrictions as lists show them: each with everything that was decided about it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::{AdultId, GuardianshipId, PupilId, RestrictionId, SchoolId},
        people::Name,
        restriction::{ASKED_BEFORE_ITS_END, Effect, Effects, OrderKind},
        time::Moment,
    },
    store::code,
};

/// A restriction, and what was decided about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Which.
    pub id: RestrictionId,
    /// The link between the two.
    pub link: GuardianshipId,
    /// For whom.
    pub pupil: PupilId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// On whom.
    pub adult: AdultId,
    /// Their name.
    pub adult_name: Name,
    /// "Mother", "Step-father" …
    pub relationship: String,
    /// Its kind, as the table's codes.
    pub kind: String,
    /// What kind of order, where that was asked.
    pub order: Option<OrderKind>,
    /// What was imported or entered, word for word.
    pub note: String,
    /// Who said so, or which court; empty if it was not asked.
    pub said_by: String,
    /// When they said so, or the day of the order.
    pub said_on: Option<NaiveDate>,
    /// Its first day, where that is known.
    pub from: Option<NaiveDate>,
    /// When it was entered.
    pub entered: Moment,
    /// What was decided, the newest last: that one is in force.
    pub decisions: Vec<Decision>,
}

impl Listed {
    /// The decision in force, if anybody has decided; it may have come to its last day.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }
}

/// What was decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// What it does; empty: they may be contacted as anybody.
    pub effects: Effects,
    /// Its last day, after which it does nothing.
    pub until: Option<NaiveDate>,
    /// What was checked: the order itself, a solicitor's letter. May be empty.
    pub seen: String,
    /// Why, in the words of the person who decided.
    pub note: String,
    /// When.
    pub at: Moment,
    /// Who, which is who checked it.
    pub by: Name,
}

impl Decision {
    /// Whether it bars every contact on a day.
    #[must_use]
    pub fn bars(&self, today: NaiveDate) -> bool {
        self.effects.contains(&Effect::NoContact) && !self.is_over(today)
    }

    /// Whether it does something, and its last day is near.
    #[must_use]
    pub fn ends_soon(&self, today: NaiveDate) -> bool {
        let near = |last: NaiveDate| (0..=ASKED_BEFORE_ITS_END).contains(&(last - today).num_days());
        !self.effects.is_empty() && self.until.is_some_and(near)
    }

    /// Whether its last day has passed.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.until.is_some_and(|last| last < today)
    }
}

/// Every restriction of a school: those to be checked first, the oldest leading.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Listed>> {
    let mut decided = decisions(conn, school).await?;
    let rows = sqlx::query!(
        r#"SELECT r.id AS "id!", r.kind, r.order_kind, r.note, r.said_by, r.said_on AS "said_on: NaiveDate", r.from_on AS "from_on: NaiveDate",
             r.entered_at, g.id AS "link!", g.pupil_id, g.adult_id, g.relationship,
             p.forename AS pupil_forename, p.surname AS pupil_surname, a.title, a.forename, a.surname
           FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
             JOIN pupil p ON p.id = g.pupil_id JOIN adult a ON a.id = g.adult_id
           WHERE p.school_id = ?
           ORDER BY EXISTS (SELECT 1 FROM restriction_decision d WHERE d.restriction_id = r.id), r.entered_at, r.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Listed {
            id: RestrictionId(row.id),
            link: GuardianshipId(row.link),
            pupil: PupilId(row.pupil_id),
            pupil_name: Name { title: String::new(), forename: row.pupil_forename, surname: row.pupil_surname },
            adult: AdultId(row.adult_id),
            adult_name: Name { title: row.title, forename: row.forename, surname: row.surname },
            relationship: row.relationship,
            kind: row.kind,
            order: OrderKind::from_code(&row.order_kind),
            note: row.note,
            said_by: row.said_by,
            said_on: row.said_on,
            from: row.from_on,
            entered: Moment::from_unix(row.entered_at),
            decisions: decided.remove(&row.id).unwrap_or_default(),
        })
        .collect())
}

/// A restriction that does something and comes to its last day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ending {
    /// Which.
    pub id: RestrictionId,
    /// On whom.
    pub adult_name: Name,
    /// For whom.
    pub pupil_name: Name,
    /// Its last day.
    pub last: NaiveDate,
}

/// Those that end within a fortnight, the first leading: somebody is asked whether they were renewed.
pub async fn ending(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> anyhow::Result<Vec<Ending>> {
    let soon = today + Days::new(ASKED_BEFORE_ITS_END.unsigned_abs());
    let rows = sqlx::query!(
        r#"SELECT r.id AS "id!", d.until_on AS "last!: NaiveDate", p.forename AS pupil_forename, p.surname AS pupil_surname, a.title, a.forename,
             a.surname
           FROM restriction_decision d JOIN restriction r ON r.id = d.restriction_id JOIN guardianship g ON g.id = r.guardianship_id
             JOIN pupil p ON p.id = g.pupil_id JOIN adult a ON a.id = g.adult_id
           WHERE p.school_id = ?1 AND d.until_on BETWEEN ?2 AND ?3 AND (d.outcome = 'barred' OR d.effects <> '[]')
             AND NOT EXISTS (SELECT 1 FROM restriction_decision n WHERE n.restriction_id = r.id AND n.id > d.id)
           ORDER BY d.until_on, r.id"#,
        school.0,
        today,
        soon
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| Ending {
        id: RestrictionId(row.id),
        adult_name: Name { title: row.title, forename: row.forename, surname: row.surname },
        pupil_name: Name { title: String::new(), forename: row.pupil_forename, surname: row.pupil_surname },
        last: row.last,
    });
    Ok(read.collect())
}

/// Everything that was decided in a school, the oldest first, by restriction.
async fn decisions(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeMap<i64, Vec<Decision>>> {
    let rows = sqlx::query!(
        r#"SELECT d.restriction_id AS "id!", d.outcome, d.effects, d.until_on AS "until_on: NaiveDate", d.seen, d.note, d.decided_at,
             s.title, s.forename, s.surname
           FROM restriction_decision d JOIN restriction r ON r.id = d.restriction_id JOIN guardianship g ON g.id = r.guardianship_id
             JOIN pupil p ON p.id = g.pupil_id JOIN staff s ON s.id = d.decided_by
           WHERE p.school_id = ? ORDER BY d.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut by_id: BTreeMap<i64, Vec<Decision>> = BTreeMap::new();
    for row in rows {
        by_id.entry(row.id).or_default().push(Decision {
            effects: code::effects(&row.outcome, &serde_json::from_str::<Vec<String>>(&row.effects)?)?,
            until: row.until_on,
            seen: row.seen,
            note: row.note,
            at: Moment::from_unix(row.decided_at),
            by: Name { title: row.title, forename: row.forename, surname: row.surname },
        });
    }
    Ok(by_id)
}
