-- What parents and pupils say before a meeting or a review: their own words, how they were gathered, and who wrote them down.

-- The newest row of an invitation counts; earlier ones stay as they were said.
CREATE TABLE parent_view (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation (id),
    going_well TEXT NOT NULL DEFAULT '',
    hard TEXT NOT NULL DEFAULT '',
    would_help TEXT NOT NULL DEFAULT '',
    ask_pupil TEXT NOT NULL DEFAULT '',          -- anything the school should ask the pupil
    how TEXT NOT NULL CONSTRAINT parent_view_how CHECK (how IN ('link', 'phone', 'in_person', 'paper')),
    given_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),    -- NULL: the adult, through the link
    CONSTRAINT parent_view_by CHECK ((how = 'link') = (entered_by IS NULL))
) STRICT;
CREATE INDEX parent_view_latest ON parent_view (invitation_id, id);

-- Not to want to take part is an answer too.
CREATE TABLE pupil_view (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    given_on TEXT NOT NULL,
    declined INTEGER NOT NULL DEFAULT 0 CONSTRAINT pupil_view_declined CHECK (declined IN (0, 1)),
    how TEXT CONSTRAINT pupil_view_how CHECK (how IN ('talk', 'writing', 'drawing', 'symbols', 'signing', 'observed', 'other')),
    written_by TEXT CONSTRAINT pupil_view_written_by CHECK (written_by IN ('pupil', 'scribe', 'observer')),
    with_whom TEXT NOT NULL DEFAULT '',          -- who asked, wrote for them or observed
    feeling TEXT CONSTRAINT pupil_view_feeling CHECK (feeling IN ('good', 'ok', 'hard')),   -- NULL: not said
    working TEXT NOT NULL DEFAULT '',
    not_working TEXT NOT NULL DEFAULT '',
    wanted TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT pupil_view_gathered CHECK (declined = 1 OR (how IS NOT NULL AND written_by IS NOT NULL))
) STRICT;
CREATE INDEX pupil_view_by_pupil ON pupil_view (pupil_id, given_on);
