-- How a pupil, or a contact of theirs, stood when an import was last done with them, field by field in words. What is held otherwise was
-- entered by hand since: imports keep it. by_file is 0 for somebody whom a person added and no file has named yet.
CREATE TABLE import_said (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    adult_id INTEGER REFERENCES adult (id),
    by_file INTEGER NOT NULL CONSTRAINT import_said_by_file CHECK (by_file IN (0, 1)),
    fields TEXT NOT NULL CONSTRAINT import_said_fields CHECK (json_valid(fields))
) STRICT;
CREATE UNIQUE INDEX import_said_once ON import_said (pupil_id, coalesce(adult_id, 0));

-- Nobody said since when a status holds: from_on is the day from which it is counted.
ALTER TABLE sen_status ADD COLUMN from_assumed INTEGER NOT NULL DEFAULT 0
    CONSTRAINT sen_status_from_assumed CHECK (from_assumed IN (0, 1));
