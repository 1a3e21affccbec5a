-- Backups that failed, and backups that were restored on trial.

CREATE TABLE backup_failure (
    id INTEGER PRIMARY KEY,
    tried_at INTEGER NOT NULL,
    reason TEXT NOT NULL                         -- in a sentence
) STRICT;

CREATE TABLE rehearsal (
    id INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    made_by INTEGER REFERENCES staff (id),       -- NULL: somebody at the command line
    file TEXT NOT NULL,
    rows_found INTEGER NOT NULL,
    fault TEXT                                   -- why it went wrong; NULL: it went well
) STRICT;
