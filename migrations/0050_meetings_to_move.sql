-- A meeting is to be moved because somebody knows the time who may not take part any more: one more kind of task. A CHECK cannot be changed
-- in place: the table is made anew with the same rows, and its indexes and triggers with it.
CREATE TABLE task_new (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    key TEXT NOT NULL CONSTRAINT task_once UNIQUE,
    kind TEXT NOT NULL CONSTRAINT task_kind CHECK (kind IN ('phone_parent', 'fix_address', 'print_letter', 'book_interpreter', 'access_needs', 'other_times', 'wrong_person', 'check_restriction', 'paper_copy', 'offer_again', 'meeting_asked', 'move_meeting')),
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
    message TEXT CONSTRAINT task_message CHECK (message IN ('invite', 'invite_reminder', 'booked', 'changed', 'cancelled', 'before', 'summary')),
    given_back_at INTEGER
) STRICT;
INSERT INTO task_new SELECT id, school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at, done_at, done_by, done_note, message, given_back_at FROM task;
DROP TABLE task;
ALTER TABLE task_new RENAME TO task;
CREATE INDEX task_open ON task (school_id, due_on) WHERE done_at IS NULL;
CREATE INDEX task_by_conversation ON task (conversation_id);
CREATE INDEX task_letters ON task (adult_id) WHERE message IS NOT NULL AND done_at IS NULL;
CREATE TRIGGER task_insert_counts AFTER INSERT ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER task_update_counts AFTER UPDATE ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER task_delete_counts AFTER DELETE ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
