//! Restrictions on one adult for one pupil, and what people decided about them. Until somebody has decided, a restriction blocks
//! everything; what was decided is never rewritten: the newest decision is in force.

mod listed;
mod under_way;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx, contacts,
    conversations::{knowing, links},
    tasks,
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{AdultId, GuardianshipId, PupilId, RestrictionId, SchoolId, TaskId},
    people::Name,
    restriction::{Effect, Effects, OrderKind},
    roll::RestrictionKind,
    task,
};

pub use listed::{Decision, Ending, Listed, ending, of_school};
use under_way::settle;
pub use under_way::{UnderWay, under_way};

/// Why a message is withdrawn.
pub(super) const IN_FORCE: &str = "a restriction is in force";

/// Where a restriction comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A file, whoever brought it in.
    Import,
    /// The person who acts, from what they know.
    Person,
}

/// A contact of a pupil, as somebody is about to restrict them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The link between the two.
    pub id: GuardianshipId,
    /// The pupil.
    pub pupil: PupilId,
    /// The adult.
    pub adult: AdultId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// The adult's name.
    pub adult_name: Name,
    /// "Mother", "Step-father" …
    pub relationship: String,
}

impl Link {
    /// Between whom a restriction is.
    #[must_use]
    pub fn of(one: &Listed) -> Self {
        Self {
            id: one.link,
            pupil: one.pupil,
            adult: one.adult,
            pupil_name: one.pupil_name.clone(),
            adult_name: one.adult_name.clone(),
            relationship: one.relationship.clone(),
        }
    }
}

/// The link of a pupil and an adult who is their contact on a day; `None` where there is none in this school.
pub async fn link(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: PupilId,
    adult: AdultId,
    today: NaiveDate,
) -> anyhow::Result<Option<Link>> {
    let row = sqlx::query!(
        r#"SELECT g.id AS "id!", g.relationship, p.forename AS pupil_forename, p.surname AS pupil_surname,
             a.title, a.forename, a.surname
           FROM guardianship g JOIN pupil p ON p.id = g.pupil_id JOIN adult a ON a.id = g.adult_id
           WHERE p.school_id = ?1 AND g.pupil_id = ?2 AND g.adult_id = ?3
             AND g.from_on <= ?4 AND (g.until_on IS NULL OR g.until_on >= ?4) ORDER BY g.id DESC LIMIT 1"#,
        school.0,
        pupil.0,
        adult.0,
        today
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| Link {
        id: GuardianshipId(r.id),
        pupil,
        adult,
        pupil_name: Name { title: String::new(), forename: r.pupil_forename, surname: r.pupil_surname },
        adult_name: Name { title: r.title, forename: r.forename, surname: r.surname },
        relationship: r.relationship,
    }))
}

/// The other pupils of whom an adult is a contact on a day: a restriction may hold for them, too.
pub async fn siblings(
    conn: &mut SqliteConnection,
    school: SchoolId,
    of: &Link,
    today: NaiveDate,
) -> anyhow::Result<Vec<Link>> {
    let rows = sqlx::query!(
        r#"SELECT g.id AS "id!", g.pupil_id, g.relationship, p.forename AS pupil_forename, p.surname AS pupil_surname
           FROM guardianship g JOIN pupil p ON p.id = g.pupil_id
           WHERE p.school_id = ?1 AND g.adult_id = ?2 AND g.pupil_id <> ?3
             AND g.from_on <= ?4 AND (g.until_on IS NULL OR g.until_on >= ?4) GROUP BY g.pupil_id ORDER BY p.forename, p.id"#,
        school.0,
        of.adult.0,
        of.pupil.0,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Link {
            id: GuardianshipId(r.id),
            pupil: PupilId(r.pupil_id),
            adult: of.adult,
            pupil_name: Name { title: String::new(), forename: r.pupil_forename, surname: r.pupil_surname },
            adult_name: of.adult_name.clone(),
            relationship: r.relationship,
        })
        .collect())
}

/// Somebody's word for a restriction: who said so, or which court, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Who.
    pub by: String,
    /// When, or the day of the order.
    pub on: NaiveDate,
}

/// A restriction that a person knows of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRestriction {
    /// What kind of order.
    pub order: OrderKind,
    /// What is known of it.
    pub note: String,
    /// Whose word it is.
    pub word: Word,
    /// Its first day.
    pub from: NaiveDate,
    /// What it does; `None`: not known yet, and everything is held back until somebody has decided.
    pub decided: Option<Decided>,
}

/// What somebody decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    /// What it does; nothing: they may be contacted as anybody.
    pub effects: Effects,
    /// Its last day, if it has one.
    pub until: Option<NaiveDate>,
    /// What was checked.
    pub seen: String,
    /// Why.
    pub note: String,
}

impl NewRestriction {
    /// The kind under which files and lists know it.
    fn kind(&self) -> RestrictionKind {
        let effects = self.decided.as_ref().map(|decided| &decided.effects);
        let does = |effect| effects.is_some_and(|effects| effects.contains(&effect));
        match self.order {
            OrderKind::None if does(Effect::NoContact) => RestrictionKind::DoNotContact,
            OrderKind::None if does(Effect::SeparateMeeting) => RestrictionKind::SeparateMeeting,
            OrderKind::None => RestrictionKind::Other,
            _ => RestrictionKind::CourtOrder,
        }
    }
}

/// Enters a restriction that a person knows of, with whose word it is. What was decided holds at once; else it blocks until somebody has.
/// Either way what is under way is settled in this act.
pub async fn enter_by_hand(tx: &mut Tx, link: &Link, new: &NewRestriction) -> anyhow::Result<()> {
    let id = enter(tx, link.id, link.pupil, new.kind(), &new.note, Source::Person).await?;
    let order = new.order.as_code();
    sqlx::query!(
        "UPDATE restriction SET said_by = ?, said_on = ?, order_kind = ?, from_on = ? WHERE id = ?",
        new.word.by,
        new.word.on,
        order,
        new.from,
        id.0
    )
    .execute(tx.conn())
    .await?;
    match &new.decided {
        Some(decided) => {
            write_decision(tx, id, link.pupil, decided).await?;
            settle(tx, (link.adult, link.pupil), &decided.effects).await?;
        }
        None => {
            silence(tx, link.adult, link.pupil, IN_FORCE).await?;
            let ask = "Entered by a member of staff. Nothing is sent to this person until you have decided.";
            ask_to_check(tx, id, link.pupil, link.adult, ask).await?;
        }
    }
    watch(tx, link.pupil).await
}

async fn write_decision(tx: &mut Tx, id: RestrictionId, pupil: PupilId, decided: &Decided) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let outcome = if decided.effects.contains(&Effect::NoContact) { "barred" } else { "may_contact" };
    let codes: Vec<&str> = decided.effects.iter().map(|effect| effect.as_code()).collect();
    let effects = serde_json::to_string(&codes)?;
    sqlx::query!(
        "INSERT INTO restriction_decision (restriction_id, outcome, effects, until_on, seen, note, decided_at, decided_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id.0,
        outcome,
        effects,
        decided.until,
        decided.seen,
        decided.note,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let entry = Entry::new(Deed::Decided, Subject::Restriction).id(id.0).pupil(pupil);
    let said = if codes.is_empty() { outcome.to_owned() } else { codes.join(", ") };
    tx.audit(entry.detail(&said)).await
}

/// Enters a restriction of which nobody has decided anything yet: it blocks at once. Whether it came by an import or from a person is
/// known by who acts.
pub async fn enter(
    tx: &mut Tx,
    link: GuardianshipId,
    pupil: PupilId,
    kind: RestrictionKind,
    note: &str,
    source: Source,
) -> anyhow::Result<RestrictionId> {
    let (kind, now) = (kind.as_code(), tx.now.unix());
    let (source, by) = match source {
        Source::Person => ("person", tx.actor.staff()),
        Source::Import => ("import", None),
    };
    let id = sqlx::query_scalar!(
        r#"INSERT INTO restriction (guardianship_id, kind, note, source, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        link.0,
        kind,
        note,
        source,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Restriction).id(id).pupil(pupil).detail(kind)).await?;
    Ok(RestrictionId(id))
}

/// Asks the SENCO to look at a restriction and decide.
pub async fn ask_to_check(
    tx: &mut Tx,
    id: RestrictionId,
    pupil: PupilId,
    adult: AdultId,
    words: &str,
) -> anyhow::Result<()> {
    let task = task::to_check(id, pupil, adult, words, tx.now.today());
    tasks::add(tx, &task).await?;
    Ok(())
}

/// Writes down a decision, which is what the task to check it asked for. What it does begins at once: what is under way is settled in the
/// same act. The messages give their keys back: if it is decided otherwise later, what is still of use is written anew.
pub async fn decide(tx: &mut Tx, about: &Listed, decided: &Decided) -> anyhow::Result<()> {
    write_decision(tx, about.id, about.pupil, decided).await?;
    let key = task::to_check_key(about.id);
    let task = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM task WHERE key = ? AND done_at IS NULL"#, key);
    if let Some(task) = task.fetch_optional(tx.conn()).await? {
        tasks::done(tx, TaskId(task), "Decided").await?;
    }
    settle(tx, (about.adult, about.pupil), &decided.effects).await?;
    if decided.effects.contains(&Effect::NoContact) {
        watch(tx, about.pupil).await?;
    }
    Ok(())
}

/// Withdraws what waits to be sent to an adult about a pupil, and ends every link of theirs. A restriction also asks for meetings to be
/// moved whose time they know.
pub(super) async fn silence(tx: &mut Tx, adult: AdultId, pupil: PupilId, why: &str) -> anyhow::Result<()> {
    knowing::withdraw(tx, (adult, pupil), None, why).await?;
    if why == IN_FORCE {
        knowing::ask_to_move(tx, adult, pupil).await?;
    }
    links::end_all(tx, adult).await
}

/// Enters a restriction to be checked for every contact of a pupil who shares a name, a mailbox or a phone with somebody restricted about
/// them, where nobody has said anything of that contact yet. They are held without it ([`ContactFacts::resembles`]); with it a person is
/// asked, and can decide.
///
/// [`ContactFacts::resembles`]: crate::domain::access::ContactFacts::resembles
pub(super) async fn watch(tx: &mut Tx, pupil: PupilId) -> anyhow::Result<()> {
    let any = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id WHERE g.pupil_id = ?) AS "any!: bool""#,
        pupil.0
    );
    if !any.fetch_one(tx.conn()).await? {
        return Ok(());
    }
    let (today, school) = (tx.now.today(), tx.school()?);
    for (card, facts) in contacts::contacts_of(tx.conn(), pupil, today).await? {
        let Some(shared) = facts.resembles.filter(|_| facts.restrictions.is_empty()) else { continue };
        let Some(found) = link(tx.conn(), school, pupil, card.id, today).await? else { continue };
        let note = format!("May be somebody who is restricted about this pupil: {}.", shared.words());
        let id = enter(tx, found.id, pupil, RestrictionKind::Other, &note, Source::Person).await?;
        let ask = "They may be somebody who is restricted. Nothing is sent to them until you have decided.";
        ask_to_check(tx, id, pupil, card.id, ask).await?;
        silence(tx, card.id, pupil, IN_FORCE).await?;
    }
    Ok(())
}

/// The same for every pupil of whom an adult is a contact: they are known by something else now.
pub async fn watch_all_of(tx: &mut Tx, adult: AdultId) -> anyhow::Result<()> {
    let pupils =
        sqlx::query_scalar!(r#"SELECT DISTINCT pupil_id AS "id!: i64" FROM guardianship WHERE adult_id = ?"#, adult.0);
    for pupil in pupils.fetch_all(tx.conn()).await? {
        watch(tx, PupilId(pupil)).await?;
    }
    Ok(())
}
