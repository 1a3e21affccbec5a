INSERT INTO staff_right (staff_id, code, reason, from_on, until_on, given_at) VALUES (1, 'costs', 'Plans provision this term', '2026-11-02', '2026-12-18', 1793610000);
