-- The year's review dates laid out ahead, and "not needed" that can be taken back.

-- The day on which a plan's review of a term is to be held, where it is not the open cycle's: that one's date is cycle.review_on.
-- The newest row of a plan's term counts, earlier ones stay as they were planned; a row without a day takes the day back.
CREATE TABLE planned_review (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    year INTEGER NOT NULL,                       -- the calendar year in which the academic year starts
    season TEXT NOT NULL CONSTRAINT planned_review_season CHECK (season IN ('autumn', 'spring', 'summer')),
    review_on TEXT,
    planned_at INTEGER NOT NULL,
    planned_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX planned_review_latest ON planned_review (plan_id, year, season, id);

-- A term is "not needed" until somebody takes that back, and may be so again later: only one open row for a pupil's term. A table-wide
-- rule cannot be dropped in place, so every row moves to a table without it.
CREATE TABLE exemption_open (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    year INTEGER NOT NULL,
    season TEXT NOT NULL CONSTRAINT exemption_season CHECK (season IN ('autumn', 'spring', 'summer')),
    reason TEXT NOT NULL CONSTRAINT exemption_reason_given CHECK (length(trim(reason)) > 0),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT exemption_withdrawn_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;
INSERT INTO exemption_open (id, pupil_id, year, season, reason, entered_at, entered_by)
    SELECT id, pupil_id, year, season, reason, entered_at, entered_by FROM exemption;
DROP TABLE exemption;
ALTER TABLE exemption_open RENAME TO exemption;
CREATE UNIQUE INDEX exemption_once ON exemption (pupil_id, year, season) WHERE withdrawn_at IS NULL;
