-- The keys of forms that were sent and saved, each written by the act that saved it: the same form sent again is not done again.
CREATE TABLE form_sent (
    key TEXT PRIMARY KEY,
    sent_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_sent_by_day ON form_sent (sent_at);
