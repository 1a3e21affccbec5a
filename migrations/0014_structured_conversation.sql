-- The structured conversation in its parts (explore, focus, plan, review): agreed actions, who else was there, and what each parent says
-- to what was agreed. conversation_record.agreement is what they say taken together; the words are each adult's own.

ALTER TABLE conversation_record ADD COLUMN focus TEXT NOT NULL DEFAULT '';          -- what matters most now
ALTER TABLE conversation_record ADD COLUMN keep_in_touch TEXT NOT NULL DEFAULT '';  -- how, until the next meeting
ALTER TABLE conversation_record ADD COLUMN next_on TEXT;                            -- the day agreed for the next meeting

CREATE TABLE agreed_action (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    position INTEGER NOT NULL,
    wording TEXT NOT NULL CONSTRAINT agreed_action_worded CHECK (length(trim(wording)) > 0),
    doer TEXT NOT NULL CONSTRAINT agreed_action_doer CHECK (doer IN ('home', 'staff', 'agency')),
    staff_id INTEGER REFERENCES staff (id),      -- which member of staff
    by_on TEXT,                                  -- NULL: from now on
    CONSTRAINT agreed_action_staff CHECK ((doer = 'staff') = (staff_id IS NOT NULL))
) STRICT;
CREATE INDEX agreed_action_by_conversation ON agreed_action (conversation_id);
CREATE INDEX agreed_action_by_staff ON agreed_action (staff_id) WHERE staff_id IS NOT NULL;

-- What became of an agreed action; the newest row counts.
CREATE TABLE action_outcome (
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES agreed_action (id),
    outcome TEXT NOT NULL CONSTRAINT action_outcome_code CHECK (outcome IN ('done', 'partly', 'not_done')),
    note TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX action_outcome_latest ON action_outcome (action_id, id);

-- Who took part besides the invited parents and the person who led it.
CREATE TABLE conversation_other (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    name TEXT NOT NULL CONSTRAINT conversation_other_named CHECK (length(trim(name)) > 0),
    role TEXT NOT NULL CONSTRAINT conversation_other_role CHECK (role IN ('interpreter', 'advocate', 'agency', 'relative', 'pupil', 'staff'))
) STRICT;
CREATE INDEX conversation_other_by_conversation ON conversation_other (conversation_id);

-- What one adult says to what was agreed, in their words; the newest row counts. No row: not asked, which is never consent.
CREATE TABLE agreement (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    agreement TEXT NOT NULL CONSTRAINT agreement_code CHECK (agreement IN ('agree', 'in_part', 'not_agreed', 'not_reached')),
    words TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)     -- NULL: the adult, through their link
) STRICT;
CREATE INDEX agreement_latest ON agreement (conversation_id, adult_id, id);
