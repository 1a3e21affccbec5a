UPDATE outcome SET reference = 'E1' WHERE id = (SELECT min(id) FROM outcome);
INSERT INTO placement_target (placement_id, target_id) SELECT l.id, t.id FROM placement l JOIN target t ON t.cycle_id = l.cycle_id LIMIT 1;
