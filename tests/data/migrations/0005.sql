INSERT INTO notice (id, school_id, key, kind, recipient_kind, adult_id, pupil_id, conversation_id, due_on, queued_at, address, subject, message_id, state, not_before_at, settled_at)
    VALUES (1, 1, 'invite:1:1', 'invite', 'adult', 1, 1, 1, '2026-11-06', 1794304800, 'yusuf@example.org', 'A meeting', '<1@oak>', 'accepted', 1794304800, 1794304860);
INSERT INTO notice (id, school_id, key, kind, recipient_kind, staff_id, due_on, queued_at, address, subject, message_id, raw, state, not_before_at)
    VALUES (2, 1, 'digest:1', 'digest', 'staff', 1, '2026-11-23', 1795420800, 'priya@oak.example.org', 'This week', '<2@oak>', x'4D', 'waiting', 1795420800);
INSERT INTO delivery_attempt (notice_id, started_at, ended_at, outcome, reply) VALUES (1, 1794304855, 1794304860, 'accepted', '250 ok');
INSERT INTO notice_hold (key, held_at, held_by) VALUES ('digest:1', 1795420900, 1);
INSERT INTO queue_pause (reason, paused_at, resumed_at) VALUES ('535 no', 1794304000, 1794304500);
INSERT INTO heartbeat (name, beat_at) VALUES ('scheduler', 1795420800);
INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, due_on, created_at) VALUES (1, 'phone:1', 'phone_parent', 'office', 1, 1, '2026-11-24', 1795420800);
INSERT INTO audit (school_id, at, actor_kind, staff_id, verb, thing, thing_id, pupil_id) VALUES (1, 1795712400, 'staff', 1, 'created', 'review', 1, 1);
