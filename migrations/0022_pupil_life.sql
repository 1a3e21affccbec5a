-- Professionals from whom advice was asked, their reports, who has read them and what became of them; and suspensions.

CREATE TABLE advice (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    name TEXT NOT NULL DEFAULT '',               -- who is asked; may not be known yet
    profession TEXT NOT NULL CONSTRAINT advice_profession_given CHECK (length(trim(profession)) > 0),
    service TEXT NOT NULL DEFAULT '',
    about TEXT NOT NULL,                         -- what was asked
    asked_on TEXT NOT NULL,
    parents_agreed TEXT NOT NULL DEFAULT '',     -- when and how the parents agreed that somebody is asked (Code of Practice 6.47)
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX advice_by_pupil ON advice (pupil_id);

CREATE TABLE advice_report (
    advice_id INTEGER PRIMARY KEY REFERENCES advice (id),
    received_on TEXT NOT NULL,
    summary TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;

CREATE TABLE advice_reading (
    advice_id INTEGER NOT NULL REFERENCES advice (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    read_at INTEGER NOT NULL,
    PRIMARY KEY (advice_id, staff_id)
) STRICT, WITHOUT ROWID;

-- What adults do at school because of it: the strategy of a target.
CREATE TABLE advice_strategy (
    advice_id INTEGER NOT NULL REFERENCES advice (id),
    target_id INTEGER NOT NULL REFERENCES target (id),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    PRIMARY KEY (advice_id, target_id)
) STRICT, WITHOUT ROWID;

-- Suspensions and permanent exclusions. A session is half a day.
CREATE TABLE suspension (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CONSTRAINT suspension_kind CHECK (kind IN ('suspension', 'permanent')),
    from_on TEXT NOT NULL,
    sessions INTEGER NOT NULL CONSTRAINT suspension_sessions CHECK (sessions BETWEEN 0 AND 90),
    reason TEXT NOT NULL,                        -- the school census's code
    parents_told_on TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,                        -- entered by mistake, or rescinded
    withdrawn_by INTEGER REFERENCES staff (id),
    withdrawn_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX suspension_by_pupil ON suspension (pupil_id, from_on);

-- What a parent needs to take part: asked once, used each time.
ALTER TABLE adult ADD COLUMN written_language TEXT NOT NULL DEFAULT '';   -- where it is not the language that is spoken
ALTER TABLE adult ADD COLUMN format TEXT NOT NULL DEFAULT '';             -- large_print, easy_read, bsl, braille, audio, paper; empty: as it comes
ALTER TABLE adult ADD COLUMN hours TEXT NOT NULL DEFAULT '';              -- when they can be reached, in their words
ALTER TABLE adult ADD COLUMN needs_asked_on TEXT;                         -- when they were asked last; NULL: never

-- Files about a pupil. They are kept in the database, so that one backup holds everything; their bytes in a table of their own, so that
-- lists stay light. Nothing is deleted: what should not be there is withdrawn.

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    title TEXT NOT NULL CONSTRAINT document_title_given CHECK (length(trim(title)) > 0),
    kind TEXT NOT NULL CONSTRAINT document_kind CHECK (kind IN ('pdf', 'png', 'jpg', 'docx')),
    bytes INTEGER NOT NULL CONSTRAINT document_bytes CHECK (bytes BETWEEN 1 AND 10485760),
    sha256 BLOB NOT NULL,
    dated_on TEXT NOT NULL,                      -- the day the document bears, which is another fact than when it was uploaded
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    withdrawn_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX document_by_pupil ON document (pupil_id);

CREATE TABLE document_content (
    document_id INTEGER PRIMARY KEY REFERENCES document (id),
    content BLOB NOT NULL
) STRICT;

-- "Speak to the designated safeguarding lead": nothing but that, and only for those who are named here.

CREATE TABLE safeguarding_reader (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    named_at INTEGER NOT NULL,
    named_by INTEGER NOT NULL REFERENCES staff (id),
    until_at INTEGER,
    until_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX safeguarding_reader_open ON safeguarding_reader (staff_id) WHERE until_at IS NULL;

CREATE TABLE safeguarding_marker (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    set_at INTEGER NOT NULL,
    set_by INTEGER NOT NULL REFERENCES staff (id),
    lifted_at INTEGER,
    lifted_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX safeguarding_marker_open ON safeguarding_marker (pupil_id) WHERE lifted_at IS NULL;

-- When somebody wrote down that a pupil left, and who: another fact than the last day on roll.

ALTER TABLE enrolment ADD COLUMN entered_by INTEGER REFERENCES staff (id);       -- NULL: an import
ALTER TABLE enrolment ADD COLUMN left_entered_at INTEGER;
ALTER TABLE enrolment ADD COLUMN left_entered_by INTEGER REFERENCES staff (id);
ALTER TABLE enrolment ADD COLUMN left_to TEXT NOT NULL DEFAULT '';               -- where to, in a few words
