INSERT INTO template_answer (id, plan_id, position, question, words, entered_at, entered_by) VALUES
  (1, 93, 0, 'What makes it hard to come?', 'The bus, and Monday mornings.', 1795420800, 1);
