INSERT INTO mailbox_mark (mailbox, uid_validity, uid, looked_at) VALUES ('b at mail.example.org:993, INBOX', 1, 7, 0);
INSERT INTO returned_mail (mailbox, uid_validity, uid, read_at, verdict, notice_id) SELECT 'b at mail.example.org:993, INBOX', 1, 7, 0, 'for_now', id FROM notice LIMIT 1;
