-- What progress may be expected on a scored measure from a start within a range, as a school types it in with its source. A row is taken back
-- and entered anew, never overwritten.
CREATE TABLE benchmark (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    measure_id INTEGER NOT NULL REFERENCES scored_measure (id),      -- the first wording of the measure
    start_from INTEGER NOT NULL,                                     -- scores, in hundredths
    start_until INTEGER NOT NULL CONSTRAINT benchmark_start CHECK (start_until >= start_from),
    change INTEGER NOT NULL CONSTRAINT benchmark_change CHECK (change > 0),  -- for the better, in hundredths
    weeks INTEGER NOT NULL CONSTRAINT benchmark_weeks CHECK (weeks BETWEEN 1 AND 104),
    source TEXT NOT NULL CONSTRAINT benchmark_source CHECK (source <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX benchmark_by_school ON benchmark (school_id);
