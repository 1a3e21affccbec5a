-- A pupil's record entered by hand: who entered what and when, what speaks for a need, and whether the parents were told.

ALTER TABLE sen_status ADD COLUMN parents_not_told TEXT NOT NULL DEFAULT '';   -- why they have not been told yet
ALTER TABLE sen_status ADD COLUMN entered_by INTEGER REFERENCES staff (id);    -- NULL: an import

-- A status that was put right on its own first day, as it read before.
CREATE TABLE sen_status_correction (
    id INTEGER PRIMARY KEY,
    sen_status_id INTEGER NOT NULL REFERENCES sen_status (id),
    code TEXT NOT NULL CONSTRAINT sen_status_correction_code CHECK (code IN ('N', 'K', 'E')),
    reason TEXT NOT NULL,
    corrected_at INTEGER NOT NULL,
    corrected_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX sen_status_correction_by_status ON sen_status_correction (sen_status_id);

ALTER TABLE need ADD COLUMN ended_why TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN entered_at INTEGER;                                -- NULL: an import
ALTER TABLE need ADD COLUMN entered_by INTEGER REFERENCES staff (id);

-- What speaks for a need, and who says so. More evidence is another row.
CREATE TABLE need_evidence (
    id INTEGER PRIMARY KEY,
    need_id INTEGER NOT NULL REFERENCES need (id),
    wording TEXT NOT NULL CONSTRAINT need_evidence_given CHECK (length(trim(wording)) > 0),
    said_by TEXT NOT NULL CONSTRAINT need_evidence_source CHECK (length(trim(said_by)) > 0),
    found_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX need_evidence_by_need ON need_evidence (need_id);

ALTER TABLE attendance ADD COLUMN entered_at INTEGER;                          -- NULL: an import
ALTER TABLE attendance ADD COLUMN entered_by INTEGER REFERENCES staff (id);
