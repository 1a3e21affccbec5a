INSERT INTO publication_line (publication_id, line, as_of_on, threshold, counts)
  SELECT min(id), 'targets', '2026-12-18', 5, '[30,8,6]' FROM publication
  UNION ALL SELECT min(id), 'said', '2026-12-18', 5, '[20,6,8]' FROM publication UNION ALL SELECT min(id), 'given', '2026-12-18', 5, '[41,9]' FROM publication;
