-- What the columns of an export are, where its headings alone do not tell. The newest row for the same headings is in force.
CREATE TABLE import_mapping (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL CONSTRAINT import_mapping_named CHECK (length(trim(name)) > 0),
    headings TEXT NOT NULL,                      -- folded and in order, so that the same headings are found again
    kind TEXT NOT NULL,                          -- pupils, guardians, staff …
    columns TEXT NOT NULL CONSTRAINT import_mapping_columns CHECK (json_valid(columns)),
    saved_at INTEGER NOT NULL,
    saved_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX import_mapping_by_school ON import_mapping (school_id);
