-- Whether a meeting's review is recorded is asked of every meeting that was held: without this all reviews were read for each.
CREATE INDEX review_by_conversation ON review (conversation_id) WHERE conversation_id IS NOT NULL;

-- Whether somebody is still thought to be the wrong person hangs on what became of the task about it.
CREATE INDEX task_by_adult ON task (adult_id) WHERE adult_id IS NOT NULL;
