-- After a meeting: a record that was taken back within its ten minutes, corrections, and what parents say to the summary.

-- As it stood, as its form holds it; it went on as the draft of whoever took it back.
CREATE TABLE conversation_undone (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    body TEXT NOT NULL CONSTRAINT conversation_undone_body CHECK (json_valid(body)),
    recorded_at INTEGER NOT NULL,
    recorded_by INTEGER REFERENCES staff (id),
    undone_at INTEGER NOT NULL,
    undone_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX conversation_undone_by_conversation ON conversation_undone (conversation_id);

-- What a record should have said. The record stays as it was.
CREATE TABLE conversation_correction (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    words TEXT NOT NULL CONSTRAINT conversation_correction_words CHECK (length(trim(words)) > 0),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX conversation_correction_by_conversation ON conversation_correction (conversation_id);

-- "Is this right?", asked of each invited adult; word for word. The newest row counts, the others stay.
CREATE TABLE summary_answer (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation (id),
    answer TEXT NOT NULL CONSTRAINT summary_answer_code CHECK (answer IN ('yes', 'nearly', 'no')),
    words TEXT NOT NULL DEFAULT '',
    answered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX summary_answer_latest ON summary_answer (invitation_id, id);
