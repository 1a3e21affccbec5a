-- A parent asked for a review before its day: it stands until the next review is held.

CREATE TABLE review_request (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    asked_on TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',              -- what they would like to talk about, in their words
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX review_request_by_plan ON review_request (plan_id);
