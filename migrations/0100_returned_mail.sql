-- Mail that came back to the mailbox that the settings name. Up to where it was read is kept, so that each mail is read once, whatever happens.
CREATE TABLE mailbox_mark (
    mailbox TEXT NOT NULL PRIMARY KEY,           -- whose, where and which folder
    uid_validity INTEGER NOT NULL,               -- under another one its mails are numbered anew
    uid INTEGER NOT NULL,                        -- the last that was read
    looked_at INTEGER NOT NULL
) STRICT;

-- A report of a mail system: what followed from it, and nothing of what it says.
CREATE TABLE returned_mail (
    id INTEGER PRIMARY KEY,
    mailbox TEXT NOT NULL,
    uid_validity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    verdict TEXT NOT NULL CONSTRAINT returned_mail_verdict
        CHECK (verdict IN ('dead_address', 'not_taken', 'for_now', 'nothing', 'not_ours', 'unreadable')),
    notice_id INTEGER REFERENCES notice (id),    -- NULL: about none of ours
    CONSTRAINT returned_mail_once UNIQUE (mailbox, uid_validity, uid)
) STRICT;
CREATE INDEX returned_mail_by_notice ON returned_mail (notice_id) WHERE notice_id IS NOT NULL;

-- By what a report names a message.
CREATE INDEX notice_by_message_id ON notice (message_id) WHERE message_id <> '';
