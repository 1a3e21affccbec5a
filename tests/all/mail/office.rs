//! The cast's school with the worker at hand: what is due is queued and sent as the worker does it, into a list.

use std::sync::{Arc, Mutex, atomic::AtomicBool};

use thrice::{
    domain::ids::SchoolId,
    jobs,
    mail::{self, Parcel, Read, Transport},
    store::Actor,
};

use crate::support::TestApp;

/// One meeting on Thursday 26 November at 9:15, offered on Wednesday 18 November at 9:00, to which both of Amira's parents are invited.
const MEETING: &str = "
INSERT INTO conversation (pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) VALUES (1, 1, 2, 1794992400, 1, '2026-11-24');
INSERT INTO slot (conversation_id, position, starts_at, minutes, mode, place) VALUES (1, 1, 1795684500, 30, 'school', 'Room 4');
INSERT INTO invitation (conversation_id, adult_id, invited_at) VALUES (1, 1, 1794992400), (1, 2, 1794992400);";

pub(super) struct Office {
    pub(super) app: TestApp,
    transport: Transport,
    sent: Arc<Mutex<Vec<Parcel>>>,
}

impl Office {
    /// At nine o'clock on Wednesday 18 November 2026, the meeting just offered and nothing written yet.
    pub(super) async fn new() -> Self {
        let office = Self::without_a_meeting().await;
        office.sql(MEETING).await;
        office
    }

    pub(super) async fn without_a_meeting() -> Self {
        let sent = Arc::<Mutex<Vec<Parcel>>>::default();
        Self { app: TestApp::new().await, transport: Transport::Memory(Arc::clone(&sent)), sent }
    }

    pub(super) async fn sql(&self, statements: &str) {
        let mut tx = self.app.app.store.begin(Actor::Command, SchoolId(1), self.app.app.clock.now()).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned())).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// One value as text; NULL is empty.
    pub(super) async fn one(&self, query: &str) -> String {
        let query = format!("SELECT coalesce(CAST(({query}) AS TEXT), '')");
        let mut conn = self.app.app.store.read().await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&mut *conn).await.unwrap()
    }

    /// Queues what is due; returns how much was new.
    pub(super) async fn queue(&self) -> usize {
        let app = &self.app.app;
        jobs::queue_due(&app.store, &app.clock, &app.post).await.unwrap()
    }

    /// Sends what waits; returns to whom.
    pub(super) async fn send(&mut self) -> Vec<String> {
        let app = &self.app.app;
        let before = self.sent.lock().unwrap().len();
        let go_on = AtomicBool::new(false);
        jobs::drain(&app.store, &app.clock, &app.post, &mut self.transport, &go_on).await.unwrap();
        let mut to: Vec<String> = self.sent.lock().unwrap()[before..].iter().map(|p| p.to.clone()).collect();
        to.sort();
        to
    }

    /// Everything that has left, as its reader sees it.
    pub(super) fn sent(&self) -> Vec<(String, Read)> {
        self.sent.lock().unwrap().iter().map(|p| (p.to.clone(), mail::read(&p.raw))).collect()
    }

    /// The bytes of everything that went to an address.
    pub(super) fn raw_to(&self, address: &str) -> Vec<Vec<u8>> {
        self.sent.lock().unwrap().iter().filter(|one| one.to == address).map(|one| one.raw.clone()).collect()
    }

    pub(super) fn wait_days(&self, days: i64) {
        let clock = &self.app.app.clock;
        clock.set(clock.now().plus_minutes(days * 24 * 60));
    }
}
