-- What the form of a kind of plan asks, as the school has it: versions, of which the newest is for new plans.
CREATE TABLE template (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    kind TEXT NOT NULL,
    number INTEGER NOT NULL CONSTRAINT template_number CHECK (number >= 1),
    content TEXT NOT NULL CONSTRAINT template_content CHECK (json_valid(content)),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT template_once UNIQUE (school_id, kind, number)
) STRICT;

-- With which version a plan was begun; none: with what Thrice ships.
CREATE TABLE plan_template (
    plan_id INTEGER PRIMARY KEY REFERENCES plan (id),
    template_id INTEGER NOT NULL REFERENCES template (id)
) STRICT;
CREATE INDEX plan_template_by_template ON plan_template (template_id);

-- What a class hands on about a pupil at the end of a year: the newest row of a year counts.
CREATE TABLE handover_note (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    year INTEGER NOT NULL,                       -- the academic year that ends, by the calendar year in which it began
    words TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX handover_note_by_pupil ON handover_note (pupil_id, year, id);
