INSERT INTO advice (id, pupil_id, name, profession, service, about, asked_on, entered_at, entered_by) VALUES (1, 1, 'Dr Lee', 'Educational psychologist', 'The authority', 'How she learns', '2026-09-20', 1788220900, 1);
INSERT INTO advice_report (advice_id, received_on, summary, entered_at, entered_by) VALUES (1, '2026-10-20', 'Short steps', 1788220900, 1);
INSERT INTO advice_reading (advice_id, staff_id, read_at) VALUES (1, 2, 1788220900);
INSERT INTO advice_strategy (advice_id, target_id, entered_at, entered_by) SELECT 1, id, 1788220900, 1 FROM target LIMIT 1;
INSERT INTO suspension (pupil_id, kind, from_on, sessions, reason, parents_told_on, entered_at, entered_by) VALUES (1, 'suspension', '2026-10-05', 3, 'DB', '2026-10-05', 1788220900, 1);
INSERT INTO document (id, pupil_id, title, kind, bytes, sha256, dated_on, entered_at, entered_by) VALUES (1, 1, 'Report', 'pdf', 5, x'00', '2026-10-20', 1788220900, 1);
INSERT INTO document_content (document_id, content) VALUES (1, x'255044462d');
INSERT INTO safeguarding_reader (staff_id, named_at, named_by) VALUES (1, 1788220900, 1);
INSERT INTO safeguarding_marker (pupil_id, set_at, set_by) VALUES (1, 1788220900, 1);
