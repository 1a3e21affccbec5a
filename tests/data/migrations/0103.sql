INSERT INTO survey_sending (survey_id, news, messages, sent_at) SELECT id, 'asked', 3, 0 FROM survey LIMIT 1;
