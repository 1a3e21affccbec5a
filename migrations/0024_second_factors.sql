-- The second step of signing in, and at what somebody is signed in.

-- The secret that somebody's authenticator app shares with Thrice. It goes when the step is set up anew or taken away; its row stays.
CREATE TABLE second_factor (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES account (staff_id),
    secret BLOB,
    set_up_at INTEGER NOT NULL,
    last_step INTEGER NOT NULL DEFAULT 0,        -- the newest half minute whose code was used: none is taken twice
    cleared_at INTEGER,
    cleared_by INTEGER REFERENCES staff (id),    -- NULL: at the command line
    CONSTRAINT second_factor_secret CHECK ((secret IS NULL) = (cleared_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX second_factor_open ON second_factor (staff_id) WHERE cleared_at IS NULL;

-- Codes for the day on which the phone is lost: only the SHA-256 of each, each good once.
CREATE TABLE recovery_code (
    code_hash BLOB PRIMARY KEY,
    factor_id INTEGER NOT NULL REFERENCES second_factor (id),
    made_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX recovery_code_by_factor ON recovery_code (factor_id);

-- Browsers that are not asked for a code again for a while; each belongs to one person's factor and goes with it.
CREATE TABLE known_device (
    token_hash BLOB PRIMARY KEY,
    factor_id INTEGER NOT NULL REFERENCES second_factor (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX known_device_by_factor ON known_device (factor_id);

-- Somebody who has given the right password and still owes the second step. It opens nothing else.
CREATE TABLE sign_in_step (
    token_hash BLOB PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES account (staff_id),
    next TEXT NOT NULL DEFAULT '',               -- the path they wanted to go to
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_step_by_staff ON sign_in_step (staff_id);

ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';   -- "Firefox on Windows"
