-- What people do about one message: another day for one that is to go, a return of one that had gone, and the same once more. Each is a row
-- with who and when.

-- The day on which somebody lets a message go that is meant for another, by its key: it may be set before the message exists.
CREATE TABLE notice_day (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    goes_on TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by INTEGER NOT NULL REFERENCES staff (id),
    ended_at INTEGER,                            -- another day was chosen, or its own again
    ended_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX notice_day_open ON notice_day (key) WHERE ended_at IS NULL;

-- It came back after a mail server had taken it: somebody found that in the school's mailbox.
CREATE TABLE notice_return (
    notice_id INTEGER PRIMARY KEY REFERENCES notice (id),
    returned_at INTEGER NOT NULL,
    returned_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;

ALTER TABLE notice ADD COLUMN again_of INTEGER REFERENCES notice (id); -- the message that somebody sent once more by this one
CREATE INDEX notice_again ON notice (again_of) WHERE again_of IS NOT NULL;
