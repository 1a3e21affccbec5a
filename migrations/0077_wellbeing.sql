-- How a pupil is, in five measures from 1 to 5, said by the pupil or by a member of staff. Each filling-in is a row; of several of the same
-- day, source and adult the newest stands. NULL: did not want to say, or could not.
CREATE TABLE wellbeing (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    said_on TEXT NOT NULL,
    source TEXT NOT NULL CONSTRAINT wellbeing_source CHECK (source IN ('pupil', 'adult')),
    rater_id INTEGER REFERENCES staff (id),         -- the adult whose view it is; nobody where it is the pupil's
    confidence INTEGER CONSTRAINT wellbeing_confidence CHECK (confidence BETWEEN 1 AND 5),
    resilience INTEGER CONSTRAINT wellbeing_resilience CHECK (resilience BETWEEN 1 AND 5),
    peers INTEGER CONSTRAINT wellbeing_peers CHECK (peers BETWEEN 1 AND 5),
    adults INTEGER CONSTRAINT wellbeing_adults CHECK (adults BETWEEN 1 AND 5),
    motivation INTEGER CONSTRAINT wellbeing_motivation CHECK (motivation BETWEEN 1 AND 5),
    with_whom TEXT NOT NULL DEFAULT '',             -- who sat with the pupil
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT wellbeing_rater CHECK ((source = 'adult') = (rater_id IS NOT NULL))
) STRICT;
CREATE INDEX wellbeing_by_pupil ON wellbeing (pupil_id, said_on, id);
