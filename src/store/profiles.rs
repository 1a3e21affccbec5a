//! One-page profiles. Each change is another row and each word that it is still right another one, so that everything that was ever shown
//! stays on record.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{ProfileId, PupilId, SchoolId},
    people::Name,
    profile::{Gathered, Profile},
    time::Moment,
    voice::{PupilHow, WrittenBy},
};

/// A profile as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldProfile {
    /// Its row.
    pub id: ProfileId,
    /// What it says.
    pub says: Profile,
    /// How the words came about.
    pub gathered: Gathered,
    /// When it was written down.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
    /// When somebody last said that it is still right, and who.
    pub confirmed: Option<(Moment, Option<Name>)>,
}

impl HeldProfile {
    /// The day on which somebody last stood by it.
    #[must_use]
    pub fn said_on(&self) -> NaiveDate {
        self.confirmed.as_ref().map_or(self.entered, |(at, _)| *at).today()
    }
}

/// A row as the statement gives it.
struct RawProfile {
    id: i64,
    pupil_id: i64,
    liked: String,
    matters: String,
    support: String,
    please_do: String,
    please_dont: String,
    how: String,
    written_by: String,
    with_whom: String,
    entered_at: i64,
    title: Option<String>,
    forename: Option<String>,
    surname: Option<String>,
    confirmed: Option<String>,
}

/// When it was confirmed last, and the name of whoever did.
#[derive(Deserialize)]
struct RawConfirmation(i64, Option<String>, Option<String>, Option<String>);

impl RawProfile {
    fn read(self) -> anyhow::Result<(PupilId, HeldProfile)> {
        let raw: Option<RawConfirmation> = self.confirmed.as_deref().map(serde_json::from_str).transpose()?;
        let confirmed = raw.map(|RawConfirmation(at, title, forename, surname)| {
            (Moment::from_unix(at), Name::maybe(title, forename, surname))
        });
        let held = HeldProfile {
            id: ProfileId(self.id),
            says: Profile {
                liked: self.liked,
                matters: self.matters,
                support: self.support,
                please_do: self.please_do,
                please_dont: self.please_dont,
            },
            gathered: Gathered {
                how: code::read::<PupilHow>(&self.how)?,
                by: code::read::<WrittenBy>(&self.written_by)?,
                with_whom: self.with_whom,
            },
            entered: Moment::from_unix(self.entered_at),
            by: Name::maybe(self.title, self.forename, self.surname),
            confirmed,
        };
        Ok((PupilId(self.pupil_id), held))
    }
}

/// Every version of each of these pupils' profiles, newest first, in one statement. The caller has asked who may see them.
pub async fn versions(
    conn: &mut SqliteConnection,
    pupils: &[PupilId],
) -> anyhow::Result<BTreeMap<PupilId, Vec<HeldProfile>>> {
    let list = serde_json::to_string(&pupils.iter().map(|pupil| pupil.0).collect::<Vec<_>>())?;
    let rows = sqlx::query_as!(
        RawProfile,
        r#"SELECT p.id AS "id!", p.pupil_id, p.liked, p.matters, p.support, p.please_do, p.please_dont, p.how, p.written_by, p.with_whom,
                  p.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?",
                  (SELECT json_array(c.entered_at, w.title, w.forename, w.surname) FROM profile_confirmation c
                     LEFT JOIN staff w ON w.id = c.entered_by WHERE c.profile_id = p.id ORDER BY c.id DESC LIMIT 1) AS "confirmed?: String"
           FROM profile p LEFT JOIN staff s ON s.id = p.entered_by
           WHERE p.pupil_id IN (SELECT value FROM json_each(?)) ORDER BY p.pupil_id, p.id DESC"#,
        list
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PupilId, Vec<HeldProfile>> = BTreeMap::new();
    for row in rows {
        let (pupil, held) = row.read()?;
        all.entry(pupil).or_default().push(held);
    }
    Ok(all)
}

/// The profile of each of these pupils that counts now.
pub async fn newest(conn: &mut SqliteConnection, pupils: &[PupilId]) -> anyhow::Result<BTreeMap<PupilId, HeldProfile>> {
    let all = versions(conn, pupils).await?;
    Ok(all.into_iter().filter_map(|(pupil, found)| Some((pupil, found.into_iter().next()?))).collect())
}

/// When each profile of the school's pupils on roll was last stood by: pupil, name and day.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(PupilId, Name, NaiveDate)>> {
    let rows = sqlx::query!(
        r#"SELECT u.id AS "id!", u.forename, u.surname,
                  max(p.entered_at, coalesce((SELECT max(c.entered_at) FROM profile_confirmation c WHERE c.profile_id = p.id), 0)) AS "at!: i64"
           FROM pupil u JOIN profile p ON p.id = (SELECT max(id) FROM profile WHERE pupil_id = u.id)
           WHERE u.school_id = ?1 AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = u.id
             AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))
           ORDER BY u.surname, u.forename, u.id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let name = |forename, surname| Name { title: String::new(), forename, surname };
    let read = |id, forename, surname, at| (PupilId(id), name(forename, surname), Moment::from_unix(at).today());
    Ok(rows.into_iter().map(|r| read(r.id, r.forename, r.surname, r.at)).collect())
}

async fn newest_id(tx: &mut Tx, pupil: PupilId) -> anyhow::Result<Option<ProfileId>> {
    let found = sqlx::query_scalar!(r#"SELECT max(id) AS "id: i64" FROM profile WHERE pupil_id = ?"#, pupil.0);
    Ok(found.fetch_one(tx.conn()).await?.map(ProfileId))
}

/// Writes a profile down. `seen` is the one that the writer had before them: where another has been written since, nothing is kept and
/// the answer is `false`.
pub async fn write(
    tx: &mut Tx,
    pupil: PupilId,
    seen: Option<ProfileId>,
    says: &Profile,
    gathered: &Gathered,
) -> anyhow::Result<bool> {
    if newest_id(tx, pupil).await? != seen {
        return Ok(false);
    }
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let (how, written_by) = (gathered.how.as_code(), gathered.by.as_code());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO profile (pupil_id, liked, matters, support, please_do, please_dont, how, written_by, with_whom, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!""#,
        pupil.0,
        says.liked,
        says.matters,
        says.support,
        says.please_do,
        says.please_dont,
        how,
        written_by,
        gathered.with_whom,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    let deed = if seen.is_some() { Deed::Changed } else { Deed::Created };
    tx.audit(Entry::new(deed, Subject::Profile).id(id).pupil(pupil)).await?;
    Ok(true)
}

/// Says that the pupil's profile is still right. Returns whether it is still the one that counts.
pub async fn confirm(tx: &mut Tx, pupil: PupilId, profile: ProfileId) -> anyhow::Result<bool> {
    if newest_id(tx, pupil).await? != Some(profile) {
        return Ok(false);
    }
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO profile_confirmation (profile_id, entered_at, entered_by) VALUES (?, ?, ?)",
        profile.0,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Recorded, Subject::Profile).id(profile.0).pupil(pupil).detail("still right")).await?;
    Ok(true)
}
