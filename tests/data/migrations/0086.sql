INSERT INTO framework (id, school_id, key, number, content, entered_at, entered_by) VALUES (1, 1, 'our-own', 1, 'key = "our-own"', 1795420800, 1);
INSERT INTO self_evaluation_rating (id, school_id, framework, place, wording, rater, step, step_words, entered_at, entered_by) VALUES
  (1, 1, 'our-own', 'a1', 'Governors visit each term.', 'school', 'yes', 'Yes', 1795420800, 1);
INSERT INTO self_evaluation_rating (id, school_id, framework, place, wording, rater, second_rater, step, step_words, reason, entered_at) VALUES
  (2, 1, 'our-own', 'a1', 'Governors visit each term.', 'second', 'Elm School', 'no', 'No', 'Two visits a year', 1795420900);
INSERT INTO self_evaluation_note (id, school_id, framework, place, wording, kind, words, link, entered_at) VALUES
  (1, 1, 'our-own', 'a1', 'Governors visit each term.', 'evidence', 'Reports of visits', 'https://oakfield.example.org/visits', 1795420800);
INSERT INTO self_evaluation_note (id, school_id, framework, place, wording, kind, words, entered_at, withdrawn_at) VALUES
  (2, 1, 'our-own', 'whole', 'Our own framework', 'comment', 'In the autumn', 1795420800, 1795420900);
INSERT INTO self_evaluation_action (id, school_id, framework, place, wording, words, owner_id, due_on, entered_at) VALUES
  (1, 1, 'our-own', 'a1', 'Governors visit each term.', 'Set the dates of visits', 1, '2026-12-01', 1795420800);
INSERT INTO self_evaluation_action_done (action_id, done_on, entered_at) VALUES (1, '2026-11-20', 1795420900);
