-- What plans beside SEN support have as well: a last day, what they are about, and who of other services takes part.

ALTER TABLE plan ADD COLUMN ends_on TEXT;             -- a part-time timetable's last day; other kinds have none

CREATE TABLE plan_issue (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    issue TEXT NOT NULL CONSTRAINT plan_issue_code CHECK (issue IN ('attendance', 'exclusion', 'behaviour', 'anxiety', 'low_mood', 'other')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX plan_issue_open ON plan_issue (plan_id, issue) WHERE withdrawn_at IS NULL;

CREATE TABLE plan_agency (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    agency TEXT NOT NULL CONSTRAINT plan_agency_given CHECK (length(trim(agency)) > 0),
    role TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',                 -- how to reach them; nothing is sent there
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX plan_agency_by_plan ON plan_agency (plan_id);
