//! The facts of a school for whoever asks: as of the instant at which it was asked who they are, so that it is not asked twice what is new.

use std::sync::Arc;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{error::Result, session::Person};
use crate::{store::register::Register, web::App};

impl App {
    /// The register of somebody's school, as [`Store::register`](crate::store::Store::register) has it.
    pub(in crate::web) async fn register(
        &self,
        conn: &mut SqliteConnection,
        person: &Person,
        day: NaiveDate,
    ) -> Result<Arc<Register>> {
        let school = person.viewer.school;
        Ok(match person.version {
            Some(version) => self.store.register_since(conn, school, day, version).await?,
            None => self.store.register(conn, school, day).await?,
        })
    }
}
