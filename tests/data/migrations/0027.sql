INSERT INTO parent_view (invitation_id, going_well, hard, how, given_at, entered_by) VALUES (1, 'Mornings', 'Homework', 'phone', 1795000000, 1);
INSERT INTO pupil_view (pupil_id, given_on, declined, how, written_by, with_whom, feeling, working, entered_at, entered_by) VALUES (1, '2026-11-20', 0, 'talk', 'scribe', 'Miss Bell', 'ok', 'The cards', 1795000000, 1);
INSERT INTO pupil_view (pupil_id, given_on, declined, entered_at, entered_by) VALUES (1, '2026-11-21', 1, 1795000000, 1);
