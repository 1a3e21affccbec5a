-- Where a target went on to: looked up for each target of a plan's history when a review is recorded.

CREATE INDEX target_by_replaced ON target (replaces_id) WHERE replaces_id IS NOT NULL;
