//! Reading pupils, classes and staff.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;

use super::{
    child::{Child, InClass},
    lists::Reading,
};
use crate::{
    domain::{
        calendar::AcademicYear,
        ids::{ClassId, PupilId, SchoolId, StaffId},
        people::{Name, Role},
        standing::Span,
    },
    store::{changes::Topic, code},
};

/// Somebody who works or worked at the school.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Their name.
    pub name: Name,
    /// Their role.
    pub role: Role,
    /// Their last day, if they have left or will.
    pub until: Option<NaiveDate>,
}

impl Member {
    /// Whether they work here on a day.
    #[must_use]
    pub fn works_here(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
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
    all: Vec<Arc<Child>>,
    places: HashMap<i64, usize>,
}

impl Children {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Child> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// The pupil with this number.
    #[must_use]
    pub fn find(&self, id: PupilId) -> Option<&Child> {
        self.places.get(&id.0).map(|at| self.all[*at].as_ref())
    }

    /// Adds something to the pupil with this number, who is being read: whoever was taken over is as they are.
    pub(super) fn with(&mut self, id: i64, add: impl FnOnce(&mut Child)) {
        if let Some(child) = self.places.get(&id).and_then(|at| Arc::get_mut(&mut self.all[*at])) {
            add(child);
        }
    }
}

/// The pupils by name. Those of an earlier reading are taken over, but for these; the others are only named yet, and their numbers are
/// given beside them.
pub(super) async fn children(
    read: &mut Reading<'_>,
    school: SchoolId,
    earlier: Option<(&Children, HashSet<i64>)>,
) -> anyhow::Result<(Children, Vec<i64>)> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(id, forename, surname)) AS "list!: String"
           FROM (SELECT id, forename, surname FROM pupil WHERE school_id = ? ORDER BY surname, forename, id)"#,
        school.0
    );
    let list = read.list::<(i64, String, String)>("pupils", Topic::Pupils, list).await?;
    let mut fresh = Vec::new();
    let taken_over = |id: i64| {
        let (children, changed) = earlier.as_ref()?;
        let at = children.places.get(&id).filter(|_| !changed.contains(&id))?;
        Some(Arc::clone(&children.all[*at]))
    };
    let all = list.iter().map(|(id, forename, surname)| {
        taken_over(*id).unwrap_or_else(|| {
            fresh.push(*id);
            let name = Name { title: String::new(), forename: forename.clone(), surname: surname.clone() };
            Arc::new(Child::named(PupilId(*id), name))
        })
    });
    let all = all.collect();
    let places = list.iter().enumerate().map(|(at, (id, ..))| (*id, at)).collect();
    Ok((Children { all, places }, fresh))
}

/// Adds to the pupils with these numbers their days on roll, their classes since the first day of a year, and who supports them.
pub(super) async fn fill(
    read: &mut Reading<'_>,
    pupils: &str,
    since: AcademicYear,
    children: &mut Children,
) -> anyhow::Result<()> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(e.pupil_id, e.from_on, e.until_on) ORDER BY e.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN enrolment e ON e.pupil_id = p.value"#,
        pupils
    );
    for (pupil, from, until) in read.rows(list).await? {
        children.with(pupil, |child| child.roll.push(Span { from, until }));
    }
    let first = since.starts_on();
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(m.pupil_id, m.class_id, m.nc_year, m.from_on, m.until_on) ORDER BY m.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN class_membership m ON m.pupil_id = p.value
           WHERE m.until_on IS NULL OR m.until_on >= ?"#,
        pupils,
        first
    );
    for (pupil, class, nc_year, from, until) in read.rows(list).await? {
        let one = InClass { span: Span { from, until }, class: ClassId(class), nc_year };
        children.with(pupil, |child| child.classes.push(one));
    }
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(s.pupil_id, s.staff_id, s.from_on, s.until_on) ORDER BY s.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN pupil_support s ON s.pupil_id = p.value"#,
        pupils
    );
    for (pupil, staff, from, until) in read.rows(list).await? {
        children.with(pupil, |child| child.supported_by.push((Span { from, until }, StaffId(staff))));
    }
    Ok(())
}

/// Everybody who works or worked there.
pub(super) async fn staff(read: &mut Reading<'_>, school: SchoolId) -> anyhow::Result<BTreeMap<StaffId, Member>> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(id, title, forename, surname, role, until_on)) AS "list!: String" FROM staff WHERE school_id = ?"#,
        school.0
    );
    type Raw = (i64, String, String, String, String, Option<NaiveDate>);
    let member = |(id, title, forename, surname, role, until): &Raw| {
        let name = Name { title: title.clone(), forename: forename.clone(), surname: surname.clone() };
        anyhow::Ok((StaffId(*id), Member { name, role: code::read::<Role>(role)?, until: *until }))
    };
    read.list("staff", Topic::Classes, list).await?.iter().map(member).collect()
}

/// The classes with who belonged to each.
pub(super) async fn classes(read: &mut Reading<'_>, school: SchoolId) -> anyhow::Result<BTreeMap<ClassId, Class>> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(id, name)) AS "list!: String" FROM class WHERE school_id = ?"#,
        school.0
    );
    let class = |(id, name): &(i64, String)| (ClassId(*id), Class { name: name.clone(), staff: Vec::new() });
    let mut classes: BTreeMap<_, _> = read.list("classes", Topic::Classes, list).await?.iter().map(class).collect();
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(s.class_id, s.staff_id, s.from_on, s.until_on) ORDER BY s.id) AS "list!: String"
           FROM class k JOIN class_staff s ON s.class_id = k.id WHERE k.school_id = ?"#,
        school.0
    );
    type Raw = (i64, i64, NaiveDate, Option<NaiveDate>);
    for (class, staff, from, until) in read.list::<Raw>("class staff", Topic::Classes, list).await?.iter().copied() {
        if let Some(one) = classes.get_mut(&ClassId(class)) {
            one.staff.push((Span { from, until }, StaffId(staff)));
        }
    }
    Ok(classes)
}
