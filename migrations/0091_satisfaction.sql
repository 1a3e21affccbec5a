-- Two statements about a meeting, one tap each, beside the one question that was asked before: whoever answers need not answer all, and
-- may say it anew. The newest row that says anything to a statement counts; those before it stay. A CHECK and a UNIQUE cannot be changed in
-- place: the table is made anew with the same rows.
CREATE TABLE feedback_new (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation (id),
    useful TEXT CONSTRAINT feedback_useful CHECK (useful IN ('yes', 'partly', 'no')),          -- asked before these two
    comment TEXT NOT NULL DEFAULT '',
    given_at INTEGER NOT NULL,
    listened TEXT CONSTRAINT feedback_listened CHECK (listened IN ('yes', 'partly', 'no')),    -- "I was listened to"
    next_step TEXT CONSTRAINT feedback_next_step CHECK (next_step IN ('yes', 'partly', 'no')), -- "I know what happens next"
    CONSTRAINT feedback_says CHECK (useful IS NOT NULL OR listened IS NOT NULL OR next_step IS NOT NULL OR comment <> '')
) STRICT;
INSERT INTO feedback_new (id, invitation_id, useful, comment, given_at) SELECT id, invitation_id, useful, comment, given_at FROM feedback;
DROP TABLE feedback;
ALTER TABLE feedback_new RENAME TO feedback;
CREATE INDEX feedback_by_invitation ON feedback (invitation_id);
-- Everything that was said in one invitation's name, the oldest first.
CREATE VIEW feedback_said AS SELECT invitation_id,
  json_group_array(json_object('listened', listened, 'next_step', next_step, 'useful', useful, 'comment', comment) ORDER BY id) AS said
  FROM feedback GROUP BY invitation_id;
