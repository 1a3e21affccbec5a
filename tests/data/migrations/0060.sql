INSERT INTO annual_review (id, plan_id, kind, anchor_on, opened_at, opened_by) VALUES (1, 1, 'annual', '2026-01-12', 1789027200, 1);
INSERT INTO annual_review_step (annual_review_id, step, done_on, entered_at) VALUES (1, 'invite', '2026-11-02', 1789027200);
INSERT INTO annual_review_party (id, annual_review_id, party, name, entered_at) VALUES (1, 1, 'health', 'Dr Amin', 1789027200);
INSERT INTO annual_review_party_deed (party_id, deed, done_on, entered_at) VALUES (1, 'asked', '2026-10-20', 1789027200);
INSERT INTO annual_review_report (annual_review_id, recommendation, sent_to, sent_on, entered_at)
  VALUES (1, 'amend', 'Everybody invited', '2026-12-01', 1789027200);
INSERT INTO annual_review_decision (annual_review_id, decision, decided_on, entered_at) VALUES (1, 'amend', '2026-12-10', 1789027200);
INSERT INTO annual_review_chase (annual_review_id, chased_on, how, entered_at) VALUES (1, '2027-01-12', 'By phone', 1789027200);
