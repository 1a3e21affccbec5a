-- A parent would like to meet the school without the other parent: said behind their link, of this one relation, and told to nobody but who
-- meets them. It is asked once and can be taken back.
CREATE TABLE apart_wish (
    id INTEGER PRIMARY KEY,
    guardianship_id INTEGER NOT NULL REFERENCES guardianship (id),
    wished_at INTEGER NOT NULL,
    taken_back_at INTEGER
) STRICT;
CREATE UNIQUE INDEX apart_wish_open ON apart_wish (guardianship_id) WHERE taken_back_at IS NULL;
