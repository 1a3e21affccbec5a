-- Which message a letter or a call stands for. NULL: a task of another kind, or an invitation from before this was kept.

ALTER TABLE task ADD COLUMN message TEXT CONSTRAINT task_message CHECK (message IN ('invite', 'invite_reminder', 'booked', 'changed', 'cancelled', 'before', 'summary'));
CREATE INDEX task_letters ON task (adult_id) WHERE message IS NOT NULL AND done_at IS NULL;
