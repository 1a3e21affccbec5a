-- The inclusion strategy. A version is what was written down of it last; whoever words it anew writes a new row. That it is approved or
-- published is a row with who and when, and from a publication on nothing of the version changes.
CREATE TABLE inclusion_strategy (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    number INTEGER NOT NULL CONSTRAINT inclusion_strategy_from_one CHECK (number >= 1),
    begun_at INTEGER NOT NULL,
    begun_by INTEGER REFERENCES staff (id),
    CONSTRAINT inclusion_strategy_once UNIQUE (school_id, number)
) STRICT;

CREATE TABLE inclusion_strategy_text (
    id INTEGER PRIMARY KEY,
    strategy_id INTEGER NOT NULL REFERENCES inclusion_strategy (id),
    year INTEGER NOT NULL,                          -- the academic year in which it begins
    years INTEGER NOT NULL CONSTRAINT inclusion_strategy_text_years CHECK (years BETWEEN 1 AND 5),
    review_on TEXT,
    grant_pence INTEGER CONSTRAINT inclusion_strategy_text_grant CHECK (grant_pence >= 0),   -- of the Inclusive Mainstream Fund
    intent TEXT NOT NULL,
    barriers TEXT NOT NULL,
    outcomes TEXT NOT NULL,
    further TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX inclusion_strategy_text_by_strategy ON inclusion_strategy_text (strategy_id);

CREATE TABLE inclusion_activity (
    id INTEGER PRIMARY KEY,
    strategy_id INTEGER NOT NULL REFERENCES inclusion_strategy (id),
    principle TEXT NOT NULL,                        -- a code of the file of principles
    what TEXT NOT NULL CONSTRAINT inclusion_activity_said CHECK (length(trim(what)) > 0),
    pupils INTEGER CONSTRAINT inclusion_activity_pupils CHECK (pupils >= 0),
    pupil_group TEXT NOT NULL,
    budget_pence INTEGER NOT NULL CONSTRAINT inclusion_activity_budget CHECK (budget_pence >= 0),
    actual_pence INTEGER CONSTRAINT inclusion_activity_actual CHECK (actual_pence >= 0),
    funding TEXT NOT NULL CONSTRAINT inclusion_activity_funding CHECK (funding IN ('notional_sen', 'top_up', 'inclusive_mainstream',
        'pupil_premium', 'pupil_premium_plus', 'early_years_inclusion', 'other')),
    from_on TEXT,
    until_on TEXT,
    led_by TEXT NOT NULL,
    provision_id INTEGER REFERENCES provision (id), -- whose figures it follows
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES inclusion_activity (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT inclusion_activity_days CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX inclusion_activity_by_strategy ON inclusion_activity (strategy_id);

CREATE TABLE inclusion_strategy_approval (
    id INTEGER PRIMARY KEY,
    strategy_id INTEGER NOT NULL REFERENCES inclusion_strategy (id),
    approved_by TEXT NOT NULL CONSTRAINT inclusion_strategy_approval_said CHECK (length(trim(approved_by)) > 0),
    approved_on TEXT NOT NULL,
    principles TEXT NOT NULL,                       -- the file of principles as it was then
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,                           -- it is a draft again from here on
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX inclusion_strategy_approval_standing ON inclusion_strategy_approval (strategy_id) WHERE withdrawn_at IS NULL;

CREATE TABLE inclusion_strategy_publication (
    strategy_id INTEGER PRIMARY KEY REFERENCES inclusion_strategy (id),
    published_at INTEGER NOT NULL,
    published_by INTEGER REFERENCES staff (id)
) STRICT;

-- That a published strategy was looked at again, as its cover notes it.
CREATE TABLE inclusion_strategy_review (
    id INTEGER PRIMARY KEY,
    strategy_id INTEGER NOT NULL REFERENCES inclusion_strategy (id),
    reviewed_on TEXT NOT NULL,
    words TEXT NOT NULL,
    next_on TEXT NOT NULL CONSTRAINT inclusion_strategy_review_next CHECK (next_on > reviewed_on),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX inclusion_strategy_review_by_strategy ON inclusion_strategy_review (strategy_id);

-- The principles of inclusion as a school brought them: the newest counts, and where there is none, those that Thrice ships.
CREATE TABLE principle_file (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    content TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX principle_file_by_school ON principle_file (school_id);

-- Whether anybody may open a page of the school without signing in: the newest row counts. Without one it is shut.
CREATE TABLE open_page_switch (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    page TEXT NOT NULL CONSTRAINT open_page_switch_page CHECK (page IN ('inclusion_strategy', 'information_report')),
    is_open INTEGER NOT NULL CONSTRAINT open_page_switch_open CHECK (is_open IN (0, 1)),
    set_at INTEGER NOT NULL,
    set_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX open_page_switch_by_school ON open_page_switch (school_id, page);

-- That a school publishes such a page elsewhere, and where; nothing in place of that where it does not any longer.
CREATE TABLE open_page_elsewhere (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    page TEXT NOT NULL CONSTRAINT open_page_elsewhere_page CHECK (page IN ('inclusion_strategy', 'information_report')),
    place TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    said_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX open_page_elsewhere_by_school ON open_page_elsewhere (school_id, page);
