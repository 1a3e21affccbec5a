INSERT INTO adjustment (pupil_id, kind, words, source, from_on, entered_at) SELECT min(id), 'adjustment', 'Large print', 'Advice of the teacher of the visually impaired', '2026-09-01', 1795420800 FROM pupil;
INSERT INTO layer (school_id, name, entered_at) SELECT min(id), 'Targeted', 1795420800 FROM school;
INSERT INTO pupil_layer (pupil_id, layer_id, why, from_on, entered_at) SELECT (SELECT min(id) FROM pupil), min(id), 'Reads below his age', '2026-09-01', 1795420800 FROM layer;
