-- What a parent needs, as it was told and when. What is in force stands with the adult, so that every invitation uses it.

ALTER TABLE adult ADD COLUMN suits TEXT NOT NULL DEFAULT '';              -- times that suit: codes parted by spaces; empty: not said

CREATE TABLE adult_need (
    id INTEGER PRIMARY KEY,
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    language TEXT NOT NULL,
    written_language TEXT NOT NULL,
    interpreter_language TEXT NOT NULL,
    format TEXT NOT NULL,
    access_needs TEXT NOT NULL,
    hours TEXT NOT NULL,
    suits TEXT NOT NULL,
    told_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)     -- NULL: they said so themselves, through their link
) STRICT;
CREATE INDEX adult_need_by_adult ON adult_need (adult_id, id);
