INSERT INTO reading_code (invitation_id, browser_hash, code_hash, made_at, wrong, proven_at) VALUES (1, x'31', x'32', 1795712400, 1, 1795712460);
INSERT INTO reading_code (invitation_id, browser_hash, code_hash, made_at) VALUES (1, x'33', x'34', 1795712500);
