//! Members of staff as the command line adds them.

use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::StaffId,
        people::{EmailAddress, Name, Role},
    },
    store::Tx,
};

/// The member of staff with this address.
pub async fn by_email(conn: &mut SqliteConnection, email: &str) -> anyhow::Result<Option<StaffId>> {
    let id = sqlx::query_scalar!("SELECT id FROM staff WHERE email = ? ORDER BY id LIMIT 1", email)
        .fetch_optional(conn)
        .await?;
    Ok(id.map(StaffId))
}

/// Adds a member of staff from today on.
///
/// # Errors
/// When the database refuses: the address is taken.
pub async fn add(tx: &mut Tx, name: &Name, email: &EmailAddress, role: Role) -> anyhow::Result<StaffId> {
    let (school, today, email, role) = (tx.school()?.0, tx.now.today(), email.as_str(), role.as_code());
    let id = sqlx::query_scalar!(
        "INSERT INTO staff (school_id, title, forename, surname, email, role, from_on) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id AS \"id!: i64\"",
        school,
        name.title,
        name.forename,
        name.surname,
        email,
        role,
        today
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(StaffId(id))
}

/// Opens a closed account again.
pub async fn reopen(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    sqlx::query!("UPDATE account SET disabled_at = NULL WHERE staff_id = ?", staff.0).execute(tx.conn()).await?;
    Ok(())
}

/// Whether anybody has an account.
pub async fn any(conn: &mut SqliteConnection) -> anyhow::Result<bool> {
    Ok(sqlx::query_scalar!("SELECT count(*) FROM account").fetch_one(conn).await? > 0)
}
