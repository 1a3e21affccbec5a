INSERT INTO plan_version (plan_id, number, content, opened_at, opened_by) SELECT min(id), 1, '{"outcomes":[],"targets":[],"lines":[]}', 1795420800, NULL FROM plan;
INSERT INTO plan_version_agreed (version_id, agreed_on, entered_at, entered_by) SELECT min(id), '2026-11-20', 1795420800, NULL FROM plan_version;
INSERT INTO plan_answer (version_id, adult_id, answer, words, how, said_on, entered_at, entered_by) SELECT min(id), NULL, 'agree', 'Yes', 'in_person', '2026-11-20', 1795420800, NULL FROM plan_version;
INSERT INTO plan_version (plan_id, number, content, opened_at, opened_by) SELECT min(id), 2, '{"outcomes":[],"targets":[],"lines":[]}', 1795420800, NULL FROM plan;
INSERT INTO plan_version_discarded (version_id, discarded_at, discarded_by) SELECT max(id), 1795420900, NULL FROM plan_version;
