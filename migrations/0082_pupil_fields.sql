-- The school's own pupil fields: what it wants to know of a pupil beside all that has a place already. A field that is called otherwise has
-- another wording, and one that is taken out keeps what was filled in.
CREATE TABLE pupil_field (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    kind TEXT NOT NULL CONSTRAINT pupil_field_kind CHECK (kind IN ('line', 'text', 'yes_no', 'number', 'date', 'choice')),
    position INTEGER NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX pupil_field_by_school ON pupil_field (school_id, position);

-- What a field is called and what it takes; the last row counts.
CREATE TABLE pupil_field_wording (
    id INTEGER PRIMARY KEY,
    field_id INTEGER NOT NULL REFERENCES pupil_field (id),
    name TEXT NOT NULL CONSTRAINT pupil_field_wording_named CHECK (length(trim(name)) > 0),
    help TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL CONSTRAINT pupil_field_wording_audience CHECK (audience IN ('pupil', 'record')),
    unit TEXT NOT NULL DEFAULT '',                  -- of a number; may be empty
    lowest INTEGER,                                 -- of a number, in hundredths
    highest INTEGER,
    choices TEXT NOT NULL DEFAULT '[]' CONSTRAINT pupil_field_wording_choices CHECK (json_type(choices) = 'array'),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT pupil_field_wording_range CHECK (lowest IS NULL OR highest IS NULL OR lowest < highest)
) STRICT;
CREATE INDEX pupil_field_wording_by_field ON pupil_field_wording (field_id, id);

-- What was filled in, from when until when. A new value ends the one before.
CREATE TABLE pupil_field_value (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    field_id INTEGER NOT NULL REFERENCES pupil_field (id),
    value TEXT NOT NULL CONSTRAINT pupil_field_value_filled CHECK (length(trim(value)) > 0),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    ended_at INTEGER,
    ended_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX pupil_field_value_by_pupil ON pupil_field_value (pupil_id, field_id, id);
CREATE UNIQUE INDEX pupil_field_value_open ON pupil_field_value (pupil_id, field_id) WHERE ended_at IS NULL;

-- What a pupil's time line shows of them: which field was filled in, and not with what.
CREATE VIEW pupil_field_happened AS
    SELECT v.pupil_id, w.audience, date(v.entered_at, 'unixepoch') AS happened, v.entered_at AS entered, v.entered_by AS staff, w.name AS words
    FROM pupil_field_value v JOIN pupil_field_wording w ON w.id = (SELECT max(id) FROM pupil_field_wording WHERE field_id = v.field_id);
