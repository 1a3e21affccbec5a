-- A personal budget within an EHC plan (SEND Code of Practice 9.95 to 9.124): what was agreed, what was spent of it, and the looks at it
-- with the parent. A spending that was entered wrongly is withdrawn and stays to be read.
CREATE TABLE personal_budget (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    purpose TEXT NOT NULL CONSTRAINT personal_budget_purpose CHECK (purpose <> ''),   -- which provision of the plan it secures
    pence INTEGER NOT NULL CONSTRAINT personal_budget_pence CHECK (pence > 0),        -- for its whole time
    way TEXT NOT NULL CONSTRAINT personal_budget_way CHECK (way IN ('direct', 'organised', 'third_party')),
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,                      -- its last day
    agreed_on TEXT NOT NULL,
    agreed_with INTEGER NOT NULL REFERENCES adult (id),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    CONSTRAINT personal_budget_days CHECK (until_on >= from_on)
) STRICT;
CREATE INDEX personal_budget_by_pupil ON personal_budget (pupil_id);
CREATE TABLE personal_budget_spending (
    id INTEGER PRIMARY KEY,
    budget_id INTEGER NOT NULL REFERENCES personal_budget (id),
    spent_on TEXT NOT NULL,
    pence INTEGER NOT NULL CONSTRAINT personal_budget_spending_pence CHECK (pence > 0),
    what TEXT NOT NULL CONSTRAINT personal_budget_spending_what CHECK (what <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX personal_budget_spending_by_budget ON personal_budget_spending (budget_id);
CREATE TABLE personal_budget_look (
    id INTEGER PRIMARY KEY,
    budget_id INTEGER NOT NULL REFERENCES personal_budget (id),
    looked_on TEXT NOT NULL,
    adult_id INTEGER NOT NULL REFERENCES adult (id),                -- the parent with whom
    decision TEXT NOT NULL CONSTRAINT personal_budget_look_decision CHECK (decision IN ('goes_on', 'changes', 'ends')),
    words TEXT NOT NULL CONSTRAINT personal_budget_look_words CHECK (words <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX personal_budget_look_by_budget ON personal_budget_look (budget_id);
