//! Corrections of a recorded review's words: newer rows, of which the newest of a field counts. What was written first stays.

use serde::Deserialize;

use super::ReviewView;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::PupilId,
        people::Name,
        review::Correctable,
        time::Moment,
    },
    store::Tx,
};

/// One corrected text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// Which.
    pub field: Correctable,
    /// What stood there before.
    pub before: String,
    /// Who corrected it.
    pub by: Name,
    /// When.
    pub at: Moment,
}

#[derive(Deserialize)]
pub(super) struct Raw {
    field: String,
    words: String,
    at: i64,
    title: String,
    forename: String,
    surname: String,
}

/// Puts the corrected words in place, oldest first, and keeps what stood there before.
pub(super) fn apply(review: &mut ReviewView, raw: Vec<Raw>) {
    for one in raw {
        let Some(field) = Correctable::from_code(&one.field) else { continue };
        let before = std::mem::replace(review.words_mut(field), one.words);
        let by = Name { title: one.title, forename: one.forename, surname: one.surname };
        review.corrections.push(Correction { field, before, by, at: Moment::from_unix(one.at) });
    }
}

/// Adds corrections to a review as it was read. `false` if somebody else has corrected it since: nothing is changed.
pub async fn correct(
    tx: &mut Tx,
    pupil: PupilId,
    review: &ReviewView,
    changed: &[(Correctable, &str)],
) -> anyhow::Result<bool> {
    let (now, by, id) = (tx.now.unix(), tx.actor.staff(), review.id.0);
    let there = sqlx::query_scalar!("SELECT count(*) FROM review_correction WHERE review_id = ?", id)
        .fetch_one(tx.conn())
        .await?;
    if usize::try_from(there)? != review.corrections.len() {
        return Ok(false);
    }
    for (field, words) in changed {
        let field = field.as_code();
        sqlx::query!(
            "INSERT INTO review_correction (review_id, field, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
            id,
            field,
            *words,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    let detail = changed.iter().map(|(field, _)| field.as_code()).collect::<Vec<_>>().join(", ");
    tx.audit(Entry::new(Deed::Changed, Subject::Review).id(id).pupil(pupil).detail(&detail)).await?;
    Ok(true)
}
