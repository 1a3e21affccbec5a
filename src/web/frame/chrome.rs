//! Gathers what the frame of a staff page shows, and answers with a page in it.

use axum::response::{IntoResponse, Response};

use super::{
    error::Result,
    layout::{self, Chrome},
    page::Page,
    session::Person,
};
use crate::{
    domain::access::{Thing, Verb},
    store::{health, schools},
    web::App,
};

impl App {
    /// Answers somebody who is signed in with a page.
    pub(in crate::web) async fn answer(&self, person: &Person, page: Page) -> Result<Response> {
        let chrome = self.chrome(person).await?;
        Ok((page.status, layout::page(&chrome, &page)).into_response())
    }

    /// Gathers what the frame of a page shows to somebody.
    async fn chrome(&self, person: &Person) -> Result<Chrome> {
        let mut conn = self.store.read().await?;
        let school = schools::get(&mut conn, person.viewer.school).await?.name;
        let health = health::look(&mut conn).await?;
        let (stalled, mail_trouble) = (health.is_stalled(self.clock.now()), health.mail.trouble());
        let backup_failed = health.backup_failed.filter(|_| person.may(Thing::Settings, Verb::Change));
        Ok(Chrome { school, person: person.clone(), demo: self.demo.is_some(), stalled, mail_trouble, backup_failed })
    }
}
