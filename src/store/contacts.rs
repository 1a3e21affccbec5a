//! What must be known of an adult before anything is sent to them, shown to them or said to them about a pupil. The rule itself is
//! [`access::may_take_part`](crate::domain::access::may_take_part); this gathers its facts, always all of them.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::domain::{
    access::{ContactFacts, Restriction},
    ids::{AdultId, PupilId},
    people::Name,
};

/// An adult as a page names them: always seen from one pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdultCard {
    /// Who.
    pub id: AdultId,
    /// Their name.
    pub name: Name,
    /// Their address as stored, if any.
    pub email: Option<String>,
    /// Their telephone number, or empty.
    pub phone: String,
    /// The language of the home, as the school's system names it.
    pub language: String,
    /// The language an interpreter was asked for in.
    pub interpreter_language: Option<String>,
    /// What they need to take part, in their words.
    pub access_needs: String,
    /// "Mother", "Grandfather" …
    pub relationship: String,
    /// 1 is contacted first.
    pub priority: i64,
    /// Parental responsibility: "yes", "no" or "unknown".
    pub responsibility: String,
}

/// The facts about one adult and one pupil on a day; `None` when there is no such adult or no such pupil in the same school.
///
/// # Errors
/// When the database refuses.
pub async fn contact_facts(
    conn: &mut SqliteConnection,
    adult: AdultId,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Option<ContactFacts>> {
    let (adult_id, pupil_id) = (adult.0, pupil.0);
    let row = sqlx::query!(
        r#"SELECT a.email,
             EXISTS (SELECT 1 FROM guardianship g WHERE g.adult_id = a.id AND g.pupil_id = p.id
                     AND g.from_on <= ?3 AND (g.until_on IS NULL OR g.until_on >= ?3)) AS "linked!: bool",
             EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id
                     AND e.from_on <= ?3 AND (e.until_on IS NULL OR e.until_on >= ?3)) AS "on_roll!: bool",
             EXISTS (SELECT 1 FROM dead_address d WHERE d.email = trim(a.email) AND d.cleared_at IS NULL) AS "dead!: bool"
           FROM adult a JOIN pupil p ON p.school_id = a.school_id
           WHERE a.id = ?1 AND p.id = ?2"#,
        adult_id,
        pupil_id,
        today
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(ContactFacts {
        adult,
        pupil,
        linked: row.linked,
        on_roll: row.on_roll,
        restrictions: restrictions_between(conn, adult, pupil).await?,
        email: row.email,
        address_dead: row.dead,
        wrong_person: says_wrong_person(conn, adult, pupil).await?,
    }))
}

/// Everyone who is linked to a pupil on a day, those contacted first leading, with the facts that decide whether they may take part.
///
/// # Errors
/// When the database refuses.
pub async fn contacts_of(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(AdultCard, ContactFacts)>> {
    let pupil_id = pupil.0;
    let rows = sqlx::query!(
        r#"SELECT a.id, a.title, a.forename, a.surname, a.email, a.phone, a.language, a.interpreter_language, a.access_needs,
             g.relationship, g.priority, g.responsibility
           FROM guardianship g JOIN adult a ON a.id = g.adult_id
           WHERE g.pupil_id = ?1 AND g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2)
           ORDER BY g.priority, a.surname, a.forename, a.id"#,
        pupil_id,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut found: Vec<(AdultCard, ContactFacts)> = Vec::with_capacity(rows.len());
    for row in rows {
        let id = AdultId(row.id);
        if found.iter().any(|(card, _)| card.id == id) {
            continue;
        }
        let Some(facts) = contact_facts(conn, id, pupil, today).await? else { continue };
        let card = AdultCard {
            id,
            name: Name { title: row.title, forename: row.forename, surname: row.surname },
            email: row.email,
            phone: row.phone,
            language: row.language,
            interpreter_language: row.interpreter_language,
            access_needs: row.access_needs,
            relationship: row.relationship,
            priority: row.priority,
            responsibility: row.responsibility,
        };
        found.push((card, facts));
    }
    Ok(found)
}

/// Every restriction between the two, whichever link it was entered on: ending and renewing a link loosens nothing.
async fn restrictions_between(
    conn: &mut SqliteConnection,
    adult: AdultId,
    pupil: PupilId,
) -> anyhow::Result<Vec<Restriction>> {
    let (adult, pupil) = (adult.0, pupil.0);
    let rows = sqlx::query!(
        r#"SELECT (SELECT d.outcome FROM restriction_decision d WHERE d.restriction_id = r.id
                   ORDER BY d.id DESC LIMIT 1) AS "outcome?: String"
           FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
           WHERE g.adult_id = ? AND g.pupil_id = ?"#,
        adult,
        pupil
    )
    .fetch_all(conn)
    .await?;
    let read = |outcome: Option<&str>| match outcome {
        Some("barred") => Restriction::Barred,
        Some("may_contact") => Restriction::MayContact,
        _ => Restriction::ToBeChecked,
    };
    Ok(rows.iter().map(|row| read(row.outcome.as_deref())).collect())
}

/// Whether the last thing they said about this pupil is that they are not the person we meant, and nobody has settled it since: the
/// task that it made is what settles it, once the address is corrected or the link ended.
async fn says_wrong_person(conn: &mut SqliteConnection, adult: AdultId, pupil: PupilId) -> anyhow::Result<bool> {
    let (adult, pupil) = (adult.0, pupil.0);
    let last = sqlx::query!(
        r#"SELECT w.kind, w.answered_at,
             EXISTS (SELECT 1 FROM task t WHERE t.kind = 'wrong_person' AND t.adult_id = ?1 AND t.pupil_id = ?2
                     AND t.done_at >= w.answered_at) AS "settled!: bool"
           FROM answer w JOIN invitation i ON i.id = w.invitation_id JOIN conversation c ON c.id = i.conversation_id
           WHERE i.adult_id = ?1 AND c.pupil_id = ?2
           ORDER BY w.id DESC LIMIT 1"#,
        adult,
        pupil
    )
    .fetch_optional(conn)
    .await?;
    Ok(last.is_some_and(|l| l.kind == "wrong_person" && !l.settled))
}
