INSERT INTO mail_test (school_id, tried_at, tried_by, outcome, reply) VALUES (1, 1795420800, 1, 'accepted', '250 2.0.0 OK');
