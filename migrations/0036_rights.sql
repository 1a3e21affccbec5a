-- What one person may do beside their role: given on a day, with the reason, by somebody else; until a last day, or until it is taken back.
CREATE TABLE staff_right (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    given_at INTEGER NOT NULL,
    given_by INTEGER REFERENCES staff (id),
    taken_at INTEGER,
    taken_by INTEGER REFERENCES staff (id),
    CONSTRAINT staff_right_has_a_reason CHECK (reason <> ''),
    CONSTRAINT staff_right_ends_after_it_began CHECK (until_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE UNIQUE INDEX staff_right_once_at_a_time ON staff_right (staff_id, code) WHERE taken_at IS NULL;
