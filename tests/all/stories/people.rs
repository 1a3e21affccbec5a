//! What people do in a story: staff through the pages after signing in, parents through the link in their last mail.

use axum::http::StatusCode;

use super::Story;
use crate::support::{Response, Session};

/// A member of staff at their desk.
pub(crate) struct Staff<'a> {
    story: &'a mut Story,
    who: &'static str,
}

/// A parent with their last mail open.
pub(crate) struct Parent<'a> {
    story: &'a mut Story,
    who: &'static str,
}

/// The numbers of the adults in the cast.
const ADULTS: &[(&str, i64)] = &[("mother", 1), ("father", 2), ("barred man", 3), ("other mother", 4)];

impl<'a> Staff<'a> {
    pub(crate) fn new(story: &'a mut Story, who: &'static str) -> Self {
        Self { story, who }
    }

    async fn session(&self) -> Session {
        self.story.app.sign_in(self.who).await
    }

    async fn posts(self, path: &str, fields: &[(&str, &str)]) -> Response {
        let answer = self.session().await.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        self.story.worker_turns().await;
        answer
    }

    /// Sends a form.
    pub(crate) async fn sends(self, path: &str, fields: &[(&str, &str)]) {
        self.posts(path, fields).await;
    }

    /// Offers the pupil's parents these times: "2026-12-03 15:30".
    pub(crate) async fn offers_meeting(self, times: &[&str]) {
        self.offers(times, false).await;
    }

    /// Offers these times for an EHC plan's annual review.
    pub(crate) async fn offers_annual_review(self, times: &[&str]) {
        self.offers(times, true).await;
    }

    async fn offers(self, times: &[&str], annual: bool) {
        let mut fields =
            vec![("mode".to_owned(), "school"), ("minutes".to_owned(), "30"), ("place".to_owned(), "Room 3")];
        for (n, slot) in times.iter().enumerate() {
            let (day, hour) = slot.split_once(' ').unwrap();
            fields.push((format!("slot-{n}-day"), day));
            fields.push((format!("slot-{n}-time"), hour));
        }
        if annual {
            fields.push(("ehc_annual".to_owned(), "yes"));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let path = format!("/plans/{}/conversations", self.story.plan);
        let made = Staff::new(&mut *self.story, self.who).posts(&path, &fields).await.location.unwrap();
        self.story.meeting = made.rsplit('/').next().unwrap().parse().unwrap();
    }

    /// Moves the meeting to a time of the school's.
    pub(crate) async fn moves_it_to(self, slot: &str) {
        let (day, hour) = slot.split_once(' ').unwrap();
        let path = format!("/conversations/{}/booking", self.story.meeting);
        let fields =
            [("slot", "other"), ("slot-0-day", day), ("slot-0-time", hour), ("mode", "school"), ("minutes", "30")];
        self.posts(&path, &fields).await;
    }

    /// Calls the meeting off.
    pub(crate) async fn cancels(self, why: &str) {
        let path = format!("/conversations/{}/cancellation", self.story.meeting);
        self.posts(&path, &[("reason", why)]).await;
    }

    /// Writes down how each invited adult took part: `[("mother", "attended")]`.
    pub(crate) async fn records(self, took_part: &[(&str, &str)]) {
        let path = format!("/conversations/{}/record", self.story.meeting);
        let day = self.story.now().today().to_string();
        let took: Vec<(String, &str)> =
            took_part.iter().map(|(who, how)| (format!("took-{}", adult(who)), *how)).collect();
        let agree: Vec<String> = took_part.iter().map(|(who, _)| format!("agree-{}", adult(who))).collect();
        let mut fields = vec![("held_on", day.as_str()), ("mode", "school"), ("minutes", "30")];
        fields.extend(agree.iter().map(|name| (name.as_str(), "agree")));
        fields.extend(took.iter().map(|(name, how)| (name.as_str(), *how)));
        self.posts(&path, &fields).await;
    }

    /// Records the review, as one event with the last meeting if that is on the form, and agrees on the next day.
    pub(crate) async fn reviews(self, next_on: &str) {
        let path = format!("/plans/{}/review", self.story.plan);
        let day = self.story.now().today().to_string();
        let changes =
            [("held_on", day.as_str()), ("same_for_all", "partly"), ("decision", "continue"), ("next_on", next_on)];
        let sent = self.filled_in(&format!("{path}/new"), &changes).await;
        self.posts(&path, &pairs(&sent)).await;
    }

    /// Gives the plan to another member of staff.
    pub(crate) async fn hands_the_plan_to(self, staff: i64) {
        let (path, staff) = (format!("/plans/{}", self.story.plan), staff.to_string());
        let sent = self.filled_in(&format!("{path}/edit"), &[("lead", &staff)]).await;
        self.posts(&path, &pairs(&sent)).await;
    }

    /// The form of a page as a browser would send it, with some fields changed.
    async fn filled_in(&self, path: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let page = self.session().await.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        let kept = form_on(&page.body).into_iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == name));
        let changed = changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        kept.chain(changed).collect()
    }

    /// Enters something with the plan's annual review.
    pub(crate) async fn enters(self, fields: &[(&str, &str)]) {
        let path = format!("/plans/{}/annual-review", self.story.plan);
        self.posts(&path, fields).await;
    }

    /// The page of the plan's annual review.
    pub(crate) async fn annual_review(self) -> String {
        let path = format!("/plans/{}/annual-review", self.story.plan);
        self.reads(&path).await
    }

    /// A page.
    pub(crate) async fn reads(self, path: &str) -> String {
        self.session().await.get(path).await.body
    }

    /// Enters SEN support from a day on, in the form that has the day filled in.
    pub(crate) async fn changes_the_status(self, from: &str) {
        let path = format!("/pupils/{}/status", self.story.pupil);
        let changes =
            [("code", "K"), ("reason", "The plan ceased"), ("told", "no"), ("not_told", "They rang"), ("step", "save")];
        let sent = self.filled_in(&format!("{path}/new?from={from}"), &changes).await;
        assert!(sent.iter().any(|(name, value)| name == "from_on" && value == from), "{sent:?}");
        self.posts(&path, &pairs(&sent)).await;
    }

    /// Sees a page, or does not.
    pub(crate) async fn sees(self, path: &str) -> bool {
        self.session().await.get(path).await.status == StatusCode::OK
    }

    /// Decides that an adult's newest restriction bars them.
    pub(crate) async fn bars(self, who: &str) {
        let sql =
            "SELECT max(r.id) FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id WHERE g.adult_id = ?";
        let mut conn = self.story.app.app.store.read().await.unwrap();
        let id: i64 = sqlx::query_scalar(sql).bind(adult(who)).fetch_one(&mut *conn).await.unwrap();
        drop(conn);
        let path = format!("/restrictions/{id}/decision");
        self.posts(&path, &[("does", "no_contact"), ("seen", "The order"), ("note", "Seen the order")]).await;
    }
}

impl<'a> Parent<'a> {
    pub(crate) fn new(story: &'a mut Story, who: &'static str) -> Self {
        Self { story, who }
    }

    async fn says(self, fields: &[(&str, &str)]) {
        let path = self.story.last_to(self.who).link().expect("a link in the last mail");
        let browser = self.story.app.stranger();
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(!page.body.contains("Amira") && !page.body.contains("Zain"), "no child's name behind a link");
        let answer = browser.post(&path, fields).await;
        assert!(answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::OK, "{}", answer.body);
        self.story.worker_turns().await;
    }

    /// Takes the first of the times that are still free, or says that they come at the time that is agreed.
    pub(crate) async fn accepts(self) {
        self.accepts_the(1).await;
    }

    /// Takes one of the offered times: 1 is the first.
    pub(crate) async fn accepts_the(self, nth: usize) {
        let sql = "SELECT id FROM slot WHERE conversation_id = ? ORDER BY position";
        let mut conn = self.story.app.app.store.read().await.unwrap();
        let slots: Vec<i64> = sqlx::query_scalar(sql).bind(self.story.meeting).fetch_all(&mut *conn).await.unwrap();
        drop(conn);
        let slot = slots[nth - 1].to_string();
        self.says(&[("answer", &slot)]).await;
    }

    pub(crate) async fn cannot_come(self) {
        self.says(&[("answer", "cannot")]).await;
    }

    pub(crate) async fn says_it_is_somebody_else(self) {
        self.says(&[("answer", "wrong_person")]).await;
    }

    /// The link in the last mail opens nothing any more.
    pub(crate) async fn finds_the_door_shut(self) {
        let path = self.story.last_to(self.who).link().expect("a link in the last mail");
        assert_eq!(self.story.app.stranger().get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

fn adult(who: &str) -> i64 {
    ADULTS.iter().find(|a| a.0 == who).unwrap_or_else(|| panic!("there is no {who}")).1
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The fields on a page with what is in them.
fn form_on(page: &str) -> Vec<(String, String)> {
    let (_, main) = page.split_once("<main").expect("a page");
    let (mut found, mut select) = (Vec::new(), None);
    for piece in main.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let value = |name: &str| {
            let (_, after) = tag.split_once(&format!(" {name}=\""))?;
            after.split_once('"').map(|(value, _)| plain(value))
        };
        let chosen = |word: &str| tag.split(' ').any(|part| part == word);
        let is_choice = matches!(value("type").as_deref(), Some("radio" | "checkbox"));
        match tag.split(' ').next() {
            Some("input") if is_choice && !chosen("checked") => {}
            Some("input") => found.extend(value("name").zip(Some(value("value").unwrap_or_default()))),
            Some("textarea") => found.extend(value("name").zip(Some(plain(text)))),
            Some("select") => select = value("name"),
            Some("option") if chosen("selected") => found.extend(select.clone().zip(value("value"))),
            _ => {}
        }
    }
    found
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
