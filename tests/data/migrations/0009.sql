INSERT INTO draft (kind, subject_id, staff_id, version, page, body, saved_at) VALUES ('conversation', 1, 1, 2, 'a1', '[["agreed","Read together"]]', 1795000000);
