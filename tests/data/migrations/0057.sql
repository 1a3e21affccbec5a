INSERT INTO publication_line (publication_id, line, as_of_on, threshold, counts)
  SELECT min(id), 'due', '2026-12-18', 5, '[15,6,7]' FROM publication;
