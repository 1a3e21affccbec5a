-- What authorities ask before they assess or fund: forms that the school has brought in, as their files are.
CREATE TABLE evidence_form (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    body TEXT NOT NULL CONSTRAINT evidence_form_body CHECK (body <> ''),   -- TOML, as config/forms/general.toml describes it
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX evidence_form_by_school ON evidence_form (school_id, id);
