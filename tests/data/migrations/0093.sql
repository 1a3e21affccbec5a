INSERT INTO survey (id, school_id, whom, opened_on, closes_on, entered_at, entered_by) VALUES (1, 1, 'families', '2026-11-02', '2026-11-20', 1795420800, 1);
INSERT INTO survey_asked (id, survey_id, adult_id, pupil_id, answered) VALUES (1, 1, 1, 1, 1), (2, 1, NULL, NULL, 0);
INSERT INTO survey_link (token_hash, asked_id) VALUES (x'01', 1);
INSERT INTO survey_answer (id, survey_id, heard, put_right, words) VALUES (8123456789, 1, 'yes', 'no', 'Phone us');
INSERT INTO survey_action (survey_id, words, entered_at, entered_by) VALUES (1, 'We phone back on the same day.', 1795420900, 1);
