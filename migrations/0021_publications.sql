-- What governors were shown of a term: counts, frozen when they were published, and never worked out anew. What of a line is shown
-- follows from its counts and its threshold. A line that must not change yet is the one of an earlier term, and says so by as_of_on.

CREATE TABLE publication (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    year INTEGER NOT NULL,
    season TEXT NOT NULL CONSTRAINT publication_season CHECK (season IN ('autumn', 'spring', 'summer')),
    published_at INTEGER NOT NULL,
    published_by INTEGER NOT NULL REFERENCES staff (id),
    CONSTRAINT publication_once UNIQUE (school_id, year, season)
) STRICT;

CREATE TABLE publication_line (
    publication_id INTEGER NOT NULL REFERENCES publication (id),
    line TEXT NOT NULL CONSTRAINT publication_line_known CHECK (line IN ('status', 'area', 'reviews', 'parents')),
    as_of_on TEXT NOT NULL,
    threshold INTEGER NOT NULL CONSTRAINT publication_line_threshold CHECK (threshold >= 2),
    counts TEXT NOT NULL CONSTRAINT publication_line_counts CHECK (json_valid(counts)),
    PRIMARY KEY (publication_id, line)
) STRICT, WITHOUT ROWID;
