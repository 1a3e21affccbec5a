//! The school of a story: its clock, its worker, its mail server, and what has arrived.

use std::sync::atomic::AtomicBool;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use thrice::{
    domain::time::Moment,
    jobs,
    mail::Transport,
    store::{Actor, calendar},
};

use super::{Mail, Parent, Staff};
use crate::support::{
    TestApp,
    smtp::{Does, Sink, Verb},
};

/// The hours of a weekday at which something could happen: in the night, and at the edges of the hours in which mail leaves.
const HOURS: &[(u32, u32)] = &[(7, 29), (7, 30), (17, 59), (18, 0)];

/// Those of a Saturday and a Sunday: when clocks change, and when people are awake.
const WEEKEND: &[(u32, u32)] = &[(1, 30), (12, 0)];

/// A school whose year is told.
pub(crate) struct Story {
    pub(crate) app: TestApp,
    transport: Transport,
    server: Sink,
    works: bool,
    /// A day in law presses: an invitation may leave at any hour.
    pub(crate) law_presses: bool,
    read: usize,
    /// Everything that arrived since the story last asked.
    unread: Vec<Mail>,
    /// Everything that ever arrived.
    pub(crate) all: Vec<Mail>,
    /// The pupil and plan that is spoken of.
    pub(crate) pupil: i64,
    pub(crate) plan: i64,
    /// The meeting that is spoken of.
    pub(crate) meeting: i64,
}

impl Story {
    /// Opens the school at nine o'clock on a day.
    pub(crate) async fn begins_on(day: &str) -> Self {
        let (app, server) = (TestApp::new().await, Sink::start().await);
        let transport = Transport::parse(&format!("smtp://{}", server.address), "meet.example.org").unwrap();
        app.app.clock.set(Moment::at(date(day), time(9, 0)));
        let (unread, all) = (Vec::new(), Vec::new());
        Self {
            app,
            transport,
            server,
            works: true,
            law_presses: false,
            read: 0,
            unread,
            all,
            pupil: 1,
            plan: 1,
            meeting: 0,
        }
    }

    pub(crate) fn now(&self) -> Moment {
        self.app.app.clock.now()
    }

    /// Lets time pass until nine o'clock on a day.
    pub(crate) async fn on(&mut self, day: &str) -> &mut Self {
        self.at(&format!("{day} 09:00")).await
    }

    /// Lets time pass until "2026-11-23 20:15".
    pub(crate) async fn at(&mut self, instant: &str) -> &mut Self {
        let then = NaiveDateTime::parse_from_str(instant, "%Y-%m-%d %H:%M").unwrap();
        let then = Moment::at(then.date(), then.time());
        assert!(self.now() <= then, "time goes on: {instant} has passed");
        let mut day = self.now().today();
        while day <= then.today() {
            let hours = if day.weekday().number_from_monday() > 5 { WEEKEND } else { HOURS };
            for (hour, minute) in hours {
                let next = Moment::at(day, time(*hour, *minute));
                if self.now() < next && next < then {
                    self.app.app.clock.set(next);
                    self.worker_turns().await;
                }
            }
            day = day + Days::new(1);
        }
        self.app.app.clock.set(then);
        self.worker_turns().await;
        self
    }

    /// The worker's turn, and what arrives by it.
    pub(crate) async fn worker_turns(&mut self) {
        if !self.works {
            return;
        }
        let parts = &self.app.app;
        jobs::queue_due(&parts.store, &parts.clock, &parts.post).await.unwrap();
        let stop = AtomicBool::new(false);
        jobs::drain(&parts.store, &parts.clock, &parts.post, &mut self.transport, &stop).await.unwrap();
        self.transport.close().await;
        self.receives().await;
    }

    async fn receives(&mut self) {
        let (taken, now) = (self.server.taken(), self.now());
        for taken in &taken[self.read..] {
            let mail = Mail::taken(taken, now);
            let same = |m: &&Mail| m.read.header("Message-ID") == mail.read.header("Message-ID");
            assert!(!self.all.iter().any(|m| same(&m)), "a second time: {}", mail.line());
            if !mail.is_receipt() && !self.law_presses {
                assert!(self.is_open_hour().await, "outside the hours in which mail leaves: {}", mail.line());
            }
            let staff = mail.read.header("To").contains("@oakfield.example.org");
            let list = |m: &Mail| !m.is_of_a_meeting();
            let today = |m: &&Mail| m.to == mail.to && m.at.today() == now.today() && list(m);
            let second = staff && list(&mail) && self.all.iter().any(|m| today(&m));
            assert!(!second, "a second list today: {}", mail.line());
            self.unread.push(mail.clone());
            self.all.push(mail);
        }
        self.read = taken.len();
    }

    async fn is_open_hour(&self) -> bool {
        let mut conn = self.app.app.store.read().await.unwrap();
        let calendar = calendar::load(&mut conn, self.app.cast.school).await.unwrap();
        let now = self.now().local();
        calendar.is_school_day(now.date()) && (time(7, 30)..time(18, 0)).contains(&now.time())
    }

    /// The mail server knows nobody of the next name that it hears.
    pub(crate) fn refuses_the_next_address(&self) {
        self.server.script(Verb::Rcpt, Does::Says("550 5.1.1 no such user"));
    }

    /// The program is not running.
    pub(crate) fn worker_stops(&mut self) {
        self.works = false;
    }

    /// It is started again.
    pub(crate) async fn worker_starts(&mut self) {
        self.works = true;
        jobs::recover(&self.app.app.store, &self.app.app.clock).await.unwrap();
        self.worker_turns().await;
    }

    /// Everything that arrived since the story last asked, in order.
    #[track_caller]
    pub(crate) fn then_mails_are(&mut self, expected: &[&str]) {
        let lines: Vec<String> = self.unread.drain(..).map(|m| m.line()).collect();
        assert_eq!(lines, expected);
    }

    /// The same for one reader; what others got is read too, and not asked for again.
    #[track_caller]
    pub(crate) fn then_only(&mut self, readers: &[&str], expected: &[&str]) {
        let mails = self.unread.drain(..).filter(|m| readers.contains(&m.to));
        let lines: Vec<String> = mails.map(|m| m.line()).collect();
        assert_eq!(lines, expected);
    }

    /// What arrived for parents since the story last asked.
    #[track_caller]
    pub(crate) fn then_parents_have(&mut self, expected: &[&str]) {
        self.then_only(&["mother", "father", "barred man", "other mother"], expected);
    }

    /// The last mail to somebody.
    #[track_caller]
    pub(crate) fn last_to(&self, reader: &str) -> &Mail {
        self.all.iter().rev().find(|m| m.to == reader).unwrap_or_else(|| panic!("nothing has come for the {reader}"))
    }

    /// What the pupil's page says in its first lines.
    pub(crate) async fn then_the_page_says(&self, words: &[&str]) {
        let page = self.app.sign_in("senco").await.get(&format!("/pupils/{}", self.pupil)).await;
        for word in words {
            assert!(page.body.contains(word), "“{word}” is not in {}", page.body);
        }
    }

    /// How many open tasks of a kind there are for the pupil that is spoken of.
    pub(crate) async fn tasks(&self, kind: &str) -> i64 {
        let mut conn = self.app.app.store.read().await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM task WHERE kind = ? AND pupil_id = ? AND done_at IS NULL")
            .bind(kind)
            .bind(self.pupil)
            .fetch_one(&mut *conn)
            .await
            .unwrap()
    }

    /// What the school's own system would have told by an import.
    pub(crate) async fn learns(&mut self, sql: &str) -> &mut Self {
        let mut tx = self.app.app.store.begin(Actor::Command, self.app.cast.school, self.now()).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
        self
    }

    /// The one number that a statement gives.
    pub(crate) async fn counts(&self, sql: &'static str) -> i64 {
        let mut conn = self.app.app.store.read().await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
    }

    pub(crate) fn senco(&mut self) -> Staff<'_> {
        Staff::new(self, "senco")
    }

    pub(crate) fn teacher(&mut self) -> Staff<'_> {
        Staff::new(self, "teacher")
    }

    pub(crate) fn other_teacher(&mut self) -> Staff<'_> {
        Staff::new(self, "other_teacher")
    }

    pub(crate) fn mother(&mut self) -> Parent<'_> {
        Parent::new(self, "mother")
    }

    pub(crate) fn father(&mut self) -> Parent<'_> {
        Parent::new(self, "father")
    }
}

pub(crate) fn date(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}
