INSERT INTO notice_day (key, goes_on, set_at, set_by) SELECT 'before/c58.0/a1', '2026-11-24', 0, id FROM staff LIMIT 1;
INSERT INTO notice_return (notice_id, returned_at, returned_by) SELECT n.id, 0, s.id FROM notice n, staff s LIMIT 1;
