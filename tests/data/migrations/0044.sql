INSERT INTO census_indicator (id, pupil_id, code, from_on, until_on, entered_at, entered_by) VALUES (1, 1, 'top_up', '2026-09-01', NULL, 0, NULL);
