-- Part-time timetables: which half days a pupil is in school, for a while. What was entered stays: of terms the newest row counts, a week that
-- was changed is withdrawn. What is not attended is counted from these, never kept.
CREATE TABLE part_time_timetable (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX part_time_timetable_by_pupil ON part_time_timetable (pupil_id);

-- Its days and why; the newest row counts.
CREATE TABLE part_time_terms (
    id INTEGER PRIMARY KEY,
    timetable_id INTEGER NOT NULL REFERENCES part_time_timetable (id),
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,                         -- the last day; on the school day after it the pupil is back to full time
    reason TEXT NOT NULL CONSTRAINT part_time_reason_given CHECK (length(trim(reason)) > 0),
    full_week INTEGER NOT NULL CONSTRAINT part_time_full_week CHECK (full_week BETWEEN 600 AND 3000),    -- minutes, breaks included
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT part_time_days_in_order CHECK (from_on <= until_on)
) STRICT;
CREATE INDEX part_time_terms_by_timetable ON part_time_terms (timetable_id);

-- The week from a day on: the first one, then the steps on the way back to full time.
CREATE TABLE part_time_week (
    id INTEGER PRIMARY KEY,
    timetable_id INTEGER NOT NULL REFERENCES part_time_timetable (id),
    from_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX part_time_week_by_timetable ON part_time_week (timetable_id);

-- A day of such a week on which the pupil is in school. Times are minutes after midnight.
CREATE TABLE part_time_day (
    week_id INTEGER NOT NULL REFERENCES part_time_week (id),
    weekday INTEGER NOT NULL CONSTRAINT part_time_weekday CHECK (weekday BETWEEN 1 AND 5),    -- 1 is Monday
    part TEXT NOT NULL CONSTRAINT part_time_part CHECK (part IN ('morning', 'afternoon', 'whole')),
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    PRIMARY KEY (week_id, weekday),
    CONSTRAINT part_time_times CHECK (0 <= begins AND begins < ends AND ends < 1440)
) STRICT;

-- What a parent answered, and on which day. Of each adult the newest row counts.
CREATE TABLE part_time_agreement (
    id INTEGER PRIMARY KEY,
    timetable_id INTEGER NOT NULL REFERENCES part_time_timetable (id),
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    answer TEXT NOT NULL CONSTRAINT part_time_agreement_answer CHECK (answer IN ('writing', 'meeting', 'refused')),
    answered_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX part_time_agreement_by_timetable ON part_time_agreement (timetable_id);

-- On which day the local authority was told, and how.
CREATE TABLE part_time_told (
    id INTEGER PRIMARY KEY,
    timetable_id INTEGER NOT NULL REFERENCES part_time_timetable (id),
    told_on TEXT NOT NULL,
    how TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX part_time_told_by_timetable ON part_time_told (timetable_id);

-- A review: the day set for it, and once it is held what it decided.
CREATE TABLE part_time_review (
    id INTEGER PRIMARY KEY,
    timetable_id INTEGER NOT NULL REFERENCES part_time_timetable (id),
    planned_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    held_on TEXT,
    decision TEXT CONSTRAINT part_time_review_decision CHECK (decision IN ('continue', 'increase', 'full_time')),
    note TEXT NOT NULL DEFAULT '',
    recorded_at INTEGER,
    recorded_by INTEGER REFERENCES staff (id),
    CONSTRAINT part_time_review_whole CHECK ((held_on IS NULL) = (decision IS NULL) AND (held_on IS NULL) = (recorded_at IS NULL))
) STRICT;
CREATE INDEX part_time_review_by_timetable ON part_time_review (timetable_id);

CREATE TABLE part_time_end (
    timetable_id INTEGER PRIMARY KEY REFERENCES part_time_timetable (id),
    kind TEXT NOT NULL CONSTRAINT part_time_end_kind CHECK (kind IN ('full_time', 'left', 'early', 'never_began')),
    ended_on TEXT NOT NULL,                         -- the last day on which it held
    reason TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT part_time_end_says_why CHECK (kind IN ('full_time', 'left') OR reason <> '')
) STRICT;

-- What a pupil's time line shows of them: no reason, and nothing that anybody said.
CREATE VIEW part_time_happened AS
    SELECT t.pupil_id, t.id AS timetable_id, 'part_time' AS kind, m.from_on AS happened, t.entered_at AS entered, t.entered_by AS staff, '' AS code
    FROM part_time_timetable t JOIN part_time_terms m ON m.id = (SELECT max(id) FROM part_time_terms WHERE timetable_id = t.id)
    WHERE NOT EXISTS (SELECT 1 FROM part_time_end e WHERE e.timetable_id = t.id AND e.kind = 'never_began')
    UNION ALL
    SELECT t.pupil_id, t.id, 'part_time_review', r.held_on, r.recorded_at, r.recorded_by, r.decision
    FROM part_time_review r JOIN part_time_timetable t ON t.id = r.timetable_id WHERE r.held_on IS NOT NULL
    UNION ALL
    SELECT t.pupil_id, t.id, 'part_time_end', e.ended_on, e.entered_at, e.entered_by, e.kind
    FROM part_time_end e JOIN part_time_timetable t ON t.id = e.timetable_id;

-- Board, first page and digest say what a timetable needs: what they keep in memory is read anew for its pupil (see 0042).
CREATE TRIGGER part_time_timetable_insert_counts AFTER INSERT ON part_time_timetable BEGIN
    INSERT INTO changed VALUES ('record', new.pupil_id);
END;
CREATE TRIGGER part_time_timetable_update_counts AFTER UPDATE ON part_time_timetable BEGIN
    INSERT INTO changed VALUES ('record', new.pupil_id);
END;
CREATE TRIGGER part_time_timetable_delete_counts AFTER DELETE ON part_time_timetable BEGIN
    INSERT INTO changed VALUES ('record', old.pupil_id);
END;
CREATE TRIGGER part_time_terms_insert_counts AFTER INSERT ON part_time_terms BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_terms_update_counts AFTER UPDATE ON part_time_terms BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_terms_delete_counts AFTER DELETE ON part_time_terms BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = old.timetable_id));
END;
CREATE TRIGGER part_time_agreement_insert_counts AFTER INSERT ON part_time_agreement BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_agreement_update_counts AFTER UPDATE ON part_time_agreement BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_agreement_delete_counts AFTER DELETE ON part_time_agreement BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = old.timetable_id));
END;
CREATE TRIGGER part_time_told_insert_counts AFTER INSERT ON part_time_told BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_told_update_counts AFTER UPDATE ON part_time_told BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_told_delete_counts AFTER DELETE ON part_time_told BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = old.timetable_id));
END;
CREATE TRIGGER part_time_review_insert_counts AFTER INSERT ON part_time_review BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_review_update_counts AFTER UPDATE ON part_time_review BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_review_delete_counts AFTER DELETE ON part_time_review BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = old.timetable_id));
END;
CREATE TRIGGER part_time_end_insert_counts AFTER INSERT ON part_time_end BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_end_update_counts AFTER UPDATE ON part_time_end BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = new.timetable_id));
END;
CREATE TRIGGER part_time_end_delete_counts AFTER DELETE ON part_time_end BEGIN
    INSERT INTO changed VALUES ('record', (SELECT pupil_id FROM part_time_timetable WHERE id = old.timetable_id));
END;
