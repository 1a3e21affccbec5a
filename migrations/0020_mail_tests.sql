-- Test messages that somebody sent themselves from the settings, past the outbox, and what came of them.
CREATE TABLE mail_test (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    tried_at INTEGER NOT NULL,
    tried_by INTEGER NOT NULL REFERENCES staff (id),
    outcome TEXT NOT NULL CONSTRAINT mail_test_outcome CHECK (outcome IN ('accepted', 'later', 'recipient', 'us', 'words', 'silent')),
    reply TEXT NOT NULL DEFAULT ''               -- what the mail server said
) STRICT;
