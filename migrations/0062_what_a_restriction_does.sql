-- What a restriction does is what was decided, no more and no less, and an order ends with its last day.
ALTER TABLE restriction ADD COLUMN order_kind TEXT NOT NULL DEFAULT ''
    CONSTRAINT restriction_order CHECK (order_kind IN ('', 'child_arrangements', 'prohibited_steps', 'specific_issue', 'non_molestation', 'occupation', 'care', 'other', 'none'));
ALTER TABLE restriction ADD COLUMN from_on TEXT;                    -- its first day; NULL: not known
-- With 'may_contact' the effects that stand all the same, with 'barred' those beside it: JSON, in the order of the program's list.
ALTER TABLE restriction_decision ADD COLUMN effects TEXT NOT NULL DEFAULT '[]' CONSTRAINT restriction_decision_effects CHECK (json_valid(effects));
ALTER TABLE restriction_decision ADD COLUMN until_on TEXT;          -- its last day, after which it does nothing; NULL: none
ALTER TABLE restriction_decision ADD COLUMN seen TEXT NOT NULL DEFAULT '';  -- what was checked: the order itself, a solicitor's letter

-- What happened with restrictions, as a pupil's time line shows it: entered, decided about, come to their last day.
CREATE VIEW restriction_happened AS
SELECT 'restriction' AS kind, coalesce(r.from_on, date(r.entered_at, 'unixepoch')) AS happened, r.entered_at AS entered, r.entered_by AS staff,
    r.order_kind AS code, g.relationship AS words, r.id AS restriction_id, g.pupil_id
FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
UNION ALL
SELECT 'restriction_decided', date(d.decided_at, 'unixepoch'), d.decided_at, d.decided_by,
    iif(d.outcome = 'barred' AND d.effects = '[]', '["no_contact"]', d.effects), g.relationship, r.id, g.pupil_id
FROM restriction_decision d JOIN restriction r ON r.id = d.restriction_id JOIN guardianship g ON g.id = r.guardianship_id
UNION ALL
SELECT 'restriction_over', d.until_on, d.decided_at, NULL, '', g.relationship, r.id, g.pupil_id
FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id JOIN restriction_decision d
    ON d.id = (SELECT max(n.id) FROM restriction_decision n WHERE n.restriction_id = r.id)
WHERE d.until_on IS NOT NULL;
