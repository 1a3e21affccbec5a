-- That the messages of a survey were sent, by whom and when. Families are reminded once, and told once what came of it.
CREATE TABLE survey_sending (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    news TEXT NOT NULL CONSTRAINT survey_sending_news CHECK (news IN ('asked', 'again', 'acted')),
    messages INTEGER NOT NULL CONSTRAINT survey_sending_messages CHECK (messages >= 0),
    sent_at INTEGER NOT NULL,
    sent_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX survey_sending_by_survey ON survey_sending (survey_id);
CREATE UNIQUE INDEX survey_sending_once ON survey_sending (survey_id, news) WHERE news <> 'asked';
