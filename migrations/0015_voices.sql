-- A review keeps who wrote a view down, that somebody did not want to take part (which is an answer), and why it decided as it did.

ALTER TABLE review ADD COLUMN pupil_view_by TEXT NOT NULL DEFAULT '';
ALTER TABLE review ADD COLUMN pupil_declined INTEGER NOT NULL DEFAULT 0 CONSTRAINT review_pupil_declined CHECK (pupil_declined IN (0, 1));
ALTER TABLE review ADD COLUMN parent_view_by TEXT NOT NULL DEFAULT '';
ALTER TABLE review ADD COLUMN parent_declined INTEGER NOT NULL DEFAULT 0 CONSTRAINT review_parent_declined CHECK (parent_declined IN (0, 1));
ALTER TABLE review ADD COLUMN decision_reason TEXT NOT NULL DEFAULT '';
