//! Codes in front of what anybody wrote: who asked for one in which browser, and who typed the right one. Neither the code nor the browser's
//! token is kept, only what they can be recognised by.

use sqlx::SqliteConnection;

use super::invitations::Opened;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::InvitationId,
        reading_code::{AN_HOUR, Asked, Reading, reading},
        time::Moment,
    },
    store::{Actor, Store, Tx, secret::hashed},
};

/// The last code that this browser asked for, and its row.
async fn last(
    conn: &mut SqliteConnection,
    invitation: InvitationId,
    browser: &str,
) -> anyhow::Result<Option<(i64, Vec<u8>, Asked)>> {
    let browser = hashed(browser);
    let row = sqlx::query!(
        r#"SELECT id AS "id!", code_hash, made_at, wrong, proven_at, used_at FROM reading_code
           WHERE invitation_id = ? AND browser_hash = ? ORDER BY id DESC LIMIT 1"#,
        invitation.0,
        browser
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| {
        let (proven, used) = (r.proven_at.map(Moment::from_unix), r.used_at.map(Moment::from_unix));
        (r.id, r.code_hash, Asked { made: Moment::from_unix(r.made_at), wrong: r.wrong, proven, used })
    }))
}

/// That a browser reads behind a code now, which is still to be noted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use = "its visit goes on for ten minutes more once it is noted"]
pub struct Reads {
    code: i64,
    at: Moment,
}

/// How the browser with this token stands to what is behind one invitation's code, and what is to be [noted](note) of it: at most once a minute
/// that it reads there. Without a token it never asked for a code.
pub async fn stands(
    conn: &mut SqliteConnection,
    invitation: InvitationId,
    browser: &str,
    now: Moment,
) -> anyhow::Result<(Reading, Option<Reads>)> {
    if browser.is_empty() {
        return Ok((Reading::Closed, None));
    }
    let Some((code, _, asked)) = last(conn, invitation, browser).await? else { return Ok((Reading::Closed, None)) };
    let stands = reading(Some(asked), now);
    let noted = asked.used.or(asked.proven).is_some_and(|at| now.unix() - at.unix() < 60);
    Ok((stands, (stands == Reading::Open && !noted).then_some(Reads { code, at: now })))
}

/// Notes that a browser reads, once whoever asked has given the connection back with which they read: its visit goes on for ten minutes more.
/// Where it cannot be noted the page is shown all the same.
pub async fn note(store: &Store, reads: Option<Reads>) {
    let Some(reads) = reads else { return };
    if let Err(why) = note_use(store, reads).await {
        tracing::warn!(why = format!("{why:#}"), "that a parent reads could not be noted");
    }
}

async fn note_use(store: &Store, reads: Reads) -> anyhow::Result<()> {
    let (mut tx, at) = (store.begin_for_all(Actor::System, reads.at).await?, reads.at.unix());
    sqlx::query!("UPDATE reading_code SET used_at = ? WHERE id = ?", at, reads.code).execute(tx.conn()).await?;
    tx.commit_aside().await
}

/// Keeps a new code for a browser and returns its row; `None` where there were too many within the hour.
pub async fn make(tx: &mut Tx, opened: &Opened, browser: &str, code: &str) -> anyhow::Result<Option<i64>> {
    let (invitation, now) = (opened.who.invitation, tx.now.unix());
    let since = now - 3600;
    let recent = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!: i64" FROM reading_code WHERE invitation_id = ? AND made_at > ?"#,
        invitation.0,
        since
    )
    .fetch_one(tx.conn())
    .await?;
    if recent >= AN_HOUR {
        return Ok(None);
    }
    let (mark, code) = (hashed(browser), kept(browser, code));
    let made = sqlx::query!(
        "INSERT INTO reading_code (invitation_id, browser_hash, code_hash, made_at) VALUES (?, ?, ?, ?)",
        invitation.0,
        mark,
        code,
        now
    )
    .execute(tx.conn())
    .await?;
    entered(tx, opened, Deed::AskedFor).await?;
    Ok(Some(made.last_insert_rowid()))
}

/// Tries a code in the browser that asked for it. A wrong one counts.
pub async fn try_code(tx: &mut Tx, opened: &Opened, browser: &str, code: Option<&str>) -> anyhow::Result<Reading> {
    let now = tx.now;
    let Some((id, hash, asked)) = last(tx.conn(), opened.who.invitation, browser).await? else {
        return Ok(Reading::Closed);
    };
    let stands = reading(Some(asked), now);
    if stands != Reading::Waiting {
        return Ok(stands);
    }
    if code.is_some_and(|code| kept(browser, code) == hash) {
        let now = now.unix();
        sqlx::query!("UPDATE reading_code SET proven_at = ? WHERE id = ?", now, id).execute(tx.conn()).await?;
        entered(tx, opened, Deed::Typed).await?;
        return Ok(Reading::Open);
    }
    sqlx::query!("UPDATE reading_code SET wrong = wrong + 1 WHERE id = ?", id).execute(tx.conn()).await?;
    Ok(reading(Some(Asked { wrong: asked.wrong + 1, ..asked }), now))
}

/// What is kept of a code: bound to the browser's token, which is nowhere in the file.
fn kept(browser: &str, code: &str) -> Vec<u8> {
    hashed(&format!("{code} {browser}"))
}

async fn entered(tx: &mut Tx, opened: &Opened, deed: Deed) -> anyhow::Result<()> {
    let (id, pupil) = (opened.conversation.id.0, opened.conversation.pupil);
    tx.audit(Entry::new(deed, Subject::ReadingCode).id(id).pupil(pupil)).await
}
