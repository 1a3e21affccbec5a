-- What booking needs: when members of staff keep time free to meet parents, the private calendar that each of them may read elsewhere, and
-- what is said on the day of a meeting.

-- Hours of a weekday from a first day on; a single day is its own first and last. What is taken away stays, so that an offer can be explained.
CREATE TABLE free_time (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    weekday INTEGER NOT NULL CONSTRAINT free_time_weekday CHECK (weekday BETWEEN 1 AND 5),          -- 1 is Monday
    from_minute INTEGER NOT NULL CONSTRAINT free_time_from CHECK (from_minute BETWEEN 0 AND 1439),  -- of the day, as clocks in England show it
    until_minute INTEGER NOT NULL CONSTRAINT free_time_until CHECK (until_minute BETWEEN 1 AND 1439),
    minutes INTEGER NOT NULL CONSTRAINT free_time_minutes CHECK (minutes BETWEEN 5 AND 240),        -- of one meeting
    pause INTEGER NOT NULL CONSTRAINT free_time_pause CHECK (pause BETWEEN 0 AND 120),              -- minutes between two meetings
    mode TEXT NOT NULL CONSTRAINT free_time_mode CHECK (mode IN ('school', 'phone', 'video', 'home')),
    place TEXT NOT NULL DEFAULT '',
    first_on TEXT NOT NULL,
    last_on TEXT CONSTRAINT free_time_span CHECK (last_on >= first_on),                             -- NULL: until it is taken away
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT free_time_hours CHECK (from_minute + minutes <= until_minute)
) STRICT;
CREATE INDEX free_time_by_staff ON free_time (staff_id) WHERE withdrawn_at IS NULL;

-- Days on which somebody meets nobody, whatever the week says.
CREATE TABLE closed_day (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL CONSTRAINT closed_day_span CHECK (last_on >= first_on),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX closed_day_by_staff ON closed_day (staff_id) WHERE withdrawn_at IS NULL;

-- The address at which a calendar program reads somebody's meetings. Of its token only the SHA-256 is kept; one that was ended opens nothing.
CREATE TABLE calendar_feed (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    token_hash BLOB NOT NULL CONSTRAINT calendar_feed_token UNIQUE,
    made_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX calendar_feed_by_staff ON calendar_feed (staff_id) WHERE ended_at IS NULL;

-- What is said on the day of a meeting: by a parent, or by the school to all parents who come to it.
CREATE TABLE day_message (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    adult_id INTEGER REFERENCES adult (id),                          -- the parent who says it; NULL: the school does
    kind TEXT NOT NULL CONSTRAINT day_message_kind CHECK (kind IN ('late', 'phone')),
    said_at INTEGER NOT NULL,
    said_by INTEGER REFERENCES staff (id),
    CONSTRAINT day_message_whose CHECK ((adult_id IS NULL) = (said_by IS NOT NULL))
) STRICT;
CREATE INDEX day_message_by_conversation ON day_message (conversation_id);

-- What stands on every invitation: the way in, and where the school meets by video.
ALTER TABLE school ADD COLUMN entrance TEXT NOT NULL DEFAULT '';
ALTER TABLE school ADD COLUMN video_link TEXT NOT NULL DEFAULT '';
