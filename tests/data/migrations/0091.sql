INSERT INTO feedback (invitation_id, listened, given_at) VALUES (1, 'partly', 1795798900);
INSERT INTO feedback (invitation_id, next_step, given_at) VALUES (1, 'yes', 1795798901);
INSERT INTO feedback (invitation_id, comment, given_at) VALUES (1, 'More time', 1795798902);
