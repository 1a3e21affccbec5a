INSERT INTO plan_handover (plan_id, from_staff_id, to_staff_id, at, by_staff_id) SELECT p.id, a.id, b.id, 1795420800, NULL FROM plan p, staff a, staff b WHERE a.id <> b.id LIMIT 1;
