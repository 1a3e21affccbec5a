-- What the school census asks of a pupil beside status and needs, dated: it is true on census day or it is not.
CREATE TABLE census_indicator (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    code TEXT NOT NULL CONSTRAINT census_indicator_code CHECK (code IN ('top_up', 'sen_unit', 'resourced_provision')),
    from_on TEXT NOT NULL,
    until_on TEXT CONSTRAINT census_indicator_span CHECK (until_on >= from_on),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX census_indicator_by_pupil ON census_indicator (pupil_id);
CREATE UNIQUE INDEX census_indicator_open ON census_indicator (pupil_id, code) WHERE until_on IS NULL;
