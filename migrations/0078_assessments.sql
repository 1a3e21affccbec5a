-- The school's own scored measures: name, range, direction and cut-offs in its own words, and nothing of a licensed test. A measure that is
-- worded anew is another row, so that a score keeps the range and the words under which it was given.
CREATE TABLE scored_measure (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL CONSTRAINT scored_measure_named CHECK (length(trim(name)) > 0),
    lowest INTEGER NOT NULL,                        -- in hundredths
    highest INTEGER NOT NULL,
    direction TEXT NOT NULL CONSTRAINT scored_measure_direction CHECK (direction IN ('higher', 'lower')),
    first_id INTEGER REFERENCES scored_measure (id), -- the first wording of the same measure; nothing for the first itself
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT scored_measure_range CHECK (lowest < highest)
) STRICT;
CREATE INDEX scored_measure_by_school ON scored_measure (school_id);

CREATE TABLE scored_measure_cut_off (
    id INTEGER PRIMARY KEY,
    measure_id INTEGER NOT NULL REFERENCES scored_measure (id),
    side TEXT NOT NULL CONSTRAINT scored_measure_cut_off_side CHECK (side IN ('below', 'from')),
    at INTEGER NOT NULL,                            -- in hundredths
    words TEXT NOT NULL CONSTRAINT scored_measure_cut_off_worded CHECK (length(trim(words)) > 0)
) STRICT;
CREATE INDEX scored_measure_cut_off_by_measure ON scored_measure_cut_off (measure_id, id);

-- What was found out about a pupil on a day: a score, or a teacher's judgement in words. One that is put right is withdrawn and replaced.
CREATE TABLE assessment (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    assessed_on TEXT NOT NULL,
    measure_id INTEGER REFERENCES scored_measure (id),
    score INTEGER,                                  -- in hundredths
    judgement TEXT NOT NULL DEFAULT '',             -- in words, where nothing was measured
    assessor TEXT NOT NULL CONSTRAINT assessment_assessor CHECK (length(trim(assessor)) > 0), -- who assessed; may be nobody of the school
    shows TEXT NOT NULL DEFAULT '',                 -- what it shows
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES assessment (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT assessment_scored CHECK ((measure_id IS NULL) = (score IS NULL)),
    CONSTRAINT assessment_says CHECK (score IS NOT NULL OR length(trim(judgement)) > 0)
) STRICT;
CREATE INDEX assessment_by_pupil ON assessment (pupil_id, assessed_on);
