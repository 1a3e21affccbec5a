INSERT INTO wellbeing (id, pupil_id, said_on, source, confidence, peers, with_whom, entered_at, entered_by) VALUES (1, 1, '2026-11-20', 'pupil', 2, 4, 'Miss Bell', 1795420800, 1);
INSERT INTO wellbeing (id, pupil_id, said_on, source, rater_id, confidence, entered_at, entered_by) VALUES (2, 1, '2026-11-20', 'adult', 1, 3, 1795420800, 1);
