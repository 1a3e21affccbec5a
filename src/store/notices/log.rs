//! The delivery log: a school's messages, the newest leading, and where each stands.

use sqlx::SqliteConnection;

use super::recipient;
use crate::domain::{
    ids::{NoticeId, PupilId, SchoolId},
    notice::Recipient,
    time::{ClockTime, Moment, ShortDay},
};

/// One line of the delivery log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logged {
    /// Which.
    pub id: NoticeId,
    /// Its key.
    pub key: String,
    /// What kind, as its code.
    pub kind: String,
    /// For whom.
    pub to: Recipient,
    /// Their name.
    pub name: String,
    /// Whose record it belongs to, if anyone's.
    pub pupil: Option<PupilId>,
    /// The pupil's name, for staff who may see it; empty where it is about none.
    pub about: String,
    /// Where it went.
    pub address: String,
    /// Its subject.
    pub subject: String,
    /// When it was queued.
    pub queued: Moment,
    /// Its state, as its code.
    pub state: String,
    /// Why it did not go, or what the server said.
    pub reason: String,
    /// How often it was tried.
    pub attempts: i64,
    /// The next try, while it waits.
    pub next_try: Moment,
    /// When it reached its last state.
    pub settled: Option<Moment>,
}

impl Logged {
    /// Where it stands, as people read it. Never "delivered": a mail server's word is all there is.
    #[must_use]
    pub fn words(&self) -> String {
        let local = self.next_try.local();
        match self.state.as_str() {
            "waiting" if self.attempts > 0 => {
                format!("Will retry {} {} ({})", ShortDay(local.date()), ClockTime(local.time()), self.reason)
            }
            "waiting" => "Waiting".to_owned(),
            "sending" => "Being sent".to_owned(),
            "accepted" => "Accepted by mail server".to_owned(),
            "refused" if self.reason == super::CAME_BACK => "It came back".to_owned(),
            "refused" => "Address not working".to_owned(),
            "failed" => format!("Not sent: given up after five days ({})", self.reason),
            "set_aside" => format!("Not sent: set aside ({})", self.reason),
            _ => format!("Not sent: {}", self.reason),
        }
    }
}

/// Which lines of the log.
#[derive(Clone, Copy, Debug)]
pub enum Lines {
    /// At most so many of the newest.
    Newest(usize),
    /// At most so many of those written before this one.
    Before(NoticeId, usize),
    /// This one.
    One(NoticeId),
}

impl Lines {
    /// Above which number, below which number, and how many.
    fn bounds(self) -> (i64, i64, usize) {
        match self {
            Self::Newest(most) => (0, i64::MAX, most),
            Self::Before(id, most) => (0, id.0, most),
            Self::One(id) => (id.0 - 1, id.0 + 1, 1),
        }
    }
}

/// Messages of a school, the newest leading.
pub async fn log(conn: &mut SqliteConnection, school: SchoolId, lines: Lines) -> anyhow::Result<Vec<Logged>> {
    let (above, below, most) = lines.bounds();
    let most = i64::try_from(most)?;
    let rows = sqlx::query!(
        r#"SELECT n.id AS "id!", n.key, n.kind, n.adult_id, n.staff_id, n.pupil_id, n.address, n.subject, n.queued_at, n.state, n.reason,
                  n.attempts, n.not_before_at, n.settled_at,
                  coalesce(p.forename || ' ' || p.surname, '') AS "about!: String",
                  coalesce(trim(a.title || ' ' || a.forename || ' ' || a.surname),
                           trim(s.title || ' ' || s.forename || ' ' || s.surname), '') AS "name!: String"
           FROM notice n LEFT JOIN adult a ON a.id = n.adult_id LEFT JOIN staff s ON s.id = n.staff_id LEFT JOIN pupil p ON p.id = n.pupil_id
           WHERE n.school_id = ? AND n.id > ? AND n.id < ? ORDER BY n.id DESC LIMIT ?"#,
        school.0,
        above,
        below,
        most
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Logged {
            id: NoticeId(row.id),
            key: row.key,
            kind: row.kind,
            to: recipient(row.adult_id, row.staff_id),
            name: row.name,
            pupil: row.pupil_id.map(PupilId),
            about: row.about,
            address: row.address,
            subject: row.subject,
            queued: Moment::from_unix(row.queued_at),
            state: row.state,
            reason: row.reason,
            attempts: row.attempts,
            next_try: Moment::from_unix(row.not_before_at),
            settled: row.settled_at.map(Moment::from_unix),
        })
        .collect())
}
