INSERT INTO target_strategy (target_id, position, way, words, by_whom) SELECT min(id), 7, 'do', 'Wait ten seconds', 'Ms Bates' FROM target;
UPDATE outcome SET adulthood = 'community';
UPDATE plan SET tried_first = 'A seat at the front';
INSERT INTO plan_answer (version_id, adult_id, answer, words, how, said_on, entered_at) SELECT min(id), NULL, 'in_part', 'More often', 'link', '2026-11-20', 1795420800 FROM plan_version;
