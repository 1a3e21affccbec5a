-- How many acts have changed a school's facts: whoever keeps these facts in memory compares, whichever process wrote. Row 0 counts the
-- acts that touch every school.
CREATE TABLE school_version (
    school_id INTEGER PRIMARY KEY,               -- no reference: 0 is no school
    version INTEGER NOT NULL
) STRICT;
