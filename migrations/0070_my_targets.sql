-- A target as the pupil's own card says it: the newest counts. A target without one stands on the card as in the plan.
CREATE TABLE my_target (
    id INTEGER PRIMARY KEY,
    target_id INTEGER NOT NULL REFERENCES target (id),
    wording TEXT NOT NULL DEFAULT '',               -- in a child's words
    helps TEXT NOT NULL DEFAULT '',                 -- what helps me
    drawing TEXT NOT NULL CONSTRAINT my_target_drawing CHECK (drawing IN ('star', 'book', 'pencil', 'numbers', 'speech', 'ear', 'friends', 'calm', 'body')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX my_target_by_target ON my_target (target_id, id);
