-- A parent asks for a meeting through their link; who said that there is a restriction; contacts entered and ended by hand.

ALTER TABLE review_request ADD COLUMN adult_id INTEGER REFERENCES adult (id);  -- they asked themselves; NULL: somebody wrote it down
ALTER TABLE review_request ADD COLUMN due_on TEXT;                             -- by when they are offered a time; NULL: asked before this was kept
CREATE INDEX review_request_by_adult ON review_request (adult_id, entered_at);

ALTER TABLE restriction ADD COLUMN said_by TEXT NOT NULL DEFAULT '';           -- who said so, or which court
ALTER TABLE restriction ADD COLUMN said_on TEXT;                               -- when they said so, or the order's day

ALTER TABLE guardianship ADD COLUMN ended_why TEXT NOT NULL DEFAULT '';
ALTER TABLE guardianship ADD COLUMN ended_at INTEGER;                          -- NULL: open, or ended by an import
ALTER TABLE guardianship ADD COLUMN ended_by INTEGER REFERENCES staff (id);

-- One more kind of task. A CHECK cannot be changed in place: the table is made anew with the same rows.
CREATE TABLE task_new (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    key TEXT NOT NULL CONSTRAINT task_once UNIQUE,
    kind TEXT NOT NULL CONSTRAINT task_kind CHECK (kind IN ('phone_parent', 'fix_address', 'print_letter', 'book_interpreter', 'access_needs', 'other_times', 'wrong_person', 'check_restriction', 'paper_copy', 'offer_again', 'meeting_asked')),
    for_role TEXT NOT NULL CONSTRAINT task_role CHECK (for_role IN ('senco', 'office', 'teacher')),
    pupil_id INTEGER REFERENCES pupil (id),
    adult_id INTEGER REFERENCES adult (id),
    conversation_id INTEGER REFERENCES conversation (id),
    detail TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    done_at INTEGER,
    done_by INTEGER REFERENCES staff (id),
    done_note TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO task_new SELECT id, school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at, done_at, done_by, done_note FROM task;
DROP TABLE task;
ALTER TABLE task_new RENAME TO task;
CREATE INDEX task_open ON task (school_id, due_on) WHERE done_at IS NULL;
CREATE INDEX task_by_conversation ON task (conversation_id);
