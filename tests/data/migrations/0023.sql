INSERT INTO set_up (school_id, begun_at) VALUES (1, 1795420800);
INSERT INTO set_up_later (school_id, step, put_off_at, put_off_by) VALUES (1, 'mail', 1795420900, 1);
