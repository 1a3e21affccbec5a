-- Meetings with parents: offered, answered, booked, held. Each is a fact of its own, so the three counts can never be confused.

CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    lead_id INTEGER NOT NULL REFERENCES staff (id),
    also_present TEXT NOT NULL DEFAULT '',       -- who else will be there, by name and role, as parents will read it
    ehc_annual INTEGER NOT NULL DEFAULT 0 CONSTRAINT conversation_ehc_annual CHECK (ehc_annual IN (0, 1)),
    offered_at INTEGER NOT NULL,
    offered_by INTEGER REFERENCES staff (id),
    answer_by_on TEXT NOT NULL,
    replaces_id INTEGER REFERENCES conversation (id)   -- a missed meeting offered again
) STRICT;
CREATE INDEX conversation_by_pupil ON conversation (pupil_id);
CREATE INDEX conversation_by_plan ON conversation (plan_id);

-- A time that was offered. starts_at is an instant; people read it in Europe/London.
CREATE TABLE slot (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    position INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT slot_minutes CHECK (minutes BETWEEN 5 AND 240),
    mode TEXT NOT NULL CONSTRAINT slot_mode CHECK (mode IN ('school', 'phone', 'video', 'home')),
    place TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX slot_by_conversation ON slot (conversation_id);

-- The slot that was agreed on. A later row supersedes an earlier one: its number is the calendar entry's SEQUENCE.
CREATE TABLE booking (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    sequence INTEGER NOT NULL,
    slot_id INTEGER NOT NULL REFERENCES slot (id),
    booked_at INTEGER NOT NULL,
    booked_by INTEGER REFERENCES staff (id),     -- NULL: a parent, by answering
    CONSTRAINT booking_once UNIQUE (conversation_id, sequence)
) STRICT;

CREATE TABLE conversation_cancellation (
    conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
    reason TEXT NOT NULL,
    cancelled_at INTEGER NOT NULL,
    cancelled_by INTEGER REFERENCES staff (id)
) STRICT;

CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    invited_at INTEGER NOT NULL,
    by_hand TEXT NOT NULL DEFAULT '',            -- how it was given when not by mail: letter, phone, in person
    CONSTRAINT invitation_once UNIQUE (conversation_id, adult_id)
) STRICT;
CREATE INDEX invitation_by_adult ON invitation (adult_id);

-- The random link in one message. Only its SHA-256 is kept; several may be alive for one invitation.
CREATE TABLE invitation_link (
    token_hash BLOB PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_link_by_invitation ON invitation_link (invitation_id);

-- What an adult said. The newest row counts; earlier ones stay as they were said.
CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation (id),
    kind TEXT NOT NULL CONSTRAINT answer_kind CHECK (kind IN ('accept', 'other_time', 'phone', 'cannot', 'wrong_person')),
    slot_id INTEGER REFERENCES slot (id),
    preferences TEXT NOT NULL DEFAULT '',        -- "after school; Tuesday, Thursday; by phone"
    message TEXT NOT NULL DEFAULT '',            -- what they would like us to know or ask, in their words
    interpreter_language TEXT NOT NULL DEFAULT '',
    access_needs TEXT NOT NULL DEFAULT '',
    brings_someone INTEGER NOT NULL DEFAULT 0 CONSTRAINT answer_brings CHECK (brings_someone IN (0, 1)),
    answered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),    -- NULL: the adult, through the link
    CONSTRAINT answer_accept_has_slot CHECK (kind <> 'accept' OR slot_id IS NOT NULL)
) STRICT;
CREATE INDEX answer_latest ON answer (invitation_id, id);

-- What happened on the day. A no-show is a record too, and is not a meeting.
CREATE TABLE conversation_record (
    conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
    held_on TEXT NOT NULL,
    started_at INTEGER,
    minutes INTEGER,
    mode TEXT NOT NULL CONSTRAINT conversation_record_mode CHECK (mode IN ('school', 'phone', 'video', 'home', 'none')),
    interpreter TEXT NOT NULL DEFAULT '',
    going_well TEXT NOT NULL DEFAULT '',         -- explore
    worries TEXT NOT NULL DEFAULT '',            -- explore, focus
    agreed TEXT NOT NULL DEFAULT '',             -- plan: who does what by when, in plain words
    agreement TEXT NOT NULL CONSTRAINT conversation_record_agreement CHECK (agreement IN ('agree', 'in_part', 'not_agreed', 'not_reached')),
    agreement_words TEXT NOT NULL DEFAULT '',
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;

CREATE TABLE conversation_attendance (
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    how TEXT NOT NULL CONSTRAINT conversation_attendance_how CHECK (how IN ('attended', 'phoned_later', 'views_only', 'apologies', 'did_not_come')),
    PRIMARY KEY (conversation_id, adult_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL UNIQUE REFERENCES invitation (id),
    useful TEXT NOT NULL CONSTRAINT feedback_useful CHECK (useful IN ('yes', 'partly', 'no')),
    comment TEXT NOT NULL DEFAULT '',
    given_at INTEGER NOT NULL
) STRICT;
