INSERT INTO review_request (plan_id, asked_on, words, entered_at, entered_by) VALUES (1, '2026-11-20', 'Homework takes two hours', 1795694400, 1);
