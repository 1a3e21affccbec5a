-- Which line of provision serves which targets, and where the EHC plan asks for it: its sections E (outcomes) and F (provision).
ALTER TABLE outcome ADD COLUMN reference TEXT NOT NULL DEFAULT '';
ALTER TABLE placement ADD COLUMN reference TEXT NOT NULL DEFAULT '';
CREATE TABLE placement_target (
    placement_id INTEGER NOT NULL REFERENCES placement (id),
    target_id INTEGER NOT NULL REFERENCES target (id),
    PRIMARY KEY (placement_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_target_by_target ON placement_target (target_id);
