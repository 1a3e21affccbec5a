-- Copies of this file that were made and found sound, so that `thrice doctor` can say how old the last one is. A copy does not know
-- of itself: its row is written once it is in its place.
CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    file TEXT NOT NULL,                          -- where it was put; it may have been moved since
    bytes INTEGER NOT NULL CONSTRAINT backup_bytes CHECK (bytes > 0)
) STRICT;
