INSERT INTO payer (id, placement_id, funding, share_bp, from_on, until_on, entered_at, entered_by, withdrawn_at, withdrawn_by) VALUES
  (1, 1, 'top_up', 4000, '2026-09-01', '2026-12-31', 1795420800, 1, 1795420900, 1);
INSERT INTO payer (id, placement_id, funding, pence_a_year, entered_at, entered_by) VALUES (2, 1, 'pupil_premium', 30000, 1795420900, 1);
