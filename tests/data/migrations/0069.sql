INSERT INTO profile (id, pupil_id, liked, how, written_by, entered_at, entered_by) VALUES (1, 1, 'My jokes', 'talk', 'scribe', 1795420800, 1);
INSERT INTO profile_confirmation (profile_id, entered_at, entered_by) VALUES (1, 1798099200, 1);
