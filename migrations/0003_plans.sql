-- Plans, their cycles, and what is in them. Nothing here is rewritten: a change withdraws the old row and adds a new one.

CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CONSTRAINT plan_kind CHECK (kind IN ('sen_support', 'ehc_delivery', 'pastoral', 'behaviour', 'attendance', 'part_time_timetable', 'proposed_isp')),
    opened_on TEXT NOT NULL,
    lead_id INTEGER NOT NULL REFERENCES staff (id),   -- who owns its reviews
    ehc_anchor_on TEXT,                          -- EHC: the authority's last decision, else the date the plan was issued
    version INTEGER NOT NULL DEFAULT 1,          -- rises with each save, so that two people never overwrite each other
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX plan_by_pupil ON plan (pupil_id);

CREATE TABLE plan_closure (
    plan_id INTEGER PRIMARY KEY REFERENCES plan (id),
    closed_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;

-- One turn of assess > plan > do > review. A live cycle always has a review date; the open cycle is the one with no review.
CREATE TABLE cycle (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    number INTEGER NOT NULL,
    started_on TEXT NOT NULL,
    review_on TEXT NOT NULL,                     -- the agreed review date (Code of Practice 6.53)
    CONSTRAINT cycle_once UNIQUE (plan_id, number)
) STRICT;

CREATE TABLE outcome (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    position INTEGER NOT NULL,
    wording TEXT NOT NULL,
    area TEXT NOT NULL CONSTRAINT outcome_area CHECK (area IN ('communication', 'cognition', 'semh', 'sensory_physical', 'other')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES outcome (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX outcome_by_plan ON outcome (plan_id);

-- Measures are in hundredths of their unit, so that 14.5 words is 1450 and nothing is rounded.
CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    cycle_id INTEGER NOT NULL REFERENCES cycle (id),
    outcome_id INTEGER NOT NULL REFERENCES outcome (id),
    position INTEGER NOT NULL,
    wording TEXT NOT NULL,
    measure TEXT NOT NULL,                       -- what is counted, and how
    unit TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL CONSTRAINT target_direction CHECK (direction IN ('higher', 'lower')),
    baseline INTEGER NOT NULL,
    predicted INTEGER NOT NULL,
    challenge INTEGER,
    strategy TEXT NOT NULL DEFAULT '',           -- what adults do, at school
    avoid TEXT NOT NULL DEFAULT '',              -- what does not help
    at_home TEXT NOT NULL DEFAULT '',
    carried INTEGER NOT NULL DEFAULT 0,          -- how many cycles this target has been carried forward
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES target (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX target_by_cycle ON target (cycle_id);

-- The school's catalogue of provision that is additional to or different from the ordinary offer.
CREATE TABLE provision (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    CONSTRAINT provision_once UNIQUE (school_id, name)
) STRICT;

-- A planned use of provision: the line that costs money. Pence are computed from these facts and the dated rate, never stored.
CREATE TABLE placement (
    id INTEGER PRIMARY KEY,
    cycle_id INTEGER NOT NULL REFERENCES cycle (id),
    provision_id INTEGER NOT NULL REFERENCES provision (id),
    position INTEGER NOT NULL,
    rate_role TEXT NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT placement_minutes CHECK (minutes BETWEEN 1 AND 600),
    times_a_week INTEGER NOT NULL CONSTRAINT placement_times CHECK (times_a_week BETWEEN 1 AND 50),
    weeks INTEGER NOT NULL CONSTRAINT placement_weeks CHECK (weeks BETWEEN 1 AND 52),
    staff INTEGER NOT NULL DEFAULT 1 CONSTRAINT placement_staff CHECK (staff BETWEEN 1 AND 20),
    group_size INTEGER NOT NULL DEFAULT 1 CONSTRAINT placement_group CHECK (group_size BETWEEN 1 AND 60),
    cost_share TEXT NOT NULL DEFAULT 'per_group' CONSTRAINT placement_share CHECK (cost_share IN ('per_group', 'whole_to_pupil')),
    resources_pence INTEGER NOT NULL DEFAULT 0 CONSTRAINT placement_resources CHECK (resources_pence >= 0),
    funding TEXT NOT NULL DEFAULT 'notional_sen' CONSTRAINT placement_funding CHECK (funding IN ('notional_sen', 'top_up', 'inclusive_mainstream', 'pupil_premium', 'pupil_premium_plus', 'early_years_inclusion', 'other')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES placement (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX placement_by_cycle ON placement (cycle_id);

-- Dated pence per hour by role, on-costs included: a pay award never rewrites last year.
CREATE TABLE rate (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    role TEXT NOT NULL,
    pence_per_hour INTEGER NOT NULL CONSTRAINT rate_positive CHECK (pence_per_hour > 0),
    from_on TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    CONSTRAINT rate_once UNIQUE (school_id, role, from_on)
) STRICT;

-- The recorded end of a cycle.
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    cycle_id INTEGER NOT NULL UNIQUE REFERENCES cycle (id),
    held_on TEXT NOT NULL,
    conversation_id INTEGER REFERENCES conversation (id),   -- when one event was both
    ehc_annual INTEGER NOT NULL DEFAULT 0 CONSTRAINT review_ehc_annual CHECK (ehc_annual IN (0, 1)),
    pupil_view TEXT NOT NULL DEFAULT '',
    pupil_view_how TEXT NOT NULL DEFAULT '',
    parent_view TEXT NOT NULL DEFAULT '',
    parent_view_how TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    decision TEXT NOT NULL CONSTRAINT review_decision CHECK (decision IN ('continue', 'change', 'step_up', 'step_down', 'exit')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;

CREATE TABLE target_result (
    review_id INTEGER NOT NULL REFERENCES review (id),
    target_id INTEGER NOT NULL REFERENCES target (id),
    actual INTEGER,                              -- hundredths of the target's unit, as the same measure now reads
    progress TEXT NOT NULL CONSTRAINT target_result_progress CHECK (progress IN ('exceeded', 'met', 'partly', 'no_change', 'declined', 'not_delivered')),
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (review_id, target_id)
) STRICT, WITHOUT ROWID;

-- "Not needed" for one pupil's term, with its reason and who said so.
CREATE TABLE exemption (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    year INTEGER NOT NULL,
    season TEXT NOT NULL CONSTRAINT exemption_season CHECK (season IN ('autumn', 'spring', 'summer')),
    reason TEXT NOT NULL CONSTRAINT exemption_reason_given CHECK (length(trim(reason)) > 0),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id),
    CONSTRAINT exemption_once UNIQUE (pupil_id, year, season)
) STRICT;
