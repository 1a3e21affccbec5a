INSERT INTO review_request (plan_id, asked_on, words, entered_at, adult_id, due_on) VALUES (1, '2026-11-03', 'Reading', 1793610000, 1, '2026-11-10');
INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, detail, due_on, created_at) VALUES (1, 'meeting_asked/33', 'meeting_asked', 'senco', 1, 1, 'Reading', '2026-11-10', 1793610000);
