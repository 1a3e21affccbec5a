INSERT INTO device (token_hash, staff_id, first_at, last_at) VALUES (x'05', 1, 1795000000, 1795000000);
