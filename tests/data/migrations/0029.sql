INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at, ends_on) VALUES (93, 1, 'part_time_timetable', '2026-11-02', 1, 1793610000, '2026-12-11');
INSERT INTO cycle (plan_id, number, started_on, review_on) VALUES (93, 1, '2026-11-02', '2026-12-10');
INSERT INTO plan_issue (plan_id, issue, entered_at) VALUES (93, 'anxiety', 1793610000);
INSERT INTO plan_agency (plan_id, position, name, agency, role, contact, entered_at) VALUES (93, 1, 'Dr Lee', 'CAMHS', 'Therapist', '020 7946 0200', 1793610000);
