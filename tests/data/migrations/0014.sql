INSERT INTO agreed_action (id, conversation_id, position, wording, doer, staff_id, by_on) VALUES (1, 1, 1, 'Read together', 'home', NULL, NULL), (2, 1, 2, 'A quiet place at lunch', 'staff', 1, '2026-12-04');
INSERT INTO action_outcome (action_id, outcome, note, entered_at, entered_by) VALUES (1, 'partly', 'Most days', 1795800000, 1);
INSERT INTO conversation_other (conversation_id, name, role) VALUES (1, 'Ms Noor', 'interpreter');
INSERT INTO agreement (conversation_id, adult_id, agreement, words, entered_at, entered_by) VALUES (1, 1, 'in_part', 'Not on Fridays', 1795712400, 1);
