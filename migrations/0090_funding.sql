-- What authorities pay for a pupil beyond what the school funds itself. Each amount is in pence and dated; what was entered wrongly is taken
-- back and entered anew, so that nothing is overwritten.

-- An authority's bands: what one of them brings a year, from a day on. A school may have pupils of several authorities.
CREATE TABLE funding_band (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    authority TEXT NOT NULL CONSTRAINT funding_band_authority CHECK (authority <> ''),
    name TEXT NOT NULL CONSTRAINT funding_band_name CHECK (name <> ''),
    pence_a_year INTEGER NOT NULL CONSTRAINT funding_band_pence CHECK (pence_a_year > 0),
    from_on TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES funding_band (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX funding_band_stands ON funding_band (school_id, authority, name, from_on) WHERE withdrawn_at IS NULL;

-- What is expected for a pupil (a band, or an amount a year), what stands on the authority's schedule, and what came or was taken back.
CREATE TABLE funding_entry (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CONSTRAINT funding_entry_kind CHECK (kind IN ('expected', 'scheduled', 'received', 'taken_back')),
    authority TEXT,                                                  -- of the band
    band TEXT,                                                       -- instead of an amount
    pence INTEGER CONSTRAINT funding_entry_pence CHECK (pence > 0),  -- a year where it is expected, else all of it
    from_on TEXT NOT NULL,                                           -- the days that it is for
    until_on TEXT CONSTRAINT funding_entry_span CHECK (until_on >= from_on),
    received_on TEXT,
    backdated INTEGER NOT NULL DEFAULT 0 CONSTRAINT funding_entry_backdated CHECK (backdated IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES funding_entry (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT funding_entry_amount CHECK ((pence IS NULL) = (band IS NOT NULL) AND (band IS NULL) = (authority IS NULL)),
    CONSTRAINT funding_entry_band CHECK (band IS NULL OR kind = 'expected'),
    CONSTRAINT funding_entry_end CHECK (kind = 'expected' OR until_on IS NOT NULL),
    CONSTRAINT funding_entry_received CHECK ((received_on IS NOT NULL) = (kind IN ('received', 'taken_back'))),
    CONSTRAINT funding_entry_late CHECK (backdated = 0 OR received_on IS NOT NULL)
) STRICT;
CREATE INDEX funding_entry_by_pupil ON funding_entry (pupil_id);

-- What the school as a whole receives beside that: its notional SEN budget, grants, premiums.
CREATE TABLE funding_stream (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    funding TEXT NOT NULL CONSTRAINT funding_stream_funding CHECK (funding IN ('notional_sen', 'inclusive_mainstream', 'pupil_premium',
        'pupil_premium_plus', 'early_years_inclusion', 'other')),
    pence INTEGER NOT NULL CONSTRAINT funding_stream_pence CHECK (pence > 0),
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT funding_stream_span CHECK (until_on >= from_on)
) STRICT;
CREATE INDEX funding_stream_by_school ON funding_stream (school_id);
