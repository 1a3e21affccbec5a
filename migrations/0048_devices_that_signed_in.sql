-- Devices at which somebody has signed in before, each known by the SHA-256 of a token that its browser keeps. Such a device has tries at the
-- password of its own: whoever guesses elsewhere keeps nobody out there.
CREATE TABLE device (
    token_hash BLOB NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (token_hash, staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_by_staff ON device (staff_id, last_at);
