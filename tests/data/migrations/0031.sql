INSERT INTO input_request (cycle_id, staff_id, by_on, asked_at, asked_by) VALUES (1, 1, '2026-11-27', 1795694400, 1);
INSERT INTO teacher_input (id, cycle_id, staff_id, helped, given_at) VALUES (1, 1, 1, 'The cards at the start', 1795694400);
INSERT INTO teacher_input_target (input_id, target_id, going, note) VALUES (1, 1, 'mostly', 'With a partner');
