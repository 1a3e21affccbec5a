INSERT INTO school_slot (school_id, booked, starts_at, slot_id) VALUES (1, 0, 1795795200, 9999);
