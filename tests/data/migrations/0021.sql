INSERT INTO publication (id, school_id, year, season, published_at, published_by) VALUES (1, 1, 2026, 'autumn', 1797600000, 1);
INSERT INTO publication_line (publication_id, line, as_of_on, threshold, counts) VALUES (1, 'status', '2026-12-18', 5, '[30,8,0]');
