-- Minutes a week that those with a role of the school's own have for giving support, all of them together, from a day on: the newest whose day
-- has come. Adults with an account have their own figures in support_hours.
CREATE TABLE role_hours (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    role TEXT NOT NULL CONSTRAINT role_hours_role CHECK (role <> ''),
    minutes INTEGER NOT NULL CONSTRAINT role_hours_in_a_week CHECK (minutes BETWEEN 0 AND 60000),
    from_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX role_hours_by_school ON role_hours (school_id);
