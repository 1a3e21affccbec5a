//! Who looked is written down before anything is shown: where it cannot be, the page is not.

use super::{error::Result, session::Person};
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::PupilId,
    },
    web::App,
};

impl App {
    /// Somebody looks at this of a pupil.
    pub(in crate::web) async fn viewed(&self, person: &Person, subject: Subject, pupil: PupilId) -> Result<()> {
        self.looked(person, Entry::new(Deed::Viewed, subject).pupil(pupil)).await
    }

    /// Somebody looks at this.
    pub(in crate::web) async fn looked(&self, person: &Person, entry: Entry<'_>) -> Result<()> {
        let school = person.viewer.school;
        Ok(self.store.looked(person.actor(), school, self.clock.now(), [entry]).await?)
    }

    /// Somebody looks at each of these, given by its number and its pupil.
    pub(in crate::web) async fn viewed_all(
        &self,
        person: &Person,
        subject: Subject,
        each: &[(Option<i64>, PupilId)],
    ) -> Result<()> {
        let entry =
            |(id, pupil): &(Option<i64>, PupilId)| Entry { id: *id, ..Entry::new(Deed::Viewed, subject).pupil(*pupil) };
        let school = person.viewer.school;
        Ok(self.store.looked(person.actor(), school, self.clock.now(), each.iter().map(entry)).await?)
    }

    /// Somebody looks at several things at once: what, and of whom. All of it is written down in one act.
    pub(in crate::web) async fn viewed_each(
        &self,
        person: &Person,
        each: impl Iterator<Item = (Subject, PupilId)>,
    ) -> Result<()> {
        let entries = each.map(|(subject, pupil)| Entry::new(Deed::Viewed, subject).pupil(pupil));
        Ok(self.store.looked(person.actor(), person.viewer.school, self.clock.now(), entries).await?)
    }
}
