-- Access to every child that somebody gives who has none of it themselves: it waits until one who has it agrees. Nothing of it holds before.
CREATE TABLE access_request (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    role TEXT,                                   -- what they would be, or
    right_code TEXT,                             -- what they might do beside their role,
    reason TEXT NOT NULL DEFAULT '',             -- why,
    until_on TEXT,                               -- and the last day of it
    asked_at INTEGER NOT NULL,
    asked_by INTEGER NOT NULL REFERENCES staff (id),
    decided_at INTEGER,
    decided_by INTEGER REFERENCES staff (id),
    granted INTEGER CONSTRAINT access_request_granted CHECK (granted IN (0, 1)),
    CONSTRAINT access_request_of_one CHECK ((role IS NULL) <> (right_code IS NULL)),
    CONSTRAINT access_request_decided CHECK ((decided_at IS NULL) = (granted IS NULL))
) STRICT;
CREATE INDEX access_request_open ON access_request (staff_id) WHERE decided_at IS NULL;
