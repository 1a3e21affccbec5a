INSERT INTO need_statement (id, school_id, starting, area, wording, entered_at, entered_by) VALUES (1, 1, 'l01', 'cognition', 'Reads slowly.', 1795420800, 1);
INSERT INTO need_statement (id, school_id, area, wording, entered_at, withdrawn_at) VALUES (2, 1, 'other', 'Loses the place when copying.', 1795420800, 1795420900);
