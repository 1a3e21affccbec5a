INSERT INTO template (school_id, kind, number, content, entered_at) SELECT min(id), 'sen_support', 1, '{"parts":[],"of_target":[],"weeks":null}', 1795420800 FROM school;
INSERT INTO plan_template (plan_id, template_id) SELECT min(id), (SELECT min(id) FROM template) FROM plan;
INSERT INTO handover_note (pupil_id, year, words, entered_at) SELECT min(id), 2026, 'Sits best at the front', 1795420800 FROM pupil;
