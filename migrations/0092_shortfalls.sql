-- What a parent says is not happening: a line of the plan as it was worded, their words, and the day by which the school answers; with the
-- answers, the newest of which counts. None is ever taken away.
CREATE TABLE shortfall (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    line TEXT NOT NULL CONSTRAINT shortfall_line CHECK (line <> ''),
    words TEXT NOT NULL DEFAULT '',
    adult_id INTEGER NOT NULL REFERENCES adult (id),          -- who says so
    invitation_id INTEGER REFERENCES invitation (id),         -- by whose link, or through which the answer goes home
    how TEXT NOT NULL CONSTRAINT shortfall_how CHECK (how IN ('meeting', 'phone', 'in_person', 'paper', 'link')),
    told_on TEXT NOT NULL,
    due_on TEXT NOT NULL,                                     -- in school days, by the school's own promise on the day
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)                  -- nobody: the parent themselves
) STRICT;
CREATE INDEX shortfall_by_plan ON shortfall (plan_id);
CREATE INDEX shortfall_by_invitation ON shortfall (invitation_id);
CREATE TRIGGER shortfall_insert_counts AFTER INSERT ON shortfall BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER shortfall_update_counts AFTER UPDATE ON shortfall BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER shortfall_delete_counts AFTER DELETE ON shortfall BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TABLE shortfall_answer (
    id INTEGER PRIMARY KEY,
    shortfall_id INTEGER NOT NULL REFERENCES shortfall (id),
    finding TEXT NOT NULL CONSTRAINT shortfall_answer_finding CHECK (finding IN ('put_right', 'plan_changes', 'happening')),
    words TEXT NOT NULL CONSTRAINT shortfall_answer_words CHECK (words <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX shortfall_answer_by_shortfall ON shortfall_answer (shortfall_id);
-- Answers by the invitation through which they go home.
CREATE VIEW shortfall_answered AS SELECT f.invitation_id, w.id, w.entered_at AS at
  FROM shortfall f JOIN shortfall_answer w ON w.shortfall_id = f.id;
-- Until when a meeting was a reason to write: when it was offered, its last time, or an answer since, whichever is latest.
CREATE VIEW conversation_last AS SELECT c.id, max(c.offered_at,
  coalesce((SELECT max(s.starts_at) FROM slot s WHERE s.conversation_id = c.id), 0),
  coalesce((SELECT max(w.at) FROM invitation i JOIN shortfall_answered w ON w.invitation_id = i.id WHERE i.conversation_id = c.id), 0)) AS at
  FROM conversation c;

-- One more kind of task, and of message that a call may stand for. A CHECK cannot be changed in place: the table is made anew with the same
-- rows, and its indexes and triggers with it.
CREATE TABLE task_new (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    key TEXT NOT NULL CONSTRAINT task_once UNIQUE,
    kind TEXT NOT NULL CONSTRAINT task_kind CHECK (kind IN ('phone_parent', 'fix_address', 'print_letter', 'book_interpreter', 'access_needs', 'other_times', 'wrong_person', 'check_restriction', 'paper_copy', 'offer_again', 'meeting_asked', 'move_meeting', 'not_happening')),
    for_role TEXT NOT NULL CONSTRAINT task_role CHECK (for_role IN ('senco', 'office', 'teacher')),
    pupil_id INTEGER REFERENCES pupil (id),
    adult_id INTEGER REFERENCES adult (id),
    conversation_id INTEGER REFERENCES conversation (id),
    detail TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    done_at INTEGER,
    done_by INTEGER REFERENCES staff (id),
    done_note TEXT NOT NULL DEFAULT '',
    message TEXT CONSTRAINT task_message CHECK (message IN ('invite', 'invite_reminder', 'booked', 'changed', 'cancelled', 'before', 'summary', 'answered')),
    given_back_at INTEGER
) STRICT;
INSERT INTO task_new SELECT id, school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at, done_at, done_by, done_note, message, given_back_at FROM task;
DROP TABLE task;
ALTER TABLE task_new RENAME TO task;
CREATE INDEX task_open ON task (school_id, due_on) WHERE done_at IS NULL;
CREATE INDEX task_by_conversation ON task (conversation_id);
CREATE INDEX task_letters ON task (adult_id) WHERE message IS NOT NULL AND done_at IS NULL;
CREATE INDEX task_by_adult ON task (adult_id) WHERE adult_id IS NOT NULL;
CREATE TRIGGER task_insert_counts AFTER INSERT ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER task_update_counts AFTER UPDATE ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER task_delete_counts AFTER DELETE ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
