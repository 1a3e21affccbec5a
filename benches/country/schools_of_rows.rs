//! Schools made by bulk statements: each with a hundred pupils, 76 of them with a plan, a SENCO, ten teachers, and a year of reviews and
//! meetings.

use sqlx::{AssertSqlSafe, SqliteConnection};

/// Makes the schools of these numbers, the last one included, in one act.
pub(crate) async fn put(conn: &mut SqliteConnection, first: usize, last: usize) {
    let text = SCHOOL.replace("{first}", &first.to_string()).replace("{last}", &last.to_string());
    sqlx::raw_sql(AssertSqlSafe(format!("BEGIN; {text} COMMIT;"))).execute(conn).await.unwrap();
}

/// School s has staff s * 100 + 1 to 11, pupils and plans s * 100 + 1 to 100 and to 76, and adults twice the pupil's number and one more.
const SCHOOL: &str = "
CREATE TEMP TABLE IF NOT EXISTS s (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS k (n INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS p (id INTEGER PRIMARY KEY, school INTEGER, n INTEGER);
DELETE FROM s; DELETE FROM k; DELETE FROM p;
WITH RECURSIVE i (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM i WHERE n < {last}) INSERT INTO s SELECT n FROM i;
WITH RECURSIVE i (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 99) INSERT INTO k SELECT n FROM i;
INSERT INTO p SELECT s.id * 100 + k.n, s.id, k.n FROM s CROSS JOIN k;
INSERT INTO school (id, name, phone, email, created_at) SELECT id, 'School ' || id, '020 7946 0100', 'office' || id || '@example.org', 0 FROM s;
INSERT INTO term (school_id, year, season, starts_on, half_term_starts_on, half_term_ends_on, ends_on)
  SELECT id, 2025, 'summer', '2026-04-12', '2026-05-25', '2026-05-29', '2026-07-21' FROM s UNION ALL
  SELECT id, 2026, 'autumn', '2026-09-02', '2026-10-26', '2026-10-30', '2026-12-18' FROM s UNION ALL
  SELECT id, 2026, 'spring', '2027-01-05', '2027-02-15', '2027-02-19', '2027-03-25' FROM s UNION ALL
  SELECT id, 2026, 'summer', '2027-04-12', '2027-05-31', '2027-06-04', '2027-07-21' FROM s;
INSERT INTO staff (id, school_id, title, forename, surname, email, role, from_on) SELECT id, school, 'Ms', 'Forename' || n, 'Surname' || (id % 997), 's' || id || '@example.org',
  CASE WHEN n = 1 THEN 'senco' ELSE 'teacher' END, '2020-09-01' FROM p WHERE n BETWEEN 1 AND 11;
INSERT INTO account (staff_id, changed_at) SELECT id, 0 FROM p WHERE n BETWEEN 1 AND 11;
INSERT INTO class (id, school_id, name) SELECT id, school, 'Class ' || (n - 1) FROM p WHERE n BETWEEN 2 AND 11;
INSERT INTO class_staff (class_id, staff_id, from_on) SELECT id, id, '2026-09-01' FROM p WHERE n BETWEEN 2 AND 11;
INSERT INTO pupil (id, school_id, forename, surname, born_on, first_language, created_at) SELECT id, school, 'Forename' || (id % 97), 'Surname' || (id % 1009), '2014-03-04', 'English', 0 FROM p;
INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2023-09-01', 0 FROM p;
INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, school * 100 + 2 + n % 10, '7', '2026-09-01' FROM p;
INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, CASE WHEN n < 54 THEN 'K' WHEN n < 76 THEN 'E' ELSE 'N' END, '2023-09-01', 0 FROM p;
DELETE FROM p WHERE n >= 76;
INSERT INTO need (pupil_id, code, rank, from_on) SELECT id, 'SLCN', 1, '2023-09-01' FROM p;
INSERT INTO adult (id, school_id, title, forename, surname, email, phone, created_at)
  SELECT id * 2, school, 'Mrs', 'Parent', 'Surname' || (id % 1009), 'p' || id || '@example.org', '07700 900000', 0 FROM p UNION ALL
  SELECT id * 2 + 1, school, 'Mr', 'Parent', 'Surname' || (id % 1009), 'q' || id || '@example.org', '07700 900001', 0 FROM p WHERE n % 3 = 0;
INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on)
  SELECT id, id * 2, 'Mother', 1, 'yes', '2023-09-01' FROM p UNION ALL SELECT id, id * 2 + 1, 'Father', 2, 'yes', '2023-09-01' FROM p WHERE n % 3 = 0;
INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, ehc_anchor_on, created_at, created_by)
  SELECT id, id, CASE WHEN n < 54 THEN 'sen_support' ELSE 'ehc_delivery' END, '2025-09-10', school * 100 + 2 + n % 10, CASE WHEN n >= 54 THEN '2026-03-01' END, 0, school * 100 + 1 FROM p;
INSERT INTO cycle (id, plan_id, number, started_on, review_on)
  SELECT id * 10 + 1, id, 1, '2026-04-15', '2026-07-08' FROM p UNION ALL SELECT id * 10 + 2, id, 2, '2026-07-08', date('2026-11-30', '+' || (n % 14) || ' days') FROM p;
INSERT INTO outcome (id, plan_id, position, wording, area, entered_at, entered_by)
  SELECT id * 10, id, 1, 'Is understood by people who are new to them, in class and outside', 'communication', 0, school * 100 + 1 FROM p;
INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, challenge, entered_at, entered_by)
  SELECT (p.id * 10 + c.value) * 10 + t.value, p.id * 10 + c.value, p.id * 10, t.value, 'Says sentences of five words or more', 'Sentences in ten minutes of play', 'sentences', 'higher', 400, 1200, 1600, 0, p.school * 100 + 1
  FROM p, json_each('[1,2]') c, json_each('[1,2,3]') t;
INSERT INTO target_strategy (target_id, position, way, words)
  SELECT (p.id * 10 + c.value) * 10 + t.value, s.key, s.value ->> 0, s.value ->> 1 FROM p, json_each('[1,2]') c, json_each('[1,2,3]') t,
    json_each('[[\"do\",\"Model the sentence back, then wait\"],[\"avoid\",\"Do not finish it for them\"]]') s;
INSERT INTO review (id, cycle_id, held_on, pupil_view, parent_view, summary, decision, entered_at, entered_by)
  SELECT id * 10 + 1, id * 10 + 1, '2026-07-08', 'I like the talking game', 'More words at home', 'Go on with modelling', 'continue', unixepoch('2026-07-08'), school * 100 + 1 FROM p;
INSERT INTO target_result (review_id, target_id, actual, progress, note)
  SELECT p.id * 10 + 1, (p.id * 10 + 1) * 10 + t.value, 900, 'partly', 'More in small groups' FROM p, json_each('[1,2,3]') t;
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on)
  SELECT id, id, id, school * 100 + 2 + n % 10, unixepoch('2026-06-24'), school * 100 + 1, '2026-07-01' FROM p;
INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode, place) SELECT id, id, 1, unixepoch('2026-07-08 14:30'), 30, 'school', 'Room 3' FROM p;
INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) SELECT id, 0, id, unixepoch('2026-06-26') FROM p;
INSERT INTO invitation (conversation_id, adult_id, invited_at)
  SELECT id, id * 2, unixepoch('2026-06-24') FROM p UNION ALL SELECT id, id * 2 + 1, unixepoch('2026-06-24') FROM p WHERE n % 3 = 0;
INSERT INTO conversation_record (conversation_id, held_on, minutes, mode, agreed, agreement, entered_at, entered_by)
  SELECT id, '2026-07-08', 30, 'school', 'Go on', 'agree', unixepoch('2026-07-08'), school * 100 + 2 FROM p;
UPDATE review SET conversation_id = cycle_id / 10 WHERE id IN (SELECT id * 10 + 1 FROM p);
INSERT INTO notice (school_id, key, kind, recipient_kind, adult_id, pupil_id, conversation_id, due_on, queued_at, address, subject, message_id, state, attempts, not_before_at, settled_at)
  SELECT p.school, k.value || '/c' || p.id || '/a' || (p.id * 2), k.value, 'adult', p.id * 2, p.id, p.id, '2026-06-24', unixepoch('2026-06-24'), 'p@example.org', 'Subject', '<' || p.id || k.value || '@x>', 'accepted', 1, 0, 0
  FROM p, json_each('[\"invite\",\"before\",\"summary\"]') k;
INSERT INTO audit (school_id, at, actor_kind, staff_id, verb, thing, pupil_id)
  SELECT p.school, unixepoch('2026-09-02') + k.value * 86400, 'staff', p.school * 100 + 1, 'viewed', 'pupil', p.id FROM p, json_each('[1,2,3,4,5,6]') k;
";
