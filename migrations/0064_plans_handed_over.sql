-- Plans that went from one lead to another, with their meetings to come: both are told.
CREATE TABLE plan_handover (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    from_staff_id INTEGER NOT NULL REFERENCES staff (id),
    to_staff_id INTEGER NOT NULL REFERENCES staff (id),
    at INTEGER NOT NULL,
    by_staff_id INTEGER REFERENCES staff (id),     -- NULL: somebody at the command line
    CONSTRAINT plan_handover_to_another CHECK (from_staff_id <> to_staff_id)
) STRICT;
CREATE INDEX plan_handover_by_plan ON plan_handover (plan_id, id);
CREATE INDEX plan_handover_by_time ON plan_handover (at);
