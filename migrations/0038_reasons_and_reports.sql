-- A suspension may have up to three reasons, and a professional's report is tied to the documents filed for it.

ALTER TABLE suspension ADD COLUMN reason_2 TEXT CONSTRAINT suspension_reason_2 CHECK (reason_2 <> reason);
ALTER TABLE suspension ADD COLUMN reason_3 TEXT CONSTRAINT suspension_reason_3 CHECK (reason_3 IS NULL OR (reason_2 IS NOT NULL AND reason_3 NOT IN (reason, reason_2)));

CREATE TABLE advice_document (
    advice_id INTEGER NOT NULL REFERENCES advice (id),
    document_id INTEGER NOT NULL REFERENCES document (id),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    PRIMARY KEY (advice_id, document_id)
) STRICT;
CREATE INDEX advice_document_by_document ON advice_document (document_id);
