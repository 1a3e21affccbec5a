//! Who knows when and where a meeting will be held: asked before somebody is kept away from a pupil, since a time and a place that they
//! know are no safe ones.

use sqlx::SqliteConnection;

use crate::{
    domain::{
        conversation::Mode,
        ids::{AdultId, ConversationId, PupilId, SchoolId},
        notice::HeldBack,
        people::{Name, Role},
        task,
        time::Moment,
    },
    store::{Tx, code, tasks},
};

/// A booked meeting that is to come, and an invited adult who knows of its time: they chose it, or it was told to them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownTime {
    /// Which.
    pub id: ConversationId,
    /// Whose.
    pub pupil: PupilId,
    /// Who knows.
    pub adult: AdultId,
    /// Their name.
    pub adult_name: Name,
    /// The name of whoever leads it.
    pub lead: Name,
    /// Their role.
    pub lead_role: Role,
    /// Tells one agreed time of the meeting from the next.
    pub sequence: i64,
    /// When it starts.
    pub starts: Moment,
    /// How people meet.
    pub mode: Mode,
    /// Where, as parents read it.
    pub place: String,
}

/// Whose knowledge is asked for: those to whom everything that is given applies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Knows {
    /// This adult's.
    pub adult: Option<AdultId>,
    /// About meetings of this pupil.
    pub pupil: Option<PupilId>,
    /// Of this meeting.
    pub meeting: Option<ConversationId>,
}

/// Who knows what, the first meeting leading. The caller has asked whether this person may see it.
pub async fn known(
    conn: &mut SqliteConnection,
    school: SchoolId,
    whose: Knows,
    now: Moment,
) -> anyhow::Result<Vec<KnownTime>> {
    let (adult, pupil, meeting) =
        (whose.adult.map(|id| id.0), whose.pupil.map(|id| id.0), whose.meeting.map(|id| id.0));
    let now = now.unix();
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!: i64", c.pupil_id AS "pupil!: i64", i.adult_id AS "adult!: i64", a.title AS "a_title!: String",
             a.forename AS "a_forename!: String", a.surname AS "a_surname!: String", l.title AS "title!: String",
             l.forename AS "forename!: String", l.surname AS "surname!: String", l.role AS "role!: String",
             b.sequence AS "sequence!: i64", s.starts_at AS "starts!: i64", s.mode AS "mode!: String", s.place AS "place!: String"
           FROM school_slot t CROSS JOIN slot s ON s.id = t.slot_id CROSS JOIN conversation c ON c.id = s.conversation_id
           JOIN staff l ON l.id = c.lead_id
           JOIN booking b ON b.conversation_id = c.id AND b.slot_id = s.id AND NOT EXISTS
             (SELECT 1 FROM booking n WHERE n.conversation_id = c.id AND n.sequence > b.sequence)
           JOIN invitation i ON i.conversation_id = c.id JOIN adult a ON a.id = i.adult_id
           WHERE t.school_id = ?1 AND t.booked = 1 AND t.starts_at > ?2 AND (?3 IS NULL OR i.adult_id = ?3) AND (?4 IS NULL OR c.pupil_id = ?4)
             AND (?5 IS NULL OR c.id = ?5)
             AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
             AND (EXISTS (SELECT 1 FROM answer w WHERE w.invitation_id = i.id AND w.kind = 'accept' AND w.slot_id = b.slot_id)
               OR EXISTS (SELECT 1 FROM notice n WHERE n.conversation_id = c.id AND n.adult_id = i.adult_id
                          AND n.kind IN ('booked', 'changed', 'before') AND n.queued_at >= b.booked_at
                          AND n.state IN ('sending', 'accepted'))
               OR EXISTS (SELECT 1 FROM task t WHERE t.conversation_id = c.id AND t.adult_id = i.adult_id
                          AND t.message IN ('booked', 'changed', 'before') AND t.created_at >= b.booked_at
                          AND t.done_at IS NOT NULL AND t.given_back_at IS NULL))
           ORDER BY s.starts_at, c.id, i.id"#,
        school.0,
        now,
        adult,
        pupil,
        meeting
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(KnownTime {
            id: ConversationId(row.id),
            pupil: PupilId(row.pupil),
            adult: AdultId(row.adult),
            adult_name: Name { title: row.a_title, forename: row.a_forename, surname: row.a_surname },
            lead: Name { title: row.title, forename: row.forename, surname: row.surname },
            lead_role: code::read(&row.role)?,
            sequence: row.sequence,
            starts: Moment::from_unix(row.starts),
            mode: code::read(&row.mode)?,
            place: row.place,
        })
    });
    read.collect()
}

/// Asks whoever leads a meeting to move it, where somebody knows its time who is kept away from now on.
pub(in crate::store) async fn ask_to_move(tx: &mut Tx, adult: AdultId, pupil: PupilId) -> anyhow::Result<()> {
    let (school, now) = (tx.school()?, tx.now);
    let whose = Knows { adult: Some(adult), pupil: Some(pupil), meeting: None };
    for one in known(tx.conn(), school, whose, now).await? {
        let about = task::About { conversation: one.id, pupil, adult };
        let task = task::to_move(about, &one.adult_name, one.lead_role, (one.sequence, one.starts), now.today());
        tasks::add(tx, &task).await?;
    }
    Ok(())
}

/// Takes an adult who meets on their own from now on out of every meeting to come to which others are asked: their links to it end, what
/// waits about it is withdrawn, and whoever leads it is asked to ring them and to offer them one of their own.
pub(in crate::store) async fn meet_apart(tx: &mut Tx, adult: AdultId, pupil: PupilId) -> anyhow::Result<()> {
    let (at, now, school, today) = (tx.now, tx.now.unix(), tx.school()?, tx.now.today());
    let joint = sqlx::query!(
        r#"SELECT c.id AS "id!: i64", a.title AS "title!: String", a.forename AS "forename!: String", a.surname AS "surname!: String",
             l.role AS "role!: String"
           FROM conversation c JOIN invitation i ON i.conversation_id = c.id JOIN adult a ON a.id = i.adult_id
             JOIN staff l ON l.id = c.lead_id
           WHERE i.adult_id = ?1 AND c.pupil_id = ?2
             AND EXISTS (SELECT 1 FROM slot s WHERE s.conversation_id = c.id AND s.starts_at > ?3)
             AND EXISTS (SELECT 1 FROM invitation o WHERE o.conversation_id = c.id AND o.adult_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
           ORDER BY c.id"#,
        adult.0,
        pupil.0,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    let whose = Knows { adult: Some(adult), pupil: Some(pupil), meeting: None };
    let known_times = known(tx.conn(), school, whose, at).await?;
    for row in joint {
        let about = task::About { conversation: ConversationId(row.id), pupil, adult };
        let who = Name { title: row.title, forename: row.forename, surname: row.surname };
        let knows = known_times.iter().find(|one| one.id == about.conversation).map(|one| one.starts);
        withdraw(tx, (adult, pupil), Some(about.conversation), &HeldBack::MeetsAlone.words()).await?;
        tasks::add(tx, &task::to_meet_apart(about, &who, Some(code::read(&row.role)?), knows, today)).await?;
    }
    Ok(())
}

/// Withdraws what waits to be sent to an adult about a pupil, or about one meeting of theirs. The messages give their keys back: what is
/// still of use later is written anew.
pub(in crate::store) async fn withdraw(
    tx: &mut Tx,
    (adult, pupil): (AdultId, PupilId),
    meeting: Option<ConversationId>,
    why: &str,
) -> anyhow::Result<()> {
    let (now, meeting) = (tx.now.unix(), meeting.map(|id| id.0));
    sqlx::query!(
        "UPDATE notice SET state = 'cancelled', reason = ?4, raw = NULL, settled_at = ?1, key = key || '~' || id, given_back_at = ?1
         WHERE adult_id = ?2 AND pupil_id = ?3 AND (?5 IS NULL OR conversation_id = ?5) AND state = 'waiting'",
        now,
        adult.0,
        pupil.0,
        why,
        meeting
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
