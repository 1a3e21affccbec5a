INSERT INTO role_change (staff_id, was, became, from_on, changed_at, changed_by) VALUES (1, 'teacher', 'senco', '2026-09-01', 1788220800, NULL);
