//! A school with parents to write to, an outbox and a clock that stands until it is moved.

use std::{path::Path, sync::atomic::AtomicBool};

use chrono::NaiveDate;
use thrice::{
    clock::Clock,
    dispatch::Post,
    domain::{
        addition::Addition,
        ids::{AdultId, ConversationId, PupilId, SchoolId},
        notice::{NoticeKind, Recipient},
        people::EmailAddress,
        time::Moment,
    },
    jobs::{self, Sent},
    mail::Transport,
    store::{
        Actor, Store,
        notices::{self, NewNotice},
    },
};

pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) post: Post,
    folder: Option<tempfile::TempDir>,
}

/// A school with one meeting to which 30 parents are invited, each with an address of their own.
pub(crate) const SEED: &str = "
INSERT INTO school (id, name, created_at) VALUES (1, 'Oakfield', 0);
INSERT INTO staff (id, school_id, forename, surname, email, role, from_on) VALUES (1, 1, 'Imran', 'Shah', 'shah@oak.example.org', 'senco', '2020-01-01');
INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (1, 1, 'A', 'B', '2018-01-01', 0);
INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (1, '2022-09-01', 0);
INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (1, 1, 'sen_support', '2026-09-01', 1, 0);
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (1, 1, 1, 1, 0, '2026-11-20');
INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode) VALUES (1, 1, 1, 1795684500, 30, 'school');
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
INSERT INTO adult (id, school_id, forename, surname, email, created_at) SELECT i, 1, 'P' || i, 'Q', 'p' || i || '@example.org', 0 FROM n;
INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on) SELECT 1, id, 'Mother', 1, 'yes', '2022-09-01' FROM adult;
INSERT INTO invitation (conversation_id, adult_id, invited_at) SELECT 1, id, 0 FROM adult;
";

/// Wednesday 18 November 2026, 10:00: a school day, in school hours.
pub(crate) fn morning() -> Moment {
    Moment::at(NaiveDate::from_ymd_opt(2026, 11, 18).unwrap(), chrono::NaiveTime::from_hms_opt(10, 0, 0).unwrap())
}

impl Desk {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Self::at(&folder.path().join("thrice.sqlite")).await;
        desk.folder = Some(folder);
        desk.sql(SEED).await;
        desk
    }

    pub(crate) async fn at(path: &Path) -> Self {
        Self {
            store: Store::open(path).await.unwrap(),
            clock: Clock::standing_at(morning()),
            post: Post {
                public_url: "https://meet.oak.example.org".into(),
                from: EmailAddress::parse("school@oak.example.org").unwrap(),
            },
            folder: None,
        }
    }

    /// Runs statements as they stand.
    pub(crate) async fn sql(&self, statements: &str) {
        let mut tx = self.store.begin(Actor::System, SchoolId(1), self.clock.now()).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned())).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// One value as text; NULL is empty.
    pub(crate) async fn one(&self, query: &str) -> String {
        let query = format!("SELECT coalesce(CAST(({query}) AS TEXT), '')");
        let mut conn = self.store.read().await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&mut *conn).await.unwrap()
    }

    /// Queues a message to the parent of this number; returns whether it is new.
    pub(crate) async fn write(&self, kind: NoticeKind, adult: i64) -> bool {
        let mut tx = self.store.begin(Actor::System, SchoolId(1), self.clock.now()).await.unwrap();
        let key = format!("{}:1:{adult}", kind.as_code());
        let (address, message_id) = (format!("p{adult}@example.org"), format!("<{key}@oak>"));
        let raw = format!("Message-ID: {message_id}\r\nSubject: x\r\n\r\nHello {adult}\r\n");
        let new = NewNotice {
            key: &key,
            kind,
            to: Recipient::Adult(AdultId(adult)),
            pupil: Some(PupilId(1)),
            conversation: Some(ConversationId(1)),
            news: None,
            edition: 0,
            again_of: None,
            addition: &Addition::default(),
            due_on: self.clock.now().today(),
            address: &address,
            subject: "x",
            message_id: &message_id,
            raw: raw.as_bytes(),
            not_before: self.clock.now(),
        };
        let fresh = notices::insert(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
        fresh
    }

    pub(crate) async fn send(&self, transport: &mut Transport) -> Sent {
        jobs::send_one(&self.store, &self.clock, &self.post, transport).await.unwrap()
    }

    pub(crate) async fn drain(&self, transport: &mut Transport) -> usize {
        jobs::drain(&self.store, &self.clock, &self.post, transport, &AtomicBool::new(false)).await.unwrap()
    }

    pub(crate) fn wait(&self, minutes: i64) {
        self.clock.set(self.clock.now().plus_minutes(minutes));
    }

    pub(crate) async fn state(&self, adult: i64) -> String {
        self.one(&format!("SELECT state || ' ' || reason FROM notice WHERE adult_id = {adult}")).await.trim().to_owned()
    }
}
