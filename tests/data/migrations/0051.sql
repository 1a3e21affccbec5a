INSERT INTO access_request (staff_id, role, asked_at, asked_by) VALUES (1, 'senco', 1795000000, 1);
