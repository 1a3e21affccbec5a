INSERT INTO import_said (pupil_id, adult_id, by_file, fields) VALUES (1, NULL, 1, '{"class":"4A"}');
