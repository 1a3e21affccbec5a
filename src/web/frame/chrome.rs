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
        let frame = self.store.frame(person.viewer.school, &person.changes).await?;
        let backup_failed = frame.backup_failed.clone().filter(|_| person.may(Thing::Settings, Verb::Change));
        Ok(Chrome {
            school: frame.school.clone(),
            person: person.clone(),
            demo: self.demo.is_some(),
            stalled: frame.is_stalled(self.clock.now()),
            mail_trouble: frame.mail_trouble(self.clock.now()),
            disk_full: self.store.cannot_write(),
            unwritten: frame.unwritten,
            backup_failed,
        })
    }
}
