//! A school's own wording of the texts that families read, and who has looked a language over. Rows are added and never changed: what stands is
//! the newest.

use sqlx::SqliteConnection;

use super::{Tx, code, schools::SchoolCard};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::SchoolId,
    language::Language,
    people::Name,
    time::Moment,
    wording::{LookedOver, OwnLine, Wording},
};

/// A language, who speaks it, when that was entered, and by whom: title, forename and family name.
type RawCheck = (String, String, i64, (Option<String>, Option<String>, Option<String>));

/// All of a school's own that stands.
pub async fn of(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Wording> {
    Ok(with_card(conn, school).await?.1)
}

/// The same with the school's card: one statement, since every page of a family's asks for both.
///
/// # Errors
/// When there is no such school, or the database fails.
pub async fn with_card(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<(SchoolCard, Wording)> {
    let row = sqlx::query!(
        r#"SELECT o.name, o.phone, o.email, o.address, o.local_authority, o.sendiass, o.local_offer, o.entrance, o.video_link,
             (SELECT json_group_array(json_array(one.language, one.message, one.pattern)) FROM own_text AS one
                   WHERE one.school_id = o.id AND one.pattern <> '' AND one.id = (SELECT max(id) FROM own_text
                     WHERE school_id = one.school_id AND language = one.language AND message = one.message)) AS "lines!: String",
             (SELECT json_group_array(json_array(one.language, one.speaker, one.entered_at, json_array(s.title, s.forename, s.surname)))
                   FROM language_check AS one LEFT JOIN staff s ON s.id = one.entered_by
                   WHERE one.school_id = o.id AND one.speaker <> '' AND one.id = (SELECT max(id) FROM language_check
                     WHERE school_id = one.school_id AND language = one.language)) AS "checks!: String"
           FROM school o WHERE o.id = ?1"#,
        school.0
    )
    .fetch_one(conn)
    .await?;
    let card = SchoolCard {
        name: row.name,
        phone: row.phone,
        email: row.email,
        address: row.address,
        local_authority: row.local_authority,
        sendiass: row.sendiass,
        local_offer: row.local_offer,
        entrance: row.entrance,
        video_link: row.video_link,
    };
    let lines: Vec<(String, String, String)> = serde_json::from_str(&row.lines)?;
    let read = |(language, message, pattern): (String, String, String)| {
        anyhow::Ok(OwnLine { language: code::read::<Language>(&language)?, message, pattern })
    };
    let lines = lines.into_iter().map(read).collect::<anyhow::Result<_>>()?;
    let checks: Vec<RawCheck> = serde_json::from_str(&row.checks)?;
    let read = |(language, speaker, at, (title, forename, surname)): RawCheck| {
        let (language, by) = (code::read::<Language>(&language)?, Name::maybe(title, forename, surname));
        anyhow::Ok(LookedOver { language, speaker, by, at: Moment::from_unix(at) })
    };
    let looked_over = checks.into_iter().map(read).collect::<anyhow::Result<_>>()?;
    Ok((card, Wording { lines, looked_over }))
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
