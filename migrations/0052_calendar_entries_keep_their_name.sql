-- The name of a meeting's calendar entry for its whole life: random, so that it is nobody else's, and the same whatever the address of this
-- installation becomes. Empty for meetings from before, whose entries are named after their number and the host.
ALTER TABLE conversation ADD COLUMN calendar_uid TEXT NOT NULL DEFAULT '';
