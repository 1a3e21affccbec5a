-- What somebody is writing and has not finished: a form as it stands, so that a killed tab or a lost network loses nothing. A draft is no
-- record: only its author's page reads it, and it goes once it has become one.

CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                          -- what is being written: conversation, review …
    subject_id INTEGER NOT NULL,                 -- about which row, by the kind
    staff_id INTEGER REFERENCES staff (id),      -- who writes: a member of staff …
    adult_id INTEGER REFERENCES adult (id),      -- … or a parent, through their link
    version INTEGER NOT NULL,                    -- rises with each save, so that two windows never overwrite each other
    page TEXT NOT NULL DEFAULT '',               -- the open window that saved last: what it sends again is its own
    body TEXT NOT NULL CONSTRAINT draft_body CHECK (json_valid(body)),
    saved_at INTEGER NOT NULL,
    CONSTRAINT draft_one_author CHECK ((staff_id IS NULL) <> (adult_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX draft_of_staff ON draft (kind, subject_id, staff_id) WHERE staff_id IS NOT NULL;
CREATE UNIQUE INDEX draft_of_adult ON draft (kind, subject_id, adult_id) WHERE adult_id IS NOT NULL;
