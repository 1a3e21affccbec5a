//! What must be known of an adult before anything is sent to them, shown to them or said to them about a pupil. The rule itself is
//! [`access::may_take_part`](crate::domain::access::may_take_part); this gathers its facts, always all of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{adult_needs, code};
use crate::domain::{
    access::{self, ContactFacts, Restriction},
    adult_needs::Needs,
    identity::Marks,
    ids::{AdultId, ConversationId, PupilId},
    notice::HeldBack,
    people::Name,
    restriction::Effects,
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
    /// What they need to take part.
    pub needs: Needs,
    /// "Mother", "Grandfather" …
    pub relationship: String,
    /// 1 is contacted first.
    pub priority: i64,
    /// Parental responsibility: "yes", "no" or "unknown".
    pub responsibility: String,
}

/// The facts about one adult and one pupil on a day; `None` when there is no such adult or no such pupil in the same school.
pub async fn contact_facts(
    conn: &mut SqliteConnection,
    adult: AdultId,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Option<ContactFacts>> {
    Ok(facts_of_all(conn, &[(adult, pupil)], today).await?.remove(&(adult, pupil)))
}

/// The same for many adults and pupils, in one statement however many they are. A pair that is not there is not of one school.
pub async fn facts_of_all(
    conn: &mut SqliteConnection,
    pairs: &[(AdultId, PupilId)],
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<(AdultId, PupilId), ContactFacts>> {
    let asked = serde_json::to_string(&pairs.iter().map(|(a, p)| [a.0, p.0]).collect::<Vec<_>>())?;
    // Restrictions count whichever link they were entered on: ending and renewing a link loosens nothing. Whoever said last that they are
    // not the person we meant is believed until the task that it made is done: the address corrected, or the link ended.
    let rows = sqlx::query!(
        r#"SELECT a.id AS "adult!: i64", p.id AS "pupil!: i64", a.email AS "email?: String", a.phone AS "phone!: String",
             a.forename AS "forename!: String", a.surname AS "surname!: String",
             EXISTS (SELECT 1 FROM guardianship g WHERE g.adult_id = a.id AND g.pupil_id = p.id
                     AND g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2)) AS "linked!: bool",
             EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id
                     AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2)) AS "on_roll!: bool",
             EXISTS (SELECT 1 FROM dead_address d WHERE d.email = trim(a.email) AND d.cleared_at IS NULL) AS "dead!: bool",
             (SELECT json_group_array((SELECT json_object('outcome', d.outcome, 'effects', json(d.effects), 'until', d.until_on)
                FROM restriction_decision d WHERE d.restriction_id = r.id ORDER BY d.id DESC LIMIT 1))
              FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
              WHERE g.adult_id = a.id AND g.pupil_id = p.id) AS "restrictions!: String",
             coalesce((SELECT w.kind = 'wrong_person' AND NOT EXISTS (SELECT 1 FROM task t WHERE t.kind = 'wrong_person'
                       AND t.adult_id = a.id AND t.pupil_id = p.id AND t.done_at >= w.answered_at)
              FROM answer w JOIN invitation i ON i.id = w.invitation_id JOIN conversation c ON c.id = i.conversation_id
              WHERE i.adult_id = a.id AND c.pupil_id = p.id ORDER BY w.id DESC LIMIT 1), 0) AS "wrong_person!: bool",
             EXISTS (SELECT 1 FROM json_each(?1) q JOIN guardianship g ON g.pupil_id = q.value ->> 1
                     JOIN restriction r ON r.guardianship_id = g.id) AS "anybody_restricted!: bool"
           FROM json_each(?1) asked JOIN adult a ON a.id = asked.value ->> 0
           JOIN pupil p ON p.id = asked.value ->> 1 AND p.school_id = a.school_id"#,
        asked,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    // About most pupils nobody is restricted, and nobody has to be told from anybody.
    let restricted = match rows.iter().any(|row| row.anybody_restricted) {
        true => restricted(conn, &asked, today).await?,
        false => BTreeMap::new(),
    };
    let read = rows.into_iter().map(|row| {
        let (adult, pupil) = (AdultId(row.adult), PupilId(row.pupil));
        let name = Name { title: String::new(), forename: row.forename, surname: row.surname };
        let marks = Marks::of(&name, row.email.as_deref().unwrap_or_default(), &row.phone);
        let others = restricted.get(&pupil).into_iter().flatten().filter(|(other, _)| *other != adult);
        let (restrictions, effects) = in_force(&row.restrictions, today)?;
        let facts = ContactFacts {
            adult,
            pupil,
            linked: row.linked,
            on_roll: row.on_roll,
            restrictions,
            effects,
            resembles: others.filter_map(|(_, other)| marks.shared(other)).next(),
            email: row.email,
            address_dead: row.dead,
            wrong_person: row.wrong_person,
        };
        Ok(((adult, pupil), facts))
    });
    read.collect()
}

/// By what those are known who are restricted about the pupils of these pairs, whether or not they are contacts today: as they are called
/// and reached now, and as they were before.
async fn restricted(
    conn: &mut SqliteConnection,
    pairs: &str,
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, Vec<(AdultId, Marks)>>> {
    let rows = sqlx::query!(
        r#"SELECT DISTINCT g.pupil_id AS "pupil!: i64", a.id AS "adult!: i64", a.forename AS "forename!: String",
             a.surname AS "surname!: String", coalesce(a.email, '') AS "email!: String", a.phone AS "phone!: String"
           FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
             JOIN (SELECT id, forename, surname, email, phone FROM adult
                   UNION ALL SELECT adult_id, forename, surname, email, phone FROM adult_former) a ON a.id = g.adult_id
           WHERE g.pupil_id IN (SELECT value ->> 1 FROM json_each(?1))
             AND coalesce((SELECT iif(d.until_on < ?2, 'may_contact', d.outcome) FROM restriction_decision d
                           WHERE d.restriction_id = r.id ORDER BY d.id DESC LIMIT 1), '') <> 'may_contact'"#,
        pairs,
        today
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<PupilId, Vec<(AdultId, Marks)>> = BTreeMap::new();
    for row in rows {
        let name = Name { title: String::new(), forename: row.forename, surname: row.surname };
        let marks = Marks::of(&name, &row.email, &row.phone);
        found.entry(PupilId(row.pupil)).or_default().push((AdultId(row.adult), marks));
    }
    Ok(found)
}

/// Who decides for a pupil on a day, by full name, those contacted first leading: whom staff can name as having said or agreed something.
pub async fn deciding(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(AdultId, String)>> {
    let known = contacts_of(conn, pupil, today).await?;
    let decide = known.into_iter().filter(|(_, facts)| access::may_decide(facts));
    Ok(decide.map(|(card, _)| (card.id, card.name.full())).collect())
}

/// Everyone who is linked to a pupil on a day, those contacted first leading, with the facts that decide whether they may take part.
pub async fn contacts_of(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(AdultCard, ContactFacts)>> {
    let pupil_id = pupil.0;
    let rows = sqlx::query!(
        r#"SELECT a.id, a.title, a.forename, a.surname, a.email, a.phone,
             g.relationship, g.priority, g.responsibility
           FROM guardianship g JOIN adult a ON a.id = g.adult_id
           WHERE g.pupil_id = ?1 AND g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2)
           ORDER BY g.priority, a.surname, a.forename, a.id"#,
        pupil_id,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let pairs: Vec<_> = rows.iter().map(|row| (AdultId(row.id), pupil)).collect();
    let mut known = facts_of_all(&mut *conn, &pairs, today).await?;
    let mut needs = adult_needs::of_all(conn, &pairs.iter().map(|(adult, _)| *adult).collect::<Vec<_>>()).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let id = AdultId(row.id);
        // Taken out, so that somebody with two links is there once.
        let Some((facts, needs)) = known.remove(&(id, pupil)).zip(needs.remove(&id)) else { continue };
        let card = AdultCard {
            id,
            name: Name { title: row.title, forename: row.forename, surname: row.surname },
            email: row.email,
            phone: row.phone,
            needs,
            relationship: row.relationship,
            priority: row.priority,
            responsibility: row.responsibility,
        };
        found.push((card, facts));
    }
    Ok(found)
}

/// The decision in force of a restriction, as the statement above gives it.
#[derive(Deserialize)]
struct RawDecision {
    outcome: String,
    effects: Vec<String>,
    until: Option<NaiveDate>,
}

/// Each restriction, and what they do together. One whose last day has passed does nothing.
fn in_force(text: &str, today: NaiveDate) -> anyhow::Result<(Vec<Restriction>, Effects)> {
    let decisions: Vec<Option<RawDecision>> = serde_json::from_str(text)?;
    let mut effects = Effects::new();
    let mut all = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let Some(decision) = decision else {
            all.push(Restriction::ToBeChecked);
            continue;
        };
        if decision.until.is_some_and(|last| last < today) {
            all.push(Restriction::MayContact);
            continue;
        }
        all.push(if decision.outcome == "barred" { Restriction::Barred } else { Restriction::MayContact });
        effects.extend(code::effects(&decision.outcome, &decision.effects)?);
    }
    Ok((all, effects))
}

/// Whether somebody may take part in a meeting that is to come, beside those who are asked to it.
pub async fn may_join(
    conn: &mut SqliteConnection,
    (meeting, pupil): (ConversationId, PupilId),
    adult: AdultId,
    today: NaiveDate,
) -> anyhow::Result<Result<(), HeldBack>> {
    let asked = sqlx::query_scalar!("SELECT adult_id FROM invitation WHERE conversation_id = ? ORDER BY id", meeting.0);
    let pairs: Vec<_> = asked.fetch_all(&mut *conn).await?.into_iter().map(|id| (AdultId(id), pupil)).collect();
    let known = facts_of_all(conn, &pairs, today).await?;
    let facts: Vec<_> = pairs.iter().filter_map(|pair| known.get(pair)).collect();
    let joining = access::joining(facts.iter().copied());
    let found = facts.iter().zip(joining).find(|(facts, _)| facts.adult == adult);
    Ok(found.map_or(Err(HeldBack::NoLongerLinked), |(_, may)| may))
}
