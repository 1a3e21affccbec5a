-- Pupils, their SEN status and needs, and the adults who care for them.

CREATE TABLE pupil (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    upn TEXT,                                    -- missing is lawful for new arrivals
    forename TEXT NOT NULL,
    surname TEXT NOT NULL,
    born_on TEXT NOT NULL,
    sex TEXT NOT NULL DEFAULT '',
    first_language TEXT NOT NULL DEFAULT '',
    pupil_premium INTEGER NOT NULL DEFAULT 0 CONSTRAINT pupil_premium_flag CHECK (pupil_premium IN (0, 1)),
    free_meals INTEGER NOT NULL DEFAULT 0 CONSTRAINT pupil_free_meals_flag CHECK (free_meals IN (0, 1)),
    eal INTEGER NOT NULL DEFAULT 0 CONSTRAINT pupil_eal_flag CHECK (eal IN (0, 1)),
    in_care INTEGER NOT NULL DEFAULT 0 CONSTRAINT pupil_in_care_flag CHECK (in_care IN (0, 1)),
    created_at INTEGER NOT NULL,
    CONSTRAINT pupil_upn_once UNIQUE (school_id, upn)
) STRICT;
CREATE INDEX pupil_by_name ON pupil (school_id, surname, forename);

-- On roll from … until …: leavers are archived here, never deleted. until_on is the last day on roll.
CREATE TABLE enrolment (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    from_on TEXT NOT NULL,
    until_on TEXT,
    entered_at INTEGER NOT NULL,                 -- when it was written down, which is another fact than when it happened
    CONSTRAINT enrolment_ordered CHECK (until_on IS NULL OR from_on <= until_on)
) STRICT;
CREATE UNIQUE INDEX enrolment_open ON enrolment (pupil_id) WHERE until_on IS NULL;
CREATE INDEX enrolment_by_pupil ON enrolment (pupil_id);

CREATE TABLE class_membership (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    class_id INTEGER NOT NULL REFERENCES class (id),
    nc_year TEXT NOT NULL,                       -- N1 N2 R 1..14, as imported: never derived from the birthday
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE UNIQUE INDEX class_membership_open ON class_membership (pupil_id) WHERE until_on IS NULL;
CREATE INDEX class_membership_by_class ON class_membership (class_id);

-- A member of staff who supports one pupil by name, dated.
CREATE TABLE pupil_support (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE UNIQUE INDEX pupil_support_open ON pupil_support (pupil_id, staff_id) WHERE until_on IS NULL;
CREATE INDEX pupil_support_by_staff ON pupil_support (staff_id);

-- N, K or E, exactly one open. until_on is the last day of that status.
CREATE TABLE sen_status (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    code TEXT NOT NULL CONSTRAINT sen_status_code CHECK (code IN ('N', 'K', 'E')),
    from_on TEXT NOT NULL,
    until_on TEXT,
    reason TEXT NOT NULL DEFAULT '',
    parents_told_on TEXT,                        -- Children and Families Act 2014 s.68
    parents_told_how TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    CONSTRAINT sen_status_ordered CHECK (until_on IS NULL OR from_on <= until_on)
) STRICT;
CREATE UNIQUE INDEX sen_status_open ON sen_status (pupil_id) WHERE until_on IS NULL;
CREATE INDEX sen_status_by_pupil ON sen_status (pupil_id, from_on);

CREATE TABLE need (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    code TEXT NOT NULL CONSTRAINT need_code CHECK (code IN ('SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'DS', 'OTH', 'NSA')),
    rank INTEGER NOT NULL CONSTRAINT need_rank CHECK (rank >= 1),
    evidence TEXT NOT NULL DEFAULT '',
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE UNIQUE INDEX need_open ON need (pupil_id, code) WHERE until_on IS NULL;
CREATE INDEX need_by_pupil ON need (pupil_id);

-- A summary of attendance as the school's system reported it. Either the sessions, or only a percentage in hundredths (9530 is 95.30%).
CREATE TABLE attendance (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    year INTEGER NOT NULL,
    reported_on TEXT NOT NULL,
    possible INTEGER,
    attended INTEGER,
    percent_hundredths INTEGER,
    CONSTRAINT attendance_once UNIQUE (pupil_id, reported_on),
    CONSTRAINT attendance_one_form CHECK ((possible IS NULL) = (attended IS NULL) AND (possible IS NULL) <> (percent_hundredths IS NULL)),
    CONSTRAINT attendance_sessions CHECK (possible IS NULL OR (attended >= 0 AND attended <= possible)),
    CONSTRAINT attendance_percent CHECK (percent_hundredths IS NULL OR percent_hundredths BETWEEN 0 AND 10000)
) STRICT;

-- A parent or carer. What they need to take part is asked once and used in every invitation.
CREATE TABLE adult (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    title TEXT NOT NULL DEFAULT '',
    forename TEXT NOT NULL,
    surname TEXT NOT NULL,
    email TEXT COLLATE NOCASE,
    phone TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',           -- spoken and written at home, as the school's system names it
    interpreter_language TEXT,                   -- asked for; NULL: not asked for
    access_needs TEXT NOT NULL DEFAULT '',       -- large print, easy read, BSL, step-free …, in their words
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX adult_by_email ON adult (school_id, email);

CREATE TABLE guardianship (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    relationship TEXT NOT NULL,
    priority INTEGER NOT NULL,
    responsibility TEXT NOT NULL CONSTRAINT guardianship_responsibility CHECK (responsibility IN ('yes', 'no', 'unknown')),
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE UNIQUE INDEX guardianship_open ON guardianship (pupil_id, adult_id) WHERE until_on IS NULL;
CREATE INDEX guardianship_by_adult ON guardianship (adult_id);

-- A court order or other restriction on one adult for one pupil. Until a person has decided, it blocks everything.
CREATE TABLE restriction (
    id INTEGER PRIMARY KEY,
    guardianship_id INTEGER NOT NULL REFERENCES guardianship (id),
    kind TEXT NOT NULL CONSTRAINT restriction_kind CHECK (kind IN ('court_order', 'do_not_contact', 'separate_meeting', 'other')),
    note TEXT NOT NULL,
    source TEXT NOT NULL CONSTRAINT restriction_source CHECK (source IN ('import', 'person')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX restriction_by_guardianship ON restriction (guardianship_id);

-- What a person decided about a restriction; the newest row is in force.
CREATE TABLE restriction_decision (
    id INTEGER PRIMARY KEY,
    restriction_id INTEGER NOT NULL REFERENCES restriction (id),
    outcome TEXT NOT NULL CONSTRAINT restriction_decision_outcome CHECK (outcome IN ('barred', 'may_contact')),
    note TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX restriction_decision_latest ON restriction_decision (restriction_id, id);

-- An address that a mail server refused for good. No mail goes to it until it is corrected (a new adult.email) or cleared.
CREATE TABLE dead_address (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL COLLATE NOCASE,
    reply TEXT NOT NULL,
    marked_at INTEGER NOT NULL,
    cleared_at INTEGER,
    cleared_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX dead_address_open ON dead_address (email) WHERE cleared_at IS NULL;
