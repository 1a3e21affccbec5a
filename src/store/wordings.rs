//! A school's own wording of the texts that families read, and who has looked a language over. Rows are added and never changed: what stands is
//! the newest.

use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::SchoolId,
    language::Language,
    people::Name,
    time::Moment,
    wording::{LookedOver, OwnLine, Wording},
};

/// All of a school's own that stands.
pub async fn of(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Wording> {
    let rows = sqlx::query!(
        "SELECT language, message, pattern FROM own_text AS one
         WHERE school_id = ? AND pattern <> '' AND id =
             (SELECT max(id) FROM own_text WHERE school_id = one.school_id AND language = one.language AND message = one.message)",
        school.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let read = |language: &str| code::read::<Language>(language);
    let lines =
        rows.into_iter().map(|r| Ok(OwnLine { language: read(&r.language)?, message: r.message, pattern: r.pattern }));
    let lines = lines.collect::<anyhow::Result<Vec<_>>>()?;
    let rows = sqlx::query!(
        r#"SELECT language, speaker, entered_at, staff.title AS "title?", staff.forename AS "forename?", staff.surname AS "surname?"
           FROM language_check AS one LEFT JOIN staff ON staff.id = entered_by
           WHERE one.school_id = ? AND speaker <> '' AND one.id =
               (SELECT max(id) FROM language_check WHERE school_id = one.school_id AND language = one.language)"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let looked_over = rows.into_iter().map(|r| {
        let by = r.title.zip(r.forename).zip(r.surname);
        let by = by.map(|((title, forename), surname)| Name { title, forename, surname });
        Ok(LookedOver { language: read(&r.language)?, speaker: r.speaker, by, at: Moment::from_unix(r.entered_at) })
    });
    Ok(Wording { lines, looked_over: looked_over.collect::<anyhow::Result<Vec<_>>>()? })
}

/// Words lines of a language anew, each by its name; one without words is put back as it comes with the program.
pub async fn word(tx: &mut Tx, language: Language, lines: &[(&str, &str)]) -> anyhow::Result<()> {
    let (school, now, by, language) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), language.as_code());
    for (message, pattern) in lines {
        sqlx::query!(
            "INSERT INTO own_text (school_id, language, message, pattern, written_at, written_by) VALUES (?, ?, ?, ?, ?, ?)",
            school,
            language,
            message,
            pattern,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry { detail: language, ..Entry::new(Deed::Changed, Subject::Wording) }).await
}

/// Notes who speaks a language and has read its texts; nobody, where that is taken back.
pub async fn look_over(tx: &mut Tx, language: Language, speaker: &str) -> anyhow::Result<()> {
    let (school, now, by, language) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), language.as_code());
    sqlx::query!(
        "INSERT INTO language_check (school_id, language, speaker, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        school,
        language,
        speaker,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let deed = if speaker.is_empty() { Deed::TookBack } else { Deed::Recorded };
    tx.audit(Entry { detail: language, ..Entry::new(deed, Subject::Wording) }).await
}
