-- What the catalogue says of a provision: the newest row counts.
CREATE TABLE provision_description (
    id INTEGER PRIMARY KEY,
    provision_id INTEGER NOT NULL REFERENCES provision (id),
    purpose TEXT NOT NULL DEFAULT '',            -- what it is for
    evidence TEXT NOT NULL DEFAULT '',           -- why the school thinks that it works
    entry_criteria TEXT NOT NULL DEFAULT '',     -- who begins it
    exit_criteria TEXT NOT NULL DEFAULT '',      -- when it ends
    places INTEGER CONSTRAINT provision_description_places CHECK (places > 0),
    rate_role TEXT NOT NULL DEFAULT '',
    minutes INTEGER CONSTRAINT provision_description_minutes CHECK (minutes BETWEEN 1 AND 600),
    times_a_week INTEGER CONSTRAINT provision_description_times CHECK (times_a_week BETWEEN 1 AND 50),
    weeks INTEGER CONSTRAINT provision_description_weeks CHECK (weeks BETWEEN 1 AND 52),
    group_size INTEGER NOT NULL DEFAULT 1 CONSTRAINT provision_description_group CHECK (group_size BETWEEN 1 AND 60),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX provision_description_by_provision ON provision_description (provision_id, id);
CREATE INDEX placement_by_provision ON placement (provision_id);

-- Who waits for a place, and what became of it.
CREATE TABLE provision_waiting (
    id INTEGER PRIMARY KEY,
    provision_id INTEGER NOT NULL REFERENCES provision (id),
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    why TEXT NOT NULL DEFAULT '',                -- how the pupil meets what begins it
    since_on TEXT NOT NULL,
    ended_on TEXT,
    outcome TEXT CONSTRAINT provision_waiting_outcome CHECK (outcome IN ('began', 'not_needed', 'other')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT provision_waiting_ended CHECK ((ended_on IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX provision_waiting_by_provision ON provision_waiting (provision_id, id);
CREATE INDEX provision_waiting_by_pupil ON provision_waiting (pupil_id);
CREATE UNIQUE INDEX provision_waiting_once ON provision_waiting (provision_id, pupil_id) WHERE ended_on IS NULL;
