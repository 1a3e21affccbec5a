-- What a SENCO adds to one message about a meeting, by its key: it may be written before the message exists. The newest row stands; one
-- without words takes back what stood before.
CREATE TABLE notice_addition (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    come TEXT NOT NULL,                          -- where to come
    bring TEXT NOT NULL,                         -- what to bring
    written_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX notice_addition_by_key ON notice_addition (key);

-- What was added to a message as it was written: it stays known when the bytes are gone.
ALTER TABLE notice ADD COLUMN added_come TEXT NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN added_bring TEXT NOT NULL DEFAULT '';
