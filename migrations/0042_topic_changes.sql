-- What is kept in memory is read anew only where it was changed, whichever process wrote: triggers count every row written, topic by topic,
-- and note whose pupil it was, so that no statement can be forgotten.
CREATE TABLE topic_changes (
    topic TEXT PRIMARY KEY,
    changes INTEGER NOT NULL
) STRICT;
INSERT INTO topic_changes (topic, changes) VALUES
    ('access', 0),
    ('frame', 0),
    ('calendar', 0),
    ('classes', 0),
    ('pupils', 0),
    ('record', 0),
    ('plans', 0),
    ('meetings', 0),
    ('progress', 0),
    ('views', 0),
    ('family', 0),
    ('tasks', 0),
    ('pupil', 0);

-- Of each pupil, the number of the last change, as the topic 'pupil' counts them. No reference: who is gone was changed, too.
CREATE TABLE pupil_change (
    pupil_id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL
) STRICT;
CREATE INDEX pupil_change_last ON pupil_change (change);

-- What a trigger writes to when a row of a pupil's was written.
CREATE VIEW changed AS SELECT topic, 0 AS pupil_id FROM topic_changes;
CREATE TRIGGER changed_counts INSTEAD OF INSERT ON changed BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic IN (new.topic, 'pupil');
    INSERT INTO pupil_change (pupil_id, change)
        SELECT new.pupil_id, changes FROM topic_changes WHERE topic = 'pupil' AND new.pupil_id IS NOT NULL
        ON CONFLICT (pupil_id) DO UPDATE SET change = excluded.change;
END;

CREATE TRIGGER account_insert_counts AFTER INSERT ON account BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access'; END;
CREATE TRIGGER account_update_counts AFTER UPDATE ON account BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access'; END;
CREATE TRIGGER account_delete_counts AFTER DELETE ON account BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access'; END;
CREATE TRIGGER staff_right_insert_counts AFTER INSERT ON staff_right BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access';
END;
CREATE TRIGGER staff_right_update_counts AFTER UPDATE ON staff_right BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access';
END;
CREATE TRIGGER staff_right_delete_counts AFTER DELETE ON staff_right BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access';
END;

CREATE TRIGGER school_insert_counts AFTER INSERT ON school BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER school_update_counts AFTER UPDATE ON school BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER school_delete_counts AFTER DELETE ON school BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER heartbeat_insert_counts AFTER INSERT ON heartbeat BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER heartbeat_update_counts AFTER UPDATE ON heartbeat BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER heartbeat_delete_counts AFTER DELETE ON heartbeat BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER backup_insert_counts AFTER INSERT ON backup BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER backup_update_counts AFTER UPDATE ON backup BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER backup_delete_counts AFTER DELETE ON backup BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER backup_failure_insert_counts AFTER INSERT ON backup_failure BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame';
END;
CREATE TRIGGER backup_failure_update_counts AFTER UPDATE ON backup_failure BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame';
END;
CREATE TRIGGER backup_failure_delete_counts AFTER DELETE ON backup_failure BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame';
END;
CREATE TRIGGER delivery_attempt_insert_counts AFTER INSERT ON delivery_attempt BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame';
END;
CREATE TRIGGER delivery_attempt_update_counts AFTER UPDATE ON delivery_attempt BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame';
END;
CREATE TRIGGER delivery_attempt_delete_counts AFTER DELETE ON delivery_attempt BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame';
END;
CREATE TRIGGER queue_pause_insert_counts AFTER INSERT ON queue_pause BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER queue_pause_update_counts AFTER UPDATE ON queue_pause BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;
CREATE TRIGGER queue_pause_delete_counts AFTER DELETE ON queue_pause BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'frame'; END;

CREATE TRIGGER term_insert_counts AFTER INSERT ON term BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar'; END;
CREATE TRIGGER term_update_counts AFTER UPDATE ON term BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar'; END;
CREATE TRIGGER term_delete_counts AFTER DELETE ON term BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar'; END;
CREATE TRIGGER closure_insert_counts AFTER INSERT ON closure BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar'; END;
CREATE TRIGGER closure_update_counts AFTER UPDATE ON closure BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar'; END;
CREATE TRIGGER closure_delete_counts AFTER DELETE ON closure BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar'; END;
CREATE TRIGGER bank_holiday_insert_counts AFTER INSERT ON bank_holiday BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER bank_holiday_update_counts AFTER UPDATE ON bank_holiday BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER bank_holiday_delete_counts AFTER DELETE ON bank_holiday BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER review_window_insert_counts AFTER INSERT ON review_window BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER review_window_update_counts AFTER UPDATE ON review_window BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER review_window_delete_counts AFTER DELETE ON review_window BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER school_setting_insert_counts AFTER INSERT ON school_setting BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER school_setting_update_counts AFTER UPDATE ON school_setting BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;
CREATE TRIGGER school_setting_delete_counts AFTER DELETE ON school_setting BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'calendar';
END;

CREATE TRIGGER class_insert_counts AFTER INSERT ON class BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'classes'; END;
CREATE TRIGGER class_update_counts AFTER UPDATE ON class BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'classes'; END;
CREATE TRIGGER class_delete_counts AFTER DELETE ON class BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'classes'; END;
CREATE TRIGGER class_staff_insert_counts AFTER INSERT ON class_staff BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'classes';
END;
CREATE TRIGGER class_staff_update_counts AFTER UPDATE ON class_staff BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'classes';
END;
CREATE TRIGGER class_staff_delete_counts AFTER DELETE ON class_staff BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'classes';
END;

CREATE TRIGGER pupil_insert_counts AFTER INSERT ON pupil BEGIN INSERT INTO changed VALUES ('pupils', new.id); END;
CREATE TRIGGER pupil_update_counts AFTER UPDATE ON pupil BEGIN INSERT INTO changed VALUES ('pupils', new.id); END;
CREATE TRIGGER pupil_delete_counts AFTER DELETE ON pupil BEGIN INSERT INTO changed VALUES ('pupils', old.id); END;
CREATE TRIGGER enrolment_insert_counts AFTER INSERT ON enrolment BEGIN INSERT INTO changed VALUES ('pupils', new.pupil_id); END;
CREATE TRIGGER enrolment_update_counts AFTER UPDATE ON enrolment BEGIN
    INSERT INTO changed VALUES ('pupils', old.pupil_id);
    INSERT INTO changed VALUES ('pupils', new.pupil_id);
END;
CREATE TRIGGER enrolment_delete_counts AFTER DELETE ON enrolment BEGIN INSERT INTO changed VALUES ('pupils', old.pupil_id); END;
CREATE TRIGGER class_membership_insert_counts AFTER INSERT ON class_membership BEGIN INSERT INTO changed VALUES ('pupils', new.pupil_id); END;
CREATE TRIGGER class_membership_update_counts AFTER UPDATE ON class_membership BEGIN
    INSERT INTO changed VALUES ('pupils', old.pupil_id);
    INSERT INTO changed VALUES ('pupils', new.pupil_id);
END;
CREATE TRIGGER class_membership_delete_counts AFTER DELETE ON class_membership BEGIN INSERT INTO changed VALUES ('pupils', old.pupil_id); END;
CREATE TRIGGER pupil_support_insert_counts AFTER INSERT ON pupil_support BEGIN INSERT INTO changed VALUES ('pupils', new.pupil_id); END;
CREATE TRIGGER pupil_support_update_counts AFTER UPDATE ON pupil_support BEGIN
    INSERT INTO changed VALUES ('pupils', old.pupil_id);
    INSERT INTO changed VALUES ('pupils', new.pupil_id);
END;
CREATE TRIGGER pupil_support_delete_counts AFTER DELETE ON pupil_support BEGIN INSERT INTO changed VALUES ('pupils', old.pupil_id); END;

CREATE TRIGGER sen_status_insert_counts AFTER INSERT ON sen_status BEGIN INSERT INTO changed VALUES ('record', new.pupil_id); END;
CREATE TRIGGER sen_status_update_counts AFTER UPDATE ON sen_status BEGIN
    INSERT INTO changed VALUES ('record', old.pupil_id);
    INSERT INTO changed VALUES ('record', new.pupil_id);
END;
CREATE TRIGGER sen_status_delete_counts AFTER DELETE ON sen_status BEGIN INSERT INTO changed VALUES ('record', old.pupil_id); END;
CREATE TRIGGER need_insert_counts AFTER INSERT ON need BEGIN INSERT INTO changed VALUES ('record', new.pupil_id); END;
CREATE TRIGGER need_update_counts AFTER UPDATE ON need BEGIN
    INSERT INTO changed VALUES ('record', old.pupil_id);
    INSERT INTO changed VALUES ('record', new.pupil_id);
END;
CREATE TRIGGER need_delete_counts AFTER DELETE ON need BEGIN INSERT INTO changed VALUES ('record', old.pupil_id); END;
CREATE TRIGGER exemption_insert_counts AFTER INSERT ON exemption BEGIN INSERT INTO changed VALUES ('record', new.pupil_id); END;
CREATE TRIGGER exemption_update_counts AFTER UPDATE ON exemption BEGIN
    INSERT INTO changed VALUES ('record', old.pupil_id);
    INSERT INTO changed VALUES ('record', new.pupil_id);
END;
CREATE TRIGGER exemption_delete_counts AFTER DELETE ON exemption BEGIN INSERT INTO changed VALUES ('record', old.pupil_id); END;

CREATE TRIGGER plan_insert_counts AFTER INSERT ON plan BEGIN INSERT INTO changed VALUES ('plans', new.pupil_id); END;
CREATE TRIGGER plan_update_counts AFTER UPDATE ON plan BEGIN
    INSERT INTO changed VALUES ('plans', old.pupil_id);
    INSERT INTO changed VALUES ('plans', new.pupil_id);
END;
CREATE TRIGGER plan_delete_counts AFTER DELETE ON plan BEGIN INSERT INTO changed VALUES ('plans', old.pupil_id); END;
CREATE TRIGGER plan_closure_insert_counts AFTER INSERT ON plan_closure BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER plan_closure_update_counts AFTER UPDATE ON plan_closure BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER plan_closure_delete_counts AFTER DELETE ON plan_closure BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = old.plan_id));
END;
CREATE TRIGGER cycle_insert_counts AFTER INSERT ON cycle BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER cycle_update_counts AFTER UPDATE ON cycle BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER cycle_delete_counts AFTER DELETE ON cycle BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = old.plan_id));
END;
CREATE TRIGGER review_insert_counts AFTER INSERT ON review BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT l.pupil_id FROM cycle c JOIN plan l ON l.id = c.plan_id WHERE c.id = new.cycle_id));
END;
CREATE TRIGGER review_update_counts AFTER UPDATE ON review BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT l.pupil_id FROM cycle c JOIN plan l ON l.id = c.plan_id WHERE c.id = new.cycle_id));
END;
CREATE TRIGGER review_delete_counts AFTER DELETE ON review BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT l.pupil_id FROM cycle c JOIN plan l ON l.id = c.plan_id WHERE c.id = old.cycle_id));
END;
CREATE TRIGGER planned_review_insert_counts AFTER INSERT ON planned_review BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER planned_review_update_counts AFTER UPDATE ON planned_review BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER planned_review_delete_counts AFTER DELETE ON planned_review BEGIN
    INSERT INTO changed VALUES ('plans', (SELECT pupil_id FROM plan WHERE id = old.plan_id));
END;

CREATE TRIGGER conversation_insert_counts AFTER INSERT ON conversation BEGIN INSERT INTO changed VALUES ('meetings', new.pupil_id); END;
CREATE TRIGGER conversation_update_counts AFTER UPDATE ON conversation BEGIN
    INSERT INTO changed VALUES ('meetings', old.pupil_id);
    INSERT INTO changed VALUES ('meetings', new.pupil_id);
END;
CREATE TRIGGER conversation_delete_counts AFTER DELETE ON conversation BEGIN INSERT INTO changed VALUES ('meetings', old.pupil_id); END;
CREATE TRIGGER conversation_record_insert_counts AFTER INSERT ON conversation_record BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER conversation_record_update_counts AFTER UPDATE ON conversation_record BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER conversation_record_delete_counts AFTER DELETE ON conversation_record BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
END;
CREATE TRIGGER conversation_cancellation_insert_counts AFTER INSERT ON conversation_cancellation BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER conversation_cancellation_update_counts AFTER UPDATE ON conversation_cancellation BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER conversation_cancellation_delete_counts AFTER DELETE ON conversation_cancellation BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
END;
CREATE TRIGGER conversation_attendance_insert_counts AFTER INSERT ON conversation_attendance BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER conversation_attendance_update_counts AFTER UPDATE ON conversation_attendance BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER conversation_attendance_delete_counts AFTER DELETE ON conversation_attendance BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
END;
CREATE TRIGGER booking_insert_counts AFTER INSERT ON booking BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER booking_update_counts AFTER UPDATE ON booking BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER booking_delete_counts AFTER DELETE ON booking BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
END;
CREATE TRIGGER slot_insert_counts AFTER INSERT ON slot BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER slot_update_counts AFTER UPDATE ON slot BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER slot_delete_counts AFTER DELETE ON slot BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
END;
CREATE TRIGGER invitation_insert_counts AFTER INSERT ON invitation BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER invitation_update_counts AFTER UPDATE ON invitation BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER invitation_delete_counts AFTER DELETE ON invitation BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
END;

CREATE TRIGGER target_insert_counts AFTER INSERT ON target BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM cycle c JOIN plan l ON l.id = c.plan_id WHERE c.id = new.cycle_id));
END;
CREATE TRIGGER target_update_counts AFTER UPDATE ON target BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM cycle c JOIN plan l ON l.id = c.plan_id WHERE c.id = new.cycle_id));
END;
CREATE TRIGGER target_delete_counts AFTER DELETE ON target BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM cycle c JOIN plan l ON l.id = c.plan_id WHERE c.id = old.cycle_id));
END;
CREATE TRIGGER target_result_insert_counts AFTER INSERT ON target_result BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM review v JOIN cycle c ON c.id = v.cycle_id JOIN plan l ON l.id = c.plan_id WHERE v.id = new.review_id));
END;
CREATE TRIGGER target_result_update_counts AFTER UPDATE ON target_result BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM review v JOIN cycle c ON c.id = v.cycle_id JOIN plan l ON l.id = c.plan_id WHERE v.id = new.review_id));
END;
CREATE TRIGGER target_result_delete_counts AFTER DELETE ON target_result BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT l.pupil_id FROM review v JOIN cycle c ON c.id = v.cycle_id JOIN plan l ON l.id = c.plan_id WHERE v.id = old.review_id));
END;
CREATE TRIGGER attendance_insert_counts AFTER INSERT ON attendance BEGIN INSERT INTO changed VALUES ('progress', new.pupil_id); END;
CREATE TRIGGER attendance_update_counts AFTER UPDATE ON attendance BEGIN
    INSERT INTO changed VALUES ('progress', old.pupil_id);
    INSERT INTO changed VALUES ('progress', new.pupil_id);
END;
CREATE TRIGGER attendance_delete_counts AFTER DELETE ON attendance BEGIN INSERT INTO changed VALUES ('progress', old.pupil_id); END;
CREATE TRIGGER suspension_insert_counts AFTER INSERT ON suspension BEGIN INSERT INTO changed VALUES ('progress', new.pupil_id); END;
CREATE TRIGGER suspension_update_counts AFTER UPDATE ON suspension BEGIN
    INSERT INTO changed VALUES ('progress', old.pupil_id);
    INSERT INTO changed VALUES ('progress', new.pupil_id);
END;
CREATE TRIGGER suspension_delete_counts AFTER DELETE ON suspension BEGIN INSERT INTO changed VALUES ('progress', old.pupil_id); END;
CREATE TRIGGER review_request_insert_counts AFTER INSERT ON review_request BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER review_request_update_counts AFTER UPDATE ON review_request BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT pupil_id FROM plan WHERE id = new.plan_id));
END;
CREATE TRIGGER review_request_delete_counts AFTER DELETE ON review_request BEGIN
    INSERT INTO changed VALUES ('progress', (SELECT pupil_id FROM plan WHERE id = old.plan_id));
END;

CREATE TRIGGER input_request_insert_counts AFTER INSERT ON input_request BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'views';
END;
CREATE TRIGGER input_request_update_counts AFTER UPDATE ON input_request BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'views';
END;
CREATE TRIGGER input_request_delete_counts AFTER DELETE ON input_request BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'views';
END;
CREATE TRIGGER teacher_input_insert_counts AFTER INSERT ON teacher_input BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'views';
END;
CREATE TRIGGER teacher_input_update_counts AFTER UPDATE ON teacher_input BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'views';
END;
CREATE TRIGGER teacher_input_delete_counts AFTER DELETE ON teacher_input BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'views';
END;

CREATE TRIGGER adult_insert_counts AFTER INSERT ON adult BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'family'; END;
CREATE TRIGGER adult_update_counts AFTER UPDATE ON adult BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'family'; END;
CREATE TRIGGER adult_delete_counts AFTER DELETE ON adult BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'family'; END;
CREATE TRIGGER guardianship_insert_counts AFTER INSERT ON guardianship BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'family';
END;
CREATE TRIGGER guardianship_update_counts AFTER UPDATE ON guardianship BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'family';
END;
CREATE TRIGGER guardianship_delete_counts AFTER DELETE ON guardianship BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'family';
END;

CREATE TRIGGER task_insert_counts AFTER INSERT ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER task_update_counts AFTER UPDATE ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;
CREATE TRIGGER task_delete_counts AFTER DELETE ON task BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'tasks'; END;

-- Staff are people who may get in and people whom lists name.
CREATE TRIGGER staff_insert_counts AFTER INSERT ON staff BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic IN ('access', 'classes');
END;
CREATE TRIGGER staff_update_counts AFTER UPDATE ON staff BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic IN ('access', 'classes');
END;
CREATE TRIGGER staff_delete_counts AFTER DELETE ON staff BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic IN ('access', 'classes');
END;

-- A session that ends, or belongs to somebody else now; when it was last used is no change of what it opens.
CREATE TRIGGER session_update_counts AFTER UPDATE OF token_hash, staff_id, expires_at ON session BEGIN
    UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access';
END;
CREATE TRIGGER session_delete_counts AFTER DELETE ON session BEGIN UPDATE topic_changes SET changes = changes + 1 WHERE topic = 'access'; END;

-- An invitation that a mail server took is an offer; no other step of any message changes what lists say.
CREATE TRIGGER notice_insert_counts AFTER INSERT ON notice WHEN new.kind = 'invite' AND new.state = 'accepted' BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER notice_update_counts AFTER UPDATE OF state, kind, conversation_id ON notice WHEN old.kind = 'invite' AND (old.state = 'accepted' OR new.state = 'accepted') BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = new.conversation_id));
END;
CREATE TRIGGER notice_delete_counts AFTER DELETE ON notice WHEN old.kind = 'invite' AND old.state = 'accepted' BEGIN
    INSERT INTO changed VALUES ('meetings', (SELECT pupil_id FROM conversation WHERE id = old.conversation_id));
END;
