-- The school, its people, its year. Dates (…_on) are ISO text of a local day in England; instants (…_at) are UTC unix seconds.

CREATE TABLE school (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT school_name_given CHECK (length(trim(name)) > 0),
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',              -- the monitored mailbox parents reply to
    address TEXT NOT NULL DEFAULT '',
    local_authority TEXT NOT NULL DEFAULT '',
    sendiass TEXT NOT NULL DEFAULT '',           -- one line: how to reach the free, impartial advice service
    local_offer TEXT NOT NULL DEFAULT '',        -- one line: where the Local Offer is published
    created_at INTEGER NOT NULL
) STRICT;

-- Rules that differ by school, each dated: the newest row whose from_on has come is in force.
CREATE TABLE school_setting (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    from_on TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX school_setting_by_name ON school_setting (school_id, name, from_on);

CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    year INTEGER NOT NULL,                       -- the calendar year in which the academic year starts: 2026 is 2026/27
    season TEXT NOT NULL CONSTRAINT term_season CHECK (season IN ('autumn', 'spring', 'summer')),
    starts_on TEXT NOT NULL,
    half_term_starts_on TEXT,
    half_term_ends_on TEXT,
    ends_on TEXT NOT NULL,
    CONSTRAINT term_once UNIQUE (school_id, year, season),
    CONSTRAINT term_ordered CHECK (starts_on < ends_on),
    CONSTRAINT term_half_term_whole CHECK ((half_term_starts_on IS NULL) = (half_term_ends_on IS NULL))
) STRICT;

CREATE TABLE closure (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    closed_on TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT closure_kind CHECK (kind IN ('inset', 'other')),
    note TEXT NOT NULL DEFAULT '',
    CONSTRAINT closure_once UNIQUE (school_id, closed_on)
) STRICT;

-- England's bank holidays: filled from the shipped list when empty, replaced by importing another list.
CREATE TABLE bank_holiday (
    held_on TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

-- A review round's window where the school set one; without a row it is the last school days of the term.
CREATE TABLE review_window (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    year INTEGER NOT NULL,
    season TEXT NOT NULL CONSTRAINT review_window_season CHECK (season IN ('autumn', 'spring', 'summer')),
    opens_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by INTEGER REFERENCES staff (id),
    CONSTRAINT review_window_once UNIQUE (school_id, year, season),
    CONSTRAINT review_window_ordered CHECK (opens_on <= closes_on)
) STRICT;

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    title TEXT NOT NULL DEFAULT '',
    forename TEXT NOT NULL,
    surname TEXT NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    role TEXT NOT NULL CONSTRAINT staff_role CHECK (role IN ('senco', 'head', 'teacher', 'ta', 'governor', 'office', 'admin')),
    from_on TEXT NOT NULL,
    until_on TEXT,                               -- last day of access; NULL while they work here
    CONSTRAINT staff_email_once UNIQUE (school_id, email)
) STRICT;

CREATE TABLE class (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    CONSTRAINT class_once UNIQUE (school_id, name)
) STRICT;

-- Who teaches or supports a class, dated: the role of the member of staff says which.
CREATE TABLE class_staff (
    id INTEGER PRIMARY KEY,
    class_id INTEGER NOT NULL REFERENCES class (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE UNIQUE INDEX class_staff_open ON class_staff (class_id, staff_id) WHERE until_on IS NULL;
CREATE INDEX class_staff_by_staff ON class_staff (staff_id);

-- Signing in. A password is Argon2id; a session and a link keep only the SHA-256 of their token.
CREATE TABLE account (
    staff_id INTEGER PRIMARY KEY REFERENCES staff (id),
    password_hash TEXT,                          -- NULL until the person has chosen one
    changed_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES account (staff_id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_staff ON session (staff_id);

CREATE TABLE password_link (
    token_hash BLOB PRIMARY KEY,
    staff_id INTEGER REFERENCES staff (id),      -- NULL: the first start, where the person does not exist yet
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE sign_in_attempt (
    id INTEGER PRIMARY KEY,
    email_hash BLOB NOT NULL,                    -- SHA-256 of the address typed, so that a wrong guess keeps no address
    tried_at INTEGER NOT NULL,
    succeeded INTEGER NOT NULL CONSTRAINT sign_in_attempt_succeeded CHECK (succeeded IN (0, 1))
) STRICT;
CREATE INDEX sign_in_attempt_recent ON sign_in_attempt (email_hash, tried_at);
