-- What a plan said when it was agreed, and what the next version is to say. A plan without any was written before versions were kept.
CREATE TABLE plan_version (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    number INTEGER NOT NULL CONSTRAINT plan_version_number CHECK (number >= 1),
    content TEXT NOT NULL CONSTRAINT plan_version_content CHECK (json_valid(content)),   -- never changed once it is agreed
    saves INTEGER NOT NULL DEFAULT 0,            -- how often it was saved as a draft: two people never overwrite each other
    opened_at INTEGER NOT NULL,
    opened_by INTEGER REFERENCES staff (id),
    CONSTRAINT plan_version_once UNIQUE (plan_id, number)
) STRICT;

-- From here on the version is in force, until another of its plan is.
CREATE TABLE plan_version_agreed (
    version_id INTEGER PRIMARY KEY REFERENCES plan_version (id),
    agreed_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;

CREATE TRIGGER plan_version_is_kept BEFORE UPDATE ON plan_version
WHEN EXISTS (SELECT 1 FROM plan_version_agreed a WHERE a.version_id = old.id)
BEGIN SELECT raise(ABORT, 'an agreed version never changes'); END;

-- A draft that nobody goes on with.
CREATE TABLE plan_version_discarded (
    version_id INTEGER PRIMARY KEY REFERENCES plan_version (id),
    discarded_at INTEGER NOT NULL,
    discarded_by INTEGER REFERENCES staff (id)
) STRICT;

-- What parents and the pupil said to a version, in their words. Silence is no row.
CREATE TABLE plan_answer (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES plan_version (id),
    adult_id INTEGER REFERENCES adult (id),      -- NULL: the pupil
    answer TEXT NOT NULL CONSTRAINT plan_answer_code CHECK (answer IN ('agree', 'in_part', 'not_agreed', 'not_reached')),
    words TEXT NOT NULL DEFAULT '',
    how TEXT NOT NULL CONSTRAINT plan_answer_how CHECK (how IN ('meeting', 'phone', 'in_person', 'paper')),
    said_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX plan_answer_by_version ON plan_answer (version_id, id);
CREATE INDEX plan_answer_by_adult ON plan_answer (adult_id);
