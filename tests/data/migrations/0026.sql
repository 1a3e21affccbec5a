INSERT INTO conversation_undone (conversation_id, body, recorded_at, recorded_by, undone_at, undone_by) VALUES (1, '[["agreed","Read"]]', 1795712300, 1, 1795712350, 1);
INSERT INTO conversation_correction (conversation_id, words, entered_at, entered_by) VALUES (1, 'Ten minutes, not five', 1795800000, 1);
INSERT INTO summary_answer (invitation_id, answer, words, answered_at) VALUES (1, 'nearly', 'Not on Fridays', 1795800000);
