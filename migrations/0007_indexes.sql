-- What the board, a teacher's pupils and the scheduler look up for each pupil and meeting, however many there are.

CREATE INDEX class_membership_by_pupil ON class_membership (pupil_id, from_on);
CREATE INDEX class_staff_by_class ON class_staff (class_id);
CREATE INDEX task_by_conversation ON task (conversation_id);
