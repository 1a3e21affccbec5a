-- What pages ask of a family, of the log of messages and of a plan's results is found, not looked for through all of it.

-- A pupil's contacts, in their order.
CREATE INDEX guardianship_by_pupil ON guardianship (pupil_id, priority, id);

-- A school's messages, the newest first; and those that wait.
CREATE INDEX notice_log ON notice (school_id);
CREATE INDEX notice_waiting ON notice (school_id) WHERE state = 'waiting';

-- How one target came out.
CREATE INDEX target_result_by_target ON target_result (target_id);

-- Who supports a pupil, and did.
CREATE INDEX pupil_support_by_pupil ON pupil_support (pupil_id);
