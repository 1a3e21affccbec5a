//! The school: 1,200 pupils in 40 classes, 240 of them with a plan; nine reviews each, held with their parents, and a tenth to come.
//! Or so many times as many of all of them.

use std::path::Path;

use chrono::NaiveDate;
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use thrice::{
    clock::Clock,
    domain::{
        ids::{InvitationId, SchoolId, StaffId},
        time::Moment,
    },
    store::{Actor, Store, Tx, calendar, conversations::links, people::sessions},
};

use super::{client::Request, schools_of_rows, server::TODAY};

/// Two people who are signed in, and a parent's link.
pub(crate) struct Tokens {
    pub(crate) senco: String,
    pub(crate) teacher: String,
    /// "/i/5e0…".
    pub(crate) invitation: String,
}

/// The clock of that day, as the program reckons it.
pub(crate) fn clock() -> Clock {
    Clock::on(TODAY.parse::<NaiveDate>().unwrap())
}

/// Makes the school, so many times as large.
pub(crate) async fn school(file: &Path, times: usize) -> Tokens {
    let store = Store::open(file).await.unwrap();
    let mut tx = store.begin(Actor::Command, SchoolId(1), clock().now()).await.unwrap();
    for part in [PEOPLE, PLANS, MEETINGS, OFFERED] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sized(part, times))).execute(tx.conn()).await.unwrap();
    }
    calendar::ensure_bank_holidays(&mut tx).await.unwrap();
    let senco = sessions::begin(&mut tx, StaffId(1), "").await.unwrap();
    let teacher = sessions::begin(&mut tx, StaffId(5), "").await.unwrap();
    let weeks_on = clock().now().plus_minutes(60 * 24 * 30);
    let link = links::mint(&mut tx, InvitationId(OFFERED_TO), weeks_on).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    Tokens { senco, teacher, invitation: format!("/i/{link}") }
}

/// Makes so many more schools beside the one that is measured, each with 76 plans and a year of rows.
pub(crate) async fn schools_beside(file: &Path, many: usize) {
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await.unwrap();
    schools_of_rows::put(&mut conn, FIRST_BESIDE, FIRST_BESIDE + many - 1).await;
    conn.close().await.unwrap();
}

/// Numbers from here on are in nobody's way: the school's own rows have smaller ones.
const FIRST_BESIDE: usize = 1001;

/// Commits what a person does many times a day: the open cycle of one plan gets another day for its review.
pub(crate) async fn commit_something(store: &Store, plan: usize) {
    let (cycle, mut tx) = (i64::try_from(plan * 100 + 10).unwrap(), begin(store).await);
    sqlx::query("UPDATE cycle SET review_on = date(review_on, '+1 day') WHERE id = ?")
        .bind(cycle)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn begin(store: &Store) -> Tx {
    store.begin(Actor::Command, SchoolId(1), clock().now()).await.unwrap()
}

/// Makes so many more schools, with somebody who could be written to and nothing to write about.
pub(crate) async fn others(store: &Store, many: usize, now: Moment) {
    let mut tx = store.begin_for_all(Actor::Command, now).await.unwrap();
    let text = OTHERS.replace("{many}", &many.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The statements for a school so many times as large: what grows with it stands in braces.
fn sized(part: &str, times: usize) -> String {
    let grows = ["{pupils}", "{plans}", "{support}", "{classes}", "{staff}", "{assistants}"];
    let classes = 40 * times;
    let counts = [1200 * times, 240 * times, 200 * times, classes, 60 * times, classes + 5];
    grows.iter().zip(counts).fold(part.to_owned(), |text, (name, count)| text.replace(name, &count.to_string()))
}

/// The review of a plan's open cycle.
pub(crate) fn review(plan: usize, token: &str) -> Request {
    let cycle = plan * 100 + 10;
    let form = format!(
        "cycle={cycle}&held_on={TODAY}&same_for_all=partly&decision=continue&next_on=2027-03-18\
         &pupil_view=I+like+the+talking+game&parent_view=More+words+at+home&summary=Go+on+with+modelling"
    );
    Request::post(&format!("/plans/{plan}/review"), token, &form)
}

/// Staff 1 is the SENCO; those from 5 on teach a class each.
const PEOPLE: &str = "
INSERT INTO school (id, name, phone, email, address, sendiass, local_offer, created_at)
  VALUES (1, 'Oakfield', '020 7946 0100', 'office@example.org', '1 Oak Lane', '020 7946 0999', 'https://offer.example.org', 0);
WITH RECURSIVE y (i) AS (SELECT 2023 UNION ALL SELECT i + 1 FROM y WHERE i < 2026)
INSERT INTO term (school_id, year, season, starts_on, half_term_starts_on, half_term_ends_on, ends_on)
  SELECT 1, i, 'autumn', i || '-09-02', i || '-10-26', i || '-10-30', i || '-12-18' FROM y
  UNION ALL SELECT 1, i, 'spring', (i + 1) || '-01-05', (i + 1) || '-02-15', (i + 1) || '-02-19', (i + 1) || '-03-25' FROM y
  UNION ALL SELECT 1, i, 'summer', (i + 1) || '-04-12', (i + 1) || '-05-31', (i + 1) || '-06-04', (i + 1) || '-07-21' FROM y;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {staff})
INSERT INTO staff (id, school_id, title, forename, surname, email, role, from_on) SELECT i, 1, 'Ms', 'Forename' || i, 'Surname' || i, 's' || i || '@example.org',
  CASE WHEN i = 1 THEN 'senco' WHEN i = 2 THEN 'head' WHEN i < 5 THEN 'office' WHEN i < {assistants} THEN 'teacher' ELSE 'ta' END, '2020-09-01' FROM n;
INSERT INTO account (staff_id, changed_at) SELECT id, 0 FROM staff;
INSERT INTO class (id, school_id, name) SELECT id - 4, 1, 'Class ' || (id - 4) FROM staff WHERE role = 'teacher';
INSERT INTO class_staff (class_id, staff_id, from_on) SELECT id - 4, id, '2026-09-01' FROM staff WHERE role = 'teacher';
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {pupils})
INSERT INTO pupil (id, school_id, forename, surname, born_on, first_language, created_at)
  SELECT i, 1, 'Forename' || (i % 97), 'Surname' || (i % 211), '2014-03-04', 'English', 0 FROM n;
INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2023-09-01', 0 FROM pupil;
INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on, until_on)
  SELECT id, (id - 1) % {classes} + 1, '6', '2025-09-01', '2026-08-31' FROM pupil UNION ALL SELECT id, (id - 1) % {classes} + 1, '7', '2026-09-01', NULL FROM pupil;
INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, CASE WHEN id <= {support} THEN 'K' WHEN id <= {plans} THEN 'E' ELSE 'N' END, '2023-09-01', 0 FROM pupil;
INSERT INTO need (pupil_id, code, rank, from_on) SELECT id, 'SLCN', 1, '2023-09-01' FROM pupil WHERE id <= {plans} UNION ALL SELECT id, 'SEMH', 2, '2023-09-01' FROM pupil WHERE id <= {plans};
INSERT INTO attendance (pupil_id, year, reported_on, possible, attended)
  SELECT id, 2024, '2025-07-18', 380, 360 FROM pupil UNION ALL SELECT id, 2025, '2026-07-17', 380, 355 FROM pupil UNION ALL SELECT id, 2026, '2026-11-13', 100, 92 FROM pupil;
INSERT INTO adult (id, school_id, title, forename, surname, email, phone, created_at)
  SELECT p.id * 2 + k.value, 1, 'Mrs', 'Parent' || k.value, p.surname, 'p' || p.id || '.' || k.value || '@example.org', '07700 900000', 0 FROM pupil p, json_each('[0,1]') k;
INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on) SELECT id / 2, id, 'Parent', id % 2 + 1, 'yes', '2023-09-01' FROM adult;
INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'ta', 1750, '2023-09-01'), (1, 'ta', 1850, '2026-09-01');
INSERT INTO provision (school_id, name) VALUES (1, 'Talking group'), (1, 'Check-in');
";

/// Plan n is pupil n's; its cycles are n * 100 + 1 to 10, three a school year.
const PLANS: &str = "
INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, ehc_anchor_on, created_at, created_by)
  SELECT id, id, CASE WHEN id <= {support} THEN 'sen_support' ELSE 'ehc_delivery' END, '2023-09-10', (id - 1) % {classes} + 5, CASE WHEN id > {support} THEN '2026-03-01' END, 0, 1 FROM pupil WHERE id <= {plans};
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
INSERT INTO cycle (id, plan_id, number, started_on, review_on)
  SELECT p.id * 100 + i + 1, p.id, i + 1, (2023 + i / 3 + (i % 3 > 0)) || (json_extract('[\"-09-10\",\"-01-10\",\"-04-15\"]', '$[' || (i % 3) || ']')),
    (2023 + i / 3 + (i % 3 > 0)) || (json_extract('[\"-12-04\",\"-03-18\",\"-07-08\"]', '$[' || (i % 3) || ']')) FROM plan p, n;
INSERT INTO outcome (id, plan_id, position, wording, area, entered_at, entered_by)
  SELECT p.id * 10 + k.value, p.id, k.value, 'Is understood by people who are new to them, in class and outside', 'communication', 0, 1 FROM plan p, json_each('[1,2]') k;
INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, challenge, entered_at, entered_by)
  SELECT c.id * 10 + k.value, c.id, c.plan_id * 10 + 1, k.value, 'Says sentences of five words or more', 'Sentences in ten minutes of play', 'sentences', 'higher', 400, 1200, 1600, 0, 1
  FROM cycle c, json_each('[1,2,3]') k;
INSERT INTO target_strategy (target_id, position, way, words) SELECT id, 0, 'do', 'Model the sentence back, then wait' FROM target
  UNION ALL SELECT id, 1, 'avoid', 'Do not finish it for them' FROM target;
INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, entered_at, entered_by)
  SELECT c.id, k.value, k.value, 'ta', 20, 3, 12, 4, 0, 1 FROM cycle c, json_each('[1,2]') k;
INSERT INTO review (id, cycle_id, held_on, pupil_view, parent_view, summary, decision, entered_at, entered_by)
  SELECT id, id, review_on, 'I like the talking game', 'More words at home', 'Go on with modelling', 'continue', unixepoch(review_on), 1 FROM cycle WHERE number < 10;
INSERT INTO target_result (review_id, target_id, actual, progress, note) SELECT r.id, t.id, 900, 'partly', 'More in small groups' FROM review r JOIN target t ON t.cycle_id = r.cycle_id;
";

/// A meeting for each review that was held, with what was sent about it and who looked.
const MEETINGS: &str = "
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on)
  SELECT c.id, c.plan_id, c.plan_id, 5, unixepoch(c.review_on) - 1209600, 1, c.review_on FROM cycle c WHERE c.number < 10;
INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode, place) SELECT c.id, c.id, 1, unixepoch(c.review_on) + 55800, 30, 'school', 'Room 3' FROM cycle c WHERE c.number < 10;
INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) SELECT id, 0, id, starts_at - 1000000 FROM slot;
INSERT INTO invitation (id, conversation_id, adult_id, invited_at) SELECT v.id * 2 + k.value, v.id, v.pupil_id * 2 + k.value, v.offered_at FROM conversation v, json_each('[0,1]') k;
INSERT INTO answer (invitation_id, kind, slot_id, message, answered_at) SELECT i.id, 'accept', i.conversation_id, 'Thank you', i.invited_at + 86400 FROM invitation i WHERE i.id % 2 = 0;
INSERT INTO conversation_record (conversation_id, held_on, minutes, mode, agreed, agreement, entered_at, entered_by) SELECT c.id, c.review_on, 30, 'school', 'Go on', 'agree', unixepoch(c.review_on), 5 FROM cycle c WHERE c.number < 10;
INSERT INTO conversation_attendance (conversation_id, adult_id, how) SELECT i.conversation_id, i.adult_id, CASE WHEN i.id % 2 = 0 THEN 'attended' ELSE 'apologies' END FROM invitation i;
UPDATE review SET conversation_id = id;
INSERT INTO notice (school_id, key, kind, recipient_kind, adult_id, pupil_id, conversation_id, due_on, queued_at, address, subject, message_id, state, attempts, not_before_at, settled_at)
  SELECT 1, k.value || '/c' || i.conversation_id || '/a' || i.adult_id, k.value, 'adult', i.adult_id, v.pupil_id, v.id, v.answer_by_on, v.offered_at, 'p@example.org', 'Subject', '<' || i.id || k.value || '@x>', 'accepted', 1, v.offered_at, v.offered_at
  FROM invitation i JOIN conversation v ON v.id = i.conversation_id, json_each('[\"invite\",\"before\",\"summary\",\"feedback\"]') k;
INSERT INTO delivery_attempt (notice_id, started_at, ended_at, outcome, reply) SELECT id, queued_at, queued_at, 'accepted', '250 ok' FROM notice;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
INSERT INTO audit (school_id, at, actor_kind, staff_id, verb, thing, pupil_id) SELECT 1, 1693526400 + i * 1600, 'staff', i % {staff} + 1, 'viewed', 'pupil', i % {plans} + 1 FROM n;
";

/// The invitation that is still to be answered.
const OFFERED_TO: i64 = 700_001;

/// A meeting about the first plan, offered to one parent at three times.
const OFFERED: &str = "
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) VALUES (700001, 1, 1, 5, unixepoch('2026-11-16 10:00'), 1, '2026-11-26');
INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode, place) SELECT 700000 + k.value, 700001, k.value, unixepoch('2026-12-0' || k.value || ' 15:30'), 30, 'school', 'Room 3' FROM json_each('[1,2,3]') k;
INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (700001, 700001, 2, unixepoch('2026-11-16 10:00'));
";

/// Schools from 2 on.
const OTHERS: &str = "
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {many} + 1) INSERT INTO school (id, name, created_at) SELECT i, 'School ' || i, 0 FROM n;
INSERT INTO staff (school_id, forename, surname, email, role, from_on) SELECT id, 'Sam', 'Cole', 'senco' || id || '@example.org', 'senco', '2020-09-01' FROM school WHERE id > 1;
";
