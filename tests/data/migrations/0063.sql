INSERT INTO part_time_timetable (id, pupil_id, entered_at, entered_by) VALUES (1, 1, 1789027200, 1);
INSERT INTO part_time_terms (timetable_id, from_on, until_on, reason, full_week, entered_at) VALUES (1, '2026-11-09', '2026-12-04', 'After an operation', 1950, 1789027200);
INSERT INTO part_time_week (id, timetable_id, from_on, entered_at) VALUES (1, 1, '2026-11-09', 1789027200);
INSERT INTO part_time_day (week_id, weekday, part, begins, ends) VALUES (1, 1, 'morning', 540, 720);
INSERT INTO part_time_agreement (timetable_id, adult_id, answer, answered_on, entered_at) VALUES (1, 1, 'writing', '2026-11-05', 1789027200);
INSERT INTO part_time_told (timetable_id, told_on, how, entered_at) VALUES (1, '2026-11-06', 'By its form', 1789027200);
INSERT INTO part_time_review (timetable_id, planned_on, held_on, decision, recorded_at, entered_at)
  VALUES (1, '2026-11-20', '2026-11-20', 'increase', 1789027200, 1789027200);
INSERT INTO part_time_end (timetable_id, kind, ended_on, entered_at) VALUES (1, 'full_time', '2026-12-04', 1789027200);
