-- What a member of staff noticed about a pupil, with SEN or without, and what was decided about it. Nothing here is rewritten.

CREATE TABLE concern (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    noticed_on TEXT NOT NULL,                    -- since about when it has been so: another fact than when it was written down
    seen TEXT NOT NULL CONSTRAINT concern_seen_given CHECK (length(trim(seen)) > 0),
    tried TEXT NOT NULL,
    tried_for TEXT NOT NULL,                     -- for how long, in their words
    happened TEXT NOT NULL,
    parents_told_on TEXT,                        -- NULL: not told, and why not
    parents_told_how TEXT NOT NULL DEFAULT '',
    not_told_why TEXT NOT NULL DEFAULT '',
    raised_at INTEGER NOT NULL,
    raised_by INTEGER NOT NULL REFERENCES staff (id),
    CONSTRAINT concern_parents CHECK ((parents_told_on IS NULL) = (not_told_why <> ''))
) STRICT;
CREATE INDEX concern_by_pupil ON concern (pupil_id);
CREATE INDEX concern_by_staff ON concern (raised_by);

-- The newest row of a concern counts; earlier ones stay as they were decided.
CREATE TABLE concern_decision (
    id INTEGER PRIMARY KEY,
    concern_id INTEGER NOT NULL REFERENCES concern (id),
    outcome TEXT NOT NULL CONSTRAINT concern_decision_outcome CHECK (outcome IN ('assess', 'sen_support', 'strategies', 'no')),
    words TEXT NOT NULL CONSTRAINT concern_decision_words_given CHECK (length(trim(words)) > 0),
    look_again_on TEXT,
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES staff (id),
    CONSTRAINT concern_decision_look_again CHECK ((outcome IN ('assess', 'strategies')) = (look_again_on IS NOT NULL))
) STRICT;
CREATE INDEX concern_decision_latest ON concern_decision (concern_id, id);
