INSERT INTO scored_measure (id, school_id, name, lowest, highest, direction, entered_at, entered_by) VALUES (1, 1, 'Reading test', 4000, 16000, 'higher', 1795420800, 1);
INSERT INTO scored_measure_cut_off (id, measure_id, side, at, words) VALUES (1, 1, 'below', 8500, 'below average');
INSERT INTO assessment (id, pupil_id, assessed_on, measure_id, score, assessor, entered_at, entered_by) VALUES (1, 1, '2026-11-20', 1, 8100, 'Mr Shah', 1795420800, 1);
INSERT INTO assessment (id, pupil_id, assessed_on, judgement, assessor, shows, entered_at) VALUES (2, 1, '2026-11-20', 'Reads with expression', 'Mr Shah', 'Ready for longer texts', 1795420800);
