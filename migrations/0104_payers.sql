-- Who pays for a line of provision beside the stream that the plan names for it: a share or a sum a year, for all of the line's days or for some
-- of them. What no row names stays with the plan's stream. A row is taken back and entered anew, never overwritten; where a line is written
-- anew, or goes on into the next cycle, its rows are copied to it.
CREATE TABLE payer (
    id INTEGER PRIMARY KEY,
    placement_id INTEGER NOT NULL REFERENCES placement (id),
    funding TEXT NOT NULL CONSTRAINT payer_funding CHECK (funding IN ('notional_sen', 'top_up', 'inclusive_mainstream', 'pupil_premium',
        'pupil_premium_plus', 'early_years_inclusion', 'other')),
    share_bp INTEGER CONSTRAINT payer_share CHECK (share_bp BETWEEN 1 AND 10000),   -- hundredths of a per cent
    pence_a_year INTEGER CONSTRAINT payer_pence CHECK (pence_a_year > 0),
    from_on TEXT,
    until_on TEXT CONSTRAINT payer_span CHECK (until_on >= from_on),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id),
    CONSTRAINT payer_one_way CHECK ((share_bp IS NULL) <> (pence_a_year IS NULL))
) STRICT;
CREATE INDEX payer_by_placement ON payer (placement_id);

CREATE TRIGGER payer_insert_counts AFTER INSERT ON payer BEGIN
    INSERT INTO changed SELECT 'plans', p.pupil_id FROM placement l JOIN cycle c ON c.id = l.cycle_id JOIN plan p ON p.id = c.plan_id
        WHERE l.id = new.placement_id;
END;
CREATE TRIGGER payer_update_counts AFTER UPDATE ON payer BEGIN
    INSERT INTO changed SELECT 'plans', p.pupil_id FROM placement l JOIN cycle c ON c.id = l.cycle_id JOIN plan p ON p.id = c.plan_id
        WHERE l.id = new.placement_id;
END;
CREATE TRIGGER payer_delete_counts AFTER DELETE ON payer BEGIN
    INSERT INTO changed SELECT 'plans', p.pupil_id FROM placement l JOIN cycle c ON c.id = l.cycle_id JOIN plan p ON p.id = c.plan_id
        WHERE l.id = old.placement_id;
END;
