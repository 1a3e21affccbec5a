//! Restrictions on one adult for one pupil, and what people decided about them. Until somebody has decided, a restriction blocks
//! everything; what was decided is never rewritten: the newest decision is in force.

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
    roll::RestrictionKind,
    task,
    time::Moment,
};

/// Why a message is withdrawn.
pub(super) const IN_FORCE: &str = "a restriction is in force";

/// A restriction, and the decision in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Which.
    pub id: RestrictionId,
    /// For whom.
    pub pupil: PupilId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// On whom.
    pub adult: AdultId,
    /// Their name.
    pub adult_name: Name,
    /// "Mother", "Step-father" …
    pub relationship: String,
    /// Its kind, as the table's codes.
    pub kind: String,
    /// What was imported or entered, word for word.
    pub note: String,
    /// Who said so, or which court; empty if it was not asked.
    pub said_by: String,
    /// When they said so, or the day of the order.
    pub said_on: Option<NaiveDate>,
    /// When it was entered.
    pub entered: Moment,
    /// The decision in force, if anybody has decided.
    pub decision: Option<Decision>,
}

/// Where a restriction comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A file, whoever brought it in.
    Import,
    /// The person who acts, from what they know.
    Person,
}

/// What was decided last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// No contact; else the adult may be contacted.
    pub barred: bool,
    /// Why, in the words of the person who decided.
    pub note: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Name,
}

/// Every restriction of a school: those to be checked first, the oldest leading.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"SELECT r.id AS "id!", r.kind, r.note, r.said_by, r.said_on AS "said_on: NaiveDate", r.entered_at, g.pupil_id, g.adult_id, g.relationship,
             p.forename AS pupil_forename, p.surname AS pupil_surname, a.title, a.forename, a.surname,
             d.outcome AS "outcome?", d.note AS "why?", d.decided_at AS "decided_at?",
             s.title AS "by_title?", s.forename AS "by_forename?", s.surname AS "by_surname?"
           FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
             JOIN pupil p ON p.id = g.pupil_id JOIN adult a ON a.id = g.adult_id
             LEFT JOIN restriction_decision d ON d.id = (SELECT max(x.id) FROM restriction_decision x WHERE x.restriction_id = r.id)
             LEFT JOIN staff s ON s.id = d.decided_by
           WHERE p.school_id = ? ORDER BY d.id IS NOT NULL, r.entered_at, r.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Listed {
            id: RestrictionId(row.id),
            pupil: PupilId(row.pupil_id),
            pupil_name: Name { title: String::new(), forename: row.pupil_forename, surname: row.pupil_surname },
            adult: AdultId(row.adult_id),
            adult_name: Name { title: row.title, forename: row.forename, surname: row.surname },
            relationship: row.relationship,
            kind: row.kind,
            note: row.note,
            said_by: row.said_by,
            said_on: row.said_on,
            entered: Moment::from_unix(row.entered_at),
            decision: row.outcome.map(|outcome| Decision {
                barred: outcome == "barred",
                note: row.why.unwrap_or_default(),
                at: Moment::from_unix(row.decided_at.unwrap_or_default()),
                by: Name {
                    title: row.by_title.unwrap_or_default(),
                    forename: row.by_forename.unwrap_or_default(),
                    surname: row.by_surname.unwrap_or_default(),
                },
            }),
        })
        .collect())
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

/// Somebody's word for a restriction: who said so, or which court, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Who.
    pub by: String,
    /// When, or the day of the order.
    pub on: NaiveDate,
}

/// Enters a restriction that a person knows of, with whose word it is. Where they are sure it bars at once; else it blocks until somebody
/// has decided. Either way what is under way ends in this act: waiting messages are withdrawn, and links that were sent open nothing.
pub async fn enter_by_hand(
    tx: &mut Tx,
    link: &Link,
    kind: RestrictionKind,
    note: &str,
    word: &Word,
    sure: bool,
) -> anyhow::Result<()> {
    let id = enter(tx, link.id, link.pupil, kind, note, Source::Person).await?;
    sqlx::query!("UPDATE restriction SET said_by = ?, said_on = ? WHERE id = ?", word.by, word.on, id.0)
        .execute(tx.conn())
        .await?;
    silence(tx, link.adult, link.pupil, IN_FORCE).await?;
    if sure {
        bar(tx, id, link.pupil, note).await?;
    } else {
        let ask = "Entered by a member of staff. Nothing is sent to this person until you have decided.";
        ask_to_check(tx, id, link.pupil, link.adult, ask).await?;
    }
    watch(tx, link.pupil).await
}

/// Writes down that it bars.
async fn bar(tx: &mut Tx, id: RestrictionId, pupil: PupilId, note: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (?, 'barred', ?, ?, ?)",
        id.0,
        note,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Decided, Subject::Restriction).id(id.0).pupil(pupil).detail("barred")).await
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

/// Writes down a decision, which is what the task to check it asked for. Barring ends at once what is under way: waiting messages to this
/// adult about this pupil are cancelled, and every link of theirs stops working, in the same act. The messages give their keys back: if it
/// is decided otherwise later, what is still of use is written anew.
pub async fn decide(tx: &mut Tx, about: &Listed, barred: bool, note: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let outcome = if barred { "barred" } else { "may_contact" };
    sqlx::query!(
        "INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (?, ?, ?, ?, ?)",
        about.id.0,
        outcome,
        note,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let key = task::to_check_key(about.id);
    let task = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM task WHERE key = ? AND done_at IS NULL"#, key);
    if let Some(task) = task.fetch_optional(tx.conn()).await? {
        tasks::done(tx, TaskId(task), "Decided").await?;
    }
    if barred {
        silence(tx, about.adult, about.pupil, IN_FORCE).await?;
        watch(tx, about.pupil).await?;
    }
    tx.audit(Entry::new(Deed::Decided, Subject::Restriction).id(about.id.0).pupil(about.pupil).detail(outcome)).await
}

/// Withdraws what waits to be sent to an adult about a pupil, and ends every link of theirs. A restriction also asks for meetings to be
/// moved whose time they know.
pub(super) async fn silence(tx: &mut Tx, adult: AdultId, pupil: PupilId, why: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE notice SET state = 'cancelled', reason = ?4, raw = NULL, settled_at = ?1, key = key || '~' || id, given_back_at = ?1
         WHERE adult_id = ?2 AND pupil_id = ?3 AND state = 'waiting'",
        now,
        adult.0,
        pupil.0,
        why
    )
    .execute(tx.conn())
    .await?;
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
