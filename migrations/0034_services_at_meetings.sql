-- Professionals of other services who are asked to a meeting. The school asks them itself: this is the record of it, and nothing is sent.

CREATE TABLE service_asked (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    name TEXT NOT NULL DEFAULT '',
    service TEXT NOT NULL CONSTRAINT service_asked_given CHECK (length(trim(service)) > 0),
    how TEXT NOT NULL CONSTRAINT service_asked_how CHECK (how IN ('phone', 'letter', 'email', 'in_person')),
    asked_on TEXT NOT NULL,
    ground TEXT NOT NULL CONSTRAINT service_asked_ground CHECK (length(trim(ground)) > 0),   -- why the school may tell them of the child
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX service_asked_by_conversation ON service_asked (conversation_id);

-- What became of it; the newest row counts, and 'mistake' takes the row away from every page.
CREATE TABLE service_part (
    id INTEGER PRIMARY KEY,
    service_asked_id INTEGER NOT NULL REFERENCES service_asked (id),
    part TEXT NOT NULL CONSTRAINT service_part_code CHECK (part IN ('attended', 'both', 'report', 'apologies', 'silent', 'mistake')),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX service_part_latest ON service_part (service_asked_id, id);
