-- An EHC plan's annual review from the first request to the authority's decision. The dates follow from the rules and are never kept; what
-- people did is, each with its day. The newest review of a plan without a decision is the one under way.
CREATE TABLE annual_review (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    kind TEXT NOT NULL CONSTRAINT annual_review_kind CHECK (kind IN ('annual', 'interim')),
    reason TEXT NOT NULL DEFAULT '',                -- why it is held sooner
    anchor_on TEXT NOT NULL,                        -- the decision, or the day of issue, from which it runs
    opened_at INTEGER NOT NULL,
    opened_by INTEGER REFERENCES staff (id),
    CONSTRAINT annual_review_says_why CHECK (kind = 'annual' OR reason <> '')
) STRICT;
CREATE INDEX annual_review_by_plan ON annual_review (plan_id);

-- A step that somebody says was done, and on which day. The newest row of a step that is not withdrawn counts.
CREATE TABLE annual_review_step (
    id INTEGER PRIMARY KEY,
    annual_review_id INTEGER NOT NULL REFERENCES annual_review (id),
    step TEXT NOT NULL CONSTRAINT annual_review_step_code CHECK (step IN ('advice', 'invite', 'circulate', 'report', 'comment', 'finalise')),
    done_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX annual_review_step_by_review ON annual_review_step (annual_review_id);

-- Whoever is asked for a report or invited, and as what.
CREATE TABLE annual_review_party (
    id INTEGER PRIMARY KEY,
    annual_review_id INTEGER NOT NULL REFERENCES annual_review (id),
    party TEXT NOT NULL CONSTRAINT annual_review_party_code
        CHECK (party IN ('parent', 'young_person', 'school', 'authority', 'health', 'social_care', 'other')),
    name TEXT NOT NULL CONSTRAINT annual_review_party_named CHECK (name <> ''),
    reach TEXT NOT NULL DEFAULT '',                 -- how to reach them
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX annual_review_party_by_review ON annual_review_party (annual_review_id);

CREATE TABLE annual_review_party_deed (
    id INTEGER PRIMARY KEY,
    party_id INTEGER NOT NULL REFERENCES annual_review_party (id),
    deed TEXT NOT NULL CONSTRAINT annual_review_deed_code
        CHECK (deed IN ('asked', 'chased', 'received', 'circulated', 'invited', 'came', 'absent')),
    done_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX annual_review_party_deed_by_party ON annual_review_party_deed (party_id);

-- The school's report: a recommendation and no decision. A corrected one is a new row; the newest counts.
CREATE TABLE annual_review_report (
    id INTEGER PRIMARY KEY,
    annual_review_id INTEGER NOT NULL REFERENCES annual_review (id),
    recommendation TEXT NOT NULL CONSTRAINT annual_review_recommendation CHECK (recommendation IN ('maintain', 'amend', 'cease')),
    sections TEXT NOT NULL DEFAULT '',              -- which sections should change, and how
    disagreement TEXT NOT NULL DEFAULT '',          -- who sees it otherwise, in their words
    sent_to TEXT NOT NULL DEFAULT '',               -- who it went to
    sent_on TEXT,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT annual_review_report_sent CHECK ((sent_on IS NULL) = (sent_to = ''))
) STRICT;
CREATE INDEX annual_review_report_by_review ON annual_review_report (annual_review_id);

-- What the authority decided. One for each review.
CREATE TABLE annual_review_decision (
    annual_review_id INTEGER PRIMARY KEY REFERENCES annual_review (id),
    decision TEXT NOT NULL CONSTRAINT annual_review_decision_code CHECK (decision IN ('maintain', 'amend', 'cease')),
    decided_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;

-- What was said to the authority about something that is overdue with it.
CREATE TABLE annual_review_chase (
    id INTEGER PRIMARY KEY,
    annual_review_id INTEGER NOT NULL REFERENCES annual_review (id),
    chased_on TEXT NOT NULL,
    how TEXT NOT NULL CONSTRAINT annual_review_chase_said CHECK (how <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX annual_review_chase_by_review ON annual_review_chase (annual_review_id);

-- The day on which a pupil moves from one place after 16 to another: the plan is amended five months before.
ALTER TABLE plan ADD COLUMN ehc_moves_on TEXT;
