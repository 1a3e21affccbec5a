-- "I have read it": one member of staff has read a plan as it stood at this version. After a change there is a newer one to read.

CREATE TABLE plan_reading (
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    version INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (plan_id, staff_id, version)
) STRICT, WITHOUT ROWID;
