-- What imports did. The files themselves are never kept.
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    made_at INTEGER NOT NULL,
    made_by INTEGER REFERENCES staff (id),       -- NULL: somebody at the command line
    files INTEGER NOT NULL CONSTRAINT import_files CHECK (files > 0),
    counts TEXT NOT NULL                         -- new, changed, unchanged, leaving, refused by kind, as JSON
) STRICT;
CREATE INDEX import_by_school ON import (school_id, made_at);

-- Each row that an import wrote, as it was before and as it was after, so that the import can be undone. They hold personal data, and
-- go when the import can be undone no more, which is after a day.
CREATE TABLE import_row (
    import_id INTEGER NOT NULL REFERENCES import (id),
    thing TEXT NOT NULL,                         -- the table
    row_key TEXT NOT NULL,
    was TEXT,                                    -- the row as JSON; NULL: it was not there
    became TEXT,                                 -- NULL: it was there no more
    CONSTRAINT import_row_once PRIMARY KEY (import_id, thing, row_key),
    CONSTRAINT import_row_differs CHECK (was IS NOT became)
) STRICT, WITHOUT ROWID;

-- An import that was undone.
CREATE TABLE import_reversal (
    import_id INTEGER PRIMARY KEY REFERENCES import (id),
    made_at INTEGER NOT NULL,
    made_by INTEGER REFERENCES staff (id)
) STRICT;
