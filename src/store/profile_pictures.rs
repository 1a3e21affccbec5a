//! The picture on a one-page profile. Who put one there and until when it stood stays on record; of a photo only that it was there, since
//! nobody has agreed that it be kept once it is not used.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    document::Kind,
    ids::PupilId,
    people::Name,
    profile_picture::{AgreedBy, Picture, Symbol},
    time::Moment,
};

/// The picture that stands on a profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldPicture {
    /// Its row.
    pub id: i64,
    /// What it is.
    pub picture: Picture,
    /// Since when it stands there.
    pub entered: Moment,
    /// Who put it there.
    pub by: Option<Name>,
}

/// The picture on a pupil's profile. The caller has asked whether this person may see the profile.
///
/// # Errors
/// When a row is neither a symbol nor a photo to which somebody has agreed.
pub async fn current(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Option<HeldPicture>> {
    let row = sqlx::query!(
        r#"SELECT p.id AS "id!", p.symbol, p.photo, p.agreed_by, p.agreed_on AS "agreed_on: NaiveDate", p.entered_at,
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM profile_picture p LEFT JOIN staff s ON s.id = p.entered_by WHERE p.pupil_id = ? AND p.ended_at IS NULL"#,
        pupil.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(r) = row else { return Ok(None) };
    let picture = match (&r.symbol, &r.photo, &r.agreed_by, r.agreed_on) {
        (Some(symbol), ..) => Picture::Symbol(code::read::<Symbol>(symbol)?),
        (_, Some(kind), Some(by), Some(on)) => {
            Picture::Photo(code::read::<Kind>(kind)?, code::read::<AgreedBy>(by)?, on)
        }
        _ => anyhow::bail!("picture {} is neither a symbol nor a photo", r.id),
    };
    let by = Name::maybe(r.title, r.forename, r.surname);
    Ok(Some(HeldPicture { id: r.id, picture, entered: Moment::from_unix(r.entered_at), by }))
}

/// The photo of this number, while it stands on the pupil's profile. The caller has asked whether this person may see the profile.
///
/// # Errors
/// When its bytes are no longer those that were kept.
pub async fn photo(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    picture: i64,
) -> anyhow::Result<Option<(Kind, Vec<u8>)>> {
    let row = sqlx::query!(
        r#"SELECT p.photo AS "photo!", p.sha256 AS "sha256!", c.content FROM profile_picture p JOIN profile_photo c ON c.picture_id = p.id
           WHERE p.id = ? AND p.pupil_id = ? AND p.ended_at IS NULL"#,
        picture,
        pupil.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    anyhow::ensure!(Sha256::digest(&row.content).as_slice() == row.sha256, "photo {picture} is damaged");
    Ok(Some((code::read::<Kind>(&row.photo)?, row.content)))
}

/// Puts a symbol there, in place of what stood there.
pub async fn choose(tx: &mut Tx, pupil: PupilId, symbol: Symbol) -> anyhow::Result<()> {
    end(tx, pupil).await?;
    let (symbol, now, by) = (symbol.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO profile_picture (pupil_id, symbol, entered_at, entered_by) VALUES (?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        symbol,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::ProfilePicture).id(id).pupil(pupil).detail("symbol")).await
}

/// Puts a photo there, in place of what stood there. Its bytes have come through [`crate::domain::photo::clean`].
pub async fn put(
    tx: &mut Tx,
    pupil: PupilId,
    (kind, content): (Kind, &[u8]),
    (agreed_by, agreed_on): (AgreedBy, NaiveDate),
) -> anyhow::Result<()> {
    end(tx, pupil).await?;
    let (kind, agreed_by) = (kind.as_code(), agreed_by.as_code());
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let (bytes, digest) = (i64::try_from(content.len())?, Sha256::digest(content).to_vec());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO profile_picture (pupil_id, photo, bytes, sha256, agreed_by, agreed_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        kind,
        bytes,
        digest,
        agreed_by,
        agreed_on,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!("INSERT INTO profile_photo (picture_id, content) VALUES (?, ?)", id, content)
        .execute(tx.conn())
        .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::ProfilePicture).id(id).pupil(pupil).detail("photo")).await
}

/// Takes the picture away. Returns whether there was one.
pub async fn remove(tx: &mut Tx, pupil: PupilId) -> anyhow::Result<bool> {
    let Some(id) = end(tx, pupil).await? else { return Ok(false) };
    tx.audit(Entry::new(Deed::Ended, Subject::ProfilePicture).id(id).pupil(pupil)).await?;
    Ok(true)
}

/// Ends what stands there; a photo's bytes go with it.
async fn end(tx: &mut Tx, pupil: PupilId) -> anyhow::Result<Option<i64>> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let ended = sqlx::query_scalar!(
        r#"UPDATE profile_picture SET ended_at = ?, ended_by = ? WHERE pupil_id = ? AND ended_at IS NULL RETURNING id AS "id!: i64""#,
        now,
        by,
        pupil.0
    )
    .fetch_optional(tx.conn())
    .await?;
    sqlx::query!("DELETE FROM profile_photo WHERE picture_id = ?", ended).execute(tx.conn()).await?;
    Ok(ended)
}
