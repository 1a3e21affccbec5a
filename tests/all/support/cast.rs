//! The named cast: one small school in 2026/27, with everybody a story needs.

use argon2::{Argon2, PasswordHasher};
use sqlx::Row;
use thrice::domain::{ids::*, time::Moment};
use thrice::store::{Actor, Store, Tx, calendar};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "three small words";

/// What the authenticator apps of those who need one share with Thrice.
pub(crate) const SECRET: &[u8] = b"the casts own secret";

/// Who gets in with a second step only.
pub(crate) const WITH_A_SECOND_STEP: &[&str] = &["senco", "head", "admin"];

/// Who signs in: key, title, forename, surname, role.
const STAFF: &[(&str, &str, &str, &str, &str)] = &[
    ("senco", "Mrs", "Priya", "Anand", "senco"),
    ("teacher", "Mr", "Omar", "Shah", "teacher"),
    ("other_teacher", "Ms", "Jo", "Lowe", "teacher"),
    ("ta", "Miss", "Tess", "Bell", "ta"),
    ("head", "Dr", "Ruth", "Okafor", "head"),
    ("governor", "Mr", "Glyn", "Evans", "governor"),
    ("office", "Mrs", "Dot", "Marsh", "office"),
    ("admin", "Mr", "Ken", "Ito", "admin"),
];

/// The ids of the cast.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cast {
    /// Oakfield.
    pub(crate) school: SchoolId,
    /// Priya Anand.
    pub(crate) senco: StaffId,
    /// Omar Shah, who teaches 4A.
    pub(crate) teacher: StaffId,
    /// Jo Lowe, who teaches 5A.
    pub(crate) other_teacher: StaffId,
    /// Tess Bell, who supports 4A.
    pub(crate) ta: StaffId,
    /// Ruth Okafor.
    pub(crate) head: StaffId,
    /// Amira Khan of 4A, on SEN support since 1 September, with speech and language needs.
    pub(crate) amira: PupilId,
    /// A pupil of 5A without SEN.
    pub(crate) ben: PupilId,
    /// Amira's mother, first contact, speaks Tamil, in which nothing is written.
    pub(crate) mother: AdultId,
    /// Amira's father, at another address.
    pub(crate) father: AdultId,
    /// Barred from contact about Amira.
    pub(crate) barred: AdultId,
    /// Somebody else's parent.
    pub(crate) outsider: AdultId,
    /// Amira's SEN support plan, led by Omar Shah, to be reviewed on 4 December 2026.
    pub(crate) plan: PlanId,
}

/// Nobody: before a first start there is no cast.
pub(crate) const NOBODY: Cast = Cast {
    school: SchoolId(0),
    senco: StaffId(0),
    teacher: StaffId(0),
    other_teacher: StaffId(0),
    ta: StaffId(0),
    head: StaffId(0),
    amira: PupilId(0),
    ben: PupilId(0),
    mother: AdultId(0),
    father: AdultId(0),
    barred: AdultId(0),
    outsider: AdultId(0),
    plan: PlanId(0),
};

/// The address somebody signs in with.
pub(crate) fn email(who: &str) -> String {
    format!("{}@oakfield.example.org", who.replace('_', "."))
}

async fn id(tx: &mut Tx, sql: &'static str) -> i64 {
    sqlx::query(sql).fetch_one(tx.conn()).await.unwrap().get(0)
}

/// Makes the school and its people.
pub(crate) async fn make(store: &Store, now: Moment) -> Cast {
    let mut tx = store.begin(Actor::Command, SchoolId(1), now).await.unwrap();
    let school = id(&mut tx, "INSERT INTO school (name, phone, email, address, sendiass, local_offer, created_at) VALUES ('Oakfield Primary School', '020 7946 0100', 'office@oakfield.example.org', '1 Oak Lane', 'SENDIASS: 020 7946 0999', 'https://localoffer.example.org', 0) RETURNING id").await;
    tx.enter(SchoolId(school));
    sqlx::raw_sql(
        "INSERT INTO term (school_id, year, season, starts_on, half_term_starts_on, half_term_ends_on, ends_on) VALUES
           (1, 2026, 'autumn', '2026-09-02', '2026-10-26', '2026-10-30', '2026-12-18'),
           (1, 2026, 'spring', '2027-01-05', '2027-02-15', '2027-02-19', '2027-03-25'),
           (1, 2026, 'summer', '2027-04-12', '2027-05-31', '2027-06-04', '2027-07-21');
         INSERT INTO class (school_id, name) VALUES (1, '4A'), (1, '5A');",
    )
    .execute(tx.conn())
    .await
    .unwrap();
    calendar::ensure_bank_holidays(&mut tx).await.unwrap();
    // One hash for all, and a cheap one: the cost of real hashing has a test of its own.
    let params = argon2::Params::new(8, 1, 1, None).unwrap();
    let argon = Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let hash = argon.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let mut staff = Vec::new();
    for (key, title, forename, surname, role) in STAFF {
        let row = sqlx::query("INSERT INTO staff (school_id, title, forename, surname, email, role, from_on) VALUES (1, ?, ?, ?, ?, ?, '2025-09-01') RETURNING id")
            .bind(title).bind(forename).bind(surname).bind(email(key)).bind(role)
            .fetch_one(tx.conn()).await.unwrap();
        let one: i64 = row.get(0);
        sqlx::query("INSERT INTO account (staff_id, password_hash, changed_at) VALUES (?, ?, 0)")
            .bind(one)
            .bind(&hash)
            .execute(tx.conn())
            .await
            .unwrap();
        if WITH_A_SECOND_STEP.contains(key) {
            sqlx::query("INSERT INTO second_factor (staff_id, secret, set_up_at) VALUES (?, ?, 0)")
                .bind(one)
                .bind(SECRET)
                .execute(tx.conn())
                .await
                .unwrap();
        }
        staff.push(StaffId(one));
    }
    sqlx::raw_sql(
        "INSERT INTO class_staff (class_id, staff_id, from_on) VALUES (1, 2, '2026-09-01'), (2, 3, '2026-09-01'), (1, 4, '2026-09-01');
         INSERT INTO pupil (school_id, upn, forename, surname, born_on, first_language, created_at) VALUES
           (1, 'A999900000001', 'Amira', 'Khan', '2018-03-04', 'Urdu', 0), (1, NULL, 'Ben', 'Ode', '2017-05-06', 'English', 0);
         INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (1, '2025-09-01', 0), (2, '2025-09-01', 0);
         INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) VALUES (1, 1, '4', '2026-09-01'), (2, 2, '5', '2026-09-01');
         INSERT INTO sen_status (pupil_id, code, from_on, entered_at) VALUES (1, 'K', '2026-09-01', 0), (2, 'N', '2026-09-01', 0);
         INSERT INTO need (pupil_id, code, rank, from_on) VALUES (1, 'SLCN', 1, '2026-09-01');
         INSERT INTO attendance (pupil_id, year, reported_on, possible, attended) VALUES (1, 2026, '2026-11-13', 100, 96);
         INSERT INTO adult (school_id, title, forename, surname, email, phone, language, created_at) VALUES
           (1, 'Mrs', 'Sana', 'Khan', 'sana@family.example.org', '07700 900001', 'Tamil', 0),
           (1, 'Mr', 'Bilal', 'Khan', 'bilal@family.example.org', '07700 900002', 'English', 0),
           (1, 'Mr', 'Carl', 'Voss', 'carl@family.example.org', '', 'English', 0),
           (1, 'Mrs', 'Olu', 'Ode', 'olu@family.example.org', '', 'English', 0);
         INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on) VALUES
           (1, 1, 'Mother', 1, 'yes', '2025-09-01'), (1, 2, 'Father', 2, 'yes', '2025-09-01'),
           (1, 3, 'Step-father', 3, 'no', '2025-09-01'), (2, 4, 'Mother', 1, 'yes', '2025-09-01');
         INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (3, 'court_order', 'Order of 2024', 'import', 0);
         INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (1, 'barred', 'Seen the order', 0, 1);
         INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'ta', 1850, '2026-09-01');
         INSERT INTO plan (pupil_id, kind, opened_on, lead_id, created_at, created_by) VALUES (1, 'sen_support', '2026-09-10', 2, 0, 1);
         INSERT INTO cycle (plan_id, number, started_on, review_on) VALUES (1, 1, '2026-09-10', '2026-12-04');
         INSERT INTO outcome (plan_id, position, wording, area, entered_at, entered_by) VALUES (1, 1, 'Amira is understood by new people', 'communication', 0, 1);
         INSERT INTO target (cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, challenge, entered_at, entered_by) VALUES
           (1, 1, 1, 'Says sentences of five words or more', 'Sentences in ten minutes of play', 'sentences', 'higher', 400, 1200, 1600, 0, 1);
         INSERT INTO target_strategy (target_id, position, way, words) VALUES
           (1, 0, 'do', 'Model the sentence back, then wait'), (1, 1, 'avoid', 'Do not finish it for her');",
    )
    .execute(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
    Cast {
        school: SchoolId(school),
        senco: staff[0],
        teacher: staff[1],
        other_teacher: staff[2],
        ta: staff[3],
        head: staff[4],
        amira: PupilId(1),
        ben: PupilId(2),
        mother: AdultId(1),
        father: AdultId(2),
        barred: AdultId(3),
        outsider: AdultId(4),
        plan: PlanId(1),
    }
}
