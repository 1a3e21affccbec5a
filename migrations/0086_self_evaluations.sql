-- The frameworks that a school has brought in to judge itself by, version by version. Those that Thrice ships stand in no table; a row with
-- the key of one is the school's own version of it.
CREATE TABLE framework (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    key TEXT NOT NULL CONSTRAINT framework_key CHECK (key <> ''),
    number INTEGER NOT NULL CONSTRAINT framework_number CHECK (number > 0),    -- 1, 2, 3 ... within its key
    content TEXT NOT NULL,                          -- the file as it came
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT framework_once UNIQUE (school_id, key, number)
) STRICT;

-- What somebody holds of a statement. It is never rewritten: of each term the last one counts. Place and wording are those of the statement
-- on that day, so that it can be read when a later version has no such statement.
CREATE TABLE self_evaluation_rating (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    framework TEXT NOT NULL,                        -- its key
    place TEXT NOT NULL,                            -- the key of the statement
    wording TEXT NOT NULL,
    rater TEXT NOT NULL CONSTRAINT self_evaluation_rating_rater CHECK (rater IN ('school', 'second')),
    second_rater TEXT NOT NULL DEFAULT '',          -- who the second rater is; may be nobody of the school
    step TEXT NOT NULL,                             -- the key of the step, and how it was called
    step_words TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT self_evaluation_rating_second CHECK ((rater = 'second') = (second_rater <> ''))
) STRICT;
CREATE INDEX self_evaluation_rating_of ON self_evaluation_rating (school_id, framework, place);

-- Comments and evidence, on a statement or on anything above it.
CREATE TABLE self_evaluation_note (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    framework TEXT NOT NULL,
    place TEXT NOT NULL,
    wording TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT self_evaluation_note_kind CHECK (kind IN ('comment', 'evidence')),
    words TEXT NOT NULL CONSTRAINT self_evaluation_note_says CHECK (length(trim(words)) > 0),
    link TEXT NOT NULL DEFAULT '',                  -- the address of a web page that shows it; may be empty
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT self_evaluation_note_link CHECK (link = '' OR kind = 'evidence')
) STRICT;
CREATE INDEX self_evaluation_note_of ON self_evaluation_note (school_id, framework, place);

-- What somebody of the school takes on.
CREATE TABLE self_evaluation_action (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    framework TEXT NOT NULL,
    place TEXT NOT NULL,
    wording TEXT NOT NULL,
    words TEXT NOT NULL CONSTRAINT self_evaluation_action_says CHECK (length(trim(words)) > 0),
    owner_id INTEGER NOT NULL REFERENCES staff (id),
    due_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX self_evaluation_action_of ON self_evaluation_action (school_id, framework, place);
CREATE INDEX self_evaluation_action_by_owner ON self_evaluation_action (owner_id);

CREATE TABLE self_evaluation_action_done (
    action_id INTEGER PRIMARY KEY REFERENCES self_evaluation_action (id),
    done_on TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
