UPDATE topic_changes SET changes = 1 WHERE topic = 'plans';
INSERT INTO pupil_change (pupil_id, change) VALUES (4242, 1);
