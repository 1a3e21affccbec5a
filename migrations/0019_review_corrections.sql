-- A recorded review is not rewritten. A correction of its words is a row of its own, and the newest row of a field is what counts.

CREATE TABLE review_correction (
    id INTEGER PRIMARY KEY,
    review_id INTEGER NOT NULL REFERENCES review (id),
    field TEXT NOT NULL CONSTRAINT review_correction_field CHECK (field IN ('pupil_view', 'parent_view', 'summary', 'decision_reason')),
    words TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX review_correction_by_review ON review_correction (review_id);
