INSERT INTO free_time (id, staff_id, weekday, from_minute, until_minute, minutes, pause, mode, place, first_on, entered_at, entered_by) VALUES
  (1, 1, 1, 930, 1050, 30, 5, 'school', 'Room 3', '2026-09-07', 1795420800, 1);
INSERT INTO closed_day (id, staff_id, first_on, last_on, entered_at, entered_by) VALUES (1, 1, '2026-11-23', '2026-11-27', 1795420800, 1);
INSERT INTO calendar_feed (id, staff_id, token_hash, made_at) VALUES (1, 1, x'94', 1795420800);
INSERT INTO day_message (id, conversation_id, kind, said_at, said_by) VALUES (1, 1, 'late', 1795420900, 1);
