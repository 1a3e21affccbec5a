INSERT INTO notice_addition (key, come, bring, written_at, written_by) SELECT 'before/c58.0/a1', 'The side gate', '', 0, id FROM staff LIMIT 1;
