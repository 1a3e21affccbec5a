//! Invitations: the links that lead to them, and what the invited say. Of a link only the SHA-256 is kept, and a link opens nothing
//! for an adult who may not take part today.

use sqlx::SqliteConnection;

use super::{Conversation, Invited};
use crate::{
    domain::{
        access,
        audit::{Deed, Entry, Subject},
        conversation::{AnswerKind, NewAnswer},
        ids::{AdultId, ConversationId, InvitationId, PupilId, SchoolId},
        rules::Rules,
        task::About,
        time::Moment,
        which_child::Mark,
    },
    store::{Tx, adult_needs, contacts, conversations, schools, secret::hashed, which_child},
};

/// What a live link leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// Whose link it is.
    pub who: Invited,
    /// The meeting.
    pub conversation: Conversation,
    /// What tells the child from others of theirs.
    pub child: Option<Mark>,
    /// Until when the link works; `None` where somebody of the school answers for them.
    pub until: Option<Moment>,
    /// The school's rules today.
    pub rules: Rules,
}

/// A link that worked once and whose time is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// Whose school it led to.
    pub school: SchoolId,
    /// When it ended.
    pub at: Moment,
}

/// Other children's meetings that stand on one page, at most.
const MOST_BESIDE: i64 = 3;

/// What there is to say of a link that has ended by itself, to an adult who may take part today; nothing of one that was ended because it
/// was in the wrong hands, or may be.
pub async fn ended(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Option<Ended>> {
    let (hash, at) = (hashed(token), now.unix());
    let row = sqlx::query!(
        r#"SELECT i.adult_id, c.pupil_id, p.school_id, l.expires_at FROM invitation_link l
           JOIN invitation i ON i.id = l.invitation_id JOIN conversation c ON c.id = i.conversation_id JOIN pupil p ON p.id = c.pupil_id
           WHERE l.token_hash = ? AND l.expires_at BETWEEN 1 AND ?"#,
        hash,
        at
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let facts = contacts::contact_facts(conn, AdultId(row.adult_id), PupilId(row.pupil_id), now.today()).await?;
    let may = facts.is_some_and(|facts| access::may_take_part(&facts).is_ok());
    Ok(may.then_some(Ended { school: SchoolId(row.school_id), at: Moment::from_unix(row.expires_at) }))
}

/// What a link leads to now. Unknown, expired, and of an adult who may not take part are the same: nothing.
pub async fn by_token(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Option<Opened>> {
    let (hash, at) = (hashed(token), now.unix());
    let row = sqlx::query!(
        r#"SELECT i.id, i.conversation_id, l.expires_at,
             (SELECT json_group_array(json_array(s.name, s.value, s.from_on) ORDER BY s.from_on, s.id)
              FROM school_setting s WHERE s.school_id = p.school_id) AS "settings!: String"
           FROM invitation_link l JOIN invitation i ON i.id = l.invitation_id
           JOIN conversation c ON c.id = i.conversation_id JOIN pupil p ON p.id = c.pupil_id
           WHERE l.token_hash = ? AND l.expires_at > ?"#,
        hash,
        at
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (id, meeting) = (InvitationId(row.id), ConversationId(row.conversation_id));
    let rules = schools::rules_of(&row.settings, now.today())?;
    opened(conn, (id, meeting), (Moment::from_unix(row.expires_at), rules), now).await
}

/// The other meetings to come to which whoever holds a link is asked about other children of theirs at the same school, at most a few. Of an
/// only child nothing is asked: whoever may take part about another has two.
pub async fn beside(conn: &mut SqliteConnection, this: &Opened, now: Moment) -> anyhow::Result<Vec<Opened>> {
    if this.child.is_none() {
        return Ok(Vec::new());
    }
    let (adult, school, here, at) =
        (this.who.adult.0, this.conversation.school.0, this.conversation.pupil.0, now.unix());
    let rows = sqlx::query!(
        r#"SELECT i.id AS "id!: i64", c.id AS "meeting!: i64" FROM invitation i JOIN conversation c ON c.id = i.conversation_id
           JOIN pupil p ON p.id = c.pupil_id
           WHERE i.adult_id = ?1 AND p.school_id = ?2 AND c.pupil_id <> ?3 AND c.offered_at <= ?4
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
             AND EXISTS (SELECT 1 FROM slot s WHERE s.conversation_id = c.id AND s.starts_at > ?4)
           ORDER BY c.id LIMIT ?5"#,
        adult,
        school,
        here,
        at,
        MOST_BESIDE
    )
    .fetch_all(&mut *conn)
    .await?;
    let Some(until) = this.until.filter(|_| !rows.is_empty()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for row in rows {
        found.extend(invited(conn, InvitationId(row.id), ConversationId(row.meeting), now).await?);
    }
    let pairs: Vec<_> = found.iter().map(|(who, meeting)| (who.adult, meeting.pupil)).collect();
    let marks = which_child::marks(conn, &pairs, &this.rules, now.today()).await?;
    let of = |(who, conversation): (Invited, Conversation)| {
        let child = marks.get(&(who.adult, conversation.pupil)).copied();
        Opened { who, conversation, child, until: Some(until), rules: this.rules.clone() }
    };
    Ok(found.into_iter().map(of).collect())
}

/// A meeting and whom of it an invitation is for, where they may take part today.
async fn invited(
    conn: &mut SqliteConnection,
    invitation: InvitationId,
    meeting: ConversationId,
    now: Moment,
) -> anyhow::Result<Option<(Invited, Conversation)>> {
    let Some(conversation) = conversations::load(conn, meeting, now.today()).await? else { return Ok(None) };
    let who = conversation.invited.iter().find(|i| i.invitation == invitation && i.may_take_part.is_ok()).cloned();
    Ok(who.map(|who| (who, conversation)))
}

/// What an invitation leads to, for an adult who may take part today.
async fn opened(
    conn: &mut SqliteConnection,
    (invitation, meeting): (InvitationId, ConversationId),
    (until, rules): (Moment, Rules),
    now: Moment,
) -> anyhow::Result<Option<Opened>> {
    let Some((who, conversation)) = invited(&mut *conn, invitation, meeting, now).await? else { return Ok(None) };
    let pair = (who.adult, conversation.pupil);
    let child = which_child::marks(conn, &[pair], &rules, now.today()).await?.remove(&pair);
    Ok(Some(Opened { who, conversation, child, until: Some(until), rules }))
}

/// Keeps what somebody said; what they need to take part is kept with them, so that nobody asks twice; leaving a
/// field empty takes nothing back.
pub async fn answer(tx: &mut Tx, about: About, invitation: InvitationId, new: &NewAnswer) -> anyhow::Result<()> {
    let (id, kind, slot, now, by) =
        (invitation.0, new.kind.as_code(), new.slot.map(|s| s.0), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO answer (invitation_id, kind, slot_id, preferences, message, interpreter_language, access_needs,
           brings_someone, answered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        kind,
        slot,
        new.preferences,
        new.message,
        new.interpreter_language,
        new.access_needs,
        new.brings_someone,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    if new.kind == AnswerKind::WrongPerson {
        // Whoever holds these links is somebody else: none of them opens anything again.
        let (adult, pupil) = (about.adult.0, about.pupil.0);
        sqlx::query!(
            "UPDATE invitation_link SET expires_at = ?1 WHERE expires_at > ?1 AND invitation_id IN
               (SELECT i.id FROM invitation i JOIN conversation c ON c.id = i.conversation_id
                WHERE i.adult_id = ?2 AND c.pupil_id = ?3)",
            now,
            adult,
            pupil
        )
        .execute(tx.conn())
        .await?;
    } else {
        let (adult, language, needs) = (about.adult.0, new.interpreter_language.trim(), new.access_needs.trim());
        sqlx::query!(
            "UPDATE adult SET interpreter_language = coalesce(nullif(?, ''), interpreter_language),
               access_needs = coalesce(nullif(?, ''), access_needs) WHERE id = ?",
            language,
            needs,
            adult
        )
        .execute(tx.conn())
        .await?;
        if !language.is_empty() || !needs.is_empty() {
            adult_needs::keep(tx, about.adult).await?;
        }
    }
    let entry =
        Entry::new(Deed::Answered, Subject::Conversation).id(about.conversation.0).pupil(about.pupil).detail(kind);
    tx.audit(entry).await
}
