-- What adults do towards a target and what does not help: a row each, with who does it. Written with the target, and never changed after.
CREATE TABLE target_strategy (
    target_id INTEGER NOT NULL REFERENCES target (id),
    position INTEGER NOT NULL,
    way TEXT NOT NULL CONSTRAINT target_strategy_way CHECK (way IN ('do', 'avoid')),
    words TEXT NOT NULL CONSTRAINT target_strategy_words CHECK (words <> ''),
    by_whom TEXT NOT NULL DEFAULT '',            -- empty: everybody who works with the pupil
    CONSTRAINT target_strategy_once PRIMARY KEY (target_id, position)
) STRICT;
INSERT INTO target_strategy (target_id, position, way, words) SELECT id, 0, 'do', strategy FROM target WHERE strategy <> '';
INSERT INTO target_strategy (target_id, position, way, words) SELECT id, 1, 'avoid', avoid FROM target WHERE avoid <> '';
ALTER TABLE target DROP COLUMN strategy;
ALTER TABLE target DROP COLUMN avoid;

CREATE TRIGGER target_strategy_insert_counts AFTER INSERT ON target_strategy BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM target t JOIN cycle c ON c.id = t.cycle_id JOIN plan l ON l.id = c.plan_id
        WHERE t.id = new.target_id));
END;
CREATE TRIGGER target_strategy_update_counts AFTER UPDATE ON target_strategy BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM target t JOIN cycle c ON c.id = t.cycle_id JOIN plan l ON l.id = c.plan_id
        WHERE t.id = new.target_id));
END;
CREATE TRIGGER target_strategy_delete_counts AFTER DELETE ON target_strategy BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM target t JOIN cycle c ON c.id = t.cycle_id JOIN plan l ON l.id = c.plan_id
        WHERE t.id = old.target_id));
END;

-- What was kept of a version says the same in the new form, and what somebody was writing stands in the new fields.
DROP TRIGGER plan_version_is_kept;
UPDATE plan_version SET content = json_set(content, '$.targets', (
    SELECT json_group_array(json_set(json_remove(one.value, '$.strategy', '$.avoid'), '$.strategies', (
        SELECT json_group_array(json_array(way, words, '')) FROM (
            SELECT 'do' AS way, one.value ->> 'strategy' AS words UNION ALL SELECT 'avoid', one.value ->> 'avoid') WHERE words <> '')))
      FROM json_each(plan_version.content, '$.targets') one));
CREATE TRIGGER plan_version_is_kept BEFORE UPDATE ON plan_version
WHEN EXISTS (SELECT 1 FROM plan_version_agreed a WHERE a.version_id = old.id)
BEGIN SELECT raise(ABORT, 'an agreed version never changes'); END;
UPDATE draft SET body = replace(replace(replace(replace(body, '-strategy"', '-strategy_0"'), '-avoid"', '-avoid_0"'),
    '-strategy\"', '-strategy_0\"'), '-avoid\"', '-avoid_0\"') WHERE kind IN ('plan', 'new_plan');

-- A target with its strategies as people read them: a line each.
CREATE VIEW target_in_words AS SELECT t.*,
    (SELECT coalesce(group_concat(words || iif(by_whom = '', '', ' (' || by_whom || ')'), char(10) ORDER BY position), '')
       FROM target_strategy s WHERE s.target_id = t.id AND s.way = 'do') AS strategy,
    (SELECT coalesce(group_concat(words || iif(by_whom = '', '', ' (' || by_whom || ')'), char(10) ORDER BY position), '')
       FROM target_strategy s WHERE s.target_id = t.id AND s.way = 'avoid') AS avoid
  FROM target t;

-- Which part of a grown-up life an outcome prepares for, from Year 9 on (Code of Practice 8.10); empty where that is not said.
ALTER TABLE outcome ADD COLUMN adulthood TEXT NOT NULL DEFAULT ''
    CONSTRAINT outcome_adulthood CHECK (adulthood IN ('', 'employment', 'independence', 'community', 'health'));
-- What was done for everybody in class before, and did not suffice (Code of Practice 6.17 to 6.19).
ALTER TABLE plan ADD COLUMN tried_first TEXT NOT NULL DEFAULT '';

-- Parents answer behind their link, too.
CREATE TABLE plan_answer_new (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES plan_version (id),
    adult_id INTEGER REFERENCES adult (id),      -- NULL: the pupil
    answer TEXT NOT NULL CONSTRAINT plan_answer_code CHECK (answer IN ('agree', 'in_part', 'not_agreed', 'not_reached')),
    words TEXT NOT NULL DEFAULT '',
    how TEXT NOT NULL CONSTRAINT plan_answer_how CHECK (how IN ('meeting', 'phone', 'in_person', 'paper', 'link')),
    said_on TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
INSERT INTO plan_answer_new SELECT id, version_id, adult_id, answer, words, how, said_on, entered_at, entered_by FROM plan_answer;
DROP TABLE plan_answer;
ALTER TABLE plan_answer_new RENAME TO plan_answer;
CREATE INDEX plan_answer_by_version ON plan_answer (version_id, id);
CREATE INDEX plan_answer_by_adult ON plan_answer (adult_id);
