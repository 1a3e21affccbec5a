-- What everybody who works with a pupil should know first, on one page. A change is another row, and so is the word that it is still right.
CREATE TABLE profile (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    liked TEXT NOT NULL DEFAULT '',                 -- what people like about me
    matters TEXT NOT NULL DEFAULT '',               -- what matters to me
    support TEXT NOT NULL DEFAULT '',               -- how best to support me
    please_do TEXT NOT NULL DEFAULT '',
    please_dont TEXT NOT NULL DEFAULT '',
    how TEXT NOT NULL CONSTRAINT profile_how CHECK (how IN ('talk', 'writing', 'drawing', 'symbols', 'signing', 'observed', 'other')),
    written_by TEXT NOT NULL CONSTRAINT profile_written_by CHECK (written_by IN ('pupil', 'scribe', 'observer')),
    with_whom TEXT NOT NULL DEFAULT '',             -- who asked, wrote for them or observed
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX profile_by_pupil ON profile (pupil_id, id);

CREATE TABLE profile_confirmation (
    id INTEGER PRIMARY KEY,
    profile_id INTEGER NOT NULL REFERENCES profile (id),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX profile_confirmation_by_profile ON profile_confirmation (profile_id, id);
