-- Three lines more for governors: what came of the targets that were reviewed in a term, what parents said after its meetings, and what was given
-- of the provision that was planned. A CHECK cannot be changed in place: the table is made anew with all that was published.
CREATE TABLE publication_line_new (
    publication_id INTEGER NOT NULL REFERENCES publication (id),
    line TEXT NOT NULL CONSTRAINT publication_line_known
        CHECK (line IN ('due', 'met', 'targets', 'said', 'given', 'year', 'status', 'area', 'reviews', 'parents')),
    as_of_on TEXT NOT NULL,
    threshold INTEGER NOT NULL CONSTRAINT publication_line_threshold CHECK (threshold >= 2),
    counts TEXT NOT NULL CONSTRAINT publication_line_counts CHECK (json_valid(counts)),
    PRIMARY KEY (publication_id, line)
) STRICT, WITHOUT ROWID;
INSERT INTO publication_line_new SELECT publication_id, line, as_of_on, threshold, counts FROM publication_line;
DROP TABLE publication_line;
ALTER TABLE publication_line_new RENAME TO publication_line;
