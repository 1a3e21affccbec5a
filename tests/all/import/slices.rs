//! A long import goes on in slices: others save in between, it says how far it is, and wherever it is cut off nothing is half done.

use std::{fmt::Write, sync::Arc};

use thrice::{
    exchange::File,
    intake::{Begun, LookedAt, UnderWay},
    store::Actor,
};

use super::*;

/// Pupils of the file.
const MANY: i64 = 260;

/// Many pupils with two contacts each, one father in twenty kept away.
fn files(class: &str) -> Arc<Vec<File>> {
    let mut pupils = String::from("Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1\n");
    let mut contacts =
        String::from("Pupil Name,Pupil DOB,Contact Forename,Contact Surname,Relationship,Email,Court Order\n");
    for n in 0..MANY {
        writeln!(pupils, "F{n},Kim,04/03/2018,4,{class},K,SLCN").unwrap();
        let order = if n % 20 == 3 { "Order of May" } else { "" };
        writeln!(contacts, "\"Kim, F{n}\",04/03/2018,Ma{n},Kim,Mother,ma{n}@family.example.org,").unwrap();
        writeln!(contacts, "\"Kim, F{n}\",04/03/2018,Pa{n},Kim,Father,pa{n}@family.example.org,{order}").unwrap();
    }
    let file = |name: &str, text: String| File::new(name.to_owned(), text.into_bytes());
    Arc::new(vec![file("pupils.csv", pupils), file("contacts.csv", contacts)])
}

impl School {
    async fn whose(&self) -> (Actor, SchoolId) {
        let school = schools::only(&mut self.store.read().await.unwrap()).await.unwrap().unwrap();
        (Actor::Command, school)
    }

    async fn begins(&self, files: Arc<Vec<File>>) -> Box<UnderWay> {
        let now = self.settings().clock().now();
        match UnderWay::begin(&self.store, self.whose().await, now, files, None).await.unwrap() {
            Begun::UnderWay(import) => import,
            other => panic!("{other:?}"),
        }
    }

    async fn saves(&self, sql: &'static str) {
        let (actor, school) = self.whose().await;
        let mut tx = self.store.begin(actor, school, self.settings().clock().now()).await.unwrap();
        sqlx::query(sql).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// What an import leaves, but for the numbers of rows.
    async fn people(&self) -> String {
        let mut conn = self.store.read().await.unwrap();
        let asked = "SELECT group_concat(line, char(10)) FROM (
            SELECT p.forename || p.surname || ':' || c.name || ':' || group_concat(a.forename || a.email || coalesce(r.note, '') ORDER BY a.email) AS line
            FROM pupil p JOIN class_membership m ON m.pupil_id = p.id AND m.until_on IS NULL JOIN class c ON c.id = m.class_id
              JOIN guardianship g ON g.pupil_id = p.id AND g.until_on IS NULL JOIN adult a ON a.id = g.adult_id
              LEFT JOIN restriction r ON r.guardianship_id = g.id
            GROUP BY p.id ORDER BY p.forename)";
        sqlx::query_scalar(asked).fetch_one(&mut *conn).await.unwrap()
    }
}

/// A school of two children whose files come later.
async fn school() -> School {
    let school = School::new().await;
    school.brings(TWO).await;
    school
}

#[tokio::test]
async fn others_save_between_the_slices_of_an_import_and_what_they_save_stays() {
    let (whole, school) = (school().await, school().await);
    let mut import = whole.begins(files("4A")).await;
    while !import.is_done() {
        import.go_on(whole.settings().clock().now()).await.unwrap();
    }
    let now = school.settings().clock().now();
    let mut import = school.begins(files("4A")).await;
    assert_eq!(school.count("SELECT count(*) FROM import WHERE done < pieces AND done = 100").await, 1);
    assert!(import.left() > 600, "{}", import.left());
    school.saves("UPDATE pupil SET free_meals = 1, sex = 'F' WHERE forename = 'F7'").await;
    let mut slices = 1;
    while !import.is_done() {
        // Somebody saves before each slice, so that each is compared anew.
        school.saves("UPDATE pupil SET free_meals = 1 WHERE forename = 'F8'").await;
        import.go_on(now).await.unwrap();
        slices += 1;
        assert!(slices < 40);
    }
    assert!(slices >= 8, "{slices}");
    assert_eq!(school.people().await, whole.people().await, "as if nobody had come in between");
    assert_eq!(school.count("SELECT count(*) FROM pupil WHERE free_meals = 1 AND forename IN ('F7', 'F8')").await, 2);
    assert_eq!(school.count("SELECT count(*) FROM restriction").await, MANY / 20);
    assert_eq!(school.count("SELECT done = pieces FROM import ORDER BY id DESC LIMIT 1").await, 1);
    assert_eq!(school.count("SELECT count(*) FROM adult").await, 2 * MANY, "nobody came in twice");
}

#[tokio::test]
async fn an_import_that_was_cut_off_is_finished_by_the_same_files_or_taken_back() {
    let (cut, whole) = (school().await, school().await);
    let mut import = cut.begins(files("4A")).await;
    import.go_on(cut.settings().clock().now()).await.unwrap();
    drop(import);
    let before = cut.count("SELECT count(*) FROM pupil").await;
    assert!((3..MANY).contains(&before), "a part of it is in: {before}");
    let bars = "SELECT count(*) FROM restriction";
    assert_eq!(cut.count(bars).await, MANY / 20, "who is kept away is kept away first");
    let (actor, id) = cut.whose().await;
    let now = cut.settings().clock().now();
    let second = UnderWay::begin(&cut.store, (actor, id), now, files("4A"), None).await.unwrap();
    assert!(matches!(second, Begun::Busy(_)), "it may still go on: {second:?}");
    let later = now.plus_seconds(61);
    let made = imports::list(&mut cut.store.read().await.unwrap(), id).await.unwrap();
    assert!(made[0].is_part() && made[0].goes_on(now) && !made[0].goes_on(later));
    assert!(made[0].undo_until(now).is_none() && made[0].undo_until(later).is_some());
    let Begun::UnderWay(mut again) = UnderWay::begin(&cut.store, (actor, id), later, files("4A"), None).await.unwrap()
    else {
        panic!("the rest is to be brought in");
    };
    while !again.is_done() {
        again.go_on(later).await.unwrap();
    }
    let mut import = whole.begins(files("4A")).await;
    while !import.is_done() {
        import.go_on(now).await.unwrap();
    }
    assert_eq!(cut.people().await, whole.people().await);
}

#[tokio::test]
async fn an_import_of_many_slices_is_taken_back_whole() {
    let school = school().await;
    let now = school.settings().clock().now();
    let mut import = school.begins(files("4A")).await;
    while !import.is_done() {
        import.go_on(now).await.unwrap();
    }
    let before = school.people().await;
    let mut import = school.begins(files("4C")).await;
    while !import.is_done() {
        import.go_on(now).await.unwrap();
    }
    assert_ne!(school.people().await, before);
    let (actor, id) = school.whose().await;
    let mut tx = school.store.begin(actor, id, now.plus_seconds(61)).await.unwrap();
    assert_eq!(imports::undo(&mut tx, import.id).await.unwrap(), Ok(()));
    tx.commit().await.unwrap();
    assert_eq!(school.people().await, before);
}

#[tokio::test]
async fn what_changed_since_it_was_looked_at_begins_nothing() {
    let school = school().await;
    let now = school.settings().clock().now();
    let looked_at = LookedAt { digest: "as it was yesterday".to_owned(), ticked: Default::default() };
    let begun = UnderWay::begin(&school.store, school.whose().await, now, files("4A"), Some(looked_at)).await.unwrap();
    assert!(matches!(begun, Begun::Moved), "{begun:?}");
    assert_eq!(school.count("SELECT count(*) FROM pupil").await, 2);
}
