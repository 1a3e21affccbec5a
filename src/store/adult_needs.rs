//! How a parent is reached and what they need to take part, as the school keeps it: asked once, used each time.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, code, letters, postal};
use crate::domain::{
    adult_needs::{Format, Needs, Suits},
    audit::{Deed, Entry, Subject},
    ids::{AdultId, GuardianshipId, PupilId, SchoolId},
    people::Name,
    postal::PostalAddress,
    time::Moment,
};

/// All that is asked of a parent, as text: what is not known is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Card {
    /// Mr, Mrs, Ms, Dr … or nothing.
    pub title: String,
    /// First name.
    pub forename: String,
    /// Family name.
    pub surname: String,
    /// Who they are to the pupil.
    pub relationship: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// Where post reaches them; empty where that is not known.
    pub postal: PostalAddress,
    /// Spoken at home.
    pub language: String,
    /// Written, where it is another.
    pub written_language: String,
    /// The language an interpreter is needed in.
    pub interpreter: String,
    /// In which form they want what we send: a code.
    pub format: String,
    /// What else they need to take part.
    pub access_needs: String,
    /// When they can be reached.
    pub hours: String,
    /// The times that suit them, as codes parted by spaces.
    pub suits: String,
    /// "yes", "no" or "unknown".
    pub responsibility: String,
    /// 1 is contacted first.
    pub priority: i64,
}

/// A parent or carer of one pupil, with their card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldAdultNeed {
    /// The link between the two.
    pub link: GuardianshipId,
    /// The adult.
    pub adult: AdultId,
    /// The adult's name.
    pub name: Name,
    /// "Mother", "Step-father" …
    pub relationship: String,
    /// When they were asked last what they need.
    pub asked_on: Option<NaiveDate>,
    /// What is known.
    pub card: Card,
}

/// A contact of a pupil on a day; `None` where there is none in this school.
pub async fn of(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: PupilId,
    adult: AdultId,
    today: NaiveDate,
) -> anyhow::Result<Option<HeldAdultNeed>> {
    let row = sqlx::query!(
        r#"SELECT g.id AS "id!", g.relationship, g.responsibility, g.priority, a.title, a.forename, a.surname, a.email, a.phone,
             a.language, a.written_language, a.interpreter_language, a.format, a.access_needs, a.hours, a.suits,
             a.needs_asked_on AS "asked_on: NaiveDate"
           FROM guardianship g JOIN pupil p ON p.id = g.pupil_id JOIN adult a ON a.id = g.adult_id
           WHERE p.school_id = ?1 AND g.pupil_id = ?2 AND g.adult_id = ?3
             AND g.from_on <= ?4 AND (g.until_on IS NULL OR g.until_on >= ?4) ORDER BY g.id DESC LIMIT 1"#,
        school.0,
        pupil.0,
        adult.0,
        today
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(r) = row else { return Ok(None) };
    let postal = postal::of_one(conn, adult).await?;
    Ok(Some(HeldAdultNeed {
        link: GuardianshipId(r.id),
        adult,
        name: Name { title: r.title.clone(), forename: r.forename.clone(), surname: r.surname.clone() },
        relationship: r.relationship.clone(),
        asked_on: r.asked_on,
        card: Card {
            title: r.title,
            forename: r.forename,
            surname: r.surname,
            relationship: r.relationship,
            email: r.email.unwrap_or_default(),
            phone: r.phone,
            postal,
            language: r.language,
            written_language: r.written_language,
            interpreter: r.interpreter_language.unwrap_or_default(),
            format: r.format,
            access_needs: r.access_needs,
            hours: r.hours,
            suits: r.suits,
            responsibility: r.responsibility,
            priority: r.priority,
        },
    }))
}

/// Saves what a parent said. A new address settles what was still to be done about the old one; messages that wait for it are withdrawn as
/// they would leave, and written anew.
pub async fn save(
    tx: &mut Tx,
    pupil: PupilId,
    was: &HeldAdultNeed,
    to: &Card,
    asked_on: Option<NaiveDate>,
) -> anyhow::Result<()> {
    let email = Some(to.email.as_str()).filter(|text| !text.is_empty());
    let interpreter = Some(to.interpreter.as_str()).filter(|text| !text.is_empty());
    sqlx::query!(
        "UPDATE adult SET title = ?, forename = ?, surname = ?, email = ?, phone = ?, language = ?, written_language = ?, interpreter_language = ?,
             format = ?, access_needs = ?,
           hours = ?, suits = ?, needs_asked_on = ? WHERE id = ?",
        to.title,
        to.forename,
        to.surname,
        email,
        to.phone,
        to.language,
        to.written_language,
        interpreter,
        to.format,
        to.access_needs,
        to.hours,
        to.suits,
        asked_on,
        was.adult.0
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "UPDATE guardianship SET relationship = ?, responsibility = ?, priority = ? WHERE id = ?",
        to.relationship,
        to.responsibility,
        to.priority,
        was.link.0
    )
    .execute(tx.conn())
    .await?;
    keep(tx, was.adult).await?;
    postal::put(tx, was.adult, &to.postal).await?;
    if to.email != was.card.email && email.is_some() {
        settle(tx, was.adult).await?;
        letters::back_to_mail(tx, was.adult).await?;
    }
    let detail = changed(&was.card, to).join(", ");
    tx.audit(Entry::new(Deed::Changed, Subject::Contact).id(was.link.0).pupil(pupil).detail(&detail)).await
}

/// There is a new address: what was asked because of the old one is done.
async fn settle(tx: &mut Tx, adult: AdultId) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = 'A new address was entered' WHERE adult_id = ? AND kind = 'fix_address'
           AND done_at IS NULL",
        now,
        by,
        adult.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The names of what differs.
fn changed(was: &Card, to: &Card) -> Vec<&'static str> {
    let fields = [
        ((&was.title, &was.forename, &was.surname) != (&to.title, &to.forename, &to.surname), "name"),
        (was.relationship != to.relationship, "relationship"),
        (was.email != to.email, "e-mail address"),
        (was.phone != to.phone, "phone"),
        (was.postal != to.postal, "postal address"),
        (was.language != to.language, "language"),
        (was.written_language != to.written_language, "written language"),
        (was.interpreter != to.interpreter, "interpreter"),
        (was.format != to.format, "format"),
        (was.access_needs != to.access_needs, "access needs"),
        (was.hours != to.hours, "hours"),
        (was.suits != to.suits, "times that suit"),
        (was.responsibility != to.responsibility, "parental responsibility"),
        (was.priority != to.priority, "priority"),
    ];
    fields.into_iter().filter(|(differs, _)| *differs).map(|(_, name)| name).collect()
}

/// What an adult needs, as a statement gives it.
#[derive(Deserialize)]
struct RawNeeds {
    language: String,
    written_language: String,
    interpreter: Option<String>,
    format: String,
    access_needs: String,
    hours: String,
    suits: String,
    asked_on: Option<NaiveDate>,
}

impl RawNeeds {
    fn read(self) -> anyhow::Result<Needs> {
        Ok(Needs {
            language: self.language,
            written_language: self.written_language,
            interpreter: self.interpreter.unwrap_or_default(),
            format: code::read(&self.format)?,
            access_needs: self.access_needs,
            hours: self.hours,
            suits: Suits::parse(&self.suits),
            asked_on: self.asked_on,
        })
    }
}

/// What an adult needs, of a JSON object: for a statement that asks for it beside something else.
pub(super) fn read(needs: &str) -> anyhow::Result<Needs> {
    serde_json::from_str::<RawNeeds>(needs)?.read()
}

/// What adults need, as it stands, in one statement however many they are.
pub async fn of_all(conn: &mut SqliteConnection, adults: &[AdultId]) -> anyhow::Result<BTreeMap<AdultId, Needs>> {
    let asked = serde_json::to_string(&adults.iter().map(|a| a.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", language, written_language, interpreter_language, format, access_needs, hours, suits,
             needs_asked_on AS "asked_on: NaiveDate"
           FROM adult WHERE id IN (SELECT value FROM json_each(?))"#,
        asked
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let needs = RawNeeds {
            language: r.language,
            written_language: r.written_language,
            interpreter: r.interpreter_language,
            format: r.format,
            access_needs: r.access_needs,
            hours: r.hours,
            suits: r.suits,
            asked_on: r.asked_on,
        };
        Ok((AdultId(r.id), needs.read()?))
    });
    read.collect()
}

/// What one adult needs.
///
/// # Errors
/// When the database refuses, or there is no such adult.
pub async fn of_one(conn: &mut SqliteConnection, adult: AdultId) -> anyhow::Result<Needs> {
    of_all(conn, &[adult]).await?.remove(&adult).context("no such adult")
}

/// Saves what an adult says about themselves: they were asked today.
pub async fn tell(tx: &mut Tx, pupil: PupilId, adult: AdultId, needs: &Needs) -> anyhow::Result<()> {
    let (format, suits, today) = (needs.format.as_code(), needs.suits.as_text(), tx.now.today());
    let interpreter = Some(needs.interpreter.as_str()).filter(|text| !text.is_empty());
    sqlx::query!(
        "UPDATE adult SET language = ?, written_language = ?, interpreter_language = ?, format = ?, access_needs = ?, hours = ?, suits = ?,
           needs_asked_on = ? WHERE id = ?",
        needs.language,
        needs.written_language,
        interpreter,
        format,
        needs.access_needs,
        needs.hours,
        suits,
        today,
        adult.0
    )
    .execute(tx.conn())
    .await?;
    keep(tx, adult).await?;
    let entry = Entry::new(Deed::Changed, Subject::Contact).id(adult.0).pupil(pupil).detail("own needs");
    tx.audit(entry).await
}

/// What is sent to an adult goes on paper from now on, as they said to somebody.
pub async fn on_paper(tx: &mut Tx, pupil: PupilId, adult: AdultId) -> anyhow::Result<()> {
    let format = Format::Paper.as_code();
    sqlx::query!("UPDATE adult SET format = ? WHERE id = ?", format, adult.0).execute(tx.conn()).await?;
    keep(tx, adult).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Contact).id(adult.0).pupil(pupil).detail("format")).await
}

/// Keeps what an adult needs as it stands now, where it is not what was told before.
pub(super) async fn keep(tx: &mut Tx, adult: AdultId) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO adult_need (adult_id, language, written_language, interpreter_language, format, access_needs, hours, suits, told_at,
           entered_by)
         SELECT a.id, a.language, a.written_language, coalesce(a.interpreter_language, ''), a.format, a.access_needs, a.hours, a.suits, ?2, ?3
         FROM adult a WHERE a.id = ?1 AND NOT EXISTS (
           SELECT 1 FROM adult_need n WHERE n.id = (SELECT max(m.id) FROM adult_need m WHERE m.adult_id = a.id)
             AND (n.language, n.written_language, n.interpreter_language, n.format, n.access_needs, n.hours, n.suits)
               = (a.language, a.written_language, coalesce(a.interpreter_language, ''), a.format, a.access_needs, a.hours, a.suits))",
        adult.0,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What was told of an adult's needs once, and by whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// When.
    pub at: Moment,
    /// Who wrote it down for them; `None`: they did, through their link.
    pub by: Option<Name>,
    /// What, in words: "Interpreter: Urdu" …
    pub what: Vec<String>,
}

/// Everything that was told of an adult's needs, the newest first.
pub async fn told(conn: &mut SqliteConnection, adult: AdultId) -> anyhow::Result<Vec<Told>> {
    let rows = sqlx::query!(
        r#"SELECT n.language, n.written_language, n.interpreter_language, n.format, n.access_needs, n.hours, n.suits, n.told_at,
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM adult_need n LEFT JOIN staff s ON s.id = n.entered_by WHERE n.adult_id = ? ORDER BY n.id DESC"#,
        adult.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let (format, suits) = (Format::from_code(&r.format).map_or("", Format::words), Suits::parse(&r.suits).words());
        let format = if r.format.is_empty() { "" } else { format };
        let all = [
            ("Speaks", r.language.as_str()),
            ("Reads", &r.written_language),
            ("Interpreter", &r.interpreter_language),
            ("Format", format),
            ("Needs", &r.access_needs),
            ("Times that suit", &suits),
            ("Reached", &r.hours),
        ];
        let said = all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("{name}: {text}"));
        Told { at: Moment::from_unix(r.told_at), by: Name::maybe(r.title, r.forename, r.surname), what: said.collect() }
    });
    Ok(read.collect())
}
