-- What is given between two reviews: who gives which provision to whom, at which times of the week, and what came of each session. A session
-- that is planned follows from the times and the school's calendar, and is not stored.

-- A provision of the catalogue as it is given to one pupil or several at the same times.
CREATE TABLE support_group (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    version INTEGER NOT NULL DEFAULT 1,             -- rises with each save
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX support_group_by_school ON support_group (school_id);

-- What it is called and what is given in it: the newest counts.
CREATE TABLE support_group_terms (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES support_group (id),
    name TEXT NOT NULL CONSTRAINT support_group_named CHECK (length(trim(name)) > 0),
    provision_id INTEGER NOT NULL REFERENCES provision (id),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX support_group_terms_by_group ON support_group_terms (group_id);

CREATE TABLE support_group_member (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES support_group (id),
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    from_on TEXT NOT NULL,
    until_on TEXT,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,                           -- it is otherwise now: another row stands for it, or none
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT support_group_member_days CHECK (until_on IS NULL OR from_on <= until_on)
) STRICT;
CREATE INDEX support_group_member_by_group ON support_group_member (group_id);
CREATE INDEX support_group_member_by_pupil ON support_group_member (pupil_id);

CREATE TABLE support_group_adult (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES support_group (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    from_on TEXT NOT NULL,
    until_on TEXT,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT support_group_adult_days CHECK (until_on IS NULL OR from_on <= until_on)
) STRICT;
CREATE INDEX support_group_adult_by_group ON support_group_adult (group_id);
CREATE INDEX support_group_adult_by_staff ON support_group_adult (staff_id);

-- A time of the week.
CREATE TABLE support_group_time (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES support_group (id),
    weekday INTEGER NOT NULL CONSTRAINT support_group_weekday CHECK (weekday BETWEEN 1 AND 5),      -- 1 is Monday
    begins INTEGER NOT NULL CONSTRAINT support_group_begins CHECK (begins BETWEEN 0 AND 1439),      -- minutes after midnight
    minutes INTEGER NOT NULL CONSTRAINT support_group_minutes CHECK (minutes BETWEEN 1 AND 600),
    place TEXT NOT NULL DEFAULT '',
    from_on TEXT NOT NULL,
    until_on TEXT,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT support_group_time_days CHECK (until_on IS NULL OR from_on <= until_on)
) STRICT;
CREATE INDEX support_group_time_by_group ON support_group_time (group_id);

CREATE TABLE support_group_end (
    group_id INTEGER PRIMARY KEY REFERENCES support_group (id),
    ended_on TEXT NOT NULL,                         -- its last day
    reason TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;

-- Minutes a week that somebody has for giving support, from a day on: the newest whose day has come.
CREATE TABLE support_hours (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    minutes INTEGER NOT NULL CONSTRAINT support_hours_in_a_week CHECK (minutes BETWEEN 0 AND 3000),
    from_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX support_hours_by_staff ON support_hours (staff_id);

-- One sending of notes on a session. The key is made where the note is written: the same one sent again is not kept again.
CREATE TABLE session_record (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES support_group (id),
    held_on TEXT NOT NULL,
    begins INTEGER NOT NULL CONSTRAINT session_begins CHECK (begins BETWEEN 0 AND 1439),
    minutes INTEGER NOT NULL CONSTRAINT session_minutes CHECK (minutes BETWEEN 1 AND 600),
    words TEXT NOT NULL DEFAULT '',                 -- a short note on all of it
    key TEXT NOT NULL CONSTRAINT session_sent_once UNIQUE,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX session_record_by_group ON session_record (group_id, held_on);

-- What came of it for one pupil. Of several on the same session the newest counts; the others stay.
CREATE TABLE session_note (
    id INTEGER PRIMARY KEY,
    record_id INTEGER NOT NULL REFERENCES session_record (id),
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    lost TEXT CONSTRAINT session_lost CHECK (lost IN ('pupil_absent', 'adult_absent', 'cover', 'room_or_trip', 'school_closed', 'did_not_want', 'other')),
    how TEXT CONSTRAINT session_how CHECK (how IN ('got_it', 'nearly', 'not_yet')),
    target_id INTEGER REFERENCES target (id),
    CONSTRAINT session_given_or_lost CHECK (lost IS NULL OR how IS NULL)
) STRICT;
CREATE INDEX session_note_by_record ON session_note (record_id);
CREATE INDEX session_note_by_pupil ON session_note (pupil_id);
