//! Reading pupils, classes and staff.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    child::{Child, InClass},
    read::rows,
};
use crate::{
    domain::{
        calendar::AcademicYear,
        ids::{ClassId, PupilId, SchoolId, StaffId},
        people::{Name, Role},
        standing::Span,
    },
    store::code,
};

/// Somebody who works or worked at the school.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Their name.
    pub name: Name,
    /// Their role.
    pub role: Role,
}

/// A class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Who belonged to it, and when.
    pub staff: Vec<(Span, StaffId)>,
}

/// The pupils, by surname and forename, and where each stands among them.
#[derive(Clone, PartialEq, Debug)]
pub struct Children {
    all: Vec<Child>,
    places: HashMap<i64, usize>,
}

impl Children {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Child> {
        self.all.iter()
    }

    /// The pupil with this number.
    #[must_use]
    pub fn find(&self, id: PupilId) -> Option<&Child> {
        self.places.get(&id.0).map(|at| &self.all[*at])
    }

    /// Adds something to the pupil with this number.
    pub(super) fn with(&mut self, id: i64, add: impl FnOnce(&mut Child)) {
        if let Some(at) = self.places.get(&id) {
            add(&mut self.all[*at]);
        }
    }
}

/// The pupils with their days on roll, their classes since the first day of a year, and who supports them.
pub(super) async fn children(
    conn: &mut SqliteConnection,
    school: SchoolId,
    since: AcademicYear,
) -> anyhow::Result<Children> {
    let all = pupils(conn, school).await?;
    let places = all.iter().enumerate().map(|(at, child)| (child.id.0, at)).collect();
    let mut children = Children { all, places };
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(e.pupil_id, e.from_on, e.until_on) ORDER BY e.id) AS "list!: String"
           FROM pupil p JOIN enrolment e ON e.pupil_id = p.id WHERE p.school_id = ?"#,
        school.0
    );
    for (pupil, from, until) in rows(&list.fetch_one(&mut *conn).await?)? {
        children.with(pupil, |child| child.roll.push(Span { from, until }));
    }
    classes_of(conn, school, since, &mut children).await?;
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(s.pupil_id, s.staff_id, s.from_on, s.until_on) ORDER BY s.id) AS "list!: String"
           FROM staff w JOIN pupil_support s ON s.staff_id = w.id WHERE w.school_id = ?"#,
        school.0
    );
    for (pupil, staff, from, until) in rows(&list.fetch_one(conn).await?)? {
        children.with(pupil, |child| child.supported_by.push((Span { from, until }, StaffId(staff))));
    }
    Ok(children)
}

async fn pupils(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Child>> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(id, forename, surname)) AS "list!: String"
           FROM (SELECT id, forename, surname FROM pupil WHERE school_id = ? ORDER BY surname, forename, id)"#,
        school.0
    );
    let child = |(id, forename, surname): (i64, String, String)| Child {
        id: PupilId(id),
        name: Name { title: String::new(), forename, surname },
        roll: Vec::new(),
        classes: Vec::new(),
        supported_by: Vec::new(),
        statuses: Vec::new(),
        needs: Vec::new(),
        exemptions: Vec::new(),
        plans: Vec::new(),
        meetings: Vec::new(),
    };
    Ok(rows(&list.fetch_one(conn).await?)?.into_iter().map(child).collect())
}

async fn classes_of(
    conn: &mut SqliteConnection,
    school: SchoolId,
    since: AcademicYear,
    children: &mut Children,
) -> anyhow::Result<()> {
    let first = since.starts_on();
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(m.pupil_id, m.class_id, m.nc_year, m.from_on, m.until_on) ORDER BY m.id) AS "list!: String"
           FROM pupil p JOIN class_membership m ON m.pupil_id = p.id
           WHERE p.school_id = ? AND (m.until_on IS NULL OR m.until_on >= ?)"#,
        school.0,
        first
    );
    for (pupil, class, nc_year, from, until) in rows(&list.fetch_one(conn).await?)? {
        let one = InClass { span: Span { from, until }, class: ClassId(class), nc_year };
        children.with(pupil, |child| child.classes.push(one));
    }
    Ok(())
}

/// Everybody who works or worked there.
pub(super) async fn staff(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeMap<StaffId, Member>> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(id, title, forename, surname, role)) AS "list!: String" FROM staff WHERE school_id = ?"#,
        school.0
    );
    let member = |(id, title, forename, surname, role): (i64, String, String, String, String)| {
        let name = Name { title, forename, surname };
        anyhow::Ok((StaffId(id), Member { name, role: code::read::<Role>(&role)? }))
    };
    rows(&list.fetch_one(conn).await?)?.into_iter().map(member).collect()
}

/// The classes with who belonged to each.
pub(super) async fn classes(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeMap<ClassId, Class>> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(id, name)) AS "list!: String" FROM class WHERE school_id = ?"#,
        school.0
    );
    let class = |(id, name): (i64, String)| (ClassId(id), Class { name, staff: Vec::new() });
    let mut classes: BTreeMap<_, _> = rows(&list.fetch_one(&mut *conn).await?)?.into_iter().map(class).collect();
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(s.class_id, s.staff_id, s.from_on, s.until_on) ORDER BY s.id) AS "list!: String"
           FROM class k JOIN class_staff s ON s.class_id = k.id WHERE k.school_id = ?"#,
        school.0
    );
    let found: Vec<(i64, i64, NaiveDate, Option<NaiveDate>)> = rows(&list.fetch_one(conn).await?)?;
    for (class, staff, from, until) in found {
        if let Some(one) = classes.get_mut(&ClassId(class)) {
            one.staff.push((Span { from, until }, StaffId(staff)));
        }
    }
    Ok(classes)
}
