-- The name by law beside the one that a child is called by; empty where it is the same. A contact's row may give either.
ALTER TABLE pupil ADD COLUMN legal_forename TEXT NOT NULL DEFAULT '';
ALTER TABLE pupil ADD COLUMN legal_surname TEXT NOT NULL DEFAULT '';

-- What people have said a word of a file means that Thrice does not know: asked once, the last answer counts.
CREATE TABLE import_answer (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    about TEXT NOT NULL CONSTRAINT import_answer_about CHECK (about IN ('status', 'need', 'year')),
    word TEXT NOT NULL,                          -- in the form in which words are compared
    meaning TEXT NOT NULL,                       -- a code, or '-' for nothing
    saved_at INTEGER NOT NULL,
    saved_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX import_answer_of_school ON import_answer (school_id);
