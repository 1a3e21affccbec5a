INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT 8001, id, 'risk_assessment', '2026-11-02', (SELECT min(id) FROM staff), 0 FROM pupil LIMIT 1;
INSERT INTO linked_plan (pupil_id, kind, place, link, from_on, review_on, entered_at) SELECT min(id), 'healthcare', 'Medical room', '', '2026-11-02', '2027-11-02', 0 FROM pupil;
