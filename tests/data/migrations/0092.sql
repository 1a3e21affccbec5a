INSERT INTO shortfall (id, plan_id, line, words, adult_id, how, told_on, due_on, entered_at) VALUES
  (1, 1, 'Talking Partners: 20 minutes, twice a week', 'Not since half term', 1, 'link', '2026-11-18', '2026-11-25', 1795798900);
INSERT INTO shortfall_answer (shortfall_id, finding, words, entered_at, entered_by) VALUES (1, 'put_right', 'It begins again on Monday', 1795798990, 1);
INSERT INTO task (school_id, key, kind, for_role, detail, due_on, created_at) SELECT id, 'not_happening/92', 'not_happening', 'senco', 'Answer it.', '2026-11-27', 0 FROM school LIMIT 1;
