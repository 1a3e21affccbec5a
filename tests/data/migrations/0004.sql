INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (1, 1, 1, 1, 1794304800, '2026-11-20'), (2, 1, 1, 1, 1794304800, '2026-11-20');
INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode) VALUES (1, 1, 1, 1795708800, 30, 'school');
INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (1, 0, 1, 1794391200);
INSERT INTO conversation_cancellation (conversation_id, reason, cancelled_at) VALUES (2, 'Offered twice', 1794304900);
INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (1, 1, 1, 1794304800);
INSERT INTO invitation_link (token_hash, invitation_id, created_at, expires_at) VALUES (x'04', 1, 1794304800, 1798304800);
INSERT INTO answer (invitation_id, kind, slot_id, answered_at) VALUES (1, 'accept', 1, 1794391200);
INSERT INTO conversation_record (conversation_id, held_on, mode, going_well, agreement, entered_at) VALUES (1, '2026-11-26', 'school', 'Reads to her brother', 'agree', 1795712400);
INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (1, 1, 'attended');
INSERT INTO feedback (invitation_id, useful, given_at) VALUES (1, 'yes', 1795798800);
-- Tables of 0003 that refer to a conversation.
INSERT INTO review (id, cycle_id, held_on, conversation_id, decision, entered_at) VALUES (1, 1, '2026-11-26', 1, 'continue', 1795712400);
INSERT INTO target_result (review_id, target_id, actual, progress) VALUES (1, 1, 420, 'exceeded');
