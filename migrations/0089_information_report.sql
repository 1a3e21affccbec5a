-- What the school offers, as families read it. Of each part the newest words count; what is published keeps all of it as it was then.
CREATE TABLE information_text (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    section TEXT NOT NULL,                          -- a code of the program
    words TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX information_text_by_school ON information_text (school_id, section);

-- A provision of the catalogue that is shown, in words for families.
CREATE TABLE information_provision (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    provision_id INTEGER NOT NULL REFERENCES provision (id),
    area TEXT NOT NULL CONSTRAINT information_provision_area CHECK (area IN ('communication', 'cognition', 'semh', 'sensory_physical', 'other')),
    words TEXT NOT NULL CONSTRAINT information_provision_said CHECK (length(trim(words)) > 0),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX information_provision_shown ON information_provision (school_id, provision_id) WHERE withdrawn_at IS NULL;

CREATE TABLE information_publication (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    content TEXT NOT NULL CONSTRAINT information_publication_content CHECK (json_valid(content)),
    published_at INTEGER NOT NULL,
    published_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX information_publication_by_school ON information_publication (school_id);
