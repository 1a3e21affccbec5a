INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (1, 1, 'sen_support', '2026-09-10', 1, 1789027200);
INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (2, 1, 'attendance', '2025-09-10', 1, 1757491200);
INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at) VALUES (2, '2026-07-10', 'Attends well', 1783641600);
INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (1, 1, 1, '2026-09-10', '2026-11-26');
INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) VALUES (1, 1, 1, 'Tells a story in order', 'communication', 1789027200);
INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
    VALUES (1, 1, 1, 1, 'Uses four words in a sentence', 'counted over ten sentences', 'words', 'higher', 250, 400, 1789027200);
INSERT INTO provision (id, school_id, name) VALUES (1, 1, 'Talk group');
INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, entered_at) VALUES (1, 1, 1, 'TA', 20, 3, 10, 4, 1789027200);
INSERT INTO rate (school_id, role, pence_per_hour, from_on, source) VALUES (1, 'TA', 1720, '2026-04-01', 'payroll');
INSERT INTO exemption (pupil_id, year, season, reason, entered_at, entered_by) VALUES (1, 2025, 'autumn', 'In hospital', 1764547200, 1);
