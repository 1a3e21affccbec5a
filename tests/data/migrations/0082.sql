INSERT INTO pupil_field (id, school_id, kind, position, entered_at, entered_by) VALUES (1, 1, 'number', 1, 1795420800, 1);
INSERT INTO pupil_field (id, school_id, kind, position, entered_at, withdrawn_at) VALUES (2, 1, 'choice', 2, 1795420800, 1795420900);
INSERT INTO pupil_field_wording (id, field_id, name, help, audience, unit, lowest, highest, entered_at, entered_by) VALUES (1, 1, 'Shoe size', 'For skates', 'pupil', 'cm', 1000, 3000, 1795420800, 1);
INSERT INTO pupil_field_wording (id, field_id, name, audience, choices, entered_at) VALUES (2, 2, 'Travels by', 'record', '["Bus","On foot"]', 1795420800);
INSERT INTO pupil_field_value (id, pupil_id, field_id, value, entered_at, entered_by, ended_at, ended_by) VALUES (1, 1, 1, '21', 1795420800, 1, 1795420850, 1);
INSERT INTO pupil_field_value (id, pupil_id, field_id, value, entered_at) VALUES (2, 1, 1, '21.5', 1795420850);
