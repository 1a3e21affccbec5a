//! The school and its settings.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    ids::SchoolId,
    rules::{DatedSetting, Rules},
};

/// What a school says about itself: it stands at the foot of every letter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SchoolCard {
    /// Its name.
    pub name: String,
    /// The office's number.
    pub phone: String,
    /// The monitored mailbox that parents reply to.
    pub email: String,
    /// Postal address, on one line.
    pub address: String,
    /// The local authority.
    pub local_authority: String,
    /// One line: how to reach the free, impartial advice service.
    pub sendiass: String,
    /// One line: where the Local Offer is published.
    pub local_offer: String,
    /// One line: the way in for visitors, as parents read it.
    pub entrance: String,
    /// Where the school meets by video: its own link.
    pub video_link: String,
}

/// A school's card.
///
/// # Errors
/// When there is no such school, or the database fails.
pub async fn get(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<SchoolCard> {
    let card = sqlx::query_as!(
        SchoolCard,
        "SELECT name, phone, email, address, local_authority, sendiass, local_offer, entrance, video_link FROM school WHERE id = ?",
        school.0
    )
    .fetch_one(conn)
    .await?;
    Ok(card)
}

/// The school this installation is for; `None` before anything was set up. Where a database holds several, the first.
pub async fn only(conn: &mut SqliteConnection) -> anyhow::Result<Option<SchoolId>> {
    let first = sqlx::query_scalar!("SELECT id FROM school ORDER BY id LIMIT 1").fetch_optional(conn).await?;
    Ok(first.map(SchoolId))
}

/// Adds a school. The act was begun before the school was there, so it belongs to it from here on.
///
/// # Errors
/// When the name is empty, or the database fails.
pub async fn create(tx: &mut Tx, card: &SchoolCard) -> anyhow::Result<SchoolId> {
    let now = tx.now.unix();
    let id = sqlx::query_scalar!(
        "INSERT INTO school (name, phone, email, address, local_authority, sendiass, local_offer, entrance, video_link, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        card.name,
        card.phone,
        card.email,
        card.address,
        card.local_authority,
        card.sendiass,
        card.local_offer,
        card.entrance,
        card.video_link,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    let school = SchoolId(id);
    tx.enter(school);
    Ok(school)
}

/// Changes what a school says about itself.
///
/// # Errors
/// When the name is empty, or the database fails.
pub async fn change(tx: &mut Tx, card: &SchoolCard) -> anyhow::Result<()> {
    let school = tx.school()?.0;
    sqlx::query!(
        "UPDATE school SET name = ?, phone = ?, email = ?, address = ?, local_authority = ?, sendiass = ?, local_offer = ?,
           entrance = ?, video_link = ? WHERE id = ?",
        card.name,
        card.phone,
        card.email,
        card.address,
        card.local_authority,
        card.sendiass,
        card.local_offer,
        card.entrance,
        card.video_link,
        school
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The rules in force on a day.
pub async fn rules(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> anyhow::Result<Rules> {
    Ok(Rules::on(today, &settings(conn, school).await?))
}

/// The rules in force on a day, of every dated setting as a JSON array of name, value and first day, oldest first: for a statement that asks for
/// them beside something else.
pub(super) fn rules_of(settings: &str, today: NaiveDate) -> anyhow::Result<Rules> {
    let all: Vec<(String, String, NaiveDate)> = serde_json::from_str(settings)?;
    let all: Vec<_> = all.into_iter().map(|(name, value, from)| DatedSetting { name, value, from }).collect();
    Ok(Rules::on(today, &all))
}

/// Every dated setting, oldest first.
pub async fn settings(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<DatedSetting>> {
    let rows = sqlx::query_as!(
        DatedSetting,
        r#"SELECT name, value, from_on AS "from: chrono::NaiveDate" FROM school_setting WHERE school_id = ? ORDER BY from_on, id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Sets a rule from a day on. Earlier values stay as they were.
pub async fn set(tx: &mut Tx, setting: &DatedSetting) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO school_setting (school_id, name, value, from_on, set_at, set_by) VALUES (?, ?, ?, ?, ?, ?)",
        school,
        setting.name,
        setting.value,
        setting.from,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
