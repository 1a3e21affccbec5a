//! The meetings that come next: who, when, where, and what they need.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::{
    domain::{
        conversation::Mode,
        day_message::{DayWord, is_about},
        ids::{ConversationId, PupilId, SchoolId, StaffId},
        people::Name,
        time::Moment,
    },
    store::code,
};

/// A booked meeting that is still to be held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upcoming {
    /// Which.
    pub id: ConversationId,
    /// Whose.
    pub pupil: PupilId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// Who leads it.
    pub lead: StaffId,
    /// Their name.
    pub lead_name: Name,
    /// When it starts.
    pub starts: Moment,
    /// How people meet.
    pub mode: Mode,
    /// Where, as parents read it.
    pub place: String,
    /// The languages in which an interpreter is asked for; empty if none is.
    pub languages: String,
    /// An interpreter is still to be booked.
    pub interpreter_to_book: bool,
    /// A parent has sent what they would like the school to know.
    pub views: bool,
    /// What parents have said about it today.
    pub words: Vec<DayWord>,
}

/// What was said of this time, each once.
fn words(text: &str, starts: Moment) -> anyhow::Result<Vec<DayWord>> {
    let raw: Vec<(String, i64)> = serde_json::from_str(text)?;
    let about = raw.iter().filter(|(_, at)| is_about(Moment::from_unix(*at), starts));
    let all: anyhow::Result<BTreeSet<DayWord>> = about.map(|(word, _)| code::read::<DayWord>(word)).collect();
    Ok(all?.into_iter().collect())
}

/// The booked meetings of a school that start between two instants, the first one leading.
pub async fn upcoming(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, until): (Moment, Moment),
) -> anyhow::Result<Vec<Upcoming>> {
    let (from, until) = (from.unix(), until.unix());
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!", c.pupil_id AS "pupil!", p.forename, p.surname, c.lead_id AS "lead!", l.title AS l_title,
             l.forename AS l_forename, l.surname AS l_surname, s.starts_at AS "starts!", s.mode, s.place,
             coalesce((SELECT group_concat(DISTINCT coalesce(nullif(a.interpreter_language, ''), u.interpreter_language))
               FROM invitation i JOIN adult u ON u.id = i.adult_id
               LEFT JOIN answer a ON a.id = (SELECT max(y.id) FROM answer y WHERE y.invitation_id = i.id)
               WHERE i.conversation_id = c.id AND coalesce(a.kind, '') NOT IN ('cannot', 'wrong_person')), '') AS "languages!: String",
             EXISTS (SELECT 1 FROM task t WHERE t.conversation_id = c.id AND t.kind = 'book_interpreter' AND t.done_at IS NULL) AS "to_book!: bool",
             EXISTS (SELECT 1 FROM answer a JOIN invitation i ON i.id = a.invitation_id
                     WHERE i.conversation_id = c.id AND a.message <> '') AS "views!: bool",
             (SELECT json_group_array(json_array(m.kind, m.said_at)) FROM day_message m
                WHERE m.conversation_id = c.id AND m.adult_id IS NOT NULL) AS "words!: String"
           FROM school_slot t CROSS JOIN slot s ON s.id = t.slot_id CROSS JOIN conversation c ON c.id = s.conversation_id
           JOIN pupil p ON p.id = c.pupil_id JOIN staff l ON l.id = c.lead_id
           WHERE t.school_id = ? AND t.booked = 1 AND t.starts_at BETWEEN ? AND ?
             AND s.id = (SELECT b.slot_id FROM booking b WHERE b.conversation_id = c.id ORDER BY b.sequence DESC LIMIT 1)
             AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
           ORDER BY s.starts_at, c.id"#,
        school.0,
        from,
        until
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(Upcoming {
            id: ConversationId(row.id),
            pupil: PupilId(row.pupil),
            pupil_name: Name { title: String::new(), forename: row.forename, surname: row.surname },
            lead: StaffId(row.lead),
            lead_name: Name { title: row.l_title, forename: row.l_forename, surname: row.l_surname },
            starts: Moment::from_unix(row.starts),
            mode: code::read::<Mode>(&row.mode)?,
            place: row.place,
            languages: row.languages,
            interpreter_to_book: row.to_book,
            views: row.views,
            words: words(&row.words, Moment::from_unix(row.starts))?,
        })
    });
    read.collect()
}
