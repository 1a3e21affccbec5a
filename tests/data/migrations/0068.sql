INSERT INTO bank_entry (id, school_id, wording, area, measure, unit, direction, strategy, entered_at, entered_by) VALUES
  (1, 1, 'Reads forty common words', 'cognition', 'Words read in one minute', 'words', 'higher', 'Five cards a day', 1795420800, 1);
