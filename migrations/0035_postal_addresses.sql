-- Where post reaches an adult. The newest row counts; the older ones are where post reached them before.

CREATE TABLE postal_address (
    id INTEGER PRIMARY KEY,
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    lines TEXT NOT NULL,                         -- one line each; empty: not known any more
    postcode TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)     -- NULL: brought at the command line
) STRICT;
CREATE INDEX postal_address_by_adult ON postal_address (adult_id, id);
