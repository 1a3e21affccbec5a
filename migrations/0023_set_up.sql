-- A school that was begun from the link of a first start: its keepers are led through the steps. How far they are follows from the facts.
CREATE TABLE set_up (
    school_id INTEGER PRIMARY KEY REFERENCES school (id),
    begun_at INTEGER NOT NULL
) STRICT;

-- "Not now", said of one step.
CREATE TABLE set_up_later (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    step TEXT NOT NULL CONSTRAINT set_up_later_step CHECK (step IN ('school', 'you', 'mail', 'terms', 'import', 'people')),
    put_off_at INTEGER NOT NULL,
    put_off_by INTEGER NOT NULL REFERENCES staff (id),
    CONSTRAINT set_up_later_once UNIQUE (school_id, step)
) STRICT;
