-- Where a pupil was before: schools, nurseries and other settings, with their days. One that was entered by mistake is withdrawn.
CREATE TABLE earlier_setting (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CONSTRAINT earlier_setting_kind CHECK (kind IN ('school', 'early_years', 'other')),
    name TEXT NOT NULL CONSTRAINT earlier_setting_named CHECK (length(trim(name)) > 0),
    from_on TEXT,                                -- NULL: since when is not known
    until_on TEXT NOT NULL,                      -- the last day there
    why_left TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT earlier_setting_ordered CHECK (from_on IS NULL OR from_on <= until_on)
) STRICT;
CREATE INDEX earlier_setting_by_pupil ON earlier_setting (pupil_id, until_on);

-- What became of the pupil's file there: that it was asked for, and that it came.
CREATE TABLE earlier_setting_file (
    id INTEGER PRIMARY KEY,
    setting_id INTEGER NOT NULL REFERENCES earlier_setting (id),
    step TEXT NOT NULL CONSTRAINT earlier_setting_file_step CHECK (step IN ('asked', 'came')),
    happened_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT earlier_setting_file_once UNIQUE (setting_id, step)
) STRICT;
