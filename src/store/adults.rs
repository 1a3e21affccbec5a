//! Parents and carers, their links to pupils, and the restrictions that imports bring.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, imports::said, letters, postal, restrictions};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{AdultId, GuardianshipId, PupilId, SchoolId},
    people::{EmailAddress, Name},
    postal::PostalAddress,
    roll::{
        AdultFacts, AdultHeld, GuardianFacts, GuardianHeld, Responsibility, RestrictionKind, Said, field_names,
        guardian_differences, no_contact,
    },
};

/// Every adult.
pub async fn held(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<AdultHeld>> {
    let mut addresses = postal::of_school(conn, school).await?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", title, forename, surname, email, phone, language FROM adult WHERE school_id = ? ORDER BY id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| AdultHeld {
            id: AdultId(r.id),
            facts: AdultFacts {
                name: Name { title: r.title, forename: r.forename, surname: r.surname },
                email: r.email.and_then(|e| EmailAddress::parse(&e).ok()),
                phone: r.phone,
                postal: addresses.remove(&AdultId(r.id)).unwrap_or_default(),
                language: r.language,
            },
        })
        .collect())
}

/// Every open link of a pupil and an adult.
pub async fn links(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<GuardianHeld>> {
    let adults: BTreeMap<AdultId, AdultFacts> =
        held(conn, school).await?.into_iter().map(|a| (a.id, a.facts)).collect();
    let mut imported = imported_restrictions(conn, school).await?;
    let mut noted = said::of_school(conn, school).await?;
    let rows = sqlx::query!(
        r#"SELECT g.id AS "id!", g.pupil_id, g.adult_id, g.relationship, g.priority, g.responsibility,
             EXISTS (SELECT 1 FROM restriction r JOIN guardianship o ON o.id = r.guardianship_id
                     WHERE o.pupil_id = g.pupil_id AND o.adult_id = g.adult_id) AS "restricted!: bool"
           FROM guardianship g JOIN pupil p ON p.id = g.pupil_id
           WHERE p.school_id = ? AND g.until_on IS NULL ORDER BY g.pupil_id, g.priority, g.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let link = |adult: AdultFacts,
                r: (i64, i64, i64),
                relationship,
                priority,
                responsibility: &str,
                restricted,
                (restrictions, said)| GuardianHeld {
        id: GuardianshipId(r.0),
        pupil: PupilId(r.1),
        adult: AdultId(r.2),
        facts: GuardianFacts {
            name: adult.name,
            email: adult.email,
            phone: adult.phone,
            postal: adult.postal,
            language: adult.language,
            relationship: Some(relationship),
            priority: Some(priority),
            responsibility: Responsibility::from_code(responsibility),
            restrictions,
        },
        restricted,
        said,
    };
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            let adult = adults.get(&AdultId(r.adult_id))?.clone();
            let restrictions = imported.remove(&(r.pupil_id, r.adult_id)).unwrap_or_default();
            let ids = (r.id, r.pupil_id, r.adult_id);
            let said = noted.remove(&(PupilId(r.pupil_id), Some(AdultId(r.adult_id))));
            Some(link(adult, ids, r.relationship, r.priority, &r.responsibility, r.restricted, (restrictions, said)))
        })
        .collect())
}

/// Restrictions that imports brought, by pupil and adult, the oldest first.
async fn imported_restrictions(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<BTreeMap<(i64, i64), Vec<(RestrictionKind, String)>>> {
    let rows = sqlx::query!(
        "SELECT g.pupil_id, g.adult_id, r.kind, r.note FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
           JOIN pupil p ON p.id = g.pupil_id WHERE p.school_id = ? AND r.source = 'import' ORDER BY r.id",
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for r in rows {
        let kind = RestrictionKind::from_code(&r.kind).unwrap_or(RestrictionKind::Other);
        all.entry((r.pupil_id, r.adult_id)).or_default().push((kind, r.note));
    }
    Ok(all)
}

/// Adds an adult.
pub async fn add(tx: &mut Tx, facts: &AdultFacts) -> anyhow::Result<AdultId> {
    let (school, now, email) = (tx.school()?.0, tx.now.unix(), facts.email.as_ref().map(|e| e.as_str().to_owned()));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO adult (school_id, title, forename, surname, email, phone, language, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        facts.name.title,
        facts.name.forename,
        facts.name.surname,
        email,
        facts.phone,
        facts.language,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    postal::put(tx, AdultId(id), &facts.postal).await?;
    Ok(AdultId(id))
}

/// Changes what is known of an adult.
pub async fn change(tx: &mut Tx, adult: AdultId, facts: &AdultFacts) -> anyhow::Result<()> {
    let email = facts.email.as_ref().map(|e| e.as_str().to_owned());
    let had = sqlx::query_scalar!("SELECT email FROM adult WHERE id = ?", adult.0).fetch_one(tx.conn()).await?;
    sqlx::query!(
        "UPDATE adult SET title = ?, forename = ?, surname = ?, email = ?, phone = ?, language = ? WHERE id = ?",
        facts.name.title,
        facts.name.forename,
        facts.name.surname,
        email,
        facts.phone,
        facts.language,
        adult.0
    )
    .execute(tx.conn())
    .await?;
    postal::put(tx, adult, &facts.postal).await?;
    if had.as_deref() != email.as_deref() && email.is_some() {
        letters::back_to_mail(tx, adult).await?;
    }
    Ok(())
}

/// Where an adult can be reached, as somebody learned it: what is `None` stays as it is held.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reach {
    /// Where mail reaches them.
    pub email: Option<EmailAddress>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Where post reaches them.
    pub postal: Option<PostalAddress>,
}

impl Reach {
    /// What it tells, in words parted by commas.
    #[must_use]
    pub fn words(&self) -> String {
        let told = [
            (self.email.is_some(), "e-mail address"),
            (self.phone.is_some(), "phone number"),
            (self.postal.is_some(), "postal address"),
        ];
        told.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
    }
}

/// Puts right where an adult can be reached. What waits for the old address is withdrawn before it leaves and written anew to the new one.
pub async fn reach(tx: &mut Tx, adult: AdultId, pupil: PupilId, to: &Reach) -> anyhow::Result<()> {
    let (school, email, phone) = (tx.school()?.0, to.email.as_ref().map(EmailAddress::as_str), to.phone.as_deref());
    sqlx::query!(
        "UPDATE adult SET email = coalesce(?, email), phone = coalesce(?, phone) WHERE id = ? AND school_id = ?",
        email,
        phone,
        adult.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if let Some(address) = &to.postal {
        postal::put(tx, adult, address).await?;
    }
    if to.email.is_some() {
        letters::back_to_mail(tx, adult).await?;
    }
    restrictions::watch_all_of(tx, adult).await?;
    let detail = to.words();
    tx.audit(Entry::new(Deed::Changed, Subject::Adult).id(adult.0).pupil(pupil).detail(&detail)).await
}

/// Whether a mail server has refused an address for good.
pub async fn is_dead(conn: &mut SqliteConnection, email: &EmailAddress) -> anyhow::Result<bool> {
    let email = email.as_str();
    let found = sqlx::query_scalar!("SELECT count(*) FROM dead_address WHERE email = ? AND cleared_at IS NULL", email);
    Ok(found.fetch_one(conn).await? > 0)
}

/// Makes an adult a contact of a pupil from today on.
///
/// # Errors
/// When the database refuses: they are one already.
pub async fn link(tx: &mut Tx, pupil: PupilId, adult: AdultId, facts: &GuardianFacts) -> anyhow::Result<()> {
    let (today, priority) = (tx.now.today(), facts.priority.unwrap_or(1));
    let relationship = facts.relationship.as_deref().unwrap_or_default();
    let responsibility = facts.responsibility.unwrap_or(Responsibility::Unknown).as_code();
    let id = sqlx::query_scalar!(
        r#"INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on)
           VALUES (?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        adult.0,
        relationship,
        priority,
        responsibility,
        today
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Contact).id(id).pupil(pupil)).await?;
    restrict(tx, GuardianshipId(id), pupil, adult, &facts.restrictions).await
}

/// The same for somebody whom a person adds: no later import overwrites or ends what they typed, unless that is ticked.
///
/// # Errors
/// When the database refuses: they are one already.
pub async fn link_by_hand(tx: &mut Tx, pupil: PupilId, adult: AdultId, facts: &GuardianFacts) -> anyhow::Result<()> {
    link(tx, pupil, adult, facts).await?;
    let typed = guardian_differences(&no_contact(), facts);
    let said = Said::added_by_hand(typed.clone(), &typed);
    said::put(tx, &[(pupil, Some(adult), &said)]).await
}

/// Changes a link, and enters the restrictions that are new. What is said of the adult for themselves is not part of it.
pub async fn change_link(
    tx: &mut Tx,
    was: &GuardianHeld,
    to: &GuardianFacts,
    more: &[(RestrictionKind, String)],
) -> anyhow::Result<()> {
    let responsibility = to.responsibility.unwrap_or(Responsibility::Unknown).as_code();
    sqlx::query!(
        "UPDATE guardianship SET relationship = ?, priority = ?, responsibility = ? WHERE id = ?",
        to.relationship,
        to.priority,
        responsibility,
        was.id.0
    )
    .execute(tx.conn())
    .await?;
    let detail = field_names(&guardian_differences(&was.facts, to));
    tx.audit(Entry::new(Deed::Changed, Subject::Contact).id(was.id.0).pupil(was.pupil).detail(&detail)).await?;
    restrict(tx, was.id, was.pupil, was.adult, more).await
}

/// Ends a link: yesterday was its last day.
pub async fn unlink(tx: &mut Tx, was: &GuardianHeld) -> anyhow::Result<()> {
    let until = tx.now.yesterday();
    sqlx::query!("UPDATE guardianship SET until_on = ? WHERE id = ?", until, was.id.0).execute(tx.conn()).await?;
    tx.audit(Entry::new(Deed::Ended, Subject::Contact).id(was.id.0).pupil(was.pupil)).await
}

/// Enters restrictions of which nobody has decided anything yet: they block at once, and the SENCO is asked to look at them.
async fn restrict(
    tx: &mut Tx,
    link: GuardianshipId,
    pupil: PupilId,
    adult: AdultId,
    list: &[(RestrictionKind, String)],
) -> anyhow::Result<()> {
    for (kind, words) in list {
        let id = restrictions::enter(tx, link, pupil, *kind, words, restrictions::Source::Import).await?;
        let ask = "An import brought a restriction. Nothing is sent to this person until you have decided.";
        restrictions::ask_to_check(tx, id, pupil, adult, ask).await?;
        restrictions::silence(tx, adult, pupil, restrictions::IN_FORCE).await?;
    }
    Ok(())
}

/// Ends a link by hand: from this day on they are no contact of the pupil. What is under way between them ends in the same act.
pub async fn end_link(tx: &mut Tx, link: &restrictions::Link, from: NaiveDate, why: &str) -> anyhow::Result<()> {
    let (now, by, until) = (tx.now.unix(), tx.actor.staff(), from.pred_opt().unwrap_or(from));
    sqlx::query!(
        "UPDATE guardianship SET until_on = ?, ended_why = ?, ended_at = ?, ended_by = ? WHERE id = ?",
        until,
        why,
        now,
        by,
        link.id.0
    )
    .execute(tx.conn())
    .await?;
    restrictions::silence(tx, link.adult, link.pupil, "no longer a contact of this pupil").await?;
    tx.audit(Entry::new(Deed::Ended, Subject::Contact).id(link.id.0).pupil(link.pupil)).await
}

/// Somebody whom the school knows, who may be meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Namesake {
    /// Who.
    pub id: AdultId,
    /// Their name.
    pub name: Name,
    /// "Mother of Ben Ode, …": of pupils of whom they are a contact.
    pub of: String,
}

/// The adults of a school who bear this name or this address.
pub async fn namesakes(
    conn: &mut SqliteConnection,
    school: SchoolId,
    name: &Name,
    email: &str,
) -> anyhow::Result<Vec<Namesake>> {
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.title, a.forename, a.surname,
             coalesce((SELECT group_concat(g.relationship || ' of ' || p.forename || ' ' || p.surname, ', ')
                       FROM guardianship g JOIN pupil p ON p.id = g.pupil_id WHERE g.adult_id = a.id AND g.until_on IS NULL), '') AS "of!: String"
           FROM adult a WHERE a.school_id = ?1
             AND ((lower(a.forename) = lower(?2) AND lower(a.surname) = lower(?3)) OR (?4 <> '' AND a.email = ?4)) ORDER BY a.id"#,
        school.0,
        name.forename,
        name.surname,
        email
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| Namesake {
        id: AdultId(r.id),
        name: Name { title: r.title, forename: r.forename, surname: r.surname },
        of: r.of,
    });
    Ok(read.collect())
}
