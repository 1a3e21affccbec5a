-- Authorities give prices for an hour, a minute, or an hour a week for a year of so many weeks; with on-costs in the figure or on top.
-- What stands in pence_per_hour is for what `per` says.
ALTER TABLE rate ADD COLUMN per TEXT NOT NULL DEFAULT 'hour' CONSTRAINT rate_per CHECK (per IN ('hour', 'minute', 'weekly_hour'));
ALTER TABLE rate ADD COLUMN weeks INTEGER NOT NULL DEFAULT 0 CONSTRAINT rate_weeks CHECK (weeks BETWEEN 0 AND 520);          -- of the year, in tenths
ALTER TABLE rate ADD COLUMN on_costs INTEGER NOT NULL DEFAULT 0 CONSTRAINT rate_on_costs CHECK (on_costs BETWEEN 0 AND 1000); -- tenths of a percent

-- A line may take nobody's time, and what is bought may be paid by the session or last for years. SQLite changes no CHECK: the table is made
-- anew with the same rows under the same name.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE placement_kept (id INTEGER, cycle_id INTEGER, provision_id INTEGER, position INTEGER, rate_role TEXT, minutes INTEGER,
    times_a_week INTEGER, weeks INTEGER, staff INTEGER, group_size INTEGER, cost_share TEXT, resources_pence INTEGER, funding TEXT,
    entered_at INTEGER, entered_by INTEGER, replaces_id INTEGER, withdrawn_at INTEGER, withdrawn_by INTEGER, bought_for TEXT, reference TEXT) STRICT;
INSERT INTO placement_kept SELECT id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, cost_share,
    resources_pence, funding, entered_at, entered_by, replaces_id, withdrawn_at, withdrawn_by, bought_for, reference FROM placement;
DROP TABLE placement;
CREATE TABLE placement (
    id INTEGER PRIMARY KEY,
    cycle_id INTEGER NOT NULL REFERENCES cycle (id),
    provision_id INTEGER NOT NULL REFERENCES provision (id),
    position INTEGER NOT NULL,
    rate_role TEXT NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT placement_minutes CHECK (minutes BETWEEN 0 AND 600),   -- 0: it takes nobody's time
    times_a_week INTEGER NOT NULL CONSTRAINT placement_times CHECK (times_a_week BETWEEN 0 AND 50),
    weeks INTEGER NOT NULL CONSTRAINT placement_weeks CHECK (weeks BETWEEN 0 AND 52),
    staff INTEGER NOT NULL DEFAULT 1 CONSTRAINT placement_staff CHECK (staff BETWEEN 1 AND 20),
    group_size INTEGER NOT NULL DEFAULT 1 CONSTRAINT placement_group CHECK (group_size BETWEEN 1 AND 60),
    cost_share TEXT NOT NULL DEFAULT 'per_group' CONSTRAINT placement_share CHECK (cost_share IN ('per_group', 'whole_to_pupil')),
    resources_pence INTEGER NOT NULL DEFAULT 0 CONSTRAINT placement_resources CHECK (resources_pence >= 0),
    funding TEXT NOT NULL DEFAULT 'notional_sen' CONSTRAINT placement_funding CHECK (funding IN ('notional_sen', 'top_up',
        'inclusive_mainstream', 'pupil_premium', 'pupil_premium_plus', 'early_years_inclusion', 'other')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    replaces_id INTEGER REFERENCES placement (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    bought_for TEXT NOT NULL DEFAULT 'pupil' CONSTRAINT placement_bought_for CHECK (bought_for IN ('pupil', 'group')),
    reference TEXT NOT NULL DEFAULT '',
    bought_by TEXT NOT NULL DEFAULT 'once' CONSTRAINT placement_bought_by CHECK (bought_by IN ('once', 'session', 'years')),
    bought_years INTEGER NOT NULL DEFAULT 1 CONSTRAINT placement_bought_years CHECK (bought_years BETWEEN 1 AND 20),  -- school years it lasts
    CONSTRAINT placement_whole CHECK ((minutes = 0) = (times_a_week = 0))
) STRICT;
INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, cost_share,
    resources_pence, funding, entered_at, entered_by, replaces_id, withdrawn_at, withdrawn_by, bought_for, reference) SELECT * FROM placement_kept;
DROP TABLE placement_kept;
CREATE INDEX placement_by_cycle ON placement (cycle_id);
CREATE INDEX placement_by_provision ON placement (provision_id);
