INSERT INTO planned_review (plan_id, year, season, review_on, planned_at, planned_by) VALUES
    (1, 2026, 'spring', '2027-03-10', 1794992400, 1), (1, 2026, 'spring', NULL, 1794992500, 1);
UPDATE exemption SET withdrawn_at = 1794992400, withdrawn_by = entered_by;
INSERT INTO exemption (pupil_id, year, season, reason, entered_at, entered_by)
    SELECT pupil_id, year, season, 'Agreed with the parents', 1794992500, entered_by FROM exemption;
