-- What a restriction does is what was decided, no more and no less, and an order ends with its last day.
ALTER TABLE restriction ADD COLUMN order_kind TEXT NOT NULL DEFAULT ''
    CONSTRAINT restriction_order CHECK (order_kind IN ('', 'child_arrangements', 'prohibited_steps', 'specific_issue', 'non_molestation', 'occupation', 'care', 'other', 'none'));
ALTER TABLE restriction ADD COLUMN from_on TEXT;                    -- its first day; NULL: not known
-- With 'may_contact' the effects that stand all the same, with 'barred' those beside it: JSON, in the order of the program's list.
ALTER TABLE restriction_decision ADD COLUMN effects TEXT NOT NULL DEFAULT '[]' CONSTRAINT restriction_decision_effects CHECK (json_valid(effects));
ALTER TABLE restriction_decision ADD COLUMN until_on TEXT;          -- its last day, after which it does nothing; NULL: none
ALTER TABLE restriction_decision ADD COLUMN seen TEXT NOT NULL DEFAULT '';  -- what was checked: the order itself, a solicitor's letter
