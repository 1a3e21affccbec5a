-- What a document is and who reads it, which is said before it is kept: everybody who sees the pupil's record, or named readers alone.
-- For everybody else a document with named readers does not exist. A reader is never deleted: whoever is one no longer has an end.

ALTER TABLE document ADD COLUMN sort TEXT NOT NULL DEFAULT 'other'
    CONSTRAINT document_sort CHECK (sort IN ('report', 'medical', 'ehc', 'letter', 'court', 'other'));
ALTER TABLE document ADD COLUMN circle TEXT NOT NULL DEFAULT 'record'
    CONSTRAINT document_circle CHECK (circle IN ('record', 'named'));

CREATE TABLE document_reader (
    document_id INTEGER NOT NULL REFERENCES document (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    named_at INTEGER NOT NULL,
    named_by INTEGER REFERENCES staff (id),
    until_at INTEGER,
    until_by INTEGER REFERENCES staff (id),
    CONSTRAINT document_reader_once UNIQUE (document_id, staff_id)
) STRICT;
