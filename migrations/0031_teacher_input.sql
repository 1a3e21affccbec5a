-- What a pupil's teachers say before a review: who was asked and by when, and what they gave. Nothing here is rewritten.

-- It stands from asked_at on; until then it can be taken back, and nobody sees it.
CREATE TABLE input_request (
    id INTEGER PRIMARY KEY,
    cycle_id INTEGER NOT NULL REFERENCES cycle (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    by_on TEXT NOT NULL,                         -- the day by which an answer is asked for
    asked_at INTEGER NOT NULL,
    asked_by INTEGER NOT NULL REFERENCES staff (id),
    withdrawn_at INTEGER
) STRICT;
CREATE UNIQUE INDEX input_request_once ON input_request (cycle_id, staff_id) WHERE withdrawn_at IS NULL;
CREATE INDEX input_request_by_act ON input_request (asked_by, asked_at);

-- The newest of a cycle and a teacher counts; earlier ones stay as they were given.
CREATE TABLE teacher_input (
    id INTEGER PRIMARY KEY,
    cycle_id INTEGER NOT NULL REFERENCES cycle (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    helped TEXT NOT NULL DEFAULT '',
    not_helped TEXT NOT NULL DEFAULT '',
    to_raise TEXT NOT NULL DEFAULT '',
    given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX teacher_input_latest ON teacher_input (cycle_id, staff_id, id);

CREATE TABLE teacher_input_target (
    input_id INTEGER NOT NULL REFERENCES teacher_input (id),
    target_id INTEGER NOT NULL REFERENCES target (id),
    going TEXT CONSTRAINT teacher_input_target_going CHECK (going IN ('not_yet', 'sometimes', 'mostly', 'beyond', 'not_seen')),   -- NULL: a note only
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (input_id, target_id)
) STRICT, WITHOUT ROWID;
