-- Targets that the SENCO has put into the school's bank by hand. What plans share is read from the plans and stored nowhere. An entry that
-- is worded anew is another row.
CREATE TABLE bank_entry (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    wording TEXT NOT NULL CONSTRAINT bank_entry_worded CHECK (length(trim(wording)) > 0),
    area TEXT NOT NULL CONSTRAINT bank_entry_area CHECK (area IN ('communication', 'cognition', 'semh', 'sensory_physical', 'other')),
    measure TEXT NOT NULL CONSTRAINT bank_entry_measured CHECK (length(trim(measure)) > 0),
    unit TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL CONSTRAINT bank_entry_direction CHECK (direction IN ('higher', 'lower')),
    strategy TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES bank_entry (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX bank_entry_by_school ON bank_entry (school_id);
