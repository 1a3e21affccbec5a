INSERT INTO import_answer (id, school_id, about, word, meaning, saved_at, saved_by) VALUES (1, 1, 'status', 'monitoring', 'N', 1795420800, 1);
