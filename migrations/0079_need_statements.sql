-- What a school has written into its library of need statements. The starting set is Thrice's own and stands in no table; a row with its
-- code says what became of one of it: worded anew, or taken out.
CREATE TABLE need_statement (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    starting TEXT,                                  -- the code of the statement of the starting set that it stands for
    area TEXT NOT NULL CONSTRAINT need_statement_area CHECK (area IN ('communication', 'cognition', 'semh', 'sensory_physical', 'other')),
    wording TEXT NOT NULL CONSTRAINT need_statement_worded CHECK (length(trim(wording)) > 0),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES need_statement (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT need_statement_starting_once UNIQUE (school_id, starting)
) STRICT;
