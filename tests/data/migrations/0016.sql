INSERT INTO import (school_id, made_at, made_by, files, counts) VALUES (1, 1795420800, NULL, 2, '[["pupils",{"new":1,"changed":0,"unchanged":0,"leaving":0,"refused":0}]]');
INSERT INTO import_row (import_id, thing, row_key, was, became) VALUES (1, 'term', '1', NULL, '{"id":1,"season":"autumn"}');
INSERT INTO import_reversal (import_id, made_at, made_by) VALUES (1, 1795424400, NULL);
