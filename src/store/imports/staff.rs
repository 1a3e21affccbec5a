//! Staff and their classes as imports write them.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        calendar::AcademicYear,
        ids::{ClassId, SchoolId, StaffId},
        people::{EmailAddress, Name, Role},
        roll::{StaffFacts, StaffHeld, field_names, staff_differences},
    },
    store::{
        Tx,
        people::{approvals, rights, sessions, users},
    },
};

/// Everybody who works here or did, with the classes of now.
pub async fn held(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<StaffHeld>> {
    let mut classes: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let taught = sqlx::query!(
        "SELECT t.staff_id, c.name FROM class_staff t JOIN class c ON c.id = t.class_id
         WHERE c.school_id = ? AND t.until_on IS NULL ORDER BY c.name",
        school.0
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in taught {
        classes.entry(row.staff_id).or_default().push(row.name);
    }
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", title, forename, surname, email, role, until_on IS NULL AS "works_here!: bool" FROM staff
           WHERE school_id = ? ORDER BY id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let with_address = rows.into_iter().filter_map(|r| Some((EmailAddress::parse(&r.email).ok()?, r)));
    Ok(with_address
        .map(|(email, r)| StaffHeld {
            id: StaffId(r.id),
            works_here: r.works_here,
            facts: StaffFacts {
                name: Name { title: r.title, forename: r.forename, surname: r.surname },
                email,
                role: Role::from_code(&r.role),
                classes: Some(classes.remove(&r.id).unwrap_or_default()),
            },
        })
        .collect())
}

/// The class of this name, made if it is new.
pub async fn class(tx: &mut Tx, name: &str) -> anyhow::Result<ClassId> {
    let school = tx.school()?.0;
    sqlx::query!(
        "INSERT INTO class (school_id, name) VALUES (?, ?) ON CONFLICT (school_id, name) DO NOTHING",
        school,
        name
    )
    .execute(tx.conn())
    .await?;
    let id = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM class WHERE school_id = ? AND name = ?"#, school, name)
        .fetch_one(tx.conn())
        .await?;
    Ok(ClassId(id))
}

/// Brings somebody in, with no account: a link for that is made when they are invited.
///
/// # Errors
/// When the database refuses: the address is taken.
pub async fn join(tx: &mut Tx, facts: &StaffFacts) -> anyhow::Result<StaffId> {
    let id = users::add(tx, &facts.name, &facts.email, facts.role.unwrap_or(Role::Teacher)).await?;
    approvals::role(tx, id, None, facts.role.unwrap_or(Role::Teacher)).await?;
    teach(tx, id, true, facts).await?;
    tx.audit(Entry::new(Deed::Created, Subject::Staff).id(id.0)).await?;
    Ok(id)
}

/// Changes what has changed; somebody who had left is back.
///
/// # Errors
/// When the database refuses: another has the address.
pub async fn change(tx: &mut Tx, was: &StaffHeld, to: &StaffFacts) -> anyhow::Result<()> {
    let had = was.facts.role.filter(|_| was.works_here);
    let given = approvals::role(tx, was.id, had, to.role.unwrap_or(Role::Teacher)).await?;
    let (email, role) = (to.email.as_str(), given.as_code());
    sqlx::query!(
        "UPDATE staff SET title = ?, forename = ?, surname = ?, email = ?, role = ?, until_on = NULL WHERE id = ?",
        to.name.title,
        to.name.forename,
        to.name.surname,
        email,
        role,
        was.id.0
    )
    .execute(tx.conn())
    .await?;
    rights::end_unfit(tx, was.id, Some(given)).await?;
    teach(tx, was.id, false, to).await?;
    let detail = field_names(&staff_differences(&was.facts, to));
    tx.audit(Entry::new(Deed::Changed, Subject::Staff).id(was.id.0).detail(&detail)).await
}

/// Ends somebody's time here: their sessions end in the same act, yesterday was their last day.
pub async fn leave(tx: &mut Tx, was: &StaffHeld) -> anyhow::Result<()> {
    let (id, until) = (was.id.0, tx.now.yesterday());
    sqlx::query!("UPDATE staff SET until_on = ? WHERE id = ?", until, id).execute(tx.conn()).await?;
    sqlx::query!("UPDATE class_staff SET until_on = ? WHERE staff_id = ? AND until_on IS NULL", until, id)
        .execute(tx.conn())
        .await?;
    sqlx::query!("UPDATE pupil_support SET until_on = ? WHERE staff_id = ? AND until_on IS NULL", until, id)
        .execute(tx.conn())
        .await?;
    rights::end_unfit(tx, was.id, None).await?;
    sessions::end_all(tx, was.id).await?;
    tx.audit(Entry::new(Deed::Left, Subject::Staff).id(id)).await
}

/// Gives somebody these classes and no others. Somebody who is new has had them since September.
async fn teach(tx: &mut Tx, staff: StaffId, is_new: bool, facts: &StaffFacts) -> anyhow::Result<()> {
    let (today, until) = (tx.now.today(), tx.now.yesterday());
    let from = if is_new { AcademicYear::containing(today).starts_on() } else { today };
    let wanted: BTreeSet<&String> = facts.classes.iter().flatten().collect();
    let list = serde_json::to_string(&wanted)?;
    sqlx::query!(
        "UPDATE class_staff SET until_on = ? WHERE staff_id = ? AND until_on IS NULL
           AND class_id NOT IN (SELECT id FROM class WHERE name IN (SELECT value FROM json_each(?)))",
        until,
        staff.0,
        list
    )
    .execute(tx.conn())
    .await?;
    for name in wanted {
        let class = class(tx, name).await?;
        sqlx::query!(
            "INSERT INTO class_staff (class_id, staff_id, from_on) VALUES (?, ?, ?)
             ON CONFLICT (class_id, staff_id) WHERE until_on IS NULL DO NOTHING",
            class.0,
            staff.0,
            from
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
