INSERT INTO form_sent (key, sent_at) VALUES ('0f', 1789027200);
