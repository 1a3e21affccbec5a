-- A risk assessment is a plan like the others. SQLite changes no CHECK: the table is made anew with the same rows under the same name, and
-- whoever refers to it is looked at when the migration ends.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE plan_kept (id INTEGER, pupil_id INTEGER, kind TEXT, opened_on TEXT, lead_id INTEGER, ehc_anchor_on TEXT, version INTEGER,
    created_at INTEGER, created_by INTEGER, ends_on TEXT, ehc_moves_on TEXT, tried_first TEXT) STRICT;
INSERT INTO plan_kept SELECT id, pupil_id, kind, opened_on, lead_id, ehc_anchor_on, version, created_at, created_by, ends_on, ehc_moves_on, tried_first FROM plan;
DROP TABLE plan;
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CONSTRAINT plan_kind CHECK (kind IN ('sen_support', 'ehc_delivery', 'pastoral', 'behaviour', 'attendance',
        'part_time_timetable', 'risk_assessment', 'proposed_isp')),
    opened_on TEXT NOT NULL,
    lead_id INTEGER NOT NULL REFERENCES staff (id),   -- who owns its reviews
    ehc_anchor_on TEXT,                          -- EHC: the authority's last decision, else the date the plan was issued
    version INTEGER NOT NULL DEFAULT 1,          -- rises with each save, so that two people never overwrite each other
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES staff (id),
    ends_on TEXT,                                -- a part-time timetable's last day; other kinds have none
    ehc_moves_on TEXT,
    tried_first TEXT NOT NULL DEFAULT ''         -- what was done for everybody in class before (Code of Practice 6.17 to 6.19)
) STRICT;
INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, ehc_anchor_on, version, created_at, created_by, ends_on, ehc_moves_on, tried_first)
SELECT * FROM plan_kept;
DROP TABLE plan_kept;
CREATE INDEX plan_by_pupil ON plan (pupil_id);
CREATE TRIGGER plan_insert_counts AFTER INSERT ON plan BEGIN INSERT INTO changed VALUES ('plans', new.pupil_id); END;
CREATE TRIGGER plan_update_counts AFTER UPDATE ON plan BEGIN
    INSERT INTO changed VALUES ('plans', old.pupil_id);
    INSERT INTO changed VALUES ('plans', new.pupil_id);
END;
CREATE TRIGGER plan_delete_counts AFTER DELETE ON plan BEGIN INSERT INTO changed VALUES ('plans', old.pupil_id); END;

-- Plans that others write and keep: only that there is one, where it lies, and when it is looked at again.
CREATE TABLE linked_plan (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CONSTRAINT linked_plan_kind CHECK (kind IN ('healthcare', 'personal_education', 'other')),
    name TEXT NOT NULL DEFAULT '',               -- what it is called, where it is neither of the two
    place TEXT NOT NULL CONSTRAINT linked_plan_place CHECK (place <> ''),   -- where it lies
    link TEXT NOT NULL DEFAULT '',               -- an https address, where it has one
    holder TEXT NOT NULL DEFAULT '',             -- who keeps it
    from_on TEXT NOT NULL,
    review_on TEXT NOT NULL,
    until_on TEXT,                               -- its last day; a plan that was looked at again ends, and the next begins
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT linked_plan_days CHECK (until_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX linked_plan_by_pupil ON linked_plan (pupil_id);
