INSERT INTO plan_reading (plan_id, staff_id, version, read_at) VALUES (1, 1, 1, 1795000100);
