INSERT INTO benchmark (id, school_id, measure_id, start_from, start_until, change, weeks, source, entered_at, entered_by)
  SELECT 1, school_id, id, lowest, highest, 500, 20, 'The programme''s own study', 1795420800, 1 FROM scored_measure ORDER BY id LIMIT 1;
