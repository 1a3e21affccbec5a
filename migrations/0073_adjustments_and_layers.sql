-- What a pupil has at hand and what must be done differently for them, from a day to another: no target, and no review of its own.
CREATE TABLE adjustment (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CONSTRAINT adjustment_kind CHECK (kind IN ('adjustment', 'equipment')),
    words TEXT NOT NULL CONSTRAINT adjustment_words CHECK (words <> ''),
    source TEXT NOT NULL DEFAULT '',             -- who says that it is needed; may be empty
    from_on TEXT NOT NULL,
    until_on TEXT,                               -- its last day; NULL: it goes on
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX adjustment_by_pupil ON adjustment (pupil_id, id);

-- The school's own layers of support, by its own names. One that is used no more stands for those who are on it.
CREATE TABLE layer (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL CONSTRAINT layer_name CHECK (name <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX layer_once ON layer (school_id, name) WHERE withdrawn_at IS NULL;

-- On which of them a pupil is, and since when. It says nothing of their SEN status.
CREATE TABLE pupil_layer (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    layer_id INTEGER NOT NULL REFERENCES layer (id),
    why TEXT NOT NULL DEFAULT '',
    from_on TEXT NOT NULL,
    until_on TEXT,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX pupil_layer_by_pupil ON pupil_layer (pupil_id, id);
CREATE INDEX pupil_layer_by_layer ON pupil_layer (layer_id);
