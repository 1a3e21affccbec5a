-- Cover for a class on one day: a link behind which somebody who is not on the staff leaves a note until 18:00. It shows nothing of anybody.
CREATE TABLE cover_link (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    class_id INTEGER NOT NULL REFERENCES class (id),
    day TEXT NOT NULL,
    token_hash BLOB NOT NULL CONSTRAINT cover_link_once UNIQUE,
    made_at INTEGER NOT NULL,
    made_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX cover_link_by_class ON cover_link (class_id, day);

CREATE TABLE cover_note (
    id INTEGER PRIMARY KEY,
    link_id INTEGER NOT NULL REFERENCES cover_link (id),
    how TEXT NOT NULL CONSTRAINT cover_note_how CHECK (how IN ('fine', 'tricky')),
    words TEXT NOT NULL DEFAULT '',
    by_whom TEXT NOT NULL DEFAULT '',            -- as they signed; nobody has asked who it was
    noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cover_note_by_link ON cover_note (link_id);
