-- The outbox, the worker's own state, what people have to do, and who looked.

-- One message to one person for one reason. Row and rendered bytes are written in the transaction of their cause,
-- so that a crash can neither lose a message nor change its words; key makes a second one impossible.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    key TEXT NOT NULL CONSTRAINT notice_once UNIQUE,
    kind TEXT NOT NULL,
    recipient_kind TEXT NOT NULL CONSTRAINT notice_recipient CHECK (recipient_kind IN ('adult', 'staff')),
    adult_id INTEGER REFERENCES adult (id),
    staff_id INTEGER REFERENCES staff (id),
    pupil_id INTEGER REFERENCES pupil (id),      -- whose record the matter belongs to; NULL for a digest
    conversation_id INTEGER REFERENCES conversation (id),
    due_on TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    caused_by INTEGER REFERENCES staff (id),     -- NULL: the scheduler
    address TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL DEFAULT '',
    raw BLOB,                                    -- the exact bytes; emptied once nothing will send them again
    state TEXT NOT NULL CONSTRAINT notice_state CHECK (state IN ('waiting', 'sending', 'accepted', 'refused', 'failed', 'set_aside', 'cancelled', 'stale')),
    reason TEXT NOT NULL DEFAULT '',             -- why refused, set aside, cancelled or stale, in words for people
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before_at INTEGER NOT NULL,              -- earliest next try; also the ten minutes in which it can be undone
    lease_until_at INTEGER,                      -- while sending: after this the try is in doubt and the same bytes go again
    settled_at INTEGER,                          -- when it reached its last state
    CONSTRAINT notice_one_recipient CHECK ((adult_id IS NULL) <> (staff_id IS NULL)),
    CONSTRAINT notice_bytes CHECK (state NOT IN ('waiting', 'sending') OR raw IS NOT NULL)
) STRICT;
CREATE INDEX notice_next ON notice (not_before_at) WHERE state = 'waiting';
CREATE INDEX notice_in_flight ON notice (lease_until_at) WHERE state = 'sending';
CREATE INDEX notice_by_school ON notice (school_id, queued_at);
CREATE INDEX notice_by_conversation ON notice (conversation_id);
CREATE INDEX notice_by_adult ON notice (adult_id);
CREATE INDEX notice_by_staff ON notice (staff_id, due_on);

CREATE TABLE delivery_attempt (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notice (id),
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    outcome TEXT CONSTRAINT delivery_attempt_outcome CHECK (outcome IN ('accepted', 'retry', 'refused', 'paused', 'poison', 'in_doubt', 'withdrawn')),
    reply TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX delivery_attempt_by_notice ON delivery_attempt (notice_id);

-- A person's hold on one message, by its key: it may be set before the message exists.
CREATE TABLE notice_hold (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    held_by INTEGER NOT NULL REFERENCES staff (id),
    released_at INTEGER,
    released_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX notice_hold_open ON notice_hold (key) WHERE released_at IS NULL;

-- Our own configuration is refused by the mail server: everything waits, nothing is burnt.
CREATE TABLE queue_pause (
    id INTEGER PRIMARY KEY,
    reason TEXT NOT NULL,
    paused_at INTEGER NOT NULL,
    resumed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX queue_pause_open ON queue_pause ((1)) WHERE resumed_at IS NULL;

CREATE TABLE heartbeat (
    name TEXT PRIMARY KEY,                       -- 'scheduler', 'sender'
    beat_at INTEGER NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    key TEXT NOT NULL CONSTRAINT task_once UNIQUE,
    kind TEXT NOT NULL CONSTRAINT task_kind CHECK (kind IN ('phone_parent', 'fix_address', 'print_letter', 'book_interpreter', 'access_needs', 'other_times', 'wrong_person', 'check_restriction', 'paper_copy', 'offer_again')),
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
CREATE INDEX task_open ON task (school_id, due_on) WHERE done_at IS NULL;

-- Who looked and who changed. Append-only: the triggers refuse anything else.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL CONSTRAINT audit_actor CHECK (actor_kind IN ('staff', 'adult', 'system', 'command')),
    staff_id INTEGER REFERENCES staff (id),
    adult_id INTEGER REFERENCES adult (id),
    verb TEXT NOT NULL,                          -- viewed, created, changed, sent …
    thing TEXT NOT NULL,                         -- pupil, plan, review, conversation, import …
    thing_id INTEGER,
    pupil_id INTEGER REFERENCES pupil (id),
    detail TEXT NOT NULL DEFAULT ''              -- names of fields, never their contents
) STRICT;
CREATE INDEX audit_by_pupil ON audit (pupil_id, at);
CREATE INDEX audit_by_staff ON audit (staff_id, at);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
