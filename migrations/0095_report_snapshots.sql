-- A report as it stood on the day on which somebody kept it: whole, so that it says for ever what it said then, whatever is put right in the
-- record afterwards. No child is named in it.
CREATE TABLE report_snapshot (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    kind TEXT NOT NULL CONSTRAINT report_snapshot_kind CHECK (kind IN ('reviews', 'targets', 'attendance', 'wellbeing', 'satisfaction',
        'not_delivered', 'staffing', 'effect')),
    gathered_by TEXT NOT NULL CONSTRAINT report_snapshot_gathered CHECK (gathered_by IN ('need', 'area', 'provision', 'year_group', 'class',
        'groups', 'term', 'role', 'question')),
    year INTEGER NOT NULL,                          -- the school year, by the one in which it begins
    as_of_on TEXT NOT NULL,                         -- the day it tells of
    body TEXT NOT NULL CONSTRAINT report_snapshot_body CHECK (json_valid(body)),    -- sentence, tables and notes
    taken_at INTEGER NOT NULL,
    taken_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX report_snapshot_by_school ON report_snapshot (school_id, taken_at);

CREATE TRIGGER report_snapshot_is_kept BEFORE UPDATE ON report_snapshot
BEGIN SELECT RAISE(ABORT, 'a report that was kept never changes'); END;
