INSERT INTO role_hours (id, school_id, role, minutes, from_on, entered_at, entered_by) VALUES (1, 1, 'Grade 3', 1950, '2026-09-01', 1795420800, 1);
