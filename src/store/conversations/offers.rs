//! Meetings offered to many families in one act, and taken back before the invitations leave.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{self, deliverable},
        adult_needs::{Suits, Way},
        ids::{AdultId, ConversationId, PupilId, SchoolId, StaffId},
        notice::HeldBack,
        people::Name,
        time::Moment,
    },
    store::{Tx, adult_needs, contacts, conversations},
};

/// An adult of a pupil, and how they can be asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Who.
    pub id: AdultId,
    /// Their name.
    pub name: Name,
    /// "Mother", "Step-father" …
    pub relationship: String,
    /// Parental responsibility: "yes", "no" or "unknown".
    pub responsibility: String,
    /// How, or why not at all.
    pub reach: Result<Way, HeldBack>,
    /// The language in which they are written to, in words.
    pub language: String,
    /// The times that suit them.
    pub suits: Suits,
}

/// The adults of many pupils, and how each can be asked: as many statements, however many there are.
pub async fn adults(
    conn: &mut SqliteConnection,
    pupils: &[PupilId],
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, Vec<Asked>>> {
    let asked = serde_json::to_string(&pupils.iter().map(|p| p.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT g.pupil_id AS "pupil!: i64", a.id AS "adult!: i64", a.title AS "title!: String", a.forename AS "forename!: String",
             a.surname AS "surname!: String", g.relationship AS "relationship!: String",
             g.responsibility AS "responsibility!: String", a.phone AS "phone!: String"
           FROM json_each(?1) asked JOIN guardianship g ON g.pupil_id = asked.value JOIN adult a ON a.id = g.adult_id
           WHERE g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2) ORDER BY g.pupil_id, g.priority, g.id"#,
        asked,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let pairs: Vec<_> = rows.iter().map(|r| (AdultId(r.adult), PupilId(r.pupil))).collect();
    let facts = contacts::facts_of_all(&mut *conn, &pairs, today).await?;
    let needs = adult_needs::of_all(conn, &pairs.iter().map(|(adult, _)| *adult).collect::<Vec<_>>()).await?;
    let mut of: BTreeMap<PupilId, Vec<Asked>> = BTreeMap::new();
    let mut joining = BTreeMap::new();
    for pupil in pupils {
        let asked: Vec<_> = pairs.iter().filter(|pair| pair.1 == *pupil).filter_map(|pair| facts.get(pair)).collect();
        let may = access::joining(asked.iter().copied());
        joining.extend(asked.iter().map(|facts| (facts.adult, facts.pupil)).zip(may));
    }
    for row in rows {
        let pair = (AdultId(row.adult), PupilId(row.pupil));
        let Some((needs, facts)) = needs.get(&pair.0).zip(facts.get(&pair)) else { continue };
        let may = joining.get(&pair).cloned().unwrap_or(Err(HeldBack::NoLongerLinked));
        let reach = may.map(|()| Way::of(needs.format, deliverable(facts).is_ok(), !row.phone.is_empty()));
        let name = Name { title: row.title, forename: row.forename, surname: row.surname };
        of.entry(PupilId(row.pupil)).or_default().push(Asked {
            id: AdultId(row.adult),
            name,
            relationship: row.relationship,
            responsibility: row.responsibility,
            reach,
            language: needs.written_in(),
            suits: needs.suits.clone(),
        });
    }
    Ok(of)
}

/// One meeting of an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// Which.
    pub id: ConversationId,
    /// Whose.
    pub pupil: PupilId,
    /// The pupil's name.
    pub name: Name,
    /// It was called off, or taken back.
    pub cancelled: bool,
    /// Its times.
    pub times: Vec<Moment>,
}

/// The meetings that somebody offered in one act: those that take effect at one instant.
pub async fn of_act(
    conn: &mut SqliteConnection,
    school: SchoolId,
    by: StaffId,
    at: Moment,
) -> anyhow::Result<Vec<Offered>> {
    let at = at.unix();
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!", c.pupil_id AS "pupil!", p.forename, p.surname,
             EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id) AS "cancelled!: bool",
             (SELECT json_group_array(s.starts_at) FROM slot s WHERE s.conversation_id = c.id) AS "times!: String"
           FROM conversation c JOIN pupil p ON p.id = c.pupil_id
           WHERE p.school_id = ? AND c.offered_by = ? AND c.offered_at = ? ORDER BY p.surname, p.forename, c.id"#,
        school.0,
        by.0,
        at
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let mut times: Vec<i64> = serde_json::from_str(&row.times)?;
        times.sort_unstable();
        Ok(Offered {
            id: ConversationId(row.id),
            pupil: PupilId(row.pupil),
            name: Name { title: String::new(), forename: row.forename, surname: row.surname },
            cancelled: row.cancelled,
            times: times.into_iter().map(Moment::from_unix).collect(),
        })
    });
    read.collect()
}

/// Lets an offer take effect at a later instant: the rules write no message before it.
pub async fn hold(tx: &mut Tx, id: ConversationId, until: Moment) -> anyhow::Result<()> {
    let until = until.unix();
    sqlx::query!("UPDATE conversation SET offered_at = ? WHERE id = ?", until, id.0).execute(tx.conn()).await?;
    Ok(())
}

/// Takes an offer back before it takes effect: nothing of it is sent, and nobody has to do anything for it any more.
pub async fn take_back(tx: &mut Tx, one: &Offered) -> anyhow::Result<()> {
    const WHY: &str = "Taken back before the invitations left";
    conversations::cancel(tx, one.id, one.pupil, WHY).await?;
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = ? WHERE conversation_id = ? AND done_at IS NULL",
        now,
        by,
        WHY,
        one.id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
