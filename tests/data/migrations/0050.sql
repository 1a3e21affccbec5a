INSERT INTO task (school_id, key, kind, for_role, detail, due_on, created_at) SELECT id, 'move_meeting/50', 'move_meeting', 'teacher', 'Agree another time.', '2026-11-27', 0 FROM school LIMIT 1;
