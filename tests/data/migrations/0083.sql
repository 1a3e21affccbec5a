INSERT INTO earlier_setting (id, pupil_id, kind, name, from_on, until_on, why_left, entered_at, entered_by) VALUES (1, 1, 'school', 'Elm Primary', '2024-09-02', '2026-07-21', 'Moved house', 1795420800, 1);
INSERT INTO earlier_setting (id, pupil_id, kind, name, until_on, entered_at, withdrawn_at, withdrawn_by) VALUES (2, 1, 'early_years', 'Acorns', '2024-07-19', 1795420800, 1795420900, 1);
INSERT INTO earlier_setting_file (id, setting_id, step, happened_on, entered_at, entered_by) VALUES (1, 1, 'asked', '2026-09-03', 1795420800, 1);
INSERT INTO earlier_setting_file (id, setting_id, step, happened_on, entered_at) VALUES (2, 1, 'came', '2026-09-21', 1795420800);
