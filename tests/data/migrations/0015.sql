INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (90, 2, 1, '2025-09-10', '2026-07-10');
INSERT INTO review (cycle_id, held_on, pupil_declined, parent_view, parent_view_by, decision, decision_reason, entered_at)
    VALUES (90, '2026-07-10', 1, 'She comes gladly now', 'Mrs Anand', 'exit', 'Attends well', 1783641600);
