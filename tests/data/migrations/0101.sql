INSERT INTO apart_wish (guardianship_id, wished_at) SELECT id, 0 FROM guardianship LIMIT 1;
