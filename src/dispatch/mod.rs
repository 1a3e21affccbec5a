//! From what is due to what lies in the outbox: the one way in, for pages and the scheduler alike. A handler that changed a meeting
//! calls [`queue_due`] in its own transaction, so that the message is written with its cause; the scheduler calls it once a minute.

mod accounts;
mod again;
mod cards;
mod codes;
mod paper;
mod preview;
mod security;
mod surveys;

pub use again::{send_again, write_anew};
pub use codes::reading_code;
pub use paper::{Telling, on_paper};
pub use preview::preview;
pub use security::{access_news, account_news, account_news_again, reset_password};
pub use surveys::{survey, survey_concerns};

pub use accounts::invite_staff;

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::Deliverable,
        calendar::AcademicYear,
        ids::{AdultId, ConversationId, PupilId, SchoolId},
        notice::{HeldBack, NoticeKind, Recipient},
        people::EmailAddress,
        reminder::{self, Matter, Picture, Planned, Said, Standing},
        task,
        time::Moment,
    },
    mail,
    store::{Tx, adult_needs, conversations::links, notices, register, reminders, stale_tasks, tasks},
};

/// Seconds after a meeting's last time for which its links stay alive: fourteen days.
const LINK_LIVES_AFTER: i64 = 14 * 86_400;

/// Until when a link to a meeting works, by the last of its times.
#[must_use]
pub fn link_ends(last: Moment) -> Moment {
    last.plus_seconds(LINK_LIVES_AFTER)
}

/// How messages are written.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where links lead: "https://meet.example.org", without a slash at its end.
    pub public_url: String,
    /// The address messages come from. Replies go to the school's own mailbox.
    pub from: EmailAddress,
}

impl Post {
    /// The host name of the public address, for Message-IDs and calendar entries.
    #[must_use]
    pub fn host(&self) -> String {
        let bare = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, rest)| rest);
        bare.split(['/', ':']).next().unwrap_or(bare).to_owned()
    }
}

/// Which messages to look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// All of a school's.
    School(SchoolId),
    /// Those about one meeting.
    Conversation(ConversationId),
}

/// Writes every message that is due now into the outbox, rendered, with its own link, in this transaction; asks for the letters and calls
/// that are due instead or besides; records what is stale.
/// Returns how many messages were queued.
///
/// # Errors
/// When the database refuses, or a message cannot be written.
pub async fn queue_due(tx: &mut Tx, post: &Post, scope: Scope) -> anyhow::Result<usize> {
    let now = tx.now;
    let picture = match scope {
        Scope::School(_) => of_school(tx).await?,
        Scope::Conversation(id) => reminders::of_conversation(tx.conn(), id, now).await?,
    };
    Ok(say(tx, post, &picture).await?.0)
}

/// The scheduler's look at the whole school of this act: settles what nobody has to do any more, writes what is due as [`queue_due`] does,
/// and notes when to look again. Returns how many messages were queued.
pub async fn look(tx: &mut Tx, post: &Post) -> anyhow::Result<usize> {
    let now = tx.now;
    let settled = stale_tasks::settle_stale(tx).await?;
    let mut picture = of_school(tx).await?;
    let (queued, said) = say(tx, post, &picture).await?;
    let changed = settled > 0 || !said.is_empty();
    picture.said.extend(said);
    if changed {
        tx.raise().await?;
    }
    tx.look_next(reminder::next_look(&picture, now)).await?;
    Ok(queued)
}

/// Says whatever is due now. Returns how many messages were queued, and every key that has been said by it, in whichever way.
async fn say(tx: &mut Tx, post: &Post, picture: &Picture) -> anyhow::Result<(usize, Vec<(String, Said)>)> {
    let (now, mut queued, mut said) = (tx.now, 0, Vec::new());
    for planned in reminder::plan(picture, now, now.today()) {
        let live = match &planned.standing {
            Standing::Due if planned.kind == NoticeKind::PhoneTask => {
                phone_task(tx, &planned).await?;
                true
            }
            Standing::Due => {
                let written = planned.way.has_mail() && queue(tx, post, picture, &planned).await?;
                paper::tasks(tx, &planned).await?;
                queued += usize::from(written);
                if planned.way.has_mail() && !written {
                    continue;
                }
                true
            }
            Standing::Stale(why) if planned.kind.is_mail() => {
                stale(tx, &planned, why).await?;
                false
            }
            Standing::Stale(_) | Standing::Later | Standing::Held(_) => continue,
        };
        said.push((planned.key, Said { on: now.today(), live }));
    }
    Ok((queued, said))
}

/// The picture of this act's school, with what the act has written.
async fn of_school(tx: &mut Tx) -> anyhow::Result<Picture> {
    let (now, register) = (tx.now, tx.register(tx.now.today()).await?);
    reminders::of_school(tx.conn(), &register, now).await
}

async fn stale(tx: &mut Tx, planned: &Planned, why: &HeldBack) -> anyhow::Result<bool> {
    let (pupil, conversation) = belongs(&planned.matter);
    let (key, kind, to, due_on) = (planned.key.as_str(), planned.kind, planned.to, planned.due_on);
    let reason = why.words();
    notices::stale(tx, notices::StaleNotice { key, kind, to, pupil, conversation, due_on, reason: &reason }).await
}

/// Every message due up to `until` that has not been said, with whether it goes and why not. Changes nothing.
pub async fn outlook(
    conn: &mut SqliteConnection,
    scope: Scope,
    now: Moment,
    until: NaiveDate,
) -> anyhow::Result<Vec<Planned>> {
    Ok(reminder::plan(&picture(conn, scope, now).await?, now, until))
}

async fn picture(conn: &mut SqliteConnection, scope: Scope, now: Moment) -> anyhow::Result<Picture> {
    match scope {
        Scope::School(school) => {
            let register = register::load(conn, school, AcademicYear::containing(now.today())).await?;
            reminders::of_school(conn, &register, now).await
        }
        Scope::Conversation(id) => reminders::of_conversation(conn, id, now).await,
    }
}

fn belongs(matter: &Matter) -> (Option<PupilId>, Option<ConversationId>) {
    match matter {
        Matter::Meeting { id, pupil, .. } | Matter::Led { id, pupil, .. } => (Some(*pupil), Some(*id)),
        Matter::ReadingCode { pupil, .. } | Matter::Survey { pupil, .. } => (Some(*pupil), None),
        Matter::Digest(_) | Matter::Account | Matter::News(_) => (None, None),
    }
}

/// Gathers what one message says, and writes it.
async fn queue(tx: &mut Tx, post: &Post, picture: &Picture, planned: &Planned) -> anyhow::Result<bool> {
    let Some(address) = cards::address(picture, planned) else { return Ok(false) };
    let (_, conversation) = belongs(&planned.matter);
    let hosts = match conversation {
        Some(id) => cards::hosts(tx.conn(), id).await?,
        None => mail::Hosts::default(),
    };
    let link = match (planned.to, conversation) {
        (Recipient::Adult(adult), Some(id)) => parent_link(tx, post, picture, adult, id).await?,
        (Recipient::Staff(_), Some(id)) => format!("{}/conversations/{id}", post.public_url),
        _ => format!("{}/", post.public_url),
    };
    write(tx, post, planned, address, &hosts, &link).await
}

/// Renders one message and puts it into the outbox. A message that cannot be written must not stop the others, nor what caused it: it is
/// set aside, people are told, and the office phones a parent instead.
async fn write(
    tx: &mut Tx,
    post: &Post,
    planned: &Planned,
    address: Deliverable,
    hosts: &mail::Hosts,
    link: &str,
) -> anyhow::Result<bool> {
    let id = tx.school()?;
    let school = cards::school(tx.conn(), id).await?;
    let sender = mail::Sender { name: school.name.clone(), address: post.from.clone(), host: post.host() };
    let (words, reads) = cards::reader(tx.conn(), id, planned.to).await?;
    let addition = cards::added(tx.conn(), planned).await?;
    let to = mail::Addressee { name: cards::name(tx.conn(), planned.to).await?, address, words, reads, addition };
    // Other bytes, another Message-ID: a mail system that has seen the withdrawn edition must not take this one for its copy.
    let edition = notices::edition(tx.conn(), &planned.key).await?;
    let as_sent = match edition {
        0 => planned.clone(),
        earlier => Planned { key: format!("{}~{earlier}", planned.key), ..planned.clone() },
    };
    let compose = || mail::compose(&school, &sender, &to, &as_sent, hosts, Some(link), tx.now);
    let composed = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(compose)) {
        Ok(Ok(composed)) => composed,
        Ok(Err(why)) => return not_written(tx, planned, to.address.address().as_str(), &format!("{why:#}")).await,
        Err(_) => return not_written(tx, planned, to.address.address().as_str(), "the program stumbled over it").await,
    };
    let (pupil, conversation) = belongs(&planned.matter);
    let news = match planned.matter {
        Matter::News(news) => Some(news),
        _ => None,
    };
    let again_of = match planned.matter {
        Matter::Meeting { again: Some(again), .. } => Some(again.of),
        _ => None,
    };
    let new = notices::NewNotice {
        key: &planned.key,
        kind: planned.kind,
        to: planned.to,
        pupil,
        conversation,
        news,
        edition,
        again_of,
        addition: &to.addition,
        due_on: planned.due_on,
        address: to.address.address().as_str(),
        subject: &composed.subject,
        message_id: &composed.message_id,
        raw: &composed.raw,
        not_before: planned.not_before,
    };
    notices::insert(tx, new).await
}

/// Sets a message aside that could not be put into bytes. Returns that it was not queued.
async fn not_written(tx: &mut Tx, planned: &Planned, address: &str, why: &str) -> anyhow::Result<bool> {
    tracing::error!(key = planned.key, why, "a message could not be written");
    let (pupil, conversation) = belongs(&planned.matter);
    let (key, kind, to, due_on) = (planned.key.as_str(), planned.kind, planned.to, planned.due_on);
    let new = notices::StaleNotice { key, kind, to, pupil, conversation, due_on, reason: notices::NOT_WRITTEN };
    if let Some(id) = notices::not_written(tx, new).await? {
        let failed = task::Failed { id, to, address, pupil, conversation };
        tasks::add_all(tx, task::not_sent(&failed, tx.now.today())).await?;
    }
    Ok(false)
}

/// A fresh link for one adult and one meeting, alive until fourteen days after its last time.
async fn parent_link(
    tx: &mut Tx,
    post: &Post,
    picture: &Picture,
    adult: AdultId,
    id: ConversationId,
) -> anyhow::Result<String> {
    let invitation =
        reminders::invitation_of(tx.conn(), id, adult).await?.context("a message to somebody not invited")?;
    let meeting = picture.meetings.iter().find(|m| m.id == id).context("a message about no meeting")?;
    let times = meeting.slots.iter().map(|s| s.starts).chain(meeting.bookings.iter().map(|b| b.slot.starts));
    let last = times.max().unwrap_or(tx.now).max(tx.now);
    let token = links::mint(tx, invitation, link_ends(last)).await?;
    Ok(format!("{}/i/{token}", post.public_url))
}

async fn phone_task(tx: &mut Tx, planned: &Planned) -> anyhow::Result<()> {
    let Matter::Meeting { adult, .. } = planned.matter else { return Ok(()) };
    let needs = adult_needs::of_one(tx.conn(), adult).await?;
    tasks::add_all(tx, task::silent(planned, &needs)).await
}
