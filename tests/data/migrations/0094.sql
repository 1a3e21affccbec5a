INSERT INTO personal_budget (id, pupil_id, purpose, pence, way, from_on, until_on, agreed_on, agreed_with, entered_at, entered_by) VALUES
  (1, 1, 'Music therapy, an hour a week', 120000, 'direct', '2026-09-01', '2027-07-31', '2026-07-10', 1, 1795798900, 1);
INSERT INTO personal_budget_spending (budget_id, spent_on, pence, what, entered_at, entered_by) VALUES (1, '2026-10-01', 4500, 'September', 1795798900, 1);
INSERT INTO personal_budget_look (budget_id, looked_on, adult_id, decision, words, entered_at, entered_by) VALUES (1, '2026-11-02', 1, 'goes_on', 'He sings', 1795798900, 1);
