INSERT INTO incident (id, pupil_id) SELECT 8101, min(id) FROM pupil;
INSERT INTO incident_account (incident_id, kinds, happened_on, began, minutes, place, staff, needs, why, injuries, support, entered_at, entered_by)
  SELECT 8101, 'force seclusion', '2026-11-02', '10:15', 4, 'Hall', 'Mr Shah', 'None', 'To keep others safe', 'None', 'A quiet hour', 0, min(id) FROM staff;
INSERT INTO incident_telling (incident_id, told_on, way, words, entered_at, entered_by) SELECT 8101, '2026-11-02', 'by_hand', 'What happened', 0, min(id) FROM staff;
INSERT INTO inclusion_base (id, school_id, name, kind, lead_id, places, entered_at) SELECT 8101, school_id, 'The Nest', 'support', id, 8, 0 FROM staff LIMIT 1;
INSERT INTO base_membership (id, base_id, pupil_id, from_on, minutes, why, return_plan, look_on, entered_at) SELECT 8101, 8101, min(id), '2026-11-02', 300, 'Calm', 'Maths in class', '2026-12-01', 0 FROM pupil;
INSERT INTO base_look (membership_id, looked_on, words, next_on, entered_at) VALUES (8101, '2026-11-09', 'Goes on', '2026-12-08', 0);
INSERT INTO complaint (id, school_id, received_on, complainant, about, entered_at, entered_by) SELECT 8101, school_id, '2026-11-02', 'A parent', 'A plan', 0, id FROM staff LIMIT 1;
INSERT INTO complaint_answer (complaint_id, answered_on, outcome, words, entered_at, entered_by) SELECT 8101, '2026-11-09', 'upheld', 'Put right', 0, min(id) FROM staff;
INSERT INTO plan_sample (id, school_id, seed, published_at, published_by) SELECT 8101, school_id, 7, 0, id FROM staff LIMIT 1;
INSERT INTO plan_sample_sheet (sample_id, position, kind, parts) VALUES (8101, 1, 'sen_support', '[]');
