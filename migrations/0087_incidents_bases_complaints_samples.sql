-- Significant incidents of force, restraint and seclusion, as schools record them on the day since 1 April 2026. What was written stays: a
-- correction is one more account, and the newest is read. They stand apart from every plan.
CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id)
) STRICT;
CREATE INDEX incident_by_pupil ON incident (pupil_id);
CREATE TABLE incident_account (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    kinds TEXT NOT NULL CONSTRAINT incident_account_kinds CHECK (kinds <> ''),          -- codes parted by spaces
    happened_on TEXT NOT NULL,
    began TEXT NOT NULL CONSTRAINT incident_account_began CHECK (began GLOB '[0-2][0-9]:[0-5][0-9]'),   -- time of day
    minutes INTEGER NOT NULL CONSTRAINT incident_account_minutes CHECK (minutes BETWEEN 1 AND 600),     -- how long
    place TEXT NOT NULL CONSTRAINT incident_account_place CHECK (place <> ''),
    staff TEXT NOT NULL CONSTRAINT incident_account_staff CHECK (staff <> ''),          -- who took part, by name
    others TEXT NOT NULL DEFAULT '',                                                    -- who else was there
    needs TEXT NOT NULL CONSTRAINT incident_account_needs CHECK (needs <> ''),          -- needs that matter here
    why TEXT NOT NULL CONSTRAINT incident_account_why CHECK (why <> ''),
    triggers TEXT NOT NULL DEFAULT '',                                                  -- what led up to it
    tried TEXT NOT NULL DEFAULT '',                                                     -- what was tried before
    degree TEXT NOT NULL DEFAULT '',                                                    -- kind and degree of force
    injuries TEXT NOT NULL CONSTRAINT incident_account_injuries CHECK (injuries <> ''), -- of anybody; that there were none, too
    support TEXT NOT NULL CONSTRAINT incident_account_support CHECK (support <> ''),    -- of the pupil afterwards
    staff_support TEXT NOT NULL DEFAULT '',                                             -- of the staff afterwards
    corrects TEXT NOT NULL DEFAULT '',                                                  -- why it was written anew
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX incident_account_by_incident ON incident_account (incident_id);
-- What a parent was told of it, or, where no parent can be, the local authority.
CREATE TABLE incident_telling (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    adult_id INTEGER REFERENCES adult (id),      -- nobody: the local authority
    told_on TEXT NOT NULL,
    way TEXT NOT NULL CONSTRAINT incident_telling_way CHECK (way IN ('by_hand', 'post', 'message', 'spoken')),
    words TEXT NOT NULL CONSTRAINT incident_telling_words CHECK (words <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX incident_telling_by_incident ON incident_telling (incident_id);

-- The school's own inclusion bases, who is a member from when to when and for how long a week, and the looks at the plan to return.
CREATE TABLE inclusion_base (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL CONSTRAINT inclusion_base_name CHECK (name <> ''),
    kind TEXT NOT NULL CONSTRAINT inclusion_base_kind CHECK (kind IN ('support', 'specialist')),
    lead_id INTEGER NOT NULL REFERENCES staff (id),
    places INTEGER NOT NULL CONSTRAINT inclusion_base_places CHECK (places BETWEEN 1 AND 200),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    closed_on TEXT                               -- its last day
) STRICT;
CREATE INDEX inclusion_base_by_school ON inclusion_base (school_id);
CREATE TABLE base_membership (
    id INTEGER PRIMARY KEY,
    base_id INTEGER NOT NULL REFERENCES inclusion_base (id),
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    from_on TEXT NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT base_membership_minutes CHECK (minutes BETWEEN 1 AND 3000),   -- a week
    why TEXT NOT NULL CONSTRAINT base_membership_why CHECK (why <> ''),
    return_plan TEXT NOT NULL CONSTRAINT base_membership_return CHECK (return_plan <> ''),
    look_on TEXT NOT NULL,                       -- the first look at the plan to return
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    until_on TEXT,                               -- its last day
    ended_why TEXT NOT NULL DEFAULT '',
    ended_by INTEGER REFERENCES staff (id),
    CONSTRAINT base_membership_days CHECK (until_on IS NULL OR until_on >= from_on),
    CONSTRAINT base_membership_end CHECK ((until_on IS NULL) = (ended_why = ''))
) STRICT;
CREATE INDEX base_membership_by_pupil ON base_membership (pupil_id);
CREATE INDEX base_membership_by_base ON base_membership (base_id);
CREATE TABLE base_look (
    id INTEGER PRIMARY KEY,
    membership_id INTEGER NOT NULL REFERENCES base_membership (id),
    looked_on TEXT NOT NULL,
    words TEXT NOT NULL CONSTRAINT base_look_words CHECK (words <> ''),
    next_on TEXT NOT NULL CONSTRAINT base_look_next CHECK (next_on > looked_on),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX base_look_by_membership ON base_look (membership_id);

-- Complaints, and how each was answered: the newest answer is read.
CREATE TABLE complaint (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    received_on TEXT NOT NULL,
    complainant TEXT NOT NULL CONSTRAINT complaint_complainant CHECK (complainant <> ''),
    pupil_id INTEGER REFERENCES pupil (id),
    about TEXT NOT NULL CONSTRAINT complaint_about CHECK (about <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX complaint_by_school ON complaint (school_id);
CREATE TABLE complaint_answer (
    id INTEGER PRIMARY KEY,
    complaint_id INTEGER NOT NULL REFERENCES complaint (id),
    answered_on TEXT NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT complaint_answer_outcome CHECK (outcome IN ('upheld', 'in_part', 'not_upheld', 'settled', 'withdrawn')),
    words TEXT NOT NULL CONSTRAINT complaint_answer_words CHECK (words <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX complaint_answer_by_complaint ON complaint_answer (complaint_id);

-- Plans as governors read them: words without names, frozen as they were published. Whose they are stands nowhere but in the audit.
CREATE TABLE plan_sample (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    seed INTEGER,                                -- nothing: chosen by hand
    published_at INTEGER NOT NULL,
    published_by INTEGER NOT NULL REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    withdrawn_why TEXT NOT NULL DEFAULT '',
    CONSTRAINT plan_sample_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_why = ''))
) STRICT;
CREATE INDEX plan_sample_by_school ON plan_sample (school_id);
CREATE TABLE plan_sample_sheet (
    sample_id INTEGER NOT NULL REFERENCES plan_sample (id),
    position INTEGER NOT NULL CONSTRAINT plan_sample_sheet_position CHECK (position >= 1),
    kind TEXT NOT NULL CONSTRAINT plan_sample_sheet_kind CHECK (kind <> ''),
    parts TEXT NOT NULL CONSTRAINT plan_sample_sheet_parts CHECK (json_valid(parts)),
    PRIMARY KEY (sample_id, position)
) STRICT;
