//! Two Septembers by import: forty pupils move up, teachers come and go, pupils leave and come back; and on no day is anybody without a lead
//! who sees them.

use std::fmt::Write;

use super::*;

/// The teacher of each class in a year, of Years 1 to 4.
const TEACHERS: [[&str; 4]; 3] =
    [["Ash", "Bell", "Cole", "Dean"], ["Ash", "Eden", "Cole", "Dean"], ["Finch", "Eden", "Ash", "Dean"]];

/// The school's files in a year: ten pupils a class who each move up; the oldest leave, ten come in, and one comes back.
fn files(year: usize) -> (String, String) {
    let mut pupils = String::from("Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1\n");
    for cohort in 0..6_usize {
        let group = (cohort + year).checked_sub(2).map(|at| at + 1);
        let Some(group) = group.filter(|group| (1..=4).contains(group)) else { continue };
        for n in 0..10 {
            if cohort == 2 && n == 0 && year == 1 {
                continue; // away for a year
            }
            writeln!(pupils, "F{n},Cohort{cohort},0{}/03/20{},{group},{group}A,K,SLCN", n % 9 + 1, 19 - cohort)
                .unwrap();
        }
    }
    let mut staff = String::from("Forename,Surname,Email,Role,Classes\nNia,Anand,senco@oakfield.example.org,SENCO,\n");
    for (at, teacher) in TEACHERS[year].iter().enumerate() {
        writeln!(staff, "T,{teacher},{}@oakfield.example.org,Teacher,{}A", teacher.to_lowercase(), at + 1).unwrap();
    }
    (pupils, staff)
}

impl School {
    async fn brings_year(&self, year: usize) -> Value {
        let (pupils, staff) = files(year);
        self.run(&[("pupils.csv", pupils.as_bytes()), ("staff.csv", staff.as_bytes())], false).await
    }

    /// A plan for everybody on SEN support who has none, led by the teacher of the class.
    async fn plans(&self) {
        let mut tx =
            self.store.begin_for_all(thrice::store::Actor::Command, self.settings().clock().now()).await.unwrap();
        let sql = "INSERT INTO plan (pupil_id, kind, opened_on, lead_id, created_at, created_by)
            SELECT m.pupil_id, 'sen_support', m.from_on, t.staff_id, 0, t.staff_id FROM class_membership m
            JOIN class_staff t ON t.class_id = m.class_id AND t.until_on IS NULL
            WHERE m.until_on IS NULL AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.pupil_id = m.pupil_id)";
        sqlx::query(sql).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Open plans of pupils on roll whose lead neither teaches them nor is the SENCO, on a day.
    async fn without_lead(&self) -> i64 {
        let mut conn = self.store.read().await.unwrap();
        let sql = "SELECT count(*) FROM plan p JOIN enrolment e ON e.pupil_id = p.pupil_id AND (e.until_on IS NULL OR e.until_on >= ?1)
            JOIN staff s ON s.id = p.lead_id
            WHERE (s.until_on IS NOT NULL AND s.until_on < ?1) OR (s.role = 'teacher' AND NOT EXISTS (
              SELECT 1 FROM class_membership m JOIN class_staff t ON t.class_id = m.class_id
              WHERE m.pupil_id = p.pupil_id AND t.staff_id = s.id AND (m.until_on IS NULL OR m.until_on >= ?1)
                AND (t.until_on IS NULL OR t.until_on >= ?1)))";
        sqlx::query_scalar(sql).bind(self.day).fetch_one(&mut *conn).await.unwrap()
    }
}

#[tokio::test]
async fn two_septembers_hand_every_plan_to_who_teaches_the_child_then() {
    let mut school = School::new().await;
    school.day = "2026-09-03";
    let first = school.brings_year(0).await;
    assert_eq!(first["handovers"], 0, "{first}");
    school.plans().await;
    assert_eq!(school.count("SELECT count(*) FROM plan").await, 40);
    for (year, day, handed) in [(1, "2027-09-02", 29), (2, "2028-09-04", 38)] {
        school.day = day;
        let report = school.brings_year(year).await;
        assert_eq!(school.without_lead().await, 0, "{day}: {report}");
        assert!(report["handovers"].as_i64().unwrap() >= handed - 9, "{day}: {report}");
        school.plans().await;
        let again = school.brings_year(year).await;
        assert_eq!(again["handovers"], 0, "{day}: {again}");
    }
    let noted = "SELECT count(*) FROM plan_handover WHERE from_staff_id = to_staff_id";
    assert_eq!(school.count(noted).await, 0);
    let back = "SELECT count(*) FROM enrolment e JOIN pupil p ON p.id = e.pupil_id WHERE p.surname = 'Cohort2' AND p.forename = 'F0'";
    assert_eq!(school.count(back).await, 2, "who was away came back");
}

#[tokio::test]
async fn a_class_that_loses_its_only_teacher_is_said_before_and_its_plans_go_to_the_senco() {
    let mut school = School::new().await;
    school.day = "2026-09-03";
    school.brings_year(0).await;
    school.plans().await;
    school.day = "2026-11-18";
    let staff = "Forename,Surname,Email,Role,Classes\nNia,Anand,senco@oakfield.example.org,SENCO,\n\
        T,Ash,ash@oakfield.example.org,Teacher,1A\nT,Bell,bell@oakfield.example.org,Teacher,2A\nT,Cole,cole@oakfield.example.org,Teacher,3A\n";
    let would = school.run(&[("staff.csv", staff.as_bytes())], true).await;
    assert_eq!(would["handovers"], 10, "{would}");
    assert!(problems(&would).iter().any(|(_, why)| why.contains("Class 4A has no teacher after this")), "{would}");
    school.run(&[("staff.csv", staff.as_bytes())], false).await;
    assert_eq!(school.without_lead().await, 0);
    assert_eq!(
        school.count("SELECT count(*) FROM plan p JOIN staff s ON s.id = p.lead_id WHERE s.role = 'senco'").await,
        10
    );
}

#[tokio::test]
async fn taking_an_import_back_gives_its_plans_back_too() {
    let mut school = School::new().await;
    school.day = "2026-09-03";
    school.brings_year(0).await;
    school.plans().await;
    let led = "SELECT sum(id * lead_id) FROM plan";
    let before = school.count(led).await;
    school.day = "2027-09-02";
    assert!(school.brings_year(1).await["handovers"].as_i64().unwrap() > 0);
    assert_ne!(school.count(led).await, before);
    let (id, now) =
        (school.count("SELECT max(id) FROM import").await, school.settings().clock().now().plus_seconds(61));
    let of = schools::only(&mut school.store.read().await.unwrap()).await.unwrap().unwrap();
    let mut tx = school.store.begin(thrice::store::Actor::Command, of, now).await.unwrap();
    assert_eq!(imports::undo(&mut tx, thrice::domain::ids::ImportId(id)).await.unwrap(), Ok(()));
    tx.commit().await.unwrap();
    assert_eq!(school.count(led).await, before);
    assert_eq!(school.count("SELECT count(*) FROM plan_handover").await, 0, "nobody is told of what did not happen");
}
