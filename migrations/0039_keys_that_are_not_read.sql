-- A key makes a message one message; nothing is read out of it. What was read stands in columns of its own.
ALTER TABLE notice ADD COLUMN matter TEXT NOT NULL DEFAULT '';     -- the key that it was written under, also where it has given that back
ALTER TABLE notice ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;  -- how many messages of the same matter came before it
ALTER TABLE notice ADD COLUMN given_back_at INTEGER;               -- since when another may bear its key
ALTER TABLE notice ADD COLUMN news TEXT CONSTRAINT notice_news CHECK (news IN ('password', 'second_factor', 'second_factor_cleared', 'recovery_code', 'recovery_codes')); -- what happened to an account
ALTER TABLE task ADD COLUMN given_back_at INTEGER;                 -- the letter was not posted: its message went in another way

UPDATE notice SET matter = key WHERE key NOT LIKE '%~' || id;
UPDATE notice SET matter = substr(key, 1, length(key) - length('~' || id)), given_back_at = coalesce(settled_at, queued_at)
  WHERE key LIKE '%~' || id;
UPDATE notice SET edition = e.before FROM
  (SELECT id, row_number() OVER (PARTITION BY matter ORDER BY id) - 1 AS before FROM notice) e WHERE e.id = notice.id AND e.before > 0;
-- "security/password/s3/1793610000"
UPDATE notice SET news = substr(matter, 10, instr(substr(matter, 10), '/') - 1) WHERE kind = 'security'
  AND substr(matter, 10, instr(substr(matter, 10), '/') - 1) IN ('password', 'second_factor', 'second_factor_cleared', 'recovery_code', 'recovery_codes');
UPDATE task SET given_back_at = coalesce(done_at, created_at) WHERE key LIKE '%~' || id;
CREATE INDEX notice_given_back ON notice (matter) WHERE given_back_at IS NOT NULL;
