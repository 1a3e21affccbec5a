//! Reading tables in one answer each, since the driver pays for each row, and keeping what was read while its topic has not changed: after
//! a commit only what it touched is read anew.

use std::{any::Any, collections::HashMap, fmt, sync::Arc};

use anyhow::Context;
use serde::de::DeserializeOwned;
use sqlx::{Sqlite, SqliteConnection, query::QueryScalar, sqlite::SqliteArguments};

use crate::store::changes::{Changes, Topic};

/// What was read of the tables, list by list, each as of some changes of its topic.
#[derive(Clone, Default)]
pub(super) struct Lists(HashMap<&'static str, (i64, Arc<dyn Any + Send + Sync>)>);

impl fmt::Debug for Lists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// One reading of a school's facts: what it finds in memory it does not ask for.
pub(super) struct Reading<'a> {
    pub(super) conn: &'a mut SqliteConnection,
    changes: Changes,
    before: &'a Lists,
    now: Lists,
}

impl<'a> Reading<'a> {
    /// One that may use what was read of the same school, and of the same years, before.
    pub(super) fn new(conn: &'a mut SqliteConnection, changes: Changes, before: &'a Lists) -> Self {
        Self { conn, changes, before, now: Lists::default() }
    }

    /// The rows of a list that a statement gives as one JSON array, by a name that no other list has.
    pub(super) async fn list<T: DeserializeOwned + Send + Sync + 'static>(
        &mut self,
        name: &'static str,
        topic: Topic,
        statement: QueryScalar<'_, Sqlite, String, SqliteArguments>,
    ) -> anyhow::Result<Arc<Vec<T>>> {
        if let Some(list) = self.kept(name, topic) {
            return Ok(list);
        }
        let list = self.rows(statement).await?;
        Ok(self.keep(name, topic, list))
    }

    /// The rows that a statement gives as one JSON array.
    pub(super) async fn rows<T: DeserializeOwned>(
        &mut self,
        statement: QueryScalar<'_, Sqlite, String, SqliteArguments>,
    ) -> anyhow::Result<Vec<T>> {
        let text = statement.fetch_one(&mut *self.conn).await?;
        serde_json::from_str(&text).context("the database gave a list that cannot be read")
    }

    /// What was read under a name before, if its topic has not changed since.
    pub(super) fn kept<T: Send + Sync + 'static>(&mut self, name: &'static str, topic: Topic) -> Option<Arc<T>> {
        let (as_of, found) = self.before.0.get(name).filter(|(as_of, _)| *as_of == self.changes.of(topic))?;
        self.now.0.insert(name, (*as_of, Arc::clone(found)));
        Arc::clone(found).downcast().ok()
    }

    /// Keeps what was read.
    pub(super) fn keep<T: Send + Sync + 'static>(&mut self, name: &'static str, topic: Topic, found: T) -> Arc<T> {
        let found = Arc::new(found);
        self.now.0.insert(name, (self.changes.of(topic), Arc::clone(&found) as Arc<dyn Any + Send + Sync>));
        found
    }

    /// What was read, for the next reading.
    pub(super) fn lists(self) -> Lists {
        self.now
    }
}
