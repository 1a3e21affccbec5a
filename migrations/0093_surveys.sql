-- A survey of families or of pupils, once a year. Who was asked and what was answered are kept apart: of whoever was asked only that they
-- have answered, without a time; of an answer neither whose it is nor when it came, and its number is drawn at random, so that no order
-- tells them apart.
CREATE TABLE survey (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    whom TEXT NOT NULL CONSTRAINT survey_whom CHECK (whom IN ('families', 'pupils')),
    opened_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,                     -- its last day
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT survey_days CHECK (closes_on > opened_on)
) STRICT;
CREATE INDEX survey_by_school ON survey (school_id, opened_on);
CREATE TABLE survey_asked (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    adult_id INTEGER REFERENCES adult (id),      -- nobody: a sheet of paper for a pupil
    pupil_id INTEGER REFERENCES pupil (id),      -- the child by whose record the adult may be written to
    answered INTEGER NOT NULL DEFAULT 0 CONSTRAINT survey_asked_answered CHECK (answered IN (0, 1)),
    CONSTRAINT survey_asked_whom CHECK ((adult_id IS NULL) = (pupil_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX survey_asked_once ON survey_asked (survey_id, adult_id) WHERE adult_id IS NOT NULL;
CREATE INDEX survey_asked_by_survey ON survey_asked (survey_id);
CREATE TABLE survey_link (
    token_hash BLOB PRIMARY KEY,                 -- SHA-256
    asked_id INTEGER NOT NULL REFERENCES survey_asked (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE survey_answer (
    id INTEGER PRIMARY KEY,                      -- drawn at random
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    heard TEXT CONSTRAINT survey_answer_heard CHECK (heard IN ('yes', 'partly', 'no')),
    told TEXT CONSTRAINT survey_answer_told CHECK (told IN ('yes', 'partly', 'no')),
    decide TEXT CONSTRAINT survey_answer_decide CHECK (decide IN ('yes', 'partly', 'no')),
    happens TEXT CONSTRAINT survey_answer_happens CHECK (happens IN ('yes', 'partly', 'no')),
    put_right TEXT CONSTRAINT survey_answer_put_right CHECK (put_right IN ('yes', 'partly', 'no')),
    words TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX survey_answer_by_survey ON survey_answer (survey_id);
-- What the school did about it, as families read it; the newest counts.
CREATE TABLE survey_action (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    words TEXT NOT NULL CONSTRAINT survey_action_words CHECK (words <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX survey_action_by_survey ON survey_action (survey_id);
