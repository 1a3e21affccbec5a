-- Codes by which somebody who holds a parent's link shows that the parent's mailbox is theirs, before a page tells what was agreed.

CREATE TABLE reading_code (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation (id),
    browser_hash BLOB NOT NULL,                       -- SHA-256 of the random token in the browser's cookie
    code_hash BLOB NOT NULL,                          -- SHA-256 of token and code: who has only this file cannot try a million codes
    made_at INTEGER NOT NULL,
    wrong INTEGER NOT NULL DEFAULT 0,                 -- wrong tries so far
    proven_at INTEGER                                 -- the right code was typed
) STRICT;
CREATE INDEX reading_code_by_invitation ON reading_code (invitation_id, made_at);
